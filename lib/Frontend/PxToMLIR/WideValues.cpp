//===- WideValues.cpp - Verbs with several results to MLIR ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyGenerator.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"

using namespace mlir;
using namespace aikernel;
using px::Scalar;

/// The carry comes from the first sum or from the second one, never from both.
SmallVector<Value> BodyGenerator::addWithCarry(const px::WideStmt *statement) {
  Location loc = location(statement->range);
  Value a = generate(statement->operands[0]);
  Value b = generate(statement->operands[1]);
  Value carry = generate(statement->operands[2]);
  Value last = arith::ExtUIOp::create(builder, loc, a.getType(), carry);
  auto isLess = [&](Value left, Value right) -> Value {
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, left,
                                 right);
  };
  Value first = arith::AddIOp::create(builder, loc, a, b);
  Value sum = arith::AddIOp::create(builder, loc, first, last);
  return {sum, arith::OrIOp::create(builder, loc, isLess(first, a),
                                    isLess(sum, last))};
}

//===----------------------------------------------------------------------===//
// AES
//===----------------------------------------------------------------------===//

/// Elements of u32, or halves of elements of u64.
SmallVector<Value> BodyGenerator::wordsOf(ArrayRef<px::Expr *> elements) {
  Type word = builder.getI32Type();
  SmallVector<Value> words;
  for (const px::Expr *element : elements) {
    Location loc = location(element->range);
    Value value = generate(element);
    if (element->type == Scalar::U32) {
      words.push_back(value);
      continue;
    }
    Value upper = arith::ShRUIOp::create(builder, loc, value,
                                         constant(value.getType(), 32, loc));
    words.push_back(arith::TruncIOp::create(builder, loc, word, value));
    words.push_back(arith::TruncIOp::create(builder, loc, word, upper));
  }
  return words;
}

static std::optional<AesRound> roundOf(px::WideOp op) {
  switch (op) {
  case px::WideOp::AesEnc:
    return AesRound::Enc;
  case px::WideOp::AesEncLast:
    return AesRound::EncLast;
  case px::WideOp::AesDec:
    return AesRound::Dec;
  case px::WideOp::AesDecLast:
    return AesRound::DecLast;
  default:
    return std::nullopt;
  }
}

SmallVector<Value> BodyGenerator::aesWords(const px::WideStmt *statement) {
  Location loc = location(statement->range);
  ArrayRef<px::Expr *> operands = statement->operands;
  std::optional<AesRound> round = roundOf(statement->op);
  if (round) {
    SmallVector<Value> words = wordsOf(operands);
    auto result =
        AesOp::create(builder, loc, *round, words[0], words[1], words[2],
                      words[3], words[4], words[5], words[6], words[7]);
    return llvm::to_vector_of<Value>(result->getResults());
  }
  // The key schedule: words 1 and 3 substituted, plain and rotated.
  SmallVector<Value> key = wordsOf(operands.drop_back());
  Value constantOfRound = generate(operands.back());
  auto substituted = AesSubWordsOp::create(builder, loc, key[1], key[3]);
  SmallVector<Value> words;
  for (Value word : substituted->getResults()) {
    Value low = arith::ShRUIOp::create(builder, loc, word,
                                       constant(word.getType(), 8, loc));
    Value high = arith::ShLIOp::create(builder, loc, word,
                                       constant(word.getType(), 24, loc));
    Value rotated = arith::OrIOp::create(builder, loc, low, high);
    words.push_back(word);
    words.push_back(
        arith::XOrIOp::create(builder, loc, rotated, constantOfRound));
  }
  return words;
}

/// What the places hold: the words, or pairs of them.
SmallVector<Value> BodyGenerator::elementsFrom(ArrayRef<Value> words,
                                               const px::WideStmt *statement) {
  Location loc = location(statement->range);
  if (statement->results.front().place->type == Scalar::U32)
    return llvm::to_vector(words);
  Type quad = builder.getI64Type();
  SmallVector<Value> quads;
  for (size_t i = 0; i < words.size(); i += 2) {
    Value low = arith::ExtUIOp::create(builder, loc, quad, words[i]);
    Value high = arith::ExtUIOp::create(builder, loc, quad, words[i + 1]);
    high = arith::ShLIOp::create(builder, loc, high, constant(quad, 32, loc));
    quads.push_back(arith::OrIOp::create(builder, loc, high, low));
  }
  return quads;
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void BodyGenerator::generate(const px::WideStmt *statement) {
  SmallVector<Value> values =
      statement->op == px::WideOp::AddCarry
          ? addWithCarry(statement)
          : elementsFrom(aesWords(statement), statement);
  SmallVector<Place> places;
  for (auto [result, value] : llvm::zip(statement->results, values)) {
    if (result.converted) {
      bind(result.computed, value);
      value = generate(result.converted);
    }
    auto *element = dyn_cast<px::ElementExpr>(result.place);
    places.push_back(element ? placeOf(element) : Place());
  }
  for (auto [result, place, value] :
       llvm::zip(statement->results, places, values)) {
    if (auto *variable = dyn_cast<px::VariableExpr>(result.place))
      bind(variable->variable, value);
    else
      store(place, cast<px::ElementExpr>(result.place), value);
  }
}
