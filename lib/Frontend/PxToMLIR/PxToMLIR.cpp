//===- PxToMLIR.cpp - Modules, kernels and tables ---------- --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/PxToMLIR/PxToMLIR.h"
#include "BodyGenerator.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/UB/IR/UBOps.h"

using namespace mlir;
using namespace aikernel;

namespace {

class ModuleGenerator {
public:
  ModuleGenerator(const px::Program &program, const px::SourceManager &sources,
                  MLIRContext &context)
      : program(program), sources(sources), builder(&context) {}

  OwningOpRef<ModuleOp> generate();

private:
  void generateTables();
  void generateTable(const px::Array *table);
  void generateKernel(const px::Kernel *kernel);
  void generateHostProgram();

  Location location(px::SourceRange range);
  Type type(px::Scalar scalar) {
    return valueType(builder.getContext(), scalar);
  }
  MemRefType memrefType(const px::Array *array, gpu::AddressSpace space);
  void bindTables(BodyGenerator &body);
  Value generateView(BodyGenerator &body, const px::Array *array,
                     Value pointer);

  const px::Program &program;
  const px::SourceManager &sources;
  OpBuilder builder;
  /// Before the names of tables. The host program has copies of its own, with a
  /// prefix that no px name can have.
  StringRef prefix;
};

} // namespace

Location ModuleGenerator::location(px::SourceRange range) {
  px::LineColumn place = sources.lineColumn(range);
  return FileLineColLoc::get(builder.getContext(), sources.name(range.file),
                             place.line, place.column);
}

/// Sizes that are literals are static, all others dynamic.
MemRefType ModuleGenerator::memrefType(const px::Array *array,
                                       gpu::AddressSpace space) {
  SmallVector<int64_t> shape;
  for (const px::Expr *size : array->sizes) {
    auto *literal = dyn_cast<px::LiteralExpr>(size);
    shape.push_back(literal ? int64_t(literal->bits) : ShapedType::kDynamic);
  }
  if (shape.empty())
    shape.push_back(ShapedType::kDynamic);
  return MemRefType::get(
      shape, elementType(builder.getContext(), array->element),
      MemRefLayoutAttrInterface(),
      gpu::AddressSpaceAttr::get(builder.getContext(), space));
}

OwningOpRef<ModuleOp> ModuleGenerator::generate() {
  Location loc =
      FileLineColLoc::get(builder.getContext(), sources.name(0), 1, 1);
  OwningOpRef<ModuleOp> module = ModuleOp::create(builder, loc);
  builder.setInsertionPointToStart(module->getBody());
  auto kernels = gpu::GPUModuleOp::create(builder, loc, "px");
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(kernels.getBody());
    generateTables();
    for (const px::Kernel *kernel : program.kernels)
      generateKernel(kernel);
  }
  if (!program.host.empty()) {
    prefix = "host.";
    generateTables();
    generateHostProgram();
  }
  return module;
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

void ModuleGenerator::generateTables() {
  for (const px::Array *table : program.tables)
    generateTable(table);
}

void ModuleGenerator::generateTable(const px::Array *table) {
  auto type = memrefType(table, gpu::AddressSpace::Global);
  Type element = type.getElementType();
  unsigned width = element.getIntOrFloatBitWidth();
  auto dataType = RankedTensorType::get(type.getShape(), element);
  SmallVector<APInt> words;
  for (uint64_t bits : table->table)
    words.emplace_back(width, bits, false, /*implicitTrunc=*/true);
  Attribute data;
  if (auto floatType = dyn_cast<FloatType>(element)) {
    SmallVector<APFloat> values;
    for (const APInt &word : words)
      values.emplace_back(floatType.getFloatSemantics(), word);
    data = DenseElementsAttr::get(dataType, values);
  } else {
    data = DenseElementsAttr::get(dataType, words);
  }
  memref::GlobalOp::create(builder, location(table->range),
                           (prefix + table->name).str(),
                           builder.getStringAttr("private"), type, data,
                           /*constant=*/true, /*alignment=*/IntegerAttr());
}

void ModuleGenerator::bindTables(BodyGenerator &body) {
  for (const px::Array *table : program.tables)
    body.bind(table, memref::GetGlobalOp::create(
                         body.builder, location(table->range),
                         memrefType(table, gpu::AddressSpace::Global),
                         (prefix + table->name).str()));
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

Value ModuleGenerator::generateView(BodyGenerator &body, const px::Array *array,
                                    Value pointer) {
  Location loc = location(array->range);
  SmallVector<Value> sizes;
  for (const px::Expr *size : array->sizes)
    if (!isa<px::LiteralExpr>(size))
      sizes.push_back(arith::IndexCastOp::create(
          body.builder, loc, builder.getIndexType(), body.generate(size)));
  return MemViewOp::create(body.builder, loc,
                           memrefType(array, gpu::AddressSpace::Global),
                           pointer, sizes);
}

void ModuleGenerator::generateKernel(const px::Kernel *kernel) {
  Location loc = location(kernel->range);
  MLIRContext *context = builder.getContext();
  auto pointer = LLVM::LLVMPointerType::get(context, 1);
  SmallVector<Type> parameters;
  for (const px::Parameter &parameter : kernel->parameters)
    parameters.push_back(parameter.array ? Type(pointer)
                                         : type(parameter.variable->type));
  SmallVector<Type> shared;
  SmallVector<StringRef> sharedNames;
  SmallVector<Attribute> sharedSites;
  for (const px::Array *array : kernel->shared) {
    if (array->sizes.empty())
      continue;
    shared.push_back(memrefType(array, gpu::AddressSpace::Workgroup));
    sharedNames.push_back(array->name);
    sharedSites.push_back(siteOf(location(array->range)));
  }

  auto func = gpu::GPUFuncOp::create(
      builder, loc, kernel->name,
      builder.getFunctionType(parameters, TypeRange()), shared);
  func->setAttr(gpu::GPUDialect::getKernelFuncAttrName(),
                builder.getUnitAttr());
  // Not argument attributes: upstream refuses those on functions with workgroup
  // attributions.
  SmallVector<StringRef> names;
  SmallVector<bool> readOnly;
  for (const px::Parameter &parameter : kernel->parameters) {
    names.push_back(parameter.name());
    readOnly.push_back(parameter.array && parameter.array->isReadOnly);
  }
  if (kernel->warp != 32)
    func->setAttr(warpAttrName, builder.getI32IntegerAttr(kernel->warp));
  func->setAttr("px.parameters", builder.getStrArrayAttr(names));
  func->setAttr("px.shared", builder.getStrArrayAttr(sharedNames));
  if (!sharedSites.empty())
    func->setAttr(sharedSitesAttrName, builder.getArrayAttr(sharedSites));
  func->setAttr("px.read_only", builder.getDenseBoolArrayAttr(readOnly));

  BodyGenerator body(OpBuilder::atBlockBegin(&func.getBody().front()), sources,
                     BodyGenerator::Unit::Kernel);
  body.warpSize = kernel->warp;
  for (auto [parameter, argument] :
       llvm::zip(kernel->parameters, func.getArguments()))
    if (parameter.variable)
      body.bind(parameter.variable, argument);
  for (auto [parameter, argument] :
       llvm::zip(kernel->parameters, func.getArguments()))
    if (parameter.array)
      body.bind(parameter.array, generateView(body, parameter.array, argument));
  auto attribution = func.getWorkgroupAttributions().begin();
  for (const px::Array *array : kernel->shared) {
    if (!array->sizes.empty()) {
      body.bind(array, *attribution++);
      continue;
    }
    // One array of unknown length lies behind the static ones; its bytes are
    // given at launch.
    auto space =
        gpu::AddressSpaceAttr::get(context, gpu::AddressSpace::Workgroup);
    auto bytes = MemRefType::get({ShapedType::kDynamic}, builder.getI8Type(),
                                 MemRefLayoutAttrInterface(), space);
    auto memory = gpu::DynamicSharedMemoryOp::create(
        body.builder, location(array->range), bytes);
    memory->setAttr("px.name", builder.getStringAttr(array->name));
    Value start = arith::ConstantIndexOp::create(body.builder, loc, 0);
    body.bind(array, memref::ViewOp::create(
                         body.builder, loc,
                         memrefType(array, gpu::AddressSpace::Workgroup),
                         memory, start, ValueRange{start}));
  }
  bindTables(body);
  body.generateBody(kernel->body);
  gpu::ReturnOp::create(body.builder, loc);
}

//===----------------------------------------------------------------------===//
// The host program
//===----------------------------------------------------------------------===//

void ModuleGenerator::generateHostProgram() {
  Location loc = location(program.host.front()->range);
  SmallVector<Type> inputs;
  SmallVector<StringRef> names;
  for (const px::HostArgument &argument : program.hostArguments) {
    inputs.push_back(argument.text ? TextType::get(builder.getContext())
                                   : type(argument.variable->type));
    names.push_back(argument.name());
  }
  auto space = MemoryKindAttr::get(builder.getContext(), MemoryKind::Host);
  for (const px::HostInput &input : program.hostInputs) {
    inputs.push_back(input.variable ? type(input.variable->type)
                                    : Type(MemRefType::get(
                                          {ShapedType::kDynamic},
                                          elementType(builder.getContext(),
                                                      input.array->element),
                                          MemRefLayoutAttrInterface(), space)));
    names.push_back(input.variable ? input.variable->name : input.array->name);
  }
  auto func = func::FuncOp::create(
      builder, loc, "main", builder.getFunctionType(inputs, TypeRange()));
  func->setAttr("px.parameters", builder.getStrArrayAttr(names));
  Block *entry = func.addEntryBlock();
  BodyGenerator body(OpBuilder::atBlockBegin(entry), sources,
                     BodyGenerator::Unit::HostProgram);
  auto next = entry->args_begin();
  for (const px::HostArgument &argument : program.hostArguments) {
    if (argument.text)
      body.bind(argument.text, *next++);
    else
      body.bind(argument.variable, *next++);
  }
  for (const px::HostInput &input : program.hostInputs) {
    if (input.variable)
      body.bind(input.variable, *next++);
    else
      body.bind(input.array, *next++);
  }
  bindTables(body);
  body.generateBody(program.host);
  func::ReturnOp::create(body.builder, loc);
}

OwningOpRef<ModuleOp> aikernel::generateMLIR(const px::Program &program,
                                             const px::SourceManager &sources,
                                             MLIRContext &context) {
  context.loadDialect<AIKernelDialect, arith::ArithDialect, func::FuncDialect,
                      gpu::GPUDialect, LLVM::LLVMDialect, math::MathDialect,
                      memref::MemRefDialect, scf::SCFDialect, ub::UBDialect>();
  return ModuleGenerator(program, sources, context).generate();
}
