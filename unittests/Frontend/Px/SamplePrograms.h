//===- SamplePrograms.h - Real px programs for tests ------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_FRONTEND_PX_SAMPLEPROGRAMS_H
#define AIKERNEL_UNITTESTS_FRONTEND_PX_SAMPLEPROGRAMS_H

#include <string>
#include <vector>

namespace aikernel::px::test {

struct SampleProgram {
  const char *name;
  std::string text;
};

/// Programs without mistakes, in both versions of the language.
const std::vector<SampleProgram> &samplePrograms();

} // namespace aikernel::px::test

#endif // AIKERNEL_UNITTESTS_FRONTEND_PX_SAMPLEPROGRAMS_H
