//===- ArraySource.h - What an array is filled with ------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_RUN_ARRAYSOURCE_H
#define AIKERNEL_LIB_DRIVER_RUN_ARRAYSOURCE_H

#include "Npy.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace aikernel::run {

/// The contents of an array as the command line names them: `@x.npy`, `@x.bin`,
/// `zeros:SHAPE`, `iota:SHAPE` or `random:SHAPE[:SEED]`.
class ArraySource {
public:
  /// Checks everything that can be known before the elements are there. `name`
  /// chooses the random numbers when there is no seed.
  static llvm::Expected<ArraySource> open(llvm::StringRef text, ScalarType type,
                                          llvm::StringRef name);

  llvm::ArrayRef<uint64_t> shape() const { return sizes; }
  uint64_t count() const { return elements; }
  uint64_t bytes() const { return elements * sizeOf(type); }

  /// Gives bytes() bytes of zeroed memory their contents.
  llvm::Error fill(uint8_t *memory) const;

private:
  enum class Kind : uint8_t { Zeros, Iota, Random, File };

  explicit ArraySource(ScalarType type) : type(type) {}
  llvm::Error openFile(llvm::StringRef path);
  llvm::Error openNpy(llvm::StringRef path);
  llvm::Error openRaw(llvm::StringRef path);
  llvm::Error setShape(Shape shape);
  llvm::Error copyFile(uint8_t *memory) const;

  ScalarType type;
  Kind kind = Kind::Zeros;
  Shape sizes;
  uint64_t elements = 0;
  uint64_t seed = 0;
  std::unique_ptr<llvm::MemoryBuffer> file;
  llvm::StringRef data;               ///< the elements in the file
  bool isConvertedFromSingle = false; ///< they are f32, which the type is not
};

/// Output number `index` of SplitMix64 started at `seed`.
uint64_t randomBits(uint64_t seed, uint64_t index);

} // namespace aikernel::run

#endif // AIKERNEL_LIB_DRIVER_RUN_ARRAYSOURCE_H
