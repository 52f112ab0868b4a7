// RUN: aikernel-opt %s --split-input-file --verify-diagnostics

func.func @records(%n: i32) {
  %x = aikernel.gpu.commands "step" -> i64 {
    // expected-error @below {{gives 'i32', but the results are of 'i64'}}
    aikernel.yield %n : i32
  }
  return
}
