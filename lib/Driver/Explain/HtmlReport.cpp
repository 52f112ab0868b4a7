//===- HtmlReport.cpp - pxc explain, as a page with source and code -------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace aikernel;
using namespace aikernel::explain;
using llvm::raw_ostream;
using llvm::StringRef;

#include "HtmlPage.inc"

namespace {

class Page {
public:
  Page(const Report &report, raw_ostream &os) : report(report), os(os) {}
  void write();

private:
  void writeHeader();
  void writeSource();
  void writeListing(const KernelReport &kernel, const Listing &listing);
  void writeFacts(const KernelReport &kernel);
  void writeAccesses(const KernelReport &kernel);
  void writeBranches(const KernelReport &kernel);
  void writeCode(const KernelReport &kernel);
  void writeOccupancy(const KernelReport &kernel);
  void writeLine(const Place &place, StringRef number, StringRef text,
                 StringRef note);
  void writeChoice(StringRef id, llvm::ArrayRef<std::string> values);
  void beginTable(llvm::ArrayRef<StringRef> heads);
  void beginRow(const Action &action);
  void cell(const llvm::Twine &text, StringRef kind = "");

  std::string attributeFor(const Place &place) const;
  std::string noteAt(const Place &place) const;

  const Report &report;
  raw_ostream &os;
};

} // namespace

static std::string escaped(StringRef text) {
  std::string result;
  llvm::raw_string_ostream stream(result);
  llvm::printHTMLEscaped(text, stream);
  return result;
}

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

/// ` data-at="0:13"`: what has the same stands for the same px line.
std::string Page::attributeFor(const Place &place) const {
  for (auto [number, file] : llvm::enumerate(report.files))
    if (file.name == place.file && place.line)
      return llvm::formatv(" data-at=\"{0}:{1}\"", number, place.line);
  return "";
}

/// What is told about a line of px, over all kernels.
std::string Page::noteAt(const Place &place) const {
  llvm::SmallVector<std::string> notes;
  auto add = [&](const Action &action, std::string note) {
    bool isHere =
        action.place.file == place.file && action.place.line == place.line;
    if (isHere && !llvm::is_contained(notes, note))
      notes.push_back(std::move(note));
  };
  for (const KernelReport &kernel : report.kernels) {
    for (const Branch &branch : kernel.branches)
      add(branch, formText(branch));
    for (const Access &access : kernel.accesses)
      add(access, access.text + " " + patternText(access));
  }
  return llvm::join(notes, "; ");
}

void Page::writeLine(const Place &place, StringRef number, StringRef text,
                     StringRef note) {
  os << "<div class=\"line\"" << attributeFor(place)
     << "><span class=\"number\">" << number << "</span><code>" << escaped(text)
     << "</code>";
  if (!note.empty())
    os << "<span class=\"note\">" << escaped(note) << "</span>";
  os << "</div>\n";
}

void Page::writeSource() {
  for (const SourceText &file : report.files) {
    os << "<h2>" << escaped(file.name) << "</h2>\n";
    Place place{file.name, 0, 0};
    for (StringRef line : file.lines) {
      ++place.line;
      writeLine(place, std::to_string(place.line), line, noteAt(place));
    }
  }
}

void Page::writeListing(const KernelReport &kernel, const Listing &listing) {
  os << "<div data-kernel=\"" << escaped(kernel.name) << "\" data-target=\""
     << escaped(listing.target) << "\" hidden>\n<h2>" << escaped(kernel.name)
     << ", " << escaped(listing.target) << ": " << escaped(listing.language)
     << "</h2>\n";
  for (const CodeLine &line : listing.lines)
    writeLine(line.place,
              line.place.line ? std::to_string(line.place.line) : "", line.text,
              "");
  os << "</div>\n";
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

void Page::beginTable(llvm::ArrayRef<StringRef> heads) {
  os << "<table>\n<tr>";
  for (StringRef head : heads)
    os << "<th>" << escaped(head) << "</th>";
  os << "</tr>\n";
}

void Page::beginRow(const Action &action) {
  const Place &place = action.place;
  os << "<tr" << attributeFor(place) << ">";
  cell(llvm::Twine(place.line) + ":" + llvm::Twine(place.column));
  cell(action.text, "code");
}

void Page::cell(const llvm::Twine &text, StringRef kind) {
  os << "<td";
  if (!kind.empty())
    os << " class=\"" << kind << "\"";
  os << ">" << escaped(text.str()) << "</td>";
}

void Page::writeAccesses(const KernelReport &kernel) {
  if (kernel.accesses.empty())
    return;
  beginTable({"line", "access", "", "threads next to each other", "masks"});
  for (const Access &access : kernel.accesses) {
    bool isScattered =
        access.pattern == "strided" || access.pattern == "gathered";
    beginRow(access);
    cell(access.memory + " " + access.kind);
    cell(patternText(access), isScattered ? "bad" : "good");
    cell(maskText(access));
    os << "</tr>\n";
  }
  os << "</table>\n";
}

void Page::writeBranches(const KernelReport &kernel) {
  if (kernel.branches.empty())
    return;
  beginTable({"line", "branch", ""});
  for (const Branch &branch : kernel.branches) {
    beginRow(branch);
    cell(formText(branch), branch.isUniform ? "good" : "bad");
    os << "</tr>\n";
  }
  os << "</table>\n";
}

void Page::writeCode(const KernelReport &kernel) {
  beginTable({"target", "registers", "spills", "memory"});
  for (const HostFacts &host : kernel.hosts) {
    os << "<tr>";
    cell(host.version);
    cell(registersText(host));
    cell(spillText(host), host.spills ? "bad" : "");
    cell(memoryText(kernel.hostMemory));
    os << "</tr>\n";
  }
  for (const DeviceFacts &device : kernel.devices) {
    os << "<tr>";
    cell(device.arch);
    cell(registersText(device));
    cell(spillText(device));
    cell(memoryText(device));
    os << "</tr>\n";
  }
  os << "</table>\n";
}

void Page::writeOccupancy(const KernelReport &kernel) {
  auto known = llvm::find_if(kernel.gpus, [](const GpuFacts &facts) {
    return !facts.occupancies.empty();
  });
  if (known == kernel.gpus.end())
    return;
  std::vector<std::string> heads{"occupancy"};
  for (const auto &[threads, occupancy] : known->occupancies)
    heads.push_back(std::to_string(threads) + " threads");
  beginTable(llvm::to_vector_of<StringRef>(heads));
  for (const GpuFacts &facts : kernel.gpus) {
    os << "<tr>";
    cell(facts.gpu->name);
    if (facts.occupancies.empty())
      cell("unknown: no ptxas");
    for (const auto &[threads, occupancy] : facts.occupancies) {
      bool isLimited = occupancy.warps < occupancy.mostWarps;
      cell(llvm::formatv("{0}%{1}", llvm::format("%.3g", occupancy.percent()),
                         isLimited ? ", " + limitText(occupancy.limit) : "")
               .str());
    }
    os << "</tr>\n";
  }
  os << "</table>\n";
}

void Page::writeFacts(const KernelReport &kernel) {
  os << "<div class=\"facts\" data-kernel=\"" << escaped(kernel.name)
     << "\" hidden>\n<h2>" << escaped(kernel.name) << "</h2>\n";
  writeAccesses(kernel);
  writeBranches(kernel);
  writeCode(kernel);
  writeOccupancy(kernel);
  os << "</div>\n";
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

void Page::writeChoice(StringRef id, llvm::ArrayRef<std::string> values) {
  os << "<label>" << id << " <select id=\"" << id << "\">";
  for (const std::string &value : values)
    os << "<option>" << escaped(value) << "</option>";
  os << "</select></label>\n";
}

void Page::writeHeader() {
  std::vector<std::string> kernels, targets;
  for (const KernelReport &kernel : report.kernels) {
    kernels.push_back(kernel.name);
    for (const Listing &listing : kernel.listings)
      if (!llvm::is_contained(targets, listing.target))
        targets.push_back(listing.target);
  }
  os << "<header><h1>" << escaped(report.source) << "</h1>\n";
  writeChoice("kernel", kernels);
  writeChoice("target", targets);
  os << "</header>\n";
}

void Page::write() {
  os << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
        "charset=\"utf-8\">\n<title>"
     << escaped(report.source) << "</title>\n<style>" << pageStyle
     << "</style>\n</head>\n<body>\n";
  writeHeader();
  for (const KernelReport &kernel : report.kernels)
    writeFacts(kernel);
  os << "<main>\n<section>\n";
  writeSource();
  os << "</section>\n<section>\n";
  for (const KernelReport &kernel : report.kernels)
    for (const Listing &listing : kernel.listings)
      writeListing(kernel, listing);
  os << "</section>\n</main>\n<script>" << pageScript
     << "</script>\n</body>\n</html>\n";
}

void explain::printHtml(const Report &report, raw_ostream &os) {
  Page(report, os).write();
}
