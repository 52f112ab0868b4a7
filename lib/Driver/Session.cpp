//===- Session.cpp - From text to the device-neutral module ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"
#include "Dialects.h"
#include "SourceFile.h"
#include "SourceReader.h"
#include "aikernel/Frontend/PxToMLIR/PxToMLIR.h"
#include "aikernel/Target/CodegenError.h"
#include "aikernel/Target/Translation.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel;
using llvm::StringRef;

Session::Session(const CompileOptions &options, MessageWriter &messages,
                 llvm::raw_ostream &errs)
    : options(options),
      targets(options.targets.empty() ? defaultTargets() : options.targets),
      messages(messages), errs(errs), phases(options.dumpPhasesTo),
      diagnostics(sources, options.messages.warnings) {}

std::vector<const Target *> Session::hostTargets() const {
  std::vector<const Target *> selected;
  for (const Target *target : targets)
    if (target->kind == TargetKind::Host)
      selected.push_back(target);
  return selected;
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

mlir::FileLineColLoc aikernel::placeOf(mlir::Location location) {
  mlir::FileLineColLoc place;
  location->walk([&](mlir::Location part) {
    if (auto file = llvm::dyn_cast<mlir::FileLineColLoc>(part)) {
      place = file;
      return mlir::WalkResult::interrupt();
    }
    return mlir::WalkResult::advance();
  });
  return place;
}

void Session::render(mlir::Location location, StringRef severity,
                     StringRef message) {
  mlir::FileLineColLoc place = placeOf(location);
  if (!place) {
    errs << path << ": " << severity << ": " << message << '\n';
    return;
  }
  errs << place.getFilename().getValue() << ':' << place.getLine() << ':'
       << place.getColumn() << ": " << severity << ": " << message << '\n';
  std::optional<uint32_t> file = sources.find(place.getFilename());
  if (!file || place.getLine() > sources.lineCount(*file))
    return;
  StringRef line = sources.line(*file, place.getLine());
  errs << "  " << line << "\n  ";
  for (char c : line.take_front(place.getColumn() - 1))
    errs << (c == '\t' ? '\t' : ' ');
  errs << "^\n";
}

void Session::writeDiagnostics() {
  messages.write(sources, diagnostics, writtenDiagnostics);
  writtenDiagnostics = diagnostics.diagnostics().size();
}

/// The name, or the character, at a place.
static px::SourceRange rangeAt(const px::SourceManager &sources, uint32_t file,
                               mlir::FileLineColLoc place) {
  StringRef line = sources.line(file, place.getLine());
  StringRef rest =
      line.drop_front(std::min<size_t>(place.getColumn() - 1, line.size()));
  size_t size =
      rest.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; })
          .size();
  uint32_t begin = rest.begin() - sources.text(file).begin();
  return {file, begin, begin + uint32_t(std::max<size_t>(size, 1))};
}

/// What the program wants and a target does not have.
void Session::reportLimit(mlir::Location location, StringRef message) {
  mlir::FileLineColLoc place = placeOf(location);
  std::optional<uint32_t> file;
  if (place)
    file = sources.find(place.getFilename());
  bool isInFile = file && place.getLine() >= 1 && place.getColumn() >= 1 &&
                  place.getLine() <= sources.lineCount(*file);
  px::SourceRange range;
  if (isInFile)
    range = rangeAt(sources, *file, place);
  diagnostics.report(px::DiagnosticId::TargetLimit, range, message);
  writeDiagnostics();
}

void Session::reportInternal(mlir::Location location, StringRef message) {
  render(location, "internal error", message);
  exitCode = InternalError;
  if (auto directory = writeReproducer(failedPipeline))
    errs << "pxc: note: what led to it is in " << *directory
         << "; please report it with these files\n";
}

bool Session::succeed(llvm::Error error) {
  if (!error)
    return true;
  if (exitCode == Success)
    exitCode = InputError;
  llvm::handleAllErrors(
      std::move(error),
      [&](const CodegenError &codegen) {
        if (codegen.blame == CodegenError::Blame::Internal)
          reportInternal(codegen.location, codegen.message);
        else
          reportLimit(codegen.location, codegen.message);
      },
      [&](const llvm::ErrorInfoBase &other) {
        errs << "pxc: error: " << other.message() << '\n';
      });
  return false;
}

void Session::keep(const llvm::Twine &file, mlir::ModuleOp module,
                   Level level) {
  if (!phases.keeps())
    return;
  phases.keep(file.str(), textOf(module, level));
}

/// Locations are printed where code is still to be made from them: line tables
/// to the end, checks and messages of the host program until they are lowered.
std::string Session::textOf(mlir::ModuleOp module, Level level) const {
  std::string text;
  llvm::raw_string_ostream os(text);
  mlir::OpPrintingFlags flags;
  bool makesMessages =
      options.checkBounds || options.checksThreads() || !program->host.empty();
  if (options.debugInfo || (level == Level::Portable && makesMessages))
    flags.enableDebugInfo();
  module.print(os, flags);
  os << '\n';
  return text;
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

bool Session::read(StringRef file) {
  Phases::Timer timer(phases, "read");
  auto text = readSource(file);
  if (!text) {
    errs << "pxc: error: cannot read '" << file
         << "': " << text.getError().message() << '\n';
    exitCode = InputError;
    return false;
  }
  path = shownName(file);
  stem = artifact::stemOf(file == "-" ? "stdin" : path);
  soname = stem + ".so";
  sources.add(path, std::move(*text));
  setReproducerSource(file, sources.text(0));
  return succeed(phases.prepare());
}

bool Session::check() {
  {
    Phases::Timer timer(phases, "parse and check");
    SourceReader reader(options.includeDirectories);
    program =
        px::compile(sources, 0, languageOptions(options, reader), diagnostics);
    for (uint32_t file = 1; file < sources.count(); ++file)
      if (sources.includedAt(file))
        addReproducerSource(sources.name(file), sources.text(file));
  }
  writeDiagnostics();
  if (!program) {
    exitCode = InputError;
    return false;
  }
  if (phases.keeps()) {
    std::string text;
    llvm::raw_string_ostream os(text);
    px::dumpTyped(*program, os);
    phases.keep(stem + ".typed-ast", text);
  }
  return true;
}

static bool hasWarpsOf(const Target &target, unsigned threads) {
  return threads == 32 || target.kind == TargetKind::Host ||
         (target.kind == TargetKind::AMDGPU && target.width == threads);
}

bool Session::checkWarps(llvm::ArrayRef<const Target *> wanted, bool areNamed) {
  bool areThere = true;
  for (const px::Kernel *kernel : program->kernels) {
    std::vector<std::string> lacking;
    for (const Target *target : wanted)
      if (!hasWarpsOf(*target, kernel->warp))
        lacking.push_back(target->name());
    if (lacking.empty())
      continue;
    areThere &= !areNamed;
    diagnostics.report(areNamed ? px::DiagnosticId::NoWideWarps
                                : px::DiagnosticId::KernelLeftOut,
                       kernel->warpRange, kernel->name,
                       llvm::join(lacking, ", "));
  }
  writeDiagnostics();
  if (!areThere)
    exitCode = InputError;
  return areThere;
}

/// Whether there is a kernel that the target's code would hold.
bool Session::hasKernelsFor(const Target &target) const {
  return program->kernels.empty() ||
         llvm::any_of(program->kernels, [&](const px::Kernel *kernel) {
           return hasWarpsOf(target, kernel->warp);
         });
}

bool Session::generate() {
  Phases::Timer timer(phases, "generate MLIR");
  mlir::DialectRegistry registry;
  registerDialects(registry);
  registerTargetTranslations(registry);
  context = std::make_unique<mlir::MLIRContext>(registry);
  context->getDiagEngine().registerHandler(
      [this](mlir::Diagnostic &diagnostic) {
        StringRef severity = "note";
        if (diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error)
          severity = "error";
        else if (diagnostic.getSeverity() == mlir::DiagnosticSeverity::Warning)
          severity = "warning";
        render(diagnostic.getLocation(), severity, diagnostic.str());
      });
  module = generateMLIR(*program, sources, *context);
  module->setSymName(stem); // the artifact's C symbols begin with it
  keep(stem + ".mlir", *module, Level::Portable);
  return succeed(
      mlir::failed(mlir::verify(*module))
          ? internalError(module->getLoc(), "the generated module is invalid")
          : llvm::Error::success());
}
