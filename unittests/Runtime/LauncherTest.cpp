//===- LauncherTest.cpp - Executables with an artifact attached -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"
#include "aikernel/Artifact/Container.h"
#include <cstdio>
#include <cstdlib>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace aikernel::artifact;

namespace {

class LauncherTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_NE(mkdtemp(folder), nullptr);
    std::string launcher = readFile(AIK_LAUNCHER), elf = readFile(AIK_FIXTURE);
    ASSERT_FALSE(launcher.empty());
    format::Trailer trailer = makeTrailer(launcher.size(), elf.size());
    write(launcher + elf +
          std::string(reinterpret_cast<char *>(&trailer), sizeof(trailer)));
  }
  void TearDown() override {
    std::remove(program().c_str());
    std::remove(npy().c_str());
    rmdir(folder);
  }

  std::string program() const { return std::string(folder) + "/fixture"; }
  std::string npy() const { return std::string(folder) + "/x.npy"; }

  void write(const std::string &contents) {
    std::ofstream(program(), std::ios::binary) << contents;
    chmod(program().c_str(), 0755);
  }

  /// Its exit code; `output` holds both streams.
  int run(const std::string &arguments) {
    output.clear();
    FILE *pipe = popen((program() + " " + arguments + " 2>&1").c_str(), "r");
    for (int c; (c = fgetc(pipe)) != EOF;)
      output += char(c);
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::string message(const std::string &text) {
    return program() + ": error: " + text + "\n";
  }

  char folder[32] = "/tmp/aikernel-launcher-XXXXXX";
  std::string output;
};

} // namespace

TEST_F(LauncherTest, RunsTheHostProgramWithItsDefaults) {
  EXPECT_EQ(run("--x=iota:100"), 0);
  EXPECT_EQ(output, "n = 100, last = 198.0\n");
}

TEST_F(LauncherTest, ReadsScalarsAndThreads) {
  EXPECT_EQ(run("--threads=1 --n=0x10 --x=iota:4x4"), 0);
  EXPECT_EQ(output, "n = 16, last = 30.0\n");
}

TEST_F(LauncherTest, ReadsNpyFiles) {
  std::string header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  header.resize(117, ' ');
  header += '\n';
  float values[] = {1.0f, 21.0f};
  std::ofstream(npy(), std::ios::binary)
      << std::string("\x93NUMPY\x01\x00\x76\x00", 10) << header
      << std::string(reinterpret_cast<char *>(values), sizeof(values));
  EXPECT_EQ(run("--n=2 --x=@" + npy()), 0);
  EXPECT_EQ(output, "n = 2, last = 42.0\n");
}

TEST_F(LauncherTest, ReadsBareElements) {
  std::string file = std::string(folder) + "/x.bin";
  float values[] = {1.0f, 21.0f};
  std::ofstream(file, std::ios::binary)
      << std::string(reinterpret_cast<char *>(values), sizeof(values));
  EXPECT_EQ(run("--n=2 --x=@" + file), 0);
  EXPECT_EQ(output, "n = 2, last = 42.0\n");
  std::ofstream(file, std::ios::binary) << "123";
  EXPECT_EQ(run("--n=2 --x=@" + file), 1);
  EXPECT_EQ(output, message("--x: '" + file +
                            "' has 3 bytes, not a whole number of f32"));
  std::remove(file.c_str());
}

TEST_F(LauncherTest, NpyOfAnotherTypeIsRefused) {
  std::ofstream(npy(), std::ios::binary)
      << std::string("\x93NUMPY\x01\x00\x38\x00", 10)
      << "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}\n"
      << std::string(16, 'x');
  EXPECT_EQ(run("--n=2 --x=@" + npy()), 1);
  EXPECT_EQ(output,
            message("--x: '" + npy() + "' holds f64, and the array is of f32"));
}

TEST_F(LauncherTest, MissingInputsAreListed) {
  EXPECT_EQ(run(""), 1);
  EXPECT_EQ(output, message("values are missing; give --x=@file.npy"));
}

TEST_F(LauncherTest, UnknownOptionIsRefused) {
  EXPECT_EQ(run("--m=3"), 1);
  EXPECT_EQ(output, message("there is no option --m; see --help") +
                        message("values are missing; give --x=@file.npy"));
}

TEST_F(LauncherTest, AllMistakesAreTold) {
  EXPECT_EQ(run("--n=a --thread=1 --failed --x=zeros:b x=zeros:9 n"), 1);
  EXPECT_EQ(
      output,
      message("--n: 'a' is no i32") +
          message("there is no option --thread; did you mean --threads?") +
          message("there is no option --failed; did you mean --fails?") +
          message("--x: 'b' is no shape; write 1024 or 64x32") +
          message("'x=zeros:9' is no option; did you mean --x=zeros:9?") +
          message("'n' is no option; did you mean --n?"));
}

TEST_F(LauncherTest, RepeatedInputIsRefused) {
  EXPECT_EQ(run("--n=1 --x=zeros:9 --n=2"), 1);
  EXPECT_EQ(output, message("--n: it has a value already"));
}

TEST_F(LauncherTest, BoolMayBeNamedOnly) {
  EXPECT_EQ(run("--fails --x=zeros:100"), 1);
  EXPECT_EQ(output, message("fixture.px:7:3: assertion failed: fails == 0"));
  EXPECT_EQ(run("--n --x=zeros:100"), 1);
  EXPECT_EQ(output, message("--n: it needs a value, --n=i32"));
}

TEST_F(LauncherTest, WhatFollowsTheSeparatorIsForTheProgram) {
  EXPECT_EQ(run("--n=4 -- --x=iota:4"), 0);
  EXPECT_EQ(output, "n = 4, last = 6.0\n");
  EXPECT_EQ(run("-- --threads=1 --x=iota:4"), 1);
  EXPECT_EQ(output, message("there is no option --threads; see --help"));
  EXPECT_EQ(run("--help=1 --x=iota:4"), 1);
  EXPECT_EQ(output, message("there is no option --help; see --help"));
}

TEST_F(LauncherTest, ValueThatDoesNotFitIsRefused) {
  EXPECT_EQ(run("--n=3000000000 --x=zeros:1"), 1);
  EXPECT_EQ(output, message("--n: '3000000000' is out of range for i32 "
                            "(-2147483648 to 2147483647)"));
}

TEST_F(LauncherTest, FailedAssertionIsTheUsersExitCode) {
  EXPECT_EQ(run("--fails=true --x=zeros:100"), 1);
  EXPECT_EQ(output, message("fixture.px:7:3: assertion failed: fails == 0"));
}

TEST_F(LauncherTest, HelpNamesTheInputs) {
  EXPECT_EQ(run("--help"), 0);
  EXPECT_NE(output.find("--n=i32"), std::string::npos);
  EXPECT_NE(output.find("number of elements"), std::string::npos);
}

TEST_F(LauncherTest, VersionNamesTheCode) {
  EXPECT_EQ(run("--version"), 0);
  EXPECT_EQ(output, std::string("aikernel ") + aikRuntimeVersion() +
                        ", running avx2 code\n");
}

TEST_F(LauncherTest, DamagedTrailerIsAnInternalError) {
  std::string contents = readFile(program().c_str());
  std::string launcher = readFile(AIK_LAUNCHER);
  // The sizes in the trailer no longer add up.
  contents.erase(launcher.size(), 7);
  write(contents);
  EXPECT_EQ(run("--x=zeros:100"), 70);
  EXPECT_NE(output.find("its attached artifact is cut off"), std::string::npos);
}
