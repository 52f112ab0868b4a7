//===- WrongPrograms.cpp - One wrong program for every diagnostic ---------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WrongPrograms.h"

using namespace aikernel::px;
using namespace aikernel::px::test;

static std::string nested(size_t depth, const std::string &open,
                          const std::string &middle, const std::string &close) {
  std::string result;
  for (size_t i = 0; i < depth; ++i)
    result += open;
  result += middle;
  for (size_t i = 0; i < depth; ++i)
    result += close;
  return result;
}

/// A chain of functions each of which calls the one before so many times.
static std::string chainOfCalls(size_t length, size_t times) {
  std::string result = "FUNC g0(x i32) -> i32\nRETURN x\nENDFUNC\n";
  for (size_t i = 1; i < length; ++i) {
    std::string callee = "g" + std::to_string(i - 1) + "(x) + ";
    result += "FUNC g" + std::to_string(i) + "(x i32) -> i32\nRETURN " +
              nested(times, callee, "1", "") + "\nENDFUNC\n";
  }
  return result;
}

IncludedTexts &aikernel::px::test::includedTexts() {
  static IncludedTexts *texts = [] {
    std::map<std::string, std::string> files = {
        {"circle.px", "INCLUDE \"half.px\""},
        {"constant.px", "GPU_CONST N = 1"},
        {"half.px", "INCLUDE \"circle.px\""},
        {"program.px", "SET 1 -> x"}};
    auto deep = [](unsigned i) { return "deep" + std::to_string(i) + ".px"; };
    for (unsigned i = 0; i < 70; ++i)
      files[deep(i)] = "INCLUDE \"" + deep(i + 1) + "\"";
    return new IncludedTexts(std::move(files));
  }();
  return *texts;
}

static std::string kernelHeadWith(const std::string &declaration) {
  return "GPU_KERNEL k\n" + declaration + "\nGPU_THREAD_CODE:\nGPU_END\n";
}

const std::vector<WrongProgram> &aikernel::px::test::wrongPrograms() {
  using enum DiagnosticId;
  static const std::vector<WrongProgram> programs = {
      // Other files.
      {"INCLUDE \"nothing.px\"", NoIncludedFile},
      {"INCLUDE \"cosntant.px\"", NoIncludedFile},
      {"INCLUDE \"circle.px\"", IncludesItself},
      {"INCLUDE \"program.px\"", StatementInIncluded},
      {"INCLUDE \"deep0.px\"", NestingTooDeep},
      // Text and tokens.
      {std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), ForeignFile},
      {"\x7F\x45LF\2\1\1", ForeignFile},
      {"!<arch>\n/", ForeignFile},
      {std::string((16 << 20) + 1, ' '), FileTooLarge},
      {"SET 1 ? 2 -> x", StrayCharacter},
      {"SET 1 \xFF -> x", StrayCharacter},
      {"SET \u20AC -> x", StrayCharacter},
      {std::string("SET \0 -> x", 10), StrayCharacter},
      {"SET 1 \u201A\u00DC\u00ED x", DamagedArrow},
      {"SET 1 \u00E2\u2020\u2019 x", DamagedArrow},
      {"SET 1 \u00E2\u0086\u0092 x", DamagedArrow},
      {"SET 12ab -> x", MalformedNumber},
      {"SET 0x -> x", MalformedNumber},
      {"SET 1. -> x", MalformedNumber},
      {"SET .5 -> x", MalformedNumber},
      {"SET 0x1.8p3 -> x", MalformedNumber},
      {"SET 1.5.2 -> x", MalformedNumber},
      {"SET 1e+ -> x", MalformedNumber},
      {"SET 18446744073709551616 -> x", NumberTooLarge},
      {"SET 0x10000000000000000 -> x", NumberTooLarge},
      {"SET 1e999 -> x", NumberTooLarge},
      {"PRINT \"no end", UnterminatedString},
      {"PRINT \"no end\\", UnterminatedString},
      {"PRINT \"\\q\"", UnknownEscape},
      {std::string("\xFF\xFES\0E\0T\0", 8), Utf16File},
      {std::string("\xFE\xFF\0S\0E\0T", 8), Utf16File},

      // Lines.
      {"PRNT 1", UnknownWord},
      {kernelWith("__syncthreads()"), UnknownWord},
      {kernelWith("LAOD a[0] -> y\nADD y 1 -> z"), UnknownWord},
      {"1 + 1", ExpectedVerb},
      {kernelWith("a[0] -> y"), ExpectedVerb},
      {kernelWith("n + 1 -> y"), ExpectedVerb},
      {kernelWith("( SET 1 -> y )"), ExpectedVerb},
      {"LOAD a[0] -> x", MisplacedStatement},
      {"THREAD_ID -> x", MisplacedStatement},
      {"GPU_PARAM a i32", MisplacedStatement},
      {"RETURN 1", MisplacedStatement},
      {kernelWith("GPU_SYNC"), MisplacedStatement},
      {kernelWith("GPU_PARAM z i32"), MisplacedStatement},
      {"FUNC f() -> i32\nGPU_SYNC\nRETURN 1\nENDFUNC", MisplacedStatement},
      {"FOR i FROM 0 TO 3:\nWRITE 5 1\nENDFOR", MisplacedStatement},
      {"IF TRUE:\nDEFINE A 5\nENDIF\nWRITE A 1", MisplacedStatement},
      {"WHILE FALSE:\nCALL start\nENDWHILE", Expected},
      {"FOR i FROM 0 TO 3:\nARG n i32\nPRINT n\nENDFOR\nPRINT n",
       MisplacedStatement},
      {"IF TRUE:\nELSE:\nGPU_CONST C = 1\nENDIF\nPRINT C", MisplacedStatement},
      {"IF TRUE:\nGPU_CONST T i32[1]:\n1\nENDCONST\nENDIF\nPRINT T[0]",
       MisplacedStatement},
      {"FOR i FROM 0 TO 3:\nFUNC f(x i32) -> i32\nIF x:\nRETURN 1\nENDIF\n"
       "RETURN x\nENDFUNC\nPRINT f(i)\nENDFOR",
       MisplacedStatement},
      {"FOR i FROM 0 TO 3:\nIF TRUE:\nGPU_KERNEL k\nGPU_PARAM n i32\n"
       "GPU_THREAD_CODE:\nFOR j FROM 0 TO n:\nENDFOR\nGPU_END\nENDIF\n"
       "GPU_LAUNCH k BLOCKS 1 THREADS 1 ARGS i\nENDFOR",
       MisplacedStatement},
      {"SET 1 x", Expected},
      {"SET -> x", Expected},
      {"SET (1 -> x", Expected},
      {"IF 1\nPRINT 1\nENDIF", Expected},
      {"IF 1 2:\nPRINT 1\nENDIF", Expected},
      {"FOR i 0 TO 3:\nPRINT i\nENDFOR", Expected},
      {kernelWith("LOAD n -> y"), Expected},
      {kernelWith("STORE n -> y"), Expected},
      {kernelWith("COMPARE n + 1 -> y"), Expected},
      {kernelWith("ATOMIC_ADD n 1"), Expected},
      {kernelWith("WARP_REDUCE MEAN n -> y"), Expected},
      {kernelWith("SET LOCAL_ID.W -> y"), Expected},
      {"GPU_ALLOC a f32[4] FAST", Expected},
      {"GPU_SELECT", Expected},
      {"ARG p text = 5\nPRINT p", Expected},
      {"ARG n i32 = \"5\"\nPRINT n", Expected},
      {"GPU_ALLOC a f32[4]\nGPU_LOAD a.npy -> a", Expected},
      {"GPU_ALLOC a f32[4]\nGPU_STORE a -> x/a.npy", Expected},
      {"GPU_ALLOC a f32[4]\nGPU_LOAD -> a", Expected},
      {"FILE_ELEMENTS \"a\" -> n", Expected},
      {"GPU_ALLOC a f32[4]\nGPU_COPY a[1 -> a", Expected},
      {"ASSERT TRUE, 5", Expected},
      {"GPU_CONST C : 5", Expected},
      {"GPU_CONST C i32 = 5\nPRINT C", Expected},
      {"GPU_CONST C i32 =\nPRINT C", Expected},
      {"GPU_CONST T i32[1] = 5\nPRINT T[0]", Expected},
      {"GPU_KERNEL k\nGPU_THREAD_CODE:\nGPU_END\nGPU_LAUNCH k ARGS", Expected},
      {"WRITE \"a\" 1", Expected},
      {"PRINT 1 2", TrailingText},
      {"GPU_SYNC now", TrailingText},
      {kernelWith("IF n:\nFENCE\nELSE: FENCE"), TrailingText},
      {"SET 1 -> FROM", ReservedWord},
      {"SET WARP_REDUCE(1) -> x", ReservedWord},
      {"SET BLOCKS + 1 -> x", ReservedWord},
      {"GPU_ALLOC ADD f32[4]", ReservedWord},
      {kernelWith("ADD n - 1 -> y"), OperatorBetweenOperands},
      {kernelWith("ADD n-1 -> y"), OperatorBetweenOperands},
      {kernelWith("ADD n * 2 n -> y"), OperatorBetweenOperands},
      {kernelWith("ABS - n -> y"), OperatorBetweenOperands},
      {kernelWith("STORE n + 1 -> a[0]"), OperatorBetweenOperands},
      {kernelWith("MIN n < 2 -> y"), OperatorBetweenOperands},
      {kernelWith("ADD n -> y"), WrongOperandCount},
      {kernelWith("ADD n, 1, 2 -> y"), WrongOperandCount},
      {kernelWith("SET MIN(n) -> y"), WrongOperandCount},
      {kernelWith("SET u8(n, 1) -> y"), WrongOperandCount},
      {"FUNC f(a i32) -> i32\nRETURN a\nENDFUNC\nSET f(1, 2) -> x",
       WrongOperandCount},
      {kernelWith("SET n (0) -> y"), Expected},
      {kernelWith("SET a [0] -> y"), BlankBeforeBracket},
      {kernelWith("SET MIN (n, 1) -> y"), BlankBeforeBracket},
      {kernelWith("ADD a [0] 1 -> y"), BlankBeforeBracket},

      // Assignments as in other languages.
      {"x = 1", AssignmentForm},
      {"x = 1\nPRINT x", AssignmentForm},
      {"SET 2 -> x\nx += 1", AssignmentForm},
      {"SET 2 -> x\nx++", AssignmentForm},
      {"x := 1", AssignmentForm},
      {"int x = 1", AssignmentForm},
      {"LET x = 1", AssignmentForm},
      {"SET x = 1", AssignmentForm},
      {"SET x <- 1", AssignmentForm},
      {kernelWith("a[0] = 1"), AssignmentForm},
      {kernelWith("LOAD y = a[0]"), AssignmentForm},
      {kernelWith("STORE a[0] = 1"), AssignmentForm},
      {"x =", AssignmentForm},

      // Blocks.
      {"IF TRUE:\nPRINT 1", MissingEnd},
      {"WHILE FALSE:\nPRINT 1", MissingEnd},
      {"FOR i FROM 0 TO 3:\nPRINT 1", MissingEnd},
      {"FUNC f() -> i32\nRETURN 1", MissingEnd},
      {"GPU_KERNEL k\nGPU_THREAD_CODE:", MissingEnd},
      {"GPU_CONST T i32[1]:\n1", MissingEnd},
      {kernelWith("IF n:\nIF n:\nSET 1 -> y\nENDIF"), MissingEnd},
      {kernelWith("FOR i FROM 0 TO 3:\nIF n:\nSET 1 -> y\nENDFOR"), MissingEnd},
      {"ENDIF", StrayEnd},
      {"ELSE:", StrayEnd},
      {"ENDFUNC", StrayEnd},
      {"GPU_END", StrayEnd},
      {"FOR i FROM 0 TO 3:\nENDIF\nENDFOR", StrayEnd},
      {"FOR i FROM 0 TO 3:\nIF TRUE:\nENDFOR\nENDIF", MissingEnd},
      {"FUNC f(a i32) -> i32\nIF a:\nRETURN 1\nRETURN 2\nENDFUNC", MissingEnd},
      {"FOR i FROM 0 TO 3:\nGPU_KERNEL k\nGPU_THREAD_CODE:\nGPU_END",
       MissingEnd},
      {"IF TRUE:\nGPU_CONST C = 1\nIF TRUE:\nPRINT C\nENDIF", MissingEnd},
      {kernelWith("FUNC f() -> i32\nRETURN 1\nENDFUNC"), MissingEnd},
      {"FOR i FROM 0 TO 3:\nEND FOR", UnknownWord},
      {"FOR i FROM 0 TO 3:\nEND", UnknownWord},
      {"WHILE FALSE:\nWEND", UnknownWord},
      {"IF TRUE:\nELSE IF FALSE:\nENDIF", UnknownWord},
      {"IF TRUE:\nELSE:\nELSE:\nENDIF", AfterElse},
      {"IF TRUE:\nELSE:\nELIF FALSE:\nENDIF", AfterElse},
      {"ELIF TRUE:\nENDIF", StrayEnd},
      {kernelWith("ENDFUNC"), StrayEnd},
      {kernelWith("IF n:\n  SET 1 -> y\nIF n:\nSET 1 -> y"), MixedBlockStyles},
      {kernelWith("IF n:\nSET 1 -> y\nIF n:\n  SET 1 -> y"), MixedBlockStyles},
      {kernelWith("IF n:\n\tSET 1 -> y\n\t  SET 2 -> z"), MixedIndentation},
      {kernelWith("IF n:\n  SET 1 -> y\n\tSET 2 -> z"), MixedIndentation},
      {kernelWith("IF n:\n    SET 1 -> y\n  ELSE:\n    SET 2 -> z"),
       ElseColumn},
      {"SET " + nested(300, "(", "1", ")") + " -> x", NestingTooDeep},
      {"SET " + nested(300, "-", "1", "") + " -> x", NestingTooDeep},
      {"SET " + nested(300, "a[", "1", "]") + " -> x", NestingTooDeep},
      {"SET " + nested(4096, "1 + ", "1", "") + " -> x", NestingTooDeep},
      {chainOfCalls(1100, 1), NestingTooDeep},
      {chainOfCalls(18, 2), TooManyCalls},
      {nested(200, "IF TRUE:\n", "PRINT 1\n", "ENDIF\n"), NestingTooDeep},

      // Declarations.
      {"GPU_ALLOC a f23[4]", UnknownType},
      {"ARG p string\nPRINT p", UnknownType},
      {"GPU_KERNEL k FAST\nGPU_THREAD_CODE:\nGPU_END", UnknownHint},
      {"GPU_KERNEL k\nGPU_PARAM n i32\nGPU_END", MissingThreadCode},
      {"GPU_KERNEL k\nTHREAD_ID -> t\nGPU_END", MissingThreadCode},
      {"GPU_KERNEL k WARP 16\nGPU_THREAD_CODE:\nGPU_END", WrongWarpWidth},
      {"FUNC f16(a i32) -> i32\nRETURN a\nENDFUNC", FunctionNamedAsType},

      // Names.
      {"PRINT total", UndefinedName},
      {"SET 1 -> total\nPRINT totl", UndefinedName},
      {"SET f(1) -> x", UndefinedName},
      {"GPU_LAUNCH k 1 1", UndefinedName},
      {"WRITE LABEL 1", UndefinedName},
      {"GPU_CONST A = B\nGPU_CONST B = 1", UndefinedName},
      {"IF TRUE:\nSET 1 -> x\nENDIF\nPRINT x", NotVisible},
      {"FOR i FROM 0 TO 3:\nENDFOR\nPRINT i", NotVisible},
      {"GPU_ALLOC a i32[4]\nGPU_ALLOC a i32[4]", Redefinition},
      {"GPU_CONST C = 1\nGPU_CONST C = 2", Redefinition},
      {"ARG n i32\nARG n i32", Redefinition},
      {"DEFINE A 1\nDEFINE A 2", Redefinition},
      {kernelWith("LOCAL v i32[2]\nLOCAL v i32[2]"), Redefinition},
      {"GPU_KERNEL k\nGPU_PARAM a i32\nGPU_PARAM a i32\nGPU_THREAD_CODE:\n"
       "GPU_END",
       Redefinition},
      {"GPU_KERNEL k\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_KERNEL k\nGPU_THREAD_CODE:\nGPU_END",
       Redefinition},
      {"FUNC f() -> i32\nRETURN 1\nENDFUNC\nFUNC f() -> i32\nRETURN 1\nENDFUNC",
       Redefinition},
      {"GPU_CONST C = 1\nSET 2 -> C", ReadOnly},
      {"FOR i FROM 0 TO 3:\nSET 2 -> i\nENDFOR", ReadOnly},
      {"GPU_CONST T i32[1]:\n1\nENDCONST\nSET 2 -> T[0]", ReadOnly},
      {"SET 1 -> x\nPRINT x[0]", NotAnArray},
      {"SET 1 -> x\nGPU_FREE x", NotAnArray},
      {"GPU_ALLOC a i32[4]\nSET a -> x", ArrayWithoutIndex},
      {"GPU_ALLOC a i32[4]\nSET 1 -> a", ArrayWithoutIndex},
      {"GPU_ALLOC a i32[4, 4, 4]\nPRINT a[1, 2]", WrongIndexCount},
      {"GPU_ALLOC a i32[4]\nPRINT a[1, 2]", WrongIndexCount},
      {"PRINT THREAD_ID.X", DeviceOnly},
      {"GPU_CONST C = WARP_SIZE", DeviceOnly},
      {"FUNC f() -> i32\nRETURN THREAD_ID\nENDFUNC\nPRINT f()", CallOnHost},
      {"FUNC f()\nFENCE\nENDFUNC\nCALL f()", CallOnHost},
      {"FUNC f()\nENDFUNC\nSET f() -> x", NoResult},
      {"FUNC f() -> i32\nSYNC_THREADS\nRETURN 1\nENDFUNC\n" +
           kernelWith("SET f() + 1 -> x"),
       WaitsInExpression},
      {"FUNC f() -> i32\nBLOCK_REDUCE SUM 1 -> s\nRETURN s\nENDFUNC\n"
       "FUNC g() -> i32\nRETURN f()\nENDFUNC\n",
       WaitsInExpression},
      {"FUNC f(v f32[])\nENDFUNC\n" + kernelWith("CALL f(a)"), WrongArray},
      {"FUNC f(v f32[])\nENDFUNC\n" + kernelWith("CALL f(1.0)"), WrongArray},
      {"FUNC f(v f32[2, 3])\nENDFUNC\n" +
           kernelWith("LOCAL w f32[5]\nCALL f(w)"),
       ArrayTooSmall},
      {"FUNC f(v i32[])\nSET 1 -> v[0]\nENDFUNC\n"
       "FUNC g(v i32[])\nCALL f(v)\nENDFUNC\n"
       "GPU_CONST T i32[1]:\n7\nENDCONST\n" +
           kernelWith("CALL g(T)"),
       ReadOnly},
      {"FUNC f(v i32[])\nATOMIC_ADD v[0] 1\nENDFUNC\n"
       "FUNC g(v i32[])\nCALL f(v)\nENDFUNC\n" +
           kernelWith("LOCAL w i32[2]\nCALL g(w)"),
       AtomicMemory},
      {"FUNC f(v i32[])\nENDFUNC\nCALL f(u8(1))", WrongArray},
      {"CALL u8(1)", Expected},
      {kernelWith("CALL f"), Expected},
      {"FUNC f()\nIF LANE_ID:\nSYNC_THREADS\nENDIF\nENDFUNC\n" +
           kernelWith("CALL f()"),
       DivergentBarrier},
      {"GPU_ALLOC a i32[4]\nGPU_FREE a\nPRINT a[0]", UseAfterFree},
      {"FUNC f() -> i32\nRETURN f()\nENDFUNC", RecursiveFunction},
      {"FUNC f() -> i32\nRETURN g()\nENDFUNC\n"
       "FUNC g() -> i32\nRETURN f()\nENDFUNC",
       RecursiveFunction},
      {"GPU_CONST C = 1", UnknownDefine, {{"D", "2"}}},
      {"GPU_CONST T i32[1]:\n1\nENDCONST", UnknownDefine, {{"T", "2"}}},

      // Types and values.
      {"SET 1 -> x\nSET 1.5 -> x", FloatToInteger},
      {kernelWith("SET x -> a[0]"), FloatToInteger},
      {kernelWith("SET f32(n) -> a[0]"), FloatToInteger},
      {kernelWith("SQRT 2.0 -> a[0]"), FloatToInteger},
      {kernelWith("CAST n f32 -> a[0]"), FloatToInteger},
      {kernelWith("SHUFFLE x 1 -> a[0]"), FloatToInteger},
      {kernelWith("ATOMIC_MAX f[0] x -> a[0]"), FloatToInteger},
      {"FUNC f(a i32) -> i32\nRETURN a\nENDFUNC\nSET f(1.5) -> x",
       FloatToInteger},
      {"GPU_CONST C = 1", FloatToInteger, {{"C", "1.5"}}},
      {kernelWith("SET 1 -> y\nADD x 1.0 -> y"), ImplicitFloatToInteger},
      {kernelWith("STORE x -> a[0]"), ImplicitFloatToInteger},
      {kernelWith("WARP_REDUCE SUM x -> a[0]"), ImplicitFloatToInteger},
      {kernelWith("ATOMIC_ADD f[0] x -> a[0]"), ImplicitFloatToInteger},
      {kernelWith("STORE n -> b[0]"), NarrowingStore},
      {kernelWith("STORE 300 -> b[0]"), LiteralLosesBits},
      {kernelWith("SET 300 -> b[0]"), DoesNotFit},
      {"GPU_CONST T u8[1]:\n256\nENDCONST", DoesNotFit},
      {"FOR i FROM u32(9) TO u32(0) STEP -1:\nENDFOR", DoesNotFit},
      {"GPU_ALLOC a i32[4]\nPRINT a[1.5]", NotAnInteger},
      {"GPU_ALLOC a i32[1.5]", NotAnInteger},
      {"FOR i FROM 0 TO 1.5:\nENDFOR", NotAnInteger},
      {"SET 1.5 & 1 -> x", WrongOperandType},
      {"SET 1.5 << 1 -> x", WrongOperandType},
      {"SET NOT(TRUE) -> x", WrongOperandType},
      {"SET ABS(TRUE) -> x", WrongOperandType},
      {"GPU_KERNEL k\nGPU_PARAM t bool[]\nGPU_THREAD_CODE:\n"
       "ATOMIC_ADD t[0] TRUE\nGPU_END",
       WrongOperandType},
      {"GPU_KERNEL k\nGPU_PARAM t e4m3[]\nGPU_THREAD_CODE:\n"
       "ATOMIC_MAX t[0] 1.0\nGPU_END",
       WrongOperandType},
      {kernelWith("ATOMIC_XOR f[0] 1"), WrongOperandType},
      {kernelWith("WARP_REDUCE XOR x -> y"), WrongOperandType},
      {"SET 1e39 -> x", FloatTooLarge},
      {"SET e4m3(500) -> x", FloatTooLarge},
      {kernelWith("SET CLMUL(1.5, n) -> x"), WrongOperandType},
      {kernelWith("SET DOT4(i64(n), n, n) -> x"), WrongOperandType},
      {kernelWith("SET DOT4(n, n, 0.5) -> x"), WrongOperandType},
      {kernelWith("BYTE_PERM n n 0x100000000 -> x"), WrongOperandType},
      {kernelWith("ADD_CARRY n TRUE 0 -> x y"), WrongOperandType},
      {kernelWith("ADD_CARRY n n 0 -> x"), Expected},
      {kernelWith("ADD_CARRY n n -> x y"), WrongOperandCount},
      {kernelWith("LOCAL s u32[4]\nAES_ENC s n -> s"), NotAnArray},
      {kernelWith("LOCAL s u32[4]\nAES_ENC s s -> n"), NotAnArray},
      {kernelWith("LOCAL s u32[4]\nAES_ENC s (n + 1) -> s"), WideOperand},
      {kernelWith("LOCAL s u32[4]\nLOCAL t u8[16]\nAES_ENC s t -> s"),
       WideOperand},
      {kernelWith("LOCAL s u64[4]\nAES_DEC s[0] s -> s[0]"), WideOperand},
      {kernelWith("LOCAL s u32[4]\nAES_KEYGEN s 1.5 -> s"), NotAnInteger},
      {kernelWith("LOCAL s u32[4]\nAES_KEYGEN s s -> s"), ArrayWithoutIndex},
      {kernelWith("LOCAL s u32[4]\nAES_ENC s s -> s[1]"), IndexOutside},
      {"GPU_CONST T u32[4]:\n1 2 3 4\nENDCONST\n" +
           kernelWith("AES_ENC T T -> T"),
       ReadOnly},
      {"GPU_ALLOC a e5m2[4]\nGPU_FILL a 1e5", FloatTooLarge},
      {"SET -9223372036854775809 -> x", DoesNotFit},
      {kernelWith("SET s[64] -> y"), IndexOutside},
      {kernelWith("SET a[-1] -> y"), IndexOutside},
      {"GPU_CONST N = 4\nGPU_ALLOC a i32[2, N]\nPRINT a[0, N]", IndexOutside},
      {"SET BITCAST(1, u8) -> x", BitcastWidth},
      {"SET BITCAST(TRUE, u8) -> x", BitcastWidth},
      {"SET 1 -> x\nGPU_CONST C = x", UndefinedName},
      {"GPU_CONST C = SQRT(2.0)", NotConstant},
      {kernelWith("LOCAL v i32[n]"), NotConstant},
      {"ARG n f32 = SQRT(2.0)", NotConstant},
      {"GPU_CONST T f32[1]:\nSQRT(2.0)\nENDCONST", NotConstant},
      {"GPU_ALLOC a i32[0]", SizeNotPositive},
      {kernelWith("LOCAL v i32[-1]"), SizeNotPositive},
      {"GPU_KERNEL k\nGPU_PARAM a i32[0]\nGPU_THREAD_CODE:\nGPU_END",
       SizeNotPositive},
      {"GPU_KERNEL k\nGPU_THREAD_CODE:\nGPU_END\nGPU_LAUNCH k 0 1",
       SizeNotPositive},
      {kernelWith("LOCAL v i32[65536, 65536]"), ArrayTooLarge},
      {"GPU_KERNEL k\nGPU_PARAM a i32[x]\nGPU_PARAM x f32\nGPU_THREAD_CODE:\n"
       "GPU_END",
       SizeName},
      {"GPU_KERNEL k\nGPU_PARAM a i32[2 * THREAD_ID]\nGPU_THREAD_CODE:\n"
       "GPU_END",
       SizeName},
      {"GPU_KERNEL k\nGPU_PARAM a i32[u8(b[0])]\nGPU_PARAM b i32[]\n"
       "GPU_THREAD_CODE:\nGPU_END",
       SizeName},
      {"GPU_KERNEL k\nGPU_PARAM a i32[f(1)]\nGPU_THREAD_CODE:\nGPU_END",
       SizeName},
      {"GPU_ALLOC a i32[]", MissingSize},
      {"GPU_ALLOC a i32", MissingSize},
      {kernelWith("LOCAL v i32[]"), MissingSize},
      {"GPU_CONST T i32[]:\n1\nENDCONST", MissingSize},
      {"GPU_CONST T i32[2]:\n1 2 3\nENDCONST", WrongTableCount},
      {"GPU_CONST T i32[2]:\nENDCONST", WrongTableCount},
      {"FOR i FROM 0 TO 3 STEP 0:\nENDFOR", StepZero},
      {"GPU_CONST C = 1\nFOR i FROM 0 TO 3 STEP C - 1:\nENDFOR", StepZero},
      {"ARG n i32[4]", ScalarExpected},
      {"FUNC f() -> i32[]\nRETURN 1\nENDFUNC", ScalarExpected},
      {"SET CAST(1, u8[]) -> x", ScalarExpected},
      {kernelWith("CAST n u8* -> y"), ScalarExpected},
      {kernelWith("LOCAL v i32[2]\nATOMIC_ADD v[0] 1"), AtomicMemory},
      {"GPU_KERNEL k\nGPU_SHARED p i32[]\nGPU_SHARED q i32[]\n"
       "GPU_THREAD_CODE:\nGPU_END",
       SecondDynamicShared},

      // Control.
      {"BREAK", OutsideLoop},
      {kernelWith("CONTINUE"), OutsideLoop},
      {"FUNC f() -> i32\nENDFUNC", MissingReturn},
      {"FUNC f(a i32) -> i32\nIF a:\nRETURN 1\nENDIF\nENDFUNC", MissingReturn},
      {"FUNC f(a i32) -> i32\nWHILE TRUE:\nIF a:\nBREAK\nENDIF\nENDWHILE\n"
       "ENDFUNC",
       MissingReturn},
      {"FUNC f(a i32) -> i32\nWHILE 1:\nRETURN a\nENDWHILE\nENDFUNC",
       MissingReturn},
      {"FUNC f() -> i32\nRETURN\nENDFUNC", ReturnNeedsValue},
      {kernelWith("RETURN 1"), ReturnTakesNoValue},
      {"FUNC f()\nRETURN 1\nENDFUNC", ReturnTakesNoValue},
      {kernelWith("IF LOCAL_ID.X < 4:\nSYNC_THREADS\nENDIF"), DivergentBarrier},

      // Host program and images.
      {"GPU_KERNEL k\nGPU_PARAM n i32\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_LAUNCH k BLOCKS 1 THREADS 1 ARGS 1, 2",
       WrongArgumentCount},
      {"GPU_KERNEL k\nGPU_PARAM n i32\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_ALLOC a i32[4]\nGPU_LAUNCH k BLOCKS 1 THREADS 1 ARGS a",
       WrongArgument},
      {"GPU_KERNEL k\nGPU_PARAM a i32[]\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_LAUNCH k BLOCKS 1 THREADS 1 ARGS 5",
       WrongArgument},
      {"GPU_KERNEL k\nGPU_PARAM a i32[]\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_ALLOC a f32[4]\nGPU_LAUNCH k 1 1",
       WrongArgument},
      {"GPU_KERNEL k\nGPU_SHARED s i32[]\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_LAUNCH k 1 1",
       MissingShared},
      {"GPU_KERNEL k\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_LAUNCH k BLOCKS 1 THREADS 1 SHARED 64",
       UselessShared},
      {"GPU_KERNEL k\nGPU_PARAM a i32[]\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_KERNEL l\nGPU_PARAM a f32[]\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_LAUNCH k 1 1\nGPU_LAUNCH l 1 1",
       InputConflict},
      {"GPU_KERNEL k\nGPU_PARAM a i32[]\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_KERNEL l\nGPU_PARAM a i32\nGPU_THREAD_CODE:\nGPU_END\n"
       "GPU_LAUNCH k 1 1\nGPU_LAUNCH l 1 1",
       InputConflict},
      {"GPU_ALLOC a i32[4]\nGPU_ALLOC b f32[4]\nGPU_COPY a -> b", CopyMismatch},
      {"GPU_ALLOC a i32[4] DEVICE\nPRINT a[0]", DeviceMemory},
      {"ARG p text\nSET p -> x", TextHasNoValue},
      {"ARG p text\nSET 1 -> p", TextHasNoValue},
      {"ARG p text\nGPU_KERNEL k\nGPU_PARAM p i32\nGPU_THREAD_CODE:\n"
       "GPU_END\nGPU_LAUNCH k 1 1",
       TextHasNoValue},
      {"GPU_CONST T i32[1]:\n1\nENDCONST\nGPU_FREE T", NotABuffer},
      {"GPU_CONST T i32[1]:\n1\nENDCONST\nGPU_FILL T 1", NotABuffer},
      {"GPU_CONST T i32[1]:\n1\nENDCONST\nGPU_ALLOC a i32[1]\n"
       "GPU_COPY a -> T",
       NotABuffer},
      {"GPU_CONST T i32[1]:\n1\nENDCONST\nGPU_ALLOC a i32[1]\n"
       "GPU_COPY_FROM_GPU a -> T 1",
       NotABuffer},
      {"GPU_CONST T i32[1]:\n1\nENDCONST\nGPU_LOAD \"t.npy\" -> T", NotABuffer},
      {"ARG n i32\nGPU_ALLOC a i32[1]\nGPU_LOAD n -> a", NotAText},
      {"GPU_SUBMIT step\nGPU_COMMANDS step:\nENDCOMMANDS", SubmittedTooEarly},
      {"FOR i FROM 0 TO 3:\nGPU_SUBMIT step\nENDFOR\n"
       "FOR i FROM 0 TO 3:\nGPU_COMMANDS step:\nENDCOMMANDS\nENDFOR",
       SubmittedTooEarly},
      {"GPU_SUBMIT step", UndefinedName},
      {"GPU_SELECT gpu", UndefinedName},
      {"GPU_SELECT 1.5", NotAnInteger},
      {"GPU_COMMANDS step:\nGPU_SYNC\nENDCOMMANDS", MisplacedStatement},
      {"GPU_ALLOC a i32[1]\nGPU_COMMANDS step:\nSET 1 -> a[0]\nENDCOMMANDS",
       MisplacedStatement},
      {"GPU_COMMANDS step:\nIF TRUE:\nPRINT 1\nENDIF\nENDCOMMANDS",
       MisplacedStatement},
      {"GPU_COMMANDS step:\nGPU_CONST C = 1\nENDCOMMANDS", MisplacedStatement},
      {"FOR i FROM 0 TO 3:\nGPU_COMMANDS step:\nBREAK\nENDCOMMANDS\nENDFOR",
       OutsideLoop},
      {"GPU_COMMANDS step:\nSET 1 -> x", MissingEnd},
      {"ENDCOMMANDS", StrayEnd},
      {"GPU_COMMANDS:\nENDCOMMANDS", Expected},
      {"GPU_COMMANDS step\nENDCOMMANDS", Expected},
      {"WRITE 0x10000 1", ImageAddress},
      {"DEFINE A 1\nWRITE A-2 1", ImageAddress},
      {"WRITE 0 256", ImageByte},

      // What is right, but perhaps not meant.
      {"SET 1 -> x", UnusedVariable, {}, "unused"},
      {"ARG n i32", UnusedVariable, {}, "unused"},
      {"ARG path text", UnusedVariable, {}, "unused"},
      {"SET 1 -> x\nSET 2 -> x", UnusedVariable, {}, "unused"},
      {kernelHeadWith("GPU_PARAM n i32"), UnusedParameter, {}, "unused"},
      {kernelHeadWith("GPU_PARAM a i32[]"), UnusedParameter, {}, "unused"},
      {"FUNC f(a i32, b i32) -> i32\nRETURN a\nENDFUNC\nPRINT f(1, 2)",
       UnusedParameter,
       {},
       "unused"},
      {"FUNC f() -> i32\nRETURN 1\nENDFUNC\nPRINT 1",
       UnusedFunction,
       {},
       "unused"},
      {"GPU_CONST C = 1\nPRINT 1", UnusedConstant, {}, "unused"},
      {"GPU_CONST T i32[1]:\n1\nENDCONST\nPRINT 1",
       UnusedConstant,
       {},
       "unused"},
      {kernelHeadWith("GPU_SHARED s i32[4]"), UnusedArray, {}, "unused"},
      {"GPU_ALLOC a i32[4]\nGPU_FILL a 0", UnusedArray, {}, "unused"},
      {"FOR i FROM 0 TO 3:\nFOR i FROM 0 TO 2:\nPRINT i\nENDFOR\nENDFOR",
       Shadow,
       {},
       "shadow"},
      {kernelWith("LOCAL n i32"), Shadow, {}, "shadow"},
      {kernelWith("SET i64(n) -> w\nSET w -> a[0]"),
       NarrowingAssignment,
       {},
       "narrowing"},
      {kernelWith("SET f64(x) -> f[0]"), NarrowingAssignment, {}, "narrowing"},
      {kernelWith("IF THREAD_ID < n:\nSHUFFLE n 0 -> y\nENDIF"),
       DivergentWarp,
       {},
       "divergent-barrier"},
      {kernelWith("IF THREAD_ID < n:\nRETURN\nENDIF\nSYNC_WARP"),
       DivergentWarp,
       {},
       "divergent-barrier"},
      {kernelWith("SET f[THREAD_ID * 33] -> y"),
       Uncoalesced,
       {},
       "uncoalesced"},
      {kernelWith("SET 1.0 -> f[THREAD_ID * n]"),
       Uncoalesced,
       {},
       "uncoalesced"},
      {"FOR i FROM 10 TO 0:\nPRINT i\nENDFOR", EmptyLoop},
      {"FOR i FROM 0 TO 10 STEP -1:\nPRINT i\nENDFOR", EmptyLoop},
      {"FOR i FROM u8(3) TO u8(1):\nPRINT i\nENDFOR", EmptyLoop},
      {"SET 1 -> s\nFOR i FROM u32(9) TO u32(0) STEP -s:\nPRINT i\nENDFOR",
       EmptyLoop},
  };
  return programs;
}
