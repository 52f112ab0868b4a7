//===- Fixture.h - The hand-written artifact, loaded -----------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_RUNTIME_FIXTURE_H
#define AIKERNEL_UNITTESTS_RUNTIME_FIXTURE_H

#include "aikernel/runtime.h"
#include "runtime/sys/System.h"
#include "gtest/gtest.h"
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// A context with two threads, and Fixture/Fixture.c loaded into it.
class RuntimeTest : public testing::Test {
protected:
  enum Kernel { Scale, Which, Checked, ScratchUser, Printer, Mode };

  void SetUp() override {
    AikContextOptions options{};
    options.size = sizeof(options);
    options.threads = 2;
    ASSERT_EQ(aikContextCreate(&options, &context), AIK_OK);
    ASSERT_EQ(aikArtifactLoadFile(context, AIK_FIXTURE, &artifact), AIK_OK)
        << error();
  }
  void TearDown() override { aikContextDestroy(context); }

  std::string error() const { return aikGetLastError(context); }

  int32_t launch(uint32_t kernel, AikDims dims, std::vector<AikArg> args) {
    return aikLaunch(context, artifact, kernel, &dims, args.data(),
                     uint32_t(args.size()));
  }

  static AikDims grid(uint32_t blocks, uint32_t threads = 1) {
    return {{blocks, 1, 1}, {threads, 1, 1}, 0, 0};
  }

  template <typename T>
  static AikArg arrayOf(std::vector<T> &elements) {
    return {elements.data(), elements.size(), 0};
  }

  static AikArg scalar(uint64_t bits) { return {nullptr, 0, bits}; }

  static AikArg scalar(float value) {
    return scalar(uint64_t(__builtin_bit_cast(uint32_t, value)));
  }

  AikContext *context = nullptr;
  AikArtifact *artifact = nullptr;
};

/// Puts the system's own functions back.
class RestoreSystem {
public:
  ~RestoreSystem() { aikernel::runtime::sys::calls = saved; }

private:
  aikernel::runtime::sys::Calls saved = aikernel::runtime::sys::calls;
};

inline std::string readFile(const char *path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

#endif // AIKERNEL_UNITTESTS_RUNTIME_FIXTURE_H
