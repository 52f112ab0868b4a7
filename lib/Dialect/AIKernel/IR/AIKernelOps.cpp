//===- AIKernelOps.cpp - Verifiers of the aikernel operations ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace aikernel;

#define GET_OP_CLASSES
#include "aikernel/Dialect/AIKernel/IR/AIKernelOps.cpp.inc"

/// One `index` operand for each dynamic dimension.
static LogicalResult verifySizes(Operation *op, MemRefType type,
                                 size_t numSizes) {
  if (numSizes != static_cast<size_t>(type.getNumDynamicDims()))
    return op->emitOpError("has ")
           << numSizes << " sizes, but " << type << " has "
           << type.getNumDynamicDims() << " dynamic dimensions";
  return success();
}

LogicalResult MemViewOp::verify() {
  auto type = cast<MemRefType>(getView().getType());
  bool lengthIsUnknown = getSizes().empty() && type.getRank() == 1;
  if (lengthIsUnknown)
    return success();
  return verifySizes(*this, type, getSizes().size());
}

LogicalResult MemAllocOp::verify() {
  auto type = cast<MemRefType>(getBuffer().getType());
  if (!isa_and_nonnull<MemoryKindAttr>(type.getMemorySpace()))
    return emitOpError("needs a memory kind as memory space, such as "
                       "#aikernel.mem<host>, but its type is ")
           << type;
  return verifySizes(*this, type, getSizes().size());
}

/// None, or one for each dimension.
static LogicalResult verifyIndices(Operation *op, Type buffer, size_t count) {
  auto rank = static_cast<size_t>(cast<MemRefType>(buffer).getRank());
  if (count != 0 && count != rank)
    return op->emitOpError("has ")
           << count << " indices for a buffer of type " << buffer;
  return success();
}

LogicalResult MemFillOp::verify() {
  Type element = cast<MemRefType>(getBuffer().getType()).getElementType();
  if (element != getValue().getType())
    return emitOpError("fills a buffer of ")
           << element << " with a value of type " << getValue().getType();
  return verifyIndices(*this, getBuffer().getType(), getIndices().size());
}

LogicalResult MemCopyOp::verify() {
  Type source = cast<MemRefType>(getSource().getType()).getElementType();
  Type destination =
      cast<MemRefType>(getDestination().getType()).getElementType();
  if (source != destination)
    return emitOpError("copies elements of type ")
           << source << " to a buffer of " << destination;
  if (failed(verifyIndices(*this, getSource().getType(),
                           getSourceIndices().size())))
    return failure();
  return verifyIndices(*this, getDestination().getType(),
                       getDestinationIndices().size());
}

unsigned aikernel::warpSizeOf(Operation *op) {
  for (; op; op = op->getParentOp())
    if (auto warp = op->getAttrOfType<IntegerAttr>(warpAttrName))
      return warp.getInt();
  return 32;
}

SiteAttr aikernel::siteOf(Location location) {
  auto place = location->findInstanceOf<FileLineColLoc>();
  if (!place)
    return SiteAttr::get(location.getContext(), "<unknown>", 0, 0, "");
  return SiteAttr::get(location.getContext(), place.getFilename().getValue(),
                       place.getLine(), place.getColumn(), "");
}

LogicalResult GpuCommandsOp::verify() {
  for (Block &block : getBody())
    if (auto yield =
            dyn_cast_or_null<YieldOp>(block.empty() ? nullptr : &block.back());
        yield && yield.getOperandTypes() != getResultTypes())
      return yield.emitOpError("gives ")
             << yield.getOperandTypes() << ", but the results are of "
             << getResultTypes();
  return success();
}

ArrayRef<Type> aikernel::sourceParameters(gpu::GPUFuncOp kernel) {
  ArrayRef<Type> all = kernel.getFunctionType().getInputs();
  auto names = kernel->getAttrOfType<ArrayAttr>("px.parameters");
  return names ? all.take_front(names.size()) : all;
}

/// Whether a launch argument can stand for a kernel's parameter.
static bool argumentFits(Type argument, Type parameter) {
  if (isa<LLVM::LLVMPointerType>(parameter))
    return isa<MemRefType>(argument);
  return argument == parameter;
}

LogicalResult
GpuLaunchOp::verifySymbolUses(SymbolTableCollection &symbolTable) {
  auto kernel =
      symbolTable.lookupNearestSymbolFrom<gpu::GPUFuncOp>(*this, getKernel());
  if (!kernel || !kernel.isKernel())
    return emitOpError("launches ") << getKernel() << ", which is not a kernel";
  ArrayRef<Type> parameters = sourceParameters(kernel);
  if (parameters.size() != getArguments().size())
    return emitOpError("passes ")
           << getArguments().size() << " arguments to a kernel of "
           << parameters.size() << " parameters";
  for (auto [number, argument, parameter] :
       llvm::enumerate(getArguments().getTypes(), parameters))
    if (!argumentFits(argument, parameter))
      return emitOpError("argument ") << number << " has type " << argument
                                      << ", the parameter is " << parameter;
  return success();
}
