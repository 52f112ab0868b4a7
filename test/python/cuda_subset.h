//===- cuda_subset.h - What examples use of CUDA ---------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations with which clang checks the CUDA code of the documentation where
// no CUDA toolkit is.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TEST_PYTHON_CUDA_SUBSET_H
#define AIKERNEL_TEST_PYTHON_CUDA_SUBSET_H

#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __host__ __attribute__((host))
#define __shared__ __attribute__((shared))

#include <__clang_cuda_builtin_vars.h>

typedef __SIZE_TYPE__ size_t;

struct uint3 {
  unsigned x, y, z;
};
struct dim3 {
  unsigned x, y, z;
  __host__ __device__ dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1)
      : x(x), y(y), z(z) {}
};

__device__ void __syncthreads();
__device__ float __shfl_down_sync(unsigned mask, float value, unsigned distance,
                                  int width = 32);
__device__ float atomicAdd(float *address, float value);

typedef struct CUstream_st *cudaStream_t;
typedef int cudaError_t;
cudaError_t cudaConfigureCall(dim3 grid, dim3 block, size_t shared = 0,
                              cudaStream_t stream = nullptr);
extern "C" unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block,
                                                size_t shared = 0,
                                                void *stream = nullptr);
cudaError_t cudaDeviceSynchronize();
template <typename T>
cudaError_t cudaMallocManaged(T **pointer, size_t size);

extern "C" int printf(const char *format, ...);

#endif // AIKERNEL_TEST_PYTHON_CUDA_SUBSET_H
