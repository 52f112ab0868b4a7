//===- NVPTXTest.cpp - Code for NVIDIA ------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/NVPTX.h"
#include "../TargetTest.h"

using namespace aikernel;

namespace {

constexpr char copy[] = R"(
gpu.module @px {
  llvm.func @copy(%a: !llvm.ptr<1>, %b: !llvm.ptr<1>)
      attributes {gpu.kernel, nvvm.kernel} {
    %x = llvm.load %a : !llvm.ptr<1> -> f32
    llvm.store %x, %b : f32, !llvm.ptr<1>
    llvm.return
  }
})";

using NVPTXTest = TargetTest;

TEST_F(NVPTXTest, ArraysAreGlobalPointersInPTX) {
  std::string ptx =
      text(compileForNVPTX(parseDevice(copy), target("sm_80"), {}));
  EXPECT_NE(ptx.find(".target sm_80"), std::string::npos) << ptx;
  EXPECT_NE(ptx.find(".visible .entry copy("), std::string::npos) << ptx;
  EXPECT_NE(ptx.find("ld.global"), std::string::npos) << ptx;
}

TEST_F(NVPTXTest, EveryTargetStatesItsPTXVersion) {
  std::pair<const char *, const char *> versions[] = {
      {"sm_80", ".version 7.0"},
      {"sm_90a", ".version 8.0"},
      {"sm_100a", ".version 8.6"},
      {"sm_120a", ".version 8.7"}};
  for (auto [chip, version] : versions) {
    std::string ptx =
        text(compileForNVPTX(parseDevice(copy), target(chip), {}));
    EXPECT_NE(ptx.find(version), std::string::npos) << ptx;
  }
}

TEST_F(NVPTXTest, LLVMFormIsIR) {
  CodegenOptions options;
  options.form = CodeForm::LLVM;
  std::string ir =
      text(compileForNVPTX(parseDevice(copy), target("sm_80"), options));
  EXPECT_NE(ir.find("define ptx_kernel void @copy"), std::string::npos) << ir;
}

TEST_F(NVPTXTest, AFunctionWithoutBodyIsAnErrorThatNamesIt) {
  auto module = parseDevice(R"(
gpu.module @px {
  llvm.func @__nv_expf(f32) -> f32
  llvm.func @k(%a: !llvm.ptr<1>) attributes {gpu.kernel, nvvm.kernel} {
    %x = llvm.load %a : !llvm.ptr<1> -> f32
    %y = llvm.call @__nv_expf(%x) : (f32) -> f32 loc("k.px":7:3)
    llvm.store %y, %a : f32, !llvm.ptr<1>
    llvm.return
  }
})");
  auto result = compileForNVPTX(module, target("sm_80"), {});
  ASSERT_FALSE(result);
  llvm::handleAllErrors(result.takeError(), [](const CodegenError &error) {
    EXPECT_NE(error.message.find("'__nv_expf'"), std::string::npos)
        << error.message;
    auto location = llvm::dyn_cast<mlir::FileLineColLoc>(error.location);
    ASSERT_TRUE(location);
    EXPECT_EQ(location.getLine(), 7u);
  });
}

class PtxasTest : public NVPTXTest {
protected:
  void SetUp() override {
    ptxas = findPtxas();
    if (!ptxas)
      GTEST_SKIP() << "no ptxas on this machine";
  }
  std::optional<std::string> ptxas;
};

TEST_F(PtxasTest, AcceptsEveryTargetAndReportsRegisters) {
  for (const Target &target : allTargets()) {
    if (target.kind != TargetKind::NVPTX)
      continue;
    auto module = parseDevice(copy);
    std::string ptx = text(compileForNVPTX(module, target, {}));
    auto cubin = assemblePTX(module.getLoc(), ptx, target, *ptxas, {});
    ASSERT_TRUE(bool(cubin)) << message(std::move(cubin));
    EXPECT_TRUE(toStringRef(cubin->bytes)
                    .starts_with("\x7f"
                                 "ELF"));
    ASSERT_EQ(cubin->kernels.size(), 1u);
    EXPECT_EQ(cubin->kernels[0].kernel, "copy");
    EXPECT_GT(cubin->kernels[0].registers, 0u);
  }
}

TEST_F(PtxasTest, RefusedPTXIsAnErrorWithItsWords) {
  auto module = parseDevice(copy);
  std::string error = message(
      assemblePTX(module.getLoc(), ".version 8.0\n.target sm_80\nnonsense\n",
                  target("sm_80"), *ptxas, {}));
  EXPECT_NE(error.find("sm_80"), std::string::npos) << error;
  EXPECT_NE(error.find("syntax error"), std::string::npos) << error;
}

TEST_F(NVPTXTest, APtxasThatCannotRunIsAnErrorThatNamesIt) {
  auto module = parseDevice(copy);
  std::string error = message(
      assemblePTX(module.getLoc(), "", target("sm_80"), "/nowhere/ptxas", {}));
  EXPECT_NE(error.find("/nowhere/ptxas"), std::string::npos) << error;
}

} // namespace
