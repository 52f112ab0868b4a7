//===- runtime.h - The C interface of the runtime -------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loads artifacts, launches kernels, owns memory. No LLVM inside, no exception
// across, no abort: every call returns a status, and aikGetLastError says in
// words what went wrong.
//
// A context may be used by several threads; its calls then run one after the
// other. Handles are owned by the context and die with it.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_H
#define AIKERNEL_RUNTIME_H

#include "aikernel/abi.h"

#if defined(__GNUC__)
#define AIK_API __attribute__((visibility("default")))
#else
#define AIK_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct AikArtifact AikArtifact;

//===----------------------------------------------------------------------===//
// Versions and errors
//===----------------------------------------------------------------------===//

/// "0.1.0"
AIK_API const char *aikRuntimeVersion(void);

/// The function table for code generated against `abiVersion`, or null if this
/// runtime does not speak that version.
AIK_API const AikHostApi *aikGetHostApi(uint32_t abiVersion);

/// "AIK_NOT_FOUND"
AIK_API const char *aikStatusName(int32_t status);

/// The message of the context's last failed call, "" if none failed. With a
/// null context: of this thread's last aikContextCreate that failed, or of its
/// last call without a context. Valid until the next call.
AIK_API const char *aikGetLastError(const AikContext *context);

//===----------------------------------------------------------------------===//
// Contexts
//===----------------------------------------------------------------------===//

/// Zero-initialize; `size` is sizeof(AikContextOptions).
typedef struct AikContextOptions {
  uint32_t size;
  uint32_t threads;   ///< 0: one for each core that this process may use
  const char *device; ///< null or "cpu"
} AikContextOptions;

/// `options` may be null.
AIK_API int32_t aikContextCreate(const AikContextOptions *options,
                                 AikContext **context);
/// Waits, then frees everything that the context owns. Null is allowed.
AIK_API void aikContextDestroy(AikContext *context);

/// The number of threads that run kernels, the calling one included.
AIK_API uint32_t aikContextThreads(const AikContext *context);

/// The devices of this machine: "cpu", …; null from `index` = their number on.
AIK_API const char *aikDeviceName(uint32_t index);

//===----------------------------------------------------------------------===//
// Artifacts
//===----------------------------------------------------------------------===//

/// Loads a .so artifact or an executable made by pxc. Host code in an artifact
/// is native code: load only what you trust.
AIK_API int32_t aikArtifactLoadFile(AikContext *context, const char *path,
                                    AikArtifact **artifact);
/// The same from the bytes of a .so; they are copied.
AIK_API int32_t aikArtifactLoadMemory(AikContext *context, const void *bytes,
                                      uint64_t size, AikArtifact **artifact);
/// Null is allowed.
AIK_API void aikArtifactUnload(AikContext *context, AikArtifact *artifact);

/// Which host code runs: "auto" (the best that this CPU supports; the default),
/// or "scalar", "avx2", "avx512". Fails when the artifact lacks it or the CPU
/// cannot run it.
AIK_API int32_t aikArtifactSelectCode(AikContext *context,
                                      AikArtifact *artifact,
                                      const char *version);
/// "avx512"; null if the artifact has no host code.
AIK_API const char *aikArtifactSelectedCode(const AikArtifact *artifact);

/// The scalar types of px, with their values in files.
typedef enum AikType {
  AIK_TYPE_BOOL = 1,
  AIK_TYPE_I8 = 2,
  AIK_TYPE_I16 = 3,
  AIK_TYPE_I32 = 4,
  AIK_TYPE_I64 = 5,
  AIK_TYPE_U8 = 6,
  AIK_TYPE_U16 = 7,
  AIK_TYPE_U32 = 8,
  AIK_TYPE_U64 = 9,
  AIK_TYPE_F16 = 10,
  AIK_TYPE_BF16 = 11,
  AIK_TYPE_F32 = 12,
  AIK_TYPE_F64 = 13,
  AIK_TYPE_E4M3 = 14,
  AIK_TYPE_E5M2 = 15,
  AIK_TYPE_TEXT = 16 ///< of inputs only: zero-terminated characters
} AikType;

/// "f32"; null for a number that is no type.
AIK_API const char *aikTypeName(uint32_t type);
/// In memory, in bytes; 0 for a number that is no type.
AIK_API uint32_t aikTypeSize(uint32_t type);

#define AIK_NO_OFFSET 0xffffffffu

/// A parameter of a kernel or an input of the host program.
typedef struct AikParameterInfo {
  const char *name;
  uint32_t type; ///< AikType, of an element for an array
  uint32_t isArray;
  uint32_t isReadOnly;   ///< the kernel never writes to it
  uint32_t rank;         ///< number of sizes; 0 for scalars and for `T[]`
  uint32_t offset;       ///< in the parameter block
  uint32_t size;         ///< in the parameter block: 8 for an array
  uint32_t lengthOffset; ///< of the hidden u64 length, or AIK_NO_OFFSET
  uint32_t hasDefault;   ///< an input that need not be given
  uint64_t defaultBits;  ///< in the type's own bits; a text's address
  const char *help;      ///< "" if none
} AikParameterInfo;

typedef struct AikKernelInfo {
  const char *name;
  uint32_t parameters;    ///< their number
  uint32_t argumentBytes; ///< size of the parameter block, hidden ones included
  uint32_t sharedBytes;   ///< static shared memory
  uint32_t checksBounds;
} AikKernelInfo;

AIK_API uint32_t aikArtifactKernelCount(const AikArtifact *artifact);
AIK_API int32_t aikArtifactFindKernel(AikContext *context,
                                      const AikArtifact *artifact,
                                      const char *name, uint32_t *kernel);
AIK_API int32_t aikArtifactKernel(AikContext *context,
                                  const AikArtifact *artifact, uint32_t kernel,
                                  AikKernelInfo *info);
AIK_API int32_t aikArtifactParameter(AikContext *context,
                                     const AikArtifact *artifact,
                                     uint32_t kernel, uint32_t parameter,
                                     AikParameterInfo *info);
/// The text of one of an array's sizes, outermost first: "m", "16"; null
/// beyond.
AIK_API const char *aikArtifactParameterSize(const AikArtifact *artifact,
                                             uint32_t kernel,
                                             uint32_t parameter,
                                             uint32_t dimension);

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

/// Zeroed, aligned to 64 bytes or more. `kind` is an AikMemoryKind; every
/// device has all of them. Where the system's limits allow no more locked
/// memory, AIK_MEMORY_PINNED gives ordinary memory.
AIK_API int32_t aikMemoryAlloc(AikContext *context, uint64_t bytes,
                               uint32_t kind, void **memory);
/// What became of memory that was to be PINNED or HUGE.
typedef struct AikMemoryReport {
  uint64_t pinnedBytes;   ///< asked for
  uint64_t lockedBytes;   ///< of them, what the system agreed to keep
  uint64_t hugeBytes;     ///< asked for
  uint64_t hugePageBytes; ///< of them, what is or was in huge pages
} AikMemoryReport;

/// From now on HUGE memory is looked at before it is freed.
AIK_API void aikContextWatchMemory(AikContext *context);
/// Of all memory, or of what was not freed before aikContextWatchMemory.
AIK_API int32_t aikMemoryReport(AikContext *context, AikMemoryReport *report);
/// 1 for memory that was allocated as AIK_MEMORY_PINNED and is.
AIK_API uint32_t aikMemoryIsPinned(AikContext *context, const void *memory);
/// Null is allowed.
AIK_API int32_t aikMemoryFree(AikContext *context, void *memory);

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

/// One argument. An array: `pointer` and its `length` in elements (checked
/// under
/// --check=bounds, and then it may not be 0 unless the array is empty). A
/// text: `pointer`. A scalar: `bits`, the value in the type's own bits.
typedef struct AikArg {
  void *pointer;
  uint64_t length;
  uint64_t bits;
} AikArg;

/// Launches with a packed parameter block, which is copied.
AIK_API int32_t aikLaunchPacked(AikContext *context, AikArtifact *artifact,
                                uint32_t kernel, const AikDims *dims,
                                const void *args, uint64_t argsBytes);
/// Launches with one AikArg for each parameter.
AIK_API int32_t aikLaunch(AikContext *context, AikArtifact *artifact,
                          uint32_t kernel, const AikDims *dims,
                          const AikArg *args, uint32_t count);
AIK_API int32_t aikLaunchByName(AikContext *context, AikArtifact *artifact,
                                const char *kernel, const AikDims *dims,
                                const AikArg *args, uint32_t count);
/// Returns when everything launched is done, with the first error since the
/// last wait that no call has returned yet.
AIK_API int32_t aikWait(AikContext *context);

/// 1 if the artifact has a host program.
AIK_API uint32_t aikArtifactHasHostProgram(const AikArtifact *artifact);
AIK_API uint32_t aikArtifactInputCount(const AikArtifact *artifact);
AIK_API int32_t aikArtifactInput(AikContext *context,
                                 const AikArtifact *artifact, uint32_t input,
                                 AikParameterInfo *info);
/// Runs the host program with one AikArg for each input, waits, and flushes
/// what it printed.
AIK_API int32_t aikRunHostProgram(AikContext *context, AikArtifact *artifact,
                                  const AikArg *args, uint32_t count);

/// What PRINT writes goes to standard output, buffered. With a function, it
/// gets the text instead.
typedef void (*AikPrintFn)(void *user, const char *text, uint64_t bytes);
AIK_API void aikContextSetPrint(AikContext *context, AikPrintFn print,
                                void *user);

/// Whether each line that a kernel prints begins with its place and its thread
/// (the default), or is the text alone.
AIK_API void aikContextSetPrintPlaces(AikContext *context, uint32_t named);

//===----------------------------------------------------------------------===//
// PRINT and ASSERT of kernels that another runtime launches
//===----------------------------------------------------------------------===//

typedef struct AikMessagesInfo {
  uint32_t count;        ///< PRINTs and ASSERTs of the kernel
  uint32_t bufferOffset; ///< of the hidden pointer, in the parameter block
  uint32_t recordBytes;  ///< of each line behind the AikMessageBuffer
} AikMessagesInfo;

/// Fails for a kernel that has neither, which takes no buffer.
AIK_API int32_t aikArtifactMessages(AikContext *context,
                                    const AikArtifact *artifact,
                                    uint32_t kernel, AikMessagesInfo *info);
/// Makes an AikMessageBuffer of all the memory, which is copied to the device
/// or is in its reach.
AIK_API int32_t aikMessagesPrepare(AikContext *context,
                                   const AikArtifact *artifact, uint32_t kernel,
                                   void *buffer, uint64_t bytes);
/// Prints what a launch left in its buffer, and how many lines were lost.
/// AIK_KERNEL_FAULT if an ASSERT has failed.
AIK_API int32_t aikMessagesReport(AikContext *context,
                                  const AikArtifact *artifact, uint32_t kernel,
                                  const AikDims *dims, const void *buffer,
                                  uint64_t bytes);

#ifdef __cplusplus
}
#endif

#endif // AIKERNEL_RUNTIME_H
