//===- Explain.cpp - pxc explain: what messages mean ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../OptionHelp.h"
#include "../Output.h"
#include "aikernel/Driver/Compilation.h"
#include "aikernel/Driver/Subcommands.h"
#include "aikernel/Frontend/Px/Explanations.h"
#include "llvm/Option/ArgList.h"

using namespace aikernel;
using llvm::StringRef;
namespace opt = llvm::opt;

#define AIKERNEL_OPTIONS "ExplainOpts.inc"
#include "../OptionTable.inc"

static int complain(const llvm::Twine &message) {
  llvm::errs() << "pxc: error: " << message << '\n';
  return InputError;
}

static int showHelp(const Table &table) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << R"(What a message means, with a wrong example and a right one. Without a number, lists
all messages.

usage: pxc explain [NUMBER | WARNING]…
)";
  printOptionGroups(table, {OPT_Main_Group}, os);
  os << R"(
Examples:
  pxc explain px-042
  pxc explain 42
  pxc explain -Wnarrowing-store    the warnings that have this name
  pxc explain | grep barrier
)";
  return printText(text);
}

/// The messages that an argument names.
static std::vector<px::DiagnosticId> messagesNamed(StringRef argument) {
  if (auto id = px::diagnosticNamed(argument))
    return {*id};
  std::vector<px::DiagnosticId> messages;
  argument.consume_front("-W");
  if (!argument.empty())
    for (px::DiagnosticId id : px::allDiagnostics())
      if (px::warningNameOf(id) == argument)
        messages.push_back(id);
  return messages;
}

int aikernel::explainMain(int argc, char **argv) {
  Table table;
  unsigned missingIndex, missingCount;
  opt::InputArgList list =
      table.ParseArgs(llvm::ArrayRef(argv, argc), missingIndex, missingCount);
  if (list.hasArg(OPT_help))
    return showHelp(table);
  std::string text;
  llvm::raw_string_ostream os(text);
  bool isFirst = true;
  for (const opt::Arg *arg : list.filtered(OPT_INPUT, OPT_UNKNOWN)) {
    std::string name = arg->getAsString(list);
    std::vector<px::DiagnosticId> messages = messagesNamed(name);
    if (messages.empty() && name[0] == '-' &&
        !StringRef(name).starts_with("-W"))
      return complain(unknownOption(table, name, "pxc explain"));
    if (messages.empty())
      return complain("there is no message '" + name +
                      "'; pxc explain lists all");
    for (px::DiagnosticId id : messages) {
      os << (isFirst ? "" : "\n");
      px::printExplanation(id, os);
      isFirst = false;
    }
  }
  if (isFirst)
    px::printDiagnostics(os);
  return printText(text);
}
