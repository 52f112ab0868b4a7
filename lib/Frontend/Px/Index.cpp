//===- Index.cpp - What the names of a program stand for, and where -------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Index.h"
#include "aikernel/Frontend/Px/Syntax.h"

using namespace aikernel::px;

Analysis::Analysis() = default;
Analysis::~Analysis() = default;

void Index::addDefinition(const IndexedName &name) {
  definitions.insert_or_assign(placeOf(name.definition), name);
}

void Index::addUse(SourceRange use, SourceRange definition) {
  if (placeOf(use) != placeOf(definition))
    uses.insert_or_assign(placeOf(use), Use{use, placeOf(definition)});
}

/// The entry of a map that begins at the place or last before it.
template <typename Map>
static const typename Map::mapped_type *
lastBefore(const Map &map, uint32_t file, uint32_t offset) {
  auto next = map.upper_bound({file, offset});
  if (next == map.begin() || std::prev(next)->first.first != file)
    return nullptr;
  return &std::prev(next)->second;
}

std::optional<Index::Found> Index::find(uint32_t file, uint32_t offset) const {
  // The cursor behind a word is at the word.
  auto holds = [&](SourceRange range) { return offset <= range.end; };
  if (const Use *use = lastBefore(uses, file, offset);
      use && holds(use->range)) {
    auto name = definitions.find(use->definition);
    if (name != definitions.end())
      return Found{&name->second, use->range};
  }
  if (const IndexedName *name = lastBefore(definitions, file, offset);
      name && holds(name->definition))
    return Found{name, name->definition};
  return std::nullopt;
}

std::vector<SourceRange> Index::occurrences(const IndexedName &name) const {
  std::map<Place, SourceRange> found = {
      {placeOf(name.definition), name.definition}};
  for (const auto &[place, use] : uses)
    if (use.definition == placeOf(name.definition))
      found.insert({place, use.range});
  std::vector<SourceRange> ranges;
  for (const auto &entry : found)
    ranges.push_back(entry.second);
  return ranges;
}

const IndexedName *Index::definedAt(SourceRange definition) const {
  auto found = definitions.find(placeOf(definition));
  return found == definitions.end() ? nullptr : &found->second;
}

std::vector<const IndexedName *> Index::names() const {
  std::vector<const IndexedName *> all;
  for (const auto &entry : definitions)
    all.push_back(&entry.second);
  return all;
}

std::vector<Index::Found> Index::all(uint32_t file) const {
  std::map<uint32_t, Found> found;
  for (const auto &[place, name] : definitions)
    if (place.first == file)
      found.insert({place.second, {&name, name.definition}});
  for (const auto &[place, use] : uses) {
    auto name = definitions.find(use.definition);
    if (place.first == file && name != definitions.end())
      found.insert({place.second, {&name->second, use.range}});
  }
  std::vector<Found> list;
  for (const auto &entry : found)
    list.push_back(entry.second);
  return list;
}
