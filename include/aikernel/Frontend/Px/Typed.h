//===- Typed.h - The typed tree: px after checking --------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the checker hands to the generator. Every name is resolved to its
// declaration, every conversion is an explicit Cast, the verbs of px 0.1 and
// the expressions of px 1.0 have become the same nodes, and compile-time
// constants are literals. The generator can not fail on a typed tree.
//
// The Program owns all nodes; pointers between them are plain.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_TYPED_H
#define AIKERNEL_FRONTEND_PX_TYPED_H

#include "aikernel/Frontend/Px/Source.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Casting.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace aikernel::px {

//===----------------------------------------------------------------------===//
// Types and operations, from their tables
//===----------------------------------------------------------------------===//

enum class Scalar : uint8_t {
#define PX_SCALAR(Name, Spelling, Kind, Bits, CType) Name,
#include "aikernel/Frontend/Px/Types.def"
};

enum class ScalarKind : uint8_t { Bool, Signed, Unsigned, Float, Storage };

ScalarKind kindOf(Scalar type);
/// Width in memory, in bits.
unsigned bitsOf(Scalar type);

/// Of one thread, or of the host program: what its LOCAL arrays may take.
inline constexpr int64_t maximumLocalBytes = 512 << 10;
llvm::StringRef spellingOf(Scalar type);
/// The C type of the generated header.
llvm::StringRef cTypeOf(Scalar type);
/// The type of that spelling, aliases included.
std::optional<Scalar> scalarNamed(llvm::StringRef spelling);

inline bool isInteger(Scalar type) {
  return kindOf(type) == ScalarKind::Signed ||
         kindOf(type) == ScalarKind::Unsigned;
}
/// A float that values are kept in and never computed in.
inline bool isStorage(Scalar type) {
  return kindOf(type) == ScalarKind::Storage;
}
inline bool isFloat(Scalar type) {
  return kindOf(type) == ScalarKind::Float || isStorage(type);
}

enum class Operation : uint8_t {
#define PX_OPERATION(Name, Spelling, Arity, TypeRule, Summary) Name,
#include "aikernel/Frontend/Px/Operations.def"
};

/// What an operation does to the types of its operands.
enum class TypeRule : uint8_t {
  Arithmetic,    ///< the usual conversions of C; the result is the common type
  IntegerOnly,   ///< the same, integers only
  IntegerOrBool, ///< the same, integers; bool with bool stays bool
  FloatOnly,     ///< the same, an integer becomes f32
  OwnWidth,      ///< one operand, no promotion
  OwnWidthInteger, ///< one integer operand, no promotion
  Words,           ///< integers of up to 32 bits, as u32
  Bytes, ///< two words of the signs that their types have, and a number
  Shift, ///< the result is the first operand's type; the count is any integer
  Comparison, ///< the usual conversions; the result is bool
  Logical,    ///< bool operands; the result is bool
  Choice,     ///< bool, then two of one common type
  Conversion, ///< the target type is written in the source
};

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

struct Expr;
struct Stmt;

using Block = std::vector<Stmt *>;

/// A scalar: a parameter, a variable, a loop variable, a host ARG.
struct Variable {
  enum class Role : uint8_t { Parameter, Local, Loop, HostArgument };
  llvm::StringRef name;
  Scalar type;
  Role role;
  SourceRange range; ///< where the name is defined
};

/// An array: a kernel's parameter, shared or per-thread memory, a table, or a
/// buffer of the host program.
struct Array {
  /// Argument: a function's parameter, which stands for the array of the call.
  enum class Role : uint8_t {
    Parameter,
    Shared,
    Local,
    Table,
    HostBuffer,
    Argument
  };
  llvm::StringRef name;
  Scalar element;
  Role role;
  SourceRange range;
  /// Sizes, outermost first, i64 expressions over constants and integer
  /// parameters. Empty: `T[]`, one dimension of unknown length (for Shared: the
  /// length comes from SHARED at launch).
  std::vector<Expr *> sizes;
  /// Role::Table only: the elements, row by row, each in the low bits of its
  /// word (floats as their bit pattern).
  std::vector<uint64_t> table;
  /// Role::Parameter: the kernel never writes to it. Role::Argument: nor do the
  /// function and those that it passes the array on to.
  bool isReadOnly = false;
};

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

struct Expr {
  enum class Kind : uint8_t {
    Literal,
    Variable,
    Index,
    Element,
    Operation,
    Call,
    Array
  };
  const Kind kind;
  Scalar type;
  SourceRange range;

protected:
  Expr(Kind kind, Scalar type, SourceRange range)
      : kind(kind), type(type), range(range) {}
};

struct LiteralExpr : Expr {
  /// The value in the type's own bits: two's complement for integers, 0 or 1
  /// for bool, the IEEE bit pattern for floats.
  uint64_t bits;
  LiteralExpr(Scalar type, uint64_t bits, SourceRange range)
      : Expr(Kind::Literal, type, range), bits(bits) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Literal; }
};

struct VariableExpr : Expr {
  Variable *variable;
  VariableExpr(Variable *variable, SourceRange range)
      : Expr(Kind::Variable, variable->type, range), variable(variable) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Variable; }
};

/// THREAD_ID, LOCAL_ID, …: i32.
struct IndexExpr : Expr {
  enum class Which : uint8_t {
    ThreadId,
    LocalId,
    BlockId,
    BlockSize,
    GridSize,
    LaneId,
    WarpId,
    WarpSize
  };
  Which which;
  uint8_t axis; ///< 0 X, 1 Y, 2 Z; 0 for LANE_ID, WARP_ID, WARP_SIZE
  IndexExpr(Which which, uint8_t axis, SourceRange range)
      : Expr(Kind::Index, Scalar::I32, range), which(which), axis(axis) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Index; }
};

/// `a[i, j]`, as a value or as a place. One index for each size; one index for
/// an array without sizes, or for a 0.1-style flat access of a sized one.
struct ElementExpr : Expr {
  Array *array;
  std::vector<Expr *> indices; ///< integers of any type
  ElementExpr(Array *array, std::vector<Expr *> indices, SourceRange range)
      : Expr(Kind::Element, array->element, range), array(array),
        indices(std::move(indices)) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Element; }
};

/// Operands already have the types that the operation's rule asks for.
/// Cast and Bitcast convert to `type`.
struct OperationExpr : Expr {
  Operation operation;
  std::vector<Expr *> operands;
  OperationExpr(Operation operation, Scalar type, std::vector<Expr *> operands,
                SourceRange range)
      : Expr(Kind::Operation, type, range), operation(operation),
        operands(std::move(operands)) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Operation; }
};

/// The operand of a sum or difference of floats that it takes in unrounded, or
/// null: a product, of two the left one.
const OperationExpr *fusibleProduct(const OperationExpr &sum);

struct Function;

/// A whole array, as an argument of a call; nowhere else.
struct ArrayExpr : Expr {
  Array *array;
  ArrayExpr(Array *array, SourceRange range)
      : Expr(Kind::Array, array->element, range), array(array) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Array; }
};

/// Of a function without result only as the call of a CallStmt.
struct CallExpr : Expr {
  Function *callee;
  std::vector<Expr *> arguments;
  CallExpr(Function *callee, Scalar type, std::vector<Expr *> arguments,
           SourceRange range)
      : Expr(Kind::Call, type, range), callee(callee),
        arguments(std::move(arguments)) {}
  static bool classof(const Expr *e) { return e->kind == Kind::Call; }
};

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

struct Stmt {
  enum class Kind : uint8_t {
    // Both in kernels and in the host program.
    Assign,
    Wide,
    If,
    For,
    While,
    Break,
    Continue,
    Return,
    Call,
    Print,
    Assert,
    // Kernels and functions.
    Local,
    Barrier,
    Fence,
    Atomic,
    Collective,
    // Host program.
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
    Sync,
  };
  const Kind kind;
  SourceRange range;

protected:
  Stmt(Kind kind, SourceRange range) : kind(kind), range(range) {}
};

/// Gives a variable or an element a value. The value has the place's type.
struct AssignStmt : Stmt {
  Expr *place; ///< VariableExpr or ElementExpr
  Expr *value;
  bool defines; ///< the variable's first assignment, which begins its scope
  AssignStmt(Expr *place, Expr *value, bool defines, SourceRange range)
      : Stmt(Kind::Assign, range), place(place), value(value),
        defines(defines) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Assign; }
};

enum class WideOp : uint8_t {
  AddCarry,
  AesEnc,
  AesEncLast,
  AesDec,
  AesDecLast,
  AesKeygen
};

/// A verb with several results. ADD_CARRY takes two integers and a bool; each
/// 128-bit operand and result of the others is four elements of u32 or two of
/// u64. All places are found before the first one is written.
struct WideStmt : Stmt {
  struct Result {
    Expr *place = nullptr; ///< VariableExpr or ElementExpr
    bool defines = false;
    /// Where the place has another type: what its value is made of, and how.
    Variable *computed = nullptr;
    Expr *converted = nullptr;
  };
  WideOp op;
  std::vector<Expr *> operands;
  std::vector<Result> results;
  WideStmt(WideOp op, SourceRange range) : Stmt(Kind::Wide, range), op(op) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Wide; }
};

/// IF and its ELIFs, then ELSE.
struct IfStmt : Stmt {
  struct Arm {
    Expr *condition; ///< bool
    SourceRange range;
    Block body;
  };
  std::vector<Arm> arms;
  Block orElse;
  explicit IfStmt(SourceRange range) : Stmt(Kind::If, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::If; }
};

/// So many arms of an IF become branches inside each other; others follow them.
/// It bounds how deep the code for an IF gets.
inline constexpr size_t maximumNestedArms = 8;

/// `to` is exclusive. All three are of the variable's type and evaluated once.
struct ForStmt : Stmt {
  Variable *variable;
  Expr *from, *to, *step;
  Block body;
  ForStmt(Variable *variable, Expr *from, Expr *to, Expr *step,
          SourceRange range)
      : Stmt(Kind::For, range), variable(variable), from(from), to(to),
        step(step) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::For; }
};

struct WhileStmt : Stmt {
  Expr *condition; ///< bool, evaluated before each iteration
  Block body;
  WhileStmt(Expr *condition, SourceRange range)
      : Stmt(Kind::While, range), condition(condition) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::While; }
};

struct BreakStmt : Stmt {
  explicit BreakStmt(SourceRange range) : Stmt(Kind::Break, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Break; }
};

struct ContinueStmt : Stmt {
  explicit ContinueStmt(SourceRange range) : Stmt(Kind::Continue, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Continue; }
};

struct ReturnStmt : Stmt {
  Expr *value; ///< null in a kernel, and in a function without result
  ReturnStmt(Expr *value, SourceRange range)
      : Stmt(Kind::Return, range), value(value) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Return; }
};

/// An ARG whose value is a text.
struct TextArgument {
  llvm::StringRef name;
  SourceRange range; ///< where the name is defined
};

/// A text as it is written, or what the program's caller says.
struct Text {
  std::string text; ///< used when `argument` is null
  const TextArgument *argument = nullptr;
};

/// CALL: a call for its effects.
struct CallStmt : Stmt {
  CallExpr *call;
  CallStmt(CallExpr *call, SourceRange range)
      : Stmt(Kind::Call, range), call(call) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Call; }
};

/// PRINT: texts and values in the order written, a blank between two of them.
struct PrintStmt : Stmt {
  struct Item {
    std::string text; ///< used when the others are null
    Expr *value = nullptr;
    const TextArgument *argument = nullptr;
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

/// LOCAL: begins the array's scope and sets it to zero.
struct LocalStmt : Stmt {
  Array *array;
  LocalStmt(Array *array, SourceRange range)
      : Stmt(Kind::Local, range), array(array) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Local; }
};

struct BarrierStmt : Stmt {
  enum class Scope : uint8_t { Block, Warp };
  Scope scope;
  BarrierStmt(Scope scope, SourceRange range)
      : Stmt(Kind::Barrier, range), scope(scope) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Barrier; }
};

struct FenceStmt : Stmt {
  explicit FenceStmt(SourceRange range) : Stmt(Kind::Fence, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Fence; }
};

enum class AtomicOp : uint8_t {
  Add,
  Sub,
  Min,
  Max,
  And,
  Or,
  Xor,
  Exchange,
  Cas
};

/// The operands have the element's type.
struct AtomicStmt : Stmt {
  AtomicOp op;
  ElementExpr *place;
  Expr *expected; ///< CAS only
  Expr *operand;
  Expr *result; ///< place for the old value (VariableExpr or ElementExpr), or
                ///< null
  bool definesResult;
  AtomicStmt(AtomicOp op, ElementExpr *place, Expr *expected, Expr *operand,
             Expr *result, bool definesResult, SourceRange range)
      : Stmt(Kind::Atomic, range), op(op), place(place), expected(expected),
        operand(operand), result(result), definesResult(definesResult) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Atomic; }
};

enum class CollectiveOp : uint8_t {
  WarpReduce,
  BlockReduce,
  WarpScan,
  BlockScan,
  Shuffle,
  ShuffleUp,
  ShuffleDown,
  ShuffleXor,
  VoteAny,
  VoteAll,
  Ballot
};
enum class ReduceOp : uint8_t { Sum, Prod, Min, Max, And, Or, Xor };

/// The result has the value's type; bool for votes, u64 for BALLOT.
struct CollectiveStmt : Stmt {
  CollectiveOp op;
  ReduceOp reduce; ///< reductions and scans only
  Expr *value;
  Expr *lane;   ///< shuffles only: i32 lane, distance or mask
  Expr *result; ///< VariableExpr or ElementExpr
  bool definesResult;
  CollectiveStmt(CollectiveOp op, ReduceOp reduce, Expr *value, Expr *lane,
                 Expr *result, bool definesResult, SourceRange range)
      : Stmt(Kind::Collective, range), op(op), reduce(reduce), value(value),
        lane(lane), result(result), definesResult(definesResult) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Collective; }
};

//===----------------------------------------------------------------------===//
// Host statements
//===----------------------------------------------------------------------===//

enum class Placement : uint8_t { Default, Pinned, Huge, Device, Shared };

struct AllocStmt : Stmt {
  Array *array;
  Placement placement;
  AllocStmt(Array *array, Placement placement, SourceRange range)
      : Stmt(Kind::Alloc, range), array(array), placement(placement) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Alloc; }
};

struct FreeStmt : Stmt {
  Array *array;
  FreeStmt(Array *array, SourceRange range)
      : Stmt(Kind::Free, range), array(array) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Free; }
};

/// An array from one of its elements on; without indices from the first. One
/// index counts through all dimensions.
struct ArrayPart {
  Array *array = nullptr;
  std::vector<Expr *> indices = {};
};

struct FillStmt : Stmt {
  ArrayPart part;
  Expr *value; ///< the element's type
  Expr *count; ///< i64 elements, or null: to the end
  FillStmt(ArrayPart part, Expr *value, Expr *count, SourceRange range)
      : Stmt(Kind::Fill, range), part(std::move(part)), value(value),
        count(count) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Fill; }
};

/// GPU_COPY, and the 0.1 pair GPU_COPY_TO_GPU / GPU_COPY_FROM_GPU, whose host
/// side is an array that the caller binds by name.
struct CopyStmt : Stmt {
  ArrayPart source, destination;
  Expr *count; ///< i64 elements, or null: to the source's end
  CopyStmt(ArrayPart source, ArrayPart destination, Expr *count,
           SourceRange range)
      : Stmt(Kind::Copy, range), source(std::move(source)),
        destination(std::move(destination)), count(count) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Copy; }
};

/// GPU_LOAD and GPU_STORE.
struct FileStmt : Stmt {
  enum class Direction : uint8_t { Load, Store };
  Direction direction;
  Array *array;
  Text path;
  FileStmt(Direction direction, Array *array, Text path, SourceRange range)
      : Stmt(Kind::File, range), direction(direction), array(array),
        path(std::move(path)) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::File; }
};

/// FILE_ELEMENTS: the place is of i64.
struct FileElementsStmt : Stmt {
  Text path;
  Scalar element;
  Expr *place; ///< VariableExpr or ElementExpr
  bool defines;
  FileElementsStmt(Text path, Scalar element, Expr *place, bool defines,
                   SourceRange range)
      : Stmt(Kind::FileElements, range), path(std::move(path)),
        element(element), place(place), defines(defines) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::FileElements; }
};

struct Kernel;

/// One argument of a launch: an array or a value of the parameter's type.
struct LaunchArgument {
  Array *array = nullptr;
  Expr *value = nullptr;
};

struct LaunchStmt : Stmt {
  Kernel *kernel;
  Expr *blocks[3];  ///< i64, 1 where not written
  Expr *threads[3]; ///< i64, 1 where not written
  Expr *shared;     ///< i64 bytes, or null
  /// One for each parameter of the kernel, in its order. In the forms without
  /// ARGS the checker has bound every name: to an allocated buffer, else to an
  /// input of the host program (see Program::inputs).
  std::vector<LaunchArgument> arguments;
  LaunchStmt(Kernel *kernel, SourceRange range)
      : Stmt(Kind::Launch, range), kernel(kernel), blocks{}, threads{},
        shared(nullptr) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Launch; }
};

/// Records what its body does as a list, and replaces the one of that name.
struct CommandsStmt : Stmt {
  llvm::StringRef name;
  Block body;
  CommandsStmt(llvm::StringRef name, SourceRange range)
      : Stmt(Kind::Commands, range), name(name) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Commands; }
};

struct SubmitStmt : Stmt {
  llvm::StringRef name;
  SubmitStmt(llvm::StringRef name, SourceRange range)
      : Stmt(Kind::Submit, range), name(name) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Submit; }
};

struct SelectStmt : Stmt {
  Expr *number; ///< i64; null: by its name
  Text name;
  SelectStmt(Expr *number, Text name, SourceRange range)
      : Stmt(Kind::Select, range), number(number), name(std::move(name)) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Select; }
};

struct SyncStmt : Stmt {
  explicit SyncStmt(SourceRange range) : Stmt(Kind::Sync, range) {}
  static bool classof(const Stmt *s) { return s->kind == Kind::Sync; }
};

//===----------------------------------------------------------------------===//
// Functions, kernels, programs
//===----------------------------------------------------------------------===//

/// One parameter: exactly one of the two is set.
struct Parameter {
  Variable *variable = nullptr;
  Array *array = nullptr;
  llvm::StringRef name() const {
    return variable ? variable->name : array->name;
  }
};

struct Function {
  llvm::StringRef name;
  SourceRange range;
  std::vector<Parameter> parameters;
  std::optional<Scalar> result;
  Block body;
  /// It, or what it calls, has a barrier or a collective of the block.
  bool needsAllThreads = false;
};

struct Kernel {
  llvm::StringRef name;
  SourceRange range;
  std::vector<llvm::StringRef> hints;
  unsigned warp = 32;    ///< threads of a warp
  SourceRange warpRange; ///< of the hint that says so, if there is one
  std::vector<Parameter> parameters;
  std::vector<Array *> shared;
  Block body;
};

/// A boot-image primitive: `value` is written at `address` (px 0.1, WRITE).
struct ImageByte {
  uint16_t address;
  uint8_t value;
};

/// ARG: a command-line option of the host program.
/// Exactly one of variable and text is set.
struct HostArgument {
  Variable *variable = nullptr;
  TextArgument *text = nullptr;
  /// Without a default the caller must give it.
  LiteralExpr *defaultValue = nullptr;
  std::optional<std::string> defaultText;
  std::string help;
  llvm::StringRef name() const {
    return variable ? variable->name : text->name;
  }
};

/// Something the host program's caller must supply by name (ruling 6).
struct HostInput {
  Variable *variable = nullptr;
  Array *array = nullptr;
  SourceRange neededAt; ///< the launch that needs it
};

struct Program {
  std::vector<Array *> tables;       ///< GPU_CONST tables, in source order
  std::vector<Function *> functions; ///< callees before callers
  std::vector<Kernel *> kernels;
  std::vector<HostArgument> hostArguments;
  std::vector<HostInput> hostInputs;
  Block host; ///< statements outside kernels, in order
  std::vector<ImageByte> image;
  bool hasImage = false;

  template <typename T, typename... Args>
  T *make(Args &&...args) {
    auto node = std::make_shared<T>(std::forward<Args>(args)...);
    nodes.push_back(node);
    return node.get();
  }

private:
  std::vector<std::shared_ptr<void>> nodes; ///< type-erased deleters
};

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_TYPED_H
