//===- RunTest.h - What the tests of pxc run share -------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_DRIVER_RUN_RUNTEST_H
#define AIKERNEL_UNITTESTS_DRIVER_RUN_RUNTEST_H

#include "llvm/Support/Error.h"
#include "gtest/gtest.h"
#include <string>

/// The error's message; "" when there is none.
template <typename T>
std::string messageOf(llvm::Expected<T> value) {
  return value ? "" : llvm::toString(value.takeError());
}

/// What EXPECT_* says of a value that should be there.
template <typename T>
T valueOf(llvm::Expected<T> value) {
  if (value)
    return std::move(*value);
  ADD_FAILURE() << llvm::toString(value.takeError());
  return T();
}

#endif // AIKERNEL_UNITTESTS_DRIVER_RUN_RUNTEST_H
