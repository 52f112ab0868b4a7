//===- Describe.cpp - The table of contents of a program ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"
#include "Version.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "aikernel/Target/Host.h"
#include "aikernel/abi.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"

using namespace aikernel;
using artifact::CodeDescription;
using artifact::KernelDescription;
using artifact::ParameterDescription;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

static artifact::ScalarType typeOf(px::Scalar type) {
  return *artifact::typeNamed(px::spellingOf(type));
}

static ParameterDescription describeVariable(const px::Variable &variable) {
  ParameterDescription description;
  description.name = variable.name;
  description.type = typeOf(variable.type);
  return description;
}

static ParameterDescription describeArray(const px::Array &array,
                                          const px::SourceManager &sources) {
  ParameterDescription description;
  description.name = array.name;
  description.type = typeOf(array.element);
  description.isArray = true;
  description.isReadOnly = array.isReadOnly;
  for (const px::Expr *size : array.sizes)
    description.sizes.push_back(sources.text(size->range).str());
  return description;
}

template <typename Parameter>
static ParameterDescription describeEither(const Parameter &parameter,
                                           const px::SourceManager &sources) {
  return parameter.array ? describeArray(*parameter.array, sources)
                         : describeVariable(*parameter.variable);
}

static ParameterDescription describeArgument(const px::HostArgument &argument) {
  ParameterDescription description;
  if (argument.text) {
    description.name = argument.text->name;
    description.type = artifact::ScalarType::Text;
    description.defaultText = argument.defaultText;
  } else {
    description = describeVariable(*argument.variable);
  }
  description.help = argument.help;
  if (argument.defaultValue)
    description.defaultBits = argument.defaultValue->bits;
  return description;
}

//===----------------------------------------------------------------------===//
// Kernels and the host program
//===----------------------------------------------------------------------===//

static bool usesWarpOperations(mlir::gpu::GPUFuncOp kernel) {
  return kernel
      .walk([](mlir::Operation *op) {
        return llvm::isa<ReduceOp, ScanOp, ShuffleOp, BallotOp, SyncWarpOp>(op)
                   ? mlir::WalkResult::interrupt()
                   : mlir::WalkResult::advance();
      })
      .wasInterrupted();
}

static void describeMessages(mlir::gpu::GPUFuncOp kernel,
                             KernelDescription &description) {
  auto messages = kernel->getAttrOfType<mlir::ArrayAttr>(messagesAttrName);
  if (!messages)
    return;
  for (auto message : messages.getAsRange<MessageAttr>()) {
    SiteAttr site = message.getSite();
    description.messages.push_back({message.getText().str(),
                                    site.getFile().str(),
                                    site.getFunction().str(), site.getLine(),
                                    site.getColumn(), message.getFails()});
  }
  auto values = kernel->getAttrOfType<mlir::IntegerAttr>(messageValuesAttrName);
  description.recordBytes =
      sizeof(AikMessageRecord) + values.getInt() * sizeof(uint64_t);
}

static KernelDescription describeKernel(const Session &session,
                                        const px::Kernel &kernel,
                                        const ArtifactParts &parts) {
  KernelDescription description;
  description.name = kernel.name;
  description.symbol = artifact::deviceSymbol(kernel.name);
  description.checksBounds = session.options.checkBounds;
  description.checksThreads = session.options.checksThreads();
  description.line = session.sources.lineColumn(kernel.range).line;
  for (StringRef hint : kernel.hints)
    description.hints.push_back(hint.str());
  for (const px::Parameter &parameter : kernel.parameters)
    description.block.parameters.push_back(
        describeEither(parameter, session.sources));
  for (const px::Array *array : kernel.shared)
    description.usesDynamicShared |= array->sizes.empty();
  if (parts.host) {
    HostMemory memory = parts.host->kernels.lookup(kernel.name);
    description.sharedBytes = memory.sharedBytes;
    description.scratchBytesPerThread = memory.scratchBytesPerThread;
  }
  session.module.get().walk([&](mlir::gpu::GPUFuncOp function) {
    if (function.getName() != kernel.name)
      return;
    description.usesWarpOperations = usesWarpOperations(function);
    describeMessages(function, description);
  });
  description.block.layOut({.lengths = session.options.checkBounds,
                            .messageBuffer = !description.messages.empty()});
  return description;
}

static artifact::HostProgramDescription
describeHostProgram(const Session &session) {
  artifact::HostProgramDescription description;
  description.symbol = artifact::hostProgramSymbol(session.stem);
  for (const px::HostArgument &argument : session.program->hostArguments)
    description.block.parameters.push_back(describeArgument(argument));
  for (const px::HostInput &input : session.program->hostInputs)
    description.block.parameters.push_back(
        describeEither(input, session.sources));
  description.block.layOut({.lengths = true});
  return description;
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

static CodeDescription describeCode(artifact::CodeKind kind,
                                    const Target &target) {
  CodeDescription description;
  description.kind = kind;
  description.target = target.architecture();
  description.arch = target.chip;
  return description;
}

/// The bytes of each symbol that the objects define.
static llvm::StringMap<uint64_t> symbolSizes(llvm::ArrayRef<Bytes> objects) {
  llvm::StringMap<uint64_t> sizes;
  for (const Bytes &object : objects) {
    auto file = llvm::object::ObjectFile::createELFObjectFile(
        {toStringRef(object), "the host's code"});
    if (!file) {
      llvm::consumeError(file.takeError());
      continue;
    }
    for (llvm::object::ELFSymbolRef symbol : (*file)->symbols())
      if (auto name = symbol.getName())
        sizes[*name] = std::max(sizes[*name], symbol.getSize());
      else
        llvm::consumeError(name.takeError());
  }
  return sizes;
}

static CodeDescription
describeHostCode(const Target &target,
                 llvm::ArrayRef<KernelDescription> kernels,
                 const llvm::StringMap<uint64_t> &sizes) {
  CodeDescription description =
      describeCode(artifact::CodeKind::HostCode, target);
  description.preference = &target - allTargets().data();
  description.features = requiredFeatures(target);
  for (const KernelDescription &kernel : kernels) {
    description.resources.push_back(artifact::unknownResources());
    description.resources.back().codeBytes =
        sizes.lookup(artifact::hostCodeSymbol(kernel.name, target.chip));
  }
  return description;
}

std::vector<artifact::Resources>
aikernel::describeResources(TargetKind target,
                            llvm::ArrayRef<KernelResources> known,
                            llvm::ArrayRef<KernelDescription> kernels) {
  std::vector<artifact::Resources> all;
  if (known.empty())
    return all;
  bool isAMD = target == TargetKind::AMDGPU;
  for (const KernelDescription &kernel : kernels) {
    artifact::Resources resources = artifact::unknownResources();
    for (const KernelResources &found : known) {
      if (found.kernel != kernel.symbol)
        continue;
      resources.registers = found.registers;
      if (isAMD)
        resources.scalarRegisters = found.scalarRegisters;
      resources.spillBytes = found.spills * (isAMD ? 4 : 1);
      resources.sharedBytes = found.sharedBytes;
      resources.scratchBytes = found.localBytes;
    }
    all.push_back(resources);
  }
  return all;
}

/// Of the texts one after the other, in the order in which they are taken in.
static std::array<uint8_t, 32> hashOf(const px::SourceManager &sources) {
  llvm::SHA256 hash;
  for (uint32_t file = 0; file < sources.count(); ++file)
    if (file == 0 || sources.includedAt(file))
      hash.update(sources.text(file));
  return hash.final();
}

artifact::Description aikernel::describe(const Session &session,
                                         const ArtifactParts &parts) {
  artifact::Description description;
  description.producer = producer();
  description.sourceName = llvm::sys::path::filename(session.path).str();
  description.stem = session.stem;
  description.sourceHash = hashOf(session.sources);
  for (const px::Kernel *kernel : session.program->kernels)
    description.kernels.push_back(describeKernel(session, *kernel, parts));

  if (parts.host) {
    description.imageSymbol = artifact::imageSymbol(session.stem);
    auto sizes = symbolSizes(parts.host->codes);
    for (const Target *target : session.hostTargets())
      description.codes.push_back(
          describeHostCode(*target, description.kernels, sizes));
    if (!session.program->host.empty())
      description.host = describeHostProgram(session);
  }
  for (const DeviceCode &device : parts.devices) {
    CodeDescription code = describeCode(device.kind, *device.image.target);
    code.image = toStringRef(device.image.bytes).str();
    code.resources = describeResources(
        device.image.target->kind, device.image.kernels, description.kernels);
    description.codes.push_back(std::move(code));
  }
  return description;
}
