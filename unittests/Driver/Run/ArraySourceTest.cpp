//===- ArraySourceTest.cpp - What an array is filled with -----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Run/ArraySource.h"
#include "RunTest.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace aikernel::run;
using llvm::StringRef;

namespace {
/// A file that lives as long as this.
class TemporaryFile {
public:
  TemporaryFile(StringRef extension, StringRef contents) {
    int descriptor;
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("source", extension,
                                                    descriptor, path));
    llvm::raw_fd_ostream(descriptor, /*shouldClose=*/true) << contents;
  }
  ~TemporaryFile() { llvm::sys::fs::remove(path); }

  std::string value() const { return "@" + path.str().str(); }

private:
  llvm::SmallString<128> path;
};

/// The elements in the type's own bits, zero-extended.
struct Elements {
  std::vector<uint64_t> bits;
  std::string error;
};
} // namespace

static Elements read(StringRef text, ScalarType type, StringRef name = "a") {
  auto source = ArraySource::open(text, type, name);
  if (!source)
    return {{}, llvm::toString(source.takeError())};
  std::vector<uint8_t> memory(source->bytes());
  if (llvm::Error error = source->fill(memory.data()))
    return {{}, llvm::toString(std::move(error))};
  Elements elements;
  unsigned size = sizeOf(type);
  for (uint64_t i = 0; i != source->count(); ++i)
    elements.bits.push_back(loadBits(&memory[i * size], size));
  return elements;
}

static std::string npy(NpyType type, llvm::ArrayRef<uint64_t> shape,
                       StringRef data) {
  return makeNpyHeader(type, shape) + data.str();
}

TEST(ArraySource, ZerosAreZero) {
  EXPECT_EQ(read("zeros:2x2", ScalarType::I16).bits, std::vector<uint64_t>(4));
}

TEST(ArraySource, IotaCountsInTheElementType) {
  using Bits = std::vector<uint64_t>;
  EXPECT_EQ(read("iota:3", ScalarType::U16).bits, (Bits{0, 1, 2}));
  EXPECT_EQ(read("iota:3", ScalarType::F32).bits,
            (Bits{0, 0x3f800000, 0x40000000}));
  EXPECT_EQ(read("iota:3", ScalarType::F16).bits, (Bits{0, 0x3c00, 0x4000}));
  EXPECT_EQ(read("iota:3", ScalarType::BF16).bits, (Bits{0, 0x3f80, 0x4000}));
  EXPECT_EQ(read("iota:3", ScalarType::Bool).bits, (Bits{0, 1, 0}));
  EXPECT_EQ(read("iota:258", ScalarType::U8).bits.back(), 1u);
}

TEST(ArraySource, RandomBitsAreSplitMix64) {
  EXPECT_EQ(randomBits(1234567, 0), 6457827717110365317u);
  EXPECT_EQ(randomBits(1234567, 1), 3203168211198807973u);
  EXPECT_EQ(randomBits(1234567, 2), 9817491932198370423u);
}

TEST(ArraySource, RandomIntegersAreTheHighestBits) {
  EXPECT_EQ(
      read("random:2:1234567", ScalarType::U64).bits,
      (std::vector<uint64_t>{6457827717110365317u, 3203168211198807973u}));
  EXPECT_EQ(read("random:1:1234567", ScalarType::U8).bits.front(),
            6457827717110365317u >> 56);
}

TEST(ArraySource, RandomFloatsAreBelowOne) {
  for (ScalarType type :
       {ScalarType::F16, ScalarType::BF16, ScalarType::F32, ScalarType::F64,
        ScalarType::E4M3, ScalarType::E5M2}) {
    double sum = 0;
    for (uint64_t bits : read("random:4096", type).bits) {
      double value = toDouble(bits, type);
      ASSERT_GE(value, 0);
      ASSERT_LT(value, 1);
      sum += value;
    }
    EXPECT_NEAR(sum / 4096, 0.5, 0.1);
  }
}

TEST(ArraySource, ArraysOfDifferentNamesGetDifferentRandomNumbers) {
  EXPECT_NE(read("random:8", ScalarType::U64, "a").bits,
            read("random:8", ScalarType::U64, "b").bits);
  EXPECT_EQ(read("random:8", ScalarType::U64, "a").bits,
            read("random:8:0xaf63dc4c8601ec8c", ScalarType::U64, "b").bits);
}

TEST(ArraySource, RefusesWhatIsNoArray) {
  for (const char *text : {"", "1.5", "ones:4", "zeros:", "zeros:4:1",
                           "iota:4:", "random:4:", "random:4:x", "random:4:1:2",
                           "zeros:4x", "zeros:99999999999x99999999999"})
    EXPECT_NE(read(text, ScalarType::F32).error, "") << text;
}

TEST(ArraySource, NpyFilesKeepTheirShape) {
  TemporaryFile file("npy", npy({'u', 1}, {2, 3}, "abcdef"));
  auto source = ArraySource::open(file.value(), ScalarType::U8, "a");
  ASSERT_TRUE(bool(source));
  EXPECT_EQ(source->shape(), llvm::ArrayRef<uint64_t>({2, 3}));
  EXPECT_EQ(read(file.value(), ScalarType::U8).bits,
            (std::vector<uint64_t>{'a', 'b', 'c', 'd', 'e', 'f'}));
}

TEST(ArraySource, AnotherElementTypeIsAnErrorThatNamesBoth) {
  TemporaryFile file("npy", npy({'f', 8}, {1}, "abcdefgh"));
  std::string error = read(file.value(), ScalarType::F32).error;
  EXPECT_NE(error.find("holds f64, and the array is of f32"), std::string::npos)
      << error;
}

TEST(ArraySource, SignednessMatters) {
  TemporaryFile file("npy", npy({'i', 4}, {1}, "abcd"));
  EXPECT_EQ(read(file.value(), ScalarType::I32).error, "");
  EXPECT_NE(read(file.value(), ScalarType::U32).error, "");
}

TEST(ArraySource, TypesUnknownToNumPyAreReadFromTheirBitsAndFromSingles) {
  for (NpyType type : {NpyType{'u', 2}, NpyType{'V', 2}}) {
    TemporaryFile file("npy", npy(type, {1}, StringRef("\x80\x3f", 2)));
    EXPECT_EQ(read(file.value(), ScalarType::BF16).bits,
              std::vector<uint64_t>{0x3f80});
  }
  TemporaryFile singles("npy",
                        npy({'f', 4}, {1}, StringRef("\x01\x80\x80\x3f", 4)));
  EXPECT_EQ(read(singles.value(), ScalarType::BF16).bits,
            std::vector<uint64_t>{0x3f81}); // just above a tie
  EXPECT_NE(read(singles.value(), ScalarType::F16).error, "");
}

TEST(ArraySource, BoolsAreZeroOrOne) {
  TemporaryFile good("npy", npy({'b', 1}, {2}, StringRef("\0\1", 2)));
  EXPECT_EQ(read(good.value(), ScalarType::Bool).bits,
            (std::vector<uint64_t>{0, 1}));
  TemporaryFile bad("npy", npy({'b', 1}, {2}, StringRef("\0\2", 2)));
  EXPECT_EQ(read(bad.value(), ScalarType::Bool).error,
            "element 1 is 2, which is no bool");
}

TEST(ArraySource, RawFilesAreOneDimension) {
  TemporaryFile file("bin", "abcdefgh");
  EXPECT_EQ(read(file.value(), ScalarType::U32).bits,
            (std::vector<uint64_t>{0x64636261, 0x68676665}));
}

TEST(ArraySource, RawFilesHoldWholeElements) {
  TemporaryFile file("bin", "abcdefg");
  std::string error = read(file.value(), ScalarType::U32).error;
  EXPECT_NE(error.find("has 7 bytes, not a whole number of u32"),
            std::string::npos)
      << error;
}

TEST(ArraySource, FilesMustBeThereAndOfAKnownKind) {
  EXPECT_NE(read("@no-such-file.npy", ScalarType::U8).error.find("cannot read"),
            std::string::npos);
  TemporaryFile file("txt", "abc");
  EXPECT_NE(
      read(file.value(), ScalarType::U8).error.find("is neither .npy nor .bin"),
      std::string::npos);
}
