//===- Format.h - The table of contents in an artifact ----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bytes of the ELF section `.aikernel`: a header, tables of records, texts,
// and the device images. Little endian, every position an offset from the start
// of the header, no pointers; records are naturally aligned. The compiler
// writes it (Writer.h), the runtime and `pxc inspect` read it (Reader.h).
//
// Versions: a new minor version may append fields to records (a table states
// the size of its records) and add kinds of code; a reader skips what it does
// not know. A new major version may change anything; older readers refuse it by
// name.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ARTIFACT_FORMAT_H
#define AIKERNEL_ARTIFACT_FORMAT_H

#include <cstdint>

namespace aikernel::artifact::format {

inline constexpr char sectionName[] = ".aikernel";
inline constexpr char magic[8] = {'A', 'I', 'K', 'T', 'O', 'C', '\x1a', '\n'};
inline constexpr uint16_t majorVersion = 1;
inline constexpr uint16_t minorVersion = 1;

/// Where a number is not known, or an offset not there.
inline constexpr uint32_t unknown = 0xffffffffu;

/// Images begin at multiples of this, relative to the header, which itself is
/// aligned to it.
inline constexpr uint32_t imageAlignment = 64;

/// UTF-8. A zero byte follows, which `length` does not count.
struct Text {
  uint32_t offset;
  uint32_t length;
};

/// `count` records, `stride` bytes apart.
struct Table {
  uint32_t offset;
  uint32_t count;
  uint32_t stride;
};

/// Records first … first+count-1 of the one table that the field names.
struct Range {
  uint32_t first;
  uint32_t count;
};

/// The values of AikType in runtime.h.
enum class ScalarType : uint8_t {
  Bool = 1,
  I8,
  I16,
  I32,
  I64,
  U8,
  U16,
  U32,
  U64,
  F16,
  BF16,
  F32,
  F64,
  E4M3,
  E5M2,
  Text ///< host inputs only: the address of zero-terminated characters
};

enum ParameterFlags : uint16_t {
  IsArray = 1,
  IsReadOnly = 2, ///< an array that the kernel never writes to
  HasDefault = 4, ///< a host input that need not be given
};

/// A kernel's parameter or a host program's input.
struct Parameter {
  Text name;
  Text help;    ///< host inputs only
  uint8_t type; ///< ScalarType
  uint8_t reserved;
  uint16_t flags;        ///< ParameterFlags
  uint32_t offset;       ///< in the parameter block
  uint32_t size;         ///< in the parameter block
  uint32_t lengthOffset; ///< of the array's hidden u64 length, or unknown
  Range sizes; ///< in Header::texts: the text of each size, outermost first
  uint64_t defaultBits; ///< in the type's own bits; a Text of one
};

enum KernelFlags : uint32_t {
  UsesWarpOperations = 1,
  UsesDynamicShared = 2,
  ChecksBounds = 4,
  HasMessages = 8,    ///< PRINT or ASSERT: the last three fields hold
  ChecksThreads = 16, ///< races, unset memory or divergence: on one worker
};

struct Kernel {
  Text name;              ///< in px
  Text symbol;            ///< in device code
  Range parameters;       ///< in Header::parameters
  Range hints;            ///< in Header::texts
  uint32_t argumentBytes; ///< the parameter block, hidden ones included
  uint32_t sharedBytes;   ///< static shared memory of a block
  uint32_t
      scratchBytesPerThread; ///< host code only; the largest of all versions
  uint32_t flags;            ///< KernelFlags
  uint32_t line;             ///< where it stands in the source
  uint32_t messageBuffer;    ///< offset of the hidden pointer in the block
  Range messages;            ///< in Header::messages, number 1 first
  uint32_t recordBytes;      ///< of a line in an AikMessageBuffer
  uint32_t reserved;
};

enum MessageFlags : uint32_t {
  Fails = 1, ///< an ASSERT; otherwise a PRINT
};

/// A PRINT or ASSERT of a kernel. docs/abi.md says what stands in its text.
struct Message {
  Text text;
  Text file;
  Text function; ///< empty in the kernel itself
  uint32_t line, column;
  uint32_t flags; ///< MessageFlags
  uint32_t reserved;
};

enum class CodeKind : uint32_t {
  HostCode = 1, ///< functions of the ELF file itself, found through AikImage
  PTX = 2,      ///< text, closed by a zero byte that `imageSize` counts
  Cubin = 3,
  HSACO = 4,
};

/// All kernels, for one architecture.
struct Code {
  uint32_t kind;        ///< CodeKind
  uint32_t preference;  ///< among host versions: of those that run, the highest
  Text target;          ///< "x86_64", "nvptx64", "amdgcn"
  Text arch;            ///< "scalar", "avx2", "avx512"; "sm_90a"; "gfx942"
  Range features;       ///< in Header::texts: all must be there ("avx512f", …)
  Range resources;      ///< in Header::resources, one a kernel, or none
  uint64_t imageOffset; ///< 0 for HostCode
  uint64_t imageSize;
};

/// What one kernel takes of the machine; `unknown` where nobody measured.
struct Resources {
  uint32_t registers;       ///< per thread (NVIDIA), vector registers (AMD)
  uint32_t scalarRegisters; ///< AMD
  uint32_t spillBytes;      ///< per thread
  uint32_t sharedBytes;     ///< per block
  uint32_t scratchBytes;    ///< per thread, local memory
  uint32_t codeBytes;
};

struct HostProgram {
  Text symbol;            ///< of the AikHostMainFn; empty: there is none
  Range inputs;           ///< in Header::parameters
  uint32_t argumentBytes; ///< the block of inputs
  uint32_t reserved;
};

struct Header {
  char magic[8];
  uint16_t majorVersion;
  uint16_t minorVersion;
  uint32_t headerSize;
  uint64_t totalSize;  ///< of everything, images included
  uint32_t abiVersion; ///< AIK_ABI_VERSION of the host code
  uint32_t reserved;
  Text producer;          ///< "pxc 0.1.0 (LLVM 22.1.8)"
  Text sourceName;        ///< "vector_add.px"
  Text stem;              ///< <file> in C symbols: "vector_add"
  Text imageSymbol;       ///< of the AikImage; empty without host code
  uint8_t sourceHash[32]; ///< SHA-256 of the source after INCLUDE
  Table kernels;
  Table parameters;
  Table codes;
  Table resources;
  Table texts;
  HostProgram host;
  Table messages;
};

/// What version 1.0 had of records that have grown since.
inline constexpr uint32_t firstHeaderBytes = 180;
inline constexpr uint32_t firstKernelBytes = 52;

static_assert(sizeof(Text) == 8 && sizeof(Table) == 12 && sizeof(Range) == 8);
static_assert(sizeof(Parameter) == 48 && sizeof(Kernel) == 72);
static_assert(sizeof(Code) == 56 && sizeof(Resources) == 24);
static_assert(sizeof(HostProgram) == 24 && sizeof(Header) == 192 &&
              sizeof(Message) == 40);

/// The last bytes of an executable: the prebuilt launcher, then the bytes of a
/// .so artifact, then this.
struct Trailer {
  char magic[8];
  uint64_t offset; ///< of the artifact, from the start of the file
  uint64_t size;
};
inline constexpr char trailerMagic[8] = {'A', 'I', 'K',    'E',
                                         'X', 'E', '\x1a', '\n'};
static_assert(sizeof(Trailer) == 24);

} // namespace aikernel::artifact::format

#endif // AIKERNEL_ARTIFACT_FORMAT_H
