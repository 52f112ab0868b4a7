//===- Context.h - What one user of the runtime owns -----------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_CONTEXT_H
#define AIKERNEL_RUNTIME_CONTEXT_H

#include "aikernel/runtime.h"
#include "runtime/Artifact.h"
#include "runtime/Print.h"
#include "runtime/memory/Memory.h"
#include "runtime/memory/WrittenBytes.h"
#include "runtime/queue/CommandList.h"
#include "runtime/queue/WorkerPool.h"
#include <initializer_list>
#include <memory>
#include <mutex>
#include <vector>

struct AikContext {
  /// Held by every call of the C interface; again by what a host program calls.
  std::recursive_mutex mutex;

  char error[1024] = "";
  aikernel::runtime::PrintBuffer print;
  aikernel::runtime::MemoryPool memory;
  aikernel::runtime::WrittenBytes written; ///< --check=uninit
  std::vector<std::unique_ptr<AikArtifact>> artifacts;
  std::vector<std::unique_ptr<aikernel::runtime::CommandList>> commandLists;
  std::vector<aikernel::runtime::Scratch> scratch; ///< one a worker
  aikernel::runtime::WorkerPool pool;

  /// Sets the message, as printf does, and returns `status`.
  __attribute__((format(printf, 3, 4))) int32_t fail(int32_t status,
                                                     const char *format, ...);
  /// Writes what was printed.
  int32_t flushPrint();
};

namespace aikernel::runtime {

using Lock = std::lock_guard<std::recursive_mutex>;

extern const AikHostApi hostApi;

/// A pointer that a caller passes; one that is not needed may be null.
struct Pointer {
  const char *name;
  const void *value;
  bool isNeeded = true;
};

/// AIK_OK, or AIK_INVALID_ARGUMENT and a message that names the call and the
/// first pointer that is null.
int32_t refuseNull(AikContext *context, const char *call,
                   std::initializer_list<Pointer> pointers);

/// Whether a launch is possible; then nothing is left to be allocated for it.
int32_t prepareLaunch(AikContext &context, AikArtifact &artifact,
                      uint32_t kernel, const AikDims &dims, const void *args);

/// Launches a kernel of an artifact whose host code is in place, and returns
/// when it is done. `args` is complete and correctly laid out.
int32_t launch(AikContext &context, AikArtifact &artifact, uint32_t kernel,
               const AikDims &dims, const void *args);

/// The artifact behind host code that was linked or loaded by the application,
/// or null and a message.
AikArtifact *artifactOf(AikContext &context, const AikImage &image,
                        int32_t &status);

/// The version for this CPU with the highest preference, if any runs.
void selectBestVersion(AikArtifact &artifact);

/// A parameter's place in `block`, filled from an argument.
void packArgument(const artifact::format::Parameter &parameter,
                  const AikArg &argument, uint8_t *block);

void describeParameter(const AikArtifact &artifact,
                       const artifact::format::Parameter &parameter,
                       AikParameterInfo &info);

/// Larger parameter blocks are refused when an artifact is read.
inline constexpr uint32_t maxArgumentBytes = 32768;

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_CONTEXT_H
