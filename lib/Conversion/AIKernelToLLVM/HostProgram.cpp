//===- HostProgram.cpp - The host program as a function -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every call that can fail ends its block: a branch leads to the one exit,
// which returns the status, or on to the rest.
//
// As in kernels, an array is a name in px: its memref never goes through a
// block argument or a call. The converter notes for each memref the memory and
// the sizes that it stands for. Sizes are known here, so an access is checked
// where a check stands before it.
//
//===----------------------------------------------------------------------===//

#include "HostProgram.h"
#include "aikernel/Artifact/Description.h"
#include "aikernel/Conversion/PortableMath/Arithmetic.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "aikernel/abi.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace aikernel;
using namespace aikernel::host;

namespace {

/// What a memref stands for.
struct Array {
  Value pointer;
  Type element;
  SmallVector<Value> sizes; ///< all dimensions, i64
  Value length;             ///< their product
  std::string name;         ///< in px
  Value isFreed = {};       ///< a byte in memory; null if it never is

  uint64_t elementBytes() const { return bytesInMemory(element); }
};

class HostProgramConverter {
public:
  HostProgramConverter(func::FuncOp main, const Artifact &artifact,
                       Texts &texts, bool tracksUnset);

  LogicalResult convert();

private:
  enum Argument { Api, Context, Inputs, NumArguments };

  void loadInputs();
  LogicalResult convertOperation(Operation *op);

  void convert(func::ReturnOp op);
  void convert(MemAllocOp op);
  void convert(MemDeallocOp op);
  void convert(MemFillOp op);
  void convert(MemCopyOp op);
  void convert(TextOp op);
  void convert(MemLoadFileOp op);
  void convert(MemStoreFileOp op);
  void convert(MemFileElementsOp op);
  void convert(MemRequireOp op);
  void convert(MemCheckIndexOp op);
  void convert(GpuCommandsOp op);
  void convert(YieldOp op);
  void convert(GpuSubmitCommandsOp op);
  void convert(GpuSelectOp op);
  void convert(GpuLaunchOp op);
  void convert(GpuWaitOp op);
  void convert(PrintOp op);
  void convert(AssertOp op);
  void convert(memref::AllocaOp op);
  void convert(memref::GetGlobalOp op);
  void convert(memref::CollapseShapeOp op);
  void convert(memref::LoadOp op);
  void convert(memref::StoreOp op);

  //===--------------------------------------------------------------------===//
  // Arrays
  //===--------------------------------------------------------------------===//

  /// An array that is about to be used. Ends the program if it has been freed.
  const Array &arrayOrFail(Value memref);
  /// Notes an array of static size.
  void note(Value memref, Value pointer, StringRef name);
  SmallVector<Value> allSizes(MemRefType type, ValueRange dynamic);
  /// What is used of an array.
  struct Part {
    Value pointer;
    Value count; ///< i64
  };
  /// As i64; null for none. Ends the program where it is negative.
  Value countOrFail(Value count, StringRef use);
  /// From the element at the indices on, `count` elements or, where that is
  /// null, those that there are. Ends the program where there are fewer.
  Part partOrFail(const Array &array, ValueRange indices, Value count,
                  StringRef use);
  Value offsetOrFail(const Array &array, ValueRange indices);
  void failIfOutside(const Array &array, Value index, Value size,
                     arith::CmpIPredicate isOutside);
  Value pointerAt(const Array &array, Value offset);
  /// An AikArray.
  Value describe(const Array &array, ElementType type);
  /// The product of numbers that are not negative. Ends the program where it
  /// does not fit into an i64.
  Value productOrFail(ArrayRef<Value> factors, const Twine &message);
  Value bytesOf(const Array &array, Value elements);
  void trackUnset(const Array &array, Value bytes);
  void noteAccess(Value address, Type type, AikAccessKind kind);
  void setFreed(const Array &array, bool isFreed);
  Value addressOf(Value memref, ValueRange indices);

  //===--------------------------------------------------------------------===//
  // Launches
  //===--------------------------------------------------------------------===//

  Value extentOrFail(Value extent, int64_t most, GpuLaunchOp op,
                     const Twine &what);
  /// Where the program keeps a list of commands; null until it is recorded.
  Value listSlot(StringRef name);
  Structure packDims(GpuLaunchOp op);
  Structure packParameters(GpuLaunchOp op, bool hasMessages);
  void printValue(Value value, bool isSigned);

  //===--------------------------------------------------------------------===//
  // Control flow
  //===--------------------------------------------------------------------===//

  /// Ends the program where the condition holds; `makeStatus` writes the code
  /// that gives the status.
  void exitIf(Value condition, llvm::function_ref<Value()> makeStatus);
  void exitUnlessOk(Value status);
  void requireRuntime(uint64_t lastFunction);
  /// Each "{}" of the message stands for one of the numbers.
  void failIf(Value condition, const Twine &message, ValueRange numbers = {});
  void call(uint64_t function, ValueRange arguments = {}) {
    exitUnlessOk(runtime.callForStatus(builder, function, arguments));
  }

  Value constant(int64_t value) {
    return arith::ConstantOp::create(builder, builder.getI64IntegerAttr(value));
  }
  Value constantI32(int32_t value) { return host::constantI32(builder, value); }
  Value zeroOf(Value value) {
    return arith::ConstantOp::create(builder,
                                     builder.getZeroAttr(value.getType()));
  }
  Value compare(arith::CmpIPredicate predicate, Value left, Value right) {
    return arith::CmpIOp::create(builder, predicate, left, right);
  }
  Value isNegative(Value value) {
    return compare(arith::CmpIPredicate::slt, value, zeroOf(value));
  }
  Value anyOf(Value left, Value right) {
    return left ? arith::OrIOp::create(builder, left, right) : right;
  }
  Value toI64(Value index) {
    return arith::IndexCastOp::create(builder, builder.getI64Type(), index);
  }

  func::FuncOp main;
  const Artifact &artifact;
  const bool tracksUnset;
  ImplicitLocOpBuilder builder;
  Block *entry;
  Block *exit;
  Runtime runtime;
  llvm::DenseMap<Value, Array> arrays;
  llvm::DenseMap<Value, Value> texts; ///< their addresses
  llvm::StringMap<Value> listSlots;
  bool isRecording = false; ///< the operation stands in a recording
  SmallVector<Operation *> converted;
};

} // namespace

static constexpr StringRef unknownName = "?";

static StringRef nameOn(Operation *op) {
  auto name = op->getAttrOfType<StringAttr>("px.name");
  return name ? name.getValue() : unknownName;
}

//===----------------------------------------------------------------------===//
// The function
//===----------------------------------------------------------------------===//

/// Puts the arguments of an AikHostMainFn before the program's inputs.
static Block *addArguments(func::FuncOp main, unsigned count) {
  Block *entry = &main.getBody().front();
  Type pointer = LLVM::LLVMPointerType::get(main.getContext());
  for (unsigned number = 0; number < count; ++number)
    entry->insertArgument(number, pointer, main.getLoc());
  return entry;
}

/// A block that returns the status it is given.
static Block *addExit(func::FuncOp main) {
  ImplicitLocOpBuilder builder(main.getLoc(), main.getContext());
  Block *exit = builder.createBlock(&main.getBody(), main.getBody().end(),
                                    builder.getI32Type(), main.getLoc());
  func::ReturnOp::create(builder, exit->getArguments());
  return exit;
}

HostProgramConverter::HostProgramConverter(func::FuncOp main,
                                           const Artifact &artifact,
                                           Texts &texts, bool tracksUnset)
    : main(main), artifact(artifact), tracksUnset(tracksUnset),
      builder(main.getLoc(), main.getContext()),
      entry(addArguments(main, NumArguments)), exit(nullptr),
      runtime(entry->getArgument(Api), entry->getArgument(Context), texts) {}

void HostProgramConverter::loadInputs() {
  auto inputs = llvm::to_vector(entry->getArguments().drop_front(NumArguments));
  ParameterBlock layout(ValueRange(inputs).getTypes(), /*hasLengths=*/true);
  Structure block(entry->getArgument(Inputs));
  auto names = main->getAttrOfType<ArrayAttr>("px.parameters");
  builder.setInsertionPointToStart(entry);
  for (auto [number, input, offset, lengthOffset] :
       llvm::enumerate(inputs, layout.offsets, layout.lengthOffsets)) {
    Type type = input.getType();
    Value value = block.load(builder, offset, typeInMemory(type));
    if (isa<TextType>(type)) {
      texts[input] = value;
      continue;
    }
    if (!lengthOffset) {
      input.replaceAllUsesWith(fromMemory(builder, value, type));
      continue;
    }
    Value length = block.load(builder, *lengthOffset, builder.getI64Type());
    Type element = cast<MemRefType>(type).getElementType();
    StringRef name =
        names ? cast<StringAttr>(names[number]).getValue() : unknownName;
    arrays[input] = {value, element, {length}, length, name.str()};
  }
}

/// What a recording does stands between the operation that began it and the
/// yield.
static void inlineBody(GpuCommandsOp commands) {
  Block *before = commands->getBlock();
  Block *rest = before->splitBlock(std::next(commands->getIterator()));
  Block *first = &commands.getBody().front();
  OpBuilder builder(commands.getContext());
  for (Block &block : commands.getBody())
    if (auto yield = dyn_cast<YieldOp>(block.back())) {
      builder.setInsertionPointToEnd(&block);
      cf::BranchOp::create(builder, yield.getLoc(), rest, yield.getOperands());
      yield->setOperands(ValueRange());
    }
  for (Value result : commands.getResults())
    result.replaceAllUsesWith(
        rest->addArgument(result.getType(), commands.getLoc()));
  before->getParent()->getBlocks().splice(rest->getIterator(),
                                          commands.getBody().getBlocks());
  builder.setInsertionPointToEnd(before);
  cf::BranchOp::create(builder, commands.getLoc(), first);
}

LogicalResult HostProgramConverter::convert() {
  SmallVector<GpuCommandsOp> recordings;
  main.walk([&](GpuCommandsOp op) { recordings.push_back(op); });
  llvm::for_each(recordings, inlineBody);
  SmallVector<Operation *> operations;
  main.walk([&](Operation *op) {
    if (op != main)
      operations.push_back(op);
  });
  exit = addExit(main);
  loadInputs();
  if (llvm::any_of(
          operations,
          llvm::IsaPred<MemLoadFileOp, MemStoreFileOp, MemFileElementsOp,
                        GpuCommandsOp, GpuSubmitCommandsOp, GpuSelectOp>))
    requireRuntime(offsetof(AikHostApi, countFile));
  if (tracksUnset)
    requireRuntime(offsetof(AikHostApi, hostAccess));
  for (Operation *op : operations)
    if (failed(convertOperation(op)))
      return failure();
  for (Operation *op : llvm::reverse(converted)) // users before what they use
    op->erase();

  entry->eraseArguments(NumArguments, entry->getNumArguments() - NumArguments);
  main.setFunctionType(
      builder.getFunctionType(entry->getArgumentTypes(), builder.getI32Type()));
  main.setName(artifact::hostProgramSymbol(artifact.stem));
  return success();
}

/// Operations of other dialects stay; none of them may ask for an array.
static LogicalResult checkNoArrays(Operation *op) {
  auto isArray = [](Type type) { return isa<BaseMemRefType>(type); };
  if (llvm::any_of(op->getOperandTypes(), isArray) ||
      llvm::any_of(op->getResultTypes(), isArray))
    return op->emitOpError("cannot take an array in the host program");
  return success();
}

LogicalResult HostProgramConverter::convertOperation(Operation *op) {
  builder.setLoc(op->getLoc());
  builder.setInsertionPoint(op);
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case<func::ReturnOp, MemAllocOp, MemDeallocOp, MemFillOp, MemCopyOp,
            MemLoadFileOp, MemStoreFileOp, MemFileElementsOp, TextOp,
            MemRequireOp, MemCheckIndexOp, GpuCommandsOp, YieldOp,
            GpuSubmitCommandsOp, GpuSelectOp, GpuLaunchOp, GpuWaitOp, PrintOp,
            AssertOp, memref::AllocaOp, memref::GetGlobalOp,
            memref::CollapseShapeOp, memref::LoadOp, memref::StoreOp>(
          [&](auto op) {
            convert(op);
            converted.push_back(op);
            return success();
          })
      .Default(checkNoArrays);
}

void HostProgramConverter::convert(func::ReturnOp op) {
  func::ReturnOp::create(builder, constantI32(AIK_OK));
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

void HostProgramConverter::exitIf(Value condition,
                                  llvm::function_ref<Value()> makeStatus) {
  Block *block = builder.getInsertionBlock();
  Block *rest = block->splitBlock(builder.getInsertionPoint());
  Block *failure = builder.createBlock(exit);
  cf::BranchOp::create(builder, exit, makeStatus());
  builder.setInsertionPointToEnd(block);
  cf::CondBranchOp::create(builder, condition, failure, rest);
  builder.setInsertionPointToStart(rest);
}

void HostProgramConverter::exitUnlessOk(Value status) {
  exitIf(compare(arith::CmpIPredicate::ne, status, constantI32(AIK_OK)),
         [&] { return runtime.failAt(builder, status); });
}

/// Ends the program at once where the runtime is too old to have a function.
void HostProgramConverter::requireRuntime(uint64_t lastFunction) {
  builder.setLoc(main.getLoc());
  Value size =
      Structure(entry->getArgument(Api))
          .load(builder, offsetof(AikHostApi, size), builder.getI32Type());
  failIf(compare(arith::CmpIPredicate::ule, size,
                 constantI32(int32_t(lastFunction))),
         "the program needs a newer runtime");
}

void HostProgramConverter::failIf(Value condition, const Twine &message,
                                  ValueRange numbers) {
  exitIf(condition,
         [&] { return runtime.fail(builder, message.str(), numbers); });
}

void HostProgramConverter::convert(AssertOp op) {
  Value yes = arith::ConstantOp::create(builder, builder.getBoolAttr(true));
  exitIf(arith::XOrIOp::create(builder, op.getCondition(), yes),
         [&] { return runtime.failAssertion(builder, op.getText()); });
}

//===----------------------------------------------------------------------===//
// Arrays
//===----------------------------------------------------------------------===//

SmallVector<Value> HostProgramConverter::allSizes(MemRefType type,
                                                  ValueRange dynamic) {
  SmallVector<Value> sizes;
  for (int64_t size : type.getShape())
    if (ShapedType::isDynamic(size)) {
      sizes.push_back(toI64(dynamic.front()));
      dynamic = dynamic.drop_front();
    } else {
      sizes.push_back(constant(size));
    }
  return sizes;
}

const Array &HostProgramConverter::arrayOrFail(Value memref) {
  const Array &array = arrays.at(memref);
  if (array.isFreed) {
    Value isFreed =
        LLVM::LoadOp::create(builder, builder.getI8Type(), array.isFreed);
    failIf(compare(arith::CmpIPredicate::ne, isFreed, zeroOf(isFreed)),
           "array '" + array.name + "' has been freed");
    if (isRecording)
      call(offsetof(AikHostApi, useInCommands),
           {array.pointer, runtime.text(builder, array.name)});
  }
  return array;
}

void HostProgramConverter::note(Value memref, Value pointer, StringRef name) {
  auto type = cast<MemRefType>(memref.getType());
  arrays[memref] = {pointer, type.getElementType(), allSizes(type, {}),
                    constant(type.getNumElements()), name.str()};
}

Value HostProgramConverter::productOrFail(ArrayRef<Value> factors,
                                          const Twine &message) {
  Type i64 = builder.getI64Type(), i1 = builder.getI1Type();
  auto pair = LLVM::LLVMStructType::getLiteral(builder.getContext(), {i64, i1});
  Value product = factors.front(), overflows;
  for (Value factor : factors.drop_front()) {
    Value both =
        LLVM::SMulWithOverflowOp::create(builder, pair, product, factor);
    product = LLVM::ExtractValueOp::create(builder, both, 0);
    overflows =
        anyOf(overflows, LLVM::ExtractValueOp::create(builder, both, 1));
  }
  if (overflows)
    failIf(overflows, message);
  return product;
}

Value HostProgramConverter::bytesOf(const Array &array, Value elements) {
  return arith::MulIOp::create(builder, elements,
                               constant(array.elementBytes()));
}

void HostProgramConverter::convert(MemAllocOp op) {
  auto type = cast<MemRefType>(op.getBuffer().getType());
  Array array{Value(), type.getElementType(), allSizes(type, op.getSizes()),
              Value(), nameOn(op).str()};
  for (Value size : array.sizes)
    failIf(isNegative(size),
           "size {} of array '" + array.name + "' is negative", size);
  std::string tooLarge =
      "the size of array '" + array.name + "' overflows 64 bits";
  array.length = productOrFail(array.sizes, tooLarge);
  Value bytes =
      productOrFail({array.length, constant(array.elementBytes())}, tooLarge);

  auto kind = cast<MemoryKindAttr>(type.getMemorySpace()).getValue();
  Structure slot = Structure::onStack(builder, sizeof(void *));
  call(offsetof(AikHostApi, alloc),
       {bytes, constantI32(static_cast<int32_t>(kind)), slot.pointer});
  array.pointer =
      LLVM::LoadOp::create(builder, slot.pointer.getType(), slot.pointer);
  if (tracksUnset)
    trackUnset(array, bytes);
  if (llvm::any_of(op->getUsers(), llvm::IsaPred<MemDeallocOp>)) {
    array.isFreed = Structure::onStack(builder, 1).pointer;
    setFreed(array, false);
  }
  arrays[op.getBuffer()] = array;
}

void HostProgramConverter::trackUnset(const Array &array, Value bytes) {
  SmallVector<Value> arguments = {array.pointer, bytes,
                                  runtime.text(builder, array.name)};
  llvm::append_range(arguments, runtime.place(builder));
  call(offsetof(AikHostApi, trackUnset), arguments);
}

void HostProgramConverter::noteAccess(Value address, Type type,
                                      AikAccessKind kind) {
  if (tracksUnset)
    call(offsetof(AikHostApi, hostAccess),
         {address, constantI32(int32_t(bytesInMemory(type))),
          constantI32(kind)});
}

void HostProgramConverter::setFreed(const Array &array, bool isFreed) {
  Value flag =
      arith::ConstantOp::create(builder, builder.getI8IntegerAttr(isFreed));
  LLVM::StoreOp::create(builder, flag, array.isFreed);
}

void HostProgramConverter::convert(MemDeallocOp op) {
  const Array &array = arrayOrFail(op.getBuffer());
  call(offsetof(AikHostApi, free), array.pointer);
  if (array.isFreed)
    setFreed(array, true);
}

void HostProgramConverter::convert(MemFillOp op) {
  const Array &array = arrayOrFail(op.getBuffer());
  Value pattern = toMemory(builder, op.getValue());
  if (auto type = dyn_cast<FloatType>(pattern.getType()))
    pattern = arith::BitcastOp::create(
        builder, builder.getIntegerType(type.getWidth()), pattern);
  if (!pattern.getType().isInteger(64))
    pattern = arith::ExtUIOp::create(builder, builder.getI64Type(), pattern);
  Part part = partOrFail(array, op.getIndices(),
                         countOrFail(op.getCount(), "fill"), "fill");
  call(offsetof(AikHostApi, fill),
       {part.pointer, part.count, constantI32(array.elementBytes()), pattern});
}

//===----------------------------------------------------------------------===//
// Parts of arrays
//===----------------------------------------------------------------------===//

/// A number of 2^63 or more is shown in two pieces: numbers of messages are
/// signed.
void HostProgramConverter::failIfOutside(const Array &array, Value index,
                                         Value size,
                                         arith::CmpIPredicate isOutside) {
  std::string end = " is outside of array '" + array.name + "' of length {}";
  Value position = toI64(index);
  auto fromUnsigned = index.getDefiningOp<arith::IndexCastUIOp>();
  if (fromUnsigned && fromUnsigned.getIn().getType().isInteger(64)) {
    Value ten = constant(10);
    failIf(isNegative(position), "index {}{}" + end,
           {arith::DivUIOp::create(builder, position, ten),
            arith::RemUIOp::create(builder, position, ten), size});
  }
  failIf(compare(isOutside, position, size), "index {}" + end,
         {position, size});
}

/// Of the element at the indices. The end of an array of one dimension is none,
/// but the place of no elements.
Value HostProgramConverter::offsetOrFail(const Array &array,
                                         ValueRange indices) {
  bool isRow = array.sizes.size() == 1;
  Value offset;
  for (auto [size, index] : llvm::zip(array.sizes, indices)) {
    failIfOutside(array, index, size,
                  isRow ? arith::CmpIPredicate::ugt
                        : arith::CmpIPredicate::uge);
    Value position = toI64(index);
    if (offset)
      position = arith::AddIOp::create(
          builder, arith::MulIOp::create(builder, offset, size), position);
    offset = position;
  }
  return offset;
}

Value HostProgramConverter::pointerAt(const Array &array, Value offset) {
  return LLVM::GEPOp::create(builder, array.pointer.getType(),
                             typeInMemory(array.element), array.pointer,
                             ArrayRef<LLVM::GEPArg>{offset});
}

Value HostProgramConverter::countOrFail(Value count, StringRef use) {
  if (!count)
    return nullptr;
  Value elements = toI64(count);
  failIf(isNegative(elements), "the number of elements to " + use + " is {}",
         elements);
  return elements;
}

HostProgramConverter::Part HostProgramConverter::partOrFail(const Array &array,
                                                            ValueRange indices,
                                                            Value count,
                                                            StringRef use) {
  std::string has = "array '" + array.name + "' has {} elements";
  Value rest = array.length, pointer = array.pointer, offset;
  if (!indices.empty()) {
    offset = offsetOrFail(array, indices);
    rest = arith::SubIOp::create(builder, rest, offset);
    pointer = pointerAt(array, offset);
  }
  if (!count)
    return {pointer, rest};
  Value isTooMany = compare(arith::CmpIPredicate::sgt, count, rest);
  std::string fewer = (", fewer than the {} to " + use).str();
  if (offset)
    failIf(isTooMany, has + " from number {} on" + fewer,
           {rest, offset, count});
  else
    failIf(isTooMany, has + fewer, {rest, count});
  return {pointer, count};
}

void HostProgramConverter::convert(MemCopyOp op) {
  const Array &source = arrayOrFail(op.getSource());
  const Array &destination = arrayOrFail(op.getDestination());
  Value count = countOrFail(op.getCount(), "copy");
  Part from = partOrFail(source, op.getSourceIndices(), count, "copy from it");
  Part to = partOrFail(destination, op.getDestinationIndices(), from.count,
                       "copy to it");
  call(offsetof(AikHostApi, copy),
       {to.pointer, from.pointer, bytesOf(source, from.count)});
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

void HostProgramConverter::convert(TextOp op) {
  texts[op.getText()] = runtime.text(builder, op.getValue());
}

Value HostProgramConverter::describe(const Array &array, ElementType type) {
  Structure sizes =
      Structure::onStack(builder, array.sizes.size() * sizeof(uint64_t));
  for (auto [axis, size] : llvm::enumerate(array.sizes))
    sizes.store(builder, axis * sizeof(uint64_t), size);
  Structure whole = Structure::onStack(builder, sizeof(AikArray));
  auto store = [&](uint64_t offset, Value value) {
    whole.store(builder, offset, value);
  };
  store(offsetof(AikArray, memory), array.pointer);
  store(offsetof(AikArray, length), array.length);
  store(offsetof(AikArray, sizes), sizes.pointer);
  store(offsetof(AikArray, rank), constantI32(int32_t(array.sizes.size())));
  store(offsetof(AikArray, type), constantI32(static_cast<int32_t>(type)));
  store(offsetof(AikArray, name), runtime.text(builder, array.name));
  return whole.pointer;
}

void HostProgramConverter::convert(MemLoadFileOp op) {
  const Array &array = arrayOrFail(op.getBuffer());
  call(offsetof(AikHostApi, loadFile),
       {describe(array, op.getElements()), texts.at(op.getPath())});
}

void HostProgramConverter::convert(MemStoreFileOp op) {
  const Array &array = arrayOrFail(op.getBuffer());
  call(offsetof(AikHostApi, storeFile),
       {describe(array, op.getElements()), texts.at(op.getPath())});
}

void HostProgramConverter::convert(MemFileElementsOp op) {
  Structure count = Structure::onStack(builder, sizeof(uint64_t));
  call(offsetof(AikHostApi, countFile),
       {texts.at(op.getPath()),
        constantI32(static_cast<int32_t>(op.getElements())), count.pointer});
  Value value =
      LLVM::LoadOp::create(builder, builder.getI64Type(), count.pointer);
  op.getCount().replaceAllUsesWith(value);
}

void HostProgramConverter::convert(MemRequireOp op) {
  const Array &array = arrayOrFail(op.getArray());
  std::string parameter = ("parameter '" + op.getParameter() + "' of kernel '" +
                           op.getKernel() + "'")
                              .str();
  SmallVector<Value> sizes;
  for (Value size : op.getSizes())
    sizes.push_back(arith::MaxSIOp::create(builder, size, constant(0)));
  Value needed =
      productOrFail(sizes, "the size of " + parameter + " overflows 64 bits");
  failIf(compare(arith::CmpIPredicate::slt, array.length, needed),
         "array '" + array.name + "' has {} elements, but " + parameter +
             " needs {}",
         {array.length, needed});
}

/// One allocation when the function begins, wherever the source has it.
void HostProgramConverter::convert(memref::AllocaOp op) {
  auto type = op.getType();
  uint64_t bytes = type.getNumElements() * bytesInMemory(type.getElementType());
  note(op.getResult(), Structure::onStack(builder, bytes).pointer, nameOn(op));
}

void HostProgramConverter::convert(memref::GetGlobalOp op) {
  Type pointer = LLVM::LLVMPointerType::get(builder.getContext());
  StringRef name = op.getName();
  name.consume_front("host."); // of the host program's own copies
  note(op.getResult(),
       LLVM::AddressOfOp::create(builder, pointer, op.getName()), name);
}

/// One index counts through all dimensions.
void HostProgramConverter::convert(memref::CollapseShapeOp op) {
  Array array = arrays.at(op.getSrc());
  array.sizes = {array.length};
  arrays[op.getResult()] = array;
}

void HostProgramConverter::convert(MemCheckIndexOp op) {
  const Array &array = arrayOrFail(op.getArray());
  for (auto [size, index] : llvm::zip(array.sizes, op.getIndices()))
    failIfOutside(array, index, size, arith::CmpIPredicate::uge);
}

Value HostProgramConverter::addressOf(Value memref, ValueRange indices) {
  const Array &array = arrays.at(memref);
  Value offset;
  for (auto [size, index] : llvm::zip(array.sizes, indices)) {
    Value position = toI64(index);
    if (offset)
      position = arith::AddIOp::create(
          builder, arith::MulIOp::create(builder, offset, size), position);
    offset = position;
  }
  return pointerAt(array, offset);
}

void HostProgramConverter::convert(memref::LoadOp op) {
  Value address = addressOf(op.getMemref(), op.getIndices());
  noteAccess(address, op.getType(), AIK_ACCESS_READ);
  Value value =
      LLVM::LoadOp::create(builder, typeInMemory(op.getType()), address);
  op.replaceAllUsesWith(fromMemory(builder, value, op.getType()));
}

void HostProgramConverter::convert(memref::StoreOp op) {
  Value address = addressOf(op.getMemref(), op.getIndices());
  noteAccess(address, op.getValueToStore().getType(), AIK_ACCESS_WRITE);
  LLVM::StoreOp::create(builder, toMemory(builder, op.getValueToStore()),
                        address);
}

void host::convertTables(ModuleOp module) {
  for (auto table :
       llvm::make_early_inc_range(module.getOps<memref::GlobalOp>())) {
    MemRefType type = table.getType();
    Type element = typeInMemory(type.getElementType());
    auto values = cast<DenseElementsAttr>(*table.getInitialValue());
    auto flat = values.bitcast(element).reshape(
        RankedTensorType::get({type.getNumElements()}, element));
    OpBuilder builder(table);
    LLVM::GlobalOp::create(
        builder, table.getLoc(),
        LLVM::LLVMArrayType::get(element, type.getNumElements()),
        /*isConstant=*/true, LLVM::Linkage::Internal, table.getSymName(), flat);
    table.erase();
  }
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// The built-ins of px are signed.
static constexpr int64_t maxBlocksOfAxis = INT32_MAX;
static constexpr int64_t maxThreadsOfBlock = 1024;

/// As 32 bits.
Value HostProgramConverter::extentOrFail(Value extent, int64_t most,
                                         GpuLaunchOp op, const Twine &what) {
  Value fromZero = arith::SubIOp::create(builder, extent, constant(1));
  failIf(compare(arith::CmpIPredicate::uge, fromZero, constant(most)),
         "kernel '" + op.getKernel().getLeafReference().getValue() +
             "' is launched with {} " + what + "; 1 to " + Twine(most) +
             " are possible",
         extent);
  return arith::TruncIOp::create(builder, builder.getI32Type(), extent);
}

Structure HostProgramConverter::packDims(GpuLaunchOp op) {
  Structure dims = Structure::onStack(builder, sizeof(AikDims));
  auto storeAxes = [&](uint64_t offset, ArrayRef<Value> extents, int64_t most,
                       StringRef what) {
    for (auto [extent, axis] : llvm::zip(extents, "xyz")) {
      dims.store(builder, offset,
                 extentOrFail(extent, most, op, what + " in " + Twine(axis)));
      offset += sizeof(uint32_t);
    }
  };
  storeAxes(offsetof(AikDims, grid),
            {op.getGridX(), op.getGridY(), op.getGridZ()}, maxBlocksOfAxis,
            "blocks");
  storeAxes(offsetof(AikDims, block),
            {op.getBlockX(), op.getBlockY(), op.getBlockZ()}, maxThreadsOfBlock,
            "threads");

  Value shared = constantI32(0);
  if (Value bytes = op.getSharedBytes()) {
    failIf(compare(arith::CmpIPredicate::ugt, bytes, constant(UINT32_MAX)),
           "{} bytes of shared memory are negative or too many", bytes);
    shared = arith::TruncIOp::create(builder, builder.getI32Type(), bytes);
  }
  dims.store(builder, offsetof(AikDims, dynamicShared), shared);
  return dims;
}

Structure HostProgramConverter::packParameters(GpuLaunchOp op,
                                               bool hasMessages) {
  ParameterBlock layout(op.getArguments().getTypes(), artifact.hasLengths,
                        hasMessages);
  Structure parameters = Structure::onStack(builder, layout.bytes);
  for (auto [argument, offset, lengthOffset] :
       llvm::zip(op.getArguments(), layout.offsets, layout.lengthOffsets)) {
    if (!arrays.contains(argument)) {
      parameters.store(builder, offset, toMemory(builder, argument));
      continue;
    }
    const Array &array = arrayOrFail(argument);
    parameters.store(builder, offset, array.pointer);
    if (lengthOffset)
      parameters.store(builder, *lengthOffset, array.length);
  }
  return parameters;
}

void HostProgramConverter::convert(GpuCommandsOp op) {
  call(offsetof(AikHostApi, beginCommands),
       {listSlot(op.getName()), runtime.text(builder, op.getName())});
  isRecording = true;
}

void HostProgramConverter::convert(YieldOp op) {
  call(offsetof(AikHostApi, endCommands));
  isRecording = false;
}

void HostProgramConverter::convert(GpuSubmitCommandsOp op) {
  Value slot = listSlot(op.getName());
  Value list = LLVM::LoadOp::create(builder, slot.getType(), slot);
  call(offsetof(AikHostApi, submitCommands),
       {list, runtime.text(builder, op.getName())});
}

Value HostProgramConverter::listSlot(StringRef name) {
  Value &slot = listSlots[name];
  if (slot)
    return slot;
  slot = Structure::onStack(builder, sizeof(void *)).pointer;
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointAfterValue(slot);
  LLVM::StoreOp::create(builder, LLVM::ZeroOp::create(builder, slot.getType()),
                        slot);
  return slot;
}

void HostProgramConverter::convert(GpuSelectOp op) {
  Value number = op.getDevice(), name = texts.lookup(number);
  if (name)
    number = constant(0);
  else
    name = LLVM::ZeroOp::create(
        builder, LLVM::LLVMPointerType::get(builder.getContext()));
  call(offsetof(AikHostApi, selectDevice), {number, name});
}

void HostProgramConverter::convert(GpuLaunchOp op) {
  const Kernel &kernel =
      artifact.kernels.find(op.getKernel().getLeafReference())->second;
  Structure dims = packDims(op);
  Structure parameters = packParameters(op, kernel.hasMessages);
  exitUnlessOk(
      buildLaunch(builder, runtime, artifact, kernel, dims, parameters));
}

void HostProgramConverter::convert(GpuWaitOp op) {
  call(offsetof(AikHostApi, wait));
}

//===----------------------------------------------------------------------===//
// PRINT
//===----------------------------------------------------------------------===//

void HostProgramConverter::printValue(Value value, bool isSigned) {
  Type type = value.getType();
  Type i64 = builder.getI64Type();
  auto print = [&](uint64_t function, Value argument) {
    runtime.call(builder, function, argument);
  };
  if (type.isF64()) {
    print(offsetof(AikHostApi, printF64), value);
  } else if (isa<FloatType>(type)) {
    print(offsetof(AikHostApi, printF32),
          buildFloatToFloat(builder, builder.getLoc(), value,
                            builder.getF32Type()));
  } else if (type.isInteger(1)) {
    print(offsetof(AikHostApi, printBool),
          arith::ExtUIOp::create(builder, builder.getI32Type(), value));
  } else if (isSigned) {
    print(offsetof(AikHostApi, printI64),
          type == i64 ? value : arith::ExtSIOp::create(builder, i64, value));
  } else {
    print(offsetof(AikHostApi, printU64),
          type == i64 ? value : arith::ExtUIOp::create(builder, i64, value));
  }
}

void HostProgramConverter::convert(PrintOp op) {
  if (!op.getText().empty())
    runtime.call(builder, offsetof(AikHostApi, printText),
                 runtime.text(builder, op.getText()));
  if (Value text = texts.lookup(op.getValue()))
    runtime.call(builder, offsetof(AikHostApi, printText), text);
  else if (op.getValue())
    printValue(op.getValue(), op.getIsSigned());
  if (op.getNewline())
    runtime.call(builder, offsetof(AikHostApi, printNewline));
}

LogicalResult host::convertHostProgram(func::FuncOp main,
                                       const Artifact &artifact, Texts &texts,
                                       bool tracksUnset) {
  return HostProgramConverter(main, artifact, texts, tracksUnset).convert();
}
