//===- abi.h - What generated x86-64 code and the runtime agree on --------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain C, stable within one AIK_ABI_VERSION. docs/abi.md explains it.
//
// The host code of an artifact has no undefined symbol: it reaches the runtime
// through a table of functions, AikHostApi, the first argument of every entry.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ABI_H
#define AIKERNEL_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Grows when an existing field or rule changes. Functions appended to
/// AikHostApi do not change it; they are found by AikHostApi::size.
#define AIK_ABI_VERSION 2

typedef struct AikContext AikContext;
typedef struct AikHostApi AikHostApi;

/// What every call returns, as int32_t in this file. Zero is success.
typedef enum AikStatus {
  AIK_OK = 0,
  AIK_INVALID_ARGUMENT = 1, ///< the caller passed something impossible
  AIK_NOT_FOUND = 2,        ///< no such file, kernel, parameter or device
  AIK_BAD_ARTIFACT = 3,     ///< not an artifact, damaged, or too new
  AIK_UNSUPPORTED = 4,      ///< this machine or this runtime cannot do it
  AIK_OUT_OF_MEMORY = 5,
  AIK_SYSTEM_ERROR = 6, ///< the operating system refused
  AIK_KERNEL_FAULT =
      7, ///< an access out of bounds, a failed ASSERT in a kernel
  AIK_ASSERTION_FAILED = 8 ///< a failed ASSERT in the host program
} AikStatus;

/// Sizes in x, y, z. An axis that is not used is 1.
typedef struct AikDim3 {
  uint32_t x, y, z;
} AikDim3;

/// The shape of a launch.
typedef struct AikDims {
  uint32_t grid[3];       ///< blocks
  uint32_t block[3];      ///< threads of a block
  uint32_t dynamicShared; ///< bytes of dynamic shared memory of a block
  uint32_t reserved;      ///< zero
} AikDims;

/// One launch as its kernel sees it. Begins like AikDims.
typedef struct AikLaunch {
  uint32_t grid[3];
  uint32_t block[3];
  uint32_t dynamicShared;
  uint32_t reserved;
  void *status;        ///< the launch's fault slot; for the runtime only
  AikContext *context; ///< for the runtime only
  void *checks;        ///< for the runtime only
} AikLaunch;

/// One kernel of one host code version: runs the blocks blockBegin …
/// blockEnd-1, numbered x fastest, each to its end. Called by several workers
/// at a time, with disjoint ranges.
///
/// args: the parameter block. The px parameters in order at natural alignment
/// (an array is an 8-byte pointer, bool 1 byte, f16 and bf16 2 bytes), then the
/// hidden ones (u64 lengths of the arrays in elements, where the kernel checks
/// bounds; a pointer that host code does not use, where it prints or asserts).
/// Its size is a multiple of 8.
///
/// scratch: this worker's memory, 64-byte aligned, undefined at the start of
/// the call: shared bytes, dynamic shared bytes and scratch bytes per thread
/// times the block's threads, each of the three rounded up to 64 bytes, threads
/// to 64 threads.
typedef void (*AikKernelFn)(const AikHostApi *api, const void *args,
                            const AikLaunch *launch, uint64_t blockBegin,
                            uint64_t blockEnd, void *scratch);

/// The host program: args is the packed block of its inputs, laid out like a
/// kernel's: ARGs and bound inputs in the order of the table of contents, then
/// a u64 length in elements for each array among them.
typedef int32_t (*AikHostMainFn)(const AikHostApi *api, AikContext *context,
                                 const void *args);

/// The host code of one artifact: a constant that the compiler emits (with
/// default visibility, its name in the table of contents) and that launch stubs
/// and the host program hand to launchImage.
typedef struct AikImage {
  uint32_t abiVersion; ///< AIK_ABI_VERSION
  uint32_t size;       ///< sizeof(AikImage)
  const void *toc;     ///< the section .aikernel as mapped
  uint64_t tocSize;
  const AikKernelFn *entries; ///< [kernel * hostVersions + hostVersion]
  uint32_t kernels;
  uint32_t hostVersions;  ///< code versions of the kind HostCode, in TOC order
  AikHostMainFn hostMain; ///< null without a host program
} AikImage;

/// Why a kernel stopped.
typedef enum AikFaultCode {
  AIK_FAULT_NONE = 0,
  AIK_FAULT_OUT_OF_BOUNDS = 1, ///< the site's text: the array's px name
  AIK_FAULT_ASSERT = 2,        ///< the site's text: that of the ASSERT
  AIK_FAULT_CHECK = 3          ///< for the runtime only: what a check found
} AikFaultCode;

/// A place in the source, and what there is to say about it.
typedef struct AikSite {
  const char *file;
  uint32_t line, column;
  const char *function; ///< "function 'f' (called at k.px:7:5)"; null in the
                        ///< kernel itself
  const char *text;
} AikSite;

/// What a thread does with an element of an array.
typedef enum AikAccessKind {
  AIK_ACCESS_READ = 0,
  AIK_ACCESS_WRITE = 1,
  AIK_ACCESS_ATOMIC = 2
} AikAccessKind;

/// What accesses are checked for; bits.
typedef enum AikChecks {
  AIK_CHECK_RACES = 1,
  AIK_CHECK_UNSET = 2 ///< reads of memory that nothing was written to
} AikChecks;

/// An access in the source.
typedef struct AikAccess {
  AikSite site;          ///< its text is the array's name
  AikSite declaration;   ///< of the array
  uint32_t kind;         ///< AikAccessKind
  uint32_t bytes;        ///< of an element
  uint32_t checks;       ///< AikChecks
  uint32_t isShared;     ///< memory of the block
  uint32_t rank;         ///< number of sizes, 0 where they are not known
  uint32_t warp;         ///< threads of a warp
  const uint64_t *sizes; ///< of the array, outermost first
} AikAccess;

/// A branch around something that all threads of a block must reach.
typedef struct AikBranch {
  AikSite barrier; ///< its text is the verb
  AikSite branch;
} AikBranch;

/// Where the threads of a GPU leave what they print, and which ASSERT failed
/// first: the last hidden parameter of a kernel that has PRINT or ASSERT, or
/// null. All of it is zero before the launch but for `capacity`. Records follow
/// it, all of the size that the table of contents states for the kernel.
typedef struct AikMessageBuffer {
  uint64_t count;    ///< lines that threads came to, more than fit at times
  uint64_t capacity; ///< records that the buffer has room for
  uint32_t failed;   ///< number of the ASSERT, from 1; 0: none failed
  uint32_t thread;   ///< that came to it
  uint64_t block;
  uint64_t reserved[4];
} AikMessageBuffer;

/// A line that a thread prints. Its values follow, 8 bytes each.
typedef struct AikMessageRecord {
  uint32_t number; ///< of the PRINT in its kernel, from 1; 0: not written
  uint32_t thread; ///< linear, x fastest, as is `block`
  uint64_t block;
} AikMessageRecord;

/// Where GPU_ALLOC places an array.
typedef enum AikMemoryKind {
  AIK_MEMORY_DEFAULT = 0, ///< host memory; large arrays ask for huge pages
  AIK_MEMORY_PINNED = 1,  ///< never paged out, as far as the limits allow
  AIK_MEMORY_HUGE = 2,    ///< aligned to and advised for huge pages
  AIK_MEMORY_DEVICE = 3,  ///< of the context's device; the CPU's is the host's
  AIK_MEMORY_SHARED = 4   ///< used by host and device without copies
} AikMemoryKind;

/// An array of the host program.
typedef struct AikArray {
  void *memory;
  uint64_t length;       ///< elements
  const uint64_t *sizes; ///< outermost first; their product is `length`
  uint32_t rank;
  uint32_t type;    ///< an AikType of runtime.h
  const char *name; ///< in px
} AikArray;

/// The runtime's functions. Those returning int32_t return an AikStatus and
/// leave a message in the context; generated code stops and returns the same
/// status.
struct AikHostApi {
  uint32_t version; ///< AIK_ABI_VERSION
  uint32_t size;    ///< sizeof(AikHostApi) of the runtime

  /// Records a fault of a kernel's thread. The first one of the lowest block is
  /// kept, and later blocks not yet begun are dropped. Block and thread are
  /// linear, x fastest.
  /// After an access out of bounds the thread goes on without it. For an
  /// assertion index and length are 0 and the call does not return: no thread
  /// of its block goes on.
  void (*kernelFault)(const AikLaunch *launch, uint32_t code,
                      const AikSite *site, uint64_t block, uint32_t thread,
                      int64_t index, int64_t length);

  /// Memory is zeroed and aligned to at least 64 bytes; zero bytes are allowed.
  int32_t (*alloc)(AikContext *context, uint64_t bytes, uint32_t kind,
                   void **memory);
  /// Waits for what may still use the memory. Null is allowed.
  int32_t (*free)(AikContext *context, void *memory);

  /// `count` elements of `elementSize` (1, 2, 4 or 8) bytes with the low bits
  /// of `pattern`.
  int32_t (*fill)(AikContext *context, void *memory, uint64_t count,
                  uint32_t elementSize, uint64_t pattern);
  /// The two may overlap.
  int32_t (*copy)(AikContext *context, void *destination, const void *source,
                  uint64_t bytes);

  /// Launches kernel number `kernel` of the image; `args` is copied. Work is
  /// done in the order of the calls; errors of a kernel may appear at the next
  /// wait.
  int32_t (*launchImage)(AikContext *context, const AikImage *image,
                         uint32_t kernel, const AikDims *dims,
                         const void *args);
  /// Returns when everything submitted is done.
  int32_t (*wait)(AikContext *context);

  /// PRINT of the host program: pieces are collected per calling thread,
  /// printNewline writes them as one line.
  void (*printText)(AikContext *context, const char *text);
  void (*printI64)(AikContext *context, int64_t value);
  void (*printU64)(AikContext *context, uint64_t value);
  void (*printF32)(AikContext *context, float value);
  void (*printF64)(AikContext *context, double value);
  void (*printBool)(AikContext *context, uint32_t value);
  void (*printNewline)(AikContext *context);

  /// Records a failed ASSERT of the host program; returns AIK_ASSERTION_FAILED.
  int32_t (*assertFail)(AikContext *context, const char *text, const char *file,
                        uint32_t line, uint32_t column);
  /// Records an error that the host program found itself (a negative size, a
  /// grid of no blocks); returns `status`.
  int32_t (*fail)(AikContext *context, int32_t status, const char *text,
                  const char *file, uint32_t line, uint32_t column);
  /// Like `fail`, with the next of the numbers in place of each "{}".
  int32_t (*failWithNumbers)(AikContext *context, int32_t status,
                             const char *text, const int64_t *numbers,
                             const char *file, uint32_t line, uint32_t column);
  /// Puts the place of a call in front of the message with which it failed; a
  /// kernel's fault has its own. Returns `status`.
  int32_t (*failAt)(AikContext *context, int32_t status, const char *file,
                    uint32_t line, uint32_t column);

  // From here on, code that uses a function asks `size` whether it is there.

  /// Fills an array from a file of as many elements of its type: in NumPy's
  /// format where the name ends in .npy, else the elements alone.
  int32_t (*loadFile)(AikContext *context, const AikArray *array,
                      const char *path);
  /// Writes such a file. It appears whole or not at all.
  int32_t (*storeFile)(AikContext *context, const AikArray *array,
                       const char *path);

  /// From here to endCommands, the calling thread's fill, copy and launchImage
  /// are checked and recorded, not done. `*list` is null or the list that is
  /// recorded anew. An error ends the recording.
  int32_t (*beginCommands)(AikContext *context, void **list, const char *name);
  int32_t (*endCommands)(AikContext *context);
  /// Says that the list which is recorded works on memory of `alloc`. Once that
  /// is freed the list cannot be submitted.
  int32_t (*useInCommands)(AikContext *context, const void *memory,
                           const char *arrayName);
  /// Does what the list holds; an error if it is null.
  int32_t (*submitCommands)(AikContext *context, void *list, const char *name);

  /// The device of what follows, by its name or, where that is null, by its
  /// number.
  int32_t (*selectDevice)(AikContext *context, int64_t number,
                          const char *name);

  /// PRINT of a kernel's thread: a line. The site's text has a directive for
  /// each value (docs/abi.md). Lines appear in the order of the blocks.
  void (*kernelPrint)(const AikLaunch *launch, const AikSite *site,
                      const uint64_t *values, uint64_t block, uint32_t thread);

  /// The number of elements of a type (AikType) in a file for loadFile.
  int32_t (*countFile)(AikContext *context, const char *path, uint32_t type,
                       uint64_t *count);

  // Checks. A launch of a kernel that has them runs on one worker; what they
  // find ends it. Block and thread are linear, x fastest.

  /// A thread is about to access the element number `index` from `base`.
  void (*kernelAccess)(const AikLaunch *launch, const AikAccess *access,
                       const void *base, int64_t index, uint64_t block,
                       uint32_t thread);
  /// A thread comes to a barrier: of the block, or of a warp of so many threads
  /// where that is not 0.
  void (*kernelSync)(const AikLaunch *launch, uint32_t warp,
                     const AikSite *site, uint64_t block, uint32_t thread);
  /// Which way a thread goes at the branch that comes next. All threads of the
  /// block vote, then the first of them agrees.
  void (*kernelVote)(const AikLaunch *launch, uint64_t value, uint64_t block,
                     uint32_t thread);
  /// Gives the value that all have voted for.
  uint64_t (*kernelAgree)(const AikLaunch *launch, const AikBranch *branch,
                          uint64_t block);

  /// Memory of `alloc`, asked for at this place, counts as unset until
  /// something is written to it.
  int32_t (*trackUnset)(AikContext *context, const void *memory, uint64_t bytes,
                        const char *name, const char *file, uint32_t line,
                        uint32_t column);
  /// The host program is about to access an element; `kind` is an
  /// AikAccessKind.
  int32_t (*hostAccess)(AikContext *context, const void *element,
                        uint32_t bytes, uint32_t kind);
};

#ifdef __cplusplus
}
#endif

#endif // AIKERNEL_ABI_H
