//===- Check.cpp - pxc check: all that is wrong in px files ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../CommandLine.h"
#include "../OptionHelp.h"
#include "../Output.h"
#include "../Session.h"
#include "../SourceFile.h"
#include "aikernel/Driver/Subcommands.h"
#include "llvm/Support/Process.h"

using namespace aikernel;
using llvm::StringRef;
namespace opt = llvm::opt;

#define AIKERNEL_OPTIONS "CheckOpts.inc"
#include "../OptionTable.inc"

static int complain(const llvm::Twine &message) {
  llvm::errs() << "pxc: error: " << message << '\n';
  return InputError;
}

static int showHelp(const Table &table) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << R"(Lists everything that is wrong in px files, on standard output: what the language
says, and what shows when code for the targets is made. Nothing is written or run.

usage: pxc check [options] FILE…   a folder means all .px files below it; - is standard input
)";
  printOptionGroups(table, {OPT_Main_Group, OPT_Code_Group, OPT_Messages_Group},
                    os);
  os << R"(
Examples:
  pxc check saxpy.px
  pxc check -Wall -Werror .                  warnings too, as errors
  pxc check --target=sm_90a kernels          would they compile for this GPU?
  pxc check --no-codegen --diagnostics-format=json saxpy.px
  pxc check --diagnostics-format=sarif . >pxc.sarif

Exit code: 0 nothing is wrong, 1 errors, 70 a fault of pxc itself. Warnings are no errors
unless -Werror says so.
)";
  return printText(text);
}

/// What is wrong with one file goes to `messages`.
static int check(StringRef path, const CompileOptions &options, bool hasCodegen,
                 MessageWriter &messages) {
  Session session(options, messages, llvm::errs());
  if (!session.read(path) || !session.check())
    return session.exitCode;
  bool hasCode =
      !session.program->kernels.empty() || !session.program->host.empty();
  if (hasCode && hasCodegen)
    session.makeArtifact(/*relocatable=*/false);
  return session.exitCode;
}

int aikernel::checkMain(int argc, char **argv) {
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
    return complain(unknownOption(table, arg->getAsString(list), "pxc check"));
  std::optional<CompileOptions> options =
      parseForwarded(list, {OPT_Code_Group, OPT_Messages_Group}, llvm::errs());
  if (!options)
    return InputError;
  if (list.getLastArgValue(OPT_color, "auto") == "auto")
    options->messages.useColor = llvm::sys::Process::StandardOutHasColors() &&
                                 !llvm::sys::Process::GetEnv("NO_COLOR");

  auto files = findSources(list.getAllArgValues(OPT_INPUT));
  if (!files)
    return complain(llvm::toString(files.takeError()));
  if (files->empty())
    return complain("no px file to check; pxc check FILE.px checks one");
  std::string text;
  llvm::raw_string_ostream os(text);
  MessageWriter messages(options->messages, os);
  int exitCode = Success;
  auto show = [&] { // as soon as it is known
    exitCode = std::max(exitCode, printText(text));
    text.clear();
  };
  for (const std::string &path : *files) {
    bool hasCodegen = !list.hasArg(OPT_no_codegen);
    exitCode = std::max(exitCode, check(path, *options, hasCodegen, messages));
    show();
  }
  messages.finish();
  show();
  llvm::errs() << counted(files->size(), "file") << ": "
               << counted(messages.errors, "error") << ", "
               << counted(messages.warnings, "warning") << '\n';
  return exitCode;
}
