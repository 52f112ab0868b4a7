//===- Instructions.h - What a target's hardware computes -------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_EXPANDINSTRUCTIONS_INSTRUCTIONS_H
#define AIKERNEL_LIB_CONVERSION_EXPANDINSTRUCTIONS_INSTRUCTIONS_H

#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/IR/Builders.h"
#include <memory>

namespace aikernel {

class Instructions {
public:
  virtual ~Instructions() = default;

  /// The results of an operation by instructions of the target; none where it
  /// has none. Operations come in the order in which they are executed.
  virtual llvm::SmallVector<mlir::Value, 4> lower(mlir::OpBuilder &builder,
                                                  mlir::Operation *op) {
    return {};
  }
};

std::unique_ptr<Instructions> makeNVPTXInstructions();
std::unique_ptr<Instructions> makeAMDGPUInstructions(llvm::StringRef chip);
/// With registers of so many bits; those of AES may be narrower.
std::unique_ptr<Instructions> makeX86Instructions(unsigned registerBits);

} // namespace aikernel

#endif // AIKERNEL_LIB_CONVERSION_EXPANDINSTRUCTIONS_INSTRUCTIONS_H
