//===- ReaderTest.cpp - Reading and writing tables of contents ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SampleArtifact.h"
#include "aikernel/runtime.h"
#include "gtest/gtest.h"
#include <cstring>
#include <random>

using namespace aikernel::artifact;

namespace {

std::optional<Reader> parse(const std::string &bytes) {
  std::string error;
  return Reader::parse(bytesOf(bytes), error);
}

std::string errorOf(const std::string &bytes) {
  std::string error;
  EXPECT_FALSE(Reader::parse(bytesOf(bytes), error));
  return error;
}

/// Touches every byte that the accessors give out.
size_t readEverything(const Reader &reader) {
  return write(describe(reader)).size();
}

} // namespace

TEST(ReaderTest, WhatIsWrittenIsRead) {
  std::string bytes = write(sampleArtifact());
  auto reader = parse(bytes);
  ASSERT_TRUE(reader);
  Description d = describe(*reader);
  EXPECT_EQ(d.sourceHash, sampleArtifact().sourceHash);
  ASSERT_EQ(d.kernels.size(), 3u);
  const KernelDescription &matmul = d.kernels[0];
  EXPECT_EQ(matmul.sharedBytes, 4096u);
  EXPECT_EQ(matmul.hints, std::vector<std::string>{"LATENCY_CRITICAL"});
  EXPECT_TRUE(matmul.usesWarpOperations && matmul.usesDynamicShared &&
              matmul.checksBounds);
  EXPECT_EQ(matmul.block.parameters[2].sizes,
            (std::vector<std::string>{"m", "n"}));
  EXPECT_TRUE(matmul.block.parameters[0].isReadOnly);
  EXPECT_EQ(d.kernels[1].symbol, "empty_px");
  EXPECT_EQ(d.codes[2].image, "image of sm_80");
  EXPECT_EQ(d.codes[1].features, (std::vector<std::string>{"avx2", "fma"}));
  EXPECT_EQ(d.codes[3].resources[1].registers, 32u);
  EXPECT_EQ(d.host->block.parameters[0].defaultBits, uint64_t(-5));
  EXPECT_EQ(d.host->block.parameters[2].defaultText, std::nullopt);
  EXPECT_EQ(d.host->block.parameters[3].defaultText, "out.npy");
}

TEST(ReaderTest, MessagesAreThoseOfTheirKernel) {
  std::string bytes = write(sampleArtifact());
  Description d = describe(*parse(bytes));
  EXPECT_TRUE(d.kernels[0].messages.empty());
  EXPECT_EQ(d.kernels[0].block.messageBuffer, unknown);
  const KernelDescription &talking = d.kernels[2];
  EXPECT_EQ(talking.recordBytes, 24u);
  ASSERT_EQ(talking.messages.size(), 2u);
  EXPECT_EQ(talking.messages[0].text, "x is %d");
  EXPECT_EQ(talking.messages[0].line, 20u);
  EXPECT_FALSE(talking.messages[0].fails);
  EXPECT_EQ(talking.messages[1].file, "other.px");
  EXPECT_EQ(talking.messages[1].function, "function 'f'");
  EXPECT_EQ(talking.messages[1].column, 9u);
  EXPECT_TRUE(talking.messages[1].fails);
}

TEST(ReaderTest, TheBufferForMessagesIsTheLastHiddenParameter) {
  ParameterBlock block = sampleArtifact().kernels[2].block;
  EXPECT_EQ(block.parameters[0].lengthOffset, 8u);
  EXPECT_EQ(block.messageBuffer, 16u);
  EXPECT_EQ(block.bytes, 24u);
}

/// As version 1.0 wrote it: a shorter header and shorter kernels.
TEST(ReaderTest, TheFirstVersionIsRead) {
  Description d = sampleArtifact();
  d.kernels.pop_back();
  d.codes[3].resources.pop_back();
  std::string bytes = write(d);
  format::Header head;
  memcpy(&head, bytes.data(), sizeof(head));
  head.minorVersion = 0;
  head.headerSize = 184;
  head.messages = {0x7fffffff, 0, 0};
  constexpr uint32_t shorter = 56;
  for (uint32_t i = 0; i != head.kernels.count; ++i)
    memmove(&bytes[head.kernels.offset + i * shorter],
            &bytes[head.kernels.offset + i * head.kernels.stride], shorter);
  head.kernels.stride = shorter;
  memcpy(bytes.data(), &head, sizeof(head));
  auto reader = parse(bytes);
  ASSERT_TRUE(reader);
  EXPECT_EQ(describe(*reader).kernels[1].symbol, "empty_px");
  EXPECT_EQ(reader->header().messages.stride, 0u);
}

TEST(ReaderTest, WritingIsDeterministicAndSurvivesARoundTrip) {
  std::string bytes = write(sampleArtifact());
  EXPECT_EQ(bytes, write(sampleArtifact()));
  EXPECT_EQ(bytes, write(describe(*parse(bytes))));
}

TEST(ReaderTest, EmptyArtifactIsReadable) {
  std::string bytes = write(Description{});
  auto reader = parse(bytes);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->kernelCount(), 0u);
  EXPECT_FALSE(reader->hasHostProgram());
}

TEST(ReaderTest, ParametersStandAtNaturalAlignmentThenTheHiddenLengths) {
  ParameterBlock block = sampleArtifact().kernels[0].block;
  EXPECT_EQ(block.parameters[0].offset, 0u);
  EXPECT_EQ(block.parameters[1].offset, 8u);
  EXPECT_EQ(block.parameters[1].size, 1u);
  EXPECT_EQ(block.parameters[2].offset, 16u);
  EXPECT_EQ(block.parameters[3].offset, 24u);
  EXPECT_EQ(block.parameters[0].lengthOffset, 32u);
  EXPECT_EQ(block.parameters[1].lengthOffset, unknown);
  EXPECT_EQ(block.parameters[2].lengthOffset, 40u);
  EXPECT_EQ(block.bytes, 48u);
}

TEST(ReaderTest, ImagesAreAligned) {
  std::string bytes = write(sampleArtifact());
  auto reader = parse(bytes);
  for (uint32_t i = 0; i != reader->codeCount(); ++i)
    EXPECT_EQ(reader->code(i).imageOffset % format::imageAlignment, 0u);
}

TEST(ReaderTest, PtxIsZeroTerminated) {
  std::string bytes = write(sampleArtifact());
  auto reader = parse(bytes);
  Bytes image = reader->image(reader->code(2));
  EXPECT_STREQ(reinterpret_cast<const char *>(image.data()), "image of sm_80");
  EXPECT_EQ(image.size(), strlen("image of sm_80") + 1);
}

TEST(ReaderTest, ControlCharactersBecomeBlanks) {
  Description d;
  d.sourceName = "a\x1b[31m\nb";
  std::string bytes = write(d);
  auto reader = parse(bytes);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->text(reader->header().sourceName), "a [31m b");
}

TEST(ReaderTest, UnalignedBytesAreReadable) {
  std::string bytes = "x" + write(sampleArtifact());
  std::string error;
  auto reader = Reader::parse(bytesOf(bytes).subspan(1), error);
  ASSERT_TRUE(reader) << error;
  EXPECT_GT(readEverything(*reader), 0u);
}

TEST(ReaderTest, NewerMajorVersionIsRefusedByName) {
  std::string bytes = write(sampleArtifact());
  bytes[offsetof(format::Header, majorVersion)] = 2;
  EXPECT_EQ(errorOf(bytes),
            "the artifact has format version 2.1, and this reads "
            "version 1.x: use the aikernel version that made it");
}

TEST(ReaderTest, NewerMinorVersionIsRead) {
  std::string bytes = write(sampleArtifact());
  bytes[offsetof(format::Header, minorVersion)] = 9;
  EXPECT_TRUE(parse(bytes));
}

TEST(ReaderTest, UnknownKindOfCodeIsRead) {
  std::string bytes = write(sampleArtifact());
  format::Header head;
  memcpy(&head, bytes.data(), sizeof(head));
  bytes[head.codes.offset + offsetof(format::Code, kind)] = 77;
  EXPECT_TRUE(parse(bytes));
}

/// The message for a sample whose first parameter has another type.
static std::string errorOfType(uint8_t type) {
  std::string bytes = write(sampleArtifact());
  format::Header head;
  memcpy(&head, bytes.data(), sizeof(head));
  bytes[head.parameters.offset + offsetof(format::Parameter, type)] = type;
  return errorOf(bytes);
}

TEST(ReaderTest, UnknownTypeIsRefused) {
  EXPECT_EQ(errorOfType(17), "the table of contents is damaged: a parameter "
                             "has an unknown type");
}

TEST(ReaderTest, KernelsTakeNoTexts) {
  EXPECT_EQ(errorOfType(uint8_t(ScalarType::Text)),
            "the table of contents is damaged: a parameter has an unknown "
            "type");
}

TEST(ReaderTest, OtherBytesAreNoTable) {
  EXPECT_EQ(errorOf(""),
            "no table of contents: its first bytes are not those of one");
  EXPECT_EQ(errorOf(std::string(1000, 'x')),
            "no table of contents: its first bytes are not those of one");
}

// A buffer of exactly the size, so that a sanitizer sees every byte too many.
TEST(ReaderTest, EveryTruncationIsRefused) {
  std::string bytes = write(sampleArtifact());
  for (size_t size = 0; size != bytes.size(); ++size) {
    std::vector<uint8_t> cut(bytes.begin(), bytes.begin() + size);
    std::string error;
    ASSERT_FALSE(Reader::parse(cut, error)) << size;
    ASSERT_NE(error, "");
  }
}

TEST(ReaderTest, DamagedBytesAreRefusedOrReadSafely) {
  std::string bytes = write(sampleArtifact());
  unsigned seed = 20240731;
  std::mt19937 random(seed);
  unsigned refused = 0;
  for (int round = 0; round != 100000; ++round) {
    std::vector<uint8_t> damaged(bytes.begin(), bytes.end());
    for (unsigned flips = 1 + random() % 4; flips != 0; --flips)
      damaged[random() % damaged.size()] ^= uint8_t(1 + random() % 255);
    std::string error;
    auto reader = Reader::parse(damaged, error);
    if (reader)
      readEverything(*reader);
    else
      ++refused;
  }
  EXPECT_GT(refused, 10000u) << "seed " << seed;
}

TEST(ReaderTest, EveryFieldSetToItsLargestValueIsRefusedOrReadSafely) {
  std::string bytes = write(sampleArtifact());
  for (size_t at = 0; at + 4 <= bytes.size(); ++at) {
    std::vector<uint8_t> damaged(bytes.begin(), bytes.end());
    memset(&damaged[at], 0xff, 4);
    std::string error;
    if (auto reader = Reader::parse(damaged, error))
      readEverything(*reader);
  }
}

TEST(ReaderTest, TypeNumbersAreThoseOfTheRuntime) {
  EXPECT_EQ(typeName(AIK_TYPE_BOOL), "bool");
  EXPECT_EQ(typeName(AIK_TYPE_I64), "i64");
  EXPECT_EQ(typeName(AIK_TYPE_U8), "u8");
  EXPECT_EQ(typeName(AIK_TYPE_BF16), "bf16");
  EXPECT_EQ(typeName(AIK_TYPE_E5M2), "e5m2");
  for (uint32_t type = AIK_TYPE_BOOL; type <= AIK_TYPE_TEXT; ++type)
    EXPECT_EQ(uint32_t(*typeNamed(typeName(type))), type);
}
