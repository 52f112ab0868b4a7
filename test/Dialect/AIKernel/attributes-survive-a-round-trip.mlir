// What is printed is read back as the same attribute; a device of number 0 is
// printed without its number.
//
// RUN: aikernel-opt %s | aikernel-opt | FileCheck %s

// CHECK: t.host = #aikernel.mem<host>
// CHECK-SAME: t.huge = #aikernel.mem<huge>
// CHECK-SAME: t.of_the_device = #aikernel.mem<device>
// CHECK-SAME: t.pinned = #aikernel.mem<pinned>
// CHECK-SAME: t.shared = #aikernel.mem<shared>
module attributes {
  t.host = #aikernel.mem<host>, t.huge = #aikernel.mem<huge>,
  t.of_the_device = #aikernel.mem<device>, t.pinned = #aikernel.mem<pinned>,
  t.shared = #aikernel.mem<shared>
} {}

// CHECK: t.amd = #aikernel.device<amd, 7>
// CHECK-SAME: t.cpu = #aikernel.device<cpu>
// CHECK-SAME: t.cuda = #aikernel.device<cuda, 1>
module attributes {
  t.amd = #aikernel.device<amd, 7>, t.cpu = #aikernel.device<cpu, 0>,
  t.cuda = #aikernel.device<cuda, 1>
} {}
