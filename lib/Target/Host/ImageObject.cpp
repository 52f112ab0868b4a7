//===- ImageObject.cpp - The constants of an artifact ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Backend.h"
#include "aikernel/Artifact/Format.h"
#include "aikernel/Target/Host.h"
#include "aikernel/abi.h"
#include "llvm/IR/Constants.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace aikernel;
namespace format = artifact::format;

static llvm::GlobalVariable *makeConstant(llvm::Module &module,
                                          llvm::Constant *value,
                                          const llvm::Twine &name) {
  auto *global =
      new llvm::GlobalVariable(module, value->getType(), /*isConstant=*/true,
                               llvm::GlobalValue::InternalLinkage, value, name);
  return global;
}

static llvm::GlobalVariable *makeContents(llvm::Module &module,
                                          llvm::StringRef bytes) {
  auto *contents =
      makeConstant(module,
                   llvm::ConstantDataArray::getString(module.getContext(),
                                                      bytes, /*AddNull=*/false),
                   "aik_toc");
  contents->setSection(format::sectionName);
  contents->setAlignment(llvm::Align(format::imageAlignment));
  llvm::appendToUsed(module, {contents}); // linkers keep what is in llvm.used
  return contents;
}

/// The address of a function that another object defines.
static llvm::Constant *reference(llvm::Module &module, llvm::StringRef name) {
  if (name.empty())
    return llvm::ConstantPointerNull::get(
        llvm::PointerType::getUnqual(module.getContext()));
  auto *type = llvm::FunctionType::get(
      llvm::Type::getVoidTy(module.getContext()), false);
  auto *function = llvm::cast<llvm::Function>(
      module.getOrInsertFunction(name, type).getCallee());
  if (!name.starts_with("k_")) // the C entries are visible from outside
    function->setVisibility(llvm::GlobalValue::HiddenVisibility);
  return function;
}

/// The constant that abi.h describes as AikImage, field by field.
static void makeImage(llvm::Module &module, const ImageObject &image,
                      llvm::Constant *contents) {
  llvm::LLVMContext &context = module.getContext();
  auto u32 = [&](uint32_t value) {
    return llvm::ConstantInt::get(llvm::Type::getInt32Ty(context), value);
  };
  auto u64 = [&](uint64_t value) {
    return llvm::ConstantInt::get(llvm::Type::getInt64Ty(context), value);
  };
  std::vector<llvm::Constant *> functions;
  for (const std::string &entry : image.entries)
    functions.push_back(reference(module, entry));
  auto *entries = makeConstant(
      module,
      llvm::ConstantArray::get(
          llvm::ArrayType::get(llvm::PointerType::getUnqual(context),
                               functions.size()),
          functions),
      "aik_entries");

  uint32_t kernels =
      image.hostVersions ? functions.size() / image.hostVersions : 0;
  auto *value = llvm::ConstantStruct::getAnon(
      {u32(AIK_ABI_VERSION), u32(sizeof(AikImage)), contents,
       u64(image.contents.size()), entries, u32(kernels),
       u32(image.hostVersions), reference(module, image.hostMain)});
  auto *global = makeConstant(module, value, image.symbol);
  global->setLinkage(llvm::GlobalValue::ExternalLinkage);
  global->setAlignment(llvm::Align(alignof(AikImage)));
  llvm::appendToUsed(module, {global});
}

llvm::Expected<Bytes> aikernel::makeImageObject(mlir::ModuleOp source,
                                                const ImageObject &image) {
  const Target &host = *findTargets("x86_64").front();
  CodegenOptions options;
  options.optLevel = 0;
  Backend backend(host, "x86-64", "", options, source);
  llvm::Module module("image", backend.context);
  backend.prepare(module);
  llvm::Constant *contents = makeContents(module, image.contents);
  if (!image.symbol.empty())
    makeImage(module, image, contents);
  return backend.emit(module);
}
