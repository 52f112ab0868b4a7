//===- Fmt.cpp - pxc fmt: px files in their canonical form ----------------===//
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
#include "Rewrite.h"
#include "aikernel/Driver/Compilation.h"
#include "aikernel/Driver/Subcommands.h"
#include "aikernel/Frontend/Px/Frontend.h"
#include "llvm/Option/ArgList.h"

using namespace aikernel;
using llvm::StringRef;
namespace opt = llvm::opt;

#define AIKERNEL_OPTIONS "FmtOpts.inc"
#include "../OptionTable.inc"

static int complain(const llvm::Twine &message) {
  llvm::errs() << "pxc: error: " << message << '\n';
  return InputError;
}

static int showHelp(const Table &table) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << R"(Formats px files in place: the arrow ->, verbs in upper case, four blanks for each
block, one blank between operands, declarations and comments below each other.
What a program means never changes. A file with errors of syntax stays as it is.

usage: pxc fmt [options] FILE…     a folder means all .px files below it;
                                   - formats standard input to standard output
)";
  printOptionGroups(table, {OPT_Main_Group, OPT_Messages_Group}, os);
  os << R"(
Examples:
  pxc fmt saxpy.px                 format it
  pxc fmt --check .                which files below this folder are not formatted
  pxc fmt --diff kernels           what would change
  pxc fmt - <saxpy.px | diff saxpy.px -

Exit code: 0 all is formatted, 1 --check found a file that is not, or a mistake.
)";
  return printText(text);
}

static std::optional<std::string> formatText(StringRef path, StringRef text,
                                             MessageWriter &messages) {
  px::SourceManager sources;
  px::WarningSettings warnings;
  warnings.silence(); // they are of no interest here
  px::DiagnosticEngine diagnostics(sources, warnings);
  uint32_t file = sources.add(path.str(), text.str());
  std::optional<std::string> formatted = px::format(sources, file, diagnostics);
  if (!formatted)
    messages.write(sources, diagnostics);
  return formatted;
}

int aikernel::formatMain(int argc, char **argv) {
  Table table;
  unsigned missingIndex, missingCount;
  opt::InputArgList list =
      table.ParseArgs(llvm::ArrayRef(argv, argc), missingIndex, missingCount);
  if (list.hasArg(OPT_help))
    return showHelp(table);
  if (const opt::Arg *arg = list.getLastArgNoClaim(OPT_UNKNOWN))
    return complain(unknownOption(table, arg->getAsString(list), "pxc fmt"));
  RewriteOptions options;
  options.inputs = list.getAllArgValues(OPT_INPUT);
  options.check = list.hasArg(OPT_check);
  options.diff = list.hasArg(OPT_diff);
  if (options.inputs.empty())
    return complain("no input; pxc fmt FILE.px formats a file, and pxc fmt - "
                    "standard input");
  std::optional<CompileOptions> compilation =
      parseForwarded(list, {OPT_Messages_Group}, llvm::errs());
  if (!compilation)
    return InputError;
  MessageWriter messages(compilation->messages, llvm::errs());
  return rewriteSources(options, [&](StringRef path, StringRef text) {
    return formatText(path, text, messages);
  });
}
