//===- WorkerPoolTest.cpp - The threads that run kernels ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/queue/WorkerPool.h"
#include "Fixture.h"
#include <chrono>
#include <thread>

using namespace aikernel::runtime;

namespace {
struct Counts {
  std::vector<std::atomic<uint32_t>> chunks;
  std::atomic<uint32_t> largestWorker = 0;
  explicit Counts(uint32_t n) : chunks(n) {}
};

void count(void *user, uint32_t chunk, uint32_t worker) {
  auto &counts = *static_cast<Counts *>(user);
  counts.chunks[chunk].fetch_add(1);
  uint32_t largest = counts.largestWorker;
  while (worker > largest &&
         !counts.largestWorker.compare_exchange_weak(largest, worker))
    ;
}
} // namespace

TEST(WorkerPoolTest, EveryChunkRunsExactlyOnce) {
  for (uint32_t threads : {1u, 2u, 3u, 8u}) {
    WorkerPool pool;
    pool.start(threads);
    ASSERT_EQ(pool.size(), threads);
    for (uint32_t chunks : {1u, 2u, 7u, 1000u}) {
      Counts counts(chunks);
      pool.run({count, &counts, chunks});
      for (auto &chunk : counts.chunks)
        ASSERT_EQ(chunk.load(), 1u);
      EXPECT_LT(counts.largestWorker.load(), threads);
    }
  }
}

TEST(WorkerPoolTest, JobsInQuickSuccessionDoNotMix) {
  WorkerPool pool;
  pool.start(4);
  for (int i = 0; i != 50000; ++i) {
    Counts counts(3);
    pool.run({count, &counts, 3});
    for (auto &chunk : counts.chunks)
      ASSERT_EQ(chunk.load(), 1u) << i;
  }
}

TEST(WorkerPoolTest, SleepingWorkersWakeUp) {
  WorkerPool pool;
  pool.start(2);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  // Each of the two chunks waits for the other: one thread alone would not
  // finish.
  std::atomic<int> arrived = 0;
  pool.run({[](void *user, uint32_t, uint32_t) {
              auto &arrived = *static_cast<std::atomic<int> *>(user);
              ++arrived;
              while (arrived.load() != 2)
                std::this_thread::yield();
            },
            &arrived, 2});
  EXPECT_EQ(arrived.load(), 2);
}

TEST(WorkerPoolTest, CallerSleepsThroughALongChunk) {
  WorkerPool pool;
  pool.start(2);
  Counts counts(2);
  std::atomic<int> started = 0;
  pool.run({[](void *user, uint32_t, uint32_t worker) {
              auto &started = *static_cast<std::atomic<int> *>(user);
              ++started;
              while (started.load() < 2)
                std::this_thread::yield();
              if (worker != 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(30));
              ++started;
            },
            &started, 2});
  EXPECT_EQ(started.load(), 4);
}

TEST(WorkerPoolTest, RunsWithFewerThreadsWhenTheSystemGivesNoMore) {
  RestoreSystem restore;
  static int left;
  left = 1;
  static auto create = sys::calls.createThread;
  sys::calls.createThread = [](pthread_t *thread, void *(*body)(void *),
                               void *argument) {
    return left-- > 0 ? create(thread, body, argument) : EAGAIN;
  };
  WorkerPool pool;
  pool.start(8);
  EXPECT_EQ(pool.size(), 2u);
  Counts counts(100);
  pool.run({count, &counts, 100});
  for (auto &chunk : counts.chunks)
    EXPECT_EQ(chunk.load(), 1u);
}
