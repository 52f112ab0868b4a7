//===- Tools.h - The mains of the tools -------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_DRIVER_TOOLS_H
#define AIKERNEL_DRIVER_TOOLS_H

#if defined(__GNUC__)
#define AIK_TOOL __attribute__((visibility("default")))
#else
#define AIK_TOOL
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// Each returns the process's exit code. They are for a `main` only: they
/// install signal handlers and own standard output.
AIK_TOOL int aikPxcMain(int argc, char **argv);
AIK_TOOL int aikOptMain(int argc, char **argv);
AIK_TOOL int aikLspMain(int argc, char **argv);

#ifdef __cplusplus
}
#endif

#endif // AIKERNEL_DRIVER_TOOLS_H
