//===- CodeObject.cpp - What an AMD code object says of itself ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeObject.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/BinaryFormat/MsgPackDocument.h"
#include "llvm/Object/ELF.h"

using namespace aikernel;
using llvm::StringRef;
namespace msgpack = llvm::msgpack;

/// The description of the metadata note, or nothing.
static llvm::Expected<StringRef> findMetadata(StringRef elf) {
  auto file = llvm::object::ELF64LEFile::create(elf);
  if (!file)
    return file.takeError();
  auto sections = file->sections();
  if (!sections)
    return sections.takeError();
  for (const auto &section : *sections) {
    if (section.sh_type != llvm::ELF::SHT_NOTE)
      continue;
    llvm::Error error = llvm::Error::success();
    for (const auto note : file->notes(section, error)) {
      if (note.getName() != "AMDGPU" ||
          note.getType() != llvm::ELF::NT_AMDGPU_METADATA)
        continue;
      llvm::consumeError(std::move(error));
      return note.getDescAsStringRef(section.sh_addralign);
    }
    if (error)
      return error;
  }
  return llvm::createStringError("the code object has no metadata");
}

static unsigned numberAt(msgpack::MapDocNode &map, StringRef key) {
  auto entry = map.find(key);
  return entry != map.end() && entry->second.getKind() == msgpack::Type::UInt
             ? entry->second.getUInt()
             : 0;
}

llvm::Expected<std::vector<KernelResources>>
aikernel::readKernelMetadata(StringRef elf) {
  auto metadata = findMetadata(elf);
  if (!metadata)
    return metadata.takeError();
  msgpack::Document document;
  if (!document.readFromBlob(*metadata, /*Multi=*/false) ||
      !document.getRoot().isMap())
    return llvm::createStringError("the code object's metadata is damaged");

  std::vector<KernelResources> kernels;
  auto list = document.getRoot().getMap().find("amdhsa.kernels");
  if (list == document.getRoot().getMap().end() || !list->second.isArray())
    return kernels;
  for (msgpack::DocNode &node : list->second.getArray()) {
    if (!node.isMap())
      continue;
    msgpack::MapDocNode &kernel = node.getMap();
    KernelResources &resources = kernels.emplace_back();
    resources.kernel = kernel[".name"].toString();
    resources.registers = numberAt(kernel, ".vgpr_count");
    resources.scalarRegisters = numberAt(kernel, ".sgpr_count");
    resources.spills = numberAt(kernel, ".vgpr_spill_count") +
                       numberAt(kernel, ".sgpr_spill_count");
    resources.sharedBytes = numberAt(kernel, ".group_segment_fixed_size");
    resources.localBytes = numberAt(kernel, ".private_segment_fixed_size");
  }
  return kernels;
}
