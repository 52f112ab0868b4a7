//===- HostTest.cpp - Code for x86-64 -------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/Host.h"
#include "../TargetTest.h"
#include "aikernel/Target/Link.h"
#include "llvm/Object/ELFObjectFile.h"

using namespace aikernel;

namespace {

class HostTest : public TargetTest {
protected:
  std::string compile(llvm::ArrayRef<HostPart> parts, CodeForm form) {
    CodegenOptions options;
    options.form = form;
    return text(compileForHost(parts, options));
  }
};

constexpr char add[] = R"(
llvm.func @NAME(%a: !llvm.ptr, %b: !llvm.ptr) {
  %x = llvm.load %a : !llvm.ptr -> vector<16xf32>
  %y = llvm.fadd %x, %x : vector<16xf32>
  llvm.store %y, %b : vector<16xf32>, !llvm.ptr
  llvm.return
})";

std::string named(llvm::StringRef source, llvm::StringRef name) {
  std::string text = source.str();
  return text.replace(text.find("NAME"), 4, name);
}

TEST_F(HostTest, EachVersionKeepsItsVectors) {
  mlir::ModuleOp narrow = parse(named(add, "aik_kernel_add_avx2"));
  mlir::ModuleOp wide = parse(named(add, "aik_kernel_add_avx512"));
  std::string code =
      compile({{narrow, &target("avx2")}, {wide, &target("avx512")}},
              CodeForm::Assembly);
  size_t second = code.find("aik_kernel_add_avx512:");
  ASSERT_NE(second, std::string::npos) << code;
  EXPECT_EQ(code.substr(0, second).find("zmm"), std::string::npos) << code;
  EXPECT_NE(code.substr(second).find("zmm"), std::string::npos) << code;
}

TEST_F(HostTest, TablesOfTwoVersionsDoNotCollide) {
  constexpr char table[] = R"(
llvm.mlir.global internal constant @table(dense<[1, 2]> : tensor<2xi32>)
    : !llvm.array<2 x i32>
llvm.func @NAME(%i: i64) -> i32 {
  %t = llvm.mlir.addressof @table : !llvm.ptr
  %p = llvm.getelementptr %t[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i32
  %x = llvm.load %p : !llvm.ptr -> i32
  llvm.return %x : i32
})";
  mlir::ModuleOp one = parse(named(table, "aik_kernel_t_scalar"));
  mlir::ModuleOp two = parse(named(table, "aik_kernel_t_avx2"));
  std::string object = compile(
      {{one, &target("scalar")}, {two, &target("avx2")}}, CodeForm::Object);
  EXPECT_EQ(undefinedSymbol(object), std::nullopt);
}

/// What LLVM calls on its own must be in the object.
class NothingFromOutside : public HostTest {
protected:
  void expectComplete(llvm::StringRef source) {
    std::string object =
        compile({{parse(source), &target("avx2")}}, CodeForm::Object);
    EXPECT_EQ(undefinedSymbol(object), std::nullopt);
  }
};

TEST_F(NothingFromOutside, MemoryFunctions) {
  expectComplete(R"(
llvm.func @f(%a: !llvm.ptr, %b: !llvm.ptr, %n: i64) {
  %z = llvm.mlir.constant(0 : i8) : i8
  "llvm.intr.memcpy"(%a, %b, %n) <{isVolatile = false}> : (!llvm.ptr, !llvm.ptr, i64) -> ()
  "llvm.intr.memmove"(%a, %b, %n) <{isVolatile = false}> : (!llvm.ptr, !llvm.ptr, i64) -> ()
  "llvm.intr.memset"(%a, %z, %n) <{isVolatile = false}> : (!llvm.ptr, i8, i64) -> ()
  llvm.return
})");
}

TEST_F(NothingFromOutside, SixteenBitFloats) {
  expectComplete(R"(
llvm.func @f(%x: f32, %y: f64, %p: !llvm.ptr) {
  %a = llvm.fptrunc %x : f32 to bf16
  %b = llvm.fptrunc %y : f64 to bf16
  %c = llvm.fptrunc %y : f64 to f16
  %d = llvm.fptrunc %x : f32 to f16
  llvm.store volatile %a, %p : bf16, !llvm.ptr
  llvm.store volatile %b, %p : bf16, !llvm.ptr
  llvm.store volatile %c, %p : f16, !llvm.ptr
  llvm.store volatile %d, %p : f16, !llvm.ptr
  llvm.return
})");
}

TEST_F(HostTest, AnArtifactHasNoUndefinedSymbolAndExportsOnlyItsOwn) {
  mlir::ModuleOp code = parse(R"(
llvm.func @aik_kernel_add_avx2() { llvm.return }
llvm.func @k_file_add() { llvm.return })");
  ImageObject image;
  image.contents = "contents";
  image.symbol = "aik_image_file";
  image.entries = {"aik_kernel_add_avx2"};
  image.hostVersions = 1;
  std::string object = compile({{code, &target("avx2")}}, CodeForm::Object);
  std::string constants = text(makeImageObject(code, image));
  auto linked = linkELF(code->getLoc(), {object, constants},
                        {"-shared", "--no-undefined"});
  ASSERT_TRUE(bool(linked)) << message(std::move(linked));

  auto elf = llvm::object::ELFObjectFile<llvm::object::ELF64LE>::create(
      llvm::MemoryBufferRef(toStringRef(*linked), "artifact"));
  ASSERT_TRUE(bool(elf));
  std::vector<std::string> names;
  for (const auto &symbol : elf->getDynamicSymbolIterators())
    names.push_back(llvm::cantFail(symbol.getName()).str());
  llvm::sort(names);
  EXPECT_EQ(names, (std::vector<std::string>{"aik_image_file", "k_file_add"}));
}

TEST_F(HostTest, FeaturesAreThoseOfThePart) {
  auto features = requiredFeatures(target("avx512"));
  EXPECT_TRUE(llvm::is_contained(features, "avx512vbmi2"));
  EXPECT_TRUE(llvm::is_contained(features, "avx2"));
  EXPECT_FALSE(llvm::is_contained(requiredFeatures(target("avx2")), "avx512f"));
}

} // namespace
