//===- Explanations.cpp - What messages mean ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Explanations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace aikernel::px;
using llvm::StringRef;

namespace {
/// A page of docs/diagnostics.
struct Page {
  unsigned number;
  StringRef text;
};
} // namespace

static constexpr Page pages[] = {
#include "Explanations.inc"
};

static constexpr StringRef fence = "```";

std::vector<DiagnosticId> aikernel::px::allDiagnostics() {
  std::vector<DiagnosticId> all = {
#define PX_DIAGNOSTIC(Number, Name, Severity, Message) DiagnosticId::Name,
#include "aikernel/Frontend/Px/Diagnostics.def"
  };
  llvm::sort(all, [](DiagnosticId a, DiagnosticId b) {
    return numberOf(a) < numberOf(b);
  });
  return all;
}

std::optional<DiagnosticId> aikernel::px::diagnosticNamed(StringRef name) {
  name.consume_front_insensitive("px-");
  unsigned number;
  if (name.size() > 3 || name.getAsInteger(10, number))
    return std::nullopt;
  for (DiagnosticId id : allDiagnostics())
    if (numberOf(id) == number)
      return id;
  return std::nullopt;
}

StringRef aikernel::px::explanationOf(DiagnosticId id) {
  auto page = llvm::find_if(
      pages, [&](const Page &page) { return page.number == numberOf(id); });
  return page == std::end(pages) ? StringRef() : page->text;
}

StringRef aikernel::px::descriptionOf(DiagnosticId id) {
  StringRef page = explanationOf(id);
  return page.take_front(page.find(fence)).split('\n').second.trim();
}

static std::string kindOf(DiagnosticId id) {
  StringRef flag = warningNameOf(id);
  return flag.empty() ? "error" : ("warning (-W" + flag + ")").str();
}

/// [px-080](px-080.md) is px-080 on a terminal.
static std::string withoutLinks(StringRef line) {
  std::string text;
  for (;;) {
    size_t open = line.find('['), middle = line.find("](", open);
    size_t close = line.find(')', middle);
    if (open == StringRef::npos || middle == StringRef::npos ||
        close == StringRef::npos)
      return text + line.str();
    text += line.take_front(open);
    text += line.slice(open + 1, middle);
    line = line.drop_front(close + 1);
  }
}

void aikernel::px::printExplanation(DiagnosticId id, llvm::raw_ostream &os) {
  os << labelOf(id) << ", " << kindOf(id) << ": " << messageOf(id) << "\n\n";
  bool isCode = false;
  StringRef page = explanationOf(id).split('\n').second.trim();
  for (StringRef line : llvm::split(page, '\n')) {
    if (!line.consume_front(fence)) {
      if (isCode && !line.empty())
        os.indent(4);
      os << (isCode ? line.str() : withoutLinks(line)) << '\n';
      continue;
    }
    if (!isCode)
      os << (line.contains("wrong") ? "Wrong:\n\n" : "Right:\n\n");
    isCode = !isCode;
  }
}

void aikernel::px::printDiagnostics(llvm::raw_ostream &os) {
  for (DiagnosticId id : allDiagnostics())
    os << labelOf(id) << "  "
       << llvm::left_justify(warningNameOf(id).empty() ? "error" : "warning", 7)
       << "  " << messageOf(id) << '\n';
}
