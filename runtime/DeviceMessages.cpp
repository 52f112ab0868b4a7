//===- DeviceMessages.cpp - What the threads of a GPU left behind ---------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Context.h"
#include "runtime/Messages.h"
#include <algorithm>
#include <cstring>

using namespace aikernel::runtime;
namespace format = aikernel::artifact::format;

namespace {

/// Reads one launch's AikMessageBuffer, which a device has written: nothing in
/// it is trusted.
class BufferReader {
public:
  BufferReader(AikContext &context, const AikArtifact &artifact,
               const format::Kernel &kernel, const Shape &shape,
               const uint8_t *buffer)
      : context(context), toc(artifact.toc), kernel(kernel), shape(shape),
        buffer(buffer) {
    memcpy(&head, buffer, sizeof(head));
  }

  int32_t report(uint64_t bytes);

private:
  int32_t readRecord(const uint8_t *bytes);
  void addLoss(uint64_t count, const std::string &why);
  int32_t reportFailure();
  bool isMessage(uint32_t number, bool fails) const;
  bool isThread(ThreadNumber number) const;
  /// Number from 1. Its texts live as long as the artifact.
  AikSite siteOf(uint32_t number) const;
  const char *name() const { return toc.text(kernel.name).data(); }
  int32_t refuse(const char *why) {
    return context.fail(AIK_INVALID_ARGUMENT,
                        "the messages of kernel '%s' are damaged: %s", name(),
                        why);
  }

  AikContext &context;
  const aikernel::artifact::Reader &toc;
  const format::Kernel &kernel;
  Shape shape;
  const uint8_t *buffer;
  AikMessageBuffer head;
  uint64_t unwritten = 0;
  std::string lines;
};

} // namespace

bool BufferReader::isMessage(uint32_t number, bool fails) const {
  if (number == 0 || number > kernel.messages.count)
    return false;
  uint32_t flags = toc.message(kernel.messages, number - 1).flags;
  return bool(flags & format::Fails) == fails;
}

bool BufferReader::isThread(ThreadNumber number) const {
  auto count = [](const AikDim3 &size) {
    return uint64_t(size.x) * size.y * size.z;
  };
  return number.block < count(shape.grid) && number.thread < count(shape.block);
}

AikSite BufferReader::siteOf(uint32_t number) const {
  format::Message m = toc.message(kernel.messages, number - 1);
  const char *function =
      m.function.length ? toc.text(m.function).data() : nullptr;
  return {toc.text(m.file).data(), m.line, m.column, function,
          toc.text(m.text).data()};
}

int32_t BufferReader::readRecord(const uint8_t *bytes) {
  AikMessageRecord record;
  memcpy(&record, bytes, sizeof(record));
  if (record.number == 0) {
    ++unwritten;
    return AIK_OK;
  }
  if (!isMessage(record.number, /*fails=*/false))
    return refuse("a record has the number of no PRINT");
  if (!isThread({record.block, record.thread}))
    return refuse("a record is of a thread that there is not");
  AikSite site = siteOf(record.number);
  size_t count = countValues(site.text);
  if (sizeof(record) + count * sizeof(uint64_t) > kernel.recordBytes)
    return refuse("a record is too short for its values");
  std::vector<uint64_t> values(count);
  if (count)
    memcpy(values.data(), bytes + sizeof(record), count * sizeof(uint64_t));
  appendLine(lines, site, shape, {record.block, record.thread}, values.data(),
             context.print.namesPlaces);
  return AIK_OK;
}

void BufferReader::addLoss(uint64_t count, const std::string &why) {
  if (count == 0)
    return;
  lines += "kernel '" + std::string(name()) + "': ";
  append(lines, count);
  lines += count == 1 ? " line was lost; " : " lines were lost; ";
  lines += why + '\n';
}

int32_t BufferReader::reportFailure() {
  if (head.failed == 0)
    return AIK_OK;
  if (!isMessage(head.failed, /*fails=*/true))
    return refuse("what failed has the number of no ASSERT");
  if (!isThread({head.block, head.thread}))
    return refuse("what failed is a thread that there is not");
  return context.fail(AIK_KERNEL_FAULT, "%s",
                      describeFailure(siteOf(head.failed), name(), shape,
                                      {head.block, head.thread})
                          .c_str());
}

int32_t BufferReader::report(uint64_t bytes) {
  if (head.capacity > (bytes - sizeof(head)) / kernel.recordBytes)
    return refuse("it says that more records fit than do");
  uint64_t count = std::min(head.count, head.capacity);
  for (uint64_t i = 0; i != count; ++i)
    if (int32_t status =
            readRecord(buffer + sizeof(head) + i * kernel.recordBytes))
      return status;
  addLoss(unwritten, "the kernel ended before they were written");
  addLoss(head.count - count,
          "the buffer holds " + std::to_string(head.capacity));
  context.print.add(lines);
  return reportFailure();
}

//===----------------------------------------------------------------------===//
// The C interface
//===----------------------------------------------------------------------===//

/// The kernel's record, of one that has messages.
static int32_t findKernel(AikContext &context, const AikArtifact &artifact,
                          uint32_t kernel, format::Kernel &record) {
  if (kernel >= artifact.kernels.size())
    return context.fail(AIK_NOT_FOUND, "the artifact has no kernel number %u",
                        kernel);
  record = artifact.kernels[kernel].record;
  if (!(record.flags & format::HasMessages))
    return context.fail(AIK_INVALID_ARGUMENT,
                        "kernel '%s' has neither PRINT nor ASSERT",
                        artifact.toc.text(record.name).data());
  return AIK_OK;
}

int32_t aikArtifactMessages(AikContext *context, const AikArtifact *artifact,
                            uint32_t kernel, AikMessagesInfo *info) {
  if (int32_t status = refuseNull(context, "aikArtifactMessages",
                                  {{"artifact", artifact}, {"info", info}}))
    return status;
  Lock lock(context->mutex);
  *info = {};
  format::Kernel record;
  if (int32_t status = findKernel(*context, *artifact, kernel, record))
    return status;
  *info = {record.messages.count, record.messageBuffer, record.recordBytes};
  return AIK_OK;
}

int32_t aikMessagesPrepare(AikContext *context, const AikArtifact *artifact,
                           uint32_t kernel, void *buffer, uint64_t bytes) {
  if (int32_t status = refuseNull(context, "aikMessagesPrepare",
                                  {{"artifact", artifact}, {"buffer", buffer}}))
    return status;
  Lock lock(context->mutex);
  format::Kernel record;
  if (int32_t status = findKernel(*context, *artifact, kernel, record))
    return status;
  if (bytes < sizeof(AikMessageBuffer))
    return context->fail(AIK_INVALID_ARGUMENT,
                         "a buffer for messages has at least %zu bytes",
                         sizeof(AikMessageBuffer));
  memset(buffer, 0, bytes);
  AikMessageBuffer head{};
  head.capacity = (bytes - sizeof(head)) / record.recordBytes;
  memcpy(buffer, &head, sizeof(head));
  return AIK_OK;
}

int32_t aikMessagesReport(AikContext *context, const AikArtifact *artifact,
                          uint32_t kernel, const AikDims *dims,
                          const void *buffer, uint64_t bytes) {
  if (int32_t status = refuseNull(
          context, "aikMessagesReport",
          {{"artifact", artifact}, {"dims", dims}, {"buffer", buffer}}))
    return status;
  Lock lock(context->mutex);
  format::Kernel record;
  if (int32_t status = findKernel(*context, *artifact, kernel, record))
    return status;
  if (bytes < sizeof(AikMessageBuffer))
    return context->fail(AIK_INVALID_ARGUMENT,
                         "a buffer for messages has at least %zu bytes",
                         sizeof(AikMessageBuffer));
  return BufferReader(*context, *artifact, record, shapeOf(*dims),
                      static_cast<const uint8_t *>(buffer))
      .report(bytes);
}
