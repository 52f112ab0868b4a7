//===- ArraySource.cpp - What an array is filled with ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ArraySource.h"
#include <cmath>
#include <cstring>

using namespace aikernel;
using namespace aikernel::run;
using llvm::Error;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Generated contents
//===----------------------------------------------------------------------===//

uint64_t aikernel::run::randomBits(uint64_t seed, uint64_t index) {
  uint64_t z = seed + (index + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// FNV-1a: arrays of different names get different numbers.
static uint64_t seedOf(StringRef name) {
  uint64_t hash = 0xcbf29ce484222325;
  for (char c : name)
    hash = (hash ^ uint8_t(c)) * 0x100000001b3;
  return hash;
}

/// The bits of a float's significand, the leading one included.
static unsigned precisionOf(ScalarType type) {
  switch (type) {
  case ScalarType::F16:
    return 11;
  case ScalarType::BF16:
    return 8;
  case ScalarType::F32:
    return 24;
  case ScalarType::E4M3:
    return 4;
  case ScalarType::E5M2:
    return 3;
  default:
    return 53;
  }
}

/// Floats are the highest bits as a fraction, which is exact and below 1;
/// integers and bool are the highest bits.
static uint64_t randomElement(uint64_t random, ScalarType type) {
  if (type == ScalarType::Bool)
    return random >> 63;
  if (kindOf(type) != ScalarKind::Float)
    return random >> (64 - 8 * sizeOf(type));
  unsigned precision = precisionOf(type);
  return fromDouble(
      std::ldexp(double(random >> (64 - precision)), -int(precision)), type);
}

static uint64_t iotaElement(uint64_t index, ScalarType type) {
  if (type == ScalarType::Bool)
    return index & 1;
  if (kindOf(type) != ScalarKind::Float)
    return index;
  return fromDouble(double(index), type);
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// What a file may hold: the type itself, and for the types that NumPy lacks
/// also f32, which is rounded.
static bool canHold(NpyType file, ScalarType type) {
  bool isMissingInNumPy =
      kindOf(type) == ScalarKind::Float && npy::typeFor(type).kind == 'u';
  return npy::holds(file, type) ||
         (isMissingInNumPy && file == NpyType{'f', 4});
}

Error ArraySource::openNpy(StringRef path) {
  llvm::Expected<NpyArray> array = parseNpy(file->getBuffer());
  if (!array)
    return llvm::createStringError("'" + path + "' " +
                                   llvm::toString(array.takeError()));
  if (!canHold(array->type, type))
    return llvm::createStringError("'" + path + "' holds " +
                                   array->type.spelling() +
                                   ", and the array is of " + nameOf(type));
  data = array->data;
  isConvertedFromSingle =
      array->type == NpyType{'f', 4} && type != ScalarType::F32;
  return setShape(std::move(array->shape));
}

Error ArraySource::openRaw(StringRef path) {
  data = file->getBuffer();
  if (data.size() % sizeOf(type) != 0)
    return llvm::createStringError(
        "'" + path + "' has " + llvm::Twine(data.size()) +
        " bytes, not a whole number of " + nameOf(type));
  return setShape({data.size() / sizeOf(type)});
}

Error ArraySource::openFile(StringRef path) {
  kind = Kind::File;
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError("cannot read '" + path +
                                   "': " + buffer.getError().message());
  file = std::move(*buffer);
  if (path.ends_with(".npy"))
    return openNpy(path);
  if (path.ends_with(".bin"))
    return openRaw(path);
  return llvm::createStringError("'" + path + "' is neither .npy nor .bin");
}

static Error checkBools(StringRef data) {
  for (auto [index, byte] : llvm::enumerate(data))
    if (uint8_t(byte) > 1)
      return llvm::createStringError("element " + llvm::Twine(index) + " is " +
                                     llvm::Twine(unsigned(uint8_t(byte))) +
                                     ", which is no bool");
  return Error::success();
}

Error ArraySource::copyFile(uint8_t *memory) const {
  if (type == ScalarType::Bool)
    if (Error error = checkBools(data))
      return error;
  if (!isConvertedFromSingle) {
    if (!data.empty())
      memcpy(memory, data.data(), data.size());
    return Error::success();
  }
  const auto *singles = reinterpret_cast<const uint8_t *>(data.data());
  for (uint64_t i = 0; i != elements; ++i, memory += sizeOf(type)) {
    uint64_t bits = loadBits(singles + i * sizeof(float), sizeof(float));
    storeBits(memory, fromDouble(toDouble(bits, ScalarType::F32), type),
              sizeOf(type));
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// All of them
//===----------------------------------------------------------------------===//

Error ArraySource::setShape(Shape shape) {
  sizes = std::move(shape);
  if (sizes.empty()) // NumPy's arrays without dimensions hold one element
    sizes.push_back(1);
  std::optional<uint64_t> count = countElements(sizes);
  uint64_t bytes;
  if (!count || __builtin_mul_overflow(*count, sizeOf(type), &bytes))
    return llvm::createStringError("a shape of " + formatShape(sizes) +
                                   " is too large");
  elements = *count;
  return Error::success();
}

llvm::Expected<ArraySource> ArraySource::open(StringRef text, ScalarType type,
                                              StringRef name) {
  ArraySource source(type);
  StringRef rest = text;
  if (rest.consume_front("@")) {
    if (Error error = source.openFile(rest))
      return error;
    return std::move(source);
  }
  if (rest.consume_front("zeros:"))
    source.kind = Kind::Zeros;
  else if (rest.consume_front("iota:"))
    source.kind = Kind::Iota;
  else if (rest.consume_front("random:"))
    source.kind = Kind::Random;
  else
    return llvm::createStringError("'" + text + "' is no array of " +
                                   nameOf(type) +
                                   "; write @FILE.npy, @FILE.bin, zeros:SHAPE, "
                                   "iota:SHAPE or random:SHAPE[:SEED]");

  source.seed = seedOf(name);
  auto [sizes, seed] = rest.split(':');
  bool hasSeed = sizes.size() != rest.size();
  if (hasSeed && source.kind != Kind::Random)
    return llvm::createStringError("'" + text +
                                   "' ends in a seed, which only random: has");
  if (hasSeed && seed.getAsInteger(0, source.seed))
    return llvm::createStringError("'" + text + "' ends in no seed");
  std::optional<Shape> shape = parseShape(sizes);
  if (!shape)
    return llvm::createStringError("'" + sizes +
                                   "' is no shape; write 1024 or 64x32");
  if (Error error = source.setShape(std::move(*shape)))
    return error;
  return std::move(source);
}

Error ArraySource::fill(uint8_t *memory) const {
  if (kind == Kind::File)
    return copyFile(memory);
  if (kind == Kind::Zeros)
    return Error::success();
  unsigned size = sizeOf(type);
  for (uint64_t i = 0; i != elements; ++i, memory += size)
    storeBits(memory,
              kind == Kind::Iota ? iotaElement(i, type)
                                 : randomElement(randomBits(seed, i), type),
              size);
  return Error::success();
}
