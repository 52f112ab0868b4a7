//===- Cache.h - Artifacts that were compiled before ------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_CACHE_H
#define AIKERNEL_LIB_DRIVER_CACHE_H

#include "aikernel/Target/Image.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/SHA256.h"
#include <optional>
#include <string>

namespace aikernel {

/// Collects everything that an artifact depends on.
class CacheKey {
public:
  /// Begins with this compiler's own identity.
  CacheKey();
  /// Fields cannot run into each other: each goes in with its length.
  void add(llvm::StringRef field);
  void add(uint64_t field) { add(std::to_string(field)); }
  /// Hexadecimal.
  std::string name() const;

private:
  mutable llvm::SHA256 hash;
};

/// A directory of files named after keys. Safe under concurrent use: an entry
/// appears by being renamed, and one that is damaged counts as absent. A
/// directory that others could have written to is not used. Entries that were
/// not used for 30 days go, and the oldest beyond 1 GiB or half of the disk's
/// free space; that is looked at every 20 minutes at most.
class Cache {
public:
  /// $AIKERNEL_CACHE_DIR, $XDG_CACHE_HOME/aikernel or ~/.cache/aikernel.
  static std::string defaultDirectory();

  /// Without a usable directory the cache is empty and stays so; `problem` says
  /// why.
  Cache(llvm::StringRef directory, std::string &problem);

  std::optional<Bytes> find(const CacheKey &key) const;
  void store(const CacheKey &key, llvm::StringRef contents) const;

private:
  std::string directory;
};

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_CACHE_H
