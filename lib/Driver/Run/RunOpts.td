//===- RunOpts.td - What pxc run can be told ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

// `--name VALUE` and `--name=VALUE`.
multiclass Value<string name, string metavar, string help> {
  def NAME : Separate<["--"], name>, MetaVarName<metavar>, HelpText<help>;
  def NAME#_eq : Joined<["--"], name#"=">, Alias<!cast<Separate>(NAME)>;
}
class LongFlag<string name, string help> : Flag<["--"], name>, HelpText<help>;

def Launch_Group : OptionGroup<"launch">,
    HelpText<"What runs (without --kernel: the host program of the file)">;
let Group = Launch_Group in {
  defm kernel : Value<"kernel", "NAME", "Run this kernel alone">;
  defm grid : Value<"grid", "X[,Y,Z]", "Its blocks">;
  defm block : Value<"block", "X[,Y,Z]", "The threads of a block">;
  defm shared : Value<"shared", "BYTES", "Dynamic shared memory of a block">;
}

def Data_Group : OptionGroup<"data">, HelpText<"What it works on">;
let Group = Data_Group in {
  defm assign : Value<"in", "NAME=VALUE",
      "Give a parameter or an input its value: a number, true or false; for an array "
      "@FILE.npy, @FILE.bin, zeros:SHAPE, iota:SHAPE or random:SHAPE[:SEED]">;
  defm out : Value<"out", "NAME=@FILE",
      "Write an array to FILE.npy or FILE.bin, if nothing failed">;
  defm expect : Value<"expect", "NAME=@FILE",
      "Compare an array with FILE.npy or FILE.bin (or with zeros:SHAPE, …)">;
  defm atol : Value<"atol", "A",
      "Let an element pass with |value - expected| <= A + R * |expected|. It is for the "
      "--expect before it or, before the first of them, for all">;
  defm rtol : Value<"rtol", "R", "R of the same">;
}

def Machine_Group : OptionGroup<"machine">, HelpText<"Where it runs">;
let Group = Machine_Group in {
  defm device : Value<"device", "DEVICE", "cpu">;
  defm cpu : Value<"cpu", "CODE",
      "Code version: scalar (the reference), avx2, avx512; by default the best one">;
  defm threads : Value<"threads", "N", "Threads that run kernels; one for each core">;
}

def Code_Group : OptionGroup<"code">, HelpText<"How it is compiled">;
let Group = Code_Group in {
  def O : Joined<["-"], "O">, MetaVarName<"LEVEL">,
      HelpText<"Optimize: 0, 1, 2 (the default) or 3">;
  def D : JoinedOrSeparate<["-"], "D">, MetaVarName<"NAME=VALUE">,
      HelpText<"Override a GPU_CONST">;
  def I : JoinedOrSeparate<["-"], "I">, MetaVarName<"DIR">,
      HelpText<"Look for INCLUDE files in DIR too">;
  def g : Flag<["-"], "g">, HelpText<"Line information">;
  def check : Joined<["--"], "check=">, MetaVarName<"bounds">,
      HelpText<"Stop at an access outside of an array, before it is made">;
  def fp_contract : Joined<["--"], "fp-contract=">, MetaVarName<"on|off">,
      HelpText<"Fuse a * b + c of one expression (on, the default)">;
  def no_cache : LongFlag<"no-cache", "Neither read nor write the compile cache">;
}

include "MessageOpts.td"

def Report_Group : OptionGroup<"report">, HelpText<"What is said about it">;
let Group = Report_Group in {
  defm print : Value<"print", "FORM",
      "Lines that kernels print: places (the default: with their line and thread) or plain">;
  def time : LongFlag<"time",
      "After a warm-up, run repeatedly and give the median and the least time">;
  def time_eq : Joined<["--"], "time=">, MetaVarName<"RUNS">,
      HelpText<"The same with this number of runs">;
  def json : LongFlag<"json", "The report as JSON">;
  def verbose : LongFlag<"verbose", "Arguments and compilation phases too">;
  def help : LongFlag<"help", "This text">;
  def h : Flag<["-"], "h">, Alias<help>;
}
