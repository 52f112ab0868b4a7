//===- WarpClocks.cpp - What SYNC_WARP puts in order ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/host/WarpClocks.h"
#include <algorithm>

using namespace aikernel::runtime;

void WarpClocks::reset() {
  std::fill(clocks.begin(), clocks.end(), 0);
  for (Meeting &meeting : meetings)
    meeting.threads.clear();
}

void WarpClocks::arrive(uint32_t thread, uint32_t warp, const void *place) {
  if (warpSize == 0) {
    warpSize = warp;
    clocks.assign(uint64_t(threads) * warp, 0);
    meetings.resize(threads / warp + 1);
  }
  Meeting &meeting = meetings[thread / warpSize];
  bool isNew = std::find(meeting.threads.begin(), meeting.threads.end(),
                         thread) == meeting.threads.end();
  if (!isNew || meeting.place != place)
    meet(meeting);
  meeting.place = place;
  meeting.threads.push_back(thread);
}

void WarpClocks::leave(uint32_t thread) {
  if (warpSize == 0)
    return;
  Meeting &meeting = meetings[thread / warpSize];
  if (std::find(meeting.threads.begin(), meeting.threads.end(), thread) !=
      meeting.threads.end())
    meet(meeting);
}

/// All that were there know what all of them had done.
void WarpClocks::meet(Meeting &meeting) {
  std::vector<uint32_t> joint(warpSize, 0);
  for (uint32_t thread : meeting.threads) {
    ++clock(thread, thread % warpSize);
    for (uint32_t lane = 0; lane != warpSize; ++lane)
      joint[lane] = std::max(joint[lane], clock(thread, lane));
  }
  for (uint32_t thread : meeting.threads)
    std::copy(joint.begin(), joint.end(), &clock(thread, 0));
  meeting.threads.clear();
}

uint32_t WarpClocks::now(uint32_t thread) const {
  return warpSize == 0
             ? 0
             : clocks[uint64_t(thread) * warpSize + thread % warpSize];
}

bool WarpClocks::isDone(uint32_t before, uint32_t time, uint32_t thread) const {
  if (warpSize == 0 || before / warpSize != thread / warpSize)
    return false;
  return clocks[uint64_t(thread) * warpSize + before % warpSize] > time;
}
