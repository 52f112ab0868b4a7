//===- Artifact.cpp - From code for all targets to one file ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cache.h"
#include "Session.h"
#include "Version.h"
#include "aikernel/Artifact/Writer.h"
#include "aikernel/Target/CodegenError.h"
#include "aikernel/Target/Host.h"
#include "aikernel/Target/Link.h"

using namespace aikernel;
using llvm::StringRef;

/// The constants that stand beside the host's code.
static ImageObject imageObjectOf(const Session &session,
                                 const artifact::Description &description,
                                 StringRef contents) {
  ImageObject image;
  image.contents = contents;
  image.symbol = description.imageSymbol;
  if (image.symbol.empty())
    return image;
  std::vector<const Target *> versions = session.hostTargets();
  image.hostVersions = versions.size();
  for (const artifact::KernelDescription &kernel : description.kernels)
    for (const Target *version : versions)
      image.entries.push_back(
          artifact::hostCodeSymbol(kernel.name, version->chip));
  if (description.host)
    image.hostMain = description.host->symbol;
  return image;
}

std::optional<Bytes> Session::link(const ArtifactParts &parts,
                                   bool relocatable) {
  Phases::Timer timer(phases, "link");
  artifact::Description description = describe(*this, parts);
  std::string contents = artifact::write(description);
  auto constants =
      makeImageObject(*module, imageObjectOf(*this, description, contents));
  if (!constants)
    return succeed(constants.takeError()), std::nullopt;

  std::vector<StringRef> objects;
  if (parts.host)
    for (const Bytes &object : parts.host->codes)
      objects.push_back(toStringRef(object));
  objects.push_back(toStringRef(*constants));
  std::string name = "-soname=" + soname;
  std::vector<StringRef> arguments = {"-r"};
  if (!relocatable)
    arguments = {
        "-shared", name,         "--no-undefined",   "--gc-sections",  "-z",
        "now",     "-Bsymbolic", "--hash-style=gnu", "--build-id=none"};
  auto linked = linkELF(module->getLoc(), objects, arguments);
  if (!linked)
    return succeed(linked.takeError()), std::nullopt;
  if (auto symbol = undefinedSymbol(toStringRef(*linked))) {
    succeed(internalError(module->getLoc(), "the host's code uses '" + *symbol +
                                                "', which nothing defines"));
    return std::nullopt;
  }
  return std::move(*linked);
}

/// Everything that can make a difference to the artifact's bytes.
static CacheKey keyOf(const Session &session, bool relocatable) {
  const CompileOptions &options = session.options;
  CacheKey key;
  for (uint32_t file = 0; file < session.sources.count(); ++file) {
    key.add(session.sources.name(file));
    key.add(session.sources.text(file));
  }
  key.add(relocatable);
  key.add(relocatable ? "" : session.soname);
  key.add(options.optLevel);
  key.add(options.debugInfo);
  key.add(options.checkBounds);
  key.add(options.checkRaces);
  key.add(options.checkUnset);
  key.add(options.checkDivergence);
  key.add(options.contractFloatingPoint);
  for (const auto &[name, value] : options.defines) {
    key.add(name);
    key.add(value);
  }
  bool hasNVPTX = false;
  for (const Target *target : session.targets) {
    key.add(target->name());
    hasNVPTX |= target->kind == TargetKind::NVPTX;
  }
  if (hasNVPTX)
    key.add(ptxasIdentity());
  return key;
}

std::optional<Bytes> Session::makeArtifact(bool relocatable) {
  if (!checkWarps(targets, /*areNamed=*/!options.targets.empty()))
    return std::nullopt;
  std::optional<Cache> cache;
  std::optional<CacheKey> key;
  if (options.useCache && !phases.keeps()) {
    Phases::Timer timer(phases, "look into the cache");
    std::string problem;
    cache.emplace(Cache::defaultDirectory(), problem);
    if (!problem.empty())
      errs << "pxc: warning: " << problem << '\n';
    key = keyOf(*this, relocatable);
    if (auto found = cache->find(*key)) {
      wasCached = true;
      return found;
    }
  }
  if (!generate() || !runSharedPasses())
    return std::nullopt;
  auto parts = compileAll();
  if (!parts)
    return std::nullopt;
  auto bytes = link(*parts, relocatable);
  if (!bytes || !succeed(phases.takeError()))
    return std::nullopt;
  if (cache)
    cache->store(*key, toStringRef(*bytes));
  return bytes;
}
