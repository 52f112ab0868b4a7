//===- Checks.h - Races, unset memory, divergent barriers ------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_HOST_CHECKS_H
#define AIKERNEL_RUNTIME_DEVICE_HOST_CHECKS_H

// What --check=races, uninit and divergence find while one worker runs all
// blocks of a launch, one after the other. The first finding ends the launch.

#include "runtime/device/host/Fault.h"
#include "runtime/device/host/Shadow.h"
#include "runtime/device/host/Votes.h"
#include "runtime/device/host/WarpClocks.h"
#include "runtime/memory/WrittenBytes.h"
#include <unordered_map>

namespace aikernel::runtime {

/// The checks of one launch: AikLaunch::checks.
class LaunchChecks {
public:
  LaunchChecks(const Shape &shape, const char *kernel, LaunchFault &fault,
               WrittenBytes &written);

  /// True when it is wrong, which is recorded.
  bool noteAccess(const AikAccess &access, const void *base, int64_t index,
                  ThreadNumber number);
  void noteSync(uint32_t warp, const AikSite *site, ThreadNumber number);
  void vote(uint64_t value, ThreadNumber number);
  /// True when the block's threads do not agree, which is recorded.
  bool disagree(const AikBranch &branch, uint64_t block);
  /// What the block's threads have voted for.
  uint64_t agreedValue() const { return votes.first(); }

private:
  struct Place; ///< of an access that is being checked

  bool noteShared(const Place &place, const void *element);
  bool noteGlobal(const Place &place, const void *element);
  void enterBlock(uint64_t number);
  uint32_t numberOf(const AikAccess &access);
  Access accessNow(const Place &place);
  bool isOrdered(const Access &before, uint32_t thread) const;
  Access rivalOf(const Place &place, const ShadowCell &cell) const;
  void keep(Access (&kept)[2], const Access &now) const;
  void update(ShadowCell &cell, const Access &now, uint32_t kind) const;

  std::string describeWhere(ThreadNumber number) const;
  std::string describeRace(const Place &place, const Access &before) const;
  std::string describeUnset(const Place &place, std::string reason) const;

  const Shape shape;
  const char *kernel;
  LaunchFault &fault;
  WrittenBytes &written;
  Shadow shadow;
  WarpClocks clocks;
  Votes votes;
  uint64_t block = UINT64_MAX;
  /// That each thread of the block has passed.
  std::vector<uint32_t> barriers;
  /// Places of accesses by their number, from 1.
  std::vector<const AikAccess *> accesses;
  std::unordered_map<const AikAccess *, uint32_t> accessNumbers;
  const AikAccess *lastAccess = nullptr;
  uint32_t lastNumber = 0;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_CHECKS_H
