//===- Aes.cpp - Rounds of AES in integer arithmetic ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Expansions.h"

using namespace aikernel;
using namespace aikernel::expansion;

//===----------------------------------------------------------------------===//
// The S-box
//===----------------------------------------------------------------------===//

/// Bit i of every byte, in some bits of plane i.
using Planes = std::array<Integer, 8>;

/// Exchanges the bits of `high` that lie under `mask` with those of `low` that
/// lie `distance` above them.
static void exchange(Integer &low, Integer &high, unsigned distance,
                     uint64_t mask) {
  Integer difference = ((low >> distance) ^ high) & mask;
  high = high ^ difference;
  low = low ^ (difference << distance);
}

/// Transposes the 4 x 4 blocks of bits across the nibbles of four words. Its
/// own inverse.
static void transposeNibbles(Columns &words) {
  exchange(words[0], words[1], 1, 0x55555555);
  exchange(words[2], words[3], 1, 0x55555555);
  exchange(words[0], words[2], 2, 0x33333333);
  exchange(words[1], words[3], 2, 0x33333333);
}

/// Each nibble of a plane has one bit of each word; the upper ones of planes 0
/// to 3 belong to planes 4 to 7 and mean nothing.
static Planes toPlanes(Columns words) {
  transposeNibbles(words);
  return {words[0],      words[1],      words[2],      words[3],
          words[0] >> 4, words[1] >> 4, words[2] >> 4, words[3] >> 4};
}

static Columns fromPlanes(const Planes &planes) {
  auto join = [&](unsigned i) {
    return (planes[i] & 0x0f0f0f0f) | ((planes[i + 4] & 0x0f0f0f0f) << 4);
  };
  Columns words = {join(0), join(1), join(2), join(3)};
  transposeNibbles(words);
  return words;
}

/// The S-box without the constant that it adds: the circuit of Boyar and
/// Peralta, "A small depth-16 circuit for the AES S-box" (2012), with their
/// names.
static Planes substituteBits(const Planes &planes) {
  Integer x7 = planes[0], x6 = planes[1], x5 = planes[2], x4 = planes[3];
  Integer x3 = planes[4], x2 = planes[5], x1 = planes[6], x0 = planes[7];

  Integer y14 = x3 ^ x5, y13 = x0 ^ x6, y9 = x0 ^ x3, y8 = x0 ^ x5;
  Integer t0 = x1 ^ x2, y1 = t0 ^ x7, y4 = y1 ^ x3, y12 = y13 ^ y14;
  Integer y2 = y1 ^ x0, y5 = y1 ^ x6, y3 = y5 ^ y8, t1 = x4 ^ y12;
  Integer y15 = t1 ^ x5, y20 = t1 ^ x1, y6 = y15 ^ x7, y10 = y15 ^ t0;
  Integer y11 = y20 ^ y9, y7 = x7 ^ y11, y17 = y10 ^ y11, y19 = y10 ^ y8;
  Integer y16 = t0 ^ y11, y21 = y13 ^ y16, y18 = x0 ^ y16;

  Integer t2 = y12 & y15, t4 = (y3 & y6) ^ t2, t6 = (y4 & x7) ^ t2;
  Integer t7 = y13 & y16, t9 = (y5 & y1) ^ t7, t11 = (y2 & y7) ^ t7;
  Integer t12 = y9 & y11, t14 = (y14 & y17) ^ t12, t16 = (y8 & y10) ^ t12;
  Integer t21 = t4 ^ t14 ^ y20, t22 = t6 ^ t16 ^ y19;
  Integer t23 = t9 ^ t14 ^ y21, t24 = t11 ^ t16 ^ y18;

  Integer t25 = t21 ^ t22, t26 = t21 & t23, t27 = t24 ^ t26;
  Integer t29 = (t25 & t27) ^ t22, t30 = t23 ^ t24, t31 = t22 ^ t26;
  Integer t33 = (t31 & t30) ^ t24, t34 = t23 ^ t33, t35 = t27 ^ t33;
  Integer t36 = t24 & t35, t37 = t36 ^ t34, t38 = t27 ^ t36;
  Integer t40 = t25 ^ (t29 & t38), t41 = t40 ^ t37, t42 = t29 ^ t33;
  Integer t43 = t29 ^ t40, t44 = t33 ^ t37, t45 = t42 ^ t41;

  Integer z0 = t44 & y15, z1 = t37 & y6, z2 = t33 & x7, z3 = t43 & y16;
  Integer z4 = t40 & y1, z5 = t29 & y7, z6 = t42 & y11, z7 = t45 & y17;
  Integer z8 = t41 & y10, z9 = t44 & y12, z10 = t37 & y3, z11 = t33 & y4;
  Integer z12 = t43 & y13, z13 = t40 & y5, z14 = t29 & y2, z15 = t42 & y9;
  Integer z16 = t45 & y14, z17 = t41 & y8;

  Integer t46 = z15 ^ z16, t48 = z5 ^ z13, t50 = z2 ^ z12, t53 = z0 ^ z3;
  Integer t54 = z6 ^ z7, t57 = t50 ^ t53, t58 = z4 ^ t46, t59 = z3 ^ t54;
  Integer t60 = t46 ^ t57, t62 = z7 ^ z8 ^ t58, t63 = z9 ^ z10 ^ t58;
  Integer t64 = z4 ^ t59, t65 = z14 ^ t57 ^ t62, t66 = z1 ^ t63;
  Integer s0 = t59 ^ t63, s3 = t53 ^ t66, s4 = z2 ^ z5 ^ t66;
  Integer s5 = z10 ^ z11 ^ t65, s1 = t64 ^ s3, s7 = t48 ^ t60;
  Integer s6 = z12 ^ t48 ^ t62, s2 = z16 ^ z17 ^ t64 ^ t65;
  return {s7, s6, s5, s4, s3, s2, s1, s0};
}

/// What undoes the linear map at the end of the S-box.
static Planes undoMap(const Planes &x) {
  auto bit = [&](unsigned i) {
    return x[(i + 2) % 8] ^ x[(i + 5) % 8] ^ x[(i + 7) % 8];
  };
  return {bit(0), bit(1), bit(2), bit(3), bit(4), bit(5), bit(6), bit(7)};
}

static Columns addConstant(const Columns &words) {
  auto added = [&](unsigned i) {
    return words[i] ^ words[i].constant(0x63636363);
  };
  return {added(0), added(1), added(2), added(3)};
}

Columns expansion::substitute(const Columns &words) {
  return addConstant(fromPlanes(substituteBits(toPlanes(words))));
}

/// Between the constant and the map at its end, the S-box is an inverse, which
/// is its own inverse.
static Columns substituteBack(const Columns &words) {
  Planes planes = undoMap(toPlanes(addConstant(words)));
  return fromPlanes(undoMap(substituteBits(planes)));
}

//===----------------------------------------------------------------------===//
// Rows and columns
//===----------------------------------------------------------------------===//

/// Row r of the result's column c comes from column c + r * step.
static Columns shiftRows(const Columns &x, unsigned step) {
  auto column = [&](unsigned c) {
    Integer result = x[c] & 0xff;
    for (unsigned row = 1; row < 4; ++row)
      result = result | (x[(c + row * step) % 4] & uint64_t(0xff) << 8 * row);
    return result;
  };
  return {column(0), column(1), column(2), column(3)};
}

static Integer rotateRight(Integer x, unsigned bits) {
  return (x >> bits) | (x << (32 - bits));
}

/// The bytes times x, in the field of AES.
static Integer timesX(Integer bytes) {
  Integer carries = (bytes >> 7) & 0x01010101;
  // A byte of ones where a bit was carried out.
  Integer reduced = ((carries << 8) - carries) & 0x1b1b1b1b;
  return ((bytes & 0x7f7f7f7f) << 1) ^ reduced;
}

static Integer mixColumn(Integer column) {
  Integer next = rotateRight(column, 8);
  Integer sums = column ^ next;
  return timesX(sums) ^ next ^ rotateRight(sums, 16);
}

static Integer mixColumnBack(Integer column) {
  Integer sums = column ^ rotateRight(column, 16);
  return mixColumn(column ^ timesX(timesX(sums)));
}

template <typename Function>
static Columns forEach(const Columns &x, Function function) {
  return {function(x[0]), function(x[1]), function(x[2]), function(x[3])};
}

Columns expansion::aesRound(AesRound round, const Columns &state,
                            const Columns &key) {
  bool isForward = round == AesRound::Enc || round == AesRound::EncLast;
  Columns shifted = shiftRows(state, isForward ? 1 : 3);
  Columns result = isForward ? substitute(shifted) : substituteBack(shifted);
  if (round == AesRound::Enc)
    result = forEach(result, mixColumn);
  else if (round == AesRound::Dec)
    result = forEach(result, mixColumnBack);
  return {result[0] ^ key[0], result[1] ^ key[1], result[2] ^ key[2],
          result[3] ^ key[3]};
}
