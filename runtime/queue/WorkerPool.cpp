//===- WorkerPool.cpp - The threads that run kernels ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/queue/WorkerPool.h"
#include "runtime/sys/System.h"
#include <algorithm>
#include <climits>
#include <new>
#include <xmmintrin.h>

using namespace aikernel::runtime;

/// Some ten microseconds: longer than the gap between the launches of a loop,
/// shorter than what a sleep and a wake-up cost.
static constexpr unsigned spins = 2000;

/// All exceptions masked, round to nearest, denormals kept.
static constexpr unsigned defaultFloatingPointMode = 0x1f80;

template <typename Condition>
static bool spinUntil(Condition condition) {
  for (unsigned i = 0; i != spins; ++i) {
    if (condition())
      return true;
    _mm_pause();
  }
  return condition();
}

void WorkerPool::start(uint32_t count) {
  futexWait = sys::calls.futexWait;
  futexWake = sys::calls.futexWake;
  if (count <= 1)
    return;
  threads.reset(new (std::nothrow) Thread[count - 1]);
  if (!threads)
    return;
  for (uint32_t i = 0; i != count - 1; ++i) {
    threads[i] = {{}, this, i + 1};
    if (sys::calls.createThread(&threads[i].handle, threadMain, &threads[i]))
      return;
    ++workers;
  }
}

WorkerPool::~WorkerPool() {
  if (workers == 0)
    return;
  stopping.store(true);
  signal.fetch_add(1);
  futexWake(&signal, UINT32_MAX);
  for (uint32_t i = 0; i != workers; ++i)
    sys::calls.joinThread(threads[i].handle);
}

void WorkerPool::run(const Job &next) {
  job = next;
  pending.store(job.chunks, std::memory_order_relaxed);
  uint64_t number = (open.load(std::memory_order_relaxed) >> 32) + 1;
  open.store(number << 32 | job.chunks, std::memory_order_release);

  if (job.chunks > 1 && workers != 0) {
    signal.fetch_add(1);
    if (uint32_t asleep = sleepers.load())
      futexWake(&signal, std::min(asleep, job.chunks - 1));
  }

  // Results do not depend on the caller's rounding mode or flush-to-zero.
  unsigned mode = _mm_getcsr();
  _mm_setcsr(defaultFloatingPointMode);
  takeChunks(0);
  _mm_setcsr(mode);
  waitUntilDone();
}

void WorkerPool::takeChunks(uint32_t worker) {
  uint64_t current = open.load(std::memory_order_acquire);
  while (uint32_t left = uint32_t(current)) {
    if (!open.compare_exchange_weak(current, current - 1,
                                    std::memory_order_acq_rel,
                                    std::memory_order_acquire))
      continue;
    job.run(job.user, job.chunks - left, worker);
    if (pending.fetch_sub(1) == 1 && callerSleeps.load())
      futexWake(&pending, 1);
    current = open.load(std::memory_order_acquire);
  }
}

void WorkerPool::waitUntilDone() {
  auto isDone = [this] { return pending.load() == 0; };
  if (spinUntil(isDone))
    return;
  callerSleeps.store(1);
  while (uint32_t left = pending.load())
    futexWait(&pending, left);
  callerSleeps.store(0);
}

void *WorkerPool::threadMain(void *argument) {
  auto *thread = static_cast<Thread *>(argument);
  _mm_setcsr(defaultFloatingPointMode);
  thread->pool->work(thread->index);
  return nullptr;
}

void WorkerPool::work(uint32_t worker) {
  for (;;) {
    uint32_t seen = signal.load();
    if (stopping.load())
      return;
    takeChunks(worker);
    if (spinUntil([&] { return signal.load() != seen; }))
      continue;
    sleepers.fetch_add(1);
    futexWait(&signal, seen);
    sleepers.fetch_sub(1);
  }
}
