//===- Session.h - One source on its way to an artifact ---------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_SESSION_H
#define AIKERNEL_LIB_DRIVER_SESSION_H

#include "MessageWriter.h"
#include "Phases.h"
#include "Reproducer.h"
#include "aikernel/Artifact/Description.h"
#include "aikernel/Frontend/Px/Frontend.h"
#include "aikernel/Target/Image.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Pass/PassManager.h"
#include <mutex>

namespace aikernel {

/// Memory that the runtime hands to a kernel on the host, see AikKernelFn.
struct HostMemory {
  uint32_t sharedBytes = 0;
  uint32_t scratchBytesPerThread = 0;
};

/// The host's code, and what its kernels need, by name.
struct HostCode {
  /// Objects that belong together, or one text.
  std::vector<Bytes> codes;
  llvm::StringMap<HostMemory> kernels;
};

/// One image as the artifact holds it.
struct DeviceCode {
  artifact::CodeKind kind;
  Image image;
};

/// Everything that an artifact is put together from, beside the program.
struct ArtifactParts {
  std::optional<HostCode> host;
  std::vector<DeviceCode> devices;
};

/// How far a module has come.
enum class Level : uint8_t {
  Portable, ///< as generated, or after the passes that all targets share
  Lowered   ///< for one target
};

/// The steps of a compilation, in order. Each needs those before it. A step
/// that fails has said why on `errs`, and `exitCode` tells whose fault it is.
class Session {
public:
  /// Diagnostics go to `messages`, what else there is to say to `errs`.
  Session(const CompileOptions &options, MessageWriter &messages,
          llvm::raw_ostream &errs);

  // Text → program.
  bool read(llvm::StringRef path);
  bool check();

  /// Whether these targets have the warps that kernels ask for. Those that the
  /// user did not name make code without such kernels, and a warning.
  bool checkWarps(llvm::ArrayRef<const Target *> wanted, bool areNamed);

  // Program → device-neutral module → the module that all targets share.
  bool generate();
  bool runSharedPasses();

  // Shared module → code of the host, or of one device.
  std::optional<Bytes> compileHost(CodeForm form);
  std::optional<Image> compileDevice(const Target &target, CodeForm form);
  std::optional<Image> assembleCubin(const Target &target);

  // Code for all targets → artifact.
  std::optional<ArtifactParts> compileAll();
  std::optional<Bytes> link(const ArtifactParts &parts, bool relocatable);
  /// All of that, or what the cache holds. Needs `check` only.
  std::optional<Bytes> makeArtifact(bool relocatable);

  /// Reports the error, if it is one, and gives whether all is well.
  bool succeed(llvm::Error error);
  /// Writes the diagnostics that have come since the last time.
  void writeDiagnostics();

  std::vector<const Target *> hostTargets() const;
  /// The passes from the generated module to `target`, as aikernel-opt takes
  /// them.
  std::string pipelineText(const Target *target);
  std::string textOf(mlir::ModuleOp module, Level level) const;

  const CompileOptions options;
  const std::vector<const Target *> targets;
  MessageWriter &messages;
  llvm::raw_ostream &errs;
  Phases phases;
  int exitCode = Success;
  bool wasCached = false;

  std::string path;
  std::string stem;
  std::string soname; ///< of a library; named after the source unless set
  px::SourceManager sources;
  px::DiagnosticEngine diagnostics;
  std::unique_ptr<px::Program> program;
  std::unique_ptr<mlir::MLIRContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;

private:
  using Module = mlir::OwningOpRef<mlir::ModuleOp>;

  /// Of a fault of ours, with the line of the source.
  void render(mlir::Location location, llvm::StringRef severity,
              llvm::StringRef message);
  void reportLimit(mlir::Location location, llvm::StringRef message);
  void reportInternal(mlir::Location location, llvm::StringRef message);
  void keep(const llvm::Twine &file, mlir::ModuleOp module, Level level);

  mlir::PassManager newPassManager() const;
  void loadDialectsOfPasses();
  void buildSharedPasses(mlir::OpPassManager &passes) const;
  void buildTargetPasses(mlir::OpPassManager &passes,
                         const Target *target) const;
  void rememberFailure(mlir::ModuleOp before, mlir::PassManager &passes);
  llvm::Expected<Module> lower(const Target *target);
  bool hasKernelsFor(const Target &target) const;

  llvm::Expected<HostCode> buildHost(llvm::ArrayRef<const Target *> parts,
                                     CodeForm form);
  llvm::Expected<Image> buildDevice(const Target &target, CodeForm form);
  llvm::Expected<std::vector<DeviceCode>> buildImages(const Target &target);

  size_t writtenDiagnostics = 0;
  std::mutex failureMutex;
  std::optional<PipelineReproducer> failedPipeline;
};

/// The place in a file that a location stands for: of code that was inlined,
/// where it was written. Null if there is none.
mlir::FileLineColLoc placeOf(mlir::Location location);

/// The table of contents.
artifact::Description describe(const Session &session,
                               const ArtifactParts &parts);

/// What is known of kernels, in the order of the table's; none if nothing is.
std::vector<artifact::Resources>
describeResources(TargetKind target, llvm::ArrayRef<KernelResources> known,
                  llvm::ArrayRef<artifact::KernelDescription> kernels);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_SESSION_H
