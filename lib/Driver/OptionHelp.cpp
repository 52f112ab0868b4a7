//===- OptionHelp.cpp - What subcommands say about their options ----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OptionHelp.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/Option.h"
#include "llvm/Support/Format.h"

using namespace aikernel;
using llvm::StringRef;
namespace opt = llvm::opt;

static constexpr unsigned largestDistance = 2;
static constexpr unsigned optionColumns = 24, lineColumns = 100;

static void printOption(const opt::OptTable &table, unsigned id,
                        llvm::raw_ostream &os) {
  std::string option = table.getOptionPrefixedName(id).str();
  if (const char *metaVar = table.getOptionMetaVar(id)) {
    bool isSeparate = table.getOptionKind(id) != opt::Option::JoinedClass;
    option += (isSeparate ? " " : "") + std::string(metaVar);
  }
  os << "  " << llvm::left_justify(option, optionColumns);
  size_t end = 2 + std::max<size_t>(option.size(), optionColumns);
  for (StringRef word : llvm::split(table.getOptionHelpText(id), ' ')) {
    if (end + 1 + word.size() > lineColumns || option.size() > optionColumns) {
      option.clear();
      os << '\n' << std::string(2 + optionColumns, ' ');
      end = 2 + optionColumns;
    }
    os << ' ' << word;
    end += 1 + word.size();
  }
  os << '\n';
}

void aikernel::printOptionGroups(const opt::OptTable &table,
                                 llvm::ArrayRef<unsigned> groups,
                                 llvm::raw_ostream &os) {
  for (unsigned group : groups) {
    os << '\n' << table.getOptionHelpText(group) << ":\n";
    for (unsigned id = 1; id <= table.getNumOptions(); ++id)
      if (table.getOptionGroupID(id) == group && table.getOptionHelpText(id))
        printOption(table, id, os);
  }
}

std::string aikernel::unknownOption(const opt::OptTable &table,
                                    StringRef spelling, StringRef command) {
  std::string message = "unknown option '" + spelling.str() + "'";
  std::string nearest;
  if (table.findNearest(spelling, nearest) <= largestDistance)
    return message + "; did you mean '" + nearest + "'?";
  return message + "; see " + command.str() + " --help";
}

std::string aikernel::nearestName(StringRef name,
                                  llvm::ArrayRef<std::string> names) {
  unsigned best = largestDistance + 1;
  StringRef nearest;
  for (StringRef candidate : names) {
    unsigned distance =
        name.edit_distance(candidate, /*AllowReplacements=*/true,
                           /*MaxEditDistance=*/best);
    if (distance < best && distance < candidate.size()) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest.empty() ? "" : "; did you mean '" + nearest.str() + "'?";
}

std::string aikernel::counted(size_t count, StringRef one, StringRef several) {
  std::string plural = several.empty() ? one.str() + "s" : several.str();
  return std::to_string(count) + " " + (count == 1 ? one.str() : plural);
}
