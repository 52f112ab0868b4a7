//===- UnifiedDiff.cpp - What differs between two texts -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The shortest script of Myers (An O(ND) Difference Algorithm, 1986) between
// what is left of the texts without their common beginning and end. Texts that
// have little in common are one change.
//
//===----------------------------------------------------------------------===//

#include "UnifiedDiff.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>
#include <vector>

using namespace aikernel;
using llvm::StringRef;

namespace {

using Texts = llvm::ArrayRef<StringRef>;

/// Lines `before` and what stands in their place.
struct Change {
  size_t before, beforeEnd, after, afterEnd;
};

constexpr int maximumEdits = 2000;
constexpr size_t context = 3;

/// The steps from one text to another: how far each diagonal gets.
class Script {
public:
  Script(Texts before, Texts after) : before(before), after(after) {}

  /// False: they differ too much.
  bool find();
  std::vector<Change> changes() const;

private:
  /// The furthest `x` of each diagonal -edits … edits, every other one.
  using Reach = std::vector<int>;
  static bool comesFromAbove(const Reach &last, int edits, int diagonal) {
    auto at = [&](int d) { return last[d + edits - 1]; };
    return diagonal == -edits ||
           (diagonal != edits && at(diagonal - 1) < at(diagonal + 1));
  }
  int beginOf(int edits, int diagonal) const {
    if (edits == 0)
      return 0;
    const Reach &last = reaches[edits - 1];
    return comesFromAbove(last, edits, diagonal)
               ? last[diagonal + 1 + edits - 1]
               : last[diagonal - 1 + edits - 1] + 1;
  }

  Texts before, after;
  std::vector<Reach> reaches;
};

} // namespace

bool Script::find() {
  int n = before.size(), m = after.size();
  for (int edits = 0; edits <= std::min(n + m, maximumEdits); ++edits) {
    Reach reach(2 * edits + 1);
    for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
      int x = beginOf(edits, diagonal), y = x - diagonal;
      while (x < n && y < m && x >= 0 && y >= 0 && before[x] == after[y])
        ++x, ++y;
      reach[diagonal + edits] = x;
      if (x >= n && y >= m) {
        reaches.push_back(std::move(reach));
        return true;
      }
    }
    reaches.push_back(std::move(reach));
  }
  return false;
}

std::vector<Change> Script::changes() const {
  std::vector<Change> found;
  int x = before.size(), y = after.size();
  for (int edits = reaches.size() - 1; edits > 0; --edits) {
    int diagonal = x - y;
    bool inserts = comesFromAbove(reaches[edits - 1], edits, diagonal);
    int end = beginOf(edits, diagonal), begin = inserts ? end : end - 1;
    size_t endY = end - diagonal, beginY = inserts ? endY - 1 : endY;
    found.push_back({size_t(begin), size_t(end), beginY, endY});
    x = begin, y = beginY;
  }
  std::reverse(found.begin(), found.end());
  return found;
}

static std::vector<StringRef> linesOf(StringRef text) {
  std::vector<StringRef> lines;
  while (!text.empty()) {
    size_t end = text.find('\n');
    lines.push_back(text.take_front(end == StringRef::npos ? end : end + 1));
    text = text.drop_front(lines.back().size());
  }
  return lines;
}

static std::vector<Change> changesBetween(Texts before, Texts after) {
  size_t first = 0;
  while (first < std::min(before.size(), after.size()) &&
         before[first] == after[first])
    ++first;
  size_t same = 0;
  while (same < std::min(before.size(), after.size()) - first &&
         before.drop_back(same).back() == after.drop_back(same).back())
    ++same;
  Texts a = before.drop_front(first).drop_back(same);
  Texts b = after.drop_front(first).drop_back(same);
  if (a.empty() && b.empty())
    return {};
  Script script(a, b);
  if (!script.find())
    return {{first, first + a.size(), first, first + b.size()}};
  std::vector<Change> changes = script.changes();
  for (Change &change : changes)
    for (size_t *line :
         {&change.before, &change.beforeEnd, &change.after, &change.afterEnd})
      *line += first;
  return changes;
}

namespace {

class Printer {
public:
  Printer(Texts before, Texts after) : before(before), after(after) {}

  /// Changes so near to each other that their surroundings meet.
  void printHunk(llvm::ArrayRef<Change> changes) {
    const Change &first = changes.front(), &last = changes.back();
    size_t lead = std::min(first.before, context);
    size_t tail = std::min(before.size() - last.beforeEnd, context);
    text += "@@ -" + rangeOf(first.before - lead, last.beforeEnd + tail) +
            " +" + rangeOf(first.after - lead, last.afterEnd + tail) + " @@\n";
    size_t at = first.before - lead;
    for (const Change &change : changes) {
      print(' ', before.slice(at, change.before - at));
      print('-', before.slice(change.before, change.beforeEnd - change.before));
      print('+', after.slice(change.after, change.afterEnd - change.after));
      at = change.beforeEnd;
    }
    print(' ', before.slice(at, tail));
  }

  std::string text;

private:
  /// An empty range is named by the line before it.
  static std::string rangeOf(size_t begin, size_t end) {
    size_t count = end - begin;
    std::string range = std::to_string(count == 0 ? begin : begin + 1);
    return count == 1 ? range : range + "," + std::to_string(count);
  }

  void print(char sign, Texts lines) {
    for (StringRef line : lines) {
      text += sign;
      text += line;
      if (!line.ends_with("\n"))
        text += "\n\\ No newline at end of file\n";
    }
  }

  Texts before, after;
};

} // namespace

/// Lines that go stand before those that come.
static std::vector<Change> joined(llvm::ArrayRef<Change> changes) {
  std::vector<Change> result;
  for (const Change &change : changes) {
    if (!result.empty() && result.back().beforeEnd == change.before &&
        result.back().afterEnd == change.after) {
      result.back().beforeEnd = change.beforeEnd;
      result.back().afterEnd = change.afterEnd;
    } else {
      result.push_back(change);
    }
  }
  return result;
}

std::string aikernel::unifiedDiff(StringRef name, StringRef before,
                                  StringRef after) {
  std::vector<StringRef> old = linesOf(before), current = linesOf(after);
  std::vector<Change> changes = joined(changesBetween(old, current));
  if (changes.empty())
    return "";
  Printer printer(old, current);
  printer.text = (llvm::Twine("--- ") + name + "\n+++ " + name + "\n").str();
  for (size_t begin = 0; begin < changes.size();) {
    size_t end = begin + 1;
    while (end < changes.size() &&
           changes[end].before - changes[end - 1].beforeEnd <= 2 * context)
      ++end;
    printer.printHunk(llvm::ArrayRef(changes).slice(begin, end - begin));
    begin = end;
  }
  return std::move(printer.text);
}
