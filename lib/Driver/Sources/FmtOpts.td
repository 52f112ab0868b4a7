//===- FmtOpts.td - What pxc fmt can be told ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def Main_Group : OptionGroup<"main">, HelpText<"Options">;
let Group = Main_Group in {
  def check : Flag<["--"], "check">,
      HelpText<"Change nothing; list the files that are not formatted, and exit with 1 if "
               "there are any">;
  def diff : Flag<["--"], "diff">,
      HelpText<"Change nothing; show what would change as a unified diff">;
  def help : Flag<["--"], "help">, HelpText<"This text">;
  def h : Flag<["-"], "h">, Alias<help>;
}

include "MessageOpts.td"
