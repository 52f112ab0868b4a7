//===- px-lsp.cpp - The px language server --------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Driver/Tools.h"

int main(int argc, char **argv) { return aikLspMain(argc, argv); }
