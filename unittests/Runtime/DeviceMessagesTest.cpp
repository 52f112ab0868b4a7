//===- DeviceMessagesTest.cpp - Buffers that GPUs left behind -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"
#include <cstring>

namespace {

/// Of the fixture's kernel `printer`: number 1 prints five values, 2 fails.
class DeviceMessagesTest : public RuntimeTest {
protected:
  static constexpr uint64_t recordBytes = 16 + 5 * 8;
  static constexpr uint32_t line = 1, assertion = 2;

  void prepare(uint64_t records) {
    buffer.assign(sizeof(AikMessageBuffer) + records * recordBytes, 0xff);
    ASSERT_EQ(aikMessagesPrepare(context, artifact, Printer, buffer.data(),
                                 buffer.size()),
              AIK_OK);
  }

  /// As a thread of a kernel does.
  void write(uint32_t number, uint32_t thread, uint64_t block) {
    AikMessageBuffer *head = header();
    uint64_t at = head->count++;
    if (at >= head->capacity)
      return;
    AikMessageRecord record{number, thread, block};
    uint64_t values[] = {block, uint64_t(-1), 0x40490fdb, 0x3fe0000000000000,
                         1};
    uint8_t *place = &buffer[sizeof(*head) + at * recordBytes];
    memcpy(place, &record, sizeof(record));
    memcpy(place + sizeof(record), values, sizeof(values));
  }

  AikMessageBuffer *header() {
    return reinterpret_cast<AikMessageBuffer *>(buffer.data());
  }

  int32_t report() {
    printed.clear();
    aikContextSetPrint(
        context,
        [](void *user, const char *text, uint64_t bytes) {
          static_cast<std::string *>(user)->append(text, bytes);
        },
        &printed);
    AikDims dims{{3, 2, 1}, {4, 2, 2}, 0, 0};
    int32_t status = aikMessagesReport(context, artifact, Printer, &dims,
                                       buffer.data(), buffer.size());
    EXPECT_EQ(aikWait(context), AIK_OK);
    aikContextSetPrint(context, nullptr, nullptr);
    return status;
  }

  std::vector<uint8_t> buffer;
  std::string printed;
};

TEST_F(DeviceMessagesTest, TheTableOfContentsSaysWhereTheBufferGoes) {
  AikMessagesInfo info;
  ASSERT_EQ(aikArtifactMessages(context, artifact, Printer, &info), AIK_OK);
  EXPECT_EQ(info.count, 2u);
  EXPECT_EQ(info.bufferOffset, 8u);
  EXPECT_EQ(info.recordBytes, recordBytes);
}

TEST_F(DeviceMessagesTest, AKernelThatSaysNothingTakesNoBuffer) {
  AikMessagesInfo info;
  EXPECT_EQ(aikArtifactMessages(context, artifact, Scale, &info),
            AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "kernel 'scale' has neither PRINT nor ASSERT");
}

TEST_F(DeviceMessagesTest, AnEmptyBufferIsSilent) {
  prepare(3);
  EXPECT_EQ(report(), AIK_OK);
  EXPECT_EQ(printed, "");
}

TEST_F(DeviceMessagesTest, LinesNameTheirThread) {
  prepare(3);
  write(line, 13, 5);
  write(line, 0, 1);
  EXPECT_EQ(report(), AIK_OK);
  EXPECT_EQ(printed,
            "fixture.px:7: block (2, 1, 0), thread (1, 1, 1): is 5, -1 "
            "3.1415927 0.5 true 100%\tend\n"
            "fixture.px:7: block (1, 0, 0), thread (0, 0, 0): is 1, -1 "
            "3.1415927 0.5 true 100%\tend\n");
}

TEST_F(DeviceMessagesTest, LostLinesAreCounted) {
  aikContextSetPrintPlaces(context, 0);
  prepare(2);
  for (uint64_t block = 0; block != 6; ++block)
    write(line, 0, block);
  EXPECT_EQ(report(), AIK_OK);
  EXPECT_EQ(printed,
            "is 0, -1 3.1415927 0.5 true 100%\tend\n"
            "is 1, -1 3.1415927 0.5 true 100%\tend\n"
            "kernel 'printer': 4 lines were lost; the buffer holds 2\n");
}

TEST_F(DeviceMessagesTest, LinesThatATrapCutOffAreCounted) {
  prepare(3);
  write(0, 0, 0);
  EXPECT_EQ(report(), AIK_OK);
  EXPECT_EQ(printed,
            "kernel 'printer': 1 line was lost; the kernel ended before "
            "they were written\n");
}

TEST_F(DeviceMessagesTest, AnAssertionIsAFault) {
  prepare(0);
  header()->failed = assertion;
  header()->thread = 3;
  header()->block = 4;
  EXPECT_EQ(report(), AIK_KERNEL_FAULT);
  EXPECT_EQ(error(),
            "lib.px:8:3: assertion failed in function 'f' (called at k.px:9:9) "
            "of kernel 'printer', block (1, 1, 0), thread (3, 0, 0): "
            "not \nthis");
}

TEST_F(DeviceMessagesTest, DamagedBuffersAreRefused) {
  auto expectRefused = [&](const char *why) {
    EXPECT_EQ(report(), AIK_INVALID_ARGUMENT);
    EXPECT_EQ(error(),
              std::string("the messages of kernel 'printer' are damaged: ") +
                  why);
  };
  prepare(1);
  write(assertion, 0, 0);
  expectRefused("a record has the number of no PRINT");
  prepare(1);
  write(3, 0, 0);
  expectRefused("a record has the number of no PRINT");
  prepare(1);
  write(line, 16, 0);
  expectRefused("a record is of a thread that there is not");
  prepare(1);
  write(line, 0, 6);
  expectRefused("a record is of a thread that there is not");
  prepare(1);
  header()->capacity = 2;
  expectRefused("it says that more records fit than do");
  prepare(1);
  header()->failed = line;
  expectRefused("what failed has the number of no ASSERT");
  prepare(1);
  header()->failed = assertion;
  header()->block = 6;
  expectRefused("what failed is a thread that there is not");
}

TEST_F(DeviceMessagesTest, ABufferHasAHeader) {
  uint8_t small[63];
  EXPECT_EQ(
      aikMessagesPrepare(context, artifact, Printer, small, sizeof(small)),
      AIK_INVALID_ARGUMENT);
  AikDims dims = grid(1);
  EXPECT_EQ(aikMessagesReport(context, artifact, Printer, &dims, small,
                              sizeof(small)),
            AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "a buffer for messages has at least 64 bytes");
}

} // namespace
