//===- Dialects.h - What a module of ours can hold --------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_DIALECTS_H
#define AIKERNEL_LIB_DRIVER_DIALECTS_H

#include "mlir/IR/DialectRegistry.h"

namespace aikernel {

/// Every dialect from px's generator to LLVM's own, and what lowers them.
void registerDialects(mlir::DialectRegistry &registry);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_DIALECTS_H
