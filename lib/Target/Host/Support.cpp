//===- Support.cpp - What LLVM calls on its own ---------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/SourceMgr.h"

using namespace aikernel;
using llvm::StringRef;

// Local functions under the names that instruction selection uses: the
// assembler resolves its calls to them, and no other library's functions are
// replaced.
//
// The string instructions are short and, from some hundred bytes on, as fast as
// anything. Conversions from f64 go through f32 rounded to odd, so that the
// second rounding sees everything that the first one dropped.

static constexpr char memcpyText[] = R"(
define internal ptr @memcpy(ptr %to, ptr %from, i64 %size) nounwind "no-builtins" {
  %r = call { ptr, ptr, i64 } asm sideeffect "rep movsb",
      "={di},={si},={cx},0,1,2,~{memory},~{dirflag},~{fpsr},~{flags}"
      (ptr %to, ptr %from, i64 %size)
  ret ptr %to
}
)";

static constexpr char memsetText[] = R"(
define internal ptr @memset(ptr %to, i32 %value, i64 %size) nounwind "no-builtins" {
  %byte = trunc i32 %value to i8
  %r = call { ptr, i64 } asm sideeffect "rep stosb",
      "={di},={cx},{al},0,1,~{memory},~{dirflag},~{fpsr},~{flags}"
      (i8 %byte, ptr %to, i64 %size)
  ret ptr %to
}
)";

static constexpr char memmoveText[] = R"(
define internal ptr @memmove(ptr %to, ptr %from, i64 %size) nounwind "no-builtins" {
  %t = ptrtoint ptr %to to i64
  %f = ptrtoint ptr %from to i64
  %distance = sub i64 %t, %f
  %forward = icmp uge i64 %distance, %size
  br i1 %forward, label %upward, label %downward
upward:
  %r = call { ptr, ptr, i64 } asm sideeffect "rep movsb",
      "={di},={si},={cx},0,1,2,~{memory},~{dirflag},~{fpsr},~{flags}"
      (ptr %to, ptr %from, i64 %size)
  ret ptr %to
downward:
  %left = phi i64 [ %size, %0 ], [ %next, %downward ]
  %next = sub i64 %left, 1
  %source = getelementptr i8, ptr %from, i64 %next
  %target = getelementptr i8, ptr %to, i64 %next
  %byte = load i8, ptr %source
  store i8 %byte, ptr %target
  %more = icmp ne i64 %next, 0
  br i1 %more, label %downward, label %done
done:
  ret ptr %to
}
)";

static constexpr char truncsfbf2Text[] = R"(
define internal bfloat @__truncsfbf2(float %x) nounwind {
  %bits = bitcast float %x to i32
  %high = lshr i32 %bits, 16
  %odd = and i32 %high, 1
  %half = add i32 %odd, 32767
  %sum = add i32 %bits, %half
  %rounded = lshr i32 %sum, 16
  %quiet = or i32 %high, 64
  %nan = fcmp uno float %x, 0.0
  %chosen = select i1 %nan, i32 %quiet, i32 %rounded
  %narrow = trunc i32 %chosen to i16
  %result = bitcast i16 %narrow to bfloat
  ret bfloat %result
}
)";

static constexpr char roundToOddText[] = R"(
define internal float @aik_round_to_odd(double %x) nounwind alwaysinline {
  %nearest = fptrunc double %x to float
  %back = fpext float %nearest to double
  %inexact = fcmp one double %back, %x
  %bits = bitcast float %nearest to i32
  %magnitude = call double @llvm.fabs.f64(double %x)
  %reached = call double @llvm.fabs.f64(double %back)
  %above = fcmp ogt double %reached, %magnitude
  %step = zext i1 %above to i32
  %truncated = sub i32 %bits, %step
  %sticky = or i32 %truncated, 1
  %chosen = select i1 %inexact, i32 %sticky, i32 %bits
  %result = bitcast i32 %chosen to float
  ret float %result
}
)";

static constexpr char truncdfbf2Text[] = R"(
define internal bfloat @__truncdfbf2(double %x) nounwind {
  %odd = call float @aik_round_to_odd(double %x)
  %result = call bfloat @__truncsfbf2(float %odd)
  ret bfloat %result
}
)";

static constexpr char truncdfhf2Text[] = R"(
define internal half @__truncdfhf2(double %x) nounwind "target-features"="+avx,+f16c" {
  %odd = call float @aik_round_to_odd(double %x)
  %result = fptrunc float %odd to half
  ret half %result
}
)";

namespace {
/// The functions that a module needs.
struct Needs {
  bool memcpy = false, memmove = false, memset = false;
  bool truncsfbf2 = false, truncdfbf2 = false, truncdfhf2 = false;

  std::string text() const {
    std::string all;
    auto add = [&](bool needed, StringRef text) { all += needed ? text : ""; };
    add(memcpy, memcpyText);
    add(memmove, memmoveText);
    add(memset, memsetText);
    add(truncsfbf2 || truncdfbf2, truncsfbf2Text);
    add(truncdfbf2 || truncdfhf2, roundToOddText);
    add(truncdfbf2, truncdfbf2Text);
    add(truncdfhf2, truncdfhf2Text);
    return all;
  }
};
} // namespace

static void collect(const llvm::Instruction &instruction, Needs &needs) {
  if (llvm::isa<llvm::MemCpyInst>(instruction))
    needs.memcpy = true;
  if (llvm::isa<llvm::MemMoveInst>(instruction))
    needs.memmove = true;
  if (llvm::isa<llvm::MemSetInst>(instruction))
    needs.memset = true;
  auto *truncation = llvm::dyn_cast<llvm::FPTruncInst>(&instruction);
  if (!truncation)
    return;
  llvm::Type *from = truncation->getSrcTy()->getScalarType();
  llvm::Type *to = truncation->getDestTy()->getScalarType();
  if (to->isBFloatTy())
    (from->isDoubleTy() ? needs.truncdfbf2 : needs.truncsfbf2) = true;
  if (to->isHalfTy() && from->isDoubleTy())
    needs.truncdfhf2 = true;
}

void aikernel::addSupportFunctions(llvm::Module &module) {
  Needs needs;
  for (const llvm::Function &function : module)
    for (const llvm::Instruction &instruction : llvm::instructions(function))
      collect(instruction, needs);
  std::string text = needs.text();
  if (text.empty())
    return;

  llvm::SMDiagnostic error;
  if (llvm::parseAssemblyInto(llvm::MemoryBufferRef(text, "support"), &module,
                              /*Index=*/nullptr, error))
    llvm::reportFatalInternalError(error.getMessage().str().c_str());
}
