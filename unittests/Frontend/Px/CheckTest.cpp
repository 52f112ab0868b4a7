//===- CheckTest.cpp - Names, types, conversions and constants ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "gtest/gtest.h"

using namespace aikernel::px;
using namespace aikernel::px::test;

//===----------------------------------------------------------------------===//
// Types of expressions
//===----------------------------------------------------------------------===//

/// The type of an expression over variables of every type: `v_i8`, `v_f16`, …
static std::string typeOf(const std::string &expr) {
  std::string text = "GPU_KERNEL k\n";
#define PX_SCALAR(Name, Spelling, Kind, Bits, CType)                           \
  text += "GPU_PARAM v_" Spelling " " Spelling "\n";
#include "aikernel/Frontend/Px/Types.def"
  Compiled compiled(text + "GPU_THREAD_CODE:\nSET " + expr +
                    " -> result\nGPU_END\n");
  if (!compiled.program)
    return compiled.rendered();
  const Stmt *stmt = compiled.program->kernels[0]->body[0];
  return spellingOf(llvm::cast<AssignStmt>(stmt)->place->type).str();
}

TEST(PxCheck, ArithmeticConvertsAsInC) {
  EXPECT_EQ(typeOf("v_u8 + v_u8"), "i32");
  EXPECT_EQ(typeOf("v_i16 * v_i8"), "i32");
  EXPECT_EQ(typeOf("v_bool + v_bool"), "i32");
  EXPECT_EQ(typeOf("v_i32 + v_u32"), "u32");
  EXPECT_EQ(typeOf("v_u32 + v_i64"), "i64");
  EXPECT_EQ(typeOf("v_i64 + v_u64"), "u64");
  EXPECT_EQ(typeOf("v_i64 + v_f32"), "f32");
  EXPECT_EQ(typeOf("v_f32 + v_f64"), "f64");
  EXPECT_EQ(typeOf("v_f16 + v_i32"), "f16");
  EXPECT_EQ(typeOf("v_f16 + v_bf16"), "f32");
  EXPECT_EQ(typeOf("-v_u8"), "i32");
  EXPECT_EQ(typeOf("MIN(v_u8, v_u8)"), "i32");
}

TEST(PxCheck, BitOperationsWorkInTheirOwnWidth) {
  EXPECT_EQ(typeOf("~v_u8"), "u8");
  EXPECT_EQ(typeOf("v_u8 << v_i64"), "u8");
  EXPECT_EQ(typeOf("ROTL(v_u16, 3)"), "u16");
  EXPECT_EQ(typeOf("POPCOUNT(v_u64)"), "u64");
  EXPECT_EQ(typeOf("ABS(v_i8)"), "i8");
  EXPECT_EQ(typeOf("ABS(v_f16)"), "f16");
}

TEST(PxCheck, StorageIsComputedWithInF32) {
  EXPECT_EQ(typeOf("v_e4m3"), "e4m3");
  EXPECT_EQ(typeOf("v_e4m3 + v_e4m3"), "f32");
  EXPECT_EQ(typeOf("v_e4m3 * v_e5m2"), "f32");
  EXPECT_EQ(typeOf("v_e5m2 + v_i64"), "f32");
  EXPECT_EQ(typeOf("v_e5m2 + 1.5"), "f32");
  EXPECT_EQ(typeOf("v_f16 * v_e4m3"), "f16");
  EXPECT_EQ(typeOf("v_e5m2 * v_bf16"), "bf16");
  EXPECT_EQ(typeOf("v_e4m3 - v_f64"), "f64");
  EXPECT_EQ(typeOf("-v_e4m3"), "f32");
  EXPECT_EQ(typeOf("ABS(v_e5m2)"), "f32");
  EXPECT_EQ(typeOf("SQRT(v_e4m3)"), "f32");
  EXPECT_EQ(typeOf("v_e4m3 < v_e4m3"), "bool");
  EXPECT_EQ(typeOf("SELECT(v_bool, v_e4m3, v_e4m3)"), "e4m3");
  EXPECT_EQ(typeOf("SELECT(v_bool, v_e4m3, v_e5m2)"), "f32");
}

TEST(PxCheck, BoolStaysBoolInBitwiseLogic) {
  EXPECT_EQ(typeOf("v_bool & v_bool"), "bool");
  EXPECT_EQ(typeOf("v_bool ^ v_i8"), "i32");
}

TEST(PxCheck, TestsAreBool) {
  EXPECT_EQ(typeOf("v_f32 < v_i32"), "bool");
  EXPECT_EQ(typeOf("v_f32 && v_i32"), "bool");
  EXPECT_EQ(typeOf("!v_i32"), "bool");
}

TEST(PxCheck, MathIsFloat) {
  EXPECT_EQ(typeOf("SQRT(v_i32)"), "f32");
  EXPECT_EQ(typeOf("SQRT(v_f64)"), "f64");
  EXPECT_EQ(typeOf("POW(v_f16, 2)"), "f16");
}

TEST(PxCheck, SelectKeepsACommonType) {
  EXPECT_EQ(typeOf("SELECT(v_i32, v_u8, v_u8)"), "u8");
  EXPECT_EQ(typeOf("SELECT(v_i32, v_u8, 1)"), "i32");
  EXPECT_EQ(typeOf("SELECT(v_i32, v_f16, 0.5)"), "f16");
}

TEST(PxCheck, IntegerLiteralsGrow) {
  EXPECT_EQ(typeOf("2147483647"), "i32");
  EXPECT_EQ(typeOf("2147483648"), "i64");
  EXPECT_EQ(typeOf("-2147483648"), "i32");
  EXPECT_EQ(typeOf("9223372036854775808"), "u64");
  EXPECT_EQ(typeOf("0x7fffffff"), "i32");
  EXPECT_EQ(typeOf("0x80000000"), "u32");
  EXPECT_EQ(typeOf("0x100000000"), "u64");
}

TEST(PxCheck, AMinusBelongsToItsLiteral) {
  EXPECT_EQ(typeOf("-9223372036854775808"), "i64");
  EXPECT_EQ(typeOf("-0x80000000"), "i32");
  EXPECT_EQ(typeOf("-0x80000001"), "i64");
  EXPECT_EQ(typeOf("-0x8000000000000000"), "i64");
  EXPECT_EQ(typedCode("SET -9223372036854775808 / 2 -> y"),
            "  define y: i64 = Div.i64(-9223372036854775808:i64, 2:i64)\n");
}

TEST(PxCheck, FloatLiteralTakesTheOtherType) {
  EXPECT_EQ(typeOf("1.5"), "f32");
  EXPECT_EQ(typeOf("v_f64 * 1.5"), "f64");
  EXPECT_EQ(typeOf("v_bf16 * -1.5"), "bf16");
  EXPECT_EQ(typeOf("v_i64 * 1.5"), "f32");
}

TEST(PxCheck, FloatLiteralIsRoundedOnce) {
  // 1 + 2^-11 + 2^-25: through f32 it would become a tie in f16 and round down.
  EXPECT_EQ(typedCode("SET f16(x) * 1.000488311052322388 -> y"),
            "  define y: f16 = Mul.f16(Cast.f16(x), 1.0009765625:f16)\n");
  EXPECT_EQ(Compiled("SET f64(0) -> d\nSET 0.1 -> d").typed(),
            "host\n  define d: f64 = 0:f64\n"
            "  d = 0.10000000000000001:f64\n");
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

TEST(PxCheck, SecondValueAssignsAndConverts) {
  EXPECT_EQ(typedCode("SET 1 -> y\nIF n:\nSET u8(n) -> y\nENDIF"),
            "  define y: i32 = 1:i32\n"
            "  if Ne.bool(n, 0:i32)\n"
            "    y = Cast.i32(Cast.u8(n))\n");
}

TEST(PxCheck, BranchesDefineNamesOfTheirOwn) {
  EXPECT_EQ(typedCode("IF n:\nSET 1 -> y\nELSE:\nSET 1.0 -> y\nENDIF"),
            "  if Ne.bool(n, 0:i32)\n"
            "    define y: i32 = 1:i32\n"
            "  else\n"
            "    define y: f32 = 1:f32\n");
}

TEST(PxCheck, ForDefinesANewVariable) {
  EXPECT_EQ(typedCode("SET x -> i\nFOR i FROM 0 TO i64(n):\nENDFOR\n"
                      "SET i -> f[0]"),
            "  define i: f32 = x\n"
            "  for i: i64 from 0:i64 to Cast.i64(n) step 1:i64\n"
            "  f[0:i32] = i\n");
}

TEST(PxCheck, LocalIsZeroed) {
  EXPECT_EQ(typedCode("LOCAL v f32[2, 3]\nLOCAL y u16"),
            "  local v: f32[2:i64, 3:i64]\n"
            "  define y: u16 = 0:u16\n");
}

TEST(PxCheck, KernelsDoNotSeeTheHost) {
  Compiled compiled("SET 1 -> total\nGPU_KERNEL k\nGPU_THREAD_CODE:\n"
                    "SET total -> x\nGPU_END");
  EXPECT_EQ(compiled.diagnostics.errorCount(), 1u) << compiled.rendered();
}

TEST(PxCheck, FreedNameCanBeAllocatedAgain) {
  EXPECT_TRUE(Compiled("GPU_ALLOC a i32[4]\nGPU_FREE a\nGPU_ALLOC a f32[8]\n"
                       "GPU_FILL a 1.0")
                  .program);
}

TEST(PxCheck, FunctionsComeCalleesFirst) {
  Compiled compiled("FUNC f() -> i32\nRETURN g() + h()\nENDFUNC\n"
                    "FUNC g() -> i32\nRETURN h()\nENDFUNC\n"
                    "FUNC h() -> i32\nRETURN 1\nENDFUNC\n");
  ASSERT_TRUE(compiled.program);
  std::string order;
  for (const Function *function : compiled.program->functions)
    order += function->name;
  EXPECT_EQ(order, "hgf");
}

TEST(PxCheck, AKernelMayCallAFunctionThatCallsItself) {
  Compiled compiled("FUNC f() -> i32\nRETURN f()\nENDFUNC\n" +
                    kernelWith("SET f() -> a[0]"));
  EXPECT_EQ(compiled.diagnostics.errorCount(), 1u) << compiled.rendered();
}

TEST(PxCheck, AFunctionInAConstantIsNotConstant) {
  std::string text = Compiled("GPU_CONST C = f()\n"
                              "FUNC f() -> i32\nRETURN 1\nENDFUNC\n")
                         .rendered();
  EXPECT_NE(text.find("[px-087]"), std::string::npos) << text;
}

TEST(PxCheck, ALongChainOfFunctionsIsOneErrorAndNoRecursion) {
  std::string text;
  for (int i = 0; i < 20000; ++i)
    text += "FUNC fn" + std::to_string(i) + "() -> i32\nRETURN fn" +
            std::to_string(i + 1) + "()\nENDFUNC\n";
  text += "FUNC fn20000() -> i32\nRETURN 1\nENDFUNC\n";
  Compiled compiled(text);
  ASSERT_EQ(compiled.diagnostics.errorCount(), 1U);
  EXPECT_EQ(compiled.diagnostics.diagnostics()[0].id,
            DiagnosticId::NestingTooDeep);
}

//===----------------------------------------------------------------------===//
// Conversions to places
//===----------------------------------------------------------------------===//

TEST(PxCheck, NarrowingIsSilentInSet) {
  Compiled compiled(kernelWith("SET n & 0xff -> b[0]"));
  EXPECT_TRUE(compiled.diagnostics.diagnostics().empty())
      << compiled.rendered();
}

/// What is said about a statement, as [px-NNN] in order.
static std::string saidOf(const std::string &code) {
  Compiled compiled(kernelWith(code));
  std::string said;
  for (const Diagnostic &diagnostic : compiled.diagnostics.diagnostics())
    said += labelOf(diagnostic.id) + " ";
  return said;
}

TEST(PxCheck, LiteralThatFitsDoesNotNarrow) {
  EXPECT_EQ(saidOf("STORE 255 -> b[0]\nSTORE -1 -> a[0]"), "");
}

TEST(PxCheck, LiteralKeepsItsValue) {
  EXPECT_EQ(saidOf("SET -2147483648 -> a[0]\nSET 2147483647 -> a[0]"), "");
  EXPECT_EQ(saidOf("SET 4000000000 -> a[0]"), "px-083 ");
  EXPECT_EQ(saidOf("SET 2147483648 -> a[0]"), "px-083 ");
  EXPECT_EQ(saidOf("SET -2147483649 -> a[0]"), "px-083 ");
  EXPECT_EQ(saidOf("SET -1 -> b[0]"), "px-083 ");
  EXPECT_EQ(saidOf("SET -0x1 -> b[0]"), "px-083 ");
  EXPECT_EQ(saidOf("SET 256 -> b[0]"), "px-083 ");
  EXPECT_EQ(saidOf("SHUFFLE n, 4294967296 -> y"), "px-083 ");
  EXPECT_EQ(saidOf("FOR i FROM 0 TO n STEP 4000000000:\nENDFOR"), "px-083 ");
}

TEST(PxCheck, ResultsOfThreadsTogetherAreConvertedToTheirPlace) {
  EXPECT_EQ(typedCode("LOCAL total i64\nBLOCK_REDUCE SUM n -> total"),
            "  define total: i64 = 0:i64\n"
            "  BLOCK_REDUCE SUM n -> define BLOCK_REDUCE: i32\n"
            "  total = Cast.i64(BLOCK_REDUCE)\n");
  EXPECT_EQ(typedCode("ATOMIC_ADD a[0] 1 -> b[1]"),
            "  atomic ADD a[0:i32], 1:i32 -> define ATOMIC_ADD: i32\n"
            "  b[1:i32] = Cast.u8(ATOMIC_ADD)\n");
  EXPECT_EQ(typedCode("ATOMIC_ADD a[0] 1 -> a[1]"),
            "  atomic ADD a[0:i32], 1:i32 -> a[1:i32]\n");
}

TEST(PxCheck, ResultsOfNewVerbsKeepTheirFraction) {
  for (const char *old :
       {"ATOMIC_ADD f[0] x", "WARP_REDUCE MAX x", "BLOCK_REDUCE SUM x"})
    EXPECT_EQ(saidOf(std::string(old) + " -> a[0]"), "px-081 ") << old;
  for (const char *verb :
       {"ATOMIC_MIN f[0] x", "ATOMIC_CAS f[0] x x", "WARP_SCAN SUM x",
        "BLOCK_SCAN SUM x", "SHUFFLE x 1", "SHUFFLE_XOR x 1"})
    EXPECT_EQ(saidOf(std::string(verb) + " -> a[0]"), "px-080 ") << verb;
}

TEST(PxCheck, AUniformResultStaysUniformWhenItIsConverted) {
  EXPECT_EQ(saidOf("LOCAL total i64\nBLOCK_REDUCE SUM n -> total\n"
                   "IF total > 5:\nSYNC_THREADS\nENDIF"),
            "");
  EXPECT_EQ(saidOf("LOCAL mine i64\nWARP_REDUCE SUM n -> mine\n"
                   "IF mine > 5:\nSYNC_THREADS\nENDIF"),
            "px-114 ");
}

TEST(PxCheck, OldVerbsOnlyWarnOfALiteral) {
  EXPECT_EQ(saidOf("STORE 4000000000 -> a[0]"), "px-101 ");
  EXPECT_EQ(saidOf("STORE -1 -> b[0]"), "px-101 ");
  EXPECT_EQ(saidOf("STORE 256 -> b[0]"), "px-101 ");
  EXPECT_EQ(saidOf("ATOMIC_ADD a[0] 4294967296"), "px-101 ");
}

TEST(PxCheck, HexadecimalLiteralKeepsItsBits) {
  EXPECT_EQ(saidOf("SET 0xffffffff -> a[0]\nSTORE 0xffffffff -> a[0]"), "");
  EXPECT_EQ(saidOf("SET 0x100000000 -> a[0]"), "px-083 ");
  EXPECT_EQ(saidOf("SET u8(-1) -> b[0]\nSET i32(4000000000) -> a[0]"), "");
}

TEST(PxCheck, ConstantFitsWhereItsLiteralDoes) {
  std::string use = "\n" + kernelWith("SET C -> a[0]");
  EXPECT_FALSE(Compiled("GPU_CONST C = 4000000000" + use).program);
  EXPECT_TRUE(Compiled("GPU_CONST C = 0xfffffffe" + use).program);
  EXPECT_TRUE(Compiled("GPU_CONST C = 0xfffffff0 | 1" + use).program);
}

TEST(PxCheck, ACastIsOfferedWhereTheBitsFit) {
  std::string text = Compiled(kernelWith("SET -1 -> b[0]")).rendered();
  EXPECT_NE(text.find("help: write: SET u8(-1) -> b[0]\n"), std::string::npos)
      << text;
  text = Compiled(kernelWith("SET 256 -> b[0]")).rendered();
  EXPECT_EQ(text.find("help:"), std::string::npos) << text;
}

TEST(PxCheck, ConditionBecomesATest) {
  EXPECT_EQ(typedCode("IF x:\nFENCE\nENDIF"),
            "  if Ne.bool(x, 0:f32)\n    fence\n");
}

TEST(PxCheck, ShiftCountHasTheTypeOfTheValue) {
  EXPECT_EQ(typedCode("SET b[0] << n -> y"),
            "  define y: u8 = Shl.u8(b[0:i32], Cast.u8(n))\n");
}

TEST(PxCheck, CastOfALiteralIsALiteral) {
  EXPECT_EQ(typedCode("SET u8(300) + i32(-1.5) -> y\nSET f64(0.1) -> z"),
            "  define y: i32 = Add.i32(44:i32, -1:i32)\n"
            "  define z: f64 = 0.10000000000000001:f64\n");
}

TEST(PxCheck, SizedArrayTakesAFlatIndex) {
  EXPECT_TRUE(Compiled("GPU_ALLOC a i32[4, 4]\nPRINT a[15]").program);
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// The literal that a constant expression comes out as.
static std::string valueOf(const std::string &expr) {
  std::string text = Compiled("GPU_CONST C = " + expr + "\nSET C -> x").typed();
  return text.substr(text.rfind("= ") + 2);
}

TEST(PxCheck, ConstantsAreComputedAsKernelsDo) {
  EXPECT_EQ(valueOf("7 / 0"), "0:i32\n");
  EXPECT_EQ(valueOf("7 % 0"), "7:i32\n");
  EXPECT_EQ(valueOf("-7 / 2"), "-3:i32\n");
  EXPECT_EQ(valueOf("-7 % 3"), "-1:i32\n");
  EXPECT_EQ(valueOf("-2147483648 / -1"), "-2147483648:i32\n");
  EXPECT_EQ(valueOf("2147483647 + 1"), "-2147483648:i32\n");
  EXPECT_EQ(valueOf("1 << 33"), "2:i32\n");
  EXPECT_EQ(valueOf("-8 >> 1"), "-4:i32\n");
  EXPECT_EQ(valueOf("ROTR(1, 1)"), "-2147483648:i32\n");
  EXPECT_EQ(valueOf("MUL_HI(0x80000000, 4)"), "2:u32\n");
  EXPECT_EQ(valueOf("CLZ(u8(1))"), "7:u8\n");
  EXPECT_EQ(valueOf("BSWAP(0x11223344) == 0x44332211"), "TRUE\n");
  EXPECT_EQ(valueOf("CLMUL(7, 7)"), "21:i32\n");
  EXPECT_EQ(valueOf("CLMUL(0xffffffff, 3)"), "1:u32\n");
  EXPECT_EQ(valueOf("CLMUL_HI(0xffffffff, 3)"), "1:u32\n");
  EXPECT_EQ(valueOf("BYTE_PERM(0x33221100, 0x77665544, 0xf170)"),
            "1997633280:u32\n");
  EXPECT_EQ(valueOf("DOT4(0x80ff7f01, u32(0x02020202), 1)"), "1023:u32\n");
  EXPECT_EQ(valueOf("DOT4(-1, 0x7f01, 1)"), "-127:i32\n");
  EXPECT_EQ(valueOf("i32(3.0e10)"), "2147483647:i32\n");
  EXPECT_EQ(valueOf("u8(-5.0)"), "0:u8\n");
  EXPECT_EQ(valueOf("i32(0.0 / 0.0)"), "0:i32\n");
  EXPECT_EQ(valueOf("MAX(0.0 / 0.0, 3.0)"), "3:f32\n");
  EXPECT_EQ(valueOf("ROUND(2.5)"), "2:f32\n");
  EXPECT_EQ(valueOf("5.5 % 2.0"), "1.5:f32\n");
  EXPECT_EQ(valueOf("BITCAST(1.0, u32)"), "1065353216:u32\n");
  EXPECT_EQ(valueOf("SELECT(TRUE, 1, 2)"), "1:i32\n");
}

TEST(PxCheck, ConstantsOfStorageAreRoundedOnceAndSaturate) {
  EXPECT_EQ(valueOf("e4m3(1.0625)"), "1:e4m3\n");
  EXPECT_EQ(valueOf("e4m3(1.1875)"), "1.25:e4m3\n");
  EXPECT_EQ(valueOf("e4m3(-449.0)"), "-448:e4m3\n");
  EXPECT_EQ(valueOf("e5m2(1.0e9)"), "57344:e5m2\n");
  EXPECT_EQ(valueOf("e5m2(-70000)"), "-57344:e5m2\n");
  EXPECT_EQ(valueOf("e5m2(f32(1) / f32(0))"), "57344:e5m2\n");
  EXPECT_EQ(valueOf("BITCAST(e4m3(0.0 / 0.0), u8)"), "127:u8\n");
  EXPECT_EQ(valueOf("BITCAST(e5m2(0.0 / 0.0), u8)"), "126:u8\n");
  EXPECT_EQ(valueOf("BITCAST(e4m3(-0.0), u8)"), "128:u8\n");
  EXPECT_EQ(valueOf("e4m3(0.001) * 2"), "0.00390625:f32\n");
  EXPECT_EQ(valueOf("i32(e4m3(3.7))"), "3:i32\n");
  EXPECT_EQ(valueOf("bool(e5m2(0.5))"), "TRUE\n");
}

static const char *const product = "1.0000001 * 1.0000002";

TEST(PxCheck, ConstantsFuseAProductWithItsSum) {
  std::string p = product;
  std::string fused = valueOf(p + " + -1.0000004");
  EXPECT_EQ(fused, "2.8421709430404007E-14:f32\n");
  EXPECT_EQ(valueOf("-1.0000004 + " + p), fused);
  EXPECT_EQ(valueOf(p + " - 1.0000004"), fused);
  EXPECT_EQ(valueOf("1.0000004 - " + p), "-2.8421709430404007E-14:f32\n");
  EXPECT_EQ(valueOf("0.0 - (1.0000004 - " + p + ")"), fused);
  EXPECT_EQ(valueOf("f32(" + p + ") + -1.0000004"), fused);
  EXPECT_EQ(valueOf("MAX(" + p + ", 0.0) + -1.0000004"), "0:f32\n");
  // Of two products the left one stays unrounded.
  EXPECT_EQ(valueOf(p + " - 1.0000004 * 1.0"), fused);
  EXPECT_EQ(valueOf("1.0000004 * 1.0 - " + p), "0:f32\n");
}

TEST(PxCheck, WithoutContractionConstantsRoundEachOperation) {
  Options options;
  options.contractFloatingPoint = false;
  std::string sum = std::string(product) + " + -1.0000004";
  EXPECT_EQ(Compiled("GPU_CONST C = " + sum + "\nSET C -> x", options).typed(),
            "host\n  define x: f32 = 0:f32\n");
  options.defines = {{"C", sum}};
  EXPECT_EQ(Compiled("GPU_CONST C = 1.0\nSET C -> x", options).typed(),
            "host\n  define x: f32 = 0:f32\n");
  options.contractFloatingPoint = true;
  EXPECT_EQ(Compiled("GPU_CONST C = 1.0\nSET C -> x", options).typed(),
            "host\n  define x: f32 = 2.8421709430404007E-14:f32\n");
}

TEST(PxCheck, DefineKeepsTheTypeOfTheConstant) {
  Options options{{{"C", "2 * 3"}}};
  EXPECT_EQ(Compiled("GPU_CONST C = 1.0\nSET C -> x", options).typed(),
            "host\n  define x: f32 = 6:f32\n");
}

TEST(PxCheck, LastDefineCounts) {
  Options options{{{"C", "2"}, {"C", "3"}}};
  EXPECT_EQ(Compiled("GPU_CONST C = 1\nSET C -> x", options).typed(),
            "host\n  define x: i32 = 3:i32\n");
}

TEST(PxCheck, MistakeInDefineIsShownThere) {
  Compiled compiled("GPU_CONST C = 1", Options{{{"C", "2 +"}}});
  std::string text = compiled.rendered();
  EXPECT_EQ(text.find("-D C:1:4: error: "), 0u) << text;
}

TEST(PxCheck, TablesHoldTheirBits) {
  Compiled compiled("GPU_CONST HALF = 0.5\n"
                    "GPU_CONST T f16[2, 2]:\n1 -2.0\nHALF, 65504\nENDCONST");
  ASSERT_TRUE(compiled.program) << compiled.rendered();
  EXPECT_EQ(compiled.program->tables[0]->table,
            (std::vector<uint64_t>{0x3C00, 0xC000, 0x3800, 0x7BFF}));
}

//===----------------------------------------------------------------------===//
// Host program
//===----------------------------------------------------------------------===//

static const char *const oneKernel = "GPU_KERNEL k\n"
                                     "GPU_PARAM a i32[]\n"
                                     "GPU_PARAM n i64\n"
                                     "GPU_THREAD_CODE:\n"
                                     "GPU_END\n";

TEST(PxCheck, LaunchBindsBuffersAndVariablesByName) {
  std::string text =
      Compiled(oneKernel + std::string("GPU_ALLOC a i32[4]\nSET 4 -> n\n"
                                       "GPU_LAUNCH k 1 4"))
          .typed();
  EXPECT_NE(text.find("args a, Cast.i64(n)\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("input"), std::string::npos) << text;
}

TEST(PxCheck, LaunchesShareAnInput) {
  Compiled compiled(oneKernel +
                    std::string("GPU_LAUNCH k 1 4\nGPU_LAUNCH k 2 4"));
  ASSERT_TRUE(compiled.program) << compiled.rendered();
  EXPECT_EQ(compiled.program->hostInputs.size(), 2u);
}

TEST(PxCheck, CopyToGpuFromDataOfTheSameName) {
  EXPECT_EQ(Compiled("GPU_ALLOC a i32 4\nGPU_COPY_TO_GPU a -> a 4").typed(),
            "input a: i32[]\n"
            "host\n"
            "  alloc a: i32[4:i64]\n"
            "  copy a -> a count 4:i64\n");
}

TEST(PxCheck, ImageLabelsMayComeLater) {
  EXPECT_EQ(Compiled("WRITE A+1 -1\nDEFINE A 0x10").rendered(),
            "test.px:1:11: error: expected a name or an integer, found '-' "
            "[px-023]\n"
            "    WRITE A+1 -1\n"
            "              ^\n"
            "help: the form is: WRITE address byte\n");
  EXPECT_EQ(Compiled("WRITE A+1 65\nDEFINE A 0x10").typed(),
            "image\n  0x0011 0x41\n");
}
