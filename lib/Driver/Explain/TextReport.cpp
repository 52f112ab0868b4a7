//===- TextReport.cpp - pxc explain, as text ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../OptionHelp.h"
#include "Report.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Unicode.h"

using namespace aikernel;
using namespace aikernel::explain;
using artifact::CodeKind;
using llvm::raw_ostream;
using llvm::StringRef;

namespace {

/// Rows of cells that stand below each other; the last one is as long as it is.
class Columns {
public:
  void add(std::vector<std::string> row) { rows.push_back(std::move(row)); }
  void print(StringRef heading, raw_ostream &os) const;

private:
  std::vector<std::vector<std::string>> rows;
};

} // namespace

static size_t widthOf(StringRef text) {
  int width = llvm::sys::unicode::columnWidthUTF8(text);
  return width < 0 ? text.size() : width;
}

void Columns::print(StringRef heading, raw_ostream &os) const {
  if (rows.empty())
    return;
  os << "  " << heading << '\n';
  std::vector<size_t> widths;
  for (const auto &row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (auto [cell, width] : llvm::zip(row, widths))
      width = std::max(width, widthOf(cell));
  }
  for (const auto &row : rows) {
    std::string line = "    ";
    for (auto [cell, width] : llvm::zip(row, widths))
      line += cell + std::string(width - widthOf(cell) + 2, ' ');
    os << StringRef(line).rtrim() << '\n';
  }
}

/// "13:20", with the file if it is another one.
static std::string placeText(const Report &report, const Place &place) {
  std::string text =
      std::to_string(place.line) + ":" + std::to_string(place.column);
  if (place.file == report.source)
    return text;
  StringRef name = llvm::sys::path::filename(place.file);
  bool isClear = name != llvm::sys::path::filename(report.source);
  return (isClear ? name.str() : place.file) + ":" + text;
}

/// Arrays of a thread are interleaved, so that all threads' elements lie side
/// by side; there is nothing to tell unless each thread has an index of its
/// own.
static bool isExpected(const Access &access) {
  return access.memory == "local" && access.pattern == "contiguous";
}

static void printThreads(const Report &report, const KernelReport &kernel,
                         raw_ostream &os) {
  Columns accesses, branches;
  for (const Access &access : kernel.accesses) {
    if (isExpected(access))
      continue;
    accesses.add({placeText(report, access.place), access.text,
                  access.memory + " " + access.kind, patternText(access),
                  maskText(access)});
  }
  for (const Branch &branch : kernel.branches)
    branches.add(
        {placeText(report, branch.place), branch.text, formText(branch)});
  accesses.print("memory", os);
  branches.print("branches", os);
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

static std::string vectorText(const HostFacts &host) {
  if (!host.vectorBytes)
    return "one thread after the other";
  std::string text = std::to_string(host.lanes) + " threads a vector";
  return host.isWarp ? text + ", a warp" : text;
}

static void printHosts(const KernelReport &kernel, raw_ostream &os) {
  Columns hosts;
  for (const HostFacts &host : kernel.hosts)
    hosts.add({host.version, vectorText(host), registersText(host),
               spillText(host), counted(host.codeBytes, "byte") + " of code"});
  std::string memory = memoryText(kernel.hostMemory);
  if (!kernel.hosts.empty() && !memory.empty())
    hosts.add({"memory", memory});
  hosts.print("CPU", os);
}

static void printDevices(const KernelReport &kernel, raw_ostream &os) {
  Columns devices;
  for (const DeviceFacts &device : kernel.devices)
    devices.add({device.arch, registersText(device), spillText(device),
                 memoryText(device)});
  devices.print("GPU code", os);
}

//===----------------------------------------------------------------------===//
// Occupancy
//===----------------------------------------------------------------------===//

/// "R"
static std::string letterOf(Occupancy::Limit limit) {
  return std::string(1, llvm::toUpper(limitText(limit).front()));
}

/// "12.5% R"
static std::string occupancyText(const Occupancy &occupancy) {
  if (!occupancy.blocks)
    return "none " + letterOf(occupancy.limit);
  std::string text =
      llvm::formatv("{0}%", llvm::format("%.3g", occupancy.percent()));
  bool isLimited = occupancy.warps < occupancy.mostWarps;
  return isLimited ? text + " " + letterOf(occupancy.limit) : text;
}

/// Which code a GPU runs, if not one of its own name.
static std::string codeText(const GpuFacts &facts) {
  if (facts.code == facts.gpu->name)
    return facts.gpu->name;
  return std::string(facts.gpu->name) + " (" + facts.code +
         (facts.kind == CodeKind::PTX ? " PTX)" : ")");
}

static void printOccupancy(const KernelReport &kernel, raw_ostream &os) {
  Columns gpus;
  auto hasFigures = [](const GpuFacts &facts) {
    return !facts.occupancies.empty();
  };
  auto known = llvm::find_if(kernel.gpus, hasFigures);
  if (known != kernel.gpus.end()) {
    std::vector<std::string> head{"threads of a block", ""};
    for (const auto &[threads, occupancy] : known->occupancies)
      head.push_back(std::to_string(threads));
    gpus.add(std::move(head));
  }
  for (const GpuFacts &facts : kernel.gpus) {
    std::vector<std::string> row{codeText(facts)};
    if (facts.occupancies.empty())
      row.push_back("unknown: no ptxas");
    else
      row.push_back(counted(facts.resources.registers, "register"));
    for (const auto &[threads, occupancy] : facts.occupancies)
      row.push_back(occupancyText(occupancy));
    gpus.add(std::move(row));
  }
  gpus.print("occupancy, limited by R registers, S shared memory, B blocks, "
             "W the size of the block",
             os);
}

void explain::printText(const Report &report, raw_ostream &os) {
  for (const KernelReport &kernel : report.kernels) {
    os << (&kernel == &report.kernels.front() ? "" : "\n") << "kernel "
       << kernel.name << ", " << kernel.place.file << ':' << kernel.place.line
       << '\n';
    printThreads(report, kernel, os);
    printHosts(kernel, os);
    printDevices(kernel, os);
    printOccupancy(kernel, os);
  }
}
