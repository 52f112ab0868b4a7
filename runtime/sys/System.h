//===- System.h - Everything the runtime asks of the system ----*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table of functions. A test replaces entries to play a system that
// refuses.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_SYS_SYSTEM_H
#define AIKERNEL_RUNTIME_SYS_SYSTEM_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <pthread.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/types.h>

namespace aikernel::runtime::sys {

/// Results and errno are those of the C library.
struct Calls {
  int (*open)(const char *path, int flags, mode_t mode);
  int (*close)(int file);
  int (*stat)(const char *path, struct stat *status);
  int (*fstat)(int file, struct stat *status);
  ssize_t (*read)(int file, void *buffer, size_t bytes);
  ssize_t (*pread)(int file, void *buffer, size_t bytes, off_t offset);
  ssize_t (*write)(int file, const void *buffer, size_t bytes);
  int (*rename)(const char *from, const char *to);
  int (*unlink)(const char *path);
  int (*memfdCreate)(const char *name, unsigned flags);

  void *(*mmap)(void *address, size_t bytes, int protection, int flags,
                int file, off_t offset);
  int (*munmap)(void *address, size_t bytes);
  int (*madvise)(void *address, size_t bytes, int advice);
  int (*mlock2)(const void *address, size_t bytes, unsigned flags);

  int (*createThread)(pthread_t *thread, void *(*body)(void *), void *argument);
  int (*joinThread)(pthread_t thread);
  int (*getAffinity)(size_t bytes, cpu_set_t *set);
  /// Sleeps while `word` holds `value`.
  void (*futexWait)(std::atomic<uint32_t> *word, uint32_t value);
  void (*futexWake)(std::atomic<uint32_t> *word, uint32_t threads);

  void *(*dlopen)(const char *path, int flags);
  void *(*dlsym)(void *library, const char *symbol);
  int (*dlclose)(void *library);
  const char *(*dlerror)();
};

/// The table in use; the operating system's to begin with.
extern Calls calls;

} // namespace aikernel::runtime::sys

#endif // AIKERNEL_RUNTIME_SYS_SYSTEM_H
