//===- Compiled.h - Functions built in memory and compiled ------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_PORTABLEMATH_COMPILED_H
#define AIKERNEL_UNITTESTS_PORTABLEMATH_COMPILED_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/MLIRContext.h"
#include <functional>
#include <memory>
#include <string>

namespace llvm::orc {
class LLJIT;
} // namespace llvm::orc

namespace aikernel::test {

/// Emits a function's body; its argument values come in, its result goes out.
using Body = std::function<mlir::Value(mlir::OpBuilder &, mlir::Location,
                                       mlir::ValueRange)>;

/// A function after `aikernel-portable-math` and LLVM, ready to be called.
class Compiled {
public:
  /// `type` as in "(f32, f32) -> f32".
  Compiled(const std::string &type, const Body &body);
  ~Compiled();

  template <typename Signature>
  Signature *as() const {
    return reinterpret_cast<Signature *>(address);
  }

private:
  std::unique_ptr<llvm::orc::LLJIT> jit;
  void *address = nullptr;
};

/// One operation, named, on all arguments; the result has the type of the
/// first.
Body operation(const std::string &name);
/// The same on 16-bit floats that travel as i16.
Body operationOnHalves(const std::string &name, const std::string &format);

/// The scalar type of that name.
mlir::Type parseScalar(mlir::MLIRContext *context, const std::string &name);

/// The bits of an argument as the float format of that name.
mlir::Value fromBits(mlir::OpBuilder &builder, mlir::Location loc,
                     mlir::Value bits, const std::string &format);
/// The bits of a float.
mlir::Value toBits(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value value);

/// Whether everything is to be tested, not a sample of it.
bool isFullTest();

} // namespace aikernel::test

#endif // AIKERNEL_UNITTESTS_PORTABLEMATH_COMPILED_H
