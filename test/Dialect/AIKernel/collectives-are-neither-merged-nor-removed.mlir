// A thread that computes nothing with the result still takes part.
//
// RUN: aikernel-opt %s --canonicalize --cse | FileCheck %s

// CHECK-LABEL: func.func @twice(
// CHECK-COUNT-2: aikernel.gpu.ballot
// CHECK-COUNT-2: aikernel.gpu.shuffle
func.func @twice(%b: i1, %x: f32, %lane: i32) {
  %0 = aikernel.gpu.ballot %b
  %1 = aikernel.gpu.ballot %b
  %2 = aikernel.gpu.shuffle idx %x, %lane : f32
  %3 = aikernel.gpu.shuffle idx %x, %lane : f32
  return
}
