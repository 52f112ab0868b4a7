//===- ProgramsTest.cpp - Whole programs are accepted ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SamplePrograms.h"
#include "TestSupport.h"
#include "gtest/gtest.h"

using namespace aikernel::px;
using namespace aikernel::px::test;

TEST(PxPrograms, SamplesCompileWithoutErrors) {
  for (const SampleProgram &sample : samplePrograms()) {
    Compiled compiled(sample.text);
    EXPECT_TRUE(compiled.program) << sample.name << '\n' << compiled.rendered();
  }
}

TEST(PxPrograms, BothArrowsGiveTheSameTree) {
  std::string with = samplePrograms().front().text;
  std::string without = with;
  const std::string arrow = "\u2192";
  for (size_t at; (at = without.find(arrow)) != std::string::npos;)
    without.replace(at, arrow.size(), "->");
  ASSERT_NE(with, without);
  EXPECT_EQ(syntaxOf(with), syntaxOf(without));
}

TEST(PxPrograms, UnboundArgumentsBecomeInputsOnce) {
  Compiled compiled(samplePrograms().front().text);
  ASSERT_TRUE(compiled.program);
  std::vector<std::string> names;
  for (const HostInput &input : compiled.program->hostInputs)
    names.push_back(
        (input.array ? input.array->name : input.variable->name).str());
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "c", "n"}));
}

TEST(PxPrograms, ArrayThatIsNeverWrittenIsReadOnly) {
  Compiled compiled(samplePrograms().front().text);
  ASSERT_TRUE(compiled.program);
  const Kernel &kernel = *compiled.program->kernels.front();
  EXPECT_TRUE(kernel.parameters[0].array->isReadOnly);
  EXPECT_TRUE(kernel.parameters[1].array->isReadOnly);
  EXPECT_FALSE(kernel.parameters[2].array->isReadOnly);
}
