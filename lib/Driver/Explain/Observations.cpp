//===- Observations.cpp - What passes remark about threads ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Observations.h"

using namespace aikernel::explain;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Listening
//===----------------------------------------------------------------------===//

class Observations::Streamer
    : public mlir::remark::detail::MLIRRemarkStreamerBase {
public:
  explicit Streamer(Observations &observations) : observations(observations) {}
  void streamOptimizationRemark(const Remark &remark) override {
    observations.add(remark);
  }

private:
  Observations &observations;
};

void Observations::listenTo(mlir::MLIRContext &context) {
  mlir::remark::RemarkCategories categories;
  categories.analysis = "vectorize-threads";
  categories.passed = "transpose-gathers";
  (void)mlir::remark::enableOptimizationRemarks(
      context, std::make_unique<Streamer>(*this),
      std::make_unique<mlir::remark::RemarkEmittingPolicyAll>(), categories);
}

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

static StringRef text(const mlir::remark::detail::Remark &remark,
                      StringRef key) {
  for (const auto &argument : remark.getArgs())
    if (argument.key == key)
      return argument.val;
  return "";
}

template <typename T>
static std::optional<T> number(const mlir::remark::detail::Remark &remark,
                               StringRef key) {
  T value;
  if (text(remark, key).getAsInteger(10, value))
    return std::nullopt;
  return value;
}

/// The one of `known` that is like `wanted`, which is added if there is none.
template <typename T, typename Same>
static T &findOrAdd(std::vector<T> &known, T wanted, Same isSame) {
  for (T &one : known)
    if (one.isAt(wanted) && isSame(one))
      return one;
  return known.emplace_back(std::move(wanted));
}

static Place sourceOf(const mlir::remark::detail::Remark &remark) {
  mlir::FileLineColLoc place = aikernel::placeOf(remark.getLocation());
  return {place.getFilename().str(), place.getLine(), place.getColumn()};
}

void Observations::addAccess(ThreadFacts &facts, const Remark &remark) {
  Access access;
  access.place = sourceOf(remark);
  access.kind = text(remark, "Kind");
  access.memory = text(remark, "Memory");
  access.pattern = text(remark, "Pattern");
  access.stride = number<int64_t>(remark, "Stride");
  access.bytes = number<unsigned>(remark, "Bytes").value_or(0);
  Access &known = findOrAdd(facts.accesses, access, [&](const Access &other) {
    return other.memory == access.memory && other.pattern == access.pattern &&
           other.stride == access.stride && other.bytes == access.bytes;
  });
  bool isMasked = text(remark, "Masked") == "true";
  (isMasked ? known.runsMasked : known.runsPlain) = true;
}

void Observations::addBranch(ThreadFacts &facts, const Remark &remark) {
  Branch branch;
  branch.place = sourceOf(remark);
  branch.kind = text(remark, "Kind");
  branch.isUniform = text(remark, "Uniform") == "true";
  branch.form = text(remark, "Form");
  // What is written a second time, under a mask, needs no copy again.
  findOrAdd(facts.branches, branch, [&](const Branch &other) {
    return other.isUniform == branch.isUniform;
  });
}

void Observations::add(const Remark &remark) {
  if (!placeOf(remark.getLocation()))
    return;
  std::lock_guard lock(mutex);
  ThreadFacts &facts = functions[remark.getFunction()];
  StringRef name = remark.getRemarkName();
  if (name == "vectors") {
    facts.lanes = number<unsigned>(remark, "Lanes").value_or(0);
    facts.isWarp = text(remark, "Warps") == "true";
  } else if (name == "access") {
    addAccess(facts, remark);
  } else if (name == "branch") {
    addBranch(facts, remark);
  } else if (name == "transposed") {
    for (Access &access : facts.accesses)
      if (access.kind == "load" && access.place == sourceOf(remark))
        access.transposed = number<unsigned>(remark, "Elements").value_or(0);
  }
}

ThreadFacts Observations::of(StringRef function) const {
  ThreadFacts facts = functions.lookup(function);
  auto isBefore = [](const Action &a, const Action &b) {
    return a.place < b.place;
  };
  llvm::stable_sort(facts.accesses, isBefore);
  llvm::stable_sort(facts.branches, isBefore);
  return facts;
}
