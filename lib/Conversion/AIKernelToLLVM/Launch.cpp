//===- Launch.cpp - Launches through the runtime --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"
#include "aikernel/Artifact/Description.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "aikernel/abi.h"

using namespace mlir;
using namespace aikernel;
using namespace aikernel::host;

Artifact::Artifact(ModuleOp module, bool hasLengths)
    : stem(module.getSymName().value_or("").str()), hasLengths(hasLengths) {
  for (auto kernelModule : module.getOps<gpu::GPUModuleOp>())
    for (auto function : kernelModule.getOps<gpu::GPUFuncOp>())
      if (function.isKernel())
        kernels.insert({function.getNameAttr(),
                        Kernel{uint32_t(kernels.size()), function.getLoc(),
                               llvm::to_vector(sourceParameters(function)),
                               function->hasAttr(messagesAttrName)}});
  auto builder =
      ImplicitLocOpBuilder::atBlockBegin(module.getLoc(), module.getBody());
  image = LLVM::GlobalOp::create(
      builder, LLVM::LLVMArrayType::get(builder.getI8Type(), sizeof(AikImage)),
      /*isConstant=*/true, LLVM::Linkage::External, artifact::imageSymbol(stem),
      /*value=*/Attribute(), alignof(AikImage));
}

Value host::buildLaunch(ImplicitLocOpBuilder &builder, const Runtime &runtime,
                        const Artifact &artifact, const Kernel &kernel,
                        const Structure &dims, const Structure &parameters) {
  dims.store(builder, offsetof(AikDims, reserved), constantI32(builder, 0));
  return runtime.callForStatus(
      builder, offsetof(AikHostApi, launchImage),
      {LLVM::AddressOfOp::create(builder, artifact.image),
       constantI32(builder, kernel.number), dims.pointer, parameters.pointer});
}

//===----------------------------------------------------------------------===//
// C entries
//===----------------------------------------------------------------------===//

namespace {

/// Writes one C entry:
///
///   int32_t k_<file>_<kernel>(const AikHostApi *api, AikContext *context,
///                             AikDim3 grid, AikDim3 block,
///                             uint32_t dynamicShared, parameters…, lengths…)
///
/// C passes an AikDim3 in two registers: x and y in the first, z in the second.
class LaunchFunctionBuilder {
public:
  LaunchFunctionBuilder(ModuleOp module, const Artifact &artifact,
                        const Kernel &kernel, Texts &texts)
      : artifact(artifact), kernel(kernel), texts(texts),
        builder(ImplicitLocOpBuilder::atBlockEnd(kernel.loc, module.getBody())),
        layout(kernel.parameters, artifact.hasLengths, kernel.hasMessages) {}

  void build(StringRef name);

private:
  enum Argument {
    Api,
    Context,
    GridXY,
    GridZ,
    BlockXY,
    BlockZ,
    DynamicShared,
    FirstParameter
  };

  LLVM::LLVMFuncOp createFunction(StringRef name);
  Structure storeDims(Block &entry);
  Structure storeParameters(Block &entry);

  const Artifact &artifact;
  const Kernel &kernel;
  Texts &texts;
  ImplicitLocOpBuilder builder;
  ParameterBlock layout;
};

} // namespace

LLVM::LLVMFuncOp LaunchFunctionBuilder::createFunction(StringRef name) {
  Type pointer = LLVM::LLVMPointerType::get(builder.getContext());
  Type i32 = builder.getI32Type(), i64 = builder.getI64Type();
  SmallVector<Type> types = {pointer, pointer, i64, i32, i64, i32, i32};
  for (Type type : kernel.parameters)
    types.push_back(typeInMemory(type));
  for (std::optional<uint64_t> length : layout.lengthOffsets)
    if (length)
      types.push_back(i64);
  return LLVM::LLVMFuncOp::create(builder, name,
                                  LLVM::LLVMFunctionType::get(i32, types));
}

Structure LaunchFunctionBuilder::storeDims(Block &entry) {
  Structure dims = Structure::onStack(builder, sizeof(AikDims));
  auto store = [&](uint64_t offset, Argument argument) {
    dims.store(builder, offset, entry.getArgument(argument));
  };
  store(offsetof(AikDims, grid), GridXY);
  store(offsetof(AikDims, grid[2]), GridZ);
  store(offsetof(AikDims, block), BlockXY);
  store(offsetof(AikDims, block[2]), BlockZ);
  store(offsetof(AikDims, dynamicShared), DynamicShared);
  return dims;
}

Structure LaunchFunctionBuilder::storeParameters(Block &entry) {
  Structure parameters = Structure::onStack(builder, layout.bytes);
  auto next = entry.args_begin() + FirstParameter;
  for (uint64_t offset : layout.offsets)
    parameters.store(builder, offset, *next++);
  for (std::optional<uint64_t> offset : layout.lengthOffsets)
    if (offset)
      parameters.store(builder, *offset, *next++);
  return parameters;
}

void LaunchFunctionBuilder::build(StringRef name) {
  Block &entry = *createFunction(name).addEntryBlock(builder);
  builder.setInsertionPointToStart(&entry);
  Structure dims = storeDims(entry);
  Structure parameters = storeParameters(entry);
  Runtime runtime(entry.getArgument(Api), entry.getArgument(Context), texts);
  LLVM::ReturnOp::create(builder, buildLaunch(builder, runtime, artifact,
                                              kernel, dims, parameters));
}

void host::buildLaunchFunctions(ModuleOp module, const Artifact &artifact,
                                Texts &texts) {
  for (const auto &[name, kernel] : artifact.kernels)
    LaunchFunctionBuilder(module, artifact, kernel, texts)
        .build(artifact::launchSymbol(artifact.stem, name.getValue()));
}
