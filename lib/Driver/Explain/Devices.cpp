//===- Devices.cpp - What GPUs would make of the code for them ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Devices.h"
#include "aikernel/Artifact/Choice.h"
#include "aikernel/Artifact/Writer.h"
#include "aikernel/Target/NVPTX.h"

using namespace aikernel;
using namespace aikernel::explain;
using artifact::CodeKind;
using llvm::StringRef;

/// The driver of a GPU assembles PTX that was made for an older one; ptxas says
/// what comes of it.
static std::vector<KernelResources>
assembledFor(const Gpu &gpu, const artifact::CodeDescription &code,
             const Session &session) {
  auto ptxas = findPtxas();
  if (!ptxas)
    return {};
  Target target{TargetKind::NVPTX, gpu.name, gpu.name, "", gpu.warp, false};
  auto cubin =
      assemblePTX(session.module.get().getLoc(), code.image, target, *ptxas,
                  {CodeForm::Object, session.options.optLevel});
  if (!cubin) { // an assembler older than the GPU
    llvm::consumeError(cubin.takeError());
    return {};
  }
  return std::move(cubin->kernels);
}

static std::vector<artifact::Resources>
resourcesOn(const Gpu &gpu, const artifact::CodeDescription &code,
            const artifact::Description &description, const Session &session) {
  if (code.kind == CodeKind::PTX)
    return describeResources(TargetKind::NVPTX,
                             assembledFor(gpu, code, session),
                             description.kernels);
  return code.resources;
}

std::vector<explain::DeviceCode>
explain::devicesFor(const Session &session,
                    const artifact::Description &description,
                    llvm::ArrayRef<const Gpu *> gpus) {
  std::string contents = artifact::write(description), error;
  auto reader = artifact::Reader::parse(
      {reinterpret_cast<const uint8_t *>(contents.data()), contents.size()},
      error);
  std::vector<DeviceCode> devices;
  for (const Gpu *gpu : gpus) {
    auto index =
        reader ? artifact::chooseCode(*reader, gpu->name) : std::nullopt;
    if (!index)
      continue;
    const artifact::CodeDescription &code = description.codes[*index];
    devices.push_back(
        {gpu, &code, resourcesOn(*gpu, code, description, session)});
  }
  return devices;
}

GpuFacts explain::factsOf(const DeviceCode &device, size_t kernel,
                          const Options &options) {
  GpuFacts facts;
  facts.gpu = device.gpu;
  facts.code = device.code->arch;
  facts.kind = device.code->kind;
  facts.resources = kernel < device.resources.size()
                        ? device.resources[kernel]
                        : artifact::unknownResources();
  const artifact::Resources &resources = facts.resources;
  if (resources.registers == artifact::unknown)
    return facts;
  auto known = [](uint32_t value) {
    return value == artifact::unknown ? 0 : value;
  };
  for (unsigned threads : options.blocks)
    facts.occupancies.push_back(
        {threads, occupancyOf(*device.gpu, {threads, resources.registers,
                                            known(resources.scalarRegisters),
                                            known(resources.sharedBytes) +
                                                options.dynamicShared})});
  return facts;
}
