//===- Report.cpp - What pxc run says at the end --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include <algorithm>
#include <cmath>

using namespace aikernel;
using namespace aikernel::run;
using llvm::raw_ostream;
using llvm::StringRef;

double Report::median() const {
  std::vector<double> sorted = runSeconds;
  llvm::sort(sorted);
  size_t middle = sorted.size() / 2;
  return sorted.size() % 2 ? sorted[middle]
                           : (sorted[middle - 1] + sorted[middle]) / 2;
}

double Report::least() const { return *llvm::min_element(runSeconds); }

//===----------------------------------------------------------------------===//
// For people
//===----------------------------------------------------------------------===//

static std::string formatNumber(double number) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.4g", number);
  return text;
}

std::string aikernel::run::formatSeconds(double seconds) {
  if (seconds < 1e-3)
    return formatNumber(seconds * 1e6) + " us";
  if (seconds < 1)
    return formatNumber(seconds * 1e3) + " ms";
  return formatNumber(seconds) + " s";
}

static std::string formatDims(AikDim3 dims) {
  std::string text = std::to_string(dims.x);
  if (dims.y != 1 || dims.z != 1)
    text += "x" + std::to_string(dims.y);
  if (dims.z != 1)
    text += "x" + std::to_string(dims.z);
  return text;
}

static raw_ostream &label(raw_ostream &os, StringRef text) {
  return os << llvm::left_justify(text, 9);
}

static void printCompilation(const Report &report, bool verbose,
                             raw_ostream &os) {
  label(os, report.wasCompiledBefore ? "load" : "compile")
      << formatSeconds(report.compileSeconds)
      << (report.wasCached ? " (cached)" : "") << '\n';
  if (!verbose)
    return;
  for (const PhaseTime &phase : report.phases)
    label(os, "") << llvm::left_justify(phase.name, 24) << ' '
                  << formatSeconds(phase.seconds) << '\n';
}

static void printMemory(const AikMemoryReport &memory, raw_ostream &os) {
  if (memory.pinnedBytes)
    label(os, "memory") << "PINNED " << memory.pinnedBytes << " bytes, "
                        << memory.lockedBytes << " locked\n";
  if (memory.hugeBytes)
    label(os, "memory") << "HUGE " << memory.hugeBytes << " bytes, "
                        << memory.hugePageBytes << " in huge pages\n";
}

static void printRun(const Report &report, raw_ostream &os) {
  bool isOne = report.runSeconds.size() == 1;
  label(os, "run");
  if (isOne)
    os << formatSeconds(report.median());
  else
    os << "median " << formatSeconds(report.median()) << ", least "
       << formatSeconds(report.least()) << " of " << report.runSeconds.size()
       << " runs";
  // What a host program allocates and moves is its own affair.
  if (!report.kernel.empty() && report.bytes)
    os << "; " << report.bytes << " bytes in arrays, "
       << formatNumber(report.bytes / report.median() * 1e-9) << " GB/s";
  os << '\n';
}

/// Of a scalar or a text.
static std::string valueOf(const Argument &argument) {
  return argument.parameter.isText()
             ? argument.text
             : formatScalar(argument.value.bits, argument.parameter.type);
}

static void printArguments(const Report &report, raw_ostream &os) {
  for (const Argument &argument : report.arguments) {
    const Parameter &parameter = argument.parameter;
    label(os, "") << llvm::left_justify(parameter.name, 12) << ' '
                  << nameOf(parameter.type) << ' ';
    if (parameter.isArray)
      os << formatShape(argument.shape)
         << (parameter.isReadOnly ? ", read only" : "");
    else
      os << valueOf(argument);
    os << '\n';
  }
}

static void printCheck(const Check &check, raw_ostream &os) {
  label(os, check.passed() ? "PASS" : "FAIL") << check.name << ": ";
  const Comparison &comparison = check.comparison;
  if (check.passed())
    os << check.count << " of " << check.type;
  else
    os << check.name << check.index << " is " << check.actual << ", expected "
       << check.expected << "; " << comparison.differing << " of "
       << check.count << " differ";
  if (comparison.largestError == 0)
    os << ", equal";
  else
    os << ", largest error " << formatNumber(comparison.largestError);
  os << '\n';
}

void aikernel::run::printText(const Report &report, bool verbose,
                              raw_ostream &os) {
  if (report.kernel.empty())
    label(os, "program") << report.input << '\n';
  else
    label(os, "kernel") << report.kernel << ", grid " << formatDims(report.grid)
                        << ", block " << formatDims(report.block) << '\n';
  if (verbose)
    printArguments(report, os);
  label(os, "device") << "cpu, " << report.code << " code, " << report.threads
                      << (report.threads == 1 ? " thread" : " threads") << '\n';
  printCompilation(report, verbose, os);
  printRun(report, os);
  if (verbose)
    printMemory(report.memory, os);
  for (const Check &check : report.checks)
    printCheck(check, os);
  for (const WrittenArray &array : report.written)
    label(os, "wrote") << array.path << '\n';
}

//===----------------------------------------------------------------------===//
// For machines
//===----------------------------------------------------------------------===//

namespace json = llvm::json;

static std::string utf8(StringRef text) { return json::fixUTF8(text); }

static json::Array jsonOf(AikDim3 dims) {
  return json::Array{dims.x, dims.y, dims.z};
}

static json::Array jsonOf(llvm::ArrayRef<uint64_t> shape) {
  json::Array array;
  for (uint64_t size : shape)
    array.push_back(size);
  return array;
}

/// JSON has no infinity.
static json::Value finiteOrNull(double number) {
  return std::isfinite(number) ? json::Value(number) : json::Value(nullptr);
}

static json::Object jsonOf(const Argument &argument) {
  const Parameter &parameter = argument.parameter;
  json::Object object{{"name", utf8(parameter.name)},
                      {"type", nameOf(parameter.type)}};
  if (parameter.isArray)
    object["shape"] = jsonOf(llvm::ArrayRef<uint64_t>(argument.shape));
  else
    object["value"] = utf8(valueOf(argument));
  return object;
}

static json::Object jsonOf(const AikMemoryReport &memory) {
  return json::Object{{"pinnedBytes", memory.pinnedBytes},
                      {"lockedBytes", memory.lockedBytes},
                      {"hugeBytes", memory.hugeBytes},
                      {"hugePageBytes", memory.hugePageBytes}};
}

static json::Object jsonOf(const Check &check) {
  json::Object object{
      {"name", utf8(check.name)},
      {"type", check.type},
      {"result", check.passed() ? "PASS" : "FAIL"},
      {"elements", check.count},
      {"rtol", check.tolerance.relative},
      {"atol", check.tolerance.absolute},
      {"differing", check.comparison.differing},
      {"largestError", finiteOrNull(check.comparison.largestError)}};
  if (!check.passed())
    object["first"] = json::Object{{"index", check.comparison.first},
                                   {"value", check.actual},
                                   {"expected", check.expected}};
  return object;
}

void aikernel::run::printJson(const Report &report, raw_ostream &os) {
  json::Array arguments, checks, written, phases, runs;
  for (const Argument &argument : report.arguments)
    arguments.push_back(jsonOf(argument));
  for (const Check &check : report.checks)
    checks.push_back(jsonOf(check));
  for (const WrittenArray &array : report.written)
    written.push_back(
        json::Object{{"name", utf8(array.name)}, {"path", utf8(array.path)}});
  for (const PhaseTime &phase : report.phases)
    phases.push_back(
        json::Object{{"name", utf8(phase.name)}, {"seconds", phase.seconds}});
  for (double seconds : report.runSeconds)
    runs.push_back(seconds);

  json::Object root{{"input", utf8(report.input)},
                    {"device", "cpu"},
                    {"code", utf8(report.code)},
                    {"threads", report.threads},
                    {"compileSeconds", report.compileSeconds},
                    {"cached", report.wasCached},
                    {"phases", std::move(phases)},
                    {"runSeconds", std::move(runs)},
                    {"medianSeconds", report.median()},
                    {"leastSeconds", report.least()},
                    {"arguments", std::move(arguments)},
                    {"checks", std::move(checks)},
                    {"written", std::move(written)},
                    {"memory", jsonOf(report.memory)},
                    {"printed", utf8(report.printed)}};
  if (!report.kernel.empty()) {
    root["kernel"] = utf8(report.kernel);
    root["grid"] = jsonOf(report.grid);
    root["block"] = jsonOf(report.block);
    root["bytes"] = report.bytes;
    root["bytesPerSecond"] = finiteOrNull(report.bytes / report.median());
  }
  os << llvm::formatv("{0:2}\n", json::Value(std::move(root)));
}
