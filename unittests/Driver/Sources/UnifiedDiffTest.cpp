//===- UnifiedDiffTest.cpp - What differs between two texts ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Sources/UnifiedDiff.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"
#include <random>

using namespace aikernel;
using llvm::StringRef;

TEST(UnifiedDiff, EqualTextsHaveNone) {
  EXPECT_EQ(unifiedDiff("k.px", "a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(unifiedDiff("k.px", "", ""), "");
}

TEST(UnifiedDiff, ShowsThreeLinesAround) {
  EXPECT_EQ(unifiedDiff("k.px", "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                        "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- k.px\n+++ k.px\n@@ -2,7 +2,7 @@\n"
            " 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, ChangesFarFromEachOtherAreHunksOfTheirOwn) {
  EXPECT_EQ(unifiedDiff("k.px", "a\n1\n2\n3\n4\n5\n6\n7\nb\n",
                        "1\n2\n3\n4\n5\n6\n7\nb\nc\n"),
            "--- k.px\n+++ k.px\n@@ -1,4 +1,3 @@\n-a\n 1\n 2\n 3\n"
            "@@ -7,3 +6,4 @@\n 6\n 7\n b\n+c\n");
}

TEST(UnifiedDiff, AMissingLastLineEndIsNamed) {
  EXPECT_EQ(unifiedDiff("k.px", "a", "a\n"),
            "--- k.px\n+++ k.px\n@@ -1 +1 @@\n-a\n"
            "\\ No newline at end of file\n+a\n");
}

TEST(UnifiedDiff, AnEmptyTextIsNamedByTheLineBefore) {
  EXPECT_EQ(unifiedDiff("k.px", "", "a\n"),
            "--- k.px\n+++ k.px\n@@ -0,0 +1 @@\n+a\n");
}

/// What `patch` makes of the text.
static std::string applied(StringRef diff, StringRef before) {
  std::string after;
  size_t line = 1;
  auto copyUpTo = [&](size_t end) {
    for (; line < end && !before.empty(); ++line) {
      size_t size = before.find('\n') + 1;
      after += before.take_front(size);
      before = before.drop_front(size);
    }
  };
  diff = diff.split("\n").second.split("\n").second;
  while (!diff.empty()) {
    auto [first, rest] = diff.split('\n');
    diff = rest;
    StringRef text = first.drop_front();
    if (first.consume_front("@@ -")) {
      size_t begin = 0;
      first.consumeInteger(10, begin);
      bool isEmpty = first.starts_with(",0 ");
      copyUpTo(begin + isEmpty);
      continue;
    }
    if (first.front() != '+') {
      size_t size = before.find('\n') + 1;
      EXPECT_EQ(before.take_front(size), (text + "\n").str());
      before = before.drop_front(size);
      ++line;
    }
    if (first.front() != '-')
      after += (text + "\n").str();
  }
  return after + before.str();
}

TEST(UnifiedDiff, LeadsFromOneTextToTheOther) {
  std::mt19937 random(1);
  auto textOf = [&](size_t lines) {
    std::string text;
    for (size_t i = 0; i < lines; ++i)
      text += std::string(1, "abc"[random() % 3]) + "\n";
    return text;
  };
  for (int i = 0; i < 3000; ++i) {
    std::string before = textOf(random() % 30), after = textOf(random() % 30);
    std::string diff = unifiedDiff("k.px", before, after);
    ASSERT_EQ(applied(diff, before), after) << before << "---\n" << diff;
  }
}

TEST(UnifiedDiff, LongTextsWithoutAnythingInCommonAreOneChange) {
  std::string before, after;
  for (int i = 0; i < 20000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  EXPECT_EQ(applied(unifiedDiff("k.px", before, after), before), after);
}
