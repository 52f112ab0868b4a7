//===- Shadow.cpp - Who touched which element last ------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/host/Shadow.h"
#include <utility>

using namespace aikernel::runtime;

Shadow::Page &Shadow::pageOf(uintptr_t address, uint32_t bytes) {
  uintptr_t number = address / pageBytes;
  if (number != lastNumber) {
    last = &pages[number];
    lastNumber = number;
  }
  if (last->bytesOfCell == 0) {
    last->cells.resize(pageBytes / bytes);
    last->setBytesOfCell(bytes);
  }
  bool fits =
      bytes >= last->bytesOfCell && (address & (last->bytesOfCell - 1)) == 0;
  if (!fits)
    divide(*last, address, bytes);
  return *last;
}

/// Each cell becomes several that know the same.
void Shadow::divide(Page &page, uintptr_t address, uint32_t bytes) {
  uint32_t narrow = 1;
  while (narrow < bytes && address % (narrow * 2) == 0)
    narrow *= 2;
  if (narrow >= page.bytesOfCell)
    return;
  std::vector<ShadowCell> cells;
  cells.reserve(pageBytes / narrow);
  for (const ShadowCell &cell : page.cells)
    cells.insert(cells.end(), page.bytesOfCell / narrow, cell);
  page.cells = std::move(cells);
  page.setBytesOfCell(narrow);
}
