//===- ExplainOpts.td - What pxc explain can be told ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def Main_Group : OptionGroup<"main">, HelpText<"Options">;
let Group = Main_Group in {
  def help : Flag<["--"], "help">, HelpText<"This text">;
  def h : Flag<["-"], "h">, Alias<help>;
}
