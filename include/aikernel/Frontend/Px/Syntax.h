//===- Syntax.h - The syntax tree: px as it is written ----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What the parser makes of a file. Names are not resolved and types not known;
// blocks are closed, and the ways to write an operation (`ADD a b -> c`,
// `ADD(a, b)`, `a + b`) have become one node.
//
// The File owns all nodes; pointers between them are plain. Names point into
// the source text.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_SYNTAX_H
#define AIKERNEL_FRONTEND_PX_SYNTAX_H

#include "aikernel/Frontend/Px/Typed.h"

namespace aikernel::px {

/// The words of Verbs.def.
enum class Verb : uint8_t {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary) Name,
#include "aikernel/Frontend/Px/Verbs.def"
};

llvm::StringRef spellingOf(Verb verb);
/// Empty for operations that have C operators only.
llvm::StringRef spellingOf(Operation operation);
unsigned arityOf(Operation operation);
TypeRule typeRuleOf(Operation operation);
llvm::StringRef spellingOf(IndexExpr::Which which);
llvm::StringRef spellingOf(ReduceOp op);

namespace syntax {

/// A name and where it stands.
struct Name {
  llvm::StringRef text;
  SourceRange range;
};

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

struct Expr {
  enum class Kind : uint8_t {
    Integer,
    Float,
    Bool,
    Variable,
    Index,
    Element,
    Operation,
    Convert,
    Call
  };
  const Kind kind;
  SourceRange range; ///< parentheses around the expression included
  unsigned height = 1;

protected:
  Expr(Kind kind, SourceRange range) : kind(kind), range(range) {}
};

struct IntegerExpr : Expr {
  uint64_t value;
  bool isHex;
  IntegerExpr(uint64_t value, bool isHex, SourceRange range)
      : Expr(Kind::Integer, range), value(value), isHex(isHex) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Integer; }
};

/// Kept as text: the type that it is rounded to comes from its surroundings.
struct FloatExpr : Expr {
  llvm::StringRef text;
  FloatExpr(llvm::StringRef text, SourceRange range)
      : Expr(Kind::Float, range), text(text) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Float; }
};

struct BoolExpr : Expr {
  bool value;
  BoolExpr(bool value, SourceRange range)
      : Expr(Kind::Bool, range), value(value) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Bool; }
};

struct VariableExpr : Expr {
  Name name;
  explicit VariableExpr(Name name)
      : Expr(Kind::Variable, name.range), name(name) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Variable; }
};

struct IndexExpr : Expr {
  px::IndexExpr::Which which;
  uint8_t axis;
  IndexExpr(px::IndexExpr::Which which, uint8_t axis, SourceRange range)
      : Expr(Kind::Index, range), which(which), axis(axis) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Index; }
};

struct ElementExpr : Expr {
  Name array;
  std::vector<Expr *> indices;
  ElementExpr(Name array, std::vector<Expr *> indices, SourceRange range)
      : Expr(Kind::Element, range), array(array), indices(std::move(indices)) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Element; }
};

struct OperationExpr : Expr {
  Operation operation;
  Name spelling; ///< the operator or word
  std::vector<Expr *> operands;
  OperationExpr(Operation operation, Name spelling,
                std::vector<Expr *> operands, SourceRange range)
      : Expr(Kind::Operation, range), operation(operation), spelling(spelling),
        operands(std::move(operands)) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Operation; }
};

/// `u8(x)`, CAST and BITCAST.
struct ConvertExpr : Expr {
  Operation operation;
  Scalar target;
  Expr *operand;
  ConvertExpr(Operation operation, Scalar target, Expr *operand,
              SourceRange range)
      : Expr(Kind::Convert, range), operation(operation), target(target),
        operand(operand) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Convert; }
};

struct CallExpr : Expr {
  Name callee;
  std::vector<Expr *> arguments;
  CallExpr(Name callee, std::vector<Expr *> arguments, SourceRange range)
      : Expr(Kind::Call, range), callee(callee),
        arguments(std::move(arguments)) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Call; }
};

/// `f32`, `f32[]`, `f32[m, k]`.
struct Type {
  Scalar scalar = Scalar::I32;
  bool isArray = false;
  std::vector<Expr *> sizes;
  SourceRange range;
};

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

struct Stmt {
  enum class Kind : uint8_t {
    Error,
    Assign,
    Local,
    If,
    For,
    While,
    Word,
    Return,
    Call,
    Print,
    Assert,
    Wide,
    Atomic,
    Collective,
    Include,
    Argument,
    Alloc,
    Free,
    Fill,
    Copy,
    File,
    FileElements,
    Launch,
    Commands,
    Submit,
    Select,
    ImageWrite,
    ImageDefine,
    ImageCall
  };
  const Kind kind;
  SourceRange range; ///< the statement's line

protected:
  Stmt(Kind kind, SourceRange range) : kind(kind), range(range) {}
};

using Block = std::vector<Stmt *>;

/// A line that could not be parsed. The names that it would have given a value
/// are not reported as unknown.
struct ErrorStmt : Stmt {
  llvm::StringRef definedName; ///< may be empty
  ErrorStmt(llvm::StringRef definedName, SourceRange range)
      : Stmt(Kind::Error, range), definedName(definedName) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Error; }
};

/// SET, and every other verb that computes a value and gives it to a place.
struct AssignStmt : Stmt {
  /// Conversions to the place's type are stricter in newer forms.
  enum class Form : uint8_t { Version01, Store, Version10 };
  Form form;
  Expr *value;
  Expr *place; ///< VariableExpr or ElementExpr
  AssignStmt(Form form, Expr *value, Expr *place, SourceRange range)
      : Stmt(Kind::Assign, range), form(form), value(value), place(place) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Assign; }
};

struct LocalStmt : Stmt {
  Name name;
  Type type;
  LocalStmt(Name name, Type type, SourceRange range)
      : Stmt(Kind::Local, range), name(name), type(std::move(type)) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Local; }
};

/// A null condition has been reported.
struct IfStmt : Stmt {
  struct Arm {
    Expr *condition;
    SourceRange range;
    Block body;
  };
  std::vector<Arm> arms; ///< IF and the ELIFs
  Block orElse;
  explicit IfStmt(SourceRange range) : Stmt(Kind::If, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::If; }
};

struct ForStmt : Stmt {
  Name variable;
  Expr *from = nullptr, *to = nullptr;
  Expr *step = nullptr; ///< null: 1
  Block body;
  explicit ForStmt(SourceRange range) : Stmt(Kind::For, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::For; }
};

struct WhileStmt : Stmt {
  Expr *condition = nullptr;
  Block body;
  explicit WhileStmt(SourceRange range) : Stmt(Kind::While, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::While; }
};

/// A statement that is one word: BREAK, SYNC_THREADS, GPU_SYNC, …
struct WordStmt : Stmt {
  Verb verb;
  WordStmt(Verb verb, SourceRange range)
      : Stmt(Kind::Word, range), verb(verb) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Word; }
};

struct ReturnStmt : Stmt {
  Expr *value; ///< null: none
  ReturnStmt(Expr *value, SourceRange range)
      : Stmt(Kind::Return, range), value(value) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Return; }
};

struct CallStmt : Stmt {
  CallExpr *call;
  CallStmt(CallExpr *call, SourceRange range)
      : Stmt(Kind::Call, range), call(call) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Call; }
};

struct PrintStmt : Stmt {
  struct Item {
    std::string text; ///< used when `value` is null
    Expr *value = nullptr;
  };
  std::vector<Item> items;
  explicit PrintStmt(SourceRange range) : Stmt(Kind::Print, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Print; }
};

struct AssertStmt : Stmt {
  Expr *condition;
  std::string text;
  AssertStmt(Expr *condition, std::string text, SourceRange range)
      : Stmt(Kind::Assert, range), condition(condition), text(std::move(text)) {
  }
  static bool classof(const Stmt *s) { return s->kind == Kind::Assert; }
};

struct WideStmt : Stmt {
  WideOp op;
  Name word;
  std::vector<Expr *> operands;
  std::vector<Expr *> places;
  WideStmt(WideOp op, Name word, SourceRange range)
      : Stmt(Kind::Wide, range), op(op), word(word) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Wide; }
};

struct AtomicStmt : Stmt {
  AtomicOp op;
  Name word;
  ElementExpr *element = nullptr;
  Expr *expected = nullptr; ///< CAS only
  Expr *operand = nullptr;
  Expr *place = nullptr; ///< null: the old value is not asked for
  AtomicStmt(AtomicOp op, Name word, SourceRange range)
      : Stmt(Kind::Atomic, range), op(op), word(word) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Atomic; }
};

struct CollectiveStmt : Stmt {
  CollectiveOp op;
  Name word;
  ReduceOp reduce = ReduceOp::Sum;
  Expr *value = nullptr;
  Expr *lane = nullptr;
  Expr *place = nullptr;
  CollectiveStmt(CollectiveOp op, Name word, SourceRange range)
      : Stmt(Kind::Collective, range), op(op), word(word) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Collective; }
};

//===----------------------------------------------------------------------===//
// Host statements
//===----------------------------------------------------------------------===//

/// What the file declares stands in the same File.
struct IncludeStmt : Stmt {
  std::string path;      ///< as written
  SourceRange pathRange; ///< with its quotes
  IncludeStmt(std::string path, SourceRange pathRange, SourceRange range)
      : Stmt(Kind::Include, range), path(std::move(path)),
        pathRange(pathRange) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Include; }
};

struct ArgumentStmt : Stmt {
  Name name;
  bool isText = false;
  Type type; ///< of a value
  Expr *defaultValue = nullptr;
  std::optional<std::string> defaultText;
  std::string help;
  explicit ArgumentStmt(SourceRange range) : Stmt(Kind::Argument, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Argument; }
};

struct AllocStmt : Stmt {
  Name name;
  Type type;
  Placement placement = Placement::Default;
  explicit AllocStmt(SourceRange range) : Stmt(Kind::Alloc, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Alloc; }
};

struct FreeStmt : Stmt {
  Name name;
  FreeStmt(Name name, SourceRange range)
      : Stmt(Kind::Free, range), name(name) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Free; }
};

/// A buffer from one of its elements on.
struct BufferPart {
  Name name;
  std::vector<Expr *> indices; ///< empty: from the first
  SourceRange range;
};

struct FillStmt : Stmt {
  BufferPart part;
  Expr *value = nullptr;
  Expr *count = nullptr; ///< null: to the end
  explicit FillStmt(SourceRange range) : Stmt(Kind::Fill, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Fill; }
};

struct CopyStmt : Stmt {
  Verb verb; ///< which of the three
  BufferPart source, destination;
  Expr *count = nullptr; ///< null: to the source's end
  CopyStmt(Verb verb, SourceRange range)
      : Stmt(Kind::Copy, range), verb(verb) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Copy; }
};

/// A text in quotes, or the name of one.
struct Text {
  std::string text; ///< used when `name` is empty
  Name name = {};
};

struct FileStmt : Stmt {
  Verb verb; ///< GPU_LOAD or GPU_STORE
  Name array;
  Text path;
  FileStmt(Verb verb, Name array, Text path, SourceRange range)
      : Stmt(Kind::File, range), verb(verb), array(array),
        path(std::move(path)) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::File; }
};

/// FILE_ELEMENTS
struct FileElementsStmt : Stmt {
  Name word;
  Text path;
  Type type;
  Expr *place = nullptr;
  FileElementsStmt(Name word, SourceRange range)
      : Stmt(Kind::FileElements, range), word(word) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::FileElements; }
};

struct LaunchStmt : Stmt {
  Name kernel;
  std::vector<Expr *> blocks, threads; ///< one to three
  Expr *shared = nullptr;
  bool hasArguments = false;
  std::vector<Expr *> arguments;
  explicit LaunchStmt(SourceRange range) : Stmt(Kind::Launch, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Launch; }
};

/// GPU_COMMANDS
struct CommandsStmt : Stmt {
  Name name;
  Block body;
  explicit CommandsStmt(SourceRange range) : Stmt(Kind::Commands, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Commands; }
};

/// GPU_SUBMIT
struct SubmitStmt : Stmt {
  Name name;
  SubmitStmt(Name name, SourceRange range)
      : Stmt(Kind::Submit, range), name(name) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Submit; }
};

/// GPU_SELECT
struct SelectStmt : Stmt {
  std::optional<std::string> text; ///< in quotes
  Expr *device = nullptr;          ///< a number, or the name of a text
  explicit SelectStmt(SourceRange range) : Stmt(Kind::Select, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Select; }
};

struct ImageWriteStmt : Stmt {
  Expr *address, *byte;
  ImageWriteStmt(Expr *address, Expr *byte, SourceRange range)
      : Stmt(Kind::ImageWrite, range), address(address), byte(byte) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::ImageWrite; }
};

struct ImageDefineStmt : Stmt {
  Name name;
  Expr *address;
  ImageDefineStmt(Name name, Expr *address, SourceRange range)
      : Stmt(Kind::ImageDefine, range), name(name), address(address) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::ImageDefine; }
};

struct ImageCallStmt : Stmt {
  Name name;
  ImageCallStmt(Name name, SourceRange range)
      : Stmt(Kind::ImageCall, range), name(name) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::ImageCall; }
};

//===----------------------------------------------------------------------===//
// Declarations and files
//===----------------------------------------------------------------------===//

/// A parameter, or a shared array.
struct Declaration {
  Name name;
  Type type;
  bool isValid = true; ///< false: its line has been reported
};

inline constexpr llvm::StringLiteral wideWarpHint = "WARP 64";

struct Kernel {
  Name name;
  SourceRange range;       ///< from GPU_KERNEL to GPU_END
  std::vector<Name> hints; ///< "LATENCY_CRITICAL", "WARP 32", wideWarpHint
  std::vector<Declaration> parameters;
  std::vector<Declaration> shared;
  Block body;
  bool hasErrors = false; ///< something in it has been reported
};

struct Function {
  Name name;
  SourceRange range; ///< from FUNC to ENDFUNC
  std::vector<Declaration> parameters;
  std::optional<Scalar> result;
  bool isValid = true;    ///< false: its first line has been reported
  bool hasErrors = false; ///< something in it has been reported
  Block body;
};

struct Constant {
  Name name;
  Expr *value = nullptr; ///< a constant; null for tables and after an error
  bool isTable = false;
  Type type;                    ///< tables
  std::vector<Expr *> elements; ///< tables
  bool isValid = true;
};

struct File {
  /// An INCLUDE had no file: names that are not defined may be its.
  bool isIncomplete = false;
  std::vector<Constant *> constants;
  std::vector<Function *> functions;
  std::vector<Kernel *> kernels;
  Block host;

  template <typename T, typename... Args>
  T *make(Args &&...args) {
    auto node = std::make_shared<T>(std::forward<Args>(args)...);
    nodes.push_back(node);
    return node.get();
  }

  /// Takes over what an included file declares.
  void takeDeclarations(const File &included) {
    auto append = [](auto &to, const auto &from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    isIncomplete |= included.isIncomplete;
    append(constants, included.constants);
    append(functions, included.functions);
    append(kernels, included.kernels);
    append(nodes, included.nodes);
  }

private:
  std::vector<std::shared_ptr<void>> nodes;
};

} // namespace syntax
} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_SYNTAX_H
