//===- InspectOpts.td - What pxc inspect can be told ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def Main_Group : OptionGroup<"main">, HelpText<"Options">;
let Group = Main_Group in {
  def gpu : Separate<["--"], "gpu">, MetaVarName<"NAME">,
      HelpText<"Say which code this GPU would get: sm_90, gfx942, …; repeatable. Without it, "
               "the common ones">;
  def gpu_eq : Joined<["--"], "gpu=">, Alias<gpu>;
  def json : Flag<["--"], "json">, HelpText<"As JSON">;
  def help : Flag<["--"], "help">, HelpText<"This text">;
  def h : Flag<["-"], "h">, Alias<help>;
}
