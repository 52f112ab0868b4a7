//===- WarningsTest.cpp - What the -W options turn on and off -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "gtest/gtest.h"

using namespace aikernel::px;
using namespace aikernel::px::test;
using enum DiagnosticId;

static WarningSettings settings(std::initializer_list<const char *> flags) {
  WarningSettings settings;
  for (const char *flag : flags)
    EXPECT_TRUE(settings.apply(flag)) << flag;
  return settings;
}

TEST(PxWarnings, OnesTurnedOffAreNotWanted) {
  EXPECT_EQ(settings({}).severityOf(UnknownHint), Severity::Warning);
  EXPECT_EQ(settings({"no-unknown-hint"}).severityOf(UnknownHint),
            std::nullopt);
  EXPECT_EQ(
      settings({"no-unknown-hint", "unknown-hint"}).severityOf(UnknownHint),
      Severity::Warning);
}

TEST(PxWarnings, AGroupMeansItsMembers) {
  WarningSettings off = settings({"no-narrowing"});
  EXPECT_EQ(off.severityOf(NarrowingStore), std::nullopt);
  EXPECT_EQ(off.severityOf(LiteralLosesBits), std::nullopt);
  EXPECT_EQ(off.severityOf(UnknownHint), Severity::Warning);
}

TEST(PxWarnings, AllAreErrorsButThoseThatAreNot) {
  WarningSettings errors = settings({"error", "no-error=unknown-hint"});
  EXPECT_EQ(errors.severityOf(NarrowingStore), Severity::Error);
  EXPECT_EQ(errors.severityOf(UnknownHint), Severity::Warning);
  EXPECT_EQ(settings({"error", "no-error"}).severityOf(NarrowingStore),
            Severity::Warning);
}

TEST(PxWarnings, AnErrorOfOneTurnsItOn) {
  WarningSettings error = settings({"no-everything", "error=unknown-hint"});
  EXPECT_EQ(error.severityOf(UnknownHint), Severity::Error);
  EXPECT_EQ(error.severityOf(NarrowingStore), std::nullopt);
  EXPECT_EQ(settings({"no-unknown-hint", "no-error=unknown-hint"})
                .severityOf(UnknownHint),
            std::nullopt);
}

TEST(PxWarnings, SilenceIsStrongest) {
  WarningSettings silent = settings({"everything", "error"});
  silent.silence();
  EXPECT_EQ(silent.severityOf(UnknownHint), std::nullopt);
}

TEST(PxWarnings, UnknownNamesAreRefused) {
  WarningSettings all;
  for (const char *flag :
       {"", "hint", "no-", "error=", "no-error=hint", "Error"})
    EXPECT_FALSE(all.apply(flag)) << flag;
}

TEST(PxWarnings, EveryNameIsKnownOnce) {
  std::vector<llvm::StringRef> names = warningNames();
  WarningSettings all;
  for (llvm::StringRef name : names) {
    EXPECT_TRUE(all.apply(name)) << name.str();
    EXPECT_EQ(llvm::count(names, name), 1) << name.str();
  }
}

TEST(PxWarnings, AllMeansEveryOneThatIsOnAnyway) {
  WarningSettings off = settings({"no-all"});
#define PX_WARNING(Number, Name, Flag, Default, Message)                       \
  EXPECT_TRUE(!WarningSettings().severityOf(Name) || !off.severityOf(Name))    \
      << Flag;
#include "aikernel/Frontend/Px/Diagnostics.def"
}

TEST(PxWarnings, AnUnwantedWarningIsNotCollected) {
  SourceManager sources;
  uint32_t file = sources.add("k.px", "text");
  DiagnosticEngine diagnostics(sources, settings({"no-unknown-hint"}));
  diagnostics.report(UnknownHint, {file, 0, 1}, "x")
      .note(NoteId::DefinedHere, {file, 0, 1}, "x")
      .fixIt({file, 0, 1}, "y")
      .help("no");
  EXPECT_TRUE(diagnostics.diagnostics().empty());
}

TEST(PxWarnings, AWarningThatIsAnErrorCountsAsOne) {
  SourceManager sources;
  uint32_t file = sources.add("k.px", "text");
  DiagnosticEngine diagnostics(sources, settings({"error"}));
  diagnostics.report(UnknownHint, {file, 0, 1}, "x");
  EXPECT_TRUE(diagnostics.hasErrors());
  std::string text;
  llvm::raw_string_ostream os(text);
  diagnostics.render(os);
  EXPECT_EQ(llvm::StringRef(text).split('\n').first,
            "k.px:1:1: error: unknown hint 'x' is ignored "
            "[px-037, -Werror=unknown-hint]");
}
