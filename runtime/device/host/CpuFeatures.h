//===- CpuFeatures.h - What this CPU can do --------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_HOST_CPUFEATURES_H
#define AIKERNEL_RUNTIME_DEVICE_HOST_CPUFEATURES_H

#include <string_view>

namespace aikernel::runtime {

/// By LLVM's name of the feature ("avx512f", "bmi2"). False for an unknown one.
bool cpuHasFeature(std::string_view feature);

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_CPUFEATURES_H
