//===- OptionHelp.h - What subcommands say about their options --*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_OPTIONHELP_H
#define AIKERNEL_LIB_DRIVER_OPTIONHELP_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace aikernel {

/// The options of these groups with their help texts, each group under its own.
void printOptionGroups(const llvm::opt::OptTable &table,
                       llvm::ArrayRef<unsigned> groups, llvm::raw_ostream &os);

/// "unknown option '--grdi'; did you mean '--grid'?"
std::string unknownOption(const llvm::opt::OptTable &table,
                          llvm::StringRef spelling, llvm::StringRef command);

/// "; did you mean 'a'?" when one of the names is close to `name`, else "".
std::string nearestName(llvm::StringRef name,
                        llvm::ArrayRef<std::string> names);

/// "1 error", "2 errors", "0 fixes".
std::string counted(size_t count, llvm::StringRef one,
                    llvm::StringRef several = "");

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_OPTIONHELP_H
