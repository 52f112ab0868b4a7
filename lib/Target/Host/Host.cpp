//===- Host.cpp - Code for x86-64 -----------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/Host.h"
#include "../Backend.h"
#include "MoveBFloats.h"
#include "Support.h"
#include "llvm/Linker/Linker.h"

using namespace aikernel;
using llvm::StringRef;

/// What x86-64-v3 and -v4 add to the baseline.
static constexpr const char *version3[] = {"sse4.2", "popcnt", "cx16", "avx2",
                                           "bmi",    "bmi2",   "f16c", "fma",
                                           "lzcnt",  "movbe"};
static constexpr const char *version4[] = {"avx512f", "avx512bw", "avx512cd",
                                           "avx512dq", "avx512vl"};

std::vector<std::string> aikernel::requiredFeatures(const Target &target) {
  std::vector<std::string> features(std::begin(version3), std::end(version3));
  if (StringRef(target.cpu) == "x86-64-v4")
    features.insert(features.end(), std::begin(version4), std::end(version4));
  llvm::SmallVector<StringRef> more;
  StringRef(target.features).split(more, ',', -1, /*KeepEmpty=*/false);
  for (StringRef feature : more)
    features.push_back(feature.drop_front().str()); // without the +
  return features;
}

static bool isExported(const llvm::Function &function) {
  return function.getName().starts_with("k_");
}

/// A gather stays one instruction: without it LLVM tests and loads lane by lane
/// for AVX2, which is no faster and takes it five times as long to compile.
static std::string tunedFeatures(const Target &target) {
  std::string features = target.features;
  if (target.width)
    features += features.empty() ? "+fast-gather" : ",+fast-gather";
  return features;
}

/// Functions neither throw nor are found by name from outside, except the C
/// entries.
static void setAttributes(llvm::Module &module, const Target &target) {
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.setDoesNotThrow();
    if (!function.hasLocalLinkage() && !isExported(function))
      function.setVisibility(llvm::GlobalValue::HiddenVisibility);
    function.addFnAttr("target-cpu", target.cpu);
    function.addFnAttr("target-features", tunedFeatures(target));
    if (target.width) {
      std::string bits = std::to_string(target.width * 8);
      function.addFnAttr("prefer-vector-width", bits);
      function.addFnAttr("min-legal-vector-width", bits);
    }
  }
}

llvm::Expected<Bytes> aikernel::compileForHost(llvm::ArrayRef<HostPart> parts,
                                               const CodegenOptions &options) {
  const Target &host = *findTargets("x86_64").front();
  mlir::ModuleOp source = parts.front().module;
  Backend backend(host, "x86-64", "", options, source); // functions say more

  std::unique_ptr<llvm::Module> whole;
  for (const HostPart &part : parts) {
    auto module = backend.translate(part.module, "host");
    if (!module)
      return module.takeError();
    setAttributes(**module, *part.target);
    if (!whole)
      whole = std::move(*module);
    else if (llvm::Linker::linkModules(*whole, std::move(*module)))
      return internalError(source.getLoc(),
                           "two host modules do not fit together");
  }
  if (llvm::Error error = backend.optimize(*whole))
    return error;
  moveBFloatsAsIntegers(*whole);
  addSupportFunctions(*whole);
  return backend.emit(*whole);
}
