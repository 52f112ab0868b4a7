// RUN: aikernel-opt %s --pass-pipeline='builtin.module(func.func(aikernel-vectorize-threads{lanes=8}))' | FileCheck %s

func.func @task(%n: index, %length: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n) step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %outside = arith.cmpi sge, %i, %length : i64
    // CHECK: %[[MASK:.*]] = arith.cmpi sge, %{{.*}} : vector<8xi64>
    // CHECK: scf.for %[[LANE:.*]] =
    // CHECK:   %[[ON:.*]] = vector.extract %[[MASK]][%[[LANE]]]
    // CHECK:   scf.if %[[ON]] {
    // CHECK:     %[[INDEX:.*]] = vector.extract %{{.*}}[%[[LANE]]] : i64 from vector<8xi64>
    // CHECK:     %[[BLOCK:.*]] = vector.extract %{{.*}}[%[[LANE]]] : index from vector<8xindex>
    // CHECK:     %[[THREAD:.*]] = vector.extract %{{.*}}[%[[LANE]]] : index from vector<8xindex>
    // CHECK:     aikernel.gpu.fault "a"[%[[INDEX]]] of %{{.*}} at <"k.px", 1, 5> block %[[BLOCK]] thread %[[THREAD]]
    scf.if %outside {
      aikernel.gpu.fault "a"[%i] of %length at <"k.px", 1, 5> block %zero thread %x
    }
  }
  return
}
