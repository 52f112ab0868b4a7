//===- FixItsTest.cpp - Texts with their fix-its applied ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/FixIts.h"
#include "gtest/gtest.h"

using namespace aikernel::px;

namespace {

/// A text, and what is reported about it.
class PxFixIts : public testing::Test {
protected:
  void report(std::vector<std::pair<std::pair<uint32_t, uint32_t>, std::string>>
                  fixIts) {
    auto report =
        diagnostics.report(DiagnosticId::StrayCharacter, {file, 0, 1}, "x");
    for (const auto &[range, text] : fixIts)
      report.fixIt({file, range.first, range.second}, text);
  }
  FixedText fixed() {
    return applyFixIts(sources, file, diagnostics.inSourceOrder());
  }

  SourceManager sources;
  uint32_t file = sources.add("k.px", "abcdef");
  DiagnosticEngine diagnostics{sources};
};

} // namespace

TEST_F(PxFixIts, AllThatAreApartAreApplied) {
  report({{{4, 6}, "EF"}});
  report({{{0, 1}, "A"}, {{2, 2}, "-"}});
  EXPECT_EQ(fixed().text, "Ab-cdEF");
  EXPECT_EQ(fixed().count, 2u);
}

TEST_F(PxFixIts, OfTwoThatMeetTheFirstWins) {
  report({{{1, 3}, "X"}});
  report({{{2, 4}, "Y"}});
  EXPECT_EQ(fixed().text, "aXdef");
  EXPECT_EQ(fixed().count, 1u);
}

TEST_F(PxFixIts, ThoseOfADiagnosticAreAppliedTogether) {
  report({{{1, 2}, "X"}});
  report({{{1, 2}, "Y"}, {{4, 5}, "Z"}});
  EXPECT_EQ(fixed().text, "aXcdef");
}

TEST_F(PxFixIts, InsertionsInOnePlaceMeet) {
  report({{{3, 3}, "X"}});
  report({{{3, 3}, "Y"}});
  report({{{3, 4}, "Z"}});
  EXPECT_EQ(fixed().text, "abcXdef");
}

TEST_F(PxFixIts, NeighborsDoNotMeet) {
  report({{{1, 3}, "X"}});
  report({{{3, 4}, "Y"}});
  EXPECT_EQ(fixed().text, "aXYef");
}

TEST_F(PxFixIts, ThoseOfOtherFilesAreLeft) {
  uint32_t other = sources.add("other.px", "text");
  diagnostics.report(DiagnosticId::StrayCharacter, {other, 0, 1}, "x")
      .fixIt({other, 0, 1}, "y");
  EXPECT_EQ(fixed().text, "abcdef");
  EXPECT_EQ(fixed().count, 0u);
}
