//===- Compilation.cpp - From a px source to an artifact ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Driver/Compilation.h"
#include "Session.h"

using namespace aikernel;

std::unique_ptr<CompileResult>
aikernel::compileToArtifact(llvm::StringRef path, const CompileOptions &options,
                            llvm::raw_ostream &errs, int &exitCode) {
  MessageWriter messages(options.messages, errs);
  Session session(options, messages, errs);
  std::optional<Bytes> artifact;
  if (session.read(path) && session.check())
    artifact = session.makeArtifact(/*relocatable=*/false);
  exitCode = session.exitCode;
  if (!artifact)
    return nullptr;
  auto result = std::make_unique<CompileResult>();
  result->artifact = std::move(*artifact);
  result->phases = std::move(session.phases.times);
  result->cached = session.wasCached;
  return result;
}
