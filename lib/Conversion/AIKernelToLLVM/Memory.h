//===- Memory.h - Values in memory that C code shares -----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_MEMORY_H
#define AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_MEMORY_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace aikernel::host {

/// The type in which a value lies in memory and travels to C: an array or a
/// text as its address, bool as a byte, halves and 8-bit floats as integers.
mlir::Type typeInMemory(mlir::Type type);
uint64_t bytesInMemory(mlir::Type type);

mlir::Value toMemory(mlir::ImplicitLocOpBuilder &builder, mlir::Value value);
mlir::Value fromMemory(mlir::ImplicitLocOpBuilder &builder, mlir::Value value,
                       mlir::Type type);

mlir::Value constantI32(mlir::ImplicitLocOpBuilder &builder, int32_t value);

/// Where the parameters of a kernel, or the inputs of the host program, lie in
/// their block (see AikKernelFn in abi.h): in order at natural alignment, then
/// the 64-bit length of each array if the block has lengths, then a pointer
/// that only devices use if there are messages.
struct ParameterBlock {
  ParameterBlock(mlir::TypeRange parameters, bool hasLengths,
                 bool hasMessages = false);

  llvm::SmallVector<uint64_t> offsets;
  /// One for each parameter; nothing for scalars.
  llvm::SmallVector<std::optional<uint64_t>> lengthOffsets;
  uint64_t bytes = 0;
};

/// A structure whose fields are read and written at their offsets.
class Structure {
public:
  explicit Structure(mlir::Value pointer) : pointer(pointer) {}

  /// Memory on the stack, taken once when the function begins: a loop does not
  /// make it grow.
  static Structure onStack(mlir::ImplicitLocOpBuilder &builder, uint64_t bytes);

  /// A field that nobody writes to while the function runs.
  mlir::Value load(mlir::ImplicitLocOpBuilder &builder, uint64_t offset,
                   mlir::Type type) const;
  void store(mlir::ImplicitLocOpBuilder &builder, uint64_t offset,
             mlir::Value value) const;

  const mlir::Value pointer;

private:
  mlir::Value field(mlir::ImplicitLocOpBuilder &builder, uint64_t offset) const;
};

} // namespace aikernel::host

#endif // AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_MEMORY_H
