//===- Codegen.cpp - From the shared module to code for every target ------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"
#include "aikernel/Conversion/Pipelines.h"
#include "aikernel/Frontend/PxToMLIR/PxToMLIR.h"
#include "aikernel/Target/AMDGPU.h"
#include "aikernel/Target/CodegenError.h"
#include "aikernel/Target/Host.h"
#include "aikernel/Target/NVPTX.h"
#include "aikernel/abi.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Threading.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"

using namespace aikernel;
using llvm::StringRef;

static mlir::gpu::GPUModuleOp deviceModule(mlir::ModuleOp module) {
  return *module.getOps<mlir::gpu::GPUModuleOp>().begin();
}

static std::string nameOf(const Target *target) {
  return target ? target->name() : "the host program";
}

/// The part of a dumped file's name that tells what it is for: ".sm_80".
static std::string suffixOf(const Target *target) {
  return target ? std::string(".") + target->chip : ".host";
}

//===----------------------------------------------------------------------===//
// Passes
//===----------------------------------------------------------------------===//

void Session::buildSharedPasses(mlir::OpPassManager &passes) const {
  KernelPipelineOptions kernel;
  kernel.contract = options.contractFloatingPoint;
  kernel.checkBounds = options.checkBounds;
  kernel.checkAccesses = (options.checkRaces ? AIK_CHECK_RACES : 0) |
                         (options.checkUnset ? AIK_CHECK_UNSET : 0);
  kernel.checkDivergence = options.checkDivergence;
  buildKernelPipeline(passes, kernel);
}

void Session::buildTargetPasses(mlir::OpPassManager &passes,
                                const Target *target) const {
  if (!target) {
    HostProgramPipelineOptions program;
    program.checkBounds = options.checkBounds;
    program.checkUnset = options.checkUnset;
    buildHostProgramPipeline(passes, program);
  } else if (target->kind != TargetKind::Host) {
    DevicePipelineOptions device;
    device.chip = target->chip;
    if (target->kind == TargetKind::NVPTX)
      buildNVPTXPipeline(passes, device);
    else
      buildAMDGPUPipeline(passes, device);
  } else {
    HostPipelineOptions host;
    host.version = target->chip;
    host.vectorBytes = target->width;
    host.checkBounds = options.checkBounds;
    host.debugInfo = options.debugInfo;
    buildHostPipeline(passes, host);
  }
  if (options.debugInfo) {
    mlir::LLVM::DIScopeForLLVMFuncOpPassOptions scope;
    scope.emissionKind = target && target->kind == TargetKind::NVPTX
                             ? mlir::LLVM::DIEmissionKind::DebugDirectivesOnly
                             : mlir::LLVM::DIEmissionKind::LineTablesOnly;
    passes.addPass(mlir::LLVM::createDIScopeForLLVMFuncOpPass(scope));
  }
}

mlir::PassManager Session::newPassManager() const {
  return mlir::PassManager(context.get(), mlir::ModuleOp::getOperationName());
}

/// A context loads no dialect while several threads use it.
void Session::loadDialectsOfPasses() {
  mlir::DialectRegistry registry;
  mlir::PassManager passes = newPassManager();
  buildSharedPasses(passes);
  for (const Target *target : targets)
    buildTargetPasses(passes, target);
  buildTargetPasses(passes, nullptr);
  passes.getDependentDialects(registry);
  context->appendDialectRegistry(registry);
  context->loadAllAvailableDialects();
}

std::string Session::pipelineText(const Target *target) {
  mlir::PassManager passes = newPassManager();
  buildSharedPasses(passes);
  buildTargetPasses(passes, target);
  std::string text;
  llvm::raw_string_ostream os(text);
  passes.printAsTextualPipeline(os);
  return text;
}

/// What aikernel-opt needs to fail in the same way: the first failure's input,
/// which `before` still is, and passes.
void Session::rememberFailure(mlir::ModuleOp before,
                              mlir::PassManager &passes) {
  std::lock_guard lock(failureMutex);
  if (failedPipeline)
    return;
  failedPipeline.emplace();
  llvm::raw_string_ostream(failedPipeline->module) << before;
  llvm::raw_string_ostream pipeline(failedPipeline->pipeline);
  passes.printAsTextualPipeline(pipeline);
}

/// Functions have been written in place by now, and each brings its arrays.
static llvm::Error checkLocalArrays(mlir::Operation *function,
                                    const llvm::Twine &name) {
  uint64_t bytes = 0;
  function->walk([&](mlir::memref::AllocaOp array) {
    mlir::MemRefType type = array.getType();
    bytes +=
        type.getNumElements() *
        mlir::DataLayout::closest(array).getTypeSize(type.getElementType());
  });
  if (bytes <= uint64_t(px::maximumLocalBytes))
    return llvm::Error::success();
  return inputError(function->getLoc(),
                    "the LOCAL arrays of " + name + " take " +
                        llvm::Twine(bytes) + " bytes; at most " +
                        llvm::Twine(px::maximumLocalBytes) + " are possible");
}

static llvm::Error checkLocalArrays(mlir::ModuleOp module) {
  for (auto kernel : deviceModule(module).getOps<mlir::gpu::GPUFuncOp>())
    if (llvm::Error error = checkLocalArrays(
            kernel, "a thread of kernel '" + kernel.getName() + "'"))
      return error;
  for (auto main : module.getOps<mlir::func::FuncOp>())
    if (llvm::Error error = checkLocalArrays(main, "the host program"))
      return error;
  return llvm::Error::success();
}

bool Session::runSharedPasses() {
  Phases::Timer timer(phases, "shared passes");
  loadDialectsOfPasses();
  mlir::PassManager passes = newPassManager();
  buildSharedPasses(passes);
  if (mlir::failed(passes.run(*module))) {
    Module again = generateMLIR(*program, sources, *context);
    rememberFailure(*again, passes);
    return succeed(
        internalError(module->getLoc(), "lowering failed for all targets"));
  }
  keep(stem + ".shared.mlir", *module, Level::Portable);
  return succeed(checkLocalArrays(*module));
}

llvm::Expected<Session::Module> Session::lower(const Target *target) {
  Phases::Timer timer(phases, "lower to " + nameOf(target));
  Module clone = module->clone();
  mlir::PassManager passes = newPassManager();
  buildTargetPasses(passes, target);
  if (mlir::failed(passes.run(*clone))) {
    rememberFailure(*module, passes);
    return internalError(module->getLoc(),
                         "lowering failed for " + nameOf(target));
  }
  keep(stem + suffixOf(target) + ".mlir", *clone, Level::Lowered);
  return clone;
}

//===----------------------------------------------------------------------===//
// Host
//===----------------------------------------------------------------------===//

/// Collects what the passes noted about each kernel's memory; versions may
/// differ.
static void collectMemory(mlir::ModuleOp module, const Target &target,
                          llvm::StringMap<HostMemory> &kernels) {
  auto number = [](mlir::Operation *op, StringRef name) -> uint32_t {
    auto attribute = op->getAttrOfType<mlir::IntegerAttr>(name);
    return attribute ? attribute.getInt() : 0;
  };
  std::string suffix = std::string("_") + target.chip;
  for (auto function : module.getOps<mlir::LLVM::LLVMFuncOp>()) {
    StringRef name = function.getName();
    if (!name.consume_front("aik_kernel_") || !name.consume_back(suffix))
      continue;
    HostMemory &memory = kernels[name];
    memory.sharedBytes =
        std::max(memory.sharedBytes, number(function, "aikernel.shared_bytes"));
    memory.scratchBytesPerThread =
        std::max(memory.scratchBytesPerThread,
                 number(function, "aikernel.scratch_bytes_per_thread"));
  }
}

/// Compiles kernels for the targets among `parts` and, where that is null, the
/// host program, all into one module.
llvm::Expected<HostCode>
Session::buildHost(llvm::ArrayRef<const Target *> parts, CodeForm form) {
  std::vector<Module> modules;
  std::vector<HostPart> hostParts;
  HostCode host;
  std::string names;
  for (const Target *target : parts) {
    auto lowered = lower(target);
    if (!lowered)
      return lowered.takeError();
    if (target)
      collectMemory(**lowered, *target, host.kernels);
    // The host program computes with the instructions of the reference version.
    hostParts.push_back(
        {**lowered, target ? target : findTargets("x86_64:scalar").front()});
    modules.push_back(std::move(*lowered));
    names += (names.empty() ? "" : ", ") + nameOf(target);
  }

  Phases::Timer timer(phases, "LLVM for " + names);
  if (phases.keeps()) {
    auto text = compileForHost(hostParts, {CodeForm::LLVM, options.optLevel});
    if (!text)
      return text.takeError();
    phases.keep(stem + suffixOf(parts.front()) + ".ll", toStringRef(*text));
  }
  auto code = compileForHost(hostParts, {form, options.optLevel});
  if (!code)
    return code.takeError();
  host.codes.push_back(std::move(*code));
  return std::move(host);
}

/// The host's versions, then null for the host program.
static std::vector<const Target *> hostPartsOf(const Session &session) {
  std::vector<const Target *> parts = session.hostTargets();
  if (!parts.empty())
    parts.push_back(nullptr);
  return parts;
}

std::optional<Bytes> Session::compileHost(CodeForm form) {
  auto host = buildHost(hostPartsOf(*this), form);
  if (!host)
    return succeed(host.takeError()), std::nullopt;
  return std::move(host->codes.front());
}

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

static llvm::Expected<Image> compileModule(mlir::gpu::GPUModuleOp module,
                                           const Target &target,
                                           const CodegenOptions &options) {
  if (target.kind == TargetKind::AMDGPU)
    return compileForAMDGPU(module, target, options);
  auto ptx = compileForNVPTX(module, target, options);
  if (!ptx)
    return ptx.takeError();
  return Image{&target, std::move(*ptx), {}};
}

llvm::Expected<Image> Session::buildDevice(const Target &target,
                                           CodeForm form) {
  auto lowered = lower(&target);
  if (!lowered)
    return lowered.takeError();
  Phases::Timer timer(phases, "LLVM for " + target.name());
  mlir::gpu::GPUModuleOp device = deviceModule(**lowered);
  if (phases.keeps()) {
    auto text =
        compileModule(device, target, {CodeForm::LLVM, options.optLevel});
    if (!text)
      return text.takeError();
    phases.keep(stem + suffixOf(&target) + ".ll", toStringRef(text->bytes));
  }
  return compileModule(device, target, {form, options.optLevel});
}

std::optional<Image> Session::compileDevice(const Target &target,
                                            CodeForm form) {
  auto image = buildDevice(target, form);
  if (!image)
    return succeed(image.takeError()), std::nullopt;
  return std::move(*image);
}

static llvm::Expected<Image> assemble(Session &session, const Image &ptx,
                                      StringRef ptxas) {
  Phases::Timer timer(session.phases, "ptxas for " + ptx.target->name());
  return assemblePTX(session.module->getLoc(), toStringRef(ptx.bytes),
                     *ptx.target, ptxas,
                     {CodeForm::Object, session.options.optLevel});
}

std::optional<Image> Session::assembleCubin(const Target &target) {
  auto ptxas = findPtxas();
  if (!ptxas) {
    succeed(llvm::createStringError(
        "a cubin needs NVIDIA's ptxas, which is not in PATH, $CUDA_HOME/bin or "
        "/usr/local/cuda/bin; AIKERNEL_PTXAS_PATH can name it"));
    return std::nullopt;
  }
  auto ptx = compileDevice(target, CodeForm::Assembly);
  if (!ptx)
    return std::nullopt;
  auto cubin = assemble(*this, *ptx, *ptxas);
  if (!cubin)
    return succeed(cubin.takeError()), std::nullopt;
  return std::move(*cubin);
}

/// The images of one device target: PTX and, with ptxas, its cubin; or HSACO.
llvm::Expected<std::vector<DeviceCode>>
Session::buildImages(const Target &target) {
  std::vector<DeviceCode> images;
  bool isNVPTX = target.kind == TargetKind::NVPTX;
  auto image = buildDevice(target, CodeForm::Object);
  if (!image)
    return image.takeError();
  phases.keep(stem + suffixOf(&target) + (isNVPTX ? ".ptx" : ".hsaco"),
              toStringRef(image->bytes));
  images.push_back(
      {isNVPTX ? artifact::CodeKind::PTX : artifact::CodeKind::HSACO,
       std::move(*image)});
  auto ptxas = isNVPTX ? findPtxas() : std::nullopt;
  if (!ptxas)
    return images;
  auto cubin = assemble(*this, images.front().image, *ptxas);
  if (!cubin)
    return cubin.takeError();
  phases.keep(stem + suffixOf(&target) + ".cubin", toStringRef(cubin->bytes));
  images.push_back({artifact::CodeKind::Cubin, std::move(*cubin)});
  return images;
}

//===----------------------------------------------------------------------===//
// All targets, side by side
//===----------------------------------------------------------------------===//

static void merge(HostCode from, HostCode &to) {
  std::move(from.codes.begin(), from.codes.end(), std::back_inserter(to.codes));
  for (const auto &entry : from.kernels) {
    HostMemory &memory = to.kernels[entry.getKey()];
    memory.sharedBytes = std::max(memory.sharedBytes, entry.second.sharedBytes);
    memory.scratchBytesPerThread = std::max(memory.scratchBytesPerThread,
                                            entry.second.scratchBytesPerThread);
  }
}

std::optional<ArtifactParts> Session::compileAll() {
  // The host's code takes longest, so it starts first.
  std::vector<const Target *> hostParts = hostPartsOf(*this);
  std::vector<const Target *> devices;
  for (const Target *target : targets)
    if (target->kind != TargetKind::Host && hasKernelsFor(*target))
      devices.push_back(target);

  std::vector<HostCode> hosts(hostParts.size());
  std::vector<std::vector<DeviceCode>> images(devices.size());
  auto runJob = [&](size_t job) -> llvm::Error {
    if (job < hosts.size()) {
      auto host = buildHost(hostParts[job], CodeForm::Object);
      if (!host)
        return host.takeError();
      hosts[job] = std::move(*host);
      return llvm::Error::success();
    }
    size_t device = job - hosts.size();
    auto built = buildImages(*devices[device]);
    if (!built)
      return built.takeError();
    images[device] = std::move(*built);
    return llvm::Error::success();
  };
  std::vector<std::optional<llvm::Error>> errors(hosts.size() + images.size());
  mlir::parallelFor(context.get(), 0, errors.size(),
                    [&](size_t job) { errors[job].emplace(runJob(job)); });

  bool succeeded = true;
  for (std::optional<llvm::Error> &error : errors)
    succeeded &= succeed(std::move(*error));
  if (!succeeded)
    return std::nullopt;
  ArtifactParts parts;
  if (!hosts.empty())
    parts.host.emplace();
  for (HostCode &host : hosts)
    merge(std::move(host), *parts.host);
  for (std::vector<DeviceCode> &built : images)
    std::move(built.begin(), built.end(), std::back_inserter(parts.devices));
  return parts;
}
