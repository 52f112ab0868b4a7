//===- Diagnostics.cpp - Errors and warnings of the px front end ----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cassert>

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

namespace {
struct DiagnosticRow {
  unsigned number;
  Severity severity;
  const char *message;
};
} // namespace

static constexpr DiagnosticRow rows[] = {
#define PX_DIAGNOSTIC(Number, Name, SeverityName, Message)                     \
  {Number, Severity::SeverityName, Message},
#include "aikernel/Frontend/Px/Diagnostics.def"
};

static constexpr const char *noteMessages[] = {
#define PX_NOTE(Name, Message) Message,
#include "aikernel/Frontend/Px/Diagnostics.def"
};

/// Whether a byte goes on with a character of UTF-8.
static bool isContinuation(char c) { return (c & 0xC0) == 0x80; }

std::string aikernel::px::labelOf(DiagnosticId id) {
  std::string number = std::to_string(numberOf(id));
  return "px-" + std::string(3 - number.size(), '0') + number;
}

unsigned aikernel::px::numberOf(DiagnosticId id) {
  return rows[static_cast<size_t>(id)].number;
}

StringRef aikernel::px::messageOf(DiagnosticId id) {
  return rows[static_cast<size_t>(id)].message;
}

Severity aikernel::px::severityOf(DiagnosticId id) {
  return rows[static_cast<size_t>(id)].severity;
}

/// What a message quotes, made short enough to read.
static std::string abbreviated(StringRef text) {
  constexpr size_t maximum = 80, kept = 60;
  if (text.size() <= maximum)
    return text.str();
  size_t end = kept;
  while (end > 0 && isContinuation(text[end]))
    --end;
  return (text.take_front(end) + "…").str();
}

/// Puts the arguments in the places {0}, {1}, … of a message.
static std::string substitute(StringRef message,
                              const std::vector<std::string> &args) {
  if (message == "{0}") // somebody else's words, not a quotation
    return args.front();
  std::string result;
  while (!message.empty()) {
    auto [text, rest] = message.split('{');
    result += text;
    if (rest.empty())
      break;
    size_t number = rest.front() - '0';
    assert(number < args.size() && "message asks for a missing argument");
    result += abbreviated(args[number]);
    message = rest.drop_front(2);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Collecting
//===----------------------------------------------------------------------===//

DiagnosticEngine::Builder
DiagnosticEngine::add(DiagnosticId id, SourceRange range,
                      const std::vector<std::string> &args) {
  std::optional<Severity> severity = severityOf(id);
  if (severity == Severity::Warning)
    severity = warnings.severityOf(id);
  if (!severity)
    return Builder(*this, std::nullopt);
  list.push_back(
      {id, *severity, range, substitute(messageOf(id), args), {}, {}, {}});
  if (severity == Severity::Error)
    ++errors;
  Builder builder(*this, list.size() - 1);
  if (std::optional<SourceRange> at = sources.includedAt(range.file))
    builder.note(NoteId::IncludedHere, *at);
  return builder;
}

DiagnosticEngine::Builder &
DiagnosticEngine::Builder::addNote(NoteId id, SourceRange range,
                                   const std::vector<std::string> &args) {
  const char *message = noteMessages[static_cast<size_t>(id)];
  if (index)
    engine.list[*index].notes.push_back({id, range, substitute(message, args)});
  return *this;
}

DiagnosticEngine::Builder &
DiagnosticEngine::Builder::fixIt(SourceRange range,
                                 const llvm::Twine &replacement) {
  if (index)
    engine.list[*index].fixIts.push_back({range, replacement.str()});
  return *this;
}

DiagnosticEngine::Builder &
DiagnosticEngine::Builder::help(const llvm::Twine &text) {
  if (index)
    engine.list[*index].help = text.str();
  return *this;
}

std::vector<const Diagnostic *>
DiagnosticEngine::inSourceOrder(size_t first) const {
  std::vector<const Diagnostic *> order;
  for (const Diagnostic &diagnostic : diagnostics().drop_front(first))
    order.push_back(&diagnostic);
  // Reports of one place keep their order: they lie in one array.
  llvm::sort(order, [](const Diagnostic *a, const Diagnostic *b) {
    return std::tuple(a->range.file, a->range.begin, a) <
           std::tuple(b->range.file, b->range.begin, b);
  });
  return order;
}

//===----------------------------------------------------------------------===//
// Rendering for people
//===----------------------------------------------------------------------===//

namespace {

/// One source line as it is shown: bytes that a terminal could take for
/// commands, or that are not UTF-8, become '?', and of a very long line only
/// the surroundings of the place are left.
class ShownLine {
public:
  ShownLine(StringRef line, size_t begin, size_t end) {
    begin = std::min(begin, line.size());
    end = std::clamp(end, begin, line.size());
    size_t first = begin > context ? begin - context : 0;
    size_t last = std::min(line.size(), begin + context);
    while (first > 0 && isContinuation(line[first]))
      --first;
    if (first > 0)
      append("…", false, false);
    for (size_t i = first; i < last;) {
      size_t length = characterLength(line.substr(i, last - i));
      bool marked = i >= begin && i < std::max(end, begin + 1);
      append(length ? line.substr(i, length) : "?", i == begin, marked);
      i += std::max<size_t>(length, 1);
    }
    if (last < line.size())
      append("…", false, false);
    if (marks.find('^') == std::string::npos)
      marks += '^';
    marks.resize(marks.find_last_of("^~") + 1);
  }

  std::string text;
  std::string marks;

private:
  static constexpr size_t context = 100;

  /// The bytes of the first character, or 0 when it cannot be shown as it is.
  static size_t characterLength(StringRef text) {
    unsigned char c = text.front();
    if (c < 0x80)
      return c >= 0x20 && c != 0x7F ? 1 : c == '\t';
    size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 0;
    if (length == 0 || text.size() < length)
      return 0;
    for (char next : text.substr(1, length - 1))
      if (!isContinuation(next))
        return 0;
    bool isControl =
        length == 2 && c == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0;
    return isControl ? 0 : length;
  }

  void append(StringRef character, bool isFirst, bool isMarked) {
    text += character;
    if (isFirst)
      marks += '^';
    else if (isMarked)
      marks += '~';
    else
      marks += character == "\t" ? '\t' : ' ';
  }
};

class Renderer {
public:
  Renderer(const SourceManager &sources, llvm::raw_ostream &os,
           DiagnosticEngine::RenderOptions options)
      : sources(sources), os(os), options(options) {}

  void render(const Diagnostic &diagnostic) {
    bool isError = diagnostic.severity == Severity::Error;
    heading(diagnostic.range, isError ? "error" : "warning",
            isError ? llvm::raw_ostream::RED : llvm::raw_ostream::MAGENTA,
            diagnostic.message);
    os << " [" << labelOf(diagnostic.id);
    StringRef flag = warningNameOf(diagnostic.id);
    if (!flag.empty())
      os << (isError ? ", -Werror=" : ", -W") << flag;
    os << "]\n";
    snippet(diagnostic.range);
    for (const Note &note : diagnostic.notes) {
      heading(note.range, "note", llvm::raw_ostream::CYAN, note.message);
      os << '\n';
      snippet(note.range);
    }
    if (!diagnostic.help.empty())
      os << "help: " << diagnostic.help << '\n';
    if (!diagnostic.fixIts.empty())
      os << "help: write: " << fixedLine(diagnostic) << '\n';
  }

private:
  void heading(SourceRange range, StringRef kind,
               llvm::raw_ostream::Colors color, StringRef message) {
    LineColumn place = sources.lineColumn(range);
    os << sources.name(range.file) << ':' << place.line << ':' << place.column
       << ": ";
    if (options.colors)
      os.changeColor(color, /*Bold=*/true);
    os << kind << ": ";
    if (options.colors)
      os.resetColor();
    printPlain(message);
  }

  /// Messages quote the source, which may hold anything.
  void printPlain(StringRef message) {
    for (char c : message)
      os << (static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c);
  }

  void snippet(SourceRange range) {
    LineColumn place = sources.lineColumn(range);
    size_t begin = place.column - 1;
    ShownLine line(sources.line(range.file, place.line), begin,
                   begin + (range.end - range.begin));
    os << "    " << line.text << "\n    " << line.marks << '\n';
  }

  /// The line of the diagnostic with its fix-its applied.
  std::string fixedLine(const Diagnostic &diagnostic) {
    LineColumn place = sources.lineColumn(diagnostic.fixIts.front().range);
    uint32_t file = diagnostic.range.file;
    StringRef line = sources.line(file, place.line);
    uint32_t lineBegin = line.begin() - sources.text(file).begin();
    std::string result;
    uint32_t position = 0;
    for (const FixIt &edit : diagnostic.fixIts) {
      uint32_t begin = edit.range.begin - lineBegin;
      result += line.slice(position, begin);
      result += edit.replacement;
      position = edit.range.end - lineBegin;
    }
    result += line.substr(std::min<size_t>(position, line.size()));
    StringRef trimmed = StringRef(result).trim();
    return ShownLine(trimmed, 0, 0).text;
  }

  const SourceManager &sources;
  llvm::raw_ostream &os;
  DiagnosticEngine::RenderOptions options;
};

} // namespace

void DiagnosticEngine::render(llvm::raw_ostream &os,
                              RenderOptions options) const {
  Renderer renderer(sources, os, options);
  unsigned shown = 0;
  for (const Diagnostic *diagnostic : inSourceOrder(options.first)) {
    if (diagnostic->severity == Severity::Error && shown++ == maximumShown) {
      os << "note: " << errors - maximumShown << " more errors are not shown\n";
      return;
    }
    renderer.render(*diagnostic);
  }
}
