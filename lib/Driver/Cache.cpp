//===- Cache.cpp - Artifacts that were compiled before --------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cache.h"
#include "Version.h"
#include "aikernel/Target/TemporaryDirectory.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace aikernel;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
using llvm::sys::Process;

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

CacheKey::CacheKey() { add(compilerIdentity()); }

void CacheKey::add(StringRef field) {
  std::string length = std::to_string(field.size()) + ":";
  hash.update(length);
  hash.update(field);
}

std::string CacheKey::name() const {
  return llvm::toHex(hash.result(), /*LowerCase=*/true);
}

//===----------------------------------------------------------------------===//
// The directory
//===----------------------------------------------------------------------===//

std::string Cache::defaultDirectory() {
  if (auto directory = Process::GetEnv("AIKERNEL_CACHE_DIR"))
    return *directory;
  if (auto base = Process::GetEnv("XDG_CACHE_HOME"); base && !base->empty())
    return *base + "/aikernel";
  llvm::SmallString<128> home;
  if (!llvm::sys::path::home_directory(home))
    return "";
  return (home + "/.cache/aikernel").str();
}

/// Why `directory` must not be trusted, or "".
static std::string distrust(const std::string &directory) {
  struct stat status;
  if (::lstat(directory.c_str(), &status) != 0)
    return llvm::sys::StrError();
  if (!S_ISDIR(status.st_mode))
    return "it is not a directory";
  if (status.st_uid != ::geteuid())
    return "it belongs to another user";
  if (status.st_mode & 077)
    return "other users can enter it (its mode should be 0700)";
  return "";
}

Cache::Cache(StringRef wanted, std::string &problem) {
  if (wanted.empty()) {
    problem = "no compile cache: there is no home directory";
    return;
  }
  std::string path = wanted.str();
  fs::create_directories(llvm::sys::path::parent_path(path));
  ::mkdir(path.c_str(), 0700);
  if (std::string reason = distrust(path); !reason.empty())
    problem = "the compile cache '" + path + "' is not used: " + reason;
  else
    directory = std::move(path);
}

//===----------------------------------------------------------------------===//
// Entries: the SHA-256 of the contents, then the contents
//===----------------------------------------------------------------------===//

/// Which files pruning may remove: those with LLVM's prefix.
static std::string entryName(StringRef name) {
  return ("llvmcache-" + name).str();
}

static void prune(StringRef directory) {
  llvm::CachePruningPolicy policy;
  policy.Expiration = std::chrono::hours(30 * 24);
  policy.MaxSizeBytes = uint64_t(1) << 30;
  policy.MaxSizePercentageOfAvailableSpace = 50;
  llvm::pruneCache(directory, policy);
}

static std::array<uint8_t, 32> hashOf(StringRef contents) {
  return llvm::SHA256::hash(llvm::arrayRefFromStringRef(contents));
}

std::optional<Bytes> Cache::find(const CacheKey &key) const {
  if (directory.empty())
    return std::nullopt;
  int file = ::open((directory + "/" + entryName(key.name())).c_str(),
                    O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0)
    return std::nullopt;
  auto buffer =
      llvm::MemoryBuffer::getOpenFile(file, key.name(), /*FileSize=*/-1);
  ::close(file);
  if (!buffer || (*buffer)->getBufferSize() < 32)
    return std::nullopt;
  StringRef hash = (*buffer)->getBuffer().take_front(32);
  StringRef contents = (*buffer)->getBuffer().drop_front(32);
  if (hash != llvm::toStringRef(hashOf(contents)))
    return std::nullopt;
  return Bytes(contents.begin(), contents.end());
}

void Cache::store(const CacheKey &key, StringRef contents) const {
  if (directory.empty())
    return;
  llvm::SmallString<128> temporary;
  if (fs::createUniqueFile(directory + "/" + entryName("%%%%%%%%%%%%.tmp"),
                           temporary, fs::owner_read | fs::owner_write))
    return;
  std::string entry = llvm::toStringRef(hashOf(contents)).str();
  entry += contents;
  // A full disk costs the entry, never the compilation.
  bool failed = false;
  if (llvm::Error error = writeFile(temporary, entry)) {
    llvm::consumeError(std::move(error));
    failed = true;
  }
  if (failed || fs::rename(temporary, directory + "/" + entryName(key.name())))
    fs::remove(temporary);
  prune(directory);
}
