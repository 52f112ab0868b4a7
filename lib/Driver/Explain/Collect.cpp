//===- Collect.cpp - From a px program to what is told about it -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Devices.h"
#include "Excerpt.h"
#include "Listing.h"
#include "Observations.h"

using namespace aikernel;
using namespace aikernel::explain;
using artifact::CodeKind;
using llvm::StringRef;

namespace {

class Collector {
public:
  Collector(Session &session, const Options &options)
      : session(session), options(options) {}

  std::optional<Report> collect();

private:
  bool compile();
  KernelReport describe(const px::Kernel &kernel, size_t number);
  void addThreadFacts(KernelReport &report);
  void addHost(KernelReport &report, const artifact::CodeDescription &code,
               size_t number);
  void addDevice(KernelReport &report, const artifact::CodeDescription &code,
                 size_t number);
  std::string assemblyOf(const artifact::CodeDescription &code);
  void addListing(KernelReport &report, const artifact::CodeDescription &code);
  void addFiles(Report &report) const;
  bool isWanted(const artifact::CodeDescription &code) const;
  std::string textAt(const Place &place) const;

  Session &session;
  const Options &options;
  Observations observations;
  artifact::Description description;
  std::vector<explain::DeviceCode> devices;
  std::string hostAssembly;
  llvm::StringMap<std::string> assemblies; ///< of AMD's targets
};

} // namespace

bool Collector::compile() {
  if (!session.generate())
    return false;
  observations.listenTo(*session.context);
  if (!session.runSharedPasses())
    return false;
  auto parts = session.compileAll();
  if (!parts)
    return false;
  description = aikernel::describe(session, *parts);
  devices = devicesFor(session, description, options.gpus);
  if (session.hostTargets().empty())
    return true;
  auto assembly = session.compileHost(CodeForm::CommentedAssembly);
  if (assembly)
    hostAssembly = toStringRef(*assembly).str();
  return assembly.has_value();
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

std::string Collector::textAt(const Place &place) const {
  std::optional<uint32_t> file = session.sources.find(place.file);
  if (!file || !place.line || place.line > session.sources.lineCount(*file))
    return "";
  return excerpt(session.sources.line(*file, place.line), place.column);
}

/// How the threads of a kernel meet is the same in all versions with vectors.
void Collector::addThreadFacts(KernelReport &report) {
  for (const Target *target : session.hostTargets()) {
    if (!target->width)
      continue;
    ThreadFacts facts =
        observations.of(artifact::hostCodeSymbol(report.name, target->chip));
    report.accesses = std::move(facts.accesses);
    report.branches = std::move(facts.branches);
  }
  auto fillText = [&](Action &action) { action.text = textAt(action.place); };
  llvm::for_each(report.accesses, fillText);
  llvm::for_each(report.branches, fillText);
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

void Collector::addHost(KernelReport &report,
                        const artifact::CodeDescription &code, size_t number) {
  std::string symbol = artifact::hostCodeSymbol(report.name, code.arch);
  ThreadFacts threads = observations.of(symbol);
  HostFacts facts;
  facts.version = code.arch;
  facts.vectorBytes = findTargets(code.target + ":" + code.arch).front()->width;
  facts.lanes = std::max(threads.lanes, 1u);
  facts.isWarp = threads.isWarp;
  facts.codeBytes = code.resources[number].codeBytes;
  Listing listing{code.arch, "x86-64", linesOf(hostAssembly, symbol)};
  countRegisters(listing.lines, facts);
  report.hosts.push_back(std::move(facts));
  if (options.wantsListings)
    report.listings.push_back(std::move(listing));
}

/// The code of all kernels as text, or nothing where that fails or the code
/// has another form, too.
std::string Collector::assemblyOf(const artifact::CodeDescription &code) {
  if (code.kind == CodeKind::PTX)
    return code.image;
  if (code.kind != CodeKind::HSACO)
    return "";
  std::string &text = assemblies[code.arch];
  const Target &target = *findTargets(code.arch).front();
  if (text.empty())
    if (auto image = session.compileDevice(target, CodeForm::CommentedAssembly))
      text = toStringRef(image->bytes).str();
  return text;
}

void Collector::addListing(KernelReport &report,
                           const artifact::CodeDescription &code) {
  std::string assembly = assemblyOf(code);
  if (!assembly.empty())
    report.listings.push_back(
        {code.arch, code.kind == CodeKind::PTX ? "PTX" : "AMD GPU code",
         linesOf(assembly, artifact::deviceSymbol(report.name))});
}

void Collector::addDevice(KernelReport &report,
                          const artifact::CodeDescription &code,
                          size_t number) {
  DeviceFacts facts;
  facts.arch = code.arch;
  facts.kind = code.kind;
  facts.resources = artifact::unknownResources();
  if (number < code.resources.size())
    facts.resources = code.resources[number];
  // A cubin says more than the PTX that it was made from.
  bool isOfLast =
      !report.devices.empty() && report.devices.back().arch == code.arch;
  if (isOfLast)
    report.devices.pop_back();
  report.devices.push_back(std::move(facts));
  if (options.wantsListings)
    addListing(report, code);
}

bool Collector::isWanted(const artifact::CodeDescription &code) const {
  return options.targets.empty() ||
         llvm::any_of(options.targets, [&](const Target *target) {
           return code.target == target->architecture() &&
                  code.arch == target->chip;
         });
}

KernelReport Collector::describe(const px::Kernel &kernel, size_t number) {
  px::LineColumn at = session.sources.lineColumn(kernel.range);
  KernelReport report;
  report.name = kernel.name;
  report.place = {session.sources.name(kernel.range.file).str(), at.line,
                  at.column};
  for (const explain::DeviceCode &device : devices)
    report.gpus.push_back(factsOf(device, number, options));
  report.hostMemory = {description.kernels[number].sharedBytes,
                       description.kernels[number].scratchBytesPerThread};
  report.usesDynamicShared = description.kernels[number].usesDynamicShared;
  addThreadFacts(report);
  for (const artifact::CodeDescription &code : description.codes) {
    if (!isWanted(code))
      continue;
    code.kind == CodeKind::HostCode ? addHost(report, code, number)
                                    : addDevice(report, code, number);
  }
  return report;
}

void Collector::addFiles(Report &report) const {
  for (uint32_t file = 0; file < session.sources.count(); ++file) {
    SourceText text{session.sources.name(file).str(), {}};
    for (uint32_t line = 1; line <= session.sources.lineCount(file); ++line)
      text.lines.push_back(session.sources.line(file, line));
    report.files.push_back(std::move(text));
  }
}

std::optional<Report> Collector::collect() {
  if (!compile())
    return std::nullopt;
  Report report;
  report.source = session.path;
  if (options.wantsListings)
    addFiles(report);
  for (auto [number, kernel] : llvm::enumerate(session.program->kernels))
    report.kernels.push_back(describe(*kernel, number));
  return report;
}

std::optional<Report> explain::collect(Session &session,
                                       const Options &options) {
  return Collector(session, options).collect();
}
