//===- Backend.h - What the three targets share of LLVM ---------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_TARGET_BACKEND_H
#define AIKERNEL_LIB_TARGET_BACKEND_H

#include "aikernel/Target/CodegenError.h"
#include "aikernel/Target/Image.h"
#include "mlir/IR/Operation.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"
#include <memory>

namespace aikernel {

/// One back end at work: an LLVM context, a target machine, and what the back
/// end complained about.
class Backend {
public:
  /// `source` is where errors without a better place point to.
  Backend(const Target &target, llvm::StringRef cpu, llvm::StringRef features,
          const CodegenOptions &options, mlir::Operation *source);
  ~Backend();

  /// Gives a module the target's triple and data layout.
  void prepare(llvm::Module &module) const;
  llvm::Expected<std::unique_ptr<llvm::Module>>
  translate(mlir::Operation *module, llvm::StringRef name);
  /// Runs LLVM's pipeline for the optimization level. Loops and straight-line
  /// code are not vectorized: that was decided before.
  llvm::Error optimize(llvm::Module &module);
  /// Produces the form that the options ask for; LLVM IR is printed as it
  /// stands.
  llvm::Expected<Bytes> emit(llvm::Module &module);

  /// An error unless every function that is called has a body.
  llvm::Error requireBodies(llvm::Module &module);
  /// An error if the arrays that one kernel shares have more than `limit`
  /// bytes.
  llvm::Error requireSharedMemory(llvm::Module &module, uint64_t limit);
  /// Where the program calls or declares the function `name`.
  mlir::Location locationOf(llvm::StringRef name) const;

  llvm::LLVMContext context;

private:
  struct Complaints;
  class Handler;

  llvm::Error takeComplaints();

  const Target &target;
  const CodegenOptions options;
  mlir::Operation *source;
  std::unique_ptr<Complaints> complaints;
  std::unique_ptr<llvm::TargetMachine> machine;
};

} // namespace aikernel

#endif // AIKERNEL_LIB_TARGET_BACKEND_H
