//===- WideIndex.cpp - Indices of 64 bits ---------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/KernelABI/WideIndex.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace aikernel;

Value aikernel::wideIndex(OpBuilder &builder, Location loc, Value index) {
  Type i64 = builder.getI64Type();
  if (auto constantOp = index.getDefiningOp<arith::ConstantIndexOp>())
    return arith::ConstantOp::create(
        builder, loc, builder.getI64IntegerAttr(constantOp.value()));
  if (auto cast = index.getDefiningOp<arith::IndexCastOp>()) {
    unsigned width = cast.getIn().getType().getIntOrFloatBitWidth();
    if (width == 64)
      return cast.getIn();
    if (width < 64)
      return arith::ExtSIOp::create(builder, loc, i64, cast.getIn());
  }
  if (auto cast = index.getDefiningOp<arith::IndexCastUIOp>()) {
    unsigned width = cast.getIn().getType().getIntOrFloatBitWidth();
    if (width == 64)
      return cast.getIn();
    if (width < 64)
      return arith::ExtUIOp::create(builder, loc, i64, cast.getIn());
  }
  return arith::IndexCastOp::create(builder, loc, i64, index);
}
