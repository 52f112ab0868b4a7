//===- Artifact.cpp - Loads artifacts and tells what is in them -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Artifact.h"
#include "aikernel/Artifact/Container.h"
#include "runtime/Context.h"
#include "runtime/device/host/CpuFeatures.h"
#include "runtime/sys/System.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>

using namespace aikernel;
using namespace aikernel::runtime;
using artifact::Bytes;
using artifact::Reader;
namespace format = aikernel::artifact::format;

//===----------------------------------------------------------------------===//
// What a launch needs of the table of contents
//===----------------------------------------------------------------------===//

static LoadedKernel loadKernel(const Reader &toc, uint32_t index) {
  LoadedKernel kernel{toc.kernel(index), {}};
  for (uint32_t i = 0; i != kernel.record.parameters.count; ++i) {
    format::Parameter p = toc.parameter(kernel.record.parameters, i);
    if (p.flags & format::IsArray)
      kernel.arrays.push_back({i, p.offset, artifact::typeSize(p.type)});
  }
  return kernel;
}

static HostVersion loadHostVersion(const Reader &toc,
                                   const format::Code &code) {
  HostVersion version{toc.text(code.arch).data(), code.preference, {}};
  for (uint32_t i = 0; i != code.features.count; ++i) {
    std::string_view feature = toc.textAt(code.features, i);
    if (!cpuHasFeature(feature))
      version.missingFeatures.push_back(feature);
  }
  return version;
}

AikArtifact::AikArtifact(Reader reader) : toc(reader) {
  for (uint32_t i = 0; i != toc.kernelCount(); ++i)
    kernels.push_back(loadKernel(toc, i));
  for (uint32_t i = 0; i != toc.codeCount(); ++i) {
    format::Code code = toc.code(i);
    if (format::CodeKind(code.kind) == format::CodeKind::HostCode)
      hostVersions.push_back(loadHostVersion(toc, code));
  }
}

void runtime::selectBestVersion(AikArtifact &artifact) {
  artifact.selected.reset();
  const auto &versions = artifact.hostVersions;
  for (uint32_t i = 0; i != versions.size(); ++i)
    if (versions[i].missingFeatures.empty() &&
        (!artifact.selected ||
         versions[i].preference > versions[*artifact.selected].preference))
      artifact.selected = i;
}

//===----------------------------------------------------------------------===//
// Loading
//===----------------------------------------------------------------------===//

static bool hasHostCode(const AikArtifact &artifact) {
  return artifact.toc.header().imageSymbol.length != 0;
}

/// What the compiler said in AikImage must be what it said in the table.
static int32_t checkImage(AikContext &context, const AikArtifact &artifact,
                          const AikImage &image) {
  if (image.abiVersion != AIK_ABI_VERSION)
    return context.fail(AIK_UNSUPPORTED,
                        "the host code has ABI version %u, this runtime %d: "
                        "recompile it",
                        image.abiVersion, AIK_ABI_VERSION);
  if (image.size < sizeof(AikImage) ||
      image.kernels != artifact.kernels.size() ||
      image.hostVersions != artifact.hostVersions.size())
    return context.fail(AIK_BAD_ARTIFACT,
                        "the artifact is damaged: its host code and its table "
                        "of contents differ");
  return AIK_OK;
}

static int32_t loadHostCode(AikContext &context, AikArtifact &artifact,
                            Bytes elf) {
  std::string error;
  if (!artifact.library.load(elf, error))
    return context.fail(AIK_SYSTEM_ERROR, "%s", error.c_str());
  const char *symbol =
      artifact.toc.text(artifact.toc.header().imageSymbol).data();
  auto *image = static_cast<const AikImage *>(artifact.library.find(symbol));
  if (!image)
    return context.fail(AIK_BAD_ARTIFACT,
                        "the artifact is damaged: it has no symbol %s", symbol);
  if (int32_t status = checkImage(context, artifact, *image))
    return status;
  // The loader hands out an older library if both claim the same name.
  Bytes toc = artifact.toc.bytes();
  if (image->tocSize < toc.size() ||
      memcmp(image->toc, toc.data(), toc.size()) != 0)
    return context.fail(AIK_BAD_ARTIFACT,
                        "the host code that was loaded is another artifact's");
  artifact.image = image;
  selectBestVersion(artifact);
  return AIK_OK;
}

static int32_t loadElf(AikContext &context, Bytes elf, AikArtifact **result) {
  std::string error;
  auto found = artifact::findTableOfContents(elf, error);
  if (!found)
    return context.fail(AIK_BAD_ARTIFACT, "%s", error.c_str());
  std::vector<uint8_t> bytes(found->begin(), found->end());
  auto toc = Reader::parse(bytes, error);
  if (!toc)
    return context.fail(AIK_BAD_ARTIFACT, "%s", error.c_str());
  auto artifact = std::make_unique<AikArtifact>(*toc);
  artifact->tocBytes = std::move(bytes);
  if (hasHostCode(*artifact))
    if (int32_t status = loadHostCode(context, *artifact, elf))
      return status;
  *result = artifact.get();
  context.artifacts.push_back(std::move(artifact));
  return AIK_OK;
}

namespace {
/// A whole file in memory of its own: one that shrinks meanwhile does no harm.
class FileContents {
public:
  ~FileContents() {
    if (memory)
      unmapPages(memory, capacity, /*huge=*/false);
    if (file >= 0)
      sys::calls.close(file);
  }

  /// False with errno set.
  bool read(const char *path) {
    file = sys::calls.open(path, O_RDONLY | O_CLOEXEC, 0);
    struct stat status;
    if (file < 0 || sys::calls.fstat(file, &status) != 0)
      return false;
    if (!S_ISREG(status.st_mode)) {
      errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
      return false;
    }
    capacity = size_t(status.st_size);
    memory = mapPages(capacity, /*huge=*/false);
    if (!memory) {
      errno = ENOMEM;
      return false;
    }
    return readContents();
  }

  Bytes bytes() const { return {static_cast<uint8_t *>(memory), size}; }

private:
  bool readContents() {
    while (size != capacity) {
      ssize_t got = sys::calls.pread(file, static_cast<char *>(memory) + size,
                                     capacity - size, off_t(size));
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return false;
      if (got == 0)
        break;
      size += size_t(got);
    }
    return true;
  }

  int file = -1;
  void *memory = nullptr;
  size_t capacity = 0, size = 0;
};
} // namespace

int32_t aikArtifactLoadFile(AikContext *context, const char *path,
                            AikArtifact **result) {
  if (int32_t status = refuseNull(context, "aikArtifactLoadFile",
                                  {{"path", path}, {"artifact", result}}))
    return status;
  Lock lock(context->mutex);
  *result = nullptr;
  FileContents contents;
  if (!contents.read(path)) {
    int cause = errno;
    return context->fail(cause == ENOENT ? AIK_NOT_FOUND : AIK_SYSTEM_ERROR,
                         "cannot read %s: %s", path, strerror(cause));
  }
  std::string error;
  auto elf = artifact::findElf(contents.bytes(), error);
  int32_t status = elf ? loadElf(*context, *elf, result)
                       : context->fail(AIK_BAD_ARTIFACT, "%s", error.c_str());
  if (status == AIK_OK)
    return AIK_OK;
  error = context->error;
  return context->fail(status, "%s: %s", path, error.c_str());
}

int32_t aikArtifactLoadMemory(AikContext *context, const void *bytes,
                              uint64_t size, AikArtifact **result) {
  if (int32_t status =
          refuseNull(context, "aikArtifactLoadMemory",
                     {{"bytes", bytes, size != 0}, {"artifact", result}}))
    return status;
  Lock lock(context->mutex);
  *result = nullptr;
  return loadElf(*context, {static_cast<const uint8_t *>(bytes), size}, result);
}

void aikArtifactUnload(AikContext *context, AikArtifact *artifact) {
  if (!context || !artifact)
    return;
  Lock lock(context->mutex);
  std::erase_if(context->artifacts,
                [&](const auto &owned) { return owned.get() == artifact; });
}

//===----------------------------------------------------------------------===//
// Host code that the application has linked
//===----------------------------------------------------------------------===//

/// Still the artifact that it was when it was first seen: another library may
/// have taken the place of one that was unloaded.
static bool isSameImage(const AikArtifact &artifact, const AikImage &image) {
  constexpr size_t compared = format::firstHeaderBytes;
  return artifact.image == &image && image.tocSize >= compared &&
         memcmp(&artifact.toc.header(), image.toc, compared) == 0;
}

AikArtifact *runtime::artifactOf(AikContext &context, const AikImage &image,
                                 int32_t &status) {
  for (const auto &known : context.artifacts)
    if (isSameImage(*known, image))
      return known.get();
  std::erase_if(context.artifacts,
                [&](const auto &known) { return known->image == &image; });

  std::string error;
  auto toc = Reader::parse(
      {static_cast<const uint8_t *>(image.toc), image.tocSize}, error);
  if (!toc) {
    status = context.fail(AIK_BAD_ARTIFACT, "%s", error.c_str());
    return nullptr;
  }
  auto artifact = std::make_unique<AikArtifact>(*toc);
  status = checkImage(context, *artifact, image);
  if (status != AIK_OK)
    return nullptr;
  artifact->image = &image;
  selectBestVersion(*artifact);
  return context.artifacts.emplace_back(std::move(artifact)).get();
}

//===----------------------------------------------------------------------===//
// Code versions
//===----------------------------------------------------------------------===//

static std::string join(const std::vector<std::string_view> &list) {
  std::string text;
  for (std::string_view item : list)
    text += (text.empty() ? "" : ", ") + std::string(item);
  return text;
}

static std::string versionNames(const AikArtifact &artifact) {
  std::vector<std::string_view> names;
  for (const HostVersion &version : artifact.hostVersions)
    names.push_back(version.name);
  return names.empty() ? "none" : join(names);
}

int32_t aikArtifactSelectCode(AikContext *context, AikArtifact *artifact,
                              const char *name) {
  if (int32_t status = refuseNull(context, "aikArtifactSelectCode",
                                  {{"artifact", artifact}, {"version", name}}))
    return status;
  Lock lock(context->mutex);
  if (strcmp(name, "auto") == 0) {
    selectBestVersion(*artifact);
    return AIK_OK;
  }
  for (uint32_t i = 0; i != artifact->hostVersions.size(); ++i) {
    const HostVersion &version = artifact->hostVersions[i];
    if (strcmp(version.name, name) != 0)
      continue;
    if (!version.missingFeatures.empty())
      return context->fail(AIK_UNSUPPORTED,
                           "this CPU cannot run %s code: it lacks %s", name,
                           join(version.missingFeatures).c_str());
    artifact->selected = i;
    return AIK_OK;
  }
  return context->fail(AIK_NOT_FOUND,
                       "the artifact has no %s host code; it has: %s", name,
                       versionNames(*artifact).c_str());
}

const char *aikArtifactSelectedCode(const AikArtifact *artifact) {
  return artifact && artifact->selected
             ? artifact->hostVersions[*artifact->selected].name
             : nullptr;
}

//===----------------------------------------------------------------------===//
// Kernels, parameters, inputs
//===----------------------------------------------------------------------===//

const char *aikTypeName(uint32_t type) {
  return artifact::typeName(type).data();
}

uint32_t aikTypeSize(uint32_t type) { return artifact::typeSize(type); }

uint32_t aikArtifactKernelCount(const AikArtifact *artifact) {
  return artifact ? uint32_t(artifact->kernels.size()) : 0;
}

int32_t aikArtifactFindKernel(AikContext *context, const AikArtifact *artifact,
                              const char *name, uint32_t *kernel) {
  if (int32_t status = refuseNull(
          context, "aikArtifactFindKernel",
          {{"artifact", artifact}, {"name", name}, {"kernel", kernel}}))
    return status;
  Lock lock(context->mutex);
  if (auto found = artifact->toc.findKernel(name)) {
    *kernel = *found;
    return AIK_OK;
  }
  std::vector<std::string_view> names;
  for (const LoadedKernel &known : artifact->kernels)
    names.push_back(artifact->toc.text(known.record.name));
  return context->fail(AIK_NOT_FOUND,
                       "the artifact has no kernel '%s'; it has: %s", name,
                       names.empty() ? "none" : join(names).c_str());
}

static int32_t failKernelNumber(AikContext &context, uint32_t kernel) {
  return context.fail(AIK_NOT_FOUND, "the artifact has no kernel number %u",
                      kernel);
}

int32_t aikArtifactKernel(AikContext *context, const AikArtifact *artifact,
                          uint32_t kernel, AikKernelInfo *info) {
  if (int32_t status = refuseNull(context, "aikArtifactKernel",
                                  {{"artifact", artifact}, {"info", info}}))
    return status;
  Lock lock(context->mutex);
  if (kernel >= artifact->kernels.size())
    return failKernelNumber(*context, kernel);
  const format::Kernel &record = artifact->kernels[kernel].record;
  info->name = artifact->toc.text(record.name).data();
  info->parameters = record.parameters.count;
  info->argumentBytes = record.argumentBytes;
  info->sharedBytes = record.sharedBytes;
  info->checksBounds = (record.flags & format::ChecksBounds) != 0;
  return AIK_OK;
}

void runtime::describeParameter(const AikArtifact &artifact,
                                const format::Parameter &p,
                                AikParameterInfo &info) {
  info.name = artifact.toc.text(p.name).data();
  info.type = p.type;
  info.isArray = (p.flags & format::IsArray) != 0;
  info.isReadOnly = (p.flags & format::IsReadOnly) != 0;
  info.rank = p.sizes.count;
  info.offset = p.offset;
  info.size = p.size;
  info.lengthOffset = p.lengthOffset;
  info.hasDefault = (p.flags & format::HasDefault) != 0;
  info.defaultBits = p.defaultBits;
  if (p.type == AIK_TYPE_TEXT)
    info.defaultBits = reinterpret_cast<uintptr_t>(
        artifact.toc.text(aikernel::artifact::defaultTextOf(p)).data());
  info.help = artifact.toc.text(p.help).data();
}

int32_t aikArtifactParameter(AikContext *context, const AikArtifact *artifact,
                             uint32_t kernel, uint32_t parameter,
                             AikParameterInfo *info) {
  if (int32_t status = refuseNull(context, "aikArtifactParameter",
                                  {{"artifact", artifact}, {"info", info}}))
    return status;
  Lock lock(context->mutex);
  if (kernel >= artifact->kernels.size())
    return failKernelNumber(*context, kernel);
  format::Range range = artifact->kernels[kernel].record.parameters;
  if (parameter >= range.count)
    return context->fail(AIK_NOT_FOUND, "the kernel has no parameter number %u",
                         parameter);
  describeParameter(*artifact, artifact->toc.parameter(range, parameter),
                    *info);
  return AIK_OK;
}

const char *aikArtifactParameterSize(const AikArtifact *artifact,
                                     uint32_t kernel, uint32_t parameter,
                                     uint32_t dimension) {
  if (!artifact || kernel >= artifact->kernels.size())
    return nullptr;
  format::Range range = artifact->kernels[kernel].record.parameters;
  if (parameter >= range.count)
    return nullptr;
  format::Range sizes = artifact->toc.parameter(range, parameter).sizes;
  return dimension < sizes.count ? artifact->toc.textAt(sizes, dimension).data()
                                 : nullptr;
}

uint32_t aikArtifactHasHostProgram(const AikArtifact *artifact) {
  return artifact && artifact->toc.hasHostProgram();
}

uint32_t aikArtifactInputCount(const AikArtifact *artifact) {
  return artifact ? artifact->toc.hostProgram().inputs.count : 0;
}

int32_t aikArtifactInput(AikContext *context, const AikArtifact *artifact,
                         uint32_t input, AikParameterInfo *info) {
  if (int32_t status = refuseNull(context, "aikArtifactInput",
                                  {{"artifact", artifact}, {"info", info}}))
    return status;
  Lock lock(context->mutex);
  format::Range range = artifact->toc.hostProgram().inputs;
  if (input >= range.count)
    return context->fail(AIK_NOT_FOUND,
                         "the host program has no input number %u", input);
  describeParameter(*artifact, artifact->toc.parameter(range, input), *info);
  return AIK_OK;
}
