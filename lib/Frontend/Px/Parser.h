//===- Parser.h - From lines of tokens to the syntax tree -------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_PARSER_H
#define AIKERNEL_LIB_FRONTEND_PX_PARSER_H

#include "Layout.h"
#include "Lexer.h"
#include "aikernel/Frontend/Px/Syntax.h"
#include "llvm/ADT/BitmaskEnum.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace aikernel::px {

LLVM_ENABLE_BITMASK_ENUMS_IN_NAMESPACE();

/// Where a statement may stand (the Places column of Verbs.def).
enum class Place : uint8_t {
  None = 0,
  Host = 1,
  Header = 2,
  Kernel = 4,
  Function = 8,
  Top = 16, ///< the host program, outside of its blocks
  Commands = 32,
  LLVM_MARK_AS_BITMASK_ENUM(Commands)
};

/// How the IFs of a piece of code are closed. Only kernels that use nothing but
/// IF and ELSE can do without ENDIF.
enum class BlockStyle : uint8_t { Explicit, Indented, Flat };

/// How much deeper what follows stands in ( ) and [ ].
inline int depthChange(TokenKind kind) {
  bool opens = kind == TokenKind::LeftParen || kind == TokenKind::LeftBracket;
  bool closes =
      kind == TokenKind::RightParen || kind == TokenKind::RightBracket;
  return opens - closes;
}

class Includes;

/// Recursive descent over lines. A member that parses the rest of a line
/// returns null, or false, after it has reported what is wrong.
class Parser {
public:
  /// Without `includes`, INCLUDE takes nothing in.
  Parser(const SourceManager &sources, uint32_t fileNumber,
         DiagnosticEngine &diagnostics, Includes *includes = nullptr);

  std::unique_ptr<syntax::File> parseFile();
  /// A file that holds one expression (the value of a -D option).
  std::unique_ptr<syntax::File> parseExpressionFile(syntax::Expr *&expr);

  const TokenizedFile &tokens() const { return tokenized; }
  /// Of a file that has been parsed without an error.
  const Layout &layout() const { return fileLayout; }

private:
  using Handler = syntax::Stmt *(Parser::*)();
  struct VerbRow {
    Verb verb;
    Place places;
    Handler handler;
  };
  struct OpenBlock {
    Verb opener;
    SourceRange range;
    uint32_t column;
    bool isBroken; ///< something is said about its first line
  };
  /// What the code around a statement means for it.
  struct Context {
    Place place = Place::Host;
    BlockStyle style = BlockStyle::Explicit;
    /// What makes END words necessary, for a note; empty where they always are.
    syntax::Name cause = {};
    /// The first line that is not the code's any more, with or without an end.
    std::optional<size_t> end = {};
  };
  /// An assignment as in other languages.
  struct Assignment {
    enum class Form : uint8_t { Plain, Compound, Step } form;
    SourceRange place;
    Token operation; ///< of the compound form
    SourceRange sign;
    uint32_t value; ///< its first token
  };
  /// Where blanks separate operands, a blank before '(' begins a new one.
  enum class Blanks : uint8_t { InExpression, InList, InListBeforeIndex };

  // Parser.cpp: lines, tokens, names, types.
  static const VerbRow *findVerb(llvm::StringRef word);
  bool atFileEnd() const { return lineIndex >= tokenized.lines.size(); }
  const Line &line() const { return tokenized.lines[lineIndex]; }
  SourceRange lineRange(size_t index) const;
  SourceRange lineRange() const { return lineRange(lineIndex); }
  llvm::StringRef firstWord(size_t index) const;
  std::optional<Verb> verbOfLine(size_t index) const;
  std::optional<Verb> verbOfLine() const { return verbOfLine(lineIndex); }
  void beginLine();
  void findFunctions();

  const Token &peek(unsigned ahead = 0) const;
  Token take();
  llvm::StringRef text(const Token &token) const {
    return sources.text(token.range);
  }
  SourceRange rangeFrom(SourceRange begin) const;
  SourceRange lineEndRange() const;
  bool atEnd() const { return peek().kind == TokenKind::LineEnd; }
  bool accept(TokenKind kind);
  bool acceptWord(llvm::StringRef word);
  bool expect(TokenKind kind);
  bool expectArrow();
  bool expectWord(llvm::StringRef word);
  bool expectLineEnd(llvm::StringRef help = "");
  bool expectColon();
  void passEnd();
  /// Notes that no blank belongs before the token at the cursor.
  void joinToken() { fileLayout.isJoined[cursor] = true; }
  bool parseName(syntax::Name &name, llvm::StringRef what);
  bool parseType(syntax::Type &type);
  bool parseScalar(syntax::Type &type);
  bool parseSizedType(syntax::Type &type);
  template <typename T, typename... Args>
  T *make(Args &&...args) {
    return file->make<T>(std::forward<Args>(args)...);
  }

  // ParseMistakes.cpp: what is said about them.
  std::string formOfLine() const;
  bool lineIsInvalid() const;
  bool hasArrow() const;
  void reportExpected(const llvm::Twine &what, llvm::StringRef meant = "");
  void reportWithForm(DiagnosticEngine::Builder report);
  void reportNoVerb(const Token &token);
  bool isValueAndArrow() const;
  bool beginsWithOperand(bool mayBeVerb) const;
  void reportUnknownWord(const Token &token);
  void reportEnd(const Token &token);
  bool reportComment(const Token &token);
  llvm::StringRef hereName() const;
  void reportMisplaced(SourceRange range, llvm::StringRef word, Place places);
  void reportTooDeep(SourceRange range, unsigned maximum);
  using Counts = std::map<Verb, unsigned>;
  static bool takeFrom(Counts &ends, Verb end);
  std::optional<DiagnosticEngine::Builder>
  reportMissingEnd(SourceRange begin, const llvm::Twine &what, Verb end);
  std::optional<uint32_t> endOfPlace(uint32_t token) const;
  std::optional<Assignment> findAssignment(uint32_t place) const;
  bool reportAssignment(uint32_t place, llvm::StringRef verb,
                        llvm::StringRef type = "");
  bool reportExchange(const syntax::Expr &value);
  bool reportTypeFirst(syntax::Name &name);

  // ParseExpressions.cpp.
  syntax::Expr *parseExpr() { return parseBinary(1); }
  syntax::Expr *parseBinary(unsigned minimumPrecedence);
  syntax::Expr *parseUnary(Blanks blanks);
  syntax::Expr *parsePrefixed(Operation operation, Blanks blanks);
  syntax::Expr *parsePrimary(Blanks blanks);
  syntax::Expr *parseParenthesized();
  syntax::Expr *parseWordExpr(Blanks blanks);
  syntax::Expr *parseIndexBuiltin(const Token &word);
  bool refuseSecondBracket(SourceRange element);
  bool refuseForeignIndex(const Token &word);
  syntax::Expr *parseCall(const Token &word);
  syntax::Expr *parseConversionCall(Operation operation, const Token &word);
  bool isCallable(llvm::StringRef name) const;
  bool checkBlankBeforeBracket(const Token &word, Blanks blanks);
  bool parseExprList(std::vector<syntax::Expr *> &list, TokenKind end);
  syntax::Expr *makeOperation(Operation operation, syntax::Name spelling,
                              std::vector<syntax::Expr *> operands,
                              SourceRange range);
  bool limitHeight(syntax::Expr *expr, const syntax::Expr *child);
  bool hasCommaBeforeArrow() const;
  bool checkListOperand(syntax::Name verb, unsigned count, uint32_t listBegin);
  void reportOperatorInList(syntax::Name verb, unsigned count,
                            uint32_t listBegin);
  bool parseOperands(syntax::Name verb, unsigned count,
                     std::vector<syntax::Expr *> &operands,
                     Blanks first = Blanks::InList);
  syntax::Expr *parseListOperand(syntax::Name verb,
                                 Blanks blanks = Blanks::InList);
  syntax::Expr *parsePlace(Blanks blanks = Blanks::InExpression);
  syntax::Expr *parseArrowAndPlace(Blanks blanks = Blanks::InExpression);
  syntax::Expr *parseImageAddress();
  syntax::Expr *parseImageTerm();

  // ParseStatements.cpp.
  void parseStatement(syntax::Block &block);
  syntax::Stmt *parseLine();
  Place placesHere() const;
  bool isInCommands() const;
  syntax::Stmt *parseVerb(const VerbRow &row, const Token &word);
  void parseBeforeBlock(const VerbRow &row);
  syntax::Stmt *parseOperation(Operation operation, syntax::Name word);
  syntax::Stmt *parseConversion(Operation operation, syntax::Name word);
  syntax::Stmt *parseIndexVerb(const Token &word);
  syntax::Stmt *makeErrorStmt(size_t lineNumber);
  syntax::Name currentWord() const;
  syntax::Stmt *parseSet();
  syntax::Stmt *parseLoad();
  syntax::Stmt *parseStore();
  syntax::Stmt *parseCompare();
  syntax::Stmt *parseLocal();
  syntax::Stmt *parseWordAlone();
  syntax::Stmt *parseReturn();
  syntax::Stmt *parseCall();
  syntax::Stmt *parsePrint();
  syntax::Stmt *parseAssert();
  syntax::Stmt *parseWide();
  syntax::Stmt *parseAtomic();
  syntax::Stmt *parseCollective();

  // ParseBlocks.cpp.
  void findDeclarationsInBlocks();
  bool endsBlock() const;
  void parseBlock(syntax::Block &block);
  void openBlock(Verb opener, bool isWhole);
  void closeBlock(Verb end);
  void giveUp();
  syntax::Stmt *parseIf();
  void parseArm(syntax::IfStmt *stmt);
  void passElse();
  bool isOwnElse(const OpenBlock &block) const;
  syntax::Stmt *parseFor();
  bool parseForHead(syntax::ForStmt *stmt);
  syntax::Stmt *parseWhile();
  syntax::Stmt *parseCommands();
  syntax::Stmt *parseStray();
  std::optional<Context> findKernelStyle(size_t begin, size_t end);
  bool checkIndentation(size_t begin, size_t end);

  // ParseDeclarations.cpp.
  syntax::Stmt *parseInclude();
  void include(const syntax::IncludeStmt &stmt);
  syntax::Stmt *parseKernel();
  void parseHints(syntax::Kernel *kernel);
  void parseKernelHead(syntax::Kernel *kernel);
  size_t findKernelEnd() const;
  bool isForHostAlone(size_t index) const;
  void parseKernelBody(syntax::Kernel *kernel, SourceRange head);
  syntax::Stmt *parseParameter();
  syntax::Stmt *parseShared();
  void parseDeclaration(std::vector<syntax::Declaration> &list,
                        bool mayHaveSize);
  syntax::Stmt *parseFunction();
  bool parseFunctionHead(syntax::Function *function);
  syntax::Stmt *parseConst();
  bool parseConstHead(syntax::Constant *constant);
  void reportTypeOfConstant();
  void parseTableRows(syntax::Constant *constant, SourceRange head);
  bool parseTableRow(syntax::Constant *constant);

  // ParseHost.cpp.
  syntax::Stmt *parseArgument();
  bool parseArgumentText(syntax::ArgumentStmt *stmt);
  bool parseArgumentValue(syntax::ArgumentStmt *stmt);
  syntax::Stmt *parseAlloc();
  syntax::Stmt *parseFree();
  syntax::Stmt *parseFill();
  syntax::Stmt *parseCopy();
  syntax::Expr *parseNextOperand();
  bool parsePart(syntax::BufferPart &part);
  bool parseText(syntax::Text &text, llvm::StringRef what);
  bool reportBareFileName(llvm::StringRef what);
  syntax::Stmt *parseGpuLoad();
  syntax::Stmt *parseGpuStore();
  syntax::Stmt *parseFileElements();
  syntax::Stmt *parseLaunch();
  bool parseDimensions(std::vector<syntax::Expr *> &sizes);
  syntax::Stmt *parseSubmit();
  syntax::Stmt *parseSelect();
  syntax::Stmt *parseWrite();
  syntax::Stmt *parseDefine();

  const SourceManager &sources;
  uint32_t fileNumber;
  DiagnosticEngine &diagnostics;
  Includes *includes;
  TokenizedFile tokenized;
  Layout fileLayout;
  std::unique_ptr<syntax::File> file;
  size_t lineIndex = 0;
  uint32_t cursor = 0;
  Context context;
  llvm::SmallVector<OpenBlock> open;
  unsigned blockDepth = 0;
  unsigned exprDepth = 0;
  bool gaveUp = false; ///< reported a nesting that is too deep
  /// END words that nothing more is said about: those that may be too many,
  /// since one was missed before, and those that may be missing, since another
  /// word stands in their place.
  Counts strayEnds, missingEnds;
  syntax::Kernel *kernelBeingRead = nullptr;
  /// The lines of declarations in blocks of the host program that have ends.
  llvm::DenseSet<size_t> declarationsInBlocks;
  /// Those of types among them are errors, and their calls no casts.
  llvm::StringSet<> functionNames;
};

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_PARSER_H
