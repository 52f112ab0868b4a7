//===- Check.h - From the syntax tree to the typed tree ---------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_CHECK_H
#define AIKERNEL_LIB_FRONTEND_PX_CHECK_H

#include "aikernel/Frontend/Px/Index.h"
#include "aikernel/Frontend/Px/Syntax.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

namespace aikernel::px {

/// A -D option: its value is the expression in a file of its own.
struct Override {
  std::string name;
  llvm::StringRef text;      ///< of the value
  const syntax::Expr *value; ///< null: reported
  SourceRange range;         ///< the option
};

/// Resolves names, finds types and makes conversions explicit. Members that
/// make a node return null after they have reported why there is none; nothing
/// that is built on a null is reported again.
class Checker {
public:
  Checker(const syntax::File &file, const Options &options,
          DiagnosticEngine &diagnostics, Program &program, Index &index)
      : file(file), options(options), diagnostics(diagnostics),
        program(program), index(index) {}

  void run(llvm::ArrayRef<Override> overrides);

private:
  /// What a name stands for: one of the four, or none after an error.
  struct Symbol {
    SourceRange range;
    Variable *variable = nullptr;
    Array *array = nullptr;
    LiteralExpr *constant = nullptr;
    TextArgument *text = nullptr;
    unsigned reads = 0;
    bool isUndefined = false; ///< only used so far, and reported there
    bool isFreed = false;
    SourceRange freedAt = {};
  };
  struct Scope {
    llvm::StringMap<Symbol> symbols;
  };
  struct FunctionInfo;
  /// An array that a call gives for a parameter of the function.
  struct ArrayPass {
    Array *given;
    Array *parameter;
    const Function *callee;
    SourceRange range;
  };
  /// A call that is not all that its statement evaluates.
  struct NestedCall {
    const Function *callee;
    SourceRange range;
  };
  struct FunctionInfo {
    const syntax::Function *syntax;
    Function *function;
    bool isValid;
    /// The calls of one function: their first place, their number, and of how
    /// many blocks the innermost stands in.
    struct Calls {
      SourceRange range;
      uint64_t count = 0;
      unsigned levels = 0;
    };
    llvm::MapVector<FunctionInfo *, Calls> calls;
    unsigned levels = 0;     ///< of blocks in each other, calls included
    uint64_t callsInAll = 0; ///< that a call of this one makes
    bool isTooLarge = false; ///< it, or what it calls, is beyond a limit
    void addCall(FunctionInfo &callee, SourceRange range, unsigned levels);
    enum class Visit : uint8_t { Not, Open, Done } visit = Visit::Not;
    bool isCalled = false;
    /// A built-in or statement of threads in it, or in what it calls.
    std::optional<syntax::Name> deviceOnly;
    /// Arrays that it passes on, and its calls inside of expressions.
    std::vector<ArrayPass> passes;
    std::vector<NestedCall> nestedCalls;
  };
  struct KernelInfo {
    const syntax::Kernel *syntax;
    Kernel *kernel;
    bool isValid = true;
  };
  /// A list of commands: its first recording and the loop around that.
  struct CommandList {
    SourceRange range;
    unsigned outermostLoop;
  };
  /// A GPU_SUBMIT with no recording before it.
  struct EarlySubmit {
    syntax::Name name;
    unsigned outermostLoop;
  };
  /// A DEFINE of a boot image; no value after an error.
  struct Label {
    SourceRange range;
    std::optional<int64_t> value;
  };
  /// Where an atomic or a collective puts what it gives: its place, or a
  /// variable of its own where that has another type.
  struct Result {
    Expr *place = nullptr;
    bool defines = false;
    Stmt *conversion = nullptr; ///< from there to the place
  };
  enum class Unit : uint8_t { Constant, Function, Kernel, Host };
  using Form = syntax::AssignStmt::Form;
  /// What a name may stand for in its place; others are not suggested there.
  using Accepts = llvm::function_ref<bool(const Symbol &)>;
  using AcceptsArray = llvm::function_ref<bool(const Array &)>;
  /// Which scalars the expression may name that is being checked.
  struct ScalarUse {
    bool isConstant = false;
    bool isSize = false;
  };

  // CheckUnused.cpp.
  void checkUnused(const Symbol &symbol, llvm::StringRef name);
  void checkUnusedArray(const Array &array);
  void checkUnusedFunctions();
  void readSizes(const Array &array);
  void readVariables(const Expr *expr);
  /// Takes back that the last look-up of the name was to read it.
  void unread(syntax::Name name);

  // CheckNames.cpp.
  class ScopeGuard;
  Symbol *find(llvm::StringRef name);
  void addToIndex(llvm::StringRef name, const Symbol &symbol);
  Symbol &define(syntax::Name name);
  void checkShadows(syntax::Name name);
  bool checkNotDefined(syntax::Name name);
  void poison(llvm::StringRef name, SourceRange range);
  void poisonPlace(const syntax::Expr *place);
  Symbol *lookUp(syntax::Name name, llvm::StringRef what, Accepts accepts,
                 llvm::ArrayRef<llvm::StringRef> words = {});
  Symbol *reportUndefined(syntax::Name name, llvm::StringRef what,
                          Accepts accepts,
                          llvm::ArrayRef<llvm::StringRef> words);
  const syntax::Constant *findConstant(llvm::StringRef name) const;
  Symbol *lookUpScalar(syntax::Name name);
  Array *lookUpArray(syntax::Name name, AcceptsArray accepts);
  llvm::StringRef suggestFor(llvm::StringRef name, Accepts accepts,
                             llvm::ArrayRef<llvm::StringRef> words);
  template <typename Map, typename Suggest>
  auto lookUpIn(Map &map, syntax::Name name, llvm::StringRef what,
                Suggest suggest) -> decltype(map.begin()->second.get());
  FunctionInfo *lookUpFunction(syntax::Name name);
  KernelInfo *lookUpKernel(syntax::Name name);

  // CheckExpressions.cpp.
  Expr *check(const syntax::Expr *expr);
  Expr *checkCondition(const syntax::Expr *expr);
  /// An integer of any type, or no expression after an error.
  Expr *checkInteger(const syntax::Expr *expr, llvm::StringRef what);
  /// The same, converted.
  Expr *checkInteger(const syntax::Expr *expr, llvm::StringRef what,
                     Scalar type);
  /// An error if it is a literal that does not fit.
  Expr *convertInteger(Expr *value, Scalar type);
  Expr *checkAs(const syntax::Expr *expr, Scalar type);
  Expr *checkIntegerLiteral(const syntax::IntegerExpr &expr);
  Expr *checkNegativeInteger(const syntax::IntegerExpr &magnitude,
                             SourceRange range);
  Expr *checkFloatLiteral(const syntax::FloatExpr &expr);
  Expr *checkVariable(const syntax::VariableExpr &expr);
  Expr *checkIndex(const syntax::IndexExpr &expr);
  ElementExpr *checkElement(const syntax::ElementExpr &expr,
                            AcceptsArray accepts);
  std::optional<std::vector<Expr *>>
  checkIndices(llvm::ArrayRef<syntax::Expr *> syntax);
  bool checkRank(const Array &array, size_t indices, SourceRange range);
  void warnOfIndicesOutside(const Array &array, llvm::ArrayRef<Expr *> indices);
  Expr *checkConvert(const syntax::ConvertExpr &expr);
  Expr *checkOperation(const syntax::OperationExpr &expr);
  Scalar convertWords(const syntax::OperationExpr &expr,
                      std::vector<Expr *> &words);
  Expr *checkNegatedFloat(Expr *operand, SourceRange range);
  bool checkOperandKinds(const syntax::OperationExpr &expr,
                         llvm::ArrayRef<Expr *> operands);
  bool isFlexible(const Expr *expr) const { return floatTexts.contains(expr); }
  bool fits(const LiteralExpr &literal, Scalar type) const;
  Scalar commonTypeOf(llvm::ArrayRef<Expr *> operands) const;
  Expr *convert(Expr *expr, Scalar type);
  void reportTooLarge(SourceRange range, llvm::StringRef number, Scalar type);
  Expr *convertChecked(Expr *expr, Scalar type, Form form,
                       const syntax::Stmt *computedBy = nullptr);
  void warnOfNarrowing(const Expr *expr, Scalar type,
                       const syntax::Stmt *computedBy);
  LiteralExpr *makeLiteral(Scalar type, uint64_t bits, SourceRange range);
  std::optional<uint64_t> evaluate(const Expr *expr) const;

  // CheckCalls.cpp.
  CallExpr *checkCall(const syntax::CallExpr &expr, bool isAlone = false);
  Expr *checkCallForValue(const syntax::CallExpr &expr, bool isAlone = false);
  bool checkCallable(const FunctionInfo &info, SourceRange call);
  Expr *checkCallArgument(const syntax::Expr *argument,
                          const Parameter &parameter, FunctionInfo &callee);
  Expr *checkArrayArgument(const syntax::Expr *argument, Array *parameter,
                           FunctionInfo &callee);
  bool checkArrayFits(const Array &given, const Array &parameter,
                      const Function &callee, SourceRange range);
  bool checkUnusedArguments(const syntax::CallExpr &expr);
  void reportArgumentCount(const syntax::CallExpr &expr,
                           const Function &callee);
  static std::string namesOf(llvm::ArrayRef<Parameter> parameters);
  void finishPass(const ArrayPass &pass);
  void checkNestedCall(const NestedCall &call);
  Stmt *checkCallStmt(const syntax::CallStmt &stmt);
  void useThreads(llvm::StringRef word, SourceRange range);
  void needAllThreads();

  // CheckStatements.cpp.
  void checkBlock(const syntax::Block &block, Block &out);
  void checkInto(const syntax::Stmt *stmt, Block &out);
  Stmt *checkStmt(const syntax::Stmt *stmt, Block &out);
  Stmt *checkAssign(const syntax::AssignStmt &stmt);
  Expr *checkPlace(const syntax::Expr *place, Scalar type, bool &defines);
  Expr *checkWrittenElement(const syntax::ElementExpr &place);
  bool checkIsWritable(const ElementExpr &element);
  Stmt *checkLocal(const syntax::LocalStmt &stmt);
  bool checkLocalSize(const syntax::LocalStmt &stmt, const Array &array);
  Stmt *checkIf(const syntax::IfStmt &stmt);
  void checkLoopBody(const syntax::Block &body, Block &out);
  Stmt *checkFor(const syntax::ForStmt &stmt);
  Expr *checkStep(Expr *step, Scalar type);
  void warnOfEmptyLoop(const ForStmt &loop, const Expr *writtenStep);
  Stmt *checkWhile(const syntax::WhileStmt &stmt);
  Stmt *checkWord(const syntax::WordStmt &stmt);
  Stmt *checkReturn(const syntax::ReturnStmt &stmt);
  Stmt *checkPrint(const syntax::PrintStmt &stmt);
  Stmt *checkAssert(const syntax::AssertStmt &stmt);
  void checkAtomic(const syntax::AtomicStmt &stmt, Block &out);
  bool checkAtomicType(const syntax::AtomicStmt &stmt, const Array &array);
  std::optional<Result> checkResult(const syntax::Stmt &stmt,
                                    const syntax::Expr *place,
                                    syntax::Name computation, Scalar type,
                                    Form form);
  Expr *checkLane(const syntax::Expr *expr);
  void checkCollective(const syntax::CollectiveStmt &stmt, Block &out);
  Expr *checkReduced(const syntax::CollectiveStmt &stmt, Expr *value);

  // CheckWide.cpp.
  void checkWide(const syntax::WideStmt &stmt, Block &out);
  void checkAddCarry(const syntax::WideStmt &stmt, Block &out);
  bool addResults(const syntax::WideStmt &stmt, llvm::ArrayRef<Scalar> types,
                  WideStmt &out);
  bool isWide(const Array &array) const;
  ElementExpr *checkWholeArray(const syntax::WideStmt &stmt, syntax::Name name);
  ElementExpr *checkFirstElement(const syntax::WideStmt &stmt,
                                 const syntax::Expr *expr);
  Expr *evaluatedOnce(Expr *index, Block &out);
  bool addElements(ElementExpr *first, std::vector<Expr *> &out, Block &before);

  // CheckDeclarations.cpp.
  void declareConstants(llvm::ArrayRef<Override> overrides);
  void declareConstant(const syntax::Constant &constant,
                       const Override *override);
  void reportUnknownDefine(const Override &override);
  void declareTable(const syntax::Constant &constant);
  bool checkTableElement(const syntax::Expr *element, Array *table);
  void declareFunctions();
  void declareFunctionParameters();
  void declareKernels();
  bool declareParameters(llvm::ArrayRef<syntax::Declaration> declarations,
                         std::vector<Parameter> &parameters, Array::Role role);
  void declareShared(const syntax::Kernel &syntax, KernelInfo &info);
  void checkFunctions();
  void finishFunction(FunctionInfo &info);
  void orderFunction(FunctionInfo &info);
  bool checkKernel(KernelInfo &info);
  Expr *checkParameterSize(const syntax::Expr *size);
  std::optional<syntax::Name> findWrongSizeName(const syntax::Expr *size);
  void reportMissingSize(const syntax::Name &name, const syntax::Type &type);
  bool checkConstantSizes(const syntax::Name &name, const syntax::Type &type,
                          Array *array);
  std::optional<int64_t> elementCount(const Array &array) const;
  Array *makeArray(const syntax::Name &name, Scalar element, Array::Role role);
  Variable *makeVariable(const syntax::Name &name, Scalar type,
                         Variable::Role role);

  // CheckHost.cpp.
  Stmt *checkArgument(const syntax::ArgumentStmt &stmt);
  void defineText(const syntax::ArgumentStmt &stmt);
  Stmt *checkAlloc(const syntax::AllocStmt &stmt);
  Stmt *checkFree(const syntax::FreeStmt &stmt);
  Stmt *checkFill(const syntax::FillStmt &stmt);
  Stmt *checkCopy(const syntax::CopyStmt &stmt);
  Stmt *checkFile(const syntax::FileStmt &stmt);
  void checkFileElements(const syntax::FileElementsStmt &stmt, Block &out);
  Array *lookUpBuffer(syntax::Name name, Verb verb);
  std::optional<Expr *> checkCount(const syntax::Expr *count);
  std::optional<ArrayPart> checkPart(const syntax::BufferPart &part,
                                     Array *array);
  const TextArgument *textNamedBy(const syntax::Expr *expr);
  std::optional<Text> checkText(const syntax::Text &text);
  Array *checkCallersSide(syntax::Name name, const Array *other);
  Stmt *checkCommands(const syntax::CommandsStmt &stmt);
  Stmt *checkSubmit(const syntax::SubmitStmt &stmt);
  void checkEarlySubmits();
  Stmt *checkSelect(const syntax::SelectStmt &stmt);
  Stmt *checkLaunch(const syntax::LaunchStmt &stmt);
  bool checkDimensions(llvm::ArrayRef<syntax::Expr *> sizes,
                       llvm::StringRef what, Expr *(&out)[3]);
  void checkLaunchShared(const syntax::LaunchStmt &stmt,
                         const KernelInfo &info);
  bool checkArguments(const syntax::LaunchStmt &stmt, const KernelInfo &info,
                      LaunchStmt *launch);
  bool bindArguments(const syntax::LaunchStmt &stmt, const KernelInfo &info,
                     LaunchStmt *launch);
  DiagnosticEngine::Builder reportWrongArgument(const Parameter &parameter,
                                                const Kernel &kernel,
                                                SourceRange range,
                                                llvm::StringRef found);
  std::optional<Scalar> lossyTypeOf(const Symbol &symbol, Scalar type) const;
  std::optional<LaunchArgument> checkArgumentFor(const Parameter &parameter,
                                                 const Kernel &kernel,
                                                 const syntax::Expr *value);
  std::optional<LaunchArgument> bindByName(const Parameter &parameter,
                                           const Kernel &kernel,
                                           SourceRange launch);
  Array *inputArray(syntax::Name name, Scalar element);
  Variable *inputVariable(syntax::Name name, Scalar type);
  HostInput *findInput(llvm::StringRef name);
  void reportInputConflict(const HostInput &input, syntax::Name name,
                           llvm::StringRef wanted);
  bool isAccessible(const Array &array) const;
  bool checkHostAccess(const Array &array, SourceRange range);
  void checkImage();
  void reportUndefinedLabel(syntax::Name name);
  std::optional<int64_t> imageAddress(const syntax::Expr *expr);
  std::optional<int64_t> imageValue(const syntax::Expr *expr);

  const syntax::File &file;
  const Options &options;
  DiagnosticEngine &diagnostics;
  Program &program;
  Index &index;

  std::vector<Scope> scopes;
  /// In a function; the file and the parameters are no blocks.
  unsigned blocksAround() const { return scopes.size() - 2; }
  /// Names whose scope has ended in the code that is being checked.
  llvm::StringMap<SourceRange> endedNames;
  llvm::MapVector<llvm::StringRef, std::unique_ptr<FunctionInfo>> functions;
  llvm::MapVector<llvm::StringRef, std::unique_ptr<KernelInfo>> kernels;
  /// The text of float literals, which are rounded when their type is known.
  llvm::DenseMap<const Expr *, std::string> floatTexts;
  /// Integer literals that must keep their value, not only their bits.
  llvm::DenseSet<const Expr *> valueLiterals;
  /// Parameters of functions that are given to atomics.
  llvm::DenseSet<const Array *> atomicArguments;
  llvm::DenseMap<const Array *, Placement> placements;
  llvm::StringMap<Label> labels;
  llvm::MapVector<llvm::StringRef, CommandList> commandLists;
  std::vector<EarlySubmit> earlySubmits;
  bool isRecording = false; ///< in GPU_COMMANDS
  Unit unit = Unit::Constant;
  SourceRange unitRange; ///< of the kernel or function
  ScalarUse scalarUse;
  FunctionInfo *currentFunction = nullptr;
  unsigned loopDepth = 0;
  unsigned outermostLoops = 0; ///< so far
  /// The number of the loop that all around are in; 0 outside of loops.
  unsigned outermostLoop() const { return loopDepth ? outermostLoops : 0; }
  /// Names are defined that will be defined again for the code.
  bool isDeclaring = false;
  /// Something in the code that is being checked rests on an earlier error.
  bool hasHoles = false;
};

llvm::StringRef nameOf(Array::Role role);
/// Whether ATOMIC_… may work on the array.
bool allowsAtomics(Array::Role role);

/// Reports barriers and block collectives that not all threads of a block
/// reach, unless they are allowed.
void checkUniformity(llvm::ArrayRef<const Kernel *> kernels,
                     llvm::ArrayRef<Function *> calleesFirst,
                     bool allowsDivergentBarriers,
                     DiagnosticEngine &diagnostics,
                     llvm::DenseSet<const Variable *> &varying);

/// Warns of arrays whose elements neighboring threads take from places that are
/// apart from each other.
void checkCoalescing(llvm::ArrayRef<const Kernel *> kernels,
                     DiagnosticEngine &diagnostics);

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_CHECK_H
