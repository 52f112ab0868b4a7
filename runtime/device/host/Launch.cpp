//===- Launch.cpp - Runs kernels on this machine's cores ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Context.h"
#include "runtime/device/host/Checks.h"
#include "runtime/device/host/Chunk.h"
#include "runtime/device/host/Fault.h"
#include <algorithm>
#include <cstring>
#include <optional>

using namespace aikernel::runtime;
namespace format = aikernel::artifact::format;

static constexpr uint64_t maxThreadsOfBlock = 1024;
static constexpr uint64_t maxThreadsOfAxis = 0x7fffffff;
static constexpr uint32_t maxDynamicShared = 256 << 10;

/// Chunks for each worker: enough to even out blocks of different length.
static constexpr uint64_t chunksPerWorker = 16;

//===----------------------------------------------------------------------===//
// Is the launch possible?
//===----------------------------------------------------------------------===//

static int32_t checkDims(AikContext &context, const char *kernel,
                         const AikDims &dims) {
  static constexpr char axes[] = "xyz";
  uint64_t threads = 1, blocks = 1;
  for (unsigned i = 0; i != 3; ++i) {
    if (dims.grid[i] == 0 || dims.block[i] == 0)
      return context.fail(
          AIK_INVALID_ARGUMENT,
          "kernel '%s': %s is 0 in %c; an axis that is not used "
          "is 1",
          kernel, dims.grid[i] == 0 ? "the grid" : "the block", axes[i]);
    if (uint64_t(dims.grid[i]) * dims.block[i] > maxThreadsOfAxis)
      return context.fail(AIK_INVALID_ARGUMENT,
                          "kernel '%s': %u blocks of %u threads in %c are more "
                          "than 2147483647 threads",
                          kernel, dims.grid[i], dims.block[i], axes[i]);
    if (__builtin_mul_overflow(threads, dims.block[i], &threads) ||
        threads > maxThreadsOfBlock)
      return context.fail(
          AIK_INVALID_ARGUMENT,
          "kernel '%s': a block of %u x %u x %u threads; at most "
          "1024 are possible",
          kernel, dims.block[0], dims.block[1], dims.block[2]);
    if (__builtin_mul_overflow(blocks, dims.grid[i], &blocks))
      return context.fail(AIK_INVALID_ARGUMENT,
                          "kernel '%s': a grid of %u x %u x %u blocks is too "
                          "large",
                          kernel, dims.grid[0], dims.grid[1], dims.grid[2]);
  }
  if (dims.dynamicShared > maxDynamicShared)
    return context.fail(
        AIK_INVALID_ARGUMENT,
        "kernel '%s': %u bytes of dynamic shared memory; at most "
        "%u are possible",
        kernel, dims.dynamicShared, maxDynamicShared);
  return AIK_OK;
}

static int32_t checkArrays(AikContext &context, const AikArtifact &artifact,
                           const LoadedKernel &kernel, const char *name,
                           const void *args) {
  for (const ArrayParameter &array : kernel.arrays) {
    uintptr_t address;
    memcpy(&address, static_cast<const uint8_t *>(args) + array.offset,
           sizeof(address));
    if (address != 0 && address % array.alignment == 0)
      continue;
    format::Parameter p =
        artifact.toc.parameter(kernel.record.parameters, array.parameter);
    const char *parameter = artifact.toc.text(p.name).data();
    if (address == 0)
      return context.fail(AIK_INVALID_ARGUMENT,
                          "kernel '%s': array '%s' is a null pointer", name,
                          parameter);
    return context.fail(AIK_INVALID_ARGUMENT,
                        "kernel '%s': array '%s' at %p is not aligned to its "
                        "elements of %u bytes",
                        name, parameter, reinterpret_cast<void *>(address),
                        array.alignment);
  }
  return AIK_OK;
}

static int32_t checkHostCode(AikContext &context, const AikArtifact &artifact) {
  if (!artifact.image)
    return context.fail(AIK_UNSUPPORTED,
                        "the artifact has no host code; compile with "
                        "--target=host");
  if (!artifact.selected)
    return context.fail(AIK_UNSUPPORTED,
                        "this CPU can run none of the artifact's host code "
                        "versions");
  return AIK_OK;
}

//===----------------------------------------------------------------------===//
// Running it
//===----------------------------------------------------------------------===//

static uint64_t alignTo64(uint64_t value) { return (value + 63) / 64 * 64; }

static uint64_t scratchBytes(const format::Kernel &kernel,
                             const AikDims &dims) {
  uint64_t threads = uint64_t(dims.block[0]) * dims.block[1] * dims.block[2];
  return alignTo64(kernel.sharedBytes) + alignTo64(dims.dynamicShared) +
         kernel.scratchBytesPerThread * alignTo64(threads);
}

namespace {
/// What all workers of one launch share.
struct Work {
  AikContext &context;
  AikKernelFn entry;
  const void *args;
  AikLaunch launch;
  LaunchFault fault;
  OrderedLines *lines; ///< null for a kernel that prints nothing
  uint64_t blocks;
  uint64_t blocksOfChunk;
};
} // namespace

static void runChunk(void *user, uint32_t chunk, uint32_t worker) {
  auto &work = *static_cast<Work *>(user);
  uint64_t begin = chunk * work.blocksOfChunk;
  uint64_t end = std::min(begin + work.blocksOfChunk, work.blocks);
  if (!work.fault.isBefore(begin))
    runBlocks(work.entry, work.args, work.launch, begin, end,
              work.context.scratch[worker].data());
  if (work.lines)
    work.lines->endChunk(chunk, begin);
}

static uint64_t divideUp(uint64_t a, uint64_t b) {
  return a / b + (a % b != 0);
}

static const char *nameOf(const AikArtifact &artifact,
                          const LoadedKernel &kernel) {
  return artifact.toc.text(kernel.record.name).data();
}

int32_t aikernel::runtime::prepareLaunch(AikContext &context,
                                         AikArtifact &artifact, uint32_t number,
                                         const AikDims &dims,
                                         const void *args) {
  const LoadedKernel &kernel = artifact.kernels[number];
  const char *name = nameOf(artifact, kernel);
  if (int32_t status = checkHostCode(context, artifact))
    return status;
  if (int32_t status = checkDims(context, name, dims))
    return status;
  if (int32_t status = checkArrays(context, artifact, kernel, name, args))
    return status;
  uint64_t bytes = scratchBytes(kernel.record, dims);
  for (Scratch &scratch : context.scratch)
    if (!scratch.reserve(bytes))
      return context.fail(
          AIK_OUT_OF_MEMORY,
          "kernel '%s': no memory for %llu bytes of scratch per "
          "worker",
          name, (unsigned long long)bytes);
  return AIK_OK;
}

int32_t aikernel::runtime::launch(AikContext &context, AikArtifact &artifact,
                                  uint32_t number, const AikDims &dims,
                                  const void *args) {
  const LoadedKernel &kernel = artifact.kernels[number];
  alignas(64) uint8_t block[maxArgumentBytes];
  if (kernel.record.argumentBytes != 0)
    memcpy(block, args, kernel.record.argumentBytes);
  if (int32_t status = prepareLaunch(context, artifact, number, dims, block))
    return status;

  const AikImage &image = *artifact.image;
  AikKernelFn entry =
      image.entries[uint64_t(number) * image.hostVersions + *artifact.selected];
  Work work{context, entry, block, {}, {}, nullptr, 0, 0};
  OrderedLines lines(context.print, work.fault);
  if (kernel.record.flags & format::HasMessages)
    work.lines = &lines;
  static_assert(offsetof(AikLaunch, status) == sizeof(AikDims));
  memcpy(&work.launch, &dims, sizeof(dims));
  work.launch.status = &work.fault;
  work.launch.context = &context;
  work.blocks = uint64_t(dims.grid[0]) * dims.grid[1] * dims.grid[2];
  work.blocksOfChunk =
      divideUp(work.blocks, chunksPerWorker * context.pool.size());
  std::optional<LaunchChecks> checks;
  if (kernel.record.flags & format::ChecksThreads) {
    checks.emplace(shapeOf(dims), nameOf(artifact, kernel), work.fault,
                   context.written);
    work.launch.checks = &*checks;
    work.blocksOfChunk = work.blocks;
  }
  context.pool.run(
      {runChunk, &work, uint32_t(divideUp(work.blocks, work.blocksOfChunk))});
  if (!work.fault.isRecorded())
    return AIK_OK;
  context.print.flush();
  return work.fault.report(context, nameOf(artifact, kernel), shapeOf(dims));
}
