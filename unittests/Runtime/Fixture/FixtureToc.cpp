//===- FixtureToc.cpp - The fixture's table of contents -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes the table to the file named first and "-DTOC_SIZE=…" to the second.
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Writer.h"
#include <cstdio>

using namespace aikernel::artifact;

static ParameterDescription scalar(const char *name, ScalarType type) {
  ParameterDescription p;
  p.name = name;
  p.type = type;
  return p;
}

static ParameterDescription array(const char *name, ScalarType type) {
  ParameterDescription p = scalar(name, type);
  p.isArray = true;
  return p;
}

static KernelDescription kernel(const char *name,
                                std::vector<ParameterDescription> parameters,
                                bool checksBounds = false) {
  KernelDescription k;
  k.name = k.symbol = name;
  k.block.parameters = std::move(parameters);
  k.block.layOut({.lengths = checksBounds});
  k.checksBounds = checksBounds;
  return k;
}

/// Prints, and fails where it is asked to.
static KernelDescription printer() {
  KernelDescription k = kernel("printer", {scalar("failing", ScalarType::U32)});
  k.messages = {
      {"is %u, %d %f %g %t 100%%%x09end", "fixture.px", "", 7, 5, false},
      {"not %x0athis", "lib.px", "function 'f' (called at k.px:9:9)", 8, 3,
       true}};
  k.recordBytes = 16 + 5 * 8;
  k.block.layOut({.messageBuffer = true});
  return k;
}

static CodeDescription hostCode(const char *arch, uint32_t preference,
                                std::vector<std::string> features) {
  CodeDescription c;
  c.kind = CodeKind::HostCode;
  c.preference = preference;
  c.target = "x86_64";
  c.arch = arch;
  c.features = std::move(features);
  return c;
}

static HostProgramDescription hostProgram() {
  HostProgramDescription host;
  host.symbol = "k_fixture";
  ParameterDescription n = scalar("n", ScalarType::I32);
  n.defaultBits = 100;
  n.help = "number of elements";
  ParameterDescription fails = scalar("fails", ScalarType::Bool);
  fails.defaultBits = 0;
  ParameterDescription x = array("x", ScalarType::F32);
  x.sizes = {"n"};
  host.block.parameters = {n, fails, x};
  host.block.layOut({.lengths = true});
  return host;
}

static Description fixture() {
  Description d;
  d.producer = "the runtime's tests";
  d.sourceName = "fixture.px";
  d.stem = "fixture";
  d.imageSymbol = imageSymbol(d.stem);
  ParameterDescription a = array("a", ScalarType::F32);
  a.sizes = {"n"};
  d.kernels.push_back(kernel("scale", {a, scalar("factor", ScalarType::F32),
                                       scalar("n", ScalarType::I32)}));
  d.kernels.push_back(kernel("which", {array("out", ScalarType::U32)}));
  d.kernels.push_back(kernel("checked", {array("a", ScalarType::U8)}, true));
  KernelDescription scratch =
      kernel("scratch", {array("out", ScalarType::U32)});
  scratch.sharedBytes = 100;
  scratch.scratchBytesPerThread = 16;
  d.kernels.push_back(scratch);
  d.kernels.push_back(printer());
  d.kernels.push_back(kernel("mode", {array("out", ScalarType::U32)}));
  d.codes.push_back(hostCode("scalar", 0, {}));
  d.codes.push_back(hostCode("avx2", 2, {"sse2"}));
  d.codes.push_back(hostCode("early", 1, {"sse2"}));
  d.codes.push_back(hostCode("future", 9, {"sse2", "telepathy"}));
  d.host = hostProgram();
  return d;
}

static bool writeFile(const char *path, const std::string &contents) {
  FILE *file = fopen(path, "wb");
  if (!file)
    return false;
  bool isWritten =
      fwrite(contents.data(), 1, contents.size(), file) == contents.size();
  return fclose(file) == 0 && isWritten;
}

int main(int, char **argv) {
  std::string toc = write(fixture());
  std::string size = "-DTOC_SIZE=" + std::to_string(toc.size());
  return writeFile(argv[1], toc) && writeFile(argv[2], size) ? 0 : 1;
}
