//===- Messages.cpp - What threads print and assert -----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Messages.h"
#include "runtime/Print.h"
#include <bit>

using namespace aikernel::runtime;

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

static AikDim3 dim3(const uint32_t (&sizes)[3]) {
  return {sizes[0], sizes[1], sizes[2]};
}

Shape aikernel::runtime::shapeOf(const AikLaunch &launch) {
  return {dim3(launch.grid), dim3(launch.block)};
}
Shape aikernel::runtime::shapeOf(const AikDims &dims) {
  return {dim3(dims.grid), dim3(dims.block)};
}

static void appendCoordinates(std::string &line, uint64_t number,
                              const AikDim3 &sizes) {
  line += '(';
  append(line, number % sizes.x);
  line += ", ";
  append(line, number / sizes.x % sizes.y);
  line += ", ";
  append(line, number / sizes.x / sizes.y);
  line += ')';
}

std::string aikernel::runtime::nameThread(const Shape &shape,
                                          ThreadNumber number) {
  return "block " + nameBlock(shape, number.block) + ", thread " +
         nameThreadOfBlock(shape, number.thread);
}

std::string aikernel::runtime::nameBlock(const Shape &shape, uint64_t block) {
  std::string name;
  appendCoordinates(name, block, shape.grid);
  return name;
}

std::string aikernel::runtime::nameThreadOfBlock(const Shape &shape,
                                                 uint32_t thread) {
  std::string name;
  appendCoordinates(name, thread, shape.block);
  return name;
}

//===----------------------------------------------------------------------===//
// Texts
//===----------------------------------------------------------------------===//

static void appendValue(std::string &line, char directive, uint64_t bits) {
  switch (directive) {
  case 'd':
    return append(line, int64_t(bits));
  case 'u':
    return append(line, bits);
  case 'f':
    return append(line, std::bit_cast<float>(uint32_t(bits)));
  case 'g':
    return append(line, std::bit_cast<double>(bits));
  case 't':
    return append(line, bits & 1 ? "true" : "false");
  }
}

static bool takesValue(char directive) {
  return std::string_view("dufgt").find(directive) != std::string_view::npos;
}

static int hexDigit(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : 0;
}

/// A message's text with a word of `values` for each directive.
static void appendText(std::string &line, const char *text,
                       const uint64_t *values) {
  for (; *text; ++text) {
    if (*text != '%' || !text[1]) {
      line += *text;
      continue;
    }
    char directive = *++text;
    if (takesValue(directive)) {
      appendValue(line, directive, *values++);
    } else if (directive == 'x' && text[1] && text[2]) {
      line += char(hexDigit(text[1]) << 4 | hexDigit(text[2]));
      text += 2;
    } else {
      line += directive;
    }
  }
}

size_t aikernel::runtime::countValues(const char *text) {
  size_t count = 0;
  for (; *text; ++text)
    if (*text == '%' && text[1])
      count += takesValue(*++text);
  return count;
}

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

void aikernel::runtime::appendLine(std::string &lines, const AikSite &site,
                                   const Shape &shape, ThreadNumber number,
                                   const uint64_t *values, bool namesPlace) {
  if (namesPlace) {
    lines += site.file;
    lines += ':';
    append(lines, uint64_t(site.line));
    lines += ": " + nameThread(shape, number) + ": ";
  }
  appendText(lines, site.text, values);
  lines += '\n';
}

std::string aikernel::runtime::describeFailure(const AikSite &site,
                                               const char *kernel,
                                               const Shape &shape,
                                               ThreadNumber number) {
  std::string message = site.file;
  message += ':' + std::to_string(site.line) + ':' +
             std::to_string(site.column) + ": assertion failed in ";
  if (site.function)
    message += std::string(site.function) + " of ";
  message += "kernel '" + std::string(kernel) + "', ";
  message += nameThread(shape, number);
  if (*site.text)
    message += ": ";
  appendText(message, site.text, nullptr);
  return message;
}
