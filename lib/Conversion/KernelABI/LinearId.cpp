//===- LinearId.cpp - Numbers of blocks and threads -----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/KernelABI/LinearId.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace aikernel;

/// (z * Y + y) * X + x.
template <typename Id, typename Size>
static Value linearId(ImplicitLocOpBuilder &builder) {
  using gpu::Dimension;
  auto append = [&](Value outer, Dimension axis) -> Value {
    Value rows = arith::MulIOp::create(builder, outer,
                                       Value(Size::create(builder, axis)));
    return arith::AddIOp::create(builder, rows,
                                 Value(Id::create(builder, axis)));
  };
  Value slowest = Id::create(builder, Dimension::z);
  return append(append(slowest, Dimension::y), Dimension::x);
}

Value aikernel::linearBlockId(ImplicitLocOpBuilder &builder) {
  return linearId<gpu::BlockIdOp, gpu::GridDimOp>(builder);
}

Value aikernel::linearThreadId(ImplicitLocOpBuilder &builder) {
  return linearId<gpu::ThreadIdOp, gpu::BlockDimOp>(builder);
}
