//===- CheckOpts.td - What pxc check can be told --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def Main_Group : OptionGroup<"main">, HelpText<"What is checked">;
let Group = Main_Group in {
  def no_codegen : Flag<["--"], "no-codegen">,
      HelpText<"Compile for no target: only what the language itself says">;
  def help : Flag<["--"], "help">, HelpText<"This text">;
  def h : Flag<["-"], "h">, Alias<help>;
}

def Code_Group : OptionGroup<"code">, HelpText<"How it is compiled">;
let Group = Code_Group in {
  def target : Joined<["--"], "target=">, MetaVarName<"TARGET">,
      HelpText<"Compile for TARGET: host, sm_80, gfx942, …; repeatable. Without it, for all "
               "default ones">;
  def D : JoinedOrSeparate<["-"], "D">, MetaVarName<"NAME=VALUE">,
      HelpText<"Override a GPU_CONST">;
  def I : JoinedOrSeparate<["-"], "I">, MetaVarName<"DIR">,
      HelpText<"Look for INCLUDE files in DIR too">;
  def no_cache : Flag<["--"], "no-cache">,
      HelpText<"Neither read nor write the compile cache">;
}

include "MessageOpts.td"
