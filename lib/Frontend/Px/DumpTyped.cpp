//===- DumpTyped.cpp - The text form of programs --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Constants.h"
#include "Dump.h"
#include "Words.h"
#include "aikernel/Frontend/Px/Frontend.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Format.h"

using namespace aikernel::px;
using llvm::StringRef;

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
      os << "function " << function->name;
      if (function->result)
        os << " -> " << spellingOf(*function->result);
      os << '\n';
      dump(function->parameters);
      dump(function->body);
    }
    for (const Kernel *kernel : program.kernels)
      dump(*kernel);
    for (const HostArgument &argument : program.hostArguments) {
      os << "argument " << argument.name() << ": "
         << (argument.text ? "text" : spellingOf(argument.variable->type));
      if (argument.defaultValue) {
        os << " = ";
        dump(argument.defaultValue);
      }
      if (argument.defaultText)
        printQuoted(os << " = ", *argument.defaultText);
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

  void dump(const ArrayPart &part) {
    os << part.array->name;
    if (part.indices.empty())
      return;
    os << '[';
    dumpList(part.indices);
    os << ']';
  }

  void dumpCount(const Expr *count) {
    if (!count)
      return;
    os << " count ";
    dump(count);
  }

  void dump(const Text &text) {
    if (text.argument)
      os << text.argument->name;
    else
      printQuoted(os, text.text);
  }

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
    bool isParameter = array.role == Array::Role::Parameter ||
                       array.role == Array::Role::Argument;
    if (isParameter && array.isReadOnly)
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
  void dump(const WideStmt &stmt);
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
  case Expr::Kind::Array:
    os << llvm::cast<ArrayExpr>(expr)->array->name;
    return;
  case Expr::Kind::Call: {
    auto *call = llvm::cast<CallExpr>(expr);
    os << call->callee->name << '(';
    dumpList(call->arguments);
    os << ')';
    return;
  }
  }
}

void TypedDumper::dump(const WideStmt &stmt) {
  os << nameOf(stmt.op) << ' ';
  dumpList(stmt.operands);
  os << " -> ";
  llvm::interleaveComma(stmt.results, os, [&](const WideStmt::Result &result) {
    dumpPlace(result.place, result.defines);
    if (result.converted) {
      os << " = ";
      dump(result.converted);
    }
  });
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
    for (const IfStmt::Arm &arm : branch->arms) {
      if (&arm == &branch->arms.front())
        os << "if ";
      else
        begin() << "elif ";
      dump(arm.condition);
      os << '\n';
      dump(arm.body);
    }
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
  case Stmt::Kind::Call:
    os << "call ";
    dump(llvm::cast<CallStmt>(stmt)->call);
    break;
  case Stmt::Kind::Print:
    os << "print";
    for (const PrintStmt::Item &item : llvm::cast<PrintStmt>(stmt)->items) {
      os << ' ';
      if (item.value)
        dump(item.value);
      else
        dump(Text{item.text, item.argument});
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
  case Stmt::Kind::Wide:
    dump(*llvm::cast<WideStmt>(stmt));
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
    os << "fill ";
    dump(fill->part);
    os << ' ';
    dump(fill->value);
    dumpCount(fill->count);
    break;
  }
  case Stmt::Kind::Copy: {
    auto *copy = llvm::cast<CopyStmt>(stmt);
    os << "copy ";
    dump(copy->source);
    os << " -> ";
    dump(copy->destination);
    dumpCount(copy->count);
    break;
  }
  case Stmt::Kind::File: {
    auto *move = llvm::cast<FileStmt>(stmt);
    os << (move->direction == FileStmt::Direction::Load ? "load " : "store ")
       << move->array->name << ' ';
    dump(move->path);
    break;
  }
  case Stmt::Kind::Launch:
    dump(*llvm::cast<LaunchStmt>(stmt));
    break;
  case Stmt::Kind::FileElements: {
    auto *count = llvm::cast<FileElementsStmt>(stmt);
    os << "file_elements ";
    dump(count->path);
    os << ' ' << spellingOf(count->element) << " -> ";
    dumpPlace(count->place, count->defines);
    break;
  }
  case Stmt::Kind::Commands: {
    auto *commands = llvm::cast<CommandsStmt>(stmt);
    os << "commands " << commands->name << '\n';
    return dump(commands->body);
  }
  case Stmt::Kind::Submit:
    os << "submit " << llvm::cast<SubmitStmt>(stmt)->name;
    break;
  case Stmt::Kind::Select: {
    auto *select = llvm::cast<SelectStmt>(stmt);
    os << "select ";
    if (select->number)
      dump(select->number);
    else
      dump(select->name);
    break;
  }
  case Stmt::Kind::Sync:
    os << "sync";
    break;
  }
  os << '\n';
}

void aikernel::px::dumpTyped(const Program &program, llvm::raw_ostream &os) {
  TypedDumper(os).dump(program);
}
