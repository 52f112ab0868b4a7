//===- DiagnosticsTest.cpp - What is said about wrong programs ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WrongPrograms.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"
#include <set>

using namespace aikernel::px;
using namespace aikernel::px::test;

TEST(PxDiagnostics, EveryWrongProgramGetsItsOneDiagnostic) {
  for (const WrongProgram &wrong : wrongPrograms()) {
    Compiled compiled(wrong.text, {wrong.defines}, warningsOf(wrong));
    std::string shown = wrong.text.substr(0, 200) + "\n" + compiled.rendered();
    llvm::ArrayRef<Diagnostic> said = compiled.diagnostics.diagnostics();
    EXPECT_EQ(said.size(), 1u) << shown;
    if (said.empty())
      continue;
    EXPECT_EQ(numberOf(said[0].id), numberOf(wrong.expected)) << shown;
    bool isError = severityOf(wrong.expected) == Severity::Error;
    EXPECT_EQ(compiled.program == nullptr, isError) << shown;
  }
}

TEST(PxDiagnostics, EveryRowOfTheTableIsProvoked) {
  // Only making code for targets provokes these (test/Driver/check,
  // test/Driver/compile).
  std::set<DiagnosticId> provoked{DiagnosticId::TargetLimit,
                                  DiagnosticId::KernelLeftOut,
                                  DiagnosticId::NoWideWarps};
  std::set<NoteId> notes;
  for (const WrongProgram &wrong : wrongPrograms()) {
    Compiled compiled(wrong.text, {wrong.defines}, warningsOf(wrong));
    for (const Diagnostic &said : compiled.diagnostics.diagnostics()) {
      provoked.insert(said.id);
      for (const Note &note : said.notes)
        notes.insert(note.id);
    }
  }
#define PX_DIAGNOSTIC(Number, Name, Severity, Message)                         \
  EXPECT_TRUE(provoked.count(DiagnosticId::Name)) << #Name;
#define PX_NOTE(Name, Message) EXPECT_TRUE(notes.count(NoteId::Name)) << #Name;
#include "aikernel/Frontend/Px/Diagnostics.def"
}

TEST(PxDiagnostics, NumbersAreUnique) {
  std::set<unsigned> numbers;
#define PX_DIAGNOSTIC(Number, Name, Severity, Message)                         \
  EXPECT_TRUE(numbers.insert(Number).second) << Number;
#include "aikernel/Frontend/Px/Diagnostics.def"
}

TEST(PxDiagnostics, PlacesLieInTheText) {
  for (const WrongProgram &wrong : wrongPrograms()) {
    Compiled compiled(wrong.text, {wrong.defines}, warningsOf(wrong));
    auto inText = [&](SourceRange range) {
      return range.begin <= range.end &&
             range.end <= compiled.sources.text(range.file).size();
    };
    for (const Diagnostic &said : compiled.diagnostics.diagnostics()) {
      EXPECT_TRUE(inText(said.range)) << said.message;
      for (const Note &note : said.notes)
        EXPECT_TRUE(inText(note.range)) << note.message;
      for (const FixIt &fixIt : said.fixIts)
        EXPECT_TRUE(inText(fixIt.range)) << said.message;
    }
  }
}

TEST(PxDiagnostics, FixItsMakeAWrongProgramRight) {
  for (const WrongProgram &wrong : wrongPrograms()) {
    Compiled compiled(wrong.text, {wrong.defines}, warningsOf(wrong));
    for (const Diagnostic &said : compiled.diagnostics.diagnostics()) {
      if (said.fixIts.empty() || said.fixIts.front().range.file != 0)
        continue;
      Compiled after(corrected(wrong.text, said), {wrong.defines},
                     warningsOf(wrong));
      EXPECT_TRUE(after.diagnostics.diagnostics().empty())
          << compiled.rendered() << "corrected:\n"
          << after.rendered();
    }
  }
}

TEST(PxDiagnostics, ShowsPlaceLineMarkNoteAndHelp) {
  EXPECT_EQ(Compiled("GPU_CONST size = 4\n"
                     "  SET 5 -> size   # no\n")
                .rendered(),
            "test.px:2:12: error: constant 'size' cannot be given a value "
            "[px-063]\n"
            "      SET 5 -> size   # no\n"
            "               ^~~~\n"
            "test.px:1:11: note: 'size' is defined here\n"
            "    GPU_CONST size = 4\n"
            "              ^~~~\n");
}

TEST(PxDiagnostics, FixItShowsTheWholeLine) {
  EXPECT_EQ(
      Compiled(kernelWith("    ADD n - 1 -> y")).rendered(),
      "test.px:9:11: error: operator '-' among operands separated by blanks "
      "[px-026]\n"
      "        ADD n - 1 -> y\n"
      "              ^\n"
      "help: write: ADD n, -1 -> y\n");
}

TEST(PxDiagnostics, ParenthesesAreOfferedWhereTheCountFits) {
  std::string text = Compiled(kernelWith("ADD n * 2 n -> y")).rendered();
  EXPECT_NE(text.find("help: write: ADD (n * 2) n -> y\n"), std::string::npos)
      << text;
}

TEST(PxDiagnostics, DamagedArrowNamesTheDamage) {
  std::string text = Compiled("SET 1 \u00E2\u2020\u2019 x").rendered();
  EXPECT_NE(text.find("Windows-1252"), std::string::npos) << text;
  EXPECT_NE(text.find("help: write: SET 1 -> x\n"), std::string::npos) << text;
}

TEST(PxDiagnostics, MarkStandsUnderTheCharacterAfterTabsAndArrows) {
  std::string text = Compiled("\tSET 1 \u2192 x y").rendered();
  EXPECT_NE(text.find("\n    \t          ^\n"), std::string::npos) << text;
}

TEST(PxDiagnostics, NearMissIsSuggested) {
  std::string text = Compiled("GPU_LUNCH k 1 1").rendered();
  EXPECT_NE(text.find("help: write: GPU_LAUNCH k 1 1"), std::string::npos)
      << text;
}

TEST(PxDiagnostics, SeveralMistakesAreReportedInSourceOrder) {
  Compiled compiled("PRINT one\n"
                    "PRNT 2\n"
                    "PRINT three\n");
  std::vector<unsigned> lines;
  for (const Diagnostic *said : compiled.diagnostics.inSourceOrder())
    lines.push_back(compiled.sources.lineColumn(said->range).line);
  EXPECT_EQ(lines, (std::vector<unsigned>{1, 2, 3}));
}

TEST(PxDiagnostics, UndefinedNameIsReportedOnce) {
  Compiled compiled("PRINT x\nPRINT x\nSET x + 1 -> y\nPRINT y\n");
  EXPECT_EQ(compiled.diagnostics.errorCount(), 1u) << compiled.rendered();
}

TEST(PxDiagnostics, BothPlacesOfMixedStylesAreShown) {
  Compiled compiled(kernelWith("IF n:\n  SET 1 -> y\nIF n:\nSET 1 -> y"));
  ASSERT_EQ(compiled.diagnostics.diagnostics().size(), 1u);
  const Diagnostic &said = compiled.diagnostics.diagnostics().front();
  ASSERT_EQ(said.notes.size(), 1u);
  EXPECT_EQ(compiled.sources.lineColumn(said.range).line, 11u);
  EXPECT_EQ(compiled.sources.lineColumn(said.notes[0].range).line, 9u);
}

TEST(PxDiagnostics, ControlCharactersNeverReachTheTerminal) {
  std::string text = Compiled("SET \x1B[31m -> x\nPR\x7FNT 1").rendered();
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_EQ(text.find('\x7F'), std::string::npos);
}

TEST(PxDiagnostics, LongWordsAreCutShort) {
  std::string text = Compiled("PRINT " + std::string(100000, 'x')).rendered();
  EXPECT_LT(text.size(), 1000u);
}

TEST(PxDiagnostics, JsonHasPlacesNotesAndFixIts) {
  Compiled compiled("SET 1 -> total\nPRINT totl\nFUNC f() -> i32\nRETURN f()\n"
                    "ENDFUNC");
  auto list = compiled.diagnostics.inSourceOrder();
  ASSERT_EQ(list.size(), 2u);
  llvm::json::Object first = toJson(compiled.sources, *list[0]);
  EXPECT_EQ(first.getString("id"), "px-060");
  EXPECT_EQ(first.getInteger("line"), 2);
  EXPECT_EQ(first.getInteger("column"), 7);
  EXPECT_EQ(first.getInteger("endColumn"), 11);
  const llvm::json::Object &fix = *(*first.getArray("fixIts"))[0].getAsObject();
  EXPECT_EQ(fix.getString("replacement"), "total");
  llvm::json::Object second = toJson(compiled.sources, *list[1]);
  EXPECT_EQ(second.getArray("notes")->size(), 1u);
}
