//===- ExplainOpts.td - What pxc explain can be told ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

class Value<string name, string metavar, string help>
    : Joined<["--"], name # "=">, MetaVarName<metavar>, HelpText<help>;

def Main_Group : OptionGroup<"main">, HelpText<"What is told">;
let Group = Main_Group in {
  def format : Value<"format", "FORMAT",
      "text (the default), json or html, a page with source and code; without it, the "
      "ending of FILE selects">;
  def json : Flag<["--"], "json">, Alias<format>, AliasArgs<["json"]>,
      HelpText<"The same as --format=json">;
  def o : JoinedOrSeparate<["-"], "o">, MetaVarName<"FILE">,
      HelpText<"Write to FILE instead of standard output">;
  def help : Flag<["--"], "help">, HelpText<"This text">;
  def h : Flag<["-"], "h">, Alias<help>;
}

def Gpu_Group : OptionGroup<"gpu">, HelpText<"Occupancy">;
let Group = Gpu_Group in {
  def gpu : Value<"gpu", "GPU",
      "On GPU: sm_90, gfx942, …; repeatable. Without it, on all that are known and get code">;
  def block : Value<"block", "X[,Y,Z]",
      "With blocks of this size; repeatable. Without it, of 64 to 1024 threads">;
  def shared : Value<"shared", "BYTES", "With so much dynamic shared memory">;
}

def Code_Group : OptionGroup<"code">, HelpText<"How a file is compiled">;
let Group = Code_Group in {
  def target : Value<"target", "TARGET",
      "Code for TARGET: host, x86_64:avx2, sm_90a, gfx942, …; repeatable. Without it, "
      "for all default ones">;
  def O : Joined<["-"], "O">, MetaVarName<"LEVEL">,
      HelpText<"Optimize: 0, 1, 2 (the default) or 3">;
  def D : JoinedOrSeparate<["-"], "D">, MetaVarName<"NAME=VALUE">,
      HelpText<"Override a GPU_CONST">;
  def I : JoinedOrSeparate<["-"], "I">, MetaVarName<"DIR">,
      HelpText<"Look for INCLUDE files in DIR too">;
  def check : Value<"check", "CHECK", "Check while kernels run: bounds">;
  def fp_contract : Value<"fp-contract", "on|off",
      "Fuse a * b + c of one expression (on, the default)">;
}
