//===- Context.cpp - Contexts, errors, memory -----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Context.h"
#include "runtime/device/Devices.h"
#include "runtime/sys/System.h"
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <new>

using namespace aikernel::runtime;

static constexpr uint32_t maxThreads = 1024;

/// Of calls without a context.
static thread_local char threadError[256] = "";

int32_t AikContext::fail(int32_t status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error, sizeof(error), format, arguments);
  va_end(arguments);
  return status;
}

int32_t AikContext::flushPrint() {
  int code = print.flush();
  return code == 0
             ? int32_t(AIK_OK)
             : fail(AIK_SYSTEM_ERROR, "cannot write to standard output: %s",
                    strerror(code));
}

static int32_t failCreation(int32_t status, const char *text) {
  snprintf(threadError, sizeof(threadError), "%s", text);
  return status;
}

int32_t aikernel::runtime::refuseNull(AikContext *context, const char *call,
                                      std::initializer_list<Pointer> pointers) {
  if (!context) {
    snprintf(threadError, sizeof(threadError), "%s: the context is null", call);
    return AIK_INVALID_ARGUMENT;
  }
  for (const Pointer &pointer : pointers) {
    if (pointer.value || !pointer.isNeeded)
      continue;
    Lock lock(context->mutex);
    return context->fail(AIK_INVALID_ARGUMENT, "%s: '%s' is null", call,
                         pointer.name);
  }
  return AIK_OK;
}

const char *aikRuntimeVersion(void) { return AIKERNEL_VERSION; }

const AikHostApi *aikGetHostApi(uint32_t abiVersion) {
  return abiVersion == AIK_ABI_VERSION ? &hostApi : nullptr;
}

const char *aikStatusName(int32_t status) {
  switch (status) {
  case AIK_OK:
    return "AIK_OK";
  case AIK_INVALID_ARGUMENT:
    return "AIK_INVALID_ARGUMENT";
  case AIK_NOT_FOUND:
    return "AIK_NOT_FOUND";
  case AIK_BAD_ARTIFACT:
    return "AIK_BAD_ARTIFACT";
  case AIK_UNSUPPORTED:
    return "AIK_UNSUPPORTED";
  case AIK_OUT_OF_MEMORY:
    return "AIK_OUT_OF_MEMORY";
  case AIK_SYSTEM_ERROR:
    return "AIK_SYSTEM_ERROR";
  case AIK_KERNEL_FAULT:
    return "AIK_KERNEL_FAULT";
  case AIK_ASSERTION_FAILED:
    return "AIK_ASSERTION_FAILED";
  }
  return "unknown status";
}

const char *aikGetLastError(const AikContext *context) {
  return context ? context->error : threadError;
}

/// The cores in this process's affinity mask.
static uint32_t usableCores() {
  cpu_set_t set;
  if (sys::calls.getAffinity(sizeof(set), &set) != 0)
    return 1;
  return uint32_t(CPU_COUNT(&set));
}

int32_t aikContextCreate(const AikContextOptions *options,
                         AikContext **result) {
  if (!result)
    return failCreation(AIK_INVALID_ARGUMENT,
                        "there is no place for the context");
  *result = nullptr;
  AikContextOptions chosen{};
  if (options) {
    if (options->size < sizeof(chosen))
      return failCreation(AIK_INVALID_ARGUMENT,
                          "AikContextOptions::size is not set");
    chosen = *options;
  }
  if (chosen.device && !deviceNamed(chosen.device))
    return failCreation(
        AIK_NOT_FOUND,
        noDevice("'" + std::string(chosen.device) + "'").c_str());
  if (chosen.threads > maxThreads)
    return failCreation(AIK_INVALID_ARGUMENT, "more than 1024 threads");

  auto *context = new (std::nothrow) AikContext;
  if (!context)
    return failCreation(AIK_OUT_OF_MEMORY, "no memory for a context");
  context->pool.start(chosen.threads ? chosen.threads : usableCores());
  context->scratch.resize(context->pool.size());
  *result = context;
  return AIK_OK;
}

void aikContextDestroy(AikContext *context) { delete context; }

uint32_t aikContextThreads(const AikContext *context) {
  return context ? context->pool.size() : 0;
}

void aikContextSetPrint(AikContext *context, AikPrintFn print, void *user) {
  if (context)
    context->print.setFunction(print, user);
}

void aikContextSetPrintPlaces(AikContext *context, uint32_t named) {
  if (context)
    context->print.namesPlaces = named != 0;
}

int32_t aikMemoryAlloc(AikContext *context, uint64_t bytes, uint32_t kind,
                       void **memory) {
  if (int32_t status =
          refuseNull(context, "aikMemoryAlloc", {{"memory", memory}}))
    return status;
  Lock lock(context->mutex);
  *memory = nullptr;
  if (kind > AIK_MEMORY_SHARED)
    return context->fail(AIK_INVALID_ARGUMENT, "%u is no kind of memory", kind);
  *memory = context->memory.allocate(bytes, AikMemoryKind(kind));
  if (!*memory)
    return context->fail(AIK_OUT_OF_MEMORY, "no memory for %llu bytes",
                         (unsigned long long)bytes);
  return AIK_OK;
}

void aikContextWatchMemory(AikContext *context) {
  if (!context)
    return;
  Lock lock(context->mutex);
  context->memory.watch();
}

int32_t aikMemoryReport(AikContext *context, AikMemoryReport *report) {
  if (int32_t status =
          refuseNull(context, "aikMemoryReport", {{"report", report}}))
    return status;
  Lock lock(context->mutex);
  *report = context->memory.report();
  return AIK_OK;
}

uint32_t aikMemoryIsPinned(AikContext *context, const void *memory) {
  if (!context)
    return 0;
  Lock lock(context->mutex);
  return context->memory.isLocked(memory);
}

int32_t aikMemoryFree(AikContext *context, void *memory) {
  if (int32_t status = refuseNull(context, "aikMemoryFree", {}))
    return status;
  Lock lock(context->mutex);
  if (memory && !context->memory.release(memory))
    return context->fail(AIK_INVALID_ARGUMENT,
                         "%p is not memory of this context, or already freed",
                         memory);
  context->written.forget(memory);
  for (const auto &list : context->commandLists)
    list->forgetMemory(memory);
  return AIK_OK;
}

int32_t aikWait(AikContext *context) {
  if (int32_t status = refuseNull(context, "aikWait", {}))
    return status;
  Lock lock(context->mutex);
  return context->flushPrint(); // launches are done when their call returns
}
