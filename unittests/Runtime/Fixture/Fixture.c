//===- Fixture.c - An artifact written by hand ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the compiler would generate, as C: kernels in four code versions, a host
// program, and the image that binds them to the table of contents
// (FixtureToc.cpp).
//
//===----------------------------------------------------------------------===//

#include "aikernel/abi.h"

typedef struct {
  float *a;
  float factor;
  int32_t n;
} ScaleArgs;

/// a[i] *= factor for i < n
static void scale(const AikHostApi *api, const void *args,
                  const AikLaunch *launch, uint64_t begin, uint64_t end,
                  void *scratch) {
  const ScaleArgs *p = args;
  for (uint64_t i = begin * launch->block[0]; i != end * launch->block[0]; ++i)
    if ((int64_t)i < p->n)
      p->a[i] *= p->factor;
}

/// out[0] = the number of the code version
#define WHICH(number)                                                          \
  static void which##number(const AikHostApi *api, const void *args,           \
                            const AikLaunch *launch, uint64_t begin,           \
                            uint64_t end, void *scratch) {                     \
    **(uint32_t *const *)args = number;                                        \
  }
WHICH(0)
WHICH(1)
WHICH(2)
WHICH(3)

typedef struct {
  uint8_t *a;
  uint64_t aLength;
} CheckedArgs;

static const AikSite checkedSite = {"fixture.px", 42, 5, 0, "a"};

/// a[global x + 1] = 1, with bounds checks
static void checked(const AikHostApi *api, const void *args,
                    const AikLaunch *launch, uint64_t begin, uint64_t end,
                    void *scratch) {
  const CheckedArgs *p = args;
  for (uint64_t block = begin; block != end; ++block)
    for (uint32_t thread = 0; thread != launch->block[0]; ++thread) {
      uint64_t index = block * launch->block[0] + thread + 1;
      if (index < p->aLength)
        p->a[index] = 1;
      else
        api->kernelFault(launch, AIK_FAULT_OUT_OF_BOUNDS, &checkedSite, block,
                         thread, (int64_t)index, (int64_t)p->aLength);
    }
}

/// Fills its scratch memory and counts its blocks: out[block] += 1
static void scratchUser(const AikHostApi *api, const void *args,
                        const AikLaunch *launch, uint64_t begin, uint64_t end,
                        void *scratch) {
  uint32_t *out = *(uint32_t *const *)args;
  uint64_t threads =
      (uint64_t)launch->block[0] * launch->block[1] * launch->block[2];
  uint64_t bytes =
      128 + launch->dynamicShared + 16 * ((threads + 63) / 64 * 64);
  for (uint64_t block = begin; block != end; ++block) {
    for (uint64_t i = 0; i != bytes; ++i)
      ((volatile char *)scratch)[i] = 1;
    out[block] += (uintptr_t)scratch % 64 == 0 ? 1 : 100;
  }
}

static const AikSite printed = {"fixture.px", 7, 5, 0,
                                "is %u, %d %f %g %t 100%%%x09end"};
static const AikSite failed = {
    "lib.px", 8, 3, "function 'f' (called at k.px:9:9)", "not %x0athis"};

/// One line for each block, of its last thread; the assertion of block
/// `failing` fails.
static void printer(const AikHostApi *api, const void *args,
                    const AikLaunch *launch, uint64_t begin, uint64_t end,
                    void *scratch) {
  uint32_t thread = launch->block[0] * launch->block[1] * launch->block[2] - 1;
  for (uint64_t block = begin; block != end; ++block) {
    uint64_t values[] = {block, -1, 0x40490fdb, 0x3fe0000000000000, 1};
    api->kernelPrint(launch, &printed, values, block, thread);
    if (block == *(const uint32_t *)args)
      api->kernelFault(launch, AIK_FAULT_ASSERT, &failed, block, thread, 0, 0);
  }
}

/// out[0] = the floating-point mode of the thread that runs it
static void mode(const AikHostApi *api, const void *args,
                 const AikLaunch *launch, uint64_t begin, uint64_t end,
                 void *scratch) {
  **(uint32_t *const *)args = __builtin_ia32_stmxcsr();
}

static const AikKernelFn entries[6][4] = {
    {scale, scale, scale, scale},
    {which0, which1, which2, which3},
    {checked, checked, checked, checked},
    {scratchUser, scratchUser, scratchUser, scratchUser},
    {printer, printer, printer, printer},
    {mode, mode, mode, mode},
};

extern const char tocBegin[];
__asm__(".pushsection .aikernel,\"a\",@progbits\n"
        ".balign 64\n"
        "tocBegin: .incbin \"fixture.toc\"\n"
        ".popsection");

static int32_t hostMain(const AikHostApi *api, AikContext *context,
                        const void *args);

#define EXPORT __attribute__((visibility("default")))
EXPORT const AikImage aik_image_fixture = {
    AIK_ABI_VERSION, sizeof(AikImage), tocBegin, TOC_SIZE, &entries[0][0], 6, 4,
    hostMain,
};

EXPORT int32_t k_fixture_scale(const AikHostApi *api, AikContext *context,
                               AikDim3 grid, AikDim3 block,
                               uint32_t dynamicShared, float *a, float factor,
                               int32_t n) {
  const AikDims dims = {
      {grid.x, grid.y, grid.z}, {block.x, block.y, block.z}, dynamicShared, 0};
  const ScaleArgs args = {a, factor, n};
  return api->launchImage(context, &aik_image_fixture, 0, &dims, &args);
}

typedef struct {
  int32_t n;
  _Bool fails;
  float *x;
  uint64_t xLength;
} MainArgs;

EXPORT int32_t k_fixture(const AikHostApi *api, AikContext *context,
                         const void *args) {
  return hostMain(api, context, args);
}

/// x *= 2, then prints n and the last element
static int32_t hostMain(const AikHostApi *api, AikContext *context,
                        const void *args) {
  const MainArgs *p = args;
  void *copy;
  int32_t status =
      api->alloc(context, p->xLength * 4, AIK_MEMORY_DEFAULT, &copy);
  if (status)
    return status;
  if (p->fails)
    return api->assertFail(context, "fails == 0", "fixture.px", 7, 3);
  status = api->copy(context, copy, p->x, p->xLength * 4);
  if (status)
    return status;
  AikDim3 grid = {((uint32_t)p->n + 63) / 64, 1, 1}, block = {64, 1, 1};
  status = k_fixture_scale(api, context, grid, block, 0, copy, 2.0f, p->n);
  if (status)
    return status;
  status = api->wait(context);
  if (status)
    return status;
  api->copy(context, p->x, copy, p->xLength * 4);
  api->printText(context, "n = ");
  api->printI64(context, p->n);
  api->printText(context, ", last = ");
  api->printF32(context, p->x[p->n - 1]);
  api->printNewline(context);
  return api->free(context, copy);
}
