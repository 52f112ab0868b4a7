//===- CommandList.h - Commands that are submitted many times --*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A host program records fills, copies and launches in place of doing them.
// What a command needs is copied into the list, so that submitting it allocates
// nothing.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_QUEUE_COMMANDLIST_H
#define AIKERNEL_RUNTIME_QUEUE_COMMANDLIST_H

#include "aikernel/runtime.h"
#include <string>
#include <variant>
#include <vector>

namespace aikernel::runtime {

class CommandList {
public:
  struct Fill {
    void *memory;
    uint64_t count;
    uint32_t elementSize;
    uint64_t pattern;
  };
  struct Copy {
    void *destination;
    const void *source;
    uint64_t bytes;
  };
  struct Launch {
    AikArtifact *artifact;
    uint32_t kernel;
    AikDims dims;
    size_t args; ///< where its parameter block begins
  };

  explicit CommandList(std::string name) : name(std::move(name)) {}

  /// Forgets what was recorded before.
  void begin();
  void add(const Fill &fill) { commands.push_back(fill); }
  void add(const Copy &copy) { commands.push_back(copy); }
  void addLaunch(AikArtifact &artifact, uint32_t kernel, const AikDims &dims,
                 const void *args, uint64_t argsBytes);

  /// The list works on memory that the program may free.
  void use(const void *memory, const char *arrayName) {
    uses.push_back({memory, arrayName});
  }
  void forgetMemory(const void *memory);

  /// Does everything in its order, up to the first error.
  int32_t submit(AikContext &context) const;

private:
  struct Use {
    const void *memory;
    const char *arrayName;
  };

  int32_t run(AikContext &context, const Fill &fill) const;
  int32_t run(AikContext &context, const Copy &copy) const;
  int32_t run(AikContext &context, const Launch &launch) const;

  std::string name;
  std::vector<std::variant<Fill, Copy, Launch>> commands;
  std::vector<uint64_t> argsOfAll;
  std::vector<Use> uses;
  const char *freedArray = nullptr; ///< the first of those that are gone
};

/// The list that this thread records into for the context, if any.
CommandList *recordedList(const AikContext &context);
void beginRecording(const AikContext &context, CommandList &list);
/// What the thread does from now on is done.
void endRecording();

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_QUEUE_COMMANDLIST_H
