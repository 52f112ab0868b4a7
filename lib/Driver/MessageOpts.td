//===- MessageOpts.td - How messages are given ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Included in the table of each command that has something to say about px.

def Messages_Group : OptionGroup<"messages">, HelpText<"Messages">;
let Group = Messages_Group in {
  def W : Joined<["-"], "W">, MetaVarName<"NAME">,
      HelpText<"Turn warnings on (-Wunused, -Wall), off (-Wno-unused), or into errors "
               "(-Werror, -Werror=unused)">;
  def w : Flag<["-"], "w">, HelpText<"No warnings">;
  def diagnostics_format : Joined<["--"], "diagnostics-format=">, MetaVarName<"FORMAT">,
      HelpText<"Messages as text (the default), json or sarif">;
  def color : Joined<["--"], "color=">, MetaVarName<"WHEN">,
      HelpText<"Colors in messages: auto (the default), always, never">;
}
