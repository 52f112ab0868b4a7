//===- Version.cpp - Who compiled it --------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Version.h"
#include "aikernel/Target/NVPTX.h"
#include "aikernel/Target/Target.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include <dlfcn.h>

using namespace aikernel;

llvm::StringRef aikernel::version() { return AIKERNEL_VERSION; }

std::string aikernel::producer() {
  return "pxc " AIKERNEL_VERSION " (LLVM " LLVM_VERSION_STRING ")";
}

/// Changes whenever a file is replaced.
static std::string fileIdentity(llvm::StringRef path) {
  llvm::sys::fs::file_status status;
  if (llvm::sys::fs::status(path, status))
    return path.str();
  auto modified = status.getLastModificationTime().time_since_epoch().count();
  return llvm::formatv("{0} {1} {2}", path, status.getSize(), modified);
}

std::string aikernel::libraryPath() {
  Dl_info info;
  if (!::dladdr(reinterpret_cast<void *>(&libraryPath), &info) ||
      !info.dli_fname)
    return "";
  return info.dli_fname;
}

std::string aikernel::compilerIdentity() {
  return producer() + " " + fileIdentity(libraryPath());
}

std::string aikernel::ptxasIdentity() {
  auto ptxas = findPtxas();
  return ptxas ? fileIdentity(*ptxas) : "";
}

void aikernel::printVersion(llvm::raw_ostream &os) {
  os << "aikernel " AIKERNEL_VERSION "\n  LLVM " LLVM_VERSION_STRING
        "\n  targets:";
  for (const Target &target : allTargets())
    os << ' ' << target.name();
  os << "\n  built with: CUDA toolkit " AIKERNEL_CUDA_TOOLKIT
        ", HIP " AIKERNEL_HIP "\n";
  if (auto ptxas = findPtxas())
    os << "  ptxas " << ptxasVersion(*ptxas) << " (" << *ptxas << ")\n";
  else
    os << "  ptxas: not found; the PTX is not assembled\n";
}
