//===- DumpSyntax.cpp - The text form of syntax trees ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dump.h"
#include "Parser.h"
#include "Words.h"
#include "aikernel/Frontend/Px/Frontend.h"
#include "llvm/ADT/STLExtras.h"

using namespace aikernel::px;
using llvm::StringRef;

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
    begin() << "function " << function.name.text;
    if (function.result)
      os << " -> " << spellingOf(*function.result);
    os << '\n';
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

  void dump(const syntax::BufferPart &part) {
    if (part.indices.empty()) {
      os << part.name.text;
      return;
    }
    os << "(element " << part.name.text;
    dumpAll(part.indices);
    os << ')';
  }

  void dump(const syntax::Text &text) {
    if (text.name.text.empty())
      printQuoted(os, text.text);
    else
      os << text.name.text;
  }

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
  case Kind::Call:
    os << "call ";
    dump(llvm::cast<syntax::CallStmt>(stmt)->call);
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
  case Kind::Wide: {
    auto *wide = llvm::cast<syntax::WideStmt>(stmt);
    os << "wide " << nameOf(wide->op);
    dumpAll(wide->operands);
    os << " ->";
    dumpAll(wide->places);
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
    if (!argument->isText)
      dump(argument->type);
    else
      os << " text";
    dumpPart(argument->defaultValue);
    if (argument->defaultText)
      printQuoted(os << ' ', *argument->defaultText);
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
    os << "fill ";
    dump(fill->part);
    dumpPart(fill->value);
    dumpPart(fill->count);
    break;
  }
  case Kind::Copy: {
    auto *copy = llvm::cast<syntax::CopyStmt>(stmt);
    os << spellingOf(copy->verb) << ' ';
    dump(copy->source);
    os << ' ';
    dump(copy->destination);
    dumpPart(copy->count);
    break;
  }
  case Kind::File: {
    auto *move = llvm::cast<syntax::FileStmt>(stmt);
    os << spellingOf(move->verb) << ' ' << move->array.text << ' ';
    dump(move->path);
    break;
  }
  case Kind::FileElements: {
    auto *count = llvm::cast<syntax::FileElementsStmt>(stmt);
    os << "file_elements ";
    dump(count->path);
    dump(count->type);
    dumpPart(count->place);
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
  case Kind::Include:
    os << "include \"" << llvm::cast<syntax::IncludeStmt>(stmt)->path << '"';
    break;
  case Kind::Commands: {
    auto *commands = llvm::cast<syntax::CommandsStmt>(stmt);
    os << "commands " << commands->name.text << '\n';
    return dump(commands->body);
  }
  case Kind::Submit:
    os << "submit " << llvm::cast<syntax::SubmitStmt>(stmt)->name.text;
    break;
  case Kind::Select: {
    auto *select = llvm::cast<syntax::SelectStmt>(stmt);
    os << "select";
    if (select->text)
      printQuoted(os << ' ', *select->text);
    dumpPart(select->device);
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
