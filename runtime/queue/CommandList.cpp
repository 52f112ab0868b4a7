//===- CommandList.cpp - Commands that are submitted many times -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/queue/CommandList.h"
#include "runtime/Context.h"
#include "runtime/memory/Move.h"
#include <cstring>

using namespace aikernel::runtime;

namespace {
struct Recording {
  const AikContext *context = nullptr;
  CommandList *list = nullptr;
};
} // namespace

static thread_local Recording recording;

CommandList *aikernel::runtime::recordedList(const AikContext &context) {
  return recording.context == &context ? recording.list : nullptr;
}

void aikernel::runtime::beginRecording(const AikContext &context,
                                       CommandList &list) {
  list.begin();
  recording = {&context, &list};
}

void aikernel::runtime::endRecording() { recording = {}; }

void CommandList::begin() {
  commands.clear();
  argsOfAll.clear();
  uses.clear();
  freedArray = nullptr;
}

void CommandList::addLaunch(AikArtifact &artifact, uint32_t kernel,
                            const AikDims &dims, const void *args,
                            uint64_t argsBytes) {
  commands.push_back(Launch{&artifact, kernel, dims, argsOfAll.size()});
  size_t words = (argsBytes + sizeof(uint64_t) - 1) / sizeof(uint64_t);
  argsOfAll.resize(argsOfAll.size() + words);
  if (argsBytes != 0)
    memcpy(&argsOfAll[argsOfAll.size() - words], args, argsBytes);
}

void CommandList::forgetMemory(const void *memory) {
  for (const Use &use : uses)
    if (use.memory == memory && !freedArray)
      freedArray = use.arrayName;
}

int32_t CommandList::run(AikContext &context, const Fill &fill) const {
  context.written.write(fill.memory, fill.count * fill.elementSize);
  fillMemory(fill.memory, fill.count, fill.elementSize, fill.pattern);
  return AIK_OK;
}

int32_t CommandList::run(AikContext &context, const Copy &copy) const {
  context.written.copy(copy.destination, copy.source, copy.bytes);
  copyMemory(copy.destination, copy.source, copy.bytes);
  return AIK_OK;
}

int32_t CommandList::run(AikContext &context, const Launch &launch) const {
  return runtime::launch(context, *launch.artifact, launch.kernel, launch.dims,
                         argsOfAll.data() + launch.args);
}

int32_t CommandList::submit(AikContext &context) const {
  if (freedArray)
    return context.fail(
        AIK_INVALID_ARGUMENT,
        "command list '%s' works on array '%s', which has been freed",
        name.c_str(), freedArray);
  for (const auto &command : commands)
    if (int32_t status = std::visit(
            [&](const auto &what) { return run(context, what); }, command))
      return status;
  return AIK_OK;
}
