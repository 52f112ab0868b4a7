//===- Suggest.cpp - What a misspelled name may mean ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Suggest.h"
#include <algorithm>
#include <numeric>

using namespace aikernel::launcher;

static constexpr size_t largestDistance = 2;

/// How many letters must be put in, left out or replaced (Levenshtein).
static size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t(0));
  for (size_t i = 0; i != a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 0; j != b.size(); ++j) {
      size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::string_view
aikernel::launcher::nearestName(std::string_view name,
                                const std::vector<std::string_view> &names) {
  size_t best = largestDistance + 1;
  std::string_view nearest;
  for (std::string_view candidate : names) {
    size_t letters = distance(name, candidate);
    if (letters < best && letters < candidate.size()) {
      best = letters;
      nearest = candidate;
    }
  }
  return nearest;
}
