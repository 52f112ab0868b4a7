//===- Index.h - What the names of a program stand for, and where -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For editors: the definitions and uses of names, as the checker finds them. A
// program with errors has an index of what could be understood.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_INDEX_H
#define AIKERNEL_FRONTEND_PX_INDEX_H

#include "aikernel/Frontend/Px/Frontend.h"
#include "llvm/ADT/DenseSet.h"
#include <map>

namespace aikernel::px {

namespace syntax {
struct File;
}

/// One of the pointers is set.
struct IndexedName {
  std::string name;
  SourceRange definition;
  enum class Reach : uint8_t { Everywhere, Host, Unit } reach;
  SourceRange unit = {}; ///< Reach::Unit: the kernel or function
  const Variable *variable = nullptr;
  const Array *array = nullptr;
  const LiteralExpr *constant = nullptr;
  const TextArgument *text = nullptr;
  const Function *function = nullptr;
  const Kernel *kernel = nullptr;
};

class Index {
public:
  void addDefinition(const IndexedName &name);
  /// `use` names what is defined at `definition`.
  void addUse(SourceRange use, SourceRange definition);

  /// The name whose definition or use holds the place, and that range.
  struct Found {
    const IndexedName *name;
    SourceRange range;
  };
  std::optional<Found> find(uint32_t file, uint32_t offset) const;
  /// Its definition and its uses, in the order of the text.
  std::vector<SourceRange> occurrences(const IndexedName &name) const;
  const IndexedName *definedAt(SourceRange definition) const;

  std::vector<const IndexedName *> names() const;
  /// Every definition and use in the file, by where it begins.
  std::vector<Found> all(uint32_t file) const;

  /// Variables that can differ between the threads of a block.
  llvm::DenseSet<const Variable *> varying;

private:
  using Place = std::pair<uint32_t, uint32_t>; ///< file, offset
  static Place placeOf(SourceRange range) { return {range.file, range.begin}; }

  std::map<Place, IndexedName> definitions;
  struct Use {
    SourceRange range;
    Place definition;
  };
  std::map<Place, Use> uses;
};

/// A program as an editor needs it, whether it is right or not. It points into
/// the texts of its sources.
struct Analysis {
  std::unique_ptr<syntax::File> syntax;
  std::unique_ptr<Program> program;
  Index index;

  Analysis();
  ~Analysis();
};

std::unique_ptr<Analysis> analyze(SourceManager &sources, uint32_t file,
                                  const Options &options,
                                  DiagnosticEngine &diagnostics);

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_INDEX_H
