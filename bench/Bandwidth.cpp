//===- Bandwidth.cpp - Kernels that only move memory, beside plain loops --===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The peer is a loop as an application would write it, cut into one part for
// each core and compiled with -O3 -march=native. Repetitions are interleaved;
// at the end stands the ratio of the medians of bytes a second.
//
//===----------------------------------------------------------------------===//

#include "aikernel/runtime.h"

#include <barrier>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

/// 128 MiB an array: far more than the last-level cache has.
constexpr size_t elements = size_t(1) << 25;
constexpr unsigned blockSize = 256;

void require(bool isRight, const char *what) {
  if (isRight)
    return;
  std::fprintf(stderr, "bandwidth: %s\n", what);
  std::exit(1);
}

//===----------------------------------------------------------------------===//
// The peer
//===----------------------------------------------------------------------===//

/// Runs a loop's parts, each on its thread, the last on the caller's.
class Parts {
public:
  explicit Parts(unsigned count) : count(count), begin(count), end(count) {
    for (unsigned part = 0; part + 1 < count; ++part)
      threads.emplace_back([this, part] { work(part); });
  }
  ~Parts() {
    loop = nullptr;
    begin.arrive_and_wait();
    for (std::thread &thread : threads)
      thread.join();
  }

  using Loop = void (*)(float *, const float *, const float *, size_t);

  void run(Loop which, float *to, const float *a, const float *b) {
    loop = which, target = to, left = a, right = b;
    begin.arrive_and_wait();
    runPart(count - 1);
    end.arrive_and_wait();
  }

private:
  void runPart(unsigned part) {
    size_t from = elements * part / count, to = elements * (part + 1) / count;
    loop(target + from, left + from, right + from, to - from);
  }
  void work(unsigned part) {
    for (;;) {
      begin.arrive_and_wait();
      if (!loop)
        return;
      runPart(part);
      end.arrive_and_wait();
    }
  }

  unsigned count;
  std::barrier<> begin, end;
  std::vector<std::thread> threads;
  Loop loop = nullptr;
  float *target;
  const float *left, *right;
};

void copyLoop(float *__restrict to, const float *__restrict a, const float *,
              size_t count) {
  for (size_t i = 0; i < count; ++i)
    to[i] = a[i];
}

void addLoop(float *__restrict to, const float *__restrict a,
             const float *__restrict b, size_t count) {
  for (size_t i = 0; i < count; ++i)
    to[i] = a[i] + b[i];
}

void saxpyLoop(float *__restrict y, const float *__restrict x, const float *,
               size_t count) {
  for (size_t i = 0; i < count; ++i)
    y[i] = 0.5f * x[i] + y[i];
}

//===----------------------------------------------------------------------===//
// Benchmarks
//===----------------------------------------------------------------------===//

struct Arrays {
  Arrays() {
    require(aikContextCreate(nullptr, &context) == 0, "there is no device");
    for (float **array : {&a, &b, &c}) {
      void *memory;
      require(aikMemoryAlloc(context, elements * sizeof(float), 0, &memory) ==
                  0,
              aikGetLastError(context));
      *array = static_cast<float *>(memory);
      for (size_t i = 0; i < elements; ++i)
        (*array)[i] = static_cast<float>(i % 1000);
    }
    threads = aikContextThreads(context);
  }
  AikContext *context;
  float *a, *b, *c;
  unsigned threads;
};

Arrays &arrays() {
  static Arrays theArrays;
  return theArrays;
}

void setBytes(benchmark::State &state, int arraysMoved) {
  state.SetBytesProcessed(state.iterations() * arraysMoved * elements *
                          sizeof(float));
}

void runPeer(benchmark::State &state, Parts::Loop loop, int arraysMoved) {
  Arrays &data = arrays();
  Parts parts(data.threads);
  for (auto _ : state)
    parts.run(loop, data.c, data.a, data.b);
  setBytes(state, arraysMoved);
}

void runKernel(benchmark::State &state, const char *name,
               std::vector<AikArg> arguments) {
  Arrays &data = arrays();
  AikArtifact *artifact;
  std::string path = std::string(ARTIFACTS "/") + name + ".so";
  require(aikArtifactLoadFile(data.context, path.c_str(), &artifact) == 0,
          aikGetLastError(data.context));
  AikDims dims = {{elements / blockSize, 1, 1}, {blockSize, 1, 1}, 0, 0};
  for (auto _ : state) {
    int32_t status =
        aikLaunchByName(data.context, artifact, name, &dims, arguments.data(),
                        static_cast<uint32_t>(arguments.size()));
    require(status == 0 && aikWait(data.context) == 0,
            aikGetLastError(data.context));
  }
  aikArtifactUnload(data.context, artifact);
  setBytes(state, 3);
}

AikArg array(float *pointer) { return {pointer, elements, 0}; }
AikArg integer(uint64_t value) { return {nullptr, 0, value}; }
AikArg half() { return {nullptr, 0, 0x3f000000}; }

void registerAll() {
  auto add = [](const char *name, auto body) {
    benchmark::RegisterBenchmark(name, body)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond)
        ->Repetitions(9)
        ->ReportAggregatesOnly();
  };
  add("copy/loop", [](auto &state) { runPeer(state, copyLoop, 2); });
  add("vector_add/loop", [](auto &state) { runPeer(state, addLoop, 3); });
  add("vector_add/px", [](auto &state) {
    Arrays &data = arrays();
    runKernel(state, "vector_add",
              {array(data.a), array(data.b), array(data.c), integer(elements)});
  });
  add("saxpy/loop", [](auto &state) { runPeer(state, saxpyLoop, 3); });
  add("saxpy/px", [](auto &state) {
    Arrays &data = arrays();
    runKernel(state, "saxpy",
              {half(), array(data.a), array(data.c), integer(elements)});
  });
}

/// Keeps the medians, for the ratios.
class Reporter : public benchmark::ConsoleReporter {
public:
  Reporter()
      : ConsoleReporter(isatty(STDOUT_FILENO) ? OO_ColorTabular : OO_Tabular) {}

  void ReportRuns(const std::vector<Run> &runs) override {
    for (const Run &run : runs)
      if (run.aggregate_name == "median")
        medians[run.run_name.function_name] =
            run.counters.at("bytes_per_second").value;
    ConsoleReporter::ReportRuns(runs);
  }
  void printRatios() const {
    for (const char *name : {"vector_add", "saxpy"})
      for (std::string peer : {"copy/loop", "own loop"}) {
        auto of = [&](const std::string &run) { return medians.find(run); };
        auto px = of(std::string(name) + "/px");
        auto other =
            of(peer == "own loop" ? std::string(name) + "/loop" : peer);
        if (px != medians.end() && other != medians.end())
          std::printf("%-10s bytes/s of px / of the %s: %.2f   (goal: 0.95)\n",
                      name, peer == "own loop" ? "same loop" : "copying loop",
                      px->second / other->second);
      }
  }

private:
  std::map<std::string, double> medians;
};

} // namespace

int main(int argc, char **argv) {
  std::string interleaved = "--benchmark_enable_random_interleaving=true";
  std::vector<char *> arguments(argv, argv + argc);
  arguments.insert(arguments.begin() + 1, interleaved.data());
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
    return 1;
  registerAll();
  Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  reporter.printRatios();
  return 0;
}
