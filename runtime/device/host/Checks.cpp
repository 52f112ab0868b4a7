//===- Checks.cpp - Races, unset memory, divergent barriers ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/host/Checks.h"
#include <algorithm>
#include <tuple>
#include <utility>

using namespace aikernel::runtime;

static std::string describePlace(const AikSite &site) {
  return std::string(site.file) + ":" + std::to_string(site.line) + ":" +
         std::to_string(site.column);
}

static uint32_t threadsOf(const Shape &shape) {
  return shape.block.x * shape.block.y * shape.block.z;
}

struct LaunchChecks::Place {
  const AikAccess &access;
  int64_t index;
  ThreadNumber number;
};

LaunchChecks::LaunchChecks(const Shape &shape, const char *kernel,
                           LaunchFault &fault, WrittenBytes &written)
    : shape(shape), kernel(kernel), fault(fault), written(written),
      clocks(threadsOf(shape)), votes(threadsOf(shape)),
      barriers(threadsOf(shape)), accesses(1) {}

void LaunchChecks::enterBlock(uint64_t number) {
  if (number == block)
    return;
  block = number;
  std::fill(barriers.begin(), barriers.end(), 0);
  clocks.reset();
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

void LaunchChecks::noteSync(uint32_t warp, const AikSite *site,
                            ThreadNumber number) {
  enterBlock(number.block);
  if (warp != 0)
    return clocks.arrive(number.thread, warp, site);
  clocks.leave(number.thread);
  ++barriers[number.thread];
}

uint32_t LaunchChecks::numberOf(const AikAccess &access) {
  if (&access == lastAccess)
    return lastNumber;
  auto [entry, isNew] =
      accessNumbers.try_emplace(&access, uint32_t(accesses.size()));
  if (isNew)
    accesses.push_back(&access);
  lastAccess = &access;
  return lastNumber = entry->second;
}

Access LaunchChecks::accessNow(const Place &place) {
  Access now;
  now.number = numberOf(place.access);
  now.thread = uint16_t(place.number.thread);
  now.barriers = barriers[now.thread];
  now.clock = clocks.now(now.thread);
  now.isAtomic = place.access.kind == AIK_ACCESS_ATOMIC;
  return now;
}

/// Whether what `before` did is certainly done when this thread comes.
bool LaunchChecks::isOrdered(const Access &before, uint32_t thread) const {
  return before.thread == thread || before.barriers != barriers[thread] ||
         clocks.isDone(before.thread, before.clock, thread);
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

/// The access that races with this one, or none: one of the two changes the
/// element, and not both are atomic.
Access LaunchChecks::rivalOf(const Place &place, const ShadowCell &cell) const {
  uint32_t kind = place.access.kind;
  for (const Access &change : cell.changes)
    if (change && !(kind == AIK_ACCESS_ATOMIC && change.isAtomic) &&
        !isOrdered(change, place.number.thread))
      return change;
  for (const Access &read : cell.reads)
    if (read && kind != AIK_ACCESS_READ &&
        !isOrdered(read, place.number.thread))
      return read;
  return {};
}

/// Keeps two accesses by different threads, of different warps if there are
/// such, neither of which is done for certain.
void LaunchChecks::keep(Access (&kept)[2], const Access &now) const {
  constexpr uint32_t warp = 32;
  if (kept[1] && isOrdered(kept[1], now.thread))
    kept[1] = {};
  if (!kept[0] || isOrdered(kept[0], now.thread)) {
    kept[0] = now;
    return;
  }
  if (!kept[1] || kept[1].thread / warp == kept[0].thread / warp)
    kept[1] = now;
}

void LaunchChecks::update(ShadowCell &cell, const Access &now,
                          uint32_t kind) const {
  switch (kind) {
  case AIK_ACCESS_READ:
    return keep(cell.reads, now);
  case AIK_ACCESS_WRITE:
    // What came before is done for this thread, and so for all that follow it.
    cell = {block, {now, {}}, {}};
    return;
  case AIK_ACCESS_ATOMIC:
    // A plain write by the same thread is what others could race with.
    if (const Access &last = cell.changes[0];
        last && !last.isAtomic && last.thread == now.thread &&
        last.barriers == now.barriers && last.clock == now.clock)
      return;
    return keep(cell.changes, now);
  }
}

bool LaunchChecks::noteAccess(const AikAccess &access, const void *base,
                              int64_t index, ThreadNumber number) {
  enterBlock(number.block);
  clocks.leave(number.thread);
  Place place{access, index, number};
  auto *element = static_cast<const uint8_t *>(base) + index * access.bytes;
  return access.isShared ? noteShared(place, element)
                         : noteGlobal(place, element);
}

bool LaunchChecks::noteGlobal(const Place &place, const void *element) {
  const AikAccess &access = place.access;
  if (access.kind != AIK_ACCESS_WRITE)
    if (auto unset = written.firstUnset(element, access.bytes)) {
      fault.record(
          describeUnset(place, runtime::describeUnset(*unset, access.bytes)),
          place.number);
      return true;
    }
  if (access.kind != AIK_ACCESS_READ)
    written.write(element, access.bytes);
  return false;
}

bool LaunchChecks::noteShared(const Place &place, const void *element) {
  const AikAccess &access = place.access;
  Access now = accessNow(place), rival;
  bool isUnset = false;
  shadow.visit(element, access.bytes, [&](ShadowCell &cell) {
    if (cell.block != block)
      cell = {block, {}, {}};
    isUnset |= !cell.changes[0];
    if (!rival)
      rival = rivalOf(place, cell);
    update(cell, now, access.kind);
  });
  bool isRace = rival && (access.checks & AIK_CHECK_RACES);
  isUnset &=
      (access.checks & AIK_CHECK_UNSET) && access.kind != AIK_ACCESS_WRITE;
  if (isRace)
    fault.record(describeRace(place, rival), place.number);
  else if (isUnset)
    fault.record(
        describeUnset(place, "no thread of the block has written to it; "
                             "shared memory, declared at " +
                                 describePlace(access.declaration) +
                                 ", begins without contents"),
        place.number);
  return isRace || isUnset;
}

//===----------------------------------------------------------------------===//
// Texts
//===----------------------------------------------------------------------===//

/// "'s[5]'"; "'m[2, 3]'" where the sizes are known.
static std::string describeElement(const AikAccess &access, int64_t index) {
  std::string indices;
  for (uint32_t axis = access.rank; axis-- > 1;) {
    auto size = int64_t(access.sizes[axis]);
    indices = ", " + std::to_string(index % size) + indices;
    index /= size;
  }
  return "'" + std::string(access.site.text) + "[" + std::to_string(index) +
         indices + "]'";
}

/// "(kernel 'k', block (0, 0, 0), thread (5, 0, 0))"
std::string LaunchChecks::describeWhere(ThreadNumber number) const {
  return "(kernel '" + std::string(kernel) + "', " + nameThread(shape, number) +
         ")";
}

static const char *participleOf(uint32_t kind) {
  constexpr const char *words[] = {"read", "written", "changed by an atomic"};
  return words[kind];
}

namespace {
struct Party {
  const AikAccess *access;
  ThreadNumber number;

  auto order() const {
    return std::tuple(access->site.line, access->site.column, number.thread);
  }
};
} // namespace

static const char *adviceOn(const Party &one, const Party &other) {
  if (one.access == other.access)
    return "let one thread write it, or use an atomic";
  uint32_t warp = one.access->warp;
  bool areOfOneWarp = one.number.thread / warp == other.number.thread / warp;
  return areOfOneWarp ? "put SYNC_THREADS between them, or SYNC_WARP if only "
                        "threads of one warp share it"
                      : "put SYNC_THREADS between them";
}

/// The same, whichever of the two came first.
std::string LaunchChecks::describeRace(const Place &place,
                                       const Access &before) const {
  Party here{&place.access, place.number};
  Party there{accesses[before.number], {place.number.block, before.thread}};
  if (here.order() < there.order())
    std::swap(here, there);
  return describePlace(here.access->site) + ": race on " +
         describeElement(place.access, place.index) + ": " +
         participleOf(here.access->kind) + " here " +
         describeWhere(here.number) + " and " +
         participleOf(there.access->kind) + " at " +
         describePlace(there.access->site) + " by thread " +
         nameThreadOfBlock(shape, there.number.thread) +
         ", without a barrier between the two; " + adviceOn(here, there);
}

std::string LaunchChecks::describeUnset(const Place &place,
                                        std::string reason) const {
  const AikAccess &access = place.access;
  return describePlace(access.site) + ": " +
         describeElement(access, place.index) + " is " +
         participleOf(access.kind) + " here " + describeWhere(place.number) +
         ", but " + reason;
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

void LaunchChecks::vote(uint64_t value, ThreadNumber number) {
  votes.vote(number.thread, value);
}

bool LaunchChecks::disagree(const AikBranch &branch, uint64_t number) {
  auto apart = votes.disagreement();
  if (!apart)
    return false;
  auto [one, other] = *apart;
  fault.record(describePlace(branch.barrier) + ": " + branch.barrier.text +
                   " is not reached by all threads of block " +
                   nameBlock(shape, number) + " of kernel '" + kernel +
                   "': at " + describePlace(branch.branch) + " thread " +
                   nameThreadOfBlock(shape, other) +
                   " goes another way than thread " +
                   nameThreadOfBlock(shape, one) +
                   "; move it to where all threads come, or make the "
                   "condition the same for the block",
               {number, other});
  return true;
}
