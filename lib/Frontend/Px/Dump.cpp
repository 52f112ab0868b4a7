//===- Dump.cpp - Text forms of tokens, syntax trees and programs ---------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Constants.h"
#include "Parser.h"
#include "Words.h"
#include "aikernel/Frontend/Px/Frontend.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Tokens
//===----------------------------------------------------------------------===//

void aikernel::px::dumpTokens(const SourceManager &sources, uint32_t file,
                              DiagnosticEngine &diagnostics,
                              llvm::raw_ostream &os) {
  TokenizedFile tokenized = tokenize(sources, file, diagnostics);
  for (const Token &token : tokenized.tokens) {
    LineColumn place = sources.lineColumn(token.range);
    os << place.line << ':' << place.column << ' ' << nameOf(token.kind);
    if (token.kind <= TokenKind::String)
      os << ' ' << sources.text(token.range);
    os << '\n';
  }
}

//===----------------------------------------------------------------------===//
// Names of enumerators
//===----------------------------------------------------------------------===//

static StringRef nameOf(Operation operation) {
  static constexpr const char *names[] = {
#define PX_OPERATION(Name, Spelling, Arity, TypeRule, Summary) #Name,
#include "aikernel/Frontend/Px/Operations.def"
  };
  return names[static_cast<size_t>(operation)];
}

static StringRef nameOf(AtomicOp op) {
  static constexpr const char *names[] = {
      "ADD", "SUB", "MIN", "MAX", "AND", "OR", "XOR", "EXCHANGE", "CAS"};
  return names[static_cast<size_t>(op)];
}

static StringRef nameOf(CollectiveOp op) {
  static constexpr const char *names[] = {
      "WARP_REDUCE", "BLOCK_REDUCE", "WARP_SCAN",    "BLOCK_SCAN",
      "SHUFFLE",     "SHUFFLE_UP",   "SHUFFLE_DOWN", "SHUFFLE_XOR",
      "VOTE_ANY",    "VOTE_ALL",     "BALLOT"};
  return names[static_cast<size_t>(op)];
}

static StringRef nameOf(Placement placement) {
  static constexpr const char *names[] = {"", " PINNED", " HUGE", " DEVICE",
                                          " SHARED"};
  return names[static_cast<size_t>(placement)];
}

static void printQuoted(llvm::raw_ostream &os, StringRef text) {
  os << '"';
  llvm::printEscapedString(text, os);
  os << '"';
}

static void printIndex(llvm::raw_ostream &os, IndexExpr::Which which,
                       uint8_t axis) {
  os << spellingOf(which);
  if (indexNamed(spellingOf(which))->hasAxis)
    os << '.' << "XYZ"[axis];
}

//===----------------------------------------------------------------------===//
// Syntax trees
//===----------------------------------------------------------------------===//

namespace {

/// Expressions in prefix form, statements one a line, blocks indented.
class SyntaxDumper {
public:
  explicit SyntaxDumper(llvm::raw_ostream &os) : os(os) {}

  void dump(const syntax::File &file) {
    for (const syntax::Constant *constant : file.constants)
      dump(*constant);
    for (const syntax::Function *function : file.functions)
      dump(*function);
    for (const syntax::Kernel *kernel : file.kernels)
      dump(*kernel);
    if (!file.host.empty())
      begin() << "host\n";
    dump(file.host);
  }

private:
  llvm::raw_ostream &begin() { return os.indent(2 * depth); }

  void dump(const syntax::Constant &constant) {
    begin() << (constant.isTable ? "table " : "constant ")
            << constant.name.text;
    if (constant.isTable)
      dump(constant.type);
    dumpAll(constant.elements);
    dumpPart(constant.value);
    os << '\n';
  }

  void dump(const syntax::Function &function) {
    begin() << "function " << function.name.text << " -> "
            << spellingOf(function.result) << '\n';
    dump(function.parameters, "parameter");
    dump(function.body);
  }

  void dump(const syntax::Kernel &kernel) {
    begin() << "kernel " << kernel.name.text;
    for (const syntax::Name &hint : kernel.hints)
      os << " hint " << hint.text;
    os << '\n';
    dump(kernel.parameters, "parameter");
    dump(kernel.shared, "shared");
    dump(kernel.body);
  }

  void dump(const std::vector<syntax::Declaration> &list, StringRef what) {
    for (const syntax::Declaration &declaration : list) {
      begin().indent(2) << what << ' ' << declaration.name.text;
      dump(declaration.type);
      os << '\n';
    }
  }

  void dump(const syntax::Type &type) {
    os << ' ' << spellingOf(type.scalar);
    if (!type.isArray)
      return;
    os << '[';
    llvm::interleaveComma(type.sizes, os,
                          [&](const syntax::Expr *size) { dump(size); });
    os << ']';
  }

  void dump(const syntax::Block &block) {
    ++depth;
    for (const syntax::Stmt *stmt : block)
      dump(stmt);
    --depth;
  }

  void dump(const syntax::Stmt *stmt);
  void dumpIf(const syntax::IfStmt &stmt);
  void dump(const syntax::Expr *expr);

  void dumpPart(const syntax::Expr *expr) {
    if (!expr)
      return;
    os << ' ';
    dump(expr);
  }
  void dumpAll(const std::vector<syntax::Expr *> &list) {
    for (const syntax::Expr *expr : list)
      dumpPart(expr);
  }

  llvm::raw_ostream &os;
  unsigned depth = 0;
};

} // namespace

void SyntaxDumper::dump(const syntax::Expr *expr) {
  using Kind = syntax::Expr::Kind;
  switch (expr->kind) {
  case Kind::Integer:
    os << llvm::cast<syntax::IntegerExpr>(expr)->value;
    return;
  case Kind::Float:
    os << llvm::cast<syntax::FloatExpr>(expr)->text;
    return;
  case Kind::Bool:
    os << (llvm::cast<syntax::BoolExpr>(expr)->value ? "TRUE" : "FALSE");
    return;
  case Kind::Variable:
    os << llvm::cast<syntax::VariableExpr>(expr)->name.text;
    return;
  case Kind::Index: {
    auto *index = llvm::cast<syntax::IndexExpr>(expr);
    printIndex(os, index->which, index->axis);
    return;
  }
  case Kind::Element: {
    auto *element = llvm::cast<syntax::ElementExpr>(expr);
    os << "(element " << element->array.text;
    dumpAll(element->indices);
    os << ')';
    return;
  }
  case Kind::Operation: {
    auto *operation = llvm::cast<syntax::OperationExpr>(expr);
    os << '(' << nameOf(operation->operation);
    dumpAll(operation->operands);
    os << ')';
    return;
  }
  case Kind::Convert: {
    auto *convert = llvm::cast<syntax::ConvertExpr>(expr);
    os << '(' << nameOf(convert->operation) << ' '
       << spellingOf(convert->target);
    dumpPart(convert->operand);
    os << ')';
    return;
  }
  case Kind::Call: {
    auto *call = llvm::cast<syntax::CallExpr>(expr);
    os << "(call " << call->callee.text;
    dumpAll(call->arguments);
    os << ')';
    return;
  }
  }
}

void SyntaxDumper::dumpIf(const syntax::IfStmt &stmt) {
  for (auto [index, arm] : llvm::enumerate(stmt.arms)) {
    if (index > 0)
      begin();
    os << (index == 0 ? "if" : "elif");
    dumpPart(arm.condition);
    os << '\n';
    dump(arm.body);
  }
  if (stmt.orElse.empty())
    return;
  begin() << "else\n";
  dump(stmt.orElse);
}

void SyntaxDumper::dump(const syntax::Stmt *stmt) {
  using Kind = syntax::Stmt::Kind;
  begin();
  switch (stmt->kind) {
  case Kind::Error:
    os << "error";
    break;
  case Kind::Assign: {
    auto *assign = llvm::cast<syntax::AssignStmt>(stmt);
    os << "assign";
    dumpPart(assign->place);
    dumpPart(assign->value);
    break;
  }
  case Kind::Local: {
    auto *local = llvm::cast<syntax::LocalStmt>(stmt);
    os << "local " << local->name.text;
    dump(local->type);
    break;
  }
  case Kind::If:
    return dumpIf(*llvm::cast<syntax::IfStmt>(stmt));
  case Kind::For: {
    auto *loop = llvm::cast<syntax::ForStmt>(stmt);
    os << "for " << loop->variable.text;
    dumpPart(loop->from);
    dumpPart(loop->to);
    dumpPart(loop->step);
    os << '\n';
    return dump(loop->body);
  }
  case Kind::While: {
    auto *loop = llvm::cast<syntax::WhileStmt>(stmt);
    os << "while";
    dumpPart(loop->condition);
    os << '\n';
    return dump(loop->body);
  }
  case Kind::Word:
    os << spellingOf(llvm::cast<syntax::WordStmt>(stmt)->verb);
    break;
  case Kind::Return:
    os << "return";
    dumpPart(llvm::cast<syntax::ReturnStmt>(stmt)->value);
    break;
  case Kind::Print:
    os << "print";
    for (const auto &item : llvm::cast<syntax::PrintStmt>(stmt)->items) {
      os << ' ';
      if (item.value)
        dump(item.value);
      else
        printQuoted(os, item.text);
    }
    break;
  case Kind::Assert: {
    auto *assertion = llvm::cast<syntax::AssertStmt>(stmt);
    os << "assert";
    dumpPart(assertion->condition);
    os << ' ';
    printQuoted(os, assertion->text);
    break;
  }
  case Kind::Atomic: {
    auto *atomic = llvm::cast<syntax::AtomicStmt>(stmt);
    os << "atomic " << nameOf(atomic->op);
    dumpPart(atomic->element);
    dumpPart(atomic->expected);
    dumpPart(atomic->operand);
    dumpPart(atomic->place);
    break;
  }
  case Kind::Collective: {
    auto *collective = llvm::cast<syntax::CollectiveStmt>(stmt);
    os << "collective " << nameOf(collective->op);
    if (collective->op <= CollectiveOp::BlockScan)
      os << ' ' << spellingOf(collective->reduce);
    dumpPart(collective->value);
    dumpPart(collective->lane);
    dumpPart(collective->place);
    break;
  }
  case Kind::Argument: {
    auto *argument = llvm::cast<syntax::ArgumentStmt>(stmt);
    os << "argument " << argument->name.text;
    dump(argument->type);
    dumpPart(argument->defaultValue);
    break;
  }
  case Kind::Alloc: {
    auto *alloc = llvm::cast<syntax::AllocStmt>(stmt);
    os << "alloc " << alloc->name.text;
    dump(alloc->type);
    os << nameOf(alloc->placement);
    break;
  }
  case Kind::Free:
    os << "free " << llvm::cast<syntax::FreeStmt>(stmt)->name.text;
    break;
  case Kind::Fill: {
    auto *fill = llvm::cast<syntax::FillStmt>(stmt);
    os << "fill " << fill->name.text;
    dumpPart(fill->value);
    break;
  }
  case Kind::Copy: {
    auto *copy = llvm::cast<syntax::CopyStmt>(stmt);
    os << spellingOf(copy->verb) << ' ' << copy->source.text << ' '
       << copy->destination.text;
    dumpPart(copy->count);
    break;
  }
  case Kind::Launch: {
    auto *launch = llvm::cast<syntax::LaunchStmt>(stmt);
    os << "launch " << launch->kernel.text << " blocks";
    dumpAll(launch->blocks);
    os << " threads";
    dumpAll(launch->threads);
    if (launch->shared)
      os << " shared";
    dumpPart(launch->shared);
    if (launch->hasArguments)
      os << " args";
    dumpAll(launch->arguments);
    break;
  }
  case Kind::ImageWrite: {
    auto *write = llvm::cast<syntax::ImageWriteStmt>(stmt);
    os << "write";
    dumpPart(write->address);
    dumpPart(write->byte);
    break;
  }
  case Kind::ImageDefine: {
    auto *define = llvm::cast<syntax::ImageDefineStmt>(stmt);
    os << "define " << define->name.text;
    dumpPart(define->address);
    break;
  }
  case Kind::ImageCall:
    os << "call " << llvm::cast<syntax::ImageCallStmt>(stmt)->name.text;
    break;
  }
  os << '\n';
}

void aikernel::px::dumpSyntax(const SourceManager &sources, uint32_t file,
                              DiagnosticEngine &diagnostics,
                              llvm::raw_ostream &os) {
  SyntaxDumper(os).dump(*Parser(sources, file, diagnostics).parseFile());
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

namespace {

class TypedDumper {
public:
  explicit TypedDumper(llvm::raw_ostream &os) : os(os) {}

  void dump(const Program &program) {
    for (const Array *table : program.tables) {
      os << "table ";
      dump(*table);
      os << '\n';
    }
    for (const Function *function : program.functions) {
      os << "function " << function->name << " -> "
         << spellingOf(function->result) << '\n';
      dump(function->parameters);
      dump(function->body);
    }
    for (const Kernel *kernel : program.kernels)
      dump(*kernel);
    for (const HostArgument &argument : program.hostArguments) {
      os << "argument " << argument.variable->name << ": "
         << spellingOf(argument.variable->type);
      if (argument.defaultValue) {
        os << " = ";
        dump(argument.defaultValue);
      }
      os << '\n';
    }
    for (const HostInput &input : program.hostInputs) {
      os << "input ";
      dump(Parameter{input.variable, input.array});
      os << '\n';
    }
    if (!program.host.empty())
      os << "host\n";
    dump(program.host);
    if (program.hasImage)
      os << "image\n";
    for (const ImageByte &byte : program.image)
      os << "  " << llvm::format_hex(byte.address, 6) << ' '
         << llvm::format_hex(byte.value, 4) << '\n';
  }

private:
  llvm::raw_ostream &begin() { return os.indent(2 * depth); }

  void dump(const Kernel &kernel) {
    os << "kernel " << kernel.name;
    for (StringRef hint : kernel.hints)
      os << " hint " << hint;
    os << '\n';
    dump(kernel.parameters);
    for (const Array *array : kernel.shared) {
      os << "  shared ";
      dump(*array);
      os << '\n';
    }
    dump(kernel.body);
  }

  void dump(const Array &array) {
    os << array.name << ": " << spellingOf(array.element) << '[';
    dumpList(array.sizes);
    os << ']';
    if (array.role == Array::Role::Parameter && array.isReadOnly)
      os << " read-only";
  }

  void dump(const Parameter &parameter) {
    if (parameter.array)
      return dump(*parameter.array);
    os << parameter.variable->name << ": "
       << spellingOf(parameter.variable->type);
  }

  void dump(const std::vector<Parameter> &parameters) {
    for (const Parameter &parameter : parameters) {
      os << "  parameter ";
      dump(parameter);
      os << '\n';
    }
  }

  void dumpList(llvm::ArrayRef<Expr *> list) {
    llvm::interleaveComma(list, os, [&](const Expr *expr) { dump(expr); });
  }

  void dump(const Block &block) {
    ++depth;
    for (const Stmt *stmt : block)
      dump(stmt);
    --depth;
  }

  void dumpPlace(const Expr *place, bool defines) {
    os << (defines ? "define " : "");
    dump(place);
    if (defines)
      os << ": " << spellingOf(place->type);
  }

  void dump(const Expr *expr);
  void dump(const LiteralExpr &literal);
  void dump(const Stmt *stmt);
  void dump(const AtomicStmt &stmt);
  void dump(const CollectiveStmt &stmt);
  void dump(const LaunchStmt &stmt);

  llvm::raw_ostream &os;
  unsigned depth = 0;
};

} // namespace

void TypedDumper::dump(const LiteralExpr &literal) {
  if (literal.type == Scalar::Bool) {
    os << (literal.bits ? "TRUE" : "FALSE");
    return;
  }
  if (!isFloat(literal.type)) {
    if (literal.type == Scalar::U64)
      os << literal.bits;
    else
      os << integerValue(literal);
  } else {
    llvm::APFloat value(
        llvm::APFloat::IEEEdouble(),
        llvm::APInt(64,
                    convertedBits(literal.bits, literal.type, Scalar::F64)));
    llvm::SmallString<32> text;
    value.toString(text);
    os << text;
  }
  os << ':' << spellingOf(literal.type);
}

void TypedDumper::dump(const Expr *expr) {
  switch (expr->kind) {
  case Expr::Kind::Literal:
    return dump(*llvm::cast<LiteralExpr>(expr));
  case Expr::Kind::Variable:
    os << llvm::cast<VariableExpr>(expr)->variable->name;
    return;
  case Expr::Kind::Index: {
    auto *index = llvm::cast<IndexExpr>(expr);
    return printIndex(os, index->which, index->axis);
  }
  case Expr::Kind::Element: {
    auto *element = llvm::cast<ElementExpr>(expr);
    os << element->array->name << '[';
    dumpList(element->indices);
    os << ']';
    return;
  }
  case Expr::Kind::Operation: {
    auto *operation = llvm::cast<OperationExpr>(expr);
    os << nameOf(operation->operation) << '.' << spellingOf(expr->type) << '(';
    dumpList(operation->operands);
    os << ')';
    return;
  }
  case Expr::Kind::Call: {
    auto *call = llvm::cast<CallExpr>(expr);
    os << call->callee->name << '(';
    dumpList(call->arguments);
    os << ')';
    return;
  }
  }
}

void TypedDumper::dump(const AtomicStmt &stmt) {
  os << "atomic " << nameOf(stmt.op) << ' ';
  dump(stmt.place);
  for (const Expr *operand : {stmt.expected, stmt.operand})
    if (operand) {
      os << ", ";
      dump(operand);
    }
  if (!stmt.result)
    return;
  os << " -> ";
  dumpPlace(stmt.result, stmt.definesResult);
}

void TypedDumper::dump(const CollectiveStmt &stmt) {
  os << nameOf(stmt.op) << ' ';
  if (stmt.op <= CollectiveOp::BlockScan)
    os << spellingOf(stmt.reduce) << ' ';
  dump(stmt.value);
  if (stmt.lane) {
    os << ", ";
    dump(stmt.lane);
  }
  os << " -> ";
  dumpPlace(stmt.result, stmt.definesResult);
}

void TypedDumper::dump(const LaunchStmt &stmt) {
  os << "launch " << stmt.kernel->name << " blocks ";
  dumpList(stmt.blocks);
  os << " threads ";
  dumpList(stmt.threads);
  if (stmt.shared) {
    os << " shared ";
    dump(stmt.shared);
  }
  os << " args ";
  llvm::interleaveComma(stmt.arguments, os,
                        [&](const LaunchArgument &argument) {
                          if (argument.array)
                            os << argument.array->name;
                          else
                            dump(argument.value);
                        });
}

void TypedDumper::dump(const Stmt *stmt) {
  begin();
  switch (stmt->kind) {
  case Stmt::Kind::Assign: {
    auto *assign = llvm::cast<AssignStmt>(stmt);
    dumpPlace(assign->place, assign->defines);
    os << " = ";
    dump(assign->value);
    break;
  }
  case Stmt::Kind::If: {
    auto *branch = llvm::cast<IfStmt>(stmt);
    os << "if ";
    dump(branch->condition);
    os << '\n';
    dump(branch->then);
    if (branch->orElse.empty())
      return;
    begin() << "else\n";
    return dump(branch->orElse);
  }
  case Stmt::Kind::For: {
    auto *loop = llvm::cast<ForStmt>(stmt);
    os << "for " << loop->variable->name << ": "
       << spellingOf(loop->variable->type) << " from ";
    dump(loop->from);
    os << " to ";
    dump(loop->to);
    os << " step ";
    dump(loop->step);
    os << '\n';
    return dump(loop->body);
  }
  case Stmt::Kind::While: {
    auto *loop = llvm::cast<WhileStmt>(stmt);
    os << "while ";
    dump(loop->condition);
    os << '\n';
    return dump(loop->body);
  }
  case Stmt::Kind::Break:
    os << "break";
    break;
  case Stmt::Kind::Continue:
    os << "continue";
    break;
  case Stmt::Kind::Return:
    os << "return";
    if (const Expr *value = llvm::cast<ReturnStmt>(stmt)->value) {
      os << ' ';
      dump(value);
    }
    break;
  case Stmt::Kind::Print:
    os << "print";
    for (const PrintStmt::Item &item : llvm::cast<PrintStmt>(stmt)->items) {
      os << ' ';
      if (item.value)
        dump(item.value);
      else
        printQuoted(os, item.text);
    }
    break;
  case Stmt::Kind::Assert: {
    auto *assertion = llvm::cast<AssertStmt>(stmt);
    os << "assert ";
    dump(assertion->condition);
    os << ' ';
    printQuoted(os, assertion->text);
    break;
  }
  case Stmt::Kind::Local:
    os << "local ";
    dump(*llvm::cast<LocalStmt>(stmt)->array);
    break;
  case Stmt::Kind::Barrier:
    os << (llvm::cast<BarrierStmt>(stmt)->scope == BarrierStmt::Scope::Block
               ? "barrier block"
               : "barrier warp");
    break;
  case Stmt::Kind::Fence:
    os << "fence";
    break;
  case Stmt::Kind::Atomic:
    dump(*llvm::cast<AtomicStmt>(stmt));
    break;
  case Stmt::Kind::Collective:
    dump(*llvm::cast<CollectiveStmt>(stmt));
    break;
  case Stmt::Kind::Alloc: {
    auto *alloc = llvm::cast<AllocStmt>(stmt);
    os << "alloc ";
    dump(*alloc->array);
    os << nameOf(alloc->placement);
    break;
  }
  case Stmt::Kind::Free:
    os << "free " << llvm::cast<FreeStmt>(stmt)->array->name;
    break;
  case Stmt::Kind::Fill: {
    auto *fill = llvm::cast<FillStmt>(stmt);
    os << "fill " << fill->array->name << ' ';
    dump(fill->value);
    break;
  }
  case Stmt::Kind::Copy: {
    auto *copy = llvm::cast<CopyStmt>(stmt);
    os << "copy " << copy->source->name << " -> " << copy->destination->name;
    if (copy->count) {
      os << " count ";
      dump(copy->count);
    }
    break;
  }
  case Stmt::Kind::Launch:
    dump(*llvm::cast<LaunchStmt>(stmt));
    break;
  case Stmt::Kind::Sync:
    os << "sync";
    break;
  }
  os << '\n';
}

void aikernel::px::dumpTyped(const Program &program, llvm::raw_ostream &os) {
  TypedDumper(os).dump(program);
}
