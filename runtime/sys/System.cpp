//===- System.cpp - Everything the runtime asks of the system -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/sys/System.h"
#include <climits>
#include <csignal>
#include <cstdio>
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace aikernel::runtime;

namespace {

int openFile(const char *path, int flags, mode_t mode) {
  return open(path, flags, mode);
}

/// The thread takes no signals from outside: they are the application's. Its
/// own faults reach the application's handlers; blocked, they would kill the
/// process.
int createThread(pthread_t *thread, void *(*body)(void *), void *argument) {
  sigset_t all, before;
  sigfillset(&all);
  for (int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT})
    sigdelset(&all, fault);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failure = pthread_create(thread, nullptr, body, argument);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return failure;
}

int joinThread(pthread_t thread) { return pthread_join(thread, nullptr); }

int getAffinity(size_t bytes, cpu_set_t *set) {
  return sched_getaffinity(0, bytes, set);
}

static_assert(sizeof(std::atomic<uint32_t>) == sizeof(uint32_t));

void futexWait(std::atomic<uint32_t> *word, uint32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}

void futexWake(std::atomic<uint32_t> *word, uint32_t threads) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE,
          threads > INT_MAX ? INT_MAX : int(threads), nullptr, nullptr, 0);
}

const char *lastLoaderError() {
  const char *text = dlerror();
  return text ? text : "unknown error";
}

} // namespace

sys::Calls sys::calls = {
    openFile,
    close,
    stat,
    fstat,
    read,
    pread,
    write,
    rename,
    unlink,
    memfd_create,
    mmap,
    munmap,
    madvise,
    mlock2,
    createThread,
    joinThread,
    getAffinity,
    futexWait,
    futexWake,
    dlopen,
    dlsym,
    dlclose,
    lastLoaderError,
};
