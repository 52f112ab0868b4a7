//===- JsonReport.cpp - pxc explain, as JSON ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace aikernel;
using namespace aikernel::explain;
namespace json = llvm::json;

static json::Object placeObject(const Place &place) {
  return json::Object{{"file", json::fixUTF8(place.file)},
                      {"line", place.line},
                      {"column", place.column}};
}

static json::Object actionObject(const Action &action) {
  json::Object object = placeObject(action.place);
  object["text"] = json::fixUTF8(action.text);
  object["kind"] = action.kind;
  return object;
}

static json::Object accessObject(const Access &access) {
  json::Object object = actionObject(access);
  object["memory"] = access.memory;
  object["pattern"] = access.pattern;
  object["strideBytes"] =
      access.stride ? json::Value(*access.stride) : json::Value(nullptr);
  object["elementBytes"] = access.bytes;
  object["runsUnmasked"] = access.runsPlain;
  object["runsMasked"] = access.runsMasked;
  object["transposedElements"] = access.transposed;
  return object;
}

static json::Object branchObject(const Branch &branch) {
  json::Object object = actionObject(branch);
  object["uniform"] = branch.isUniform;
  object["form"] = branch.form;
  return object;
}

static json::Object hostObject(const HostFacts &host) {
  return json::Object{{"version", host.version},
                      {"vectorBytes", host.vectorBytes},
                      {"lanes", host.lanes},
                      {"vectorIsWarp", host.isWarp},
                      {"vectorRegisters", host.vectorRegisters},
                      {"maskRegisters", host.maskRegisters},
                      {"spills", host.spills},
                      {"reloads", host.reloads},
                      {"codeBytes", host.codeBytes}};
}

static json::Value numberOrNull(uint32_t value) {
  return value == artifact::unknown ? json::Value(nullptr) : json::Value(value);
}

static json::Object deviceObject(const DeviceFacts &device) {
  const artifact::Resources &resources = device.resources;
  return json::Object{
      {"arch", device.arch},
      {"registers", numberOrNull(resources.registers)},
      {"scalarRegisters", numberOrNull(resources.scalarRegisters)},
      {"spillBytes", numberOrNull(resources.spillBytes)},
      {"sharedBytes", numberOrNull(resources.sharedBytes)},
      {"localBytes", numberOrNull(resources.scratchBytes)}};
}

static json::Object gpuObject(const GpuFacts &facts) {
  json::Array occupancies;
  for (const auto &[threads, occupancy] : facts.occupancies)
    occupancies.push_back(json::Object{{"threads", threads},
                                       {"blocks", occupancy.blocks},
                                       {"warps", occupancy.warps},
                                       {"percent", occupancy.percent()},
                                       {"limit", limitText(occupancy.limit)}});
  return json::Object{
      {"gpu", facts.gpu->name},
      {"code", facts.code},
      {"mostWarps", facts.gpu->warps * Gpu::parts},
      {"warpThreads", facts.gpu->warp},
      {"registers", numberOrNull(facts.resources.registers)},
      {"scalarRegisters", numberOrNull(facts.resources.scalarRegisters)},
      {"sharedBytes", numberOrNull(facts.resources.sharedBytes)},
      {"occupancy", std::move(occupancies)}};
}

template <typename Range, typename Convert>
static json::Array array(const Range &range, Convert convert) {
  json::Array array;
  for (const auto &element : range)
    array.push_back(convert(element));
  return array;
}

static json::Object kernelObject(const KernelReport &kernel) {
  json::Object object = placeObject(kernel.place);
  object["name"] = json::fixUTF8(kernel.name);
  object["cpuSharedBytes"] = kernel.hostMemory.sharedBytes;
  object["cpuScratchBytesPerThread"] = kernel.hostMemory.scratchBytesPerThread;
  object["usesDynamicShared"] = kernel.usesDynamicShared;
  object["accesses"] = array(kernel.accesses, accessObject);
  object["branches"] = array(kernel.branches, branchObject);
  object["cpu"] = array(kernel.hosts, hostObject);
  object["gpuCode"] = array(kernel.devices, deviceObject);
  object["gpus"] = array(kernel.gpus, gpuObject);
  return object;
}

void explain::printJson(const Report &report, llvm::raw_ostream &os) {
  json::Object root{{"source", json::fixUTF8(report.source)},
                    {"kernels", array(report.kernels, kernelObject)}};
  os << llvm::formatv("{0:2}\n", json::Value(std::move(root)));
}
