//===- CheckHost.cpp - The host program and boot images -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckNames.h"
#include "Constants.h"
#include "Suggestions.h"
#include "Words.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Arguments and buffers
//===----------------------------------------------------------------------===//

void Checker::defineText(const syntax::ArgumentStmt &stmt) {
  auto *text =
      program.make<TextArgument>(TextArgument{stmt.name.text, stmt.name.range});
  define(stmt.name).text = text;
  program.hostArguments.push_back(
      {nullptr, text, nullptr, stmt.defaultText, stmt.help});
}

Stmt *Checker::checkArgument(const syntax::ArgumentStmt &stmt) {
  if (!checkNotDefined(stmt.name))
    return nullptr;
  if (stmt.isText) {
    defineText(stmt);
    return nullptr;
  }
  Scalar type = stmt.type.scalar;
  LiteralExpr *literal = nullptr;
  if (stmt.defaultValue) {
    llvm::SaveAndRestore use(scalarUse, {.isConstant = true});
    Expr *value = checkAs(stmt.defaultValue, type);
    std::optional<uint64_t> bits = value ? evaluate(value) : std::nullopt;
    if (value && !bits)
      diagnostics.report(DiagnosticId::NotConstant, value->range,
                         "the default of an option");
    if (bits)
      literal = makeLiteral(type, *bits, value->range);
  }
  Variable *variable =
      makeVariable(stmt.name, type, Variable::Role::HostArgument);
  define(stmt.name).variable = variable;
  program.hostArguments.push_back(
      {variable, nullptr, literal, std::nullopt, stmt.help});
  return nullptr;
}

Stmt *Checker::checkAlloc(const syntax::AllocStmt &stmt) {
  if (!checkNotDefined(stmt.name))
    return nullptr;
  Array *array =
      makeArray(stmt.name, stmt.type.scalar, Array::Role::HostBuffer);
  bool isWhole = true;
  if (stmt.type.sizes.empty()) {
    reportMissingSize(stmt.name, stmt.type);
    isWhole = false;
  }
  for (const syntax::Expr *syntax : stmt.type.sizes) {
    Expr *size = checkInteger(syntax, "a size", Scalar::I64);
    std::optional<uint64_t> value = size ? evaluate(size) : std::nullopt;
    if (value && static_cast<int64_t>(*value) < 1) {
      diagnostics.report(DiagnosticId::SizeNotPositive, size->range, "a size",
                         static_cast<int64_t>(*value));
      size = nullptr;
    }
    isWhole &= size != nullptr;
    array->sizes.push_back(size);
  }
  Symbol &symbol = define(stmt.name);
  if (!isWhole)
    return nullptr;
  symbol.array = array;
  placements[array] = stmt.placement;
  return program.make<AllocStmt>(array, stmt.placement, stmt.range);
}

static bool isAny(const Array &) { return true; }

static bool isBuffer(const Array &array) {
  return array.role == Array::Role::HostBuffer;
}

/// Tables are constants of the code.
Array *Checker::lookUpBuffer(syntax::Name name, Verb verb) {
  Array *array = lookUpArray(name, isBuffer);
  if (!array || isBuffer(*array))
    return array;
  diagnostics
      .report(DiagnosticId::NotABuffer, name.range, spellingOf(verb), "table",
              name.text)
      .note(NoteId::DefinedHere, array->range, name.text);
  return nullptr;
}

/// Ends the buffer's name where its own scope is; a FREE further inside happens
/// or does not.
Stmt *Checker::checkFree(const syntax::FreeStmt &stmt) {
  Array *array = lookUpBuffer(stmt.name, Verb::GpuFree);
  unread(stmt.name);
  if (!array)
    return nullptr;
  auto own = scopes.back().symbols.find(stmt.name.text);
  if (own != scopes.back().symbols.end()) {
    own->second.isFreed = true;
    own->second.freedAt = stmt.name.range;
  }
  return program.make<FreeStmt>(array, stmt.range);
}

Stmt *Checker::checkFill(const syntax::FillStmt &stmt) {
  Array *array = lookUpBuffer(stmt.part.name, Verb::GpuFill);
  unread(stmt.part.name);
  std::optional<ArrayPart> part = checkPart(stmt.part, array);
  Expr *value = check(stmt.value);
  std::optional<Expr *> count = checkCount(stmt.count);
  if (!part || !value || !count)
    return nullptr;
  value = convertChecked(value, array->element, Form::Version10);
  if (!value)
    return nullptr;
  return program.make<FillStmt>(std::move(*part), value, *count, stmt.range);
}

/// Null where none is written, nothing after an error.
std::optional<Expr *> Checker::checkCount(const syntax::Expr *count) {
  Expr *value = count ? checkInteger(count, "a count", Scalar::I64) : nullptr;
  return value || !count ? std::optional(value) : std::nullopt;
}

std::optional<ArrayPart> Checker::checkPart(const syntax::BufferPart &part,
                                            Array *array) {
  std::optional<std::vector<Expr *>> indices = checkIndices(part.indices);
  if (!array || !indices)
    return std::nullopt;
  if (!indices->empty() && !checkRank(*array, indices->size(), part.range))
    return std::nullopt;
  return ArrayPart{array, std::move(*indices)};
}

Stmt *Checker::checkCopy(const syntax::CopyStmt &stmt) {
  Array *source = nullptr, *destination = nullptr;
  syntax::Name from = stmt.source.name, to = stmt.destination.name;
  switch (stmt.verb) {
  case Verb::GpuCopyToGpu:
    destination = lookUpBuffer(to, stmt.verb);
    unread(to);
    source = checkCallersSide(from, destination);
    break;
  case Verb::GpuCopyFromGpu:
    source = lookUpBuffer(from, stmt.verb);
    destination = checkCallersSide(to, source);
    if (destination && !isBuffer(*destination))
      destination = lookUpBuffer(to, stmt.verb);
    break;
  default:
    source = lookUpArray(from, isAny);
    destination = lookUpBuffer(to, stmt.verb);
    unread(to);
    break;
  }
  std::optional<ArrayPart> sourcePart = checkPart(stmt.source, source);
  std::optional<ArrayPart> destinationPart =
      checkPart(stmt.destination, destination);
  std::optional<Expr *> count = checkCount(stmt.count);
  if (!sourcePart || !destinationPart || !count)
    return nullptr;
  if (source->element != destination->element) {
    diagnostics
        .report(DiagnosticId::CopyMismatch, stmt.range,
                spellingOf(source->element), source->name,
                spellingOf(destination->element), destination->name)
        .note(NoteId::DefinedHere, source->range, source->name)
        .note(NoteId::DefinedHere, destination->range, destination->name);
    return nullptr;
  }
  return program.make<CopyStmt>(
      std::move(*sourcePart), std::move(*destinationPart), *count, stmt.range);
}

/// The side of a px 0.1 copy that is not on the device: another buffer, or data
/// of the caller. That may have the name of the device's buffer.
Array *Checker::checkCallersSide(syntax::Name name, const Array *other) {
  if (!other)
    return nullptr;
  Symbol *symbol = find(name.text);
  bool isOther = symbol && symbol->array != other;
  return isOther ? lookUpArray(name, isAny) : inputArray(name, other->element);
}

/// The text that an expression names, if it does.
const TextArgument *Checker::textNamedBy(const syntax::Expr *expr) {
  auto *name = llvm::dyn_cast_or_null<syntax::VariableExpr>(expr);
  Symbol *symbol = name ? find(name->name.text) : nullptr;
  if (!symbol || !symbol->text)
    return nullptr;
  ++symbol->reads;
  return symbol->text;
}

std::optional<Text> Checker::checkText(const syntax::Text &text) {
  if (text.name.text.empty())
    return Text{text.text};
  Symbol *symbol = lookUp(text.name, "text", [](const Symbol &candidate) {
    return candidate.text != nullptr;
  });
  if (!symbol)
    return std::nullopt;
  if (symbol->text)
    return Text{"", symbol->text};
  diagnostics.report(DiagnosticId::NotAText, text.name.range, text.name.text)
      .note(NoteId::DefinedHere, symbol->range, text.name.text)
      .help("an option of the program that is a text: ARG " + text.name.text +
            " text");
  return std::nullopt;
}

Stmt *Checker::checkFile(const syntax::FileStmt &stmt) {
  std::optional<Text> path = checkText(stmt.path);
  Array *array = lookUpBuffer(stmt.array, stmt.verb);
  if (stmt.verb == Verb::GpuLoad)
    unread(stmt.array);
  if (!path || !array)
    return nullptr;
  auto direction = stmt.verb == Verb::GpuLoad ? FileStmt::Direction::Load
                                              : FileStmt::Direction::Store;
  return program.make<FileStmt>(direction, array, std::move(*path), stmt.range);
}

void Checker::checkFileElements(const syntax::FileElementsStmt &stmt,
                                Block &out) {
  std::optional<Text> path = checkText(stmt.path);
  if (!path)
    return poisonPlace(stmt.place);
  std::optional<Result> result =
      checkResult(stmt, stmt.place, stmt.word, Scalar::I64, Form::Version10);
  if (!result)
    return;
  out.push_back(program.make<FileElementsStmt>(std::move(*path),
                                               stmt.type.scalar, result->place,
                                               result->defines, stmt.range));
  if (result->conversion)
    out.push_back(result->conversion);
}

/// Kernels see every memory, the host program does not.
bool Checker::isAccessible(const Array &array) const {
  return unit != Unit::Host || placements.lookup(&array) != Placement::Device;
}

bool Checker::checkHostAccess(const Array &array, SourceRange range) {
  if (isAccessible(array))
    return true;
  diagnostics.report(DiagnosticId::DeviceMemory, range, array.name)
      .note(NoteId::DefinedHere, array.range, array.name);
  return false;
}

//===----------------------------------------------------------------------===//
// Lists of commands, devices
//===----------------------------------------------------------------------===//

/// No loop of a recording ends with one around it.
Stmt *Checker::checkCommands(const syntax::CommandsStmt &stmt) {
  if (!stmt.name.text.empty())
    commandLists.insert({stmt.name.text, {stmt.name.range, outermostLoop()}});
  auto *result = program.make<CommandsStmt>(stmt.name.text, stmt.range);
  llvm::SaveAndRestore recording(isRecording, true);
  llvm::SaveAndRestore ownLoops(loopDepth, 0U);
  llvm::SaveAndRestore sameLoopAround(outermostLoops);
  checkBlock(stmt.body, result->body);
  return result;
}

Stmt *Checker::checkSubmit(const syntax::SubmitStmt &stmt) {
  if (!commandLists.contains(stmt.name.text))
    earlySubmits.push_back({stmt.name, outermostLoop()});
  return program.make<SubmitStmt>(stmt.name.text, stmt.range);
}

/// A recording may come later in the text only within one loop.
void Checker::checkEarlySubmits() {
  std::vector<StringRef> names;
  for (const auto &[name, list] : commandLists)
    names.push_back(name);
  for (const EarlySubmit &submit : earlySubmits) {
    syntax::Name name = submit.name;
    auto list = commandLists.find(name.text);
    if (list == commandLists.end()) {
      auto report = diagnostics.report(DiagnosticId::UndefinedName, name.range,
                                       "command list", name.text);
      StringRef meant = diagnostics.wantsSuggestions()
                            ? nearest(name.text, names)
                            : StringRef();
      if (!meant.empty())
        report.fixIt(name.range, meant);
    } else if (submit.outermostLoop == 0 ||
               submit.outermostLoop != list->second.outermostLoop) {
      diagnostics.report(DiagnosticId::SubmittedTooEarly, name.range, name.text)
          .note(NoteId::RecordedHere, list->second.range, name.text);
    }
  }
}

Stmt *Checker::checkSelect(const syntax::SelectStmt &stmt) {
  if (stmt.text)
    return program.make<SelectStmt>(nullptr, Text{*stmt.text}, stmt.range);
  if (const TextArgument *name = textNamedBy(stmt.device))
    return program.make<SelectStmt>(nullptr, Text{"", name}, stmt.range);
  Expr *number =
      checkInteger(stmt.device, "the number of a device", Scalar::I64);
  return number ? program.make<SelectStmt>(number, Text(), stmt.range)
                : nullptr;
}

//===----------------------------------------------------------------------===//
// Inputs of the host program
//===----------------------------------------------------------------------===//

static std::string describe(const Variable &variable) {
  return withArticle(variable.type);
}

static std::string describe(const Array &array) {
  return ("an array of " + spellingOf(array.element)).str();
}

static std::string describe(const HostInput &input) {
  return input.array ? describe(*input.array) : describe(*input.variable);
}

HostInput *Checker::findInput(StringRef name) {
  for (HostInput &input : program.hostInputs)
    if ((input.array ? input.array->name : input.variable->name) == name)
      return &input;
  return nullptr;
}

void Checker::reportInputConflict(const HostInput &input, syntax::Name name,
                                  StringRef wanted) {
  diagnostics
      .report(DiagnosticId::InputConflict, name.range, name.text, wanted,
              describe(input))
      .note(NoteId::NeededHere, input.neededAt, name.text);
}

Array *Checker::inputArray(syntax::Name name, Scalar element) {
  Array *array = makeArray(name, element, Array::Role::HostBuffer);
  HostInput *input = findInput(name.text);
  if (!input) {
    program.hostInputs.push_back({nullptr, array, name.range});
    return array;
  }
  if (input->array && input->array->element == element)
    return input->array;
  reportInputConflict(*input, name, describe(*array));
  return nullptr;
}

Variable *Checker::inputVariable(syntax::Name name, Scalar type) {
  Variable *variable = makeVariable(name, type, Variable::Role::HostArgument);
  HostInput *input = findInput(name.text);
  if (!input) {
    program.hostInputs.push_back({variable, nullptr, name.range});
    return variable;
  }
  if (input->variable && input->variable->type == type)
    return input->variable;
  reportInputConflict(*input, name, describe(*variable));
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

Stmt *Checker::checkLaunch(const syntax::LaunchStmt &stmt) {
  KernelInfo *info = lookUpKernel(stmt.kernel);
  auto *launch =
      program.make<LaunchStmt>(info ? info->kernel : nullptr, stmt.range);
  bool hasSizes =
      checkDimensions(stmt.blocks, "the number of blocks", launch->blocks);
  hasSizes &=
      checkDimensions(stmt.threads, "the number of threads", launch->threads);
  if (stmt.shared) {
    launch->shared = checkInteger(stmt.shared, "SHARED", Scalar::I64);
    hasSizes &= launch->shared != nullptr;
  }
  if (!info || !info->isValid)
    return nullptr;
  checkLaunchShared(stmt, *info);
  bool hasArguments = stmt.hasArguments ? checkArguments(stmt, *info, launch)
                                        : bindArguments(stmt, *info, launch);
  return hasSizes && hasArguments ? launch : nullptr;
}

bool Checker::checkDimensions(llvm::ArrayRef<syntax::Expr *> sizes,
                              StringRef what, Expr *(&out)[3]) {
  bool isWhole = true;
  for (size_t axis = 0; axis < 3; ++axis) {
    if (axis >= sizes.size()) {
      out[axis] = makeLiteral(Scalar::I64, 1, sizes.back()->range);
      continue;
    }
    out[axis] = checkInteger(sizes[axis], what, Scalar::I64);
    std::optional<uint64_t> value =
        out[axis] ? evaluate(out[axis]) : std::nullopt;
    isWhole &= out[axis] != nullptr;
    if (!value || static_cast<int64_t>(*value) >= 1)
      continue;
    diagnostics.report(DiagnosticId::SizeNotPositive, sizes[axis]->range, what,
                       static_cast<int64_t>(*value));
    isWhole = false;
  }
  return isWhole;
}

void Checker::checkLaunchShared(const syntax::LaunchStmt &stmt,
                                const KernelInfo &info) {
  const Array *dynamic = nullptr;
  for (const Array *array : info.kernel->shared)
    if (array->sizes.empty())
      dynamic = array;
  if (dynamic && !stmt.shared)
    diagnostics
        .report(DiagnosticId::MissingShared, stmt.range, info.kernel->name)
        .note(NoteId::DefinedHere, dynamic->range, dynamic->name);
  if (!dynamic && stmt.shared)
    diagnostics.report(DiagnosticId::UselessShared, stmt.shared->range,
                       info.kernel->name);
}

/// ARGS, in the kernel's order.
bool Checker::checkArguments(const syntax::LaunchStmt &stmt,
                             const KernelInfo &info, LaunchStmt *launch) {
  const Kernel &kernel = *info.kernel;
  if (stmt.arguments.size() != kernel.parameters.size()) {
    size_t count = kernel.parameters.size();
    diagnostics
        .report(DiagnosticId::WrongArgumentCount, stmt.range, kernel.name,
                llvm::Twine(count) + (count == 1 ? " argument" : " arguments"),
                stmt.arguments.size())
        .note(NoteId::DefinedHere, kernel.range, kernel.name)
        .help(namesOf(kernel.parameters));
    return false;
  }
  bool isWhole = true;
  for (auto [parameter, value] : llvm::zip(kernel.parameters, stmt.arguments)) {
    std::optional<LaunchArgument> argument =
        checkArgumentFor(parameter, kernel, value);
    isWhole &= argument.has_value();
    if (argument)
      launch->arguments.push_back(*argument);
  }
  return isWhole;
}

DiagnosticEngine::Builder
Checker::reportWrongArgument(const Parameter &parameter, const Kernel &kernel,
                             SourceRange range, StringRef found) {
  SourceRange definition =
      parameter.array ? parameter.array->range : parameter.variable->range;
  return diagnostics
      .report(DiagnosticId::WrongArgument, range, parameter.name(), kernel.name,
              parameter.array ? describe(*parameter.array)
                              : describe(*parameter.variable),
              found)
      .note(NoteId::DefinedHere, definition, parameter.name());
}

std::optional<LaunchArgument>
Checker::checkArgumentFor(const Parameter &parameter, const Kernel &kernel,
                          const syntax::Expr *value) {
  auto *name = llvm::dyn_cast<syntax::VariableExpr>(value);
  Symbol *symbol = name ? find(name->name.text) : nullptr;
  bool isUndefined = name && !symbol;
  bool isArray = symbol && symbol->array;
  if (parameter.variable && !isArray) {
    Expr *argument = checkAs(value, parameter.variable->type);
    return argument ? std::optional(LaunchArgument{nullptr, argument})
                    : std::nullopt;
  }
  if (parameter.array && (isArray || isUndefined)) {
    Array *array = lookUpArray(name->name, [&](const Array &candidate) {
      return candidate.element == parameter.array->element;
    });
    if (!array)
      return std::nullopt;
    if (array->element == parameter.array->element)
      return LaunchArgument{array, nullptr};
    reportWrongArgument(parameter, kernel, value->range, describe(*array));
    return std::nullopt;
  }
  if (isArray) {
    reportWrongArgument(parameter, kernel, value->range,
                        describe(*symbol->array));
  } else if (Expr *argument = check(value)) {
    reportWrongArgument(parameter, kernel, value->range,
                        withArticle(argument->type));
  }
  return std::nullopt;
}

/// The forms without ARGS: every parameter is what has its name in the host
/// program, or else what its caller supplies under that name.
bool Checker::bindArguments(const syntax::LaunchStmt &stmt,
                            const KernelInfo &info, LaunchStmt *launch) {
  bool isWhole = true;
  for (const Parameter &parameter : info.kernel->parameters) {
    std::optional<LaunchArgument> argument =
        bindByName(parameter, *info.kernel, stmt.kernel.range);
    isWhole &= argument.has_value();
    if (argument)
      launch->arguments.push_back(*argument);
  }
  return isWhole;
}

/// The type of a scalar that no `type` can be made of without a cast.
std::optional<Scalar> Checker::lossyTypeOf(const Symbol &symbol,
                                           Scalar type) const {
  if (!isInteger(type) || (!symbol.variable && !symbol.constant))
    return std::nullopt;
  Scalar from = symbol.variable ? symbol.variable->type : symbol.constant->type;
  bool isLossy = isFloat(from) || (symbol.constant && isInteger(from) &&
                                   !fits(*symbol.constant, type));
  return isLossy ? std::optional(from) : std::nullopt;
}

std::optional<LaunchArgument> Checker::bindByName(const Parameter &parameter,
                                                  const Kernel &kernel,
                                                  SourceRange launch) {
  syntax::Name name{parameter.name(), launch};
  Symbol *symbol = find(name.text);
  // Tables are known to kernels already; a parameter of that name is another.
  bool isTable =
      symbol && symbol->array && symbol->array->role == Array::Role::Table;
  if (symbol && !isTable) {
    std::optional<Scalar> lossy =
        parameter.variable ? lossyTypeOf(*symbol, parameter.variable->type)
                           : std::nullopt;
    if (lossy) {
      reportWrongArgument(parameter, kernel, launch, withArticle(*lossy))
          .help("with ARGS it can be " + spellingOf(parameter.variable->type) +
                "(" + name.text + ")");
      return std::nullopt;
    }
    syntax::VariableExpr value(name);
    return checkArgumentFor(parameter, kernel, &value);
  }
  if (parameter.array) {
    Array *array = inputArray(name, parameter.array->element);
    return array ? std::optional(LaunchArgument{array, nullptr}) : std::nullopt;
  }
  Variable *variable = inputVariable(name, parameter.variable->type);
  if (!variable)
    return std::nullopt;
  return LaunchArgument{nullptr, program.make<VariableExpr>(variable, launch)};
}

//===----------------------------------------------------------------------===//
// Boot images
//===----------------------------------------------------------------------===//

static constexpr int64_t imageSize = 0x10000;

/// Evaluates DEFINE and WRITE. Labels may stand after the lines that use them,
/// so DEFINEs come first.
void Checker::checkImage() {
  for (const syntax::Stmt *stmt : file.host) {
    auto *label = llvm::dyn_cast<syntax::ImageDefineStmt>(stmt);
    if (!label)
      continue;
    program.hasImage = true;
    auto [entry, isNew] =
        labels.try_emplace(label->name.text, Label{label->name.range, {}});
    if (!isNew) {
      diagnostics
          .report(DiagnosticId::Redefinition, label->name.range,
                  label->name.text)
          .note(NoteId::DefinedHere, entry->second.range, label->name.text);
      continue;
    }
    entry->second.value = imageAddress(label->address);
  }
  for (const syntax::Stmt *stmt : file.host) {
    program.hasImage |= llvm::isa<syntax::ImageCallStmt>(stmt);
    auto *write = llvm::dyn_cast<syntax::ImageWriteStmt>(stmt);
    if (!write)
      continue;
    program.hasImage = true;
    std::optional<int64_t> address = imageAddress(write->address);
    std::optional<int64_t> byte = imageValue(write->byte);
    if (byte && (*byte < -128 || *byte > 255)) {
      diagnostics.report(DiagnosticId::ImageByte, write->byte->range, *byte);
      continue;
    }
    if (address && byte)
      program.image.push_back(
          {static_cast<uint16_t>(*address), static_cast<uint8_t>(*byte)});
  }
}

std::optional<int64_t> Checker::imageAddress(const syntax::Expr *expr) {
  std::optional<int64_t> address = imageValue(expr);
  if (!address || (*address >= 0 && *address < imageSize))
    return address;
  diagnostics.report(DiagnosticId::ImageAddress, expr->range, *address);
  return std::nullopt;
}

void Checker::reportUndefinedLabel(syntax::Name name) {
  auto report = diagnostics.report(DiagnosticId::UndefinedName, name.range,
                                   "address", name.text);
  if (!diagnostics.wantsSuggestions())
    return;
  std::vector<StringRef> names;
  for (const auto &[label, known] : labels)
    if (known.value)
      names.push_back(label);
  llvm::sort(names); // maps have no order of their own
  StringRef meant = nearest(name.text, names);
  if (!meant.empty())
    report.fixIt(name.range, meant);
}

/// Sums and differences of integers and labels.
std::optional<int64_t> Checker::imageValue(const syntax::Expr *expr) {
  if (auto *integer = llvm::dyn_cast<syntax::IntegerExpr>(expr)) {
    if (integer->value < imageSize)
      return integer->value;
    diagnostics.report(DiagnosticId::ImageAddress, expr->range, integer->value);
    return std::nullopt;
  }
  if (auto *variable = llvm::dyn_cast<syntax::VariableExpr>(expr)) {
    auto label = labels.find(variable->name.text);
    if (label != labels.end())
      return label->second.value;
    reportUndefinedLabel(variable->name);
    labels[variable->name.text] = Label{expr->range, {}};
    return std::nullopt;
  }
  auto &operation = *llvm::cast<syntax::OperationExpr>(expr);
  std::optional<int64_t> left = imageValue(operation.operands[0]);
  std::optional<int64_t> right = imageValue(operation.operands[1]);
  if (!left || !right)
    return std::nullopt;
  return operation.operation == Operation::Add ? *left + *right
                                               : *left - *right;
}
