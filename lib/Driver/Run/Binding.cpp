//===- Binding.cpp - Parameters get the values of the command line --------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Binding.h"
#include "../OptionHelp.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <unistd.h>

using namespace aikernel;
using namespace aikernel::run;
using llvm::StringRef;

namespace {
class Binder {
public:
  Binder(AikContext *context, const RunCommandLine &line, const Callee &callee,
         llvm::raw_ostream &errs)
      : context(context), line(line), callee(callee), errs(errs) {}

  std::optional<Bindings> bind();

private:
  void complain(const llvm::Twine &message) {
    errs << "pxc: error: " << message << '\n';
    failed = true;
  }

  /// The parameter that an option names.
  std::optional<size_t> find(const NamedValue &value);
  std::optional<size_t> findArray(const NamedValue &value);

  void bindValues();
  void bindScalar(Argument &argument, const NamedValue &value);
  void bindArray(Argument &argument, const NamedValue &value);
  void useDefaults();
  void listMissing(llvm::ArrayRef<size_t> parameters);

  std::optional<Shape> declaredShape(const Parameter &parameter) const;
  void checkSizes(const Argument &argument);
  void checkShape(const ExpectedArray &expectation);
  std::optional<uint64_t> evaluateSize(StringRef size) const;
  void bindExpectation(const Expectation &expectation);
  void bindOutputs();

  AikContext *context;
  const RunCommandLine &line;
  const Callee &callee;
  llvm::raw_ostream &errs;
  Bindings bindings;
  std::vector<bool> isBound;
  bool failed = false;
};
} // namespace

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

std::optional<size_t> Binder::find(const NamedValue &value) {
  std::vector<std::string> names;
  for (auto [index, parameter] : llvm::enumerate(callee.parameters)) {
    if (parameter.name == value.name)
      return index;
    names.push_back(parameter.name);
  }
  std::string nearest = nearestName(value.name, names);
  if (nearest.empty() && !names.empty())
    nearest = "; it takes " + llvm::join(names, ", ");
  complain(value.option + ": " + callee.description + " takes no '" +
           value.name + "'" + nearest);
  return std::nullopt;
}

std::optional<size_t> Binder::findArray(const NamedValue &value) {
  std::optional<size_t> index = find(value);
  if (!index || callee.parameters[*index].isArray)
    return index;
  complain(value.option + ": '" + value.name + "' is no array, but " +
           nameOf(callee.parameters[*index].type));
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

void Binder::bindScalar(Argument &argument, const NamedValue &value) {
  if (argument.parameter.isText()) {
    argument.text = value.value;
    return;
  }
  auto bits = parseScalar(value.value, argument.parameter.type);
  if (!bits)
    return complain(value.option + ": " + llvm::toString(bits.takeError()));
  argument.value.bits = *bits;
}

/// The system grants more and kills those who use it.
static uint64_t physicalMemory() {
  return uint64_t(sysconf(_SC_PHYS_PAGES)) * uint64_t(sysconf(_SC_PAGESIZE));
}

void Binder::bindArray(Argument &argument, const NamedValue &value) {
  auto source =
      ArraySource::open(value.value, argument.parameter.type, value.name);
  if (!source)
    return complain(value.option + ": " + llvm::toString(source.takeError()));
  argument.shape.assign(source->shape().begin(), source->shape().end());
  argument.value.length = source->count();
  if (source->bytes() > physicalMemory())
    return complain(value.option + ": " + llvm::Twine(source->bytes()) +
                    " bytes are more than the memory of this machine");
  if (aikMemoryAlloc(context, source->bytes(), AIK_MEMORY_DEFAULT,
                     &argument.value.pointer))
    return complain(value.option + ": " + aikGetLastError(context));
  if (llvm::Error error = source->fill(argument.memory()))
    complain(value.option + ": " + llvm::toString(std::move(error)));
}

void Binder::bindValues() {
  for (const NamedValue &value : line.values) {
    std::optional<size_t> index = find(value);
    if (!index)
      continue;
    if (isBound[*index]) {
      complain(value.option + ": '" + value.name + "' has a value already");
      continue;
    }
    isBound[*index] = true;
    Argument &argument = bindings.arguments[*index];
    if (argument.parameter.isArray)
      bindArray(argument, value);
    else
      bindScalar(argument, value);
  }
}

/// How a parameter is given.
static std::string optionOf(const Parameter &parameter, bool isKernel) {
  std::string name = parameter.name;
  if (parameter.isArray)
    return "--in " + name + "=@" + name + ".npy";
  if (isKernel)
    return "--in " + name + "=VALUE";
  return (isRunOption(name) ? "-- --" : "--") + name + "=VALUE";
}

static std::string typeOf(const Parameter &parameter) {
  return (parameter.isArray ? "array of " : "") + nameOf(parameter.type).str();
}

static std::string describeMissing(const Parameter &parameter, bool isKernel) {
  std::string help = parameter.help.empty() ? "" : ": " + parameter.help;
  return optionOf(parameter, isKernel) + " (" + typeOf(parameter) + help + ")";
}

/// "100 if not given", or nothing.
static std::string defaultOf(const Parameter &parameter) {
  if (parameter.defaultText)
    return "\"" + *parameter.defaultText + "\" if not given";
  if (parameter.defaultBits)
    return formatScalar(*parameter.defaultBits, parameter.type) +
           " if not given";
  return "";
}

void aikernel::run::printInputs(const Callee &program, llvm::raw_ostream &os) {
  for (const Parameter &parameter : program.parameters) {
    std::string type = typeOf(parameter), absent = defaultOf(parameter);
    os << "  "
       << llvm::left_justify(optionOf(parameter, /*isKernel=*/false), 24) << ' '
       << parameter.help << (parameter.help.empty() ? "(" : " (") << type
       << (absent.empty() ? "" : "; ") << absent << ")\n";
  }
}

void Binder::listMissing(llvm::ArrayRef<size_t> parameters) {
  std::vector<std::string> missing;
  if (callee.isKernel && !line.grid)
    missing.push_back("--grid X[,Y,Z] (blocks)");
  if (callee.isKernel && !line.block)
    missing.push_back("--block X[,Y,Z] (threads of a block)");
  for (size_t index : parameters)
    missing.push_back(
        describeMissing(callee.parameters[index], callee.isKernel));
  if (missing.empty())
    return;
  complain(callee.description + " needs more");
  for (const std::string &option : missing)
    errs << "  missing: " << option << '\n';
}

void Binder::useDefaults() {
  std::vector<size_t> missing;
  for (auto [index, argument] : llvm::enumerate(bindings.arguments)) {
    if (isBound[index])
      continue;
    if (argument.parameter.defaultBits)
      argument.value.bits = *argument.parameter.defaultBits;
    else if (argument.parameter.defaultText)
      argument.text = *argument.parameter.defaultText;
    else
      missing.push_back(index);
  }
  listMissing(missing);
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// A number, or the value of an integer parameter. Nothing for other
/// expressions.
std::optional<uint64_t> Binder::evaluateSize(StringRef size) const {
  uint64_t number;
  if (!size.getAsInteger(0, number))
    return number;
  for (const Argument &argument : bindings.arguments) {
    const Parameter &parameter = argument.parameter;
    bool isInteger = kindOf(parameter.type) == ScalarKind::Signed ||
                     kindOf(parameter.type) == ScalarKind::Unsigned;
    if (parameter.name == size && !parameter.isArray && isInteger) {
      int64_t value = extend(argument.value.bits, parameter.type);
      return std::max<int64_t>(value, 0);
    }
  }
  return std::nullopt;
}

/// What the px source says; nothing where it does not.
std::optional<Shape> Binder::declaredShape(const Parameter &parameter) const {
  Shape declared;
  for (StringRef size : parameter.sizes) {
    std::optional<uint64_t> value = evaluateSize(size);
    if (!value)
      return std::nullopt;
    declared.push_back(*value);
  }
  return declared.empty() ? std::nullopt : std::optional(declared);
}

/// An array must be as large as the px source says that it is.
void Binder::checkSizes(const Argument &argument) {
  const Parameter &parameter = argument.parameter;
  std::optional<Shape> shape = declaredShape(parameter);
  if (!shape)
    return;
  const Shape &declared = *shape;
  bool fits = argument.shape.size() == declared.size()
                  ? argument.shape == declared
                  : countElements(declared) == argument.value.length;
  if (!fits)
    complain("array '" + parameter.name + "' is " + nameOf(parameter.type) +
             "[" + llvm::join(parameter.sizes, ", ") + "], here " +
             formatShape(declared) + "; it was given " +
             formatShape(argument.shape));
}

//===----------------------------------------------------------------------===//
// What is done with the results
//===----------------------------------------------------------------------===//

void Binder::bindExpectation(const Expectation &expectation) {
  std::optional<size_t> index = findArray(expectation);
  if (!index)
    return;
  auto source = ArraySource::open(
      expectation.value, callee.parameters[*index].type, expectation.name);
  if (!source)
    return complain(expectation.option + ": " +
                    llvm::toString(source.takeError()));
  bindings.expectations.push_back(
      {*index, std::move(*source), expectation.tolerance()});
}

/// What is expected has the array's shape, given or declared, or is one row of
/// all its elements.
void Binder::checkShape(const ExpectedArray &expectation) {
  const Argument &argument = bindings.arguments[expectation.argument];
  llvm::ArrayRef<uint64_t> expected = expectation.source.shape();
  bool isRow =
      expected.size() == 1 && expected.front() == argument.value.length;
  std::optional<Shape> declared = declaredShape(argument.parameter);
  bool fits = isRow || expected == llvm::ArrayRef(argument.shape) ||
              (declared && expected == llvm::ArrayRef(*declared));
  if (!fits)
    complain("--expect " + argument.parameter.name + ": " +
             formatShape(expected) + " is expected of an array of " +
             formatShape(argument.shape));
}

void Binder::bindOutputs() {
  llvm::StringSet<> paths;
  for (const NamedValue &output : line.outputs) {
    if (std::optional<size_t> index = findArray(output))
      bindings.outputs.push_back({*index, output.value});
    if (!paths.insert(output.value).second)
      complain(output.option + ": '" + output.value + "' is written already");
  }
}

std::optional<Bindings> Binder::bind() {
  for (const Parameter &parameter : callee.parameters)
    bindings.arguments.push_back({parameter, {}, {}, {}});
  isBound.resize(callee.parameters.size());
  bindValues();
  for (const Expectation &expectation : line.expectations)
    bindExpectation(expectation);
  bindOutputs();
  useDefaults();
  if (!failed)
    llvm::for_each(bindings.arguments, [&](const Argument &argument) {
      if (argument.parameter.isArray)
        checkSizes(argument);
    });
  if (!failed)
    llvm::for_each(
        bindings.expectations,
        [&](const ExpectedArray &expectation) { checkShape(expectation); });
  if (failed)
    return std::nullopt;
  return std::move(bindings);
}

std::optional<Bindings> aikernel::run::bind(AikContext *context,
                                            const RunCommandLine &line,
                                            const Callee &callee,
                                            llvm::raw_ostream &errs) {
  return Binder(context, line, callee, errs).bind();
}
