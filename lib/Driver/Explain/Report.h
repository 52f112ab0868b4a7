//===- Report.h - What pxc explain tells about kernels ----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_EXPLAIN_REPORT_H
#define AIKERNEL_LIB_DRIVER_EXPLAIN_REPORT_H

#include "../Session.h"
#include "aikernel/Target/Occupancy.h"

namespace aikernel::explain {

/// A place in the px source.
struct Place {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;

  auto operator<=>(const Place &) const = default;
};

/// Something that the threads of a kernel do somewhere.
struct Action {
  Place place;
  std::string text; ///< as written
  std::string kind; ///< "load", "store", "atomic"; "if", "for", "while"

  bool isAt(const Action &other) const {
    return place == other.place && kind == other.kind;
  }
};

struct Access : Action {
  std::string memory;  ///< "global", "shared", "local", "table"
  std::string pattern; ///< "contiguous", "uniform", "strided", "gathered", …
  std::optional<int64_t> stride; ///< in bytes, from thread to thread
  unsigned bytes = 0;            ///< of one element
  /// The code is there without a mask, under one, or both ways.
  bool runsPlain = false, runsMasked = false;
  /// Gathers of so many elements became rows that are transposed.
  unsigned transposed = 0;
};

struct Branch : Action {
  bool isUniform = false;
  std::string form; ///< "jump", "copy", "mask", "select"
};

/// How the threads of a kernel were made vectors.
struct ThreadFacts {
  unsigned lanes = 0;
  bool isWarp = false;
  std::vector<Access> accesses;
  std::vector<Branch> branches;
};

/// A line of generated code, and the px line it comes from.
struct CodeLine {
  std::string text;
  Place place; ///< line 0: of no px line
};

/// The code of a kernel for one target.
struct Listing {
  std::string target;
  std::string language;
  std::vector<CodeLine> lines;
};

struct HostFacts {
  std::string version; ///< "avx2"
  unsigned vectorBytes = 0;
  unsigned lanes = 0;
  bool isWarp = false;
  unsigned vectorRegisters = 0, maskRegisters = 0;
  /// Instructions that store a register for want of one, and load it again.
  unsigned spills = 0, reloads = 0;
  uint32_t codeBytes = 0;
};

struct DeviceFacts {
  std::string arch;
  artifact::CodeKind kind;
  artifact::Resources resources;
};

/// What a GPU makes of the code that it gets.
struct GpuFacts {
  const Gpu *gpu = nullptr;
  std::string code; ///< the target that it was made for
  artifact::CodeKind kind;
  artifact::Resources resources;
  /// By the threads of a block; empty where the registers are unknown.
  std::vector<std::pair<unsigned, Occupancy>> occupancies;
};

struct KernelReport {
  std::string name;
  Place place;
  /// On the CPU: of memory that stands for shared memory, and of what a thread
  /// keeps over barriers.
  HostMemory hostMemory;
  bool usesDynamicShared = false;
  std::vector<Access> accesses;
  std::vector<Branch> branches;
  std::vector<HostFacts> hosts;
  std::vector<DeviceFacts> devices;
  std::vector<GpuFacts> gpus;
  std::vector<Listing> listings;
};

struct SourceText {
  std::string name;
  std::vector<llvm::StringRef> lines; ///< of the session's sources
};

struct Report {
  std::string source;
  std::vector<SourceText> files; ///< where there are listings
  std::vector<KernelReport> kernels;
};

struct Options {
  /// Those that are told about; all if there are none.
  std::vector<const Target *> targets;
  std::vector<const Gpu *> gpus;
  std::vector<unsigned> blocks;
  unsigned dynamicShared = 0;
  bool wantsListings = false;
};

/// Compiles the program of a session that has been checked. Nothing if that
/// fails, which the session has said.
std::optional<Report> collect(Session &session, const Options &options);

void printText(const Report &report, llvm::raw_ostream &os);
void printJson(const Report &report, llvm::raw_ostream &os);
void printHtml(const Report &report, llvm::raw_ostream &os);

/// What pxc explain says of `pattern` with its stride, and of masks.
std::string patternText(const Access &access);
std::string maskText(const Access &access);
std::string formText(const Branch &branch);
std::string limitText(Occupancy::Limit limit);
std::string registersText(const HostFacts &host);
std::string registersText(const DeviceFacts &device);
std::string spillText(const HostFacts &host);
std::string spillText(const DeviceFacts &device);
std::string memoryText(const HostMemory &memory);
std::string memoryText(const DeviceFacts &device);

} // namespace aikernel::explain

#endif // AIKERNEL_LIB_DRIVER_EXPLAIN_REPORT_H
