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
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace aikernel::px {

enum class Severity : uint8_t { Warning, Error };

enum class DiagnosticId : uint8_t {
#define PX_DIAGNOSTIC(Number, Name, Severity, Message) Name,
#include "aikernel/Frontend/Px/Diagnostics.def"
};

enum class NoteId : uint8_t {
#define PX_NOTE(Name, Message) Name,
#include "aikernel/Frontend/Px/Diagnostics.def"
};

unsigned numberOf(DiagnosticId id);
/// px-NNN, as it is printed.
std::string labelOf(DiagnosticId id);
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
  SourceRange range;
  std::string message;
  std::vector<Note> notes;
  std::vector<FixIt> fixIts; ///< in source order, applied together
  std::string help;          ///< what to do, where no fix-it can say it
};

/// Collects what the front end has to say and renders it.
class DiagnosticEngine {
public:
  explicit DiagnosticEngine(const SourceManager &sources) : sources(sources) {}

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
    Builder(DiagnosticEngine &engine, size_t index)
        : engine(engine), index(index) {}
    Builder &addNote(NoteId id, SourceRange range,
                     const std::vector<std::string> &args);
    DiagnosticEngine &engine;
    size_t index;
  };

  template <typename... Args>
  Builder report(DiagnosticId id, SourceRange range, const Args &...args) {
    return add(id, range, {llvm::Twine(args).str()...});
  }

  /// So many errors are shown; beyond them nobody reads on.
  static constexpr unsigned maximumShown = 100;

  bool hasErrors() const { return errors != 0; }
  /// Whether looking for what was meant is worth the time.
  bool wantsSuggestions() const { return errors <= maximumShown; }
  unsigned errorCount() const { return errors; }
  llvm::ArrayRef<Diagnostic> diagnostics() const { return list; }
  /// The same in the order of the text; reports of one place keep their order.
  std::vector<const Diagnostic *> inSourceOrder() const;

  struct RenderOptions {
    bool colors = false;
  };
  void render(llvm::raw_ostream &os, RenderOptions options) const;
  void render(llvm::raw_ostream &os) const { render(os, RenderOptions()); }
  /// One JSON array of objects; places are counted from 1, in bytes.
  void renderJson(llvm::raw_ostream &os) const;

private:
  Builder add(DiagnosticId id, SourceRange range,
              const std::vector<std::string> &args);

  const SourceManager &sources;
  std::vector<Diagnostic> list;
  unsigned errors = 0;
};

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_DIAGNOSTICS_H
