//===- FuzzTest.cpp - No text makes the front end crash or hang -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"
#include "SamplePrograms.h"
#include "WrongPrograms.h"
#include "gtest/gtest.h"
#include <random>

using namespace aikernel::px;
using namespace aikernel::px::test;

namespace {

/// Damages texts, the same way in every run.
class Mutator {
public:
  explicit Mutator(uint32_t seed) : random(seed) {}

  std::string bytes(std::string text) {
    for (size_t count = 1 + below(8); count > 0 && !text.empty(); --count) {
      size_t at = below(text.size());
      switch (below(3)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text.erase(at, 1 + below(8));
        break;
      default:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      }
    }
    return text;
  }

  /// Exchanges, drops and repeats whole words and lines.
  std::string words(const std::string &text, const std::string &other) {
    std::vector<std::string> mine = split(text), theirs = split(other);
    for (size_t count = 1 + below(6); count > 0; --count) {
      size_t at = below(mine.size());
      switch (below(4)) {
      case 0:
        mine[at] = theirs[below(theirs.size())];
        break;
      case 1:
        mine[at].clear();
        break;
      case 2:
        mine.insert(mine.begin() + at, mine[below(mine.size())]);
        break;
      default:
        std::swap(mine[at], mine[below(mine.size())]);
        break;
      }
    }
    std::string result;
    for (const std::string &piece : mine)
      result += piece;
    return result;
  }

  size_t below(size_t limit) { return random() % limit; }

private:
  /// Words, and the single characters between them.
  static std::vector<std::string> split(const std::string &text) {
    std::vector<std::string> pieces{""};
    for (char c : text) {
      bool isWord = isalnum(static_cast<unsigned char>(c)) || c == '_';
      if (!isWord)
        pieces.push_back(std::string(1, c));
      if (!isWord)
        pieces.push_back("");
      else
        pieces.back() += c;
    }
    return pieces;
  }

  std::mt19937 random;
};

std::vector<std::string> seeds() {
  std::vector<std::string> texts;
  for (const SampleProgram &sample : samplePrograms())
    texts.push_back(sample.text);
  for (const WrongProgram &wrong : wrongPrograms())
    if (wrong.text.size() < 2000)
      texts.push_back(wrong.text);
  return texts;
}

} // namespace

TEST(PxFuzz, DamagedBytes) {
  std::vector<std::string> texts = seeds();
  Mutator mutator(1);
  for (int i = 0; i < 4000; ++i) {
    std::string text = mutator.bytes(texts[mutator.below(texts.size())]);
    ASSERT_TRUE(frontEndHolds(text)) << text;
  }
}

TEST(PxFuzz, DamagedWords) {
  std::vector<std::string> texts = seeds();
  Mutator mutator(2);
  for (int i = 0; i < 4000; ++i) {
    std::string text = mutator.words(texts[mutator.below(texts.size())],
                                     texts[mutator.below(texts.size())]);
    ASSERT_TRUE(frontEndHolds(text)) << text;
  }
}

TEST(PxFuzz, TruncatedPrograms) {
  for (const SampleProgram &sample : samplePrograms())
    for (size_t size = 0; size < sample.text.size(); size += 7)
      ASSERT_TRUE(frontEndHolds(sample.text.substr(0, size)))
          << sample.text.substr(0, size);
}

TEST(PxFuzz, Noise) {
  Mutator mutator(3);
  for (int i = 0; i < 500; ++i) {
    std::string text(mutator.below(400), '\0');
    for (char &c : text)
      c = static_cast<char>(mutator.below(256));
    ASSERT_TRUE(frontEndHolds(text));
  }
}

TEST(PxFuzz, HolesInAKernelDoNotReachTheUniformityCheck) {
  EXPECT_TRUE(frontEndHolds(kernelWith("IF n < $ 3:\nFENCE\nENDIF")));
  EXPECT_TRUE(frontEndHolds("GPU_CONST C = oops\n" +
                            kernelWith("IF C:\nFENCE\nENDIF")));
}

TEST(PxFuzz, LongLinesAndManyErrorsStayFast) {
  std::string text = "SET ";
  for (int i = 0; i < 200000; ++i)
    text += "$";
  EXPECT_TRUE(frontEndHolds(text));
  std::string lines;
  for (int i = 0; i < 20000; ++i)
    lines += "BAD\n";
  EXPECT_TRUE(frontEndHolds(lines));
  EXPECT_TRUE(frontEndHolds(std::string(100000, '(')));
  EXPECT_TRUE(frontEndHolds("SET " + std::string(100000, '(')));
  EXPECT_TRUE(frontEndHolds("SET " + std::string(100000, '-')));
}
