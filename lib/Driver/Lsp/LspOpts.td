//===- LspOpts.td - The options of px-lsp ---------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def Main_Group : OptionGroup<"main">, HelpText<"Options">;
let Group = Main_Group in {
  def I : JoinedOrSeparate<["-"], "I">, MetaVarName<"DIR">,
      HelpText<"Look for INCLUDE files in DIR too; repeatable">;
  def stdio : Flag<["--"], "stdio">,
      HelpText<"Speak over standard input and output (there is no other way)">;
  def log : Joined<["--"], "log=">, MetaVarName<"LEVEL">,
      HelpText<"What goes to standard error: error (the default), info, verbose">;
  def help : Flag<["--"], "help">, HelpText<"This text">;
  def h : Flag<["-"], "h">, Alias<help>;
  def version : Flag<["--"], "version">, HelpText<"Versions of px-lsp and LLVM">;
}
