//===- Host.cpp - The statements of the px host program to MLIR -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyGenerator.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace aikernel;

void BodyGenerator::generateHost(const px::Stmt *statement) {
  Location loc = location(statement->range);
  using Kind = px::Stmt::Kind;
  switch (statement->kind) {
  case Kind::Alloc:
    return generate(cast<px::AllocStmt>(statement));
  case Kind::Free:
    MemDeallocOp::create(builder, loc,
                         arrays.lookup(cast<px::FreeStmt>(statement)->array));
    return;
  case Kind::Fill:
    return generate(cast<px::FillStmt>(statement));
  case Kind::Copy:
    return generate(cast<px::CopyStmt>(statement));
  case Kind::File:
    return generate(cast<px::FileStmt>(statement));
  case Kind::FileElements:
    return generate(cast<px::FileElementsStmt>(statement));
  case Kind::Launch:
    return generate(cast<px::LaunchStmt>(statement));
  case Kind::Commands:
    return generate(cast<px::CommandsStmt>(statement));
  case Kind::Submit:
    GpuSubmitCommandsOp::create(
        builder, loc,
        builder.getStringAttr(cast<px::SubmitStmt>(statement)->name));
    return;
  case Kind::Select: {
    auto *select = cast<px::SelectStmt>(statement);
    GpuSelectOp::create(builder, loc,
                        select->number ? generate(select->number)
                                       : generate(select->name, loc));
    return;
  }
  case Kind::Sync:
    GpuWaitOp::create(builder, loc);
    return;
  default:
    llvm_unreachable("every other statement has been generated already");
  }
}

static MemoryKind memoryKind(px::Placement placement) {
  switch (placement) {
  case px::Placement::Default:
    return MemoryKind::Host;
  case px::Placement::Pinned:
    return MemoryKind::Pinned;
  case px::Placement::Huge:
    return MemoryKind::Huge;
  case px::Placement::Device:
    return MemoryKind::Device;
  case px::Placement::Shared:
    return MemoryKind::Shared;
  }
  llvm_unreachable("unknown placement");
}

void BodyGenerator::generate(const px::AllocStmt *statement) {
  Location loc = location(statement->range);
  SmallVector<int64_t> shape;
  SmallVector<Value> sizes;
  for (const px::Expr *size : statement->array->sizes) {
    if (auto *literal = dyn_cast<px::LiteralExpr>(size)) {
      shape.push_back(literal->bits);
      continue;
    }
    shape.push_back(ShapedType::kDynamic);
    sizes.push_back(arith::IndexCastOp::create(
        builder, loc, builder.getIndexType(), generate(size)));
  }
  auto kind = MemoryKindAttr::get(builder.getContext(),
                                  memoryKind(statement->placement));
  auto type = MemRefType::get(
      shape, elementType(builder.getContext(), statement->array->element),
      MemRefLayoutAttrInterface(), kind);
  auto buffer = MemAllocOp::create(builder, loc, type, sizes);
  buffer->setAttr("px.name", builder.getStringAttr(statement->array->name));
  bind(statement->array, buffer);
}

BodyGenerator::Place BodyGenerator::placeOf(const px::ArrayPart &part,
                                            Location loc) {
  if (part.indices.empty())
    return {arrays.lookup(part.array), {}};
  return {memoryOf(part.array, part.indices.size(), loc),
          generateIndices(part.indices, loc)};
}

Value BodyGenerator::generateCount(const px::Expr *count, Location loc) {
  if (!count)
    return nullptr;
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                    generate(count));
}

void BodyGenerator::generate(const px::FillStmt *statement) {
  Location loc = location(statement->range);
  Place place = placeOf(statement->part, loc);
  Value value = generate(statement->value);
  if (statement->part.array->element == px::Scalar::Bool)
    value = arith::ExtUIOp::create(builder, loc, builder.getI8Type(), value);
  Value count = generateCount(statement->count, loc);
  MemFillOp::create(builder, loc, place.memory, place.indices, value, count);
}

void BodyGenerator::generate(const px::CopyStmt *statement) {
  Location loc = location(statement->range);
  Place source = placeOf(statement->source, loc);
  Place destination = placeOf(statement->destination, loc);
  Value count = generateCount(statement->count, loc);
  MemCopyOp::create(builder, loc, source.memory, source.indices,
                    destination.memory, destination.indices, count);
}

Value BodyGenerator::generate(const px::Text &text, Location loc) {
  if (text.argument)
    return texts.lookup(text.argument);
  return TextOp::create(builder, loc, TextType::get(builder.getContext()),
                        builder.getStringAttr(text.text));
}

static ElementTypeAttr elementTypeAttr(MLIRContext *context,
                                       px::Scalar element) {
  return ElementTypeAttr::get(context,
                              *symbolizeElementType(px::spellingOf(element)));
}

void BodyGenerator::generate(const px::FileElementsStmt *statement) {
  Location loc = location(statement->range);
  assign(statement->place,
         MemFileElementsOp::create(
             builder, loc, builder.getI64Type(), generate(statement->path, loc),
             elementTypeAttr(builder.getContext(), statement->element)));
}

void BodyGenerator::generate(const px::FileStmt *statement) {
  Location loc = location(statement->range);
  Value path = generate(statement->path, loc);
  Value array = arrays.lookup(statement->array);
  ElementTypeAttr type =
      elementTypeAttr(builder.getContext(), statement->array->element);
  if (statement->direction == px::FileStmt::Direction::Load)
    MemLoadFileOp::create(builder, loc, path, array, type);
  else
    MemStoreFileOp::create(builder, loc, array, type, path);
}

void BodyGenerator::generate(const px::CommandsStmt *statement) {
  Location loc = location(statement->range);
  auto changed = assigned(statement);
  SmallVector<Type> types(ValueRange(valuesOf(changed)).getTypes());
  auto commands = GpuCommandsOp::create(builder, loc, types,
                                        builder.getStringAttr(statement->name));
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.createBlock(&commands.getBody());
    generate(statement->body);
    YieldOp::create(builder, loc, valuesOf(changed));
  }
  bindAll(changed, commands.getResults());
}

void BodyGenerator::generate(const px::LaunchStmt *statement) {
  Location loc = location(statement->range);
  auto generateAxes = [&](const px::Expr *const(&axes)[3]) {
    SmallVector<Value, 3> values;
    for (const px::Expr *axis : axes)
      values.push_back(axis ? generate(axis)
                            : constant(builder.getI64Type(), 1, loc));
    return values;
  };
  auto blocks = generateAxes(statement->blocks);
  auto threads = generateAxes(statement->threads);
  Value shared = statement->shared ? generate(statement->shared) : Value();
  SmallVector<Value> arguments;
  for (const px::LaunchArgument &argument : statement->arguments)
    arguments.push_back(argument.array ? arrays.lookup(argument.array)
                                       : generate(argument.value));
  requireSizes(*statement->kernel, arguments, loc);
  auto kernel = SymbolRefAttr::get(
      builder.getContext(), "px",
      FlatSymbolRefAttr::get(builder.getContext(), statement->kernel->name));
  GpuLaunchOp::create(builder, loc, kernel, blocks[0], blocks[1], blocks[2],
                      threads[0], threads[1], threads[2], shared, arguments);
}

/// The sizes that a kernel declares, of what a launch passes to it.
void BodyGenerator::requireSizes(const px::Kernel &kernel, ValueRange arguments,
                                 Location loc) {
  for (auto [parameter, argument] : llvm::zip(kernel.parameters, arguments))
    if (parameter.variable)
      bind(parameter.variable, argument);
  for (auto [parameter, argument] : llvm::zip(kernel.parameters, arguments)) {
    if (!parameter.array || parameter.array->sizes.empty())
      continue;
    SmallVector<Value> sizes;
    for (const px::Expr *size : parameter.array->sizes)
      sizes.push_back(generate(size));
    MemRequireOp::create(builder, loc, argument, sizes,
                         builder.getStringAttr(parameter.name()),
                         builder.getStringAttr(kernel.name));
  }
}
