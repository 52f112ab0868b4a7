//===- Fix.cpp - pxc fix: px files with their fix-its applied -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../CommandLine.h"
#include "../MessageWriter.h"
#include "../OptionHelp.h"
#include "../Output.h"
#include "../SourceReader.h"
#include "Rewrite.h"
#include "aikernel/Driver/Subcommands.h"
#include "aikernel/Frontend/Px/FixIts.h"
#include "llvm/ADT/StringSet.h"

using namespace aikernel;
using llvm::StringRef;
namespace opt = llvm::opt;

#define AIKERNEL_OPTIONS "FixOpts.inc"
#include "../OptionTable.inc"

static int complain(const llvm::Twine &message) {
  llvm::errs() << "pxc: error: " << message << '\n';
  return InputError;
}

static int showHelp(const Table &table) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << R"(Corrects px files in place: what errors and warnings say one should write ("help:
write: ...") is written, until nothing more is to do. What remains is shown.

usage: pxc fix [options] FILE…     a folder means all .px files below it;
                                   - corrects standard input to standard output
)";
  printOptionGroups(table, {OPT_Main_Group, OPT_Code_Group, OPT_Messages_Group},
                    os);
  os << R"(
Examples:
  pxc fix saxpy.px
  pxc fix --diff .                 what would change below this folder
  pxc fix -Wall saxpy.px           what all warnings suggest too

Exit code: 0 no errors are left, 1 errors are left, or --check found a file to change.
)";
  return printText(text);
}

namespace {

/// Texts on their way to having no more fix-its.
class Fixer {
public:
  Fixer(const CompileOptions &options, bool shows, MessageWriter &messages)
      : options(options), shows(shows), messages(messages),
        reader(options.includeDirectories) {}

  std::string fix(StringRef path, std::string text);

  unsigned fixes = 0, errors = 0;

private:
  /// Of a fix-it that makes way for another, and back again.
  static constexpr unsigned maximumRounds = 100;

  const CompileOptions &options;
  const bool shows; ///< what remains
  MessageWriter &messages;
  SourceReader reader;
};

} // namespace

std::string Fixer::fix(StringRef path, std::string text) {
  llvm::StringSet<> seen;
  for (unsigned round = 0;; ++round) {
    px::SourceManager sources;
    px::DiagnosticEngine diagnostics(sources, options.messages.warnings);
    uint32_t file = sources.add(path.str(), text);
    px::compile(sources, file, languageOptions(options, reader), diagnostics);
    px::FixedText fixed =
        applyFixIts(sources, file, diagnostics.inSourceOrder());
    bool isNew = seen.insert(text).second;
    if (fixed.count == 0 || !isNew || round == maximumRounds) {
      errors += diagnostics.errorCount();
      if (shows)
        messages.write(sources, diagnostics);
      return text;
    }
    fixes += fixed.count;
    text = std::move(fixed.text);
  }
}

int aikernel::fixMain(int argc, char **argv) {
  Table table;
  unsigned missingIndex, missingCount;
  opt::InputArgList list =
      table.ParseArgs(llvm::ArrayRef(argv, argc), missingIndex, missingCount);
  if (list.hasArg(OPT_help))
    return showHelp(table);
  if (missingCount)
    return complain(StringRef(list.getArgString(missingIndex)) +
                    " needs a value");
  if (const opt::Arg *arg = list.getLastArgNoClaim(OPT_UNKNOWN))
    return complain(unknownOption(table, arg->getAsString(list), "pxc fix"));
  std::optional<CompileOptions> compilation =
      parseForwarded(list, {OPT_Code_Group, OPT_Messages_Group}, llvm::errs());
  if (!compilation)
    return InputError;
  RewriteOptions options;
  options.inputs = list.getAllArgValues(OPT_INPUT);
  options.check = list.hasArg(OPT_check);
  options.diff = list.hasArg(OPT_diff);
  if (options.inputs.empty())
    return complain("no input; pxc fix FILE.px corrects a file");

  MessageWriter messages(compilation->messages, llvm::errs());
  Fixer fixer(*compilation, !options.check && !options.diff, messages);
  int exitCode = rewriteSources(options, [&](StringRef path, StringRef text) {
    return std::optional(fixer.fix(path, text.str()));
  });
  messages.finish();
  llvm::errs() << counted(fixer.fixes, "fix", "fixes") << ", "
               << counted(fixer.errors, "error") << " left\n";
  return fixer.errors ? std::max<int>(exitCode, InputError) : exitCode;
}
