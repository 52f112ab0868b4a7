//===- CHeaderTest.cpp - The C header of an artifact ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/CHeader.h"
#include "SampleArtifact.h"
#include "gtest/gtest.h"
#include <cstdlib>
#include <fstream>

using namespace aikernel::artifact;

static bool contains(const std::string &text, const std::string &part) {
  return text.find(part) != std::string::npos;
}

TEST(CHeaderTest, KernelHasATypedEntry) {
  std::string header = writeCHeader(sampleArtifact());
  EXPECT_TRUE(contains(
      header, "int32_t k_sample_matmul(\n"
              "    const AikHostApi *api, AikContext *context, AikDim3 grid, "
              "AikDim3 block,\n"
              "    uint32_t dynamicShared,\n"
              "    const float *A,\n"
              "    bool flag,\n"
              "    uint16_t *C,\n"
              "    int32_t m,\n"
              "    uint64_t A_length,\n"
              "    uint64_t C_length);\n"))
      << header;
}

TEST(CHeaderTest, SizesAreDocumented) {
  EXPECT_TRUE(contains(writeCHeader(sampleArtifact()),
                       " * \\param A f32[m, k], read only\n"));
}

TEST(CHeaderTest, HelpTextCannotCloseAComment) {
  EXPECT_TRUE(contains(writeCHeader(sampleArtifact()), "number of rows * /"));
}

TEST(CHeaderTest, WordsOfCGetAnUnderscore) {
  Description d = sampleArtifact();
  d.kernels[0].block.parameters[3].name = "register";
  d.kernels[0].block.parameters[1].name = "grid";
  std::string header = writeCHeader(d);
  EXPECT_TRUE(contains(header, "int32_t register_,"));
  EXPECT_TRUE(contains(header, "bool grid_,"));
}

TEST(CHeaderTest, NamesDiffer) {
  Description d = sampleArtifact();
  d.kernels[0].block.parameters[0].name = "api";
  d.kernels[0].block.parameters[1].name = "api_";
  d.kernels[0].block.parameters[3].name = "api_length";
  std::string header = writeCHeader(d);
  EXPECT_TRUE(contains(header, "const float *api_2,"));
  EXPECT_TRUE(contains(header, "bool api_,"));
  EXPECT_TRUE(contains(header, "int32_t api_length,"));
  EXPECT_TRUE(contains(header, "uint64_t api_length2,"));
  EXPECT_TRUE(contains(header, " * \\param api_length2 elements of api_2\n"));
}

static void expectToCompile(const Description &description) {
  char folder[] = "/tmp/aikernel-cheader-XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  std::string path = std::string(folder) + "/sample.h";
  std::ofstream(path) << writeCHeader(description);
  std::string command = AIK_C_COMPILER
      " -fsyntax-only -Wall -Wextra -Werror -Wno-unused-function "
      "-Wno-pragma-once-outside-header -I" AIK_INCLUDE;
  EXPECT_EQ(system((command + " -x c -std=c99 " + path).c_str()), 0);
  EXPECT_EQ(system((command + " -x c++ -std=c++11 " + path).c_str()), 0);
  std::remove(path.c_str());
  std::remove(folder);
}

TEST(CHeaderTest, CompilesAsCAndAsCxx) { expectToCompile(sampleArtifact()); }

TEST(CHeaderTest, CompilesWithAnyNames) {
  Description d = sampleArtifact();
  ASSERT_TRUE(d.host);
  d.kernels[0].name = "inputs"; // as in k_sample_inputs
  ParameterDescription any = d.kernels[0].block.parameters[0];
  for (const char *name : {"NULL",
                           "INT8_MAX",
                           "AikHostApi",
                           "aikGetHostApi",
                           "AIK_UNSUPPORTED",
                           "__LINE__",
                           "_Bool",
                           "static_assert",
                           "wchar_t",
                           "k_sample_inputs",
                           "launch_sample_inputs",
                           "run_sample",
                           "api",
                           "api_",
                           "api_2",
                           "status",
                           "status_",
                           "thread_local",
                           "I",
                           "typeof"}) {
    any.name = name;
    d.kernels[0].block.parameters.push_back(any);
    d.host->block.parameters.push_back(any);
  }
  expectToCompile(d);
}

TEST(CHeaderTest, StemIsAnIdentifier) {
  EXPECT_EQ(stemOf("examples/px/vector_add.px"), "vector_add");
  EXPECT_EQ(stemOf("my-kernel.v2.px"), "my_kernel_v2");
  EXPECT_EQ(stemOf("3d.px"), "px_3d");
  EXPECT_EQ(stemOf("noextension"), "noextension");
  EXPECT_EQ(stemOf(".px"), "_px");
}
