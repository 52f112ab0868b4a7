//===- AMDGPUTest.cpp - Code for AMD --------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/AMDGPU.h"
#include "../TargetTest.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Object/ELF.h"

using namespace aikernel;

namespace {

constexpr char copy[] = R"(
gpu.module @px {
  llvm.mlir.global internal @tile() {addr_space = 3 : i32, alignment = 4 : i64}
      : !llvm.array<64 x f32> {
    %u = llvm.mlir.undef : !llvm.array<64 x f32>
    llvm.return %u : !llvm.array<64 x f32>
  }
  llvm.func @copy(%a: !llvm.ptr<1>, %b: !llvm.ptr<1>, %n: i32)
      attributes {gpu.kernel, rocdl.kernel} {
    %t = llvm.mlir.addressof @tile : !llvm.ptr<3>
    %i = rocdl.workitem.id.x : i32
    %to = llvm.getelementptr %t[%i] : (!llvm.ptr<3>, i32) -> !llvm.ptr<3>, f32
    %x = llvm.load %a : !llvm.ptr<1> -> f32
    llvm.store volatile %x, %to : f32, !llvm.ptr<3>
    %y = llvm.load volatile %t : !llvm.ptr<3> -> f32
    llvm.store %y, %b : f32, !llvm.ptr<1>
    llvm.return
  }
})";

class AMDGPUTest : public TargetTest {
protected:
  Image compile(llvm::StringRef source, llvm::StringRef chip) {
    auto image = compileForAMDGPU(parseDevice(source), target(chip), {});
    if (image)
      return std::move(*image);
    ADD_FAILURE() << llvm::toString(image.takeError());
    return {};
  }
};

TEST_F(AMDGPUTest, EveryTargetLinksToACodeObject) {
  for (const Target &target : allTargets()) {
    if (target.kind != TargetKind::AMDGPU)
      continue;
    Image image = compile(copy, target.chip);
    auto elf = llvm::object::ELF64LEFile::create(toStringRef(image.bytes));
    ASSERT_TRUE(bool(elf)) << target.name();
    const auto &header = elf->getHeader();
    EXPECT_EQ(header.e_machine, llvm::ELF::EM_AMDGPU);
    EXPECT_EQ(header.e_type, llvm::ELF::ET_DYN);
    EXPECT_EQ(header.e_ident[llvm::ELF::EI_ABIVERSION],
              llvm::ELF::ELFABIVERSION_AMDGPU_HSA_V6);
  }
}

TEST_F(AMDGPUTest, ResourcesComeFromTheMetadata) {
  Image image = compile(copy, "gfx942");
  ASSERT_EQ(image.kernels.size(), 1u);
  EXPECT_EQ(image.kernels[0].kernel, "copy");
  EXPECT_EQ(image.kernels[0].sharedBytes, 256u);
  EXPECT_GT(image.kernels[0].registers, 0u);
  EXPECT_EQ(image.kernels[0].spills, 0u);
}

TEST_F(AMDGPUTest, AFunctionWithoutBodyIsAnErrorThatNamesIt) {
  auto module = parseDevice(R"(
gpu.module @px {
  llvm.func @__ocml_exp_f32(f32) -> f32
  llvm.func @k(%a: !llvm.ptr<1>) attributes {gpu.kernel, rocdl.kernel} {
    %x = llvm.load %a : !llvm.ptr<1> -> f32
    %y = llvm.call @__ocml_exp_f32(%x) : (f32) -> f32
    llvm.store %y, %a : f32, !llvm.ptr<1>
    llvm.return
  }
})");
  std::string error = message(compileForAMDGPU(module, target("gfx942"), {}));
  EXPECT_NE(error.find("'__ocml_exp_f32'"), std::string::npos) << error;
}

TEST_F(AMDGPUTest, TooMuchSharedMemoryIsTheInputsFault) {
  auto module = parseDevice(R"(
gpu.module @px {
  llvm.mlir.global internal @tile() {addr_space = 3 : i32} : !llvm.array<70000 x i8> {
    %u = llvm.mlir.undef : !llvm.array<70000 x i8>
    llvm.return %u : !llvm.array<70000 x i8>
  }
  llvm.func @k(%n: i32) attributes {gpu.kernel, rocdl.kernel} {
    %t = llvm.mlir.addressof @tile : !llvm.ptr<3>
    %to = llvm.getelementptr %t[%n] : (!llvm.ptr<3>, i32) -> !llvm.ptr<3>, i32
    llvm.store volatile %n, %to : i32, !llvm.ptr<3>
    llvm.return
  }
})");
  auto result = compileForAMDGPU(module, target("gfx942"), {});
  ASSERT_FALSE(result);
  llvm::handleAllErrors(result.takeError(), [](const CodegenError &error) {
    EXPECT_EQ(error.blame, CodegenError::Blame::Input);
    EXPECT_NE(error.message.find("70000"), std::string::npos) << error.message;
  });
}

} // namespace
