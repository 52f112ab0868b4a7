//===- BodyGenerator.h - Statements and expressions to MLIR -----*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One BodyGenerator writes one body: a kernel or the host program, with the
// functions that it calls written in place.
//
// px variables become SSA values at once. `variables` holds each variable's
// current value; a statement with blocks of its own takes the variables that
// the blocks assign as operands and gives their new values as results.
//
// BREAK, CONTINUE and RETURN become conditions: each is a boolean variable of
// the generator's own, and whatever follows a statement that may set one stands
// in an `scf.if` that asks for it. Control flow so stays structured, which is
// what the masks of the CPU, the convergence of warps, and the split at
// barriers build on; on GPUs LLVM's jump threading removes the conditions
// again.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PXTOMLIR_BODYGENERATOR_H
#define AIKERNEL_LIB_FRONTEND_PXTOMLIR_BODYGENERATOR_H

#include "aikernel/Frontend/Px/Typed.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace aikernel {

/// The MLIR type of a px value; bool is i1, a storage type its bits.
mlir::Type valueType(mlir::MLIRContext *context, px::Scalar type);
/// The MLIR type of a px element in memory; bool is i8.
mlir::Type elementType(mlir::MLIRContext *context, px::Scalar type);

class BodyGenerator {
public:
  enum class Unit : uint8_t { Kernel, HostProgram };

  BodyGenerator(mlir::OpBuilder builder, const px::SourceManager &sources,
                Unit unit)
      : builder(builder), sources(sources), unit(unit) {}

  mlir::OpBuilder builder;
  /// Threads of a warp of the kernel.
  unsigned warpSize = 32;

  void bind(const px::Variable *variable, mlir::Value value) {
    variables[variable] = value;
  }
  void bind(const px::Array *array, mlir::Value memref) {
    arrays[array] = memref;
  }

  void bind(const px::TextArgument *argument, mlir::Value text) {
    texts[argument] = text;
  }

  /// Statements of a whole body. RETURN gives its value through `result`.
  void generateBody(const px::Block &body,
                    const px::Variable *result = nullptr);
  mlir::Value generate(const px::Expr *expr);
  mlir::Value valueOf(const px::Variable *variable) {
    return variables.lookup(variable);
  }
  mlir::Location location(px::SourceRange range);

private:
  using VariableSet = llvm::SmallSetVector<const px::Variable *, 8>;
  /// Where an element lies.
  struct Place {
    mlir::Value memory;
    llvm::SmallVector<mlir::Value> indices;
  };

  //===--------------------------------------------------------------------===//
  // Statements (Statements.cpp)
  //===--------------------------------------------------------------------===//

  void generate(llvm::ArrayRef<px::Stmt *> statements);
  void generate(const px::Stmt *statement);
  void generate(const px::AssignStmt *statement);
  void generate(const px::WideStmt *statement);
  void generate(const px::LocalStmt *statement);
  void generate(const px::AtomicStmt *statement);
  /// By compare and exchange; gives the old value.
  mlir::Value generateAtomicLoop(const px::AtomicStmt *statement,
                                 const Place &place, mlir::Value operand);
  mlir::Value combined(const px::AtomicStmt *statement, mlir::Value old,
                       mlir::Value operand);
  /// As an element in memory has it, where bool is a byte.
  mlir::Value inMemory(mlir::Value value, px::Scalar type, mlir::Location loc);
  mlir::Value fromMemory(mlir::Value value, px::Scalar type,
                         mlir::Location loc);
  void generate(const px::CollectiveStmt *statement);
  void assign(const px::Expr *place, mlir::Value value);
  void setFlag(const px::Variable *flag, bool value, mlir::Location loc);

  //===--------------------------------------------------------------------===//
  // Control flow (ControlFlow.cpp)
  //===--------------------------------------------------------------------===//

  /// Neighboring arms of an IF.
  struct ArmGroup {
    llvm::ArrayRef<px::IfStmt::Arm> arms;
    /// Becomes true where none of them is taken; null for the last ones, which
    /// ELSE follows.
    const px::Variable *othersWanted = nullptr;
  };
  void generate(const px::IfStmt *statement);
  void generateArms(const px::IfStmt &statement, ArmGroup group);
  void generate(const px::ForStmt *statement);
  void generate(const px::WhileStmt *statement);

  /// The flags of one loop; null where the body has no such exit.
  struct Loop {
    const px::Variable *broke = nullptr;
    const px::Variable *continued = nullptr;
  };

  /// Exits that a statement may take out of itself.
  struct Exits {
    bool breaks = false, continues = false, returns = false;
    bool any() const { return breaks || continues || returns; }
    Exits &operator|=(Exits other) {
      breaks |= other.breaks;
      continues |= other.continues;
      returns |= other.returns;
      return *this;
    }
  };
  static Exits exitsOf(const px::Stmt *statement);
  static Exits exitsOf(llvm::ArrayRef<px::Stmt *> statements);

  /// The variables that have a value now and that the statements may give
  /// another, flags included.
  llvm::SmallVector<const px::Variable *>
  assigned(llvm::ArrayRef<const px::Stmt *> statements);
  llvm::SmallVector<const px::Variable *>
  assignedIn(const px::IfStmt &statement, ArmGroup group);
  llvm::SmallVector<const px::Variable *> existing(const VariableSet &set);
  void collectAssigned(llvm::ArrayRef<px::Stmt *> statements, bool inOwnLoop,
                       VariableSet &result);
  void collectAssigned(const px::Stmt *statement, bool inOwnLoop,
                       VariableSet &result);

  llvm::SmallVector<mlir::Value>
  valuesOf(llvm::ArrayRef<const px::Variable *> names);
  void bindAll(llvm::ArrayRef<const px::Variable *> names,
               mlir::ValueRange values);
  /// True when none of these exits has been taken; null when there is none.
  mlir::Value stillHere(Exits exits, mlir::Location loc);
  void generateIf(mlir::Value condition, mlir::Location loc,
                  llvm::ArrayRef<const px::Variable *> changed,
                  llvm::function_ref<void()> then,
                  llvm::function_ref<void()> orElse);
  /// An `scf.while` that carries `changed`; `guard` is asked before
  /// `condition`.
  void generateWhile(mlir::Location loc,
                     llvm::ArrayRef<const px::Variable *> changed,
                     llvm::function_ref<mlir::Value()> guard,
                     llvm::function_ref<mlir::Value()> condition,
                     llvm::function_ref<void()> body);
  /// A loop's body between its own flags.
  void generateLoopBody(llvm::ArrayRef<px::Stmt *> body, mlir::Location loc);
  void generateCountedLoop(const px::ForStmt *statement, mlir::Value from,
                           mlir::Value to, mlir::Value step);
  void generateExitingLoop(const px::ForStmt *statement, mlir::Value from,
                           mlir::Value to, mlir::Value step, Exits exits);
  /// Makes the loop's break flag, to be carried through it.
  void enterLoop(Exits exits, mlir::Location loc,
                 llvm::SmallVectorImpl<const px::Variable *> &changed);
  const px::Variable *makeVariable(llvm::StringRef name, px::Scalar type);

  //===--------------------------------------------------------------------===//
  // Expressions (Expressions.cpp)
  //===--------------------------------------------------------------------===//

  mlir::Value generate(const px::IndexExpr *expr);
  mlir::Value generate(const px::ElementExpr *expr);
  mlir::Value generate(const px::OperationExpr *expr);
  mlir::Value generate(const px::CallExpr *expr);
  mlir::Value generateLiteral(px::Scalar type, uint64_t bits,
                              mlir::Location loc);
  mlir::Value generateUnary(const px::OperationExpr *expr, mlir::Value x);
  mlir::Value generateBinary(const px::OperationExpr *expr, mlir::Value x,
                             mlir::Value y);
  mlir::Value generateTernary(const px::OperationExpr *expr,
                              llvm::ArrayRef<mlir::Value> operands);
  mlir::Value generateComparison(px::Operation operation, px::Scalar type,
                                 mlir::Value x, mlir::Value y,
                                 mlir::Location loc);
  mlir::Value generateCast(mlir::Value x, px::Scalar from, px::Scalar to,
                           mlir::Location loc);
  mlir::Value generateStorageCast(mlir::Value x, px::Scalar from, px::Scalar to,
                                  mlir::Location loc);
  mlir::Value generateChoice(const px::OperationExpr *expr);
  mlir::Value
  inI32(mlir::Value x, mlir::Value y, bool isSigned, mlir::Location loc,
        llvm::function_ref<mlir::Value(mlir::Value, mlir::Value)> operation);
  mlir::Value remainder(mlir::Value x, mlir::Value y, mlir::Location loc);
  mlir::Value highHalf(mlir::Value x, mlir::Value y, bool isSigned,
                       mlir::Location loc);
  /// Marks the product that this sum may be fused with, if there is one.
  void markFusible(const px::OperationExpr *sum);
  mlir::Value shiftCount(mlir::Value x, mlir::Value count, px::Scalar countType,
                         mlir::Location loc);

  mlir::Value constant(mlir::Type type, int64_t value, mlir::Location loc);
  llvm::SmallVector<mlir::Value> indicesOf(const px::ElementExpr *element);
  llvm::SmallVector<mlir::Value>
  generateIndices(llvm::ArrayRef<px::Expr *> list, mlir::Location loc);
  /// The array as so many indices count through it.
  mlir::Value memoryOf(const px::Array *array, size_t indices,
                       mlir::Location loc);
  mlir::Value linearIndex(const px::Array *array,
                          llvm::ArrayRef<mlir::Value> indices,
                          mlir::Location loc);
  void bindArgument(const px::Array *array, mlir::Value memory);
  /// Checked if that is asked for.
  Place placeOf(const px::ElementExpr *element);
  void store(const Place &place, const px::ElementExpr *element,
             mlir::Value value);

  //===--------------------------------------------------------------------===//
  // Values wider than a scalar (WideValues.cpp)
  //===--------------------------------------------------------------------===//

  llvm::SmallVector<mlir::Value> addWithCarry(const px::WideStmt *statement);
  llvm::SmallVector<mlir::Value> wordsOf(llvm::ArrayRef<px::Expr *> elements);
  llvm::SmallVector<mlir::Value> aesWords(const px::WideStmt *statement);
  llvm::SmallVector<mlir::Value> elementsFrom(llvm::ArrayRef<mlir::Value> words,
                                              const px::WideStmt *statement);
  /// Without indices the whole array.
  Place placeOf(const px::ArrayPart &part, mlir::Location loc);
  /// Null for a null one.
  mlir::Value generateCount(const px::Expr *count, mlir::Location loc);

  //===--------------------------------------------------------------------===//
  // PRINT and ASSERT (Messages.cpp)
  //===--------------------------------------------------------------------===//

  void generate(const px::PrintStmt *statement);
  void generate(const px::AssertStmt *statement);
  /// Of what stands in a FUNC: its name, and where it was called.
  std::string describeCalls();
  void generateMessage(px::SourceRange range, llvm::StringRef text,
                       mlir::ValueRange values, bool fails);
  std::pair<mlir::Value, llvm::StringRef> generateWord(const px::Expr *expr);
  /// PRINT of a kernel: one message.
  void generateLine(const px::PrintStmt *statement);

  //===--------------------------------------------------------------------===//
  // Host program (Host.cpp)
  //===--------------------------------------------------------------------===//

  void generateHost(const px::Stmt *statement);
  void generate(const px::AllocStmt *statement);
  void generate(const px::FillStmt *statement);
  void generate(const px::CopyStmt *statement);
  void generate(const px::FileStmt *statement);
  void generate(const px::FileElementsStmt *statement);
  void generate(const px::CommandsStmt *statement);
  void generate(const px::LaunchStmt *statement);
  mlir::Value generate(const px::Text &text, mlir::Location loc);
  void requireSizes(const px::Kernel &kernel, mlir::ValueRange arguments,
                    mlir::Location loc);

  const px::SourceManager &sources;
  const Unit unit;
  llvm::DenseMap<const px::Variable *, mlir::Value> variables;
  llvm::DenseMap<const px::Array *, mlir::Value> arrays;
  llvm::DenseMap<const px::TextArgument *, mlir::Value> texts;
  /// Of the parameters of functions that have several dimensions, i64.
  llvm::DenseMap<const px::Array *, llvm::SmallVector<mlir::Value>>
      argumentSizes;
  /// Flags and counters of the generator's own.
  std::vector<std::unique_ptr<px::Variable>> ownVariables;
  llvm::SmallVector<Loop> loops;
  const px::Variable *returned = nullptr;
  const px::Variable *result = nullptr;
  /// Those whose bodies are being written, innermost last.
  llvm::SmallVector<const px::CallExpr *> calls;
  /// Inside [ ]: integer arithmetic may be assumed not to overflow (ruling 15).
  bool inIndex = false;
  /// Products that their sum, in the same expression, may take in unrounded.
  llvm::SmallPtrSet<const px::Expr *, 8> fusible;
};

} // namespace aikernel

#endif // AIKERNEL_LIB_FRONTEND_PXTOMLIR_BODYGENERATOR_H
