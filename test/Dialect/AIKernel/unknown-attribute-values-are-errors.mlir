// RUN: aikernel-opt %s --verify-diagnostics --split-input-file

// expected-error @+2 {{expected ::aikernel::MemoryKind to be one of: host, pinned, huge, device, shared}}
// expected-error @+1 {{failed to parse AIKernel_MemoryKindAttr parameter 'value'}}
module attributes {t.kind = #aikernel.mem<remote>} {}

// -----

// expected-error @+2 {{expected ::aikernel::DeviceKind to be one of: cpu, cuda, amd}}
// expected-error @+1 {{failed to parse AIKernel_DeviceAttr parameter 'kind'}}
module attributes {t.kind = #aikernel.device<fpga>} {}
