//===- InspectTest.cpp - Printing what an artifact contains ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Inspect.h"
#include "SampleArtifact.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

using namespace aikernel::artifact;

namespace {

std::string print(void (*inspect)(const Reader &,
                                  llvm::ArrayRef<llvm::StringRef>,
                                  llvm::raw_ostream &)) {
  std::string bytes = write(sampleArtifact()), error, text;
  auto reader = Reader::parse(bytesOf(bytes), error);
  llvm::raw_string_ostream os(text);
  llvm::StringRef gpus[] = {"sm_90", "gfx942", "gfx90a"};
  inspect(*reader, gpus, os);
  return text;
}

llvm::json::Value inspectedJson() {
  auto value = llvm::json::parse(print(inspectAsJson));
  if (value)
    return std::move(*value);
  ADD_FAILURE() << llvm::toString(value.takeError());
  return nullptr;
}

} // namespace

TEST(InspectTest, TextNamesKernelsParametersAndChoices) {
  std::string text = print(inspectAsText);
  for (const char *part :
       {"source sample.px, sha256 00070e15",
        "kernel matmul: 48 bytes of parameters, 4096 bytes shared and dynamic "
        "shared, warp operations, checks bounds, LATENCY_CRITICAL\n",
        "  A            f32[m, k]    offset 0, read only, length at 32\n",
        "kernel empty (device symbol empty_px)",
        "code x86_64 avx2 host code, needs avx2 fma\n",
        "registers 32  spilled bytes 0  shared bytes 4096  local bytes 8\n",
        "sm_90    gets sm_90a cubin\n", "gfx942   gets gfx9-4-generic HSACO\n",
        "gfx90a   gets nothing\n"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(InspectTest, JsonHoldsTheSame) {
  llvm::json::Value json = inspectedJson();
  const llvm::json::Object *root = json.getAsObject();
  ASSERT_TRUE(root);
  EXPECT_EQ(root->getString("format"), "1.1");
  const auto *kernels = root->getArray("kernels");
  ASSERT_EQ(kernels->size(), 3u);
  const auto *matmul = (*kernels)[0].getAsObject();
  EXPECT_EQ(matmul->getInteger("argumentBytes"), 48);
  EXPECT_TRUE(matmul->get("messageBuffer")->getAsNull());
  const auto *talking = (*kernels)[2].getAsObject();
  EXPECT_EQ(talking->getInteger("messageBuffer"), 16);
  const auto *failure = (*talking->getArray("messages"))[1].getAsObject();
  EXPECT_EQ(failure->getBoolean("fails"), true);
  EXPECT_EQ(failure->getInteger("line"), 3);
  const auto *code = root->getArray("code");
  ASSERT_EQ(code->size(), 5u);
  const auto *resources =
      (*(*code)[3].getAsObject()->getArray("resources"))[0].getAsObject();
  EXPECT_EQ(resources->getInteger("registers"), 32);
  EXPECT_TRUE(resources->get("codeBytes")->getAsNull());
  const auto *gpus = root->getObject("gpus");
  EXPECT_EQ(gpus->getObject("sm_90")->getString("arch"), "sm_90a");
  EXPECT_TRUE(gpus->get("gfx90a")->getAsNull());
  EXPECT_EQ(root->getObject("hostProgram")->getString("symbol"), "k_sample");
}
