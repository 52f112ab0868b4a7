//===- Reproducer.cpp - What to send us when pxc fails --------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reproducer.h"
#include "Version.h"
#include "aikernel/Driver/Compilation.h"
#include "aikernel/Target/TemporaryDirectory.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace aikernel;
using llvm::StringRef;

namespace {
struct Input {
  llvm::ArrayRef<const char *> arguments;
  std::string command;
  std::string fileName;
  std::string source;
  /// Included files, under their path from the source's folder.
  struct Included {
    std::string path;
    StringRef text;
  };
  std::vector<Included> included;
  std::string folder; ///< of the source
  /// A template for mkdtemp, ready before anything goes wrong.
  std::string directory;
};
} // namespace

static Input &input() {
  static Input instance;
  return instance;
}

static std::string directoryTemplate() {
  llvm::SmallString<128> path;
  if (auto wanted = llvm::sys::Process::GetEnv("AIKERNEL_REPRODUCER_PATH"))
    path = *wanted;
  else
    llvm::sys::path::system_temp_directory(/*ErasedOnReboot=*/false, path);
  llvm::sys::path::append(path, "aikernel-reproducer-XXXXXX");
  return path.str().str();
}

void aikernel::setReproducerCommand(llvm::ArrayRef<const char *> arguments) {
  input().arguments = arguments;
}

/// As a POSIX shell reads it back.
static std::string quoted(StringRef argument) {
  StringRef plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    "0123456789@%+=:,./_-";
  if (!argument.empty() && argument.find_first_not_of(plain) == StringRef::npos)
    return argument.str();
  std::string text = "'";
  for (char c : argument)
    text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

/// The command for a shell in the reproducer's folder: it reads `source` there
/// instead of `path`, leaves its output there, and compiles in any case.
static std::string commandFor(llvm::ArrayRef<const char *> arguments,
                              StringRef path, StringRef source) {
  std::string command = "# " + producer() + "\npxc";
  StringRef subcommand = arguments.empty() ? "" : arguments.front();
  bool isAboutText = subcommand == "fmt" || subcommand == "fix";
  if (subcommand == "run" || subcommand == "check" || isAboutText) {
    command += " " + subcommand.str();
    arguments = arguments.drop_front();
  }
  if (!isAboutText)
    command += " --no-cache";
  bool isOutput = false;
  for (StringRef argument : arguments) {
    if (!isOutput && argument.size() > 2 && argument.consume_front("-o")) {
      command += " -o";
      isOutput = true;
    }
    if (isOutput)
      argument = llvm::sys::path::filename(argument);
    else if (argument == path)
      argument = source;
    command += " " + quoted(argument);
    isOutput = argument == "-o";
  }
  return command + "\n";
}

void aikernel::setReproducerSource(StringRef path, StringRef source) {
  Input &current = input();
  current.fileName =
      path == "-" ? "stdin.px" : llvm::sys::path::filename(path).str();
  current.command = commandFor(current.arguments, path, current.fileName);
  current.source = source;
  current.folder = llvm::sys::path::parent_path(path).str();
  current.included.clear();
  current.directory = directoryTemplate();
}

void aikernel::addReproducerSource(StringRef path, StringRef text) {
  // What lies elsewhere is the standard library, or was named by -I.
  StringRef folder = input().folder;
  if (!path.consume_front(folder))
    return;
  if (!folder.empty() && !path.consume_front("/"))
    return;
  if (!path.starts_with("/") && !path.starts_with(".."))
    input().included.push_back({path.str(), text});
}

//===----------------------------------------------------------------------===//
// Writing; only what a signal handler may do
//===----------------------------------------------------------------------===//

static bool writeAt(int directory, const char *name, StringRef contents) {
  int file =
      ::openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return false;
  while (!contents.empty()) {
    ssize_t written = ::write(file, contents.data(), contents.size());
    if (written <= 0)
      break;
    contents = contents.drop_front(written);
  }
  ::close(file);
  return contents.empty();
}

/// The folders that the path leads through. Memory may not be had: the path is
/// cut in place.
static void makeFolders(int directory, std::string &path) {
  for (char &c : path) {
    if (c != '/')
      continue;
    c = 0;
    ::mkdirat(directory, path.c_str(), 0700);
    c = '/';
  }
}

/// The new directory, open, or -1. Its name replaces the template.
static int writeInput() {
  Input &current = input();
  if (current.directory.empty() || !::mkdtemp(current.directory.data()))
    return -1;
  int directory =
      ::open(current.directory.c_str(), O_DIRECTORY | O_RDONLY | O_CLOEXEC);
  if (directory < 0)
    return -1;
  for (Input::Included &file : current.included) {
    makeFolders(directory, file.path);
    writeAt(directory, file.path.c_str(), file.text);
  }
  if (writeAt(directory, "command", current.command) &&
      writeAt(directory, current.fileName.c_str(), current.source))
    return directory;
  ::close(directory);
  return -1;
}

std::optional<std::string>
aikernel::writeReproducer(const std::optional<PipelineReproducer> &pipeline) {
  int directory = writeInput();
  if (directory < 0)
    return std::nullopt;
  if (pipeline)
    writeAt(directory, "pipeline.mlir",
            pipeline->module +
                "\n{-#\n  external_resources: {\n    mlir_reproducer: {\n"
                "      pipeline: \"" +
                pipeline->pipeline +
                "\",\n      disable_threading: true,\n      verify_each: "
                "true\n    }\n"
                "  }\n#-}\n");
  ::close(directory);
  return input().directory;
}

//===----------------------------------------------------------------------===//
// When the process cannot go on
//===----------------------------------------------------------------------===//

static void say(StringRef text) {
  [[maybe_unused]] ssize_t written = ::write(2, text.data(), text.size());
}

[[noreturn]] static void die(const char *what) {
  say("pxc: internal error: ");
  say(what);
  say("\n");
  int directory = writeInput();
  if (directory >= 0) {
    say("pxc: note: what led to it is in ");
    say(input().directory);
    say("; please report it with these files\n");
  }
  ::_exit(InternalError);
}

static std::atomic<bool> mayAccessWildly = false;

static void handleSignal(int signal) {
  // Several threads may come here at once; the first one ends the process.
  static std::atomic_flag isEnding;
  while (isEnding.test_and_set())
    ::pause();
  switch (signal) {
  case SIGSEGV:
  case SIGBUS:
    if (mayAccessWildly) {
      say("pxc: error: the program accesses memory outside of its arrays; "
          "--check=bounds names the access\n");
      ::_exit(InputError);
    }
    die("invalid memory access, or the stack is used up");
  case SIGABRT:
    die("aborted");
  default:
    die("invalid instruction or arithmetic");
  }
}

static void handleSignals() {
  struct sigaction action = {};
  action.sa_handler = handleSignal;
  action.sa_flags = SA_ONSTACK;
  for (int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE})
    ::sigaction(signal, &action, nullptr);
}

/// While it wrote files, LLVM has put handlers of its own before ours. They
/// are gone from their first call on, and when several workers fault at once,
/// the second one would find none.
aikernel::UserProgramRuns::UserProgramRuns(bool checksBounds) {
  handleSignals();
  mayAccessWildly = !checksBounds;
}
aikernel::UserProgramRuns::~UserProgramRuns() { mayAccessWildly = false; }

void aikernel::installCrashHandlers() {
  llvm::install_fatal_error_handler(
      [](void *, const char *reason, bool) { die(reason); });
  llvm::install_bad_alloc_error_handler(
      [](void *, const char *, bool) { die("out of memory"); });

  // The stack itself may be what ran out.
  static char stack[64 << 10];
  stack_t alternative = {};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof(stack);
  ::sigaltstack(&alternative, nullptr);
  handleSignals();
  // A file beyond the shell's limit is an error of writing, as a full disk is.
  ::signal(SIGXFSZ, SIG_IGN);
}
