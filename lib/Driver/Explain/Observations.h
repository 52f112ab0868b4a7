//===- Observations.h - What passes remark about threads --------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_EXPLAIN_OBSERVATIONS_H
#define AIKERNEL_LIB_DRIVER_EXPLAIN_OBSERVATIONS_H

#include "Report.h"
#include "mlir/IR/Remarks.h"
#include <mutex>

namespace aikernel::explain {

/// Keeps the remarks of a context. May be told by several threads; outlives the
/// context.
class Observations {
public:
  void listenTo(mlir::MLIRContext &context);

  /// Of a host function, in the order of the source.
  ThreadFacts of(llvm::StringRef function) const;

private:
  class Streamer;
  using Remark = mlir::remark::detail::Remark;

  void add(const Remark &remark);
  void addAccess(ThreadFacts &facts, const Remark &remark);
  void addBranch(ThreadFacts &facts, const Remark &remark);

  std::mutex mutex;
  llvm::StringMap<ThreadFacts> functions;
};

} // namespace aikernel::explain

#endif // AIKERNEL_LIB_DRIVER_EXPLAIN_OBSERVATIONS_H
