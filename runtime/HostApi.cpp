//===- HostApi.cpp - The functions that generated code calls --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Context.h"
#include "runtime/device/host/Fault.h"
#include "runtime/io/ArrayFile.h"
#include <cstring>
#include <string>

using namespace aikernel::runtime;

namespace {

void kernelFault(const AikLaunch *launch, uint32_t code, const AikSite *site,
                 uint64_t block, uint32_t thread, int64_t index,
                 int64_t length) {
  static_cast<LaunchFault *>(launch->status)
      ->record(*launch, code, *site, block, thread, index, length);
  if (code == AIK_FAULT_ASSERT)
    leaveBlock();
}

template <typename T>
void fillElements(void *memory, uint64_t count, uint64_t pattern) {
  auto *first = static_cast<T *>(memory);
  for (uint64_t i = 0; i != count; ++i)
    first[i] = T(pattern);
}

int32_t fill(AikContext *context, void *memory, uint64_t count,
             uint32_t elementSize, uint64_t pattern) {
  if (count == 0)
    return AIK_OK;
  switch (elementSize) {
  case 1:
    memset(memory, int(pattern & 0xff), count);
    return AIK_OK;
  case 2:
    fillElements<uint16_t>(memory, count, pattern);
    return AIK_OK;
  case 4:
    fillElements<uint32_t>(memory, count, pattern);
    return AIK_OK;
  case 8:
    fillElements<uint64_t>(memory, count, pattern);
    return AIK_OK;
  }
  return context->fail(AIK_INVALID_ARGUMENT, "elements of %u bytes",
                       elementSize);
}

int32_t copy(AikContext *, void *destination, const void *source,
             uint64_t bytes) {
  if (bytes != 0)
    memmove(destination, source, bytes);
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
  return moveFile(context, array, path, loadArray);
}

int32_t storeFile(AikContext *context, const AikArray *array,
                  const char *path) {
  return moveFile(context, array, path, storeArray);
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
  return launch(*context, *artifact, kernel, *dims, args);
}

void printText(AikContext *, const char *text) { appendToLine(text); }
void printI64(AikContext *, int64_t value) { appendToLine(value); }
void printU64(AikContext *, uint64_t value) { appendToLine(value); }
void printF32(AikContext *, float value) { appendToLine(value); }
void printF64(AikContext *, double value) { appendToLine(value); }
void printBool(AikContext *, uint32_t value) {
  appendToLine(value & 1 ? "true" : "false");
}
void printNewline(AikContext *context) { context->print.endLine(); }

int32_t fail(AikContext *context, int32_t status, const char *text,
             const char *file, uint32_t line, uint32_t column) {
  Lock lock(context->mutex);
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
};
