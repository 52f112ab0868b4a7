//===- WorkerPool.h - The threads that run kernels -------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_QUEUE_WORKERPOOL_H
#define AIKERNEL_RUNTIME_QUEUE_WORKERPOOL_H

#include <atomic>
#include <cstdint>
#include <memory>
#include <pthread.h>

namespace aikernel::runtime {

/// A range of work items in `chunks` pieces; `run` does one of them on a
/// worker.
struct Job {
  void (*run)(void *user, uint32_t chunk, uint32_t worker);
  void *user;
  uint32_t chunks;
};

/// A fixed set of threads, the calling one among them, that take the chunks of
/// one job after the other. Idle workers spin briefly, then sleep in the
/// kernel.
///
/// `open` holds the job's number in its upper half and the chunks not yet taken
/// in its lower half. A worker that claims a chunk by compare-and-swap has
/// thereby proved that the job is still current, and keeps it current until it
/// has counted the chunk as done; one that comes late finds nothing to claim.
/// So nobody waits for workers that have not woken up.
class WorkerPool {
public:
  WorkerPool() = default;
  ~WorkerPool();
  WorkerPool(const WorkerPool &) = delete;
  WorkerPool &operator=(const WorkerPool &) = delete;

  /// Begins `threads` - 1 threads; with fewer when the system gives no more.
  void start(uint32_t threads);

  uint32_t size() const { return workers + 1; }

  /// Runs all chunks and returns when they are done. One caller at a time.
  void run(const Job &job);

private:
  struct Thread {
    pthread_t handle;
    WorkerPool *pool;
    uint32_t index;
  };

  static void *threadMain(void *thread);
  void work(uint32_t worker);
  void takeChunks(uint32_t worker);
  void waitUntilDone();

  alignas(64) std::atomic<uint64_t> open = 0;
  alignas(64) std::atomic<uint32_t> pending = 0; ///< chunks not yet done
  std::atomic<uint32_t> callerSleeps = 0;
  alignas(64) std::atomic<uint32_t> signal =
      0; ///< counts jobs; workers sleep on it
  std::atomic<uint32_t> sleepers = 0;
  std::atomic<bool> stopping = false;

  /// The threads keep the functions that the system had when they began.
  void (*futexWait)(std::atomic<uint32_t> *word, uint32_t value) = nullptr;
  void (*futexWake)(std::atomic<uint32_t> *word, uint32_t threads) = nullptr;

  Job job{};
  std::unique_ptr<Thread[]> threads;
  uint32_t workers = 0; ///< without the calling thread
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_QUEUE_WORKERPOOL_H
