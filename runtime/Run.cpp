//===- Run.cpp - Launches and host programs through the C interface -------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Context.h"
#include <cstring>

using namespace aikernel::runtime;
namespace format = aikernel::artifact::format;

void aikernel::runtime::packArgument(const format::Parameter &p,
                                     const AikArg &argument, uint8_t *block) {
  if (p.flags & format::IsArray) {
    memcpy(block + p.offset, &argument.pointer, sizeof(argument.pointer));
    if (p.lengthOffset != format::unknown)
      memcpy(block + p.lengthOffset, &argument.length, sizeof(argument.length));
    return;
  }
  if (p.type == AIK_TYPE_TEXT) {
    memcpy(block + p.offset, &argument.pointer, sizeof(argument.pointer));
    return;
  }
  uint64_t bits = argument.bits;
  if (p.type == AIK_TYPE_BOOL)
    bits = bits != 0;
  memcpy(block + p.offset, &bits, p.size);
}

static void packArguments(const AikArtifact &artifact, format::Range range,
                          const AikArg *args, uint8_t *block) {
  for (uint32_t i = 0; i != range.count; ++i)
    packArgument(artifact.toc.parameter(range, i), args[i], block);
}

static int32_t checkKernel(AikContext &context, const AikArtifact &artifact,
                           uint32_t kernel) {
  if (kernel >= artifact.kernels.size())
    return context.fail(AIK_NOT_FOUND, "the artifact has no kernel number %u",
                        kernel);
  return AIK_OK;
}

int32_t aikLaunchPacked(AikContext *context, AikArtifact *artifact,
                        uint32_t kernel, const AikDims *dims, const void *args,
                        uint64_t argsBytes) {
  if (int32_t status = refuseNull(context, "aikLaunchPacked",
                                  {{"artifact", artifact},
                                   {"dims", dims},
                                   {"args", args, argsBytes != 0}}))
    return status;
  Lock lock(context->mutex);
  if (int32_t status = checkKernel(*context, *artifact, kernel))
    return status;
  uint32_t expected = artifact->kernels[kernel].record.argumentBytes;
  if (argsBytes != expected)
    return context->fail(AIK_INVALID_ARGUMENT,
                         "a parameter block of %llu bytes; the kernel takes %u",
                         (unsigned long long)argsBytes, expected);
  return launch(*context, *artifact, kernel, *dims, args);
}

int32_t aikLaunch(AikContext *context, AikArtifact *artifact, uint32_t kernel,
                  const AikDims *dims, const AikArg *args, uint32_t count) {
  if (int32_t status = refuseNull(
          context, "aikLaunch",
          {{"artifact", artifact}, {"dims", dims}, {"args", args, count != 0}}))
    return status;
  Lock lock(context->mutex);
  if (int32_t status = checkKernel(*context, *artifact, kernel))
    return status;
  const format::Kernel &record = artifact->kernels[kernel].record;
  if (count != record.parameters.count)
    return context->fail(
        AIK_INVALID_ARGUMENT, "kernel '%s' takes %u arguments, not %u",
        artifact->toc.text(record.name).data(), record.parameters.count, count);
  alignas(64) uint8_t block[maxArgumentBytes];
  memset(block, 0, record.argumentBytes);
  packArguments(*artifact, record.parameters, args, block);
  return launch(*context, *artifact, kernel, *dims, block);
}

int32_t aikLaunchByName(AikContext *context, AikArtifact *artifact,
                        const char *name, const AikDims *dims,
                        const AikArg *args, uint32_t count) {
  uint32_t kernel;
  if (int32_t status = aikArtifactFindKernel(context, artifact, name, &kernel))
    return status;
  return aikLaunch(context, artifact, kernel, dims, args, count);
}

static int32_t checkTexts(AikContext &context,
                          const aikernel::artifact::Reader &toc,
                          const AikArg *args) {
  format::Range inputs = toc.hostProgram().inputs;
  for (uint32_t i = 0; i != inputs.count; ++i) {
    format::Parameter p = toc.parameter(inputs, i);
    if (p.type == AIK_TYPE_TEXT && !args[i].pointer)
      return context.fail(AIK_INVALID_ARGUMENT,
                          "the text '%s' is a null pointer",
                          toc.text(p.name).data());
  }
  return AIK_OK;
}

int32_t aikRunHostProgram(AikContext *context, AikArtifact *artifact,
                          const AikArg *args, uint32_t count) {
  if (int32_t status =
          refuseNull(context, "aikRunHostProgram",
                     {{"artifact", artifact}, {"args", args, count != 0}}))
    return status;
  Lock lock(context->mutex);
  const format::HostProgram &host = artifact->toc.hostProgram();
  if (!artifact->image || !artifact->image->hostMain)
    return context->fail(AIK_NOT_FOUND, "the artifact has no host program");
  if (count != host.inputs.count)
    return context->fail(AIK_INVALID_ARGUMENT,
                         "the host program takes %u inputs, not %u",
                         host.inputs.count, count);
  if (int32_t status = checkTexts(*context, artifact->toc, args))
    return status;
  alignas(64) uint8_t block[maxArgumentBytes];
  memset(block, 0, host.argumentBytes);
  packArguments(*artifact, host.inputs, args, block);

  // A host program that stops early leaves its arrays to us.
  uint64_t mark = context->memory.mark();
  size_t lists = context->commandLists.size();
  context->error[0] = 0;
  int32_t status = artifact->image->hostMain(&hostApi, context, block);
  endRecording();
  context->commandLists.resize(lists);
  context->memory.releaseSince(mark);
  context->written = {};
  if (status == AIK_OK)
    return context->flushPrint();
  context->print.flush();
  if (context->error[0] == 0)
    return context->fail(status, "the host program returned %s",
                         aikStatusName(status));
  return status;
}
