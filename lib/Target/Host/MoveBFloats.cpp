//===- MoveBFloats.cpp - bf16 values as integers --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MoveBFloats.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace aikernel;
using llvm::Instruction, llvm::Type, llvm::Value;

static bool isBFloat(const Value *value) {
  return value->getType()->getScalarType()->isBFloatTy();
}

/// With as many lanes.
static Type *integerFor(const Value *value) {
  Type *type = value->getType();
  return type->getWithNewType(Type::getInt16Ty(type->getContext()));
}

/// Whether the instruction has nothing to do with bf16, or does the same to
/// integers.
static bool onlyMoves(const Instruction &instruction) {
  bool hasBFloats =
      isBFloat(&instruction) || llvm::any_of(instruction.operands(), isBFloat);
  return !hasBFloats ||
         llvm::isa<llvm::PHINode, llvm::SelectInst, llvm::BitCastInst,
                   llvm::LoadInst, llvm::StoreInst, llvm::FreezeInst,
                   llvm::InsertElementInst, llvm::ExtractElementInst,
                   llvm::ShuffleVectorInst>(instruction);
}

static void moveAsIntegers(Instruction &instruction) {
  for (llvm::Use &operand : instruction.operands())
    if (auto *constant = llvm::dyn_cast<llvm::Constant>(operand.get());
        constant && isBFloat(constant))
      operand.set(
          llvm::ConstantExpr::getBitCast(constant, integerFor(constant)));
  if (isBFloat(&instruction))
    instruction.mutateType(integerFor(&instruction));
}

void aikernel::moveBFloatsAsIntegers(llvm::Module &module) {
  for (llvm::Function &function : module)
    if (llvm::all_of(llvm::instructions(function), onlyMoves))
      llvm::for_each(llvm::instructions(function), moveAsIntegers);
}
