//===- GPUToDevice.cpp - What the GPU lowerings share ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GPUToDevice.h"
#include "aikernel/Artifact/Description.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Transforms/DialectConversion.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace aikernel;

static Value constant(ImplicitLocOpBuilder &builder, int64_t value) {
  return arith::ConstantIntOp::create(builder, value, 32);
}

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

Value Device::linearThreadId(ImplicitLocOpBuilder &builder) {
  using gpu::Dimension;
  auto below = arith::IntegerOverflowFlags::nuw;
  auto append = [&](Value outer, Dimension inner) -> Value {
    Value rows =
        arith::MulIOp::create(builder, outer, blockDim(builder, inner), below);
    return arith::AddIOp::create(builder, rows, threadId(builder, inner),
                                 below);
  };
  return append(append(threadId(builder, Dimension::z), Dimension::y),
                Dimension::x);
}

static Value warpId(ImplicitLocOpBuilder &builder, Device &device) {
  return arith::ShRUIOp::create(
      builder, device.linearThreadId(builder),
      constant(builder, llvm::Log2_32(device.warpSize)));
}

//===----------------------------------------------------------------------===//
// Warp operations
//===----------------------------------------------------------------------===//

/// Applies `map` to a value of any width, 32 bits at a time.
static Value mapWords(ImplicitLocOpBuilder &builder, Value value,
                      llvm::function_ref<Value(Value)> map) {
  Type type = value.getType();
  unsigned width = type.getIntOrFloatBitWidth();
  unsigned words = llvm::divideCeil(width, 32);
  Type bitsType = builder.getIntegerType(width);
  Type paddedType = builder.getIntegerType(words * 32);
  auto shift = [&](unsigned word) -> Value {
    return arith::ConstantIntOp::create(builder, word * 32, words * 32);
  };

  Value bits = arith::BitcastOp::create(builder, bitsType, value);
  if (bitsType != paddedType)
    bits = arith::ExtUIOp::create(builder, paddedType, bits);
  if (words == 1) {
    bits = map(bits);
  } else {
    Value result;
    for (unsigned word = 0; word < words; ++word) {
      Value shifted = arith::ShRUIOp::create(builder, bits, shift(word));
      Value mapped =
          map(arith::TruncIOp::create(builder, builder.getI32Type(), shifted));
      Value placed = arith::ShLIOp::create(
          builder, arith::ExtUIOp::create(builder, paddedType, mapped),
          shift(word));
      result = result ? arith::OrIOp::create(builder, result, placed) : placed;
    }
    bits = result;
  }
  if (bitsType != paddedType)
    bits = arith::TruncIOp::create(builder, bitsType, bits);
  return arith::BitcastOp::create(builder, type, bits);
}

/// The lane that a shuffle asks for; as an unsigned number not below the warp's
/// size when it is outside of it.
static Value sourceLane(ImplicitLocOpBuilder &builder, ShuffleOp op,
                        Device &device) {
  Value lane = op.getLane();
  switch (op.getMode()) {
  case ShuffleMode::Index:
    return lane;
  case ShuffleMode::Up:
    return arith::SubIOp::create(builder, device.laneId(builder), lane);
  case ShuffleMode::Down:
    return arith::AddIOp::create(builder, device.laneId(builder), lane);
  case ShuffleMode::Xor:
    return arith::XOrIOp::create(builder, device.laneId(builder), lane);
  }
  llvm_unreachable("all modes are handled");
}

static Value lowerShuffle(ImplicitLocOpBuilder &builder, ShuffleOp op,
                          Device &device) {
  Value source = sourceLane(builder, op, device);
  Value lane = arith::AndIOp::create(builder, source,
                                     constant(builder, device.warpSize - 1));
  Value participants = op.getActive() ? device.ballot(builder, op.getActive())
                                      : device.existingLanes(builder);
  Value bit = lane;
  if (participants.getType() != lane.getType())
    bit = arith::ExtUIOp::create(builder, participants.getType(), lane);
  Value takesPart = arith::TruncIOp::create(
      builder, builder.getI1Type(),
      arith::ShRUIOp::create(builder, participants, bit));
  Value isInside =
      arith::CmpIOp::create(builder, arith::CmpIPredicate::ult, source,
                            constant(builder, device.warpSize));
  Value read = mapWords(builder, op.getValue(), [&](Value word) {
    return device.readLane(builder, word, lane);
  });
  return arith::SelectOp::create(
      builder, arith::AndIOp::create(builder, isInside, takesPart), read,
      op.getValue());
}

static Value lowerBallot(ImplicitLocOpBuilder &builder, BallotOp op,
                         Device &device) {
  Value condition = op.getCondition();
  // Not `arith.andi`: the condition of a thread that does not take part is
  // poison.
  if (op.getActive())
    condition = arith::SelectOp::create(
        builder, op.getActive(), condition,
        arith::ConstantIntOp::create(builder, 0, /*width=*/1));
  // Shuffles ask for the same lanes, so that later passes see that they are.
  Value lanes = matchPattern(condition, m_One())
                    ? device.existingLanes(builder)
                    : device.ballot(builder, condition);
  if (lanes.getType() == builder.getI64Type())
    return lanes;
  return arith::ExtUIOp::create(builder, builder.getI64Type(), lanes);
}

//===----------------------------------------------------------------------===//
// Loops around warp operations
//===----------------------------------------------------------------------===//

static bool needsWholeWarp(Operation *op) {
  return isa<ShuffleOp, BallotOp, SyncWarpOp, gpu::BarrierOp>(op);
}

/// Whether threads part in the body after they last met.
static bool endsParted(Block &body) {
  for (Operation &op : llvm::reverse(body.without_terminator())) {
    if (needsWholeWarp(&op))
      return false;
    if (op.getNumRegions() > 0)
      return true;
  }
  return false;
}

/// LLVM may lead a branch at the end of a loop's body straight back to its
/// start, make two loops of the two ways, and so part the threads of a warp for
/// good. A meeting of all threads at the end of the body, which LLVM does not
/// duplicate, prevents it.
static void keepLoopsTogether(gpu::GPUModuleOp module, Device &device) {
  module.walk([&](LoopLikeOpInterface loop) {
    // Of scf.while the second region leads back to the start.
    Block &body = loop->getRegions().back().front();
    WalkResult found = loop->walk([](Operation *op) {
      return needsWholeWarp(op) ? WalkResult::interrupt()
                                : WalkResult::advance();
    });
    if (!found.wasInterrupted() || !endsParted(body))
      return;
    ImplicitLocOpBuilder builder(loop.getLoc(), body.getTerminator());
    device.warpSize = warpSizeOf(loop);
    device.meet(builder);
  });
}

//===----------------------------------------------------------------------===//
// Each device operation where it stands
//===----------------------------------------------------------------------===//

static void lowerDeviceOp(Operation *op, Device &device) {
  ImplicitLocOpBuilder builder(op->getLoc(), op);
  device.warpSize = warpSizeOf(op);
  // Thread numbers and sizes fit in 31 bits.
  auto index = [&](Value value) -> Value {
    return arith::IndexCastUIOp::create(builder, builder.getIndexType(), value);
  };
  Value result;
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](gpu::ThreadIdOp op) {
        result = index(device.threadId(builder, op.getDimension()));
      })
      .Case([&](gpu::BlockIdOp op) {
        result = index(device.blockId(builder, op.getDimension()));
      })
      .Case([&](gpu::BlockDimOp op) {
        result = index(device.blockDim(builder, op.getDimension()));
      })
      .Case([&](gpu::GridDimOp op) {
        result = index(device.gridDim(builder, op.getDimension()));
      })
      .Case([&](gpu::LaneIdOp) { result = index(device.laneId(builder)); })
      .Case([&](gpu::SubgroupIdOp) { result = index(warpId(builder, device)); })
      .Case([&](ShuffleOp op) { result = lowerShuffle(builder, op, device); })
      .Case([&](BallotOp op) { result = lowerBallot(builder, op, device); })
      .Case([&](gpu::BarrierOp) { device.barrier(builder); })
      .Case([&](SyncWarpOp) { device.syncWarp(builder); })
      .Case<FaultOp, TrapOp>([&](auto) { device.trap(builder); })
      // Not every GPU tells a kernel how much it has.
      .Case([&](DynamicSharedSizeOp) {
        result = arith::ConstantIndexOp::create(builder, INT64_MAX);
      })
      .Case([&](FenceOp) {
        LLVM::FenceOp::create(builder, LLVM::AtomicOrdering::acq_rel,
                              device.deviceScope());
      })
      .Case(
          [&](gpu::ReturnOp) { LLVM::ReturnOp::create(builder, ValueRange()); })
      .Default([&](Operation *) { op = nullptr; });
  if (!op)
    return;
  if (result)
    op->replaceAllUsesWith(ValueRange(result));
  op->erase();
}

/// `math` operations that are instructions, or short sequences, on every GPU.
/// LLVM would turn the others into calls of functions that nobody provides.
static LogicalResult verifyMath(gpu::GPUModuleOp module) {
  WalkResult result = module.walk([](Operation *op) -> WalkResult {
    bool isMath = isa_and_nonnull<math::MathDialect>(op->getDialect());
    if (!isMath ||
        isa<math::AbsFOp, math::AbsIOp, math::CeilOp, math::CopySignOp,
            math::CountLeadingZerosOp, math::CountTrailingZerosOp,
            math::CtPopOp, math::FloorOp, math::FmaOp, math::IsFiniteOp,
            math::IsInfOp, math::IsNaNOp, math::IsNormalOp, math::RoundEvenOp,
            math::SqrtOp, math::TruncOp>(op))
      return WalkResult::advance();
    return op->emitOpError("is no instruction of a GPU; "
                           "aikernel-portable-math expands it");
  });
  return failure(result.wasInterrupted());
}

//===----------------------------------------------------------------------===//
// Functions and control flow
//===----------------------------------------------------------------------===//

static void convertKernel(gpu::GPUFuncOp kernel, Device &device) {
  OpBuilder builder(kernel);
  auto interface = cast<FunctionOpInterface>(kernel.getOperation());
  auto type = LLVM::LLVMFunctionType::get(
      LLVM::LLVMVoidType::get(kernel.getContext()), kernel.getArgumentTypes());
  auto function = LLVM::LLVMFuncOp::create(
      builder, kernel.getLoc(), artifact::deviceSymbol(kernel.getName()), type);
  function->setAttr((device.dialect() + ".kernel").str(),
                    builder.getUnitAttr());
  for (unsigned number = 0; number < kernel.getNumArguments(); ++number)
    for (NamedAttribute attribute : interface.getArgAttrs(number))
      if (isa_and_nonnull<LLVM::LLVMDialect>(attribute.getNameDialect()))
        function.setArgAttr(number, attribute.getName(), attribute.getValue());
  function.getBody().takeBody(kernel.getBody());
  kernel.erase();
}

static LogicalResult convertToControlFlow(gpu::GPUModuleOp module) {
  MLIRContext *context = module.getContext();
  RewritePatternSet patterns(context);
  populateSCFToControlFlowConversionPatterns(patterns);
  ConversionTarget target(*context);
  target.addIllegalDialect<scf::SCFDialect>();
  target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
  return applyPartialConversion(module, target, std::move(patterns));
}

static LogicalResult convertToLLVM(gpu::GPUModuleOp module, Device &device) {
  MLIRContext *context = module.getContext();
  LowerToLLVMOptions options(context);
  options.overrideIndexBitwidth(64);
  LLVMTypeConverter converter(context, options);
  RewritePatternSet patterns(context);
  arith::populateArithToLLVMConversionPatterns(converter, patterns);
  cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
  populateFuncToLLVMConversionPatterns(converter, patterns);
  populateMathToLLVMConversionPatterns(converter, patterns);
  ub::populateUBToLLVMConversionPatterns(converter, patterns);
  ConversionTarget target(*context);
  target.addLegalDialect("llvm", device.dialect());
  target.addLegalOp<gpu::GPUModuleOp>();
  return applyFullConversion(module, target, std::move(patterns));
}

LogicalResult aikernel::lowerToDevice(gpu::GPUModuleOp module, Device &device) {
  if (failed(verifyMath(module)))
    return failure();
  keepLoopsTogether(module, device);
  module.walk([&](Operation *op) { lowerDeviceOp(op, device); });
  for (auto kernel :
       llvm::make_early_inc_range(module.getOps<gpu::GPUFuncOp>()))
    convertKernel(kernel, device);
  if (failed(convertToControlFlow(module)) ||
      failed(convertToLLVM(module, device)))
    return failure();
  for (auto function : module.getOps<LLVM::LLVMFuncOp>())
    if (!function->hasAttr((device.dialect() + ".kernel").str()))
      function.setLinkage(LLVM::Linkage::Internal);
  return success();
}
