// RUN: aikernel-opt %s --aikernel-kernel-abi=target=vulkan --verify-diagnostics

// expected-error @+1 {{aikernel-kernel-abi: unknown target 'vulkan'; it can be host, nvptx or amdgpu}}
gpu.module @px {}
