//===- X86.cpp - Instructions of x86 processors ---------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A vector has one word of each of many threads; the instructions for AES take
// the four words of a thread side by side. Between two rounds they stay so: the
// words of one round are those of the next, and nobody else asks for them.
//
//===----------------------------------------------------------------------===//

#include "../PortableMath/Expression.h"
#include "Instructions.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/DenseMap.h"

using namespace mlir;
using namespace aikernel;
using portable::Emitter;
using portable::Integer;

namespace {

class X86Instructions : public Instructions {
public:
  explicit X86Instructions(unsigned registerBits)
      : registerBits(registerBits) {}

  SmallVector<Value, 4> lower(OpBuilder &builder, Operation *op) override;

private:
  using Words = std::array<Value, 4>;

  Words lowerAes(AesOp op);
  Words blocksOf(ValueRange words);
  Value lowerProduct(ClmulOp op);
  Value product(Value left, Value right, bool high);
  Value lowerDot(Dot4Op op);
  Value lowerDotByVnni(Dot4Op op);

  //===--------------------------------------------------------------------===//
  // Vectors
  //===--------------------------------------------------------------------===//

  Value shuffle(Value left, Value right, ArrayRef<int64_t> mask);
  /// A lane of `left` and one of `right` at a time, of each 128 bits: the lower
  /// ones or the upper ones.
  Value interleave(Value left, Value right, unsigned elementBits, bool upper);
  Words transpose(Words words);
  Value bitcast(Value value, Type element);
  Value callIntrinsic(StringRef name, Type result, ValueRange operands);
  /// Applies `function` to parts of at most so many bits.
  Value inParts(ArrayRef<Value> vectors, unsigned bits,
                llvm::function_ref<Value(ArrayRef<Value>)> function);
  unsigned aesBits() const { return registerBits == 512 ? 512 : 128; }

  unsigned registerBits;
  /// The blocks that a round gave, by its first word.
  struct Round {
    Words words, blocks;
  };
  DenseMap<Value, Round> rounds;
  OpBuilder *builder = nullptr;
  Location loc() const { return op->getLoc(); }
  Operation *op = nullptr;
};

} // namespace

static unsigned bitsOf(Value vector) {
  auto type = cast<VectorType>(vector.getType());
  return type.getNumElements() * type.getElementTypeBitWidth();
}

//===----------------------------------------------------------------------===//
// Vectors
//===----------------------------------------------------------------------===//

Value X86Instructions::shuffle(Value left, Value right,
                               ArrayRef<int64_t> mask) {
  return vector::ShuffleOp::create(*builder, loc(), left, right, mask);
}

Value X86Instructions::bitcast(Value value, Type element) {
  auto type = VectorType::get(
      {int64_t(bitsOf(value) / element.getIntOrFloatBitWidth())}, element);
  if (type == value.getType())
    return value;
  return vector::BitCastOp::create(*builder, loc(), type, value);
}

Value X86Instructions::interleave(Value left, Value right, unsigned elementBits,
                                  bool upper) {
  Type own = cast<VectorType>(left.getType()).getElementType();
  Type element = builder->getIntegerType(elementBits);
  Value a = bitcast(left, element), b = bitcast(right, element);
  int64_t lanes = bitsOf(a) / elementBits, perBlock = 128 / elementBits;
  SmallVector<int64_t> mask;
  for (int64_t block = 0; block < lanes; block += perBlock)
    for (int64_t i = 0; i < perBlock / 2; ++i) {
      int64_t lane = block + (upper ? perBlock / 2 : 0) + i;
      mask.append({lane, lanes + lane});
    }
  return bitcast(shuffle(a, b, mask), own);
}

/// The 4 x 4 words of each 128 bits; its own inverse.
X86Instructions::Words X86Instructions::transpose(Words w) {
  Value low01 = interleave(w[0], w[1], 32, false);
  Value high01 = interleave(w[0], w[1], 32, true);
  Value low23 = interleave(w[2], w[3], 32, false);
  Value high23 = interleave(w[2], w[3], 32, true);
  return {interleave(low01, low23, 64, false),
          interleave(low01, low23, 64, true),
          interleave(high01, high23, 64, false),
          interleave(high01, high23, 64, true)};
}

Value X86Instructions::callIntrinsic(StringRef name, Type result,
                                     ValueRange operands) {
  return LLVM::CallIntrinsicOp::create(*builder, loc(), result,
                                       builder->getStringAttr(name), operands)
      .getResult(0);
}

Value X86Instructions::inParts(
    ArrayRef<Value> vectors, unsigned bits,
    llvm::function_ref<Value(ArrayRef<Value>)> function) {
  unsigned all = bitsOf(vectors.front());
  if (all <= bits)
    return function(vectors);
  Value halves[2];
  for (unsigned half = 0; half < 2; ++half) {
    SmallVector<Value> parts;
    for (Value vector : vectors) {
      int64_t lanes = cast<VectorType>(vector.getType()).getNumElements();
      auto mask = llvm::to_vector(
          llvm::seq<int64_t>(half * lanes / 2, (half + 1) * lanes / 2));
      parts.push_back(shuffle(vector, vector, mask));
    }
    halves[half] = inParts(parts, bits, function);
  }
  int64_t lanes = cast<VectorType>(halves[0].getType()).getNumElements();
  return shuffle(halves[0], halves[1],
                 llvm::to_vector(llvm::seq<int64_t>(0, 2 * lanes)));
}

static std::string suffixOf(Value vector) {
  unsigned bits = bitsOf(vector);
  return bits == 128 ? "" : "." + std::to_string(bits);
}

//===----------------------------------------------------------------------===//
// AES
//===----------------------------------------------------------------------===//

/// The words of each thread side by side: in four vectors where words are
/// vectors, else in one, four times.
X86Instructions::Words X86Instructions::blocksOf(ValueRange words) {
  auto round = rounds.find(words[0]);
  if (round != rounds.end() && llvm::equal(round->second.words, words))
    return round->second.blocks;
  if (isa<VectorType>(words[0].getType()))
    return transpose({words[0], words[1], words[2], words[3]});
  auto type = VectorType::get({4}, words[0].getType());
  Value block = vector::FromElementsOp::create(*builder, loc(), type, words);
  return {block, block, block, block};
}

static StringRef aesName(AesRound round) {
  switch (round) {
  case AesRound::Enc:
    return "llvm.x86.aesni.aesenc";
  case AesRound::EncLast:
    return "llvm.x86.aesni.aesenclast";
  case AesRound::Dec:
    return "llvm.x86.aesni.aesdec";
  case AesRound::DecLast:
    return "llvm.x86.aesni.aesdeclast";
  }
  llvm_unreachable("unknown round");
}

X86Instructions::Words X86Instructions::lowerAes(AesOp op) {
  ValueRange operands = op->getOperands();
  Words state = blocksOf(operands.take_front(4));
  Words key = blocksOf(operands.drop_front(4));
  auto round = [&](Value blocks, Value keys) {
    Type quad = builder->getI64Type();
    Value result = inParts({bitcast(blocks, quad), bitcast(keys, quad)},
                           aesBits(), [&](ArrayRef<Value> parts) {
                             return callIntrinsic(aesName(op.getRound()).str() +
                                                      suffixOf(parts[0]),
                                                  parts[0].getType(), parts);
                           });
    return bitcast(result, builder->getI32Type());
  };
  Words blocks, words;
  if (isa<VectorType>(op.getR0().getType())) {
    for (unsigned i = 0; i < 4; ++i)
      blocks[i] = round(state[i], key[i]);
    words = transpose(blocks);
  } else {
    blocks.fill(round(state[0], key[0]));
    for (int64_t i = 0; i < 4; ++i)
      words[i] = vector::ExtractOp::create(*builder, loc(), blocks[0], i);
  }
  rounds[words[0]] = {words, blocks};
  return words;
}

//===----------------------------------------------------------------------===//
// Carry-less products
//===----------------------------------------------------------------------===//

/// Half of the products of quads.
Value X86Instructions::product(Value left, Value right, bool high) {
  return inParts({left, right}, aesBits(), [&](ArrayRef<Value> parts) {
    auto ofQuads = [&](int64_t which) {
      Value quads =
          arith::ConstantIntOp::create(*builder, loc(), which, /*width=*/8);
      return callIntrinsic("llvm.x86.pclmulqdq" + suffixOf(parts[0]),
                           parts[0].getType(), {parts[0], parts[1], quads});
    };
    return interleave(ofQuads(0x00), ofQuads(0x11), 64, high);
  });
}

/// Words are multiplied as quads, which hold all of their product.
Value X86Instructions::lowerProduct(ClmulOp op) {
  Emitter at{*builder, loc()};
  Type type = op.getType();
  bool isWord = getElementTypeOrSelf(type).isInteger(32);
  bool isScalar = !isa<VectorType>(type);
  auto quad = [&](Value value) -> Value {
    if (isWord)
      value = at.integer(value).extend(64).getValue();
    if (isScalar)
      value = vector::BroadcastOp::create(
          *builder, loc(), VectorType::get({2}, builder->getI64Type()), value);
    return value;
  };
  Value result =
      product(quad(op.getLeft()), quad(op.getRight()), op.getHigh() && !isWord);
  if (isScalar)
    result = vector::ExtractOp::create(*builder, loc(), result, int64_t(0));
  if (!isWord)
    return result;
  Integer whole = at.integer(result);
  return (op.getHigh() ? whole >> 32 : whole).truncate(32).getValue();
}

//===----------------------------------------------------------------------===//
// Bytes of words
//===----------------------------------------------------------------------===//

/// By products of pairs of halves, which hold every product of bytes.
Value X86Instructions::lowerDot(Dot4Op op) {
  Emitter at{*builder, loc()};
  auto halvesOf = [&](Value words, bool isSigned, bool upper) {
    Integer x = at.integer(bitcast(words, builder->getI16Type()));
    if (isSigned)
      return (upper ? x : x << 8).shiftRightSigned(8).getValue();
    return (upper ? x >> 8 : x & 0xff).getValue();
  };
  Integer sum = at.integer(op.getAddend());
  for (bool upper : {false, true}) {
    Value left = halvesOf(op.getLeft(), op.getLeftSigned(), upper);
    Value right = halvesOf(op.getRight(), op.getRightSigned(), upper);
    Value products = inParts({left, right}, 256, [&](ArrayRef<Value> parts) {
      auto type = VectorType::get({8}, builder->getI32Type());
      return callIntrinsic("llvm.x86.avx2.pmadd.wd", type, parts);
    });
    sum = sum + at.integer(products);
  }
  return sum.getValue();
}

/// The instruction multiplies unsigned bytes by signed ones. A byte and the one
/// with its first bit inverted differ by 128, as unsigned and signed number.
Value X86Instructions::lowerDotByVnni(Dot4Op op) {
  Emitter at{*builder, loc()};
  auto dot = [&](Integer sum, Integer left, Integer right) {
    Type byte = builder->getI8Type();
    return at.integer(inParts(
        {sum.getValue(), left.getValue(), right.getValue()}, 512,
        [&](ArrayRef<Value> parts) {
          return callIntrinsic(
              "llvm.x86.avx512.vpdpbusd." + std::to_string(bitsOf(parts[0])),
              parts[0].getType(),
              {parts[0], bitcast(parts[1], byte), bitcast(parts[2], byte)});
        }));
  };
  Integer left = at.integer(op.getLeft()), right = at.integer(op.getRight());
  Integer addend = at.integer(op.getAddend());
  Integer offset = left.constant(0x80808080), zero = left.constant(0);
  bool leftSigned = op.getLeftSigned(), rightSigned = op.getRightSigned();
  if (!leftSigned && rightSigned)
    return dot(addend, left, right).getValue();
  if (leftSigned && !rightSigned)
    return dot(addend, right, left).getValue();
  if (leftSigned)
    return (dot(addend, left ^ offset, right) - dot(zero, offset, right))
        .getValue();
  return (dot(addend, left, right ^ offset) - dot(zero, left, offset))
      .getValue();
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

SmallVector<Value, 4> X86Instructions::lower(OpBuilder &at,
                                             Operation *lowered) {
  builder = &at;
  op = lowered;
  if (auto round = dyn_cast<AesOp>(op))
    return llvm::to_vector<4>(lowerAes(round));
  if (auto carryless = dyn_cast<ClmulOp>(op))
    return {lowerProduct(carryless)};
  auto vector = dyn_cast<VectorType>(op->getResult(0).getType());
  if (auto dot = dyn_cast<Dot4Op>(op); dot && vector)
    return {registerBits == 512 ? lowerDotByVnni(dot) : lowerDot(dot)};
  return {};
}

std::unique_ptr<Instructions>
aikernel::makeX86Instructions(unsigned registerBits) {
  return std::make_unique<X86Instructions>(registerBits);
}
