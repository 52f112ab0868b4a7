//===- Binding.h - Parameters get the values of the command line --*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_RUN_BINDING_H
#define AIKERNEL_LIB_DRIVER_RUN_BINDING_H

#include "ArraySource.h"
#include "RunCommandLine.h"
#include "aikernel/runtime.h"

namespace aikernel::run {

/// A kernel's parameter or an input of the host program.
struct Parameter {
  std::string name;
  ScalarType type;
  bool isArray = false;
  bool isReadOnly = false;
  std::vector<std::string> sizes; ///< as written, outermost first; may be empty
  std::optional<uint64_t> defaultBits;
  std::optional<std::string> defaultText;
  std::string help;

  bool isText() const { return type == ScalarType::Text; }
};

struct Argument {
  Parameter parameter;
  AikArg value{};
  std::string text; ///< what `value` will refer to, of a text
  Shape shape;      ///< of an array

  uint8_t *memory() const { return static_cast<uint8_t *>(value.pointer); }
  /// Of an array.
  uint64_t bytes() const { return value.length * sizeOf(parameter.type); }
};

struct ExpectedArray {
  size_t argument;
  ArraySource source;
  Tolerance tolerance;
};

struct OutputArray {
  size_t argument;
  std::string path;
};

/// What a run works on.
struct Bindings {
  std::vector<Argument> arguments; ///< one for each parameter
  std::vector<ExpectedArray> expectations;
  std::vector<OutputArray> outputs;
};

/// Who takes the arguments.
struct Callee {
  std::string description; ///< "kernel 'saxpy'"
  bool isKernel;
  std::vector<Parameter> parameters;
};

/// What the command line may give the host program, a line each.
void printInputs(const Callee &program, llvm::raw_ostream &os);

/// Arrays are allocated in the context. Everything that is wrong or missing is
/// said on `errs`; then there is no result.
std::optional<Bindings> bind(AikContext *context, const RunCommandLine &line,
                             const Callee &callee, llvm::raw_ostream &errs);

} // namespace aikernel::run

#endif // AIKERNEL_LIB_DRIVER_RUN_BINDING_H
