//===- ArtifactTest.cpp - Loading artifacts -------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"
#include <cstdio>
#include <cstring>
#include <unistd.h>

TEST_F(RuntimeTest, KernelsAndParametersAreListed) {
  EXPECT_EQ(aikArtifactKernelCount(artifact), 6u);
  uint32_t kernel;
  ASSERT_EQ(aikArtifactFindKernel(context, artifact, "scale", &kernel), AIK_OK);
  AikKernelInfo info;
  ASSERT_EQ(aikArtifactKernel(context, artifact, kernel, &info), AIK_OK);
  EXPECT_STREQ(info.name, "scale");
  EXPECT_EQ(info.parameters, 3u);
  EXPECT_EQ(info.argumentBytes, 16u);

  AikParameterInfo factor;
  ASSERT_EQ(aikArtifactParameter(context, artifact, kernel, 1, &factor),
            AIK_OK);
  EXPECT_STREQ(factor.name, "factor");
  EXPECT_EQ(factor.type, uint32_t(AIK_TYPE_F32));
  EXPECT_EQ(factor.offset, 8u);
  EXPECT_FALSE(factor.isArray);
  EXPECT_STREQ(aikArtifactParameterSize(artifact, kernel, 0, 0), "n");
  EXPECT_EQ(aikArtifactParameterSize(artifact, kernel, 0, 1), nullptr);
}

TEST_F(RuntimeTest, UnknownKernelListsTheKnownOnes) {
  uint32_t kernel;
  EXPECT_EQ(aikArtifactFindKernel(context, artifact, "scael", &kernel),
            AIK_NOT_FOUND);
  EXPECT_EQ(error(),
            "the artifact has no kernel 'scael'; it has: scale, which, "
            "checked, scratch, printer, mode");
}

TEST_F(RuntimeTest, ParameterNumberOutOfRangeIsRefused) {
  AikParameterInfo info;
  EXPECT_EQ(aikArtifactParameter(context, artifact, 0, 3, &info),
            AIK_NOT_FOUND);
  EXPECT_EQ(aikArtifactParameter(context, artifact, 6, 0, &info),
            AIK_NOT_FOUND);
}

TEST_F(RuntimeTest, MissingFileIsNotFound) {
  AikArtifact *other;
  EXPECT_EQ(aikArtifactLoadFile(context, "/nowhere/k.so", &other),
            AIK_NOT_FOUND);
  EXPECT_EQ(error(), "cannot read /nowhere/k.so: No such file or directory");
  EXPECT_EQ(other, nullptr);
}

TEST_F(RuntimeTest, FolderIsNoArtifact) {
  AikArtifact *other;
  EXPECT_EQ(aikArtifactLoadFile(context, "/tmp", &other), AIK_SYSTEM_ERROR);
  EXPECT_EQ(error(), "cannot read /tmp: Is a directory");
}

TEST_F(RuntimeTest, OrdinaryProgramIsNoArtifact) {
  AikArtifact *other;
  EXPECT_EQ(aikArtifactLoadFile(context, "/proc/self/exe", &other),
            AIK_BAD_ARTIFACT);
  EXPECT_NE(error().find("has no section .aikernel"), std::string::npos);
}

TEST_F(RuntimeTest, MemoryLoadsLikeTheFile) {
  std::string bytes = readFile(AIK_FIXTURE);
  AikArtifact *copy;
  ASSERT_EQ(aikArtifactLoadMemory(context, bytes.data(), bytes.size(), &copy),
            AIK_OK)
      << error();
  std::vector<uint32_t> out(1);
  AikArg arg = arrayOf(out);
  AikDims dims = grid(1);
  out[0] = 99;
  ASSERT_EQ(aikLaunchByName(context, copy, "which", &dims, &arg, 1), AIK_OK);
  EXPECT_EQ(out[0], 1u);
  aikArtifactUnload(context, copy);
}

TEST_F(RuntimeTest, EveryTruncationIsRefused) {
  std::string bytes = readFile(AIK_FIXTURE);
  for (size_t size = 0; size < bytes.size(); size += 61) {
    std::vector<char> cut(bytes.begin(), bytes.begin() + size);
    AikArtifact *other;
    ASSERT_EQ(aikArtifactLoadMemory(context, cut.data(), size, &other),
              AIK_BAD_ARTIFACT)
        << size;
  }
}

TEST_F(RuntimeTest, BestSupportedVersionIsSelected) {
  // "future" has the highest preference and needs what no CPU has.
  EXPECT_STREQ(aikArtifactSelectedCode(artifact), "avx2");
}

TEST_F(RuntimeTest, SelectedVersionIsTheOneThatRuns) {
  std::vector<uint32_t> out(1, 99);
  ASSERT_EQ(aikArtifactSelectCode(context, artifact, "scalar"), AIK_OK);
  ASSERT_EQ(launch(Which, grid(1), {arrayOf(out)}), AIK_OK);
  EXPECT_EQ(out[0], 0u);
  ASSERT_EQ(aikArtifactSelectCode(context, artifact, "early"), AIK_OK);
  ASSERT_EQ(launch(Which, grid(1), {arrayOf(out)}), AIK_OK);
  EXPECT_EQ(out[0], 2u);
  ASSERT_EQ(aikArtifactSelectCode(context, artifact, "auto"), AIK_OK);
  ASSERT_EQ(launch(Which, grid(1), {arrayOf(out)}), AIK_OK);
  EXPECT_EQ(out[0], 1u);
}

TEST_F(RuntimeTest, VersionThatTheCpuCannotRunNamesTheFeature) {
  EXPECT_EQ(aikArtifactSelectCode(context, artifact, "future"),
            AIK_UNSUPPORTED);
  EXPECT_EQ(error(), "this CPU cannot run future code: it lacks telepathy");
  EXPECT_STREQ(aikArtifactSelectedCode(artifact), "avx2");
}

TEST_F(RuntimeTest, VersionThatIsNotThereListsTheOthers) {
  EXPECT_EQ(aikArtifactSelectCode(context, artifact, "avx512"), AIK_NOT_FOUND);
  EXPECT_EQ(error(),
            "the artifact has no avx512 host code; it has: scalar, avx2, "
            "early, future");
}
