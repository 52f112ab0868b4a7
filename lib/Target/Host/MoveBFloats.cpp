//===- MoveBFloats.cpp - bf16 values as integers --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MoveBFloats.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

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

/// A masked load, store, gather or scatter.
static llvm::IntrinsicInst *maskedAccess(Instruction &instruction) {
  auto *call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  if (!call)
    return nullptr;
  switch (call->getIntrinsicID()) {
  case llvm::Intrinsic::masked_load:
  case llvm::Intrinsic::masked_store:
  case llvm::Intrinsic::masked_gather:
  case llvm::Intrinsic::masked_scatter:
    return call;
  default:
    return nullptr;
  }
}

/// Whether the instruction has nothing to do with bf16, or does the same to
/// integers.
static bool onlyMoves(Instruction &instruction) {
  bool hasBFloats =
      isBFloat(&instruction) || llvm::any_of(instruction.operands(), isBFloat);
  return !hasBFloats || maskedAccess(instruction) ||
         llvm::isa<llvm::PHINode, llvm::SelectInst, llvm::BitCastInst,
                   llvm::LoadInst, llvm::StoreInst, llvm::FreezeInst,
                   llvm::InsertElementInst, llvm::ExtractElementInst,
                   llvm::ShuffleVectorInst>(instruction);
}

static void moveAsInteger(Instruction &instruction) {
  for (llvm::Use &operand : instruction.operands())
    if (auto *constant = llvm::dyn_cast<llvm::Constant>(operand.get());
        constant && isBFloat(constant))
      operand.set(
          llvm::ConstantExpr::getBitCast(constant, integerFor(constant)));
  if (isBFloat(&instruction))
    instruction.mutateType(integerFor(&instruction));
}

/// Calls the intrinsic for the types that operands and result have now.
static void callByTypes(llvm::IntrinsicInst &call) {
  llvm::SmallVector<Type *> operands, overloads;
  for (Value *operand : call.args())
    operands.push_back(operand->getType());
  auto *type = llvm::FunctionType::get(call.getType(), operands, false);
  llvm::Intrinsic::ID id = call.getIntrinsicID();
  if (llvm::Intrinsic::getIntrinsicSignature(id, type, overloads))
    call.setCalledFunction(llvm::Intrinsic::getOrInsertDeclaration(
        call.getModule(), id, overloads));
}

//===----------------------------------------------------------------------===//
// Comparisons and the like, which the optimizer narrows
//===----------------------------------------------------------------------===//

/// Every bf16 is an f32, which begins with the same bits.
static Value *inSingle(llvm::IRBuilder<> &builder, Value *value) {
  Type *type = value->getType();
  auto withElement = [&](Type *element) {
    return type->getWithNewType(element);
  };
  Value *bits = builder.CreateBitCast(value, integerFor(value));
  Value *wide = builder.CreateZExt(bits, withElement(builder.getInt32Ty()));
  return builder.CreateBitCast(builder.CreateShl(wide, 16),
                               withElement(builder.getFloatTy()));
}

/// With some bits of the sign and the number changed.
static Value *withBits(llvm::IRBuilder<> &builder, Value *value,
                       llvm::Instruction::BinaryOps operation, uint64_t mask) {
  Type *integer = integerFor(value);
  Value *bits = builder.CreateBitCast(value, integer);
  bits = builder.CreateBinOp(operation, bits,
                             llvm::ConstantInt::get(integer, mask));
  return builder.CreateBitCast(bits, value->getType());
}

/// The same without computing in bf16, or null.
static Value *withoutBFloats(Instruction &instruction) {
  if (instruction.getNumOperands() == 0 || !isBFloat(instruction.getOperand(0)))
    return nullptr;
  llvm::IRBuilder<> builder(&instruction);
  Value *first = instruction.getOperand(0);
  if (auto *comparison = llvm::dyn_cast<llvm::FCmpInst>(&instruction))
    return builder.CreateFCmp(comparison->getPredicate(),
                              inSingle(builder, first),
                              inSingle(builder, comparison->getOperand(1)));
  if (llvm::isa<llvm::FPExtInst>(instruction))
    return builder.CreateFPExt(inSingle(builder, first), instruction.getType());
  if (instruction.getOpcode() == Instruction::FNeg)
    return withBits(builder, first, Instruction::Xor, 0x8000);
  auto *call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  if (call && call->getIntrinsicID() == llvm::Intrinsic::fabs)
    return withBits(builder, first, Instruction::And, 0x7fff);
  return nullptr;
}

static void computeInSingle(llvm::Function &function) {
  for (Instruction &instruction :
       llvm::make_early_inc_range(llvm::instructions(function)))
    if (Value *other = withoutBFloats(instruction)) {
      instruction.replaceAllUsesWith(other);
      instruction.eraseFromParent();
    }
}

//===----------------------------------------------------------------------===//
// Everything else
//===----------------------------------------------------------------------===//

static void moveAsIntegers(llvm::Function &function) {
  computeInSingle(function);
  if (!llvm::all_of(llvm::instructions(function), onlyMoves))
    return;
  for (Instruction &instruction : llvm::instructions(function))
    moveAsInteger(instruction);
  for (Instruction &instruction : llvm::instructions(function))
    if (llvm::IntrinsicInst *access = maskedAccess(instruction))
      callByTypes(*access);
}

void aikernel::moveBFloatsAsIntegers(llvm::Module &module) {
  for (llvm::Function &function : llvm::make_early_inc_range(module))
    moveAsIntegers(function);
}
