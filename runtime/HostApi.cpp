//===- HostApi.cpp - The functions that generated code calls --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Context.h"
#include "runtime/Messages.h"
#include "runtime/device/Devices.h"
#include "runtime/device/host/Checks.h"
#include "runtime/device/host/Chunk.h"
#include "runtime/device/host/Fault.h"
#include "runtime/io/ArrayFile.h"
#include "runtime/memory/Move.h"
#include <cstring>
#include <string>

using namespace aikernel::runtime;
using aikernel::artifact::typeSize;

namespace {

void kernelFault(const AikLaunch *launch, uint32_t code, const AikSite *site,
                 uint64_t block, uint32_t thread, int64_t index,
                 int64_t length) {
  static_cast<LaunchFault *>(launch->status)
      ->record(code, *site, {block, thread}, index, length);
  if (code == AIK_FAULT_ASSERT)
    leaveBlocks();
}

LaunchChecks &checksOf(const AikLaunch &launch) {
  return *static_cast<LaunchChecks *>(launch.checks);
}

void kernelPrint(const AikLaunch *launch, const AikSite *site,
                 const uint64_t *values, uint64_t block, uint32_t thread) {
  appendLine(linesOfChunk(), *site, shapeOf(*launch), {block, thread}, values,
             launch->context->print.namesPlaces);
}

void kernelAccess(const AikLaunch *launch, const AikAccess *access,
                  const void *base, int64_t index, uint64_t block,
                  uint32_t thread) {
  if (checksOf(*launch).noteAccess(*access, base, index, {block, thread}))
    leaveBlocks();
}

void kernelSync(const AikLaunch *launch, uint32_t warp, const AikSite *site,
                uint64_t block, uint32_t thread) {
  checksOf(*launch).noteSync(warp, site, {block, thread});
}

void kernelVote(const AikLaunch *launch, uint64_t value, uint64_t block,
                uint32_t thread) {
  checksOf(*launch).vote(value, {block, thread});
}

uint64_t kernelAgree(const AikLaunch *launch, const AikBranch *branch,
                     uint64_t block) {
  LaunchChecks &checks = checksOf(*launch);
  if (checks.disagree(*branch, block))
    leaveBlocks();
  return checks.agreedValue();
}

int32_t fill(AikContext *context, void *memory, uint64_t count,
             uint32_t elementSize, uint64_t pattern) {
  if (!canFill(elementSize)) {
    Lock lock(context->mutex);
    return context->fail(AIK_INVALID_ARGUMENT, "elements of %u bytes",
                         elementSize);
  }
  if (CommandList *list = recordedList(*context)) {
    list->add(CommandList::Fill{memory, count, elementSize, pattern});
    return AIK_OK;
  }
  context->written.write(memory, count * elementSize);
  fillMemory(memory, count, elementSize, pattern);
  return AIK_OK;
}

int32_t copy(AikContext *context, void *destination, const void *source,
             uint64_t bytes) {
  if (CommandList *list = recordedList(*context)) {
    list->add(CommandList::Copy{destination, source, bytes});
    return AIK_OK;
  }
  context->written.copy(destination, source, bytes);
  copyMemory(destination, source, bytes);
  return AIK_OK;
}

int32_t trackUnset(AikContext *context, const void *memory, uint64_t bytes,
                   const char *name, const char *file, uint32_t line,
                   uint32_t column) {
  context->written.track(memory, bytes, name,
                         std::string(file) + ":" + std::to_string(line) + ":" +
                             std::to_string(column));
  return AIK_OK;
}

int32_t refuseUnset(AikContext *context, const void *memory, uint64_t bytes,
                    uint32_t elementBytes) {
  auto unset = context->written.firstUnset(memory, bytes);
  if (!unset)
    return AIK_OK;
  std::string what = describeUnset(*unset, elementBytes);
  Lock lock(context->mutex);
  return context->fail(AIK_INVALID_ARGUMENT, "%s", what.c_str());
}

int32_t hostAccess(AikContext *context, const void *element, uint32_t bytes,
                   uint32_t kind) {
  if (kind == AIK_ACCESS_READ)
    return refuseUnset(context, element, bytes, bytes);
  context->written.write(element, bytes);
  return AIK_OK;
}

int32_t moveFile(AikContext *context, const AikArray *array, const char *path,
                 decltype(loadArray) *move) {
  std::string error;
  int32_t status = move(*array, path, error);
  if (status == AIK_OK)
    return status;
  Lock lock(context->mutex);
  return context->fail(status, "%s", error.c_str());
}

int32_t loadFile(AikContext *context, const AikArray *array, const char *path) {
  context->written.write(array->memory, array->length * typeSize(array->type));
  return moveFile(context, array, path, loadArray);
}

int32_t storeFile(AikContext *context, const AikArray *array,
                  const char *path) {
  uint32_t bytes = typeSize(array->type);
  if (int32_t status =
          refuseUnset(context, array->memory, array->length * bytes, bytes))
    return status;
  return moveFile(context, array, path, storeArray);
}

int32_t countFile(AikContext *context, const char *path, uint32_t type,
                  uint64_t *count) {
  std::string error;
  int32_t status = countArray(path, type, *count, error);
  if (status == AIK_OK)
    return status;
  Lock lock(context->mutex);
  return context->fail(status, "%s", error.c_str());
}

int32_t launchImage(AikContext *context, const AikImage *image, uint32_t kernel,
                    const AikDims *dims, const void *args) {
  if (int32_t status = refuseNull(context, "launchImage",
                                  {{"image", image}, {"dims", dims}}))
    return status;
  Lock lock(context->mutex);
  int32_t status = AIK_OK;
  AikArtifact *artifact = artifactOf(*context, *image, status);
  if (!artifact)
    return status;
  if (kernel >= artifact->kernels.size())
    return context->fail(AIK_NOT_FOUND, "the artifact has no kernel number %u",
                         kernel);
  CommandList *list = recordedList(*context);
  if (!list)
    return launch(*context, *artifact, kernel, *dims, args);
  status = prepareLaunch(*context, *artifact, kernel, *dims, args);
  if (status == AIK_OK)
    list->addLaunch(*artifact, kernel, *dims, args,
                    artifact->kernels[kernel].record.argumentBytes);
  return status;
}

int32_t beginCommands(AikContext *context, void **slot, const char *name) {
  Lock lock(context->mutex);
  auto *list = static_cast<CommandList *>(*slot);
  if (!list) {
    list =
        context->commandLists.emplace_back(std::make_unique<CommandList>(name))
            .get();
    *slot = list;
  }
  beginRecording(*context, *list);
  return AIK_OK;
}

int32_t endCommands(AikContext *) {
  endRecording();
  return AIK_OK;
}

int32_t useInCommands(AikContext *context, const void *memory,
                      const char *arrayName) {
  if (CommandList *list = recordedList(*context))
    list->use(memory, arrayName);
  return AIK_OK;
}

int32_t submitCommands(AikContext *context, void *list, const char *name) {
  Lock lock(context->mutex);
  if (!list)
    return context->fail(AIK_INVALID_ARGUMENT,
                         "command list '%s' has not been recorded", name);
  return static_cast<CommandList *>(list)->submit(*context);
}

int32_t selectDevice(AikContext *context, int64_t number, const char *name) {
  bool isThere =
      name ? deviceNamed(name).has_value() : uint64_t(number) < deviceCount();
  if (isThere)
    return AIK_OK;
  std::string wanted =
      name ? "'" + std::string(name) + "'" : std::to_string(number);
  Lock lock(context->mutex);
  return context->fail(AIK_NOT_FOUND, "%s", noDevice(wanted).c_str());
}

void printText(AikContext *, const char *text) { append(ownLine(), text); }
void printI64(AikContext *, int64_t value) { append(ownLine(), value); }
void printU64(AikContext *, uint64_t value) { append(ownLine(), value); }
void printF32(AikContext *, float value) { append(ownLine(), value); }
void printF64(AikContext *, double value) { append(ownLine(), value); }
void printBool(AikContext *, uint32_t value) {
  append(ownLine(), value & 1 ? "true" : "false");
}
void printNewline(AikContext *context) { context->print.endLine(); }

int32_t fail(AikContext *context, int32_t status, const char *text,
             const char *file, uint32_t line, uint32_t column) {
  Lock lock(context->mutex);
  endRecording();
  return context->fail(status, "%s:%u:%u: %s", file, line, column, text);
}

int32_t failWithNumbers(AikContext *context, int32_t status, const char *text,
                        const int64_t *numbers, const char *file, uint32_t line,
                        uint32_t column) {
  constexpr std::string_view place = "{}";
  std::string whole = text;
  for (size_t at = 0; (at = whole.find(place, at)) != std::string::npos;) {
    std::string number = std::to_string(*numbers++);
    whole.replace(at, place.size(), number);
    at += number.size();
  }
  return fail(context, status, whole.c_str(), file, line, column);
}

int32_t failAt(AikContext *context, int32_t status, const char *file,
               uint32_t line, uint32_t column) {
  if (status == AIK_KERNEL_FAULT)
    return status;
  Lock lock(context->mutex);
  return fail(context, status, std::string(context->error).c_str(), file, line,
              column);
}

int32_t assertFail(AikContext *context, const char *text, const char *file,
                   uint32_t line, uint32_t column) {
  Lock lock(context->mutex);
  endRecording();
  return context->fail(AIK_ASSERTION_FAILED, "%s:%u:%u: assertion failed: %s",
                       file, line, column, text);
}

} // namespace

const AikHostApi aikernel::runtime::hostApi = {
    .version = AIK_ABI_VERSION,
    .size = sizeof(AikHostApi),
    .kernelFault = kernelFault,
    .alloc = aikMemoryAlloc,
    .free = aikMemoryFree,
    .fill = fill,
    .copy = copy,
    .launchImage = launchImage,
    .wait = aikWait,
    .printText = printText,
    .printI64 = printI64,
    .printU64 = printU64,
    .printF32 = printF32,
    .printF64 = printF64,
    .printBool = printBool,
    .printNewline = printNewline,
    .assertFail = assertFail,
    .fail = fail,
    .failWithNumbers = failWithNumbers,
    .failAt = failAt,
    .loadFile = loadFile,
    .storeFile = storeFile,
    .beginCommands = beginCommands,
    .endCommands = endCommands,
    .useInCommands = useInCommands,
    .submitCommands = submitCommands,
    .selectDevice = selectDevice,
    .kernelPrint = kernelPrint,
    .countFile = countFile,
    .kernelAccess = kernelAccess,
    .kernelSync = kernelSync,
    .kernelVote = kernelVote,
    .kernelAgree = kernelAgree,
    .trackUnset = trackUnset,
    .hostAccess = hostAccess,
};
