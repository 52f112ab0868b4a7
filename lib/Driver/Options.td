//===- Options.td - What pxc can be told ----------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

class LongFlag<string name, string help>
    : Flag<["--"], name>, HelpText<help>;
class Value<string name, string metavar, string help>
    : Joined<["--"], name # "=">, MetaVarName<metavar>, HelpText<help>;

def Output_Group : OptionGroup<"output">, HelpText<"What is written">;
let Group = Output_Group in {
  def o : JoinedOrSeparate<["-"], "o">, MetaVarName<"FILE">,
      HelpText<"Write to FILE, or to standard output if it is -; its ending selects the "
               "kind when there is no --emit">;
  def emit : Value<"emit", "KIND",
      "tokens, ast, typed-ast, mlir, llvm, asm, ptx, cubin, hsaco, obj, archive, lib, exe, "
      "header or image. Without --target, llvm and asm are the host's, ptx and cubin "
      "for sm_80, hsaco for gfx9-4-generic">;
}

def Code_Group : OptionGroup<"code">, HelpText<"How it is compiled">;
let Group = Code_Group in {
  def target : Value<"target", "TARGET",
      "Generate code for TARGET: host, x86_64:avx2, nvptx64:sm_80, gfx942, …; repeatable">;
  def O : Joined<["-"], "O">, MetaVarName<"LEVEL">,
      HelpText<"Optimize: 0, 1, 2 (the default) or 3">;
  def g : Flag<["-"], "g">, HelpText<"Line information: faults and profiles name px lines">;
  def D : JoinedOrSeparate<["-"], "D">, MetaVarName<"NAME=VALUE">,
      HelpText<"Override a GPU_CONST">;
  def I : JoinedOrSeparate<["-"], "I">, MetaVarName<"DIR">,
      HelpText<"Look for INCLUDE files in DIR too">;
  def check : Value<"check", "CHECK",
      "Check while kernels run: bounds, races, uninit, divergence, several with commas, "
      "or all; those but bounds make code for the CPU only">;
  def fp_contract : Value<"fp-contract", "on|off",
      "Fuse a * b + c of one expression (on, the default)">;
  def no_cache : LongFlag<"no-cache", "Neither read nor write the compile cache">;
}

def Insight_Group : OptionGroup<"insight">, HelpText<"Looking inside">;
let Group = Insight_Group in {
  def verbose : LongFlag<"verbose", "Registers, shared memory and sizes of every kernel">;
  def time_phases : LongFlag<"time-phases", "How long every phase took">;
  def print_pipeline : LongFlag<"print-pipeline",
      "The passes for each target as aikernel-opt takes them; nothing is compiled. "
      "They run on what --emit=mlir writes">;
  def save_temps : LongFlag<"save-temps",
      "Keep what every phase produced beside the output">;
  def dump_phases_to : Value<"dump-phases-to", "DIR",
      "Keep what every phase produced in DIR">;
}

include "MessageOpts.td"

def General_Group : OptionGroup<"general">, HelpText<"About pxc">;
let Group = General_Group in {
  def help : LongFlag<"help", "This text">;
  def h : Flag<["-"], "h">, Alias<help>;
  def version : LongFlag<"version", "Versions of pxc, LLVM and the tools that were found">;
}
