//===- Version.h - Who compiled it ------------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_VERSION_H
#define AIKERNEL_LIB_DRIVER_VERSION_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace aikernel {

/// "0.1.0"
llvm::StringRef version();

/// "pxc 0.1.0 (LLVM 22.1.8)"
std::string producer();

/// Differs between any two builds of the compiler library.
std::string compilerIdentity();

/// Differs between any two ptxas programs; empty when there is none.
std::string ptxasIdentity();

/// The file that this code is in: the compiler library.
std::string libraryPath();

/// What `pxc --version` prints.
void printVersion(llvm::raw_ostream &os);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_VERSION_H
