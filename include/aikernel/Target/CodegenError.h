//===- CodegenError.h - What can go wrong in a back end ---------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_CODEGENERROR_H
#define AIKERNEL_TARGET_CODEGENERROR_H

#include "mlir/IR/Location.h"
#include "llvm/Support/Error.h"
#include <string>

namespace aikernel {

/// A back end's refusal, and where the program asked for it.
class CodegenError : public llvm::ErrorInfo<CodegenError> {
public:
  /// Input: the program wants more than the target has. Internal: our fault.
  enum class Blame { Input, Internal };

  static char ID;

  CodegenError(Blame blame, mlir::Location location, std::string message)
      : blame(blame), location(location), message(std::move(message)) {}

  void log(llvm::raw_ostream &os) const override { os << message; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }

  const Blame blame;
  const mlir::Location location;
  const std::string message;
};

inline llvm::Error inputError(mlir::Location location,
                              const llvm::Twine &message) {
  return llvm::make_error<CodegenError>(CodegenError::Blame::Input, location,
                                        message.str());
}

inline llvm::Error internalError(mlir::Location location,
                                 const llvm::Twine &message) {
  return llvm::make_error<CodegenError>(CodegenError::Blame::Internal, location,
                                        message.str());
}

} // namespace aikernel

#endif // AIKERNEL_TARGET_CODEGENERROR_H
