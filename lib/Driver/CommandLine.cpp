//===- CommandLine.cpp - What pxc was told --------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "OptionHelp.h"
#include "aikernel/Driver/Subcommands.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace aikernel;
using llvm::StringRef;
using namespace llvm::opt; // the generated tables name its members bare
namespace opt = llvm::opt;

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

#define AIKERNEL_OPTIONS "Options.inc"
#include "OptionTable.inc"

namespace {
struct OutputRow {
  OutputKind kind;
  StringRef spelling;
  StringRef extension;
  OutputSource source;
};

constexpr OutputRow outputs[] = {
#define AIKERNEL_OUTPUT(Kind, Spelling, Extension, Source)                     \
  {OutputKind::Kind, Spelling, Extension, OutputSource::Source},
#include "Outputs.def"
};
} // namespace

OutputSource aikernel::sourceOf(OutputKind kind) {
  return outputs[unsigned(kind)].source;
}
StringRef aikernel::spellingOf(OutputKind kind) {
  return outputs[unsigned(kind)].spelling;
}
StringRef aikernel::extensionOf(OutputKind kind) {
  return outputs[unsigned(kind)].extension;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {
class Reader {
public:
  Reader(llvm::ArrayRef<const char *> arguments, llvm::raw_ostream &errs)
      : arguments(arguments), errs(errs) {}

  std::optional<CommandLine> read();

private:
  void complain(const llvm::Twine &message) {
    errs << "pxc: error: " << message << '\n';
    failed = true;
  }

  void readInput(const opt::InputArgList &list);
  void readOutput(const opt::InputArgList &list);
  void readTargets(const opt::InputArgList &list);
  void readDefines(const opt::InputArgList &list);
  void readCheck(llvm::StringRef check);
  void limitTargets();
  void readChoices(const opt::InputArgList &list);
  void readMessages(const opt::InputArgList &list);
  void readWarnings(const opt::InputArgList &list);
  void complainUnknown(const opt::InputArgList &list);

  llvm::ArrayRef<const char *> arguments;
  llvm::raw_ostream &errs;
  Table table;
  CommandLine line;
  bool failed = false;
};
} // namespace

void Reader::complainUnknown(const opt::InputArgList &list) {
  for (const opt::Arg *arg : list.filtered(OPT_UNKNOWN))
    complain(unknownOption(table, arg->getAsString(list), "pxc"));
}

/// Of a word that names no file, and is nearly one of pxc's.
static std::string nearestSubcommand(StringRef word) {
  if (word == "-" || llvm::sys::fs::exists(word))
    return "";
  std::vector<std::string> names;
  for (const Subcommand &subcommand : allSubcommands())
    names.push_back(subcommand.name.str());
  return nearestName(word, names);
}

void Reader::readInput(const opt::InputArgList &list) {
  std::vector<std::string> inputs = list.getAllArgValues(OPT_INPUT);
  std::string meant = inputs.empty() ? "" : nearestSubcommand(inputs.front());
  if (!meant.empty())
    complain("there is no command '" + inputs.front() + "'" + meant);
  else if (inputs.size() == 1)
    line.input = inputs.front();
  else if (inputs.empty())
    complain("no input file; pxc FILE.px compiles one, pxc --help says more");
  else
    complain("one file at a time: '" + inputs[0] + "' and '" + inputs[1] + "'");
}

void Reader::readOutput(const opt::InputArgList &list) {
  line.output = list.getLastArgValue(OPT_o);
  if (list.hasArg(OPT_o) && line.output.empty())
    complain("-o needs a name");
  StringRef spelling = list.getLastArgValue(OPT_emit);
  StringRef extension = llvm::sys::path::extension(line.output);
  extension.consume_front(".");
  for (const OutputRow &row : outputs)
    if (list.hasArg(OPT_emit)
            ? row.spelling == spelling
            : !extension.empty() && row.extension == extension)
      line.emit = row.kind;
  if (list.hasArg(OPT_emit) && !line.emit) {
    std::string all;
    for (const OutputRow &row : outputs)
      all += (all.empty() ? "" : ", ") + row.spelling.str();
    std::vector<std::string> names;
    for (const OutputRow &row : outputs)
      names.push_back(row.spelling.str());
    complain("--emit=" + spelling + ": there is " + all +
             nearestName(spelling, names));
  }
}

void Reader::readTargets(const opt::InputArgList &list) {
  for (const std::string &spelling : list.getAllArgValues(OPT_target)) {
    std::vector<const Target *> found = findTargets(spelling);
    for (const Target *target : found)
      if (!llvm::is_contained(line.options.targets, target))
        line.options.targets.push_back(target);
    if (!found.empty())
      continue;
    std::string all = "host";
    std::vector<std::string> names{all};
    for (const Target &target : allTargets()) {
      all += ", " + target.name();
      names.insert(names.end(), {target.name(), target.chip});
    }
    complain("--target=" + spelling + ": there is " + all +
             nearestName(spelling, names));
  }
}

void Reader::readDefines(const opt::InputArgList &list) {
  for (const std::string &define : list.getAllArgValues(OPT_D)) {
    auto [name, value] = StringRef(define).split('=');
    if (name.empty() || value.empty())
      complain("-D " + define + ": it takes NAME=VALUE");
    line.options.defines.emplace_back(name, value);
  }
}

void Reader::readCheck(StringRef check) {
  const std::pair<StringRef, bool *> known[] = {
      {"bounds", &line.options.checkBounds},
      {"races", &line.options.checkRaces},
      {"uninit", &line.options.checkUnset},
      {"divergence", &line.options.checkDivergence}};
  bool isKnown = false;
  for (auto [name, choice] : known)
    if (check == name || check == "all")
      isKnown = *choice = true;
  if (!isKnown)
    complain("--check=" + check +
             ": there is bounds, races, uninit, divergence, all");
}

/// What threads do to each other is found on the CPU only.
void Reader::limitTargets() {
  if (!line.options.checksThreads())
    return;
  if (line.options.targets.empty())
    line.options.targets = findTargets("host");
  for (const Target *target : line.options.targets)
    if (target->kind != TargetKind::Host)
      complain(
          "--check=races, uninit and divergence work on the CPU, not for " +
          target->name() + "; --target=host compiles for it");
}

void Reader::readChoices(const opt::InputArgList &list) {
  if (const opt::Arg *arg = list.getLastArg(OPT_O)) {
    StringRef level = arg->getValue();
    if (level.size() != 1 || level[0] < '0' || level[0] > '3')
      complain("-O" + level + ": there is -O0, -O1, -O2, -O3");
    else
      line.options.optLevel = level[0] - '0';
  }
  for (const std::string &checks : list.getAllArgValues(OPT_check))
    for (StringRef check : llvm::split(checks, ','))
      readCheck(check);
  StringRef contract = list.getLastArgValue(OPT_fp_contract, "on");
  line.options.contractFloatingPoint = contract == "on";
  if (contract != "on" && contract != "off")
    complain("--fp-contract=" + contract + ": it takes on or off");
}

void Reader::readWarnings(const opt::InputArgList &list) {
  px::WarningSettings &warnings = line.options.messages.warnings;
  for (const opt::Arg *arg : list.filtered(OPT_W)) {
    StringRef flag = arg->getValue();
    if (warnings.apply(flag))
      continue;
    for (StringRef prefix : {"no-", "error=", "no-error="})
      flag.consume_front(prefix);
    std::vector<std::string> names;
    for (StringRef name : px::warningNames())
      names.push_back(name.str());
    std::string nearest = nearestName(flag, names);
    complain(
        arg->getAsString(list) + ": there is no warning '" + flag + "'" +
        (nearest.empty() ? "; there is " + llvm::join(names, ", ") : nearest));
  }
  if (list.hasArg(OPT_w))
    warnings.silence();
}

void Reader::readMessages(const opt::InputArgList &list) {
  MessageOptions &messages = line.options.messages;
  StringRef color = list.getLastArgValue(OPT_color, "auto");
  messages.useColor =
      color == "always" ||
      (color == "auto" && llvm::sys::Process::StandardErrHasColors() &&
       !llvm::sys::Process::GetEnv("NO_COLOR"));
  if (color != "auto" && color != "always" && color != "never")
    complain("--color=" + color + ": it takes auto, always or never");
  using Format = MessageOptions::Format;
  StringRef format = list.getLastArgValue(OPT_diagnostics_format, "text");
  auto found = llvm::StringSwitch<std::optional<Format>>(format)
                   .Case("text", Format::Text)
                   .Case("json", Format::Json)
                   .Case("sarif", Format::Sarif)
                   .Default(std::nullopt);
  messages.format = found.value_or(Format::Text);
  if (!found)
    complain("--diagnostics-format=" + format +
             ": it takes text, json or sarif");
  readWarnings(list);
}

std::optional<CommandLine> Reader::read() {
  unsigned missingIndex, missingCount;
  opt::InputArgList list =
      table.ParseArgs(arguments, missingIndex, missingCount);
  line.help = list.hasArg(OPT_help);
  line.version = list.hasArg(OPT_version);
  if (line.help || line.version)
    return line;
  if (missingCount)
    complain(StringRef(list.getArgString(missingIndex)) + " needs a value");
  complainUnknown(list);
  readInput(list);
  readOutput(list);
  readTargets(list);
  readDefines(list);
  readChoices(list);
  limitTargets();
  readMessages(list);
  line.options.debugInfo = list.hasArg(OPT_g);
  line.options.includeDirectories = list.getAllArgValues(OPT_I);
  line.options.useCache = !list.hasArg(OPT_no_cache);
  line.options.dumpPhasesTo = list.getLastArgValue(OPT_dump_phases_to);
  line.verbose = list.hasArg(OPT_verbose);
  line.timePhases = list.hasArg(OPT_time_phases);
  line.printPipeline = list.hasArg(OPT_print_pipeline);
  line.saveTemps = list.hasArg(OPT_save_temps);
  if (failed)
    return std::nullopt;
  return std::move(line);
}

std::optional<CompileOptions>
aikernel::parseForwarded(const opt::InputArgList &list,
                         llvm::ArrayRef<unsigned> groups,
                         llvm::raw_ostream &errs) {
  opt::ArgStringList arguments = forwarded(list, groups);
  arguments.push_back("-");
  std::optional<CommandLine> line = parseCommandLine(arguments, errs);
  if (!line)
    return std::nullopt;
  return std::move(line->options);
}

opt::ArgStringList aikernel::forwarded(const opt::InputArgList &list,
                                       llvm::ArrayRef<unsigned> groups) {
  opt::ArgStringList arguments;
  for (const opt::Arg *arg : list)
    if (llvm::any_of(groups, [&](unsigned group) {
          return arg->getOption().matches(group);
        }))
      arg->render(list, arguments);
  return arguments;
}

std::optional<CommandLine>
aikernel::parseCommandLine(llvm::ArrayRef<const char *> arguments,
                           llvm::raw_ostream &errs) {
  return Reader(arguments, errs).read();
}

//===----------------------------------------------------------------------===//
// Help
//===----------------------------------------------------------------------===//

void aikernel::printHelp(llvm::raw_ostream &os) {
  os << R"(pxc compiles .px kernels to x86-64, PTX and HSACO, in one artifact.

usage: pxc [options] FILE.px          compile; the default output is FILE.so and FILE.h
       pxc run FILE.px [options]      compile and run on this machine
       pxc inspect ARTIFACT           what an artifact contains
       pxc check FILE.px…             everything that is wrong in them
       pxc fix FILE.px…               correct what has one obvious correction
       pxc fmt FILE.px…               format in place
       pxc explain FILE.px            what became of its kernels; of px-NNN: what it means
)";
  printOptionGroups(Table(),
                    {OPT_Output_Group, OPT_Code_Group, OPT_Insight_Group,
                     OPT_Messages_Group, OPT_General_Group},
                    os);
  os << R"(
Examples:
  pxc saxpy.px                               saxpy.so and saxpy.h, for all default targets
  pxc saxpy.px --emit=ptx --target=sm_90a -o -
  pxc conway.px -o conway                    an executable, when there is a host program
  pxc saxpy.px --target=host --emit=asm -o - | less
  pxc saxpy.px --target=gfx942 --print-pipeline
  pxc -DTILE=8 matmul_tiled.px --verbose
  pxc check -Wall --diagnostics-format=sarif . >pxc.sarif
  pxc fmt --check .                          which files pxc fmt would change

Environment:
  AIKERNEL_CACHE_DIR        the compile cache (else $XDG_CACHE_HOME/aikernel, ~/.cache/aikernel)
  AIKERNEL_PTXAS_PATH       NVIDIA's ptxas (else PATH, $CUDA_HOME/bin, /usr/local/cuda/bin)
  AIKERNEL_REPRODUCER_PATH  where a failure of pxc itself leaves its input (else the
                            directory for temporary files)

Exit code: 0 success, 1 a mistake in the input, 70 a fault of pxc itself.
)";
}
