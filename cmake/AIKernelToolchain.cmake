# What the build needs from outside: LLVM, MLIR and lld 22; optionally, for more
# checks only, the CUDA toolkit and HIP.

find_package(LLVM 22.1 REQUIRED CONFIG HINTS /usr/lib/llvm-22/lib/cmake/llvm)
find_package(MLIR REQUIRED CONFIG HINTS /usr/lib/llvm-22/lib/cmake/mlir)
find_package(LLD REQUIRED CONFIG HINTS /usr/lib/llvm-22/lib/cmake/lld)
find_package(Threads REQUIRED)
find_package(CUDAToolkit QUIET)
find_package(hip QUIET CONFIG)

set(MLIR_TABLEGEN_EXE mlir-tblgen)
list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)

separate_arguments(AIKERNEL_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")

# LLVM is built without exceptions; RTTI must match it.
set(AIKERNEL_CXX_FLAGS -fno-exceptions -Wall -Wextra -Wno-unused-parameter)
if(NOT LLVM_ENABLE_RTTI)
  list(APPEND AIKERNEL_CXX_FLAGS -fno-rtti)
endif()

add_link_options(-fuse-ld=lld)

# A sanitizer's own functions come with the executable.
if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  set(AIKERNEL_NO_UNDEFINED -Wl,--no-undefined)
endif()
