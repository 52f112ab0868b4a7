//===- Replay.cpp - A fuzz target without libFuzzer -----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
//   fuzz-NAME [-runs=N] [-seed=N] FILE|FOLDER…
//
// Gives every file to the target, then N variations of them, the same ones in
// every run. Where it fails, the input is kept in the file "crash-input".
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <unistd.h>

namespace {

using Bytes = std::vector<uint8_t>;

constexpr size_t maximumSize = 4096;
constexpr unsigned secondsForOne = 60;

Bytes current;

extern "C" void keepInput(int number) {
  int file = open("crash-input", O_CREAT | O_TRUNC | O_WRONLY, 0666);
  const char message[] = "the input is kept in crash-input\n";
  bool isKept = write(file, current.data(), current.size()) >= 0 &&
                write(STDERR_FILENO, message, sizeof(message) - 1) > 0;
  signal(number, SIG_DFL);
  if (isKept)
    raise(number);
  _exit(1);
}

void installHandlers() {
  for (int number : {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGALRM})
    signal(number, keepInput);
}

void execute(Bytes input) {
  current = std::move(input);
  alarm(secondsForOne);
  LLVMFuzzerTestOneInput(current.data(), current.size());
  alarm(0);
}

Bytes readFile(const std::filesystem::path &path) {
  std::ifstream stream(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(stream), {});
}

std::vector<Bytes> readAll(const std::filesystem::path &path) {
  if (!std::filesystem::is_directory(path))
    return {readFile(path)};
  std::vector<std::filesystem::path> paths;
  for (const auto &entry : std::filesystem::directory_iterator(path))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Bytes> files;
  for (const auto &each : paths)
    files.push_back(readFile(each));
  return files;
}

Bytes variationOf(const std::vector<Bytes> &files, std::mt19937 &random) {
  Bytes result = files[random() % files.size()];
  const Bytes &other = files[random() % files.size()];
  Bytes out(std::max(maximumSize, result.size()));
  for (size_t count = 1 + random() % 4; count > 0; --count) {
    size_t size;
    if (random() % 4 == 0) {
      size = LLVMFuzzerCustomCrossOver(result.data(), result.size(),
                                       other.data(), other.size(), out.data(),
                                       out.size(), random());
    } else {
      std::copy(result.begin(), result.end(), out.begin());
      size = LLVMFuzzerCustomMutator(out.data(), result.size(), out.size(),
                                     random());
    }
    result.assign(out.begin(), out.begin() + size);
  }
  return result;
}

/// The number behind an option, if the argument is that option.
std::optional<unsigned long> valueOf(const char *argument, const char *option) {
  size_t size = strlen(option);
  if (strncmp(argument, option, size) != 0)
    return std::nullopt;
  return strtoul(argument + size, nullptr, 10);
}

} // namespace

/// One byte changed, added or taken away.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maximum) {
  static std::mt19937 random;
  size_t at = random() % (size + 1);
  unsigned choice = random() % 3;
  if (choice == 0 && size < maximum) {
    memmove(data + at + 1, data + at, size - at);
    data[at] = random();
    return size + 1;
  }
  if (at == size)
    return size;
  if (choice == 1) {
    memmove(data + at, data + at + 1, size - at - 1);
    return size - 1;
  }
  data[at] = random();
  return size;
}

int main(int argc, char **argv) {
  unsigned long runs = 0, seed = 1;
  std::vector<Bytes> files;
  for (int i = 1; i < argc; ++i) {
    if (auto value = valueOf(argv[i], "-runs="))
      runs = *value;
    else if (auto value = valueOf(argv[i], "-seed="))
      seed = *value;
    else
      for (Bytes &file : readAll(argv[i]))
        files.push_back(std::move(file));
  }
  installHandlers();
  for (const Bytes &file : files)
    execute(file);
  std::mt19937 random(seed);
  for (unsigned long i = 0; i < runs && !files.empty(); ++i)
    execute(variationOf(files, random));
  printf("%zu files and %lu variations of them: no fault\n", files.size(),
         files.empty() ? 0 : runs);
  return files.empty();
}
