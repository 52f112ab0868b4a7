//===- Inspect.cpp - pxc inspect: what an artifact contains ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Inspect.h"
#include "OptionHelp.h"
#include "Output.h"
#include "aikernel/Artifact/Container.h"
#include "aikernel/Driver/Compilation.h"
#include "aikernel/Driver/Subcommands.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace aikernel;
using llvm::StringRef;
namespace opt = llvm::opt;

#define AIKERNEL_OPTIONS "InspectOpts.inc"
#include "OptionTable.inc"

static int complain(const llvm::Twine &message) {
  llvm::errs() << "pxc: error: " << message << '\n';
  return InputError;
}

static int printHelp(const Table &table) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << R"(What an artifact contains: kernels, parameters, the code of every target with
its registers and sizes, and which code a GPU would get. Nothing is executed.

usage: pxc inspect ARTIFACT [options]      ARTIFACT: what pxc wrote, .so, .o or executable
)";
  printOptionGroups(table, {OPT_Main_Group}, os);
  os << R"(
Examples:
  pxc inspect saxpy.so
  pxc inspect saxpy.so --gpu sm_90 --gpu gfx942
  pxc inspect saxpy.so --json | jq '.kernels[].name'
)";
  return printText(text);
}

static bool isKnownGpuFamily(StringRef gpu) {
  StringRef rest = gpu;
  return (rest.consume_front("sm_") || rest.consume_front("gfx")) &&
         !rest.empty() && llvm::all_of(rest, llvm::isAlnum);
}

static int inspect(StringRef path, llvm::ArrayRef<StringRef> gpus,
                   bool asJson) {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                          /*RequiresNullTerminator=*/false);
  if (!file)
    return complain("cannot read '" + path + "': " + file.getError().message());
  StringRef text = (*file)->getBuffer();
  artifact::Bytes bytes(reinterpret_cast<const uint8_t *>(text.data()),
                        text.size());
  std::string error;
  auto elf = artifact::findElf(bytes, error);
  auto contents =
      elf ? artifact::findTableOfContents(*elf, error) : std::nullopt;
  auto reader =
      contents ? artifact::Reader::parse(*contents, error) : std::nullopt;
  if (!reader)
    return complain("'" + path + "': " + error);
  std::string report;
  llvm::raw_string_ostream os(report);
  if (asJson)
    artifact::inspectAsJson(*reader, gpus, os);
  else
    artifact::inspectAsText(*reader, gpus, os);
  return printText(report);
}

int aikernel::inspectMain(int argc, char **argv) {
  Table table;
  unsigned missingIndex, missingCount;
  opt::InputArgList list =
      table.ParseArgs(llvm::ArrayRef(argv, argc), missingIndex, missingCount);
  if (list.hasArg(OPT_help))
    return printHelp(table);
  if (missingCount)
    return complain(StringRef(list.getArgString(missingIndex)) +
                    " needs a value");
  if (const opt::Arg *arg = list.getLastArgNoClaim(OPT_UNKNOWN))
    return complain(
        unknownOption(table, arg->getAsString(list), "pxc inspect"));
  std::vector<std::string> inputs = list.getAllArgValues(OPT_INPUT);
  if (inputs.size() != 1)
    return complain("pxc inspect takes one artifact; see pxc inspect --help");

  std::vector<std::string> names = list.getAllArgValues(OPT_gpu);
  for (StringRef name : names)
    if (!isKnownGpuFamily(name))
      return complain("--gpu " + name +
                      ": a GPU is named like sm_90 or gfx942");
  std::vector<StringRef> gpus(names.begin(), names.end());
  if (gpus.empty())
    llvm::append_range(gpus, artifact::commonGpus());
  return inspect(inputs.front(), gpus, list.hasArg(OPT_json));
}
