//===- Diagnostics.h - Errors and warnings of the px front end --*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_DIAGNOSTICS_H
#define AIKERNEL_FRONTEND_PX_DIAGNOSTICS_H

#include "aikernel/Frontend/Px/Source.h"
#include "aikernel/Frontend/Px/Warnings.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace aikernel::px {

enum class NoteId : uint8_t {
#define PX_NOTE(Name, Message) Name,
#include "aikernel/Frontend/Px/Diagnostics.def"
};

unsigned numberOf(DiagnosticId id);
/// px-NNN, as it is printed.
std::string labelOf(DiagnosticId id);
/// With {0} and so on in place of what is particular.
llvm::StringRef messageOf(DiagnosticId id);
/// Without -W options.
Severity severityOf(DiagnosticId id);

/// Text that would replace `range`; an insertion has an empty range.
struct FixIt {
  SourceRange range;
  std::string replacement;
};

struct Note {
  NoteId id;
  SourceRange range;
  std::string message;
};

struct Diagnostic {
  DiagnosticId id;
  Severity severity;
  SourceRange range;
  std::string message;
  std::vector<Note> notes;
  std::vector<FixIt> fixIts; ///< in source order, applied together
  std::string help;          ///< what to do, where no fix-it can say it
};

/// Collects what the front end has to say and renders it.
class DiagnosticEngine {
public:
  explicit DiagnosticEngine(const SourceManager &sources,
                            WarningSettings warnings = {})
      : sources(sources), warnings(std::move(warnings)) {}

  /// Adds to the diagnostic that `report` has just made.
  class Builder {
  public:
    template <typename... Args>
    Builder &note(NoteId id, SourceRange range, const Args &...args) {
      return addNote(id, range, {llvm::Twine(args).str()...});
    }
    Builder &fixIt(SourceRange range, const llvm::Twine &replacement);
    Builder &help(const llvm::Twine &text);

  private:
    friend class DiagnosticEngine;
    Builder(DiagnosticEngine &engine, std::optional<size_t> index)
        : engine(engine), index(index) {}
    Builder &addNote(NoteId id, SourceRange range,
                     const std::vector<std::string> &args);
    DiagnosticEngine &engine;
    std::optional<size_t> index; ///< none: of a warning that nobody wants
  };

  template <typename... Args>
  Builder report(DiagnosticId id, SourceRange range, const Args &...args) {
    return add(id, range, {llvm::Twine(args).str()...});
  }

  /// Whether a place is in a file that another one includes.
  bool isIncluded(SourceRange range) const {
    return sources.includedAt(range.file).has_value();
  }

  /// So many errors are shown; beyond them nobody reads on.
  static constexpr unsigned maximumShown = 100;

  bool hasErrors() const { return errors != 0; }
  /// Whether finding out if there is cause for a warning is worth the time.
  bool wants(DiagnosticId warning) const {
    return warnings.severityOf(warning).has_value();
  }
  /// Whether looking for what was meant is worth the time.
  bool wantsSuggestions() const { return errors <= maximumShown; }
  unsigned errorCount() const { return errors; }
  llvm::ArrayRef<Diagnostic> diagnostics() const { return list; }
  /// The same in the order of the text, without the `first` that were reported
  /// first; reports of one place keep their order.
  std::vector<const Diagnostic *> inSourceOrder(size_t first = 0) const;

  struct RenderOptions {
    bool colors = false;
    size_t first = 0; ///< those before it have been rendered
  };
  void render(llvm::raw_ostream &os, RenderOptions options) const;
  void render(llvm::raw_ostream &os) const { render(os, RenderOptions()); }

private:
  Builder add(DiagnosticId id, SourceRange range,
              const std::vector<std::string> &args);

  const SourceManager &sources;
  WarningSettings warnings;
  std::vector<Diagnostic> list;
  unsigned errors = 0;
};

/// For programs; places are counted from 1, in bytes.
llvm::json::Object toJson(const SourceManager &sources,
                          const Diagnostic &diagnostic);

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_DIAGNOSTICS_H
