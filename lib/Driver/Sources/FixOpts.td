//===- FixOpts.td - What pxc fix can be told ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def Main_Group : OptionGroup<"main">, HelpText<"What is written">;
let Group = Main_Group in {
  def check : Flag<["--"], "check">,
      HelpText<"Change nothing; list the files that would change, and exit with 1 if there "
               "are any">;
  def diff : Flag<["--"], "diff">,
      HelpText<"Change nothing; show what would change as a unified diff">;
  def help : Flag<["--"], "help">, HelpText<"This text">;
  def h : Flag<["-"], "h">, Alias<help>;
}

def Code_Group : OptionGroup<"code">, HelpText<"How it is read">;
let Group = Code_Group in {
  def D : JoinedOrSeparate<["-"], "D">, MetaVarName<"NAME=VALUE">,
      HelpText<"Override a GPU_CONST">;
  def I : JoinedOrSeparate<["-"], "I">, MetaVarName<"DIR">,
      HelpText<"Look for INCLUDE files in DIR too">;
}

include "MessageOpts.td"
