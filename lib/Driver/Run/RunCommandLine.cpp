//===- RunCommandLine.cpp - What pxc run was told -------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunCommandLine.h"
#include "../CommandLine.h"
#include "../OptionHelp.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

using namespace aikernel;
using namespace aikernel::run;
using llvm::ArrayRef;
using llvm::StringRef;
namespace opt = llvm::opt;

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

#define AIKERNEL_OPTIONS "RunOpts.inc"
#include "../OptionTable.inc"

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {
class Reader {
public:
  Reader(ArrayRef<const char *> arguments, llvm::raw_ostream &errs)
      : arguments(arguments), errs(errs) {}

  std::optional<RunCommandLine> read();

private:
  void complain(const llvm::Twine &message) {
    errs << "pxc: error: " << message << '\n';
    failed = true;
  }

  /// Spells the option as it was given.
  void complainOf(const opt::Arg *arg, const llvm::Twine &message) {
    complain(arg->getAsString(list) + ": " + message);
  }

  void readInput();
  void readLaunch();
  void readData();
  void readTolerance(const opt::Arg *arg);
  void readMachine();
  void readReport();
  void readCompilation();
  void readHostArguments();

  /// Of one of these options, if it was given.
  std::optional<uint32_t> number(const opt::Arg *arg, uint32_t least,
                                 uint32_t most);
  std::optional<AikDim3> sizes(unsigned option);
  NamedValue namedValue(const opt::Arg *arg);
  /// `--name=value`, an input of the host program.
  void addHostArgument(StringRef text);

  ArrayRef<const char *> arguments;
  ArrayRef<const char *> hostArguments; ///< behind `--`
  llvm::raw_ostream &errs;
  Table table;
  opt::InputArgList list;
  RunCommandLine line;
  Expectation common; ///< its tolerances are for those without their own
  bool failed = false;
};
} // namespace

std::optional<uint32_t> Reader::number(const opt::Arg *arg, uint32_t least,
                                       uint32_t most) {
  uint32_t value;
  StringRef text = arg->getValue();
  if (!text.getAsInteger(0, value) && value >= least && value <= most)
    return value;
  complainOf(arg, "it takes a number from " + llvm::Twine(least) + " to " +
                      llvm::Twine(most));
  return std::nullopt;
}

std::optional<AikDim3> Reader::sizes(unsigned option) {
  const opt::Arg *arg = list.getLastArg(option);
  if (!arg)
    return std::nullopt;
  AikDim3 dims{1, 1, 1};
  uint32_t *axes[] = {&dims.x, &dims.y, &dims.z};
  llvm::SmallVector<StringRef, 4> texts;
  StringRef(arg->getValue()).split(texts, ',');
  bool isValid = texts.size() <= std::size(axes);
  for (auto [text, axis] : llvm::zip(texts, axes))
    isValid &= !text.getAsInteger(0, *axis) && *axis > 0;
  if (isValid)
    return dims;
  complainOf(arg, "it takes one to three sizes of 1 or more: 256, or 16,16");
  return std::nullopt;
}

NamedValue Reader::namedValue(const opt::Arg *arg) {
  StringRef spelling = arg->getSpelling().rtrim('=');
  auto [name, value] = StringRef(arg->getValue()).split('=');
  if (name.empty() || value.empty())
    complainOf(arg, StringRef("it takes ") +
                        table.getOptionMetaVar(
                            arg->getOption().getUnaliasedOption().getID()));
  return {name.str(), value.str(), (spelling + " " + name).str()};
}

void Reader::addHostArgument(StringRef text) {
  if (!text.consume_front("--") || text.empty()) {
    complain("'" + text + "': an argument of the host program is --name=value");
    return;
  }
  auto [name, value] = text.split('=');
  // A bool may be named only.
  line.values.push_back({name.str(), text.contains('=') ? value.str() : "true",
                         ("--" + name).str()});
}

void Reader::readInput() {
  std::vector<std::string> inputs = list.getAllArgValues(OPT_INPUT);
  if (inputs.size() == 1)
    line.input = inputs.front();
  else if (inputs.empty())
    complain(
        "no input file; pxc run FILE.px runs one, pxc run --help says more");
  else
    complain("one file at a time: '" + inputs[0] + "' and '" + inputs[1] + "'");
}

void Reader::readLaunch() {
  line.kernel = list.getLastArgValue(OPT_kernel);
  line.grid = sizes(OPT_grid);
  line.block = sizes(OPT_block);
  if (const opt::Arg *arg = list.getLastArg(OPT_shared))
    line.dynamicShared = number(arg, 0, UINT32_MAX).value_or(0);
  if (!line.kernel.empty())
    return;
  for (unsigned option : {OPT_grid, OPT_block, OPT_shared})
    if (const opt::Arg *arg = list.getLastArg(option))
      complain(arg->getSpelling() + " is for a kernel: name it with --kernel");
}

/// Applies to the expectations before it that have none of its kind, or, when
/// there are none before it, to all.
void Reader::readTolerance(const opt::Arg *arg) {
  double value;
  if (StringRef(arg->getValue()).getAsDouble(value) || !(value >= 0) ||
      value > 1e300) {
    complainOf(arg, "it takes a number of 0 or more");
    return;
  }
  auto member = arg->getOption().matches(OPT_rtol) ? &Expectation::relative
                                                   : &Expectation::absolute;
  if (line.expectations.empty())
    common.*member = value;
  for (Expectation &expectation : line.expectations)
    if (!(expectation.*member))
      expectation.*member = value;
}

void Reader::readData() {
  for (const opt::Arg *arg :
       list.filtered(OPT_assign, OPT_out, OPT_expect, OPT_rtol, OPT_atol)) {
    const opt::Option &option = arg->getOption();
    if (option.matches(OPT_assign))
      line.values.push_back(namedValue(arg));
    else if (option.matches(OPT_out))
      line.outputs.push_back(namedValue(arg));
    else if (option.matches(OPT_expect))
      line.expectations.push_back({namedValue(arg), {}, {}});
    else
      readTolerance(arg);
  }
  if (line.expectations.empty() && (common.relative || common.absolute))
    complain(
        "--rtol and --atol say how near an --expect has to be; there is none");
  for (Expectation &expectation : line.expectations) {
    expectation.relative =
        expectation.relative ? expectation.relative : common.relative;
    expectation.absolute =
        expectation.absolute ? expectation.absolute : common.absolute;
  }
  for (NamedValue &output : line.outputs) {
    StringRef path = output.value;
    bool isFile = path.consume_front("@");
    if (!isFile || !(path.ends_with(".npy") || path.ends_with(".bin")))
      complain(output.option + "=" + output.value +
               ": it takes @FILE.npy or @FILE.bin");
    output.value = path.str();
  }
}

void Reader::readMachine() {
  if (const opt::Arg *arg = list.getLastArg(OPT_device))
    if (StringRef(arg->getValue()) != "cpu")
      complainOf(arg, "there is cpu");
  line.cpu = list.getLastArgValue(OPT_cpu, "auto");
  std::string spelling = "x86_64:" + line.cpu;
  line.compile.targets = findTargets(line.cpu == "auto" ? "host" : spelling);
  if (line.compile.targets.empty())
    complainOf(list.getLastArg(OPT_cpu),
               "there is scalar, avx2, avx512 and auto");
  if (const opt::Arg *arg = list.getLastArg(OPT_threads))
    line.threads = number(arg, 1, 1024).value_or(0);
  StringRef form = list.getLastArgValue(OPT_print, "places");
  line.printsPlaces = form == "places";
  if (form != "places" && form != "plain")
    complain("--print=" + form + ": there are places and plain");
}

void Reader::readReport() {
  line.isTimed = list.hasArg(OPT_time, OPT_time_eq);
  if (const opt::Arg *arg = list.getLastArg(OPT_time_eq))
    line.runs = number(arg, 1, 1000000).value_or(0);
  line.json = list.hasArg(OPT_json);
  line.verbose = list.hasArg(OPT_verbose);
}

/// The compiler's options mean what they mean to `pxc`: its own reader reads
/// them.
void Reader::readCompilation() {
  opt::ArgStringList rendered = forwarded(list, OPT_Code_Group);
  line.compileArguments.assign(rendered.begin(), rendered.end());
  std::optional<CompileOptions> options =
      parseForwarded(list, {OPT_Code_Group, OPT_Messages_Group}, errs);
  if (!options) {
    failed = true;
    return;
  }
  std::swap(options->targets, line.compile.targets);
  line.compile = std::move(*options);
}

void Reader::readHostArguments() {
  for (const opt::Arg *arg : list.filtered(OPT_UNKNOWN)) {
    StringRef text = arg->getSpelling();
    bool isHostArgument =
        line.kernel.empty() && text.starts_with("--") && text.contains('=');
    if (isHostArgument)
      addHostArgument(text);
    else
      complain(unknownOption(table, text, "pxc run"));
  }
  if (!line.kernel.empty() && !hostArguments.empty())
    complain("what follows -- is for a host program, and --kernel runs none");
  else
    llvm::for_each(hostArguments,
                   [&](StringRef text) { addHostArgument(text); });
}

std::optional<RunCommandLine> Reader::read() {
  auto *separator = llvm::find(arguments, StringRef("--"));
  if (separator != arguments.end()) {
    hostArguments = {separator + 1, arguments.end()};
    arguments = {arguments.begin(), separator};
  }
  unsigned missingIndex, missingCount;
  list = table.ParseArgs(arguments, missingIndex, missingCount);
  line.help = list.hasArg(OPT_help);
  if (line.help)
    return line;
  if (missingCount)
    complain(StringRef(list.getArgString(missingIndex)) + " needs a value");
  readInput();
  readLaunch();
  readData();
  readHostArguments();
  readMachine();
  readReport();
  readCompilation();
  if (failed)
    return std::nullopt;
  return std::move(line);
}

std::optional<RunCommandLine>
aikernel::run::parseRunCommandLine(ArrayRef<const char *> arguments,
                                   llvm::raw_ostream &errs) {
  return Reader(arguments, errs).read();
}

bool aikernel::run::isRunOption(StringRef name) {
  Table table;
  for (unsigned id = 1; id <= table.getNumOptions(); ++id)
    if (table.getOptionPrefix(id) == "--" &&
        table.getOptionName(id).rtrim('=') == name)
      return true;
  return false;
}

//===----------------------------------------------------------------------===//
// Help
//===----------------------------------------------------------------------===//

void aikernel::run::printRunHelp(llvm::raw_ostream &os) {
  os << R"(Compiles a px file and runs it on this machine, or runs an artifact of pxc.

usage: pxc run FILE [options] [--name=value]... [-- --name=value...]

Without --kernel the host program runs; --name=value gives its ARG called name a
value. Behind -- stand those whose names are options of pxc run as well, and --help,
which lists all ARGs.
)";
  printOptionGroups(Table(),
                    {OPT_Launch_Group, OPT_Data_Group, OPT_Machine_Group,
                     OPT_Code_Group, OPT_Messages_Group, OPT_Report_Group},
                    os);
  os << R"(
Examples:
  pxc run saxpy.px --n=100
  pxc run vector_add.px --kernel vector_add --grid 4 --block 256 \
      --in a=iota:1024 --in b=@b.npy --in c=zeros:1024 --in n=1024 --out c=@c.npy
  pxc run softmax.px --kernel softmax --grid 64 --block 128 --in x=random:64x1000:7 \
      --in y=zeros:64x1000 --in rows=64 --in cols=1000 --expect y=@y.npy --rtol 1e-6 --time
  pxc run histogram.px --check=bounds --cpu=scalar

Exit code: 0 success, 1 a mistake in the input or a FAIL, 70 a fault of pxc itself.
)";
}
