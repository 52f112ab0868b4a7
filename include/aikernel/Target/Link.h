//===- Link.h - lld, in this process ----------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_LINK_H
#define AIKERNEL_TARGET_LINK_H

#include "aikernel/Target/Image.h"
#include "mlir/IR/Location.h"
#include "llvm/Support/Error.h"

namespace aikernel {

/// Links relocatable ELF objects with lld's ELF driver. `arguments` come before
/// the objects. lld keeps global state, so only one link runs at a time. What
/// it refuses is our fault, as are the objects.
llvm::Expected<Bytes> linkELF(mlir::Location location,
                              llvm::ArrayRef<llvm::StringRef> objects,
                              llvm::ArrayRef<llvm::StringRef> arguments);

/// The name of a symbol that an ELF object needs from elsewhere, if there is
/// one.
std::optional<std::string> undefinedSymbol(llvm::StringRef elf);

} // namespace aikernel

#endif // AIKERNEL_TARGET_LINK_H
