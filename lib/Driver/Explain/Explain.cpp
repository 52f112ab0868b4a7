//===- Explain.cpp - pxc explain: messages, and what became of kernels ----===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../CommandLine.h"
#include "../OptionHelp.h"
#include "../Output.h"
#include "Report.h"
#include "aikernel/Driver/Subcommands.h"
#include "aikernel/Frontend/Px/Explanations.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

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
  os << R"(Of a file: what its kernels take on each target, how their threads meet memory,
which branches they part at. Of a message: what it means, with a wrong example and a
right one. Without either, lists all messages.

usage: pxc explain FILE.px [options]       - is standard input
       pxc explain [NUMBER | WARNING]…
)";
  printOptionGroups(table, {OPT_Main_Group, OPT_Gpu_Group, OPT_Code_Group}, os);
  os << R"(
Examples:
  pxc explain saxpy.px
  pxc explain --target=sm_90a --target=gfx942 saxpy.px
  pxc explain -o saxpy.html saxpy.px
  pxc explain --gpu=sm_90 --block=16,16 --shared=4096 matmul.px
  pxc explain --format=json saxpy.px | jq '.kernels[].accesses'
  pxc explain px-042
  pxc explain 42
  pxc explain -Wnarrowing-store    the warnings that have this name
  pxc explain | grep barrier
)";
  return printText(text);
}

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

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

static int explainMessages(const Table &table, const opt::InputArgList &list) {
  std::string text;
  llvm::raw_string_ostream os(text);
  bool isFirst = true;
  for (const opt::Arg *arg : list) {
    if (!arg->getOption().matches(OPT_INPUT) &&
        !arg->getOption().matches(OPT_UNKNOWN))
      return complain(arg->getSpelling().rtrim('=') + " is for files");
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

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

using Printer = void (*)(const explain::Report &, llvm::raw_ostream &);

/// How a report is written, or null for a format that does not exist.
static Printer printerOf(StringRef format) {
  return llvm::StringSwitch<Printer>(format)
      .Case("text", explain::printText)
      .Case("json", explain::printJson)
      .Case("html", explain::printHtml)
      .Default(nullptr);
}

static Printer choosePrinter(const opt::InputArgList &list) {
  if (list.hasArg(OPT_format))
    return printerOf(list.getLastArgValue(OPT_format));
  StringRef ending = llvm::sys::path::extension(list.getLastArgValue(OPT_o));
  ending.consume_front(".");
  Printer printer = printerOf(ending);
  return printer ? printer : explain::printText;
}

/// How threads meet shows in code with vectors only.
static void addVersionWithVectors(CompileOptions &options) {
  auto hasVectors = [](const Target *target) {
    return target->kind == TargetKind::Host && target->width;
  };
  if (!options.targets.empty() && llvm::none_of(options.targets, hasVectors))
    options.targets.push_back(findTargets("x86_64:avx2").front());
}

static int write(StringRef path, StringRef text) {
  if (path.empty() || path == "-")
    return printText(text);
  OutputSet outputs;
  llvm::Error error = outputs.add(path, text);
  if (!error)
    error = outputs.commit();
  return error ? complain(llvm::toString(std::move(error))) : Success;
}

//===----------------------------------------------------------------------===//
// Options of occupancy
//===----------------------------------------------------------------------===//

static bool readGpus(const opt::InputArgList &list, explain::Options &options) {
  for (const Gpu &gpu : allGpus())
    if (!list.hasArg(OPT_gpu))
      options.gpus.push_back(&gpu);
  for (const std::string &name : list.getAllArgValues(OPT_gpu)) {
    const Gpu *gpu = findGpu(name);
    if (!gpu) {
      std::string all;
      for (const Gpu &known : allGpus())
        all += (all.empty() ? "" : ", ") + std::string(known.name);
      complain("--gpu=" + name + ": there is " + all);
      return false;
    }
    options.gpus.push_back(gpu);
  }
  return true;
}

/// The threads of a block of "X[,Y[,Z]]", or 0.
static unsigned threadsOf(StringRef sizes) {
  constexpr unsigned most = 1024;
  unsigned threads = 1;
  llvm::SmallVector<StringRef> parts;
  sizes.split(parts, ',');
  for (StringRef part : parts) {
    unsigned size;
    if (parts.size() > 3 || part.getAsInteger(10, size) || !size || size > most)
      return 0;
    threads *= size;
  }
  return threads <= most ? threads : 0;
}

static bool readBlocks(const opt::InputArgList &list,
                       explain::Options &options) {
  if (!list.hasArg(OPT_block))
    options.blocks = {64, 128, 256, 512, 1024};
  for (const std::string &sizes : list.getAllArgValues(OPT_block)) {
    options.blocks.push_back(threadsOf(sizes));
    if (!options.blocks.back()) {
      complain("--block=" + sizes + ": it takes X[,Y[,Z]], 1 to 1024 threads");
      return false;
    }
  }
  StringRef shared = list.getLastArgValue(OPT_shared, "0");
  if (shared.getAsInteger(10, options.dynamicShared) ||
      options.dynamicShared > 1 << 20) {
    complain("--shared=" + shared + ": it takes a number of bytes");
    return false;
  }
  return true;
}

static int explainFile(const opt::InputArgList &list) {
  Printer printer = choosePrinter(list);
  if (!printer)
    return complain("--format=" + list.getLastArgValue(OPT_format) +
                    ": it takes text, json or html");
  auto options = parseForwarded(list, {OPT_Code_Group}, llvm::errs());
  if (!options)
    return InputError;
  options->debugInfo = true;
  explain::Options wanted;
  wanted.wantsListings = printer == explain::printHtml;
  if (!readGpus(list, wanted) || !readBlocks(list, wanted))
    return InputError;
  wanted.targets = options->targets;
  addVersionWithVectors(*options);

  MessageWriter messages(options->messages, llvm::errs());
  Session session(*options, messages, llvm::errs());
  if (!session.read(list.getLastArgValue(OPT_INPUT)) || !session.check())
    return session.exitCode;
  if (session.program->kernels.empty())
    return complain("'" + session.path + "' has no kernels");
  auto report = explain::collect(session, wanted);
  if (!report)
    return session.exitCode;
  std::string text;
  llvm::raw_string_ostream os(text);
  printer(*report, os);
  return write(list.getLastArgValue(OPT_o), text);
}

static bool isFile(StringRef argument) {
  return argument == "-" || argument.ends_with(".px") ||
         llvm::sys::fs::is_regular_file(argument);
}

int aikernel::explainMain(int argc, char **argv) {
  Table table;
  unsigned missingIndex, missingCount;
  opt::InputArgList list =
      table.ParseArgs(llvm::ArrayRef(argv, argc), missingIndex, missingCount);
  if (list.hasArg(OPT_help))
    return showHelp(table);
  if (missingCount)
    return complain(StringRef(list.getArgString(missingIndex)) +
                    " needs a value");
  std::vector<std::string> inputs = list.getAllArgValues(OPT_INPUT);
  if (llvm::none_of(inputs, isFile))
    return explainMessages(table, list);
  if (const opt::Arg *arg = list.getLastArgNoClaim(OPT_UNKNOWN))
    return complain(
        unknownOption(table, arg->getAsString(list), "pxc explain"));
  if (inputs.size() > 1)
    return complain("one file at a time: '" + inputs[0] + "' and '" +
                    inputs[1] + "'");
  return explainFile(list);
}
