//===- Memory.cpp - Values in memory that C code shares -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Memory.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aikernel;
using namespace aikernel::host;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static bool isArray(Type type) {
  return isa<MemRefType, LLVM::LLVMPointerType>(type);
}

static bool isPointer(Type type) {
  return isArray(type) || isa<TextType>(type);
}

Type host::typeInMemory(Type type) {
  MLIRContext *context = type.getContext();
  if (isPointer(type))
    return LLVM::LLVMPointerType::get(context);
  if (type.isInteger(1))
    return IntegerType::get(context, 8);
  if (isa<FloatType>(type) && type.getIntOrFloatBitWidth() <= 16)
    return IntegerType::get(context, type.getIntOrFloatBitWidth());
  return type;
}

uint64_t host::bytesInMemory(Type type) {
  return isPointer(type) ? sizeof(void *)
                         : typeInMemory(type).getIntOrFloatBitWidth() / 8;
}

Value host::toMemory(ImplicitLocOpBuilder &builder, Value value) {
  Type type = typeInMemory(value.getType());
  if (type == value.getType())
    return value;
  if (value.getType().isInteger(1))
    return arith::ExtUIOp::create(builder, type, value);
  return arith::BitcastOp::create(builder, type, value);
}

Value host::fromMemory(ImplicitLocOpBuilder &builder, Value value, Type type) {
  if (type == value.getType())
    return value;
  if (!type.isInteger(1))
    return arith::BitcastOp::create(builder, type, value);
  Value zero =
      arith::ConstantOp::create(builder, builder.getZeroAttr(value.getType()));
  return arith::CmpIOp::create(builder, arith::CmpIPredicate::ne, value, zero);
}

Value host::constantI32(ImplicitLocOpBuilder &builder, int32_t value) {
  return arith::ConstantOp::create(builder, builder.getI32IntegerAttr(value));
}

//===----------------------------------------------------------------------===//
// Structures
//===----------------------------------------------------------------------===//

ParameterBlock::ParameterBlock(TypeRange parameters, bool hasLengths,
                               bool hasMessages) {
  auto place = [&](uint64_t size) {
    uint64_t offset = llvm::alignTo(bytes, size);
    bytes = offset + size;
    return offset;
  };
  for (Type type : parameters)
    offsets.push_back(place(bytesInMemory(type)));
  for (Type type : parameters)
    lengthOffsets.push_back(hasLengths && isArray(type)
                                ? std::optional(place(sizeof(uint64_t)))
                                : std::nullopt);
  if (hasMessages)
    place(sizeof(void *));
  bytes = llvm::alignTo(bytes, 8);
}

/// Every structure is aligned to 8 bytes.
static unsigned alignmentAt(uint64_t offset) {
  return llvm::MinAlign(8, offset);
}

Structure Structure::onStack(ImplicitLocOpBuilder &builder, uint64_t bytes) {
  OpBuilder::InsertionGuard guard(builder);
  Region *body = builder.getInsertionBlock()->getParent();
  builder.setInsertionPointToStart(&body->front());
  return Structure(LLVM::AllocaOp::create(
      builder, LLVM::LLVMPointerType::get(builder.getContext()),
      LLVM::LLVMArrayType::get(builder.getI8Type(), bytes),
      constantI32(builder, 1),
      /*alignment=*/8));
}

Value Structure::field(ImplicitLocOpBuilder &builder, uint64_t offset) const {
  if (offset == 0)
    return pointer;
  return LLVM::GEPOp::create(builder, pointer.getType(), builder.getI8Type(),
                             pointer, ArrayRef<LLVM::GEPArg>{int32_t(offset)});
}

Value Structure::load(ImplicitLocOpBuilder &builder, uint64_t offset,
                      Type type) const {
  return LLVM::LoadOp::create(builder, type, field(builder, offset),
                              alignmentAt(offset), /*isVolatile=*/false,
                              /*isNonTemporal=*/false, /*isInvariant=*/true);
}

void Structure::store(ImplicitLocOpBuilder &builder, uint64_t offset,
                      Value value) const {
  LLVM::StoreOp::create(builder, value, field(builder, offset),
                        alignmentAt(offset));
}
