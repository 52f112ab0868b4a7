//===- NpyTest.cpp - NumPy's file format ----------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Run/Npy.h"
#include "RunTest.h"

using namespace aikernel::run;
using llvm::StringRef;

/// A file of a version with this dictionary.
static std::string file(StringRef dictionary, StringRef data, int version = 1) {
  std::string bytes = "\x93NUMPY";
  bytes += char(version);
  bytes += '\0';
  for (int i = 0; i != (version == 1 ? 2 : 4); ++i)
    bytes += char(dictionary.size() >> (8 * i));
  return bytes + dictionary.str() + data.str();
}

static std::string dictionaryOf(StringRef descriptor, StringRef shape,
                                StringRef isFortran = "False") {
  return ("{'descr': '" + descriptor + "', 'fortran_order': " + isFortran +
          ", 'shape': " + shape + ", }  \n")
      .str();
}

static std::string problem(const std::string &bytes) {
  return messageOf(parseNpy(bytes));
}

TEST(Npy, ReadsVersions1To3) {
  for (int version : {1, 2, 3}) {
    std::string bytes =
        file(dictionaryOf("<i2", "(2, 3)"), "abcdefghijkl", version);
    NpyArray array = valueOf(parseNpy(bytes));
    EXPECT_EQ(array.type, (NpyType{'i', 2}));
    EXPECT_EQ(array.shape, Shape({2, 3}));
    EXPECT_EQ(array.data, "abcdefghijkl");
  }
}

TEST(Npy, RefusesOtherVersionsByTheirNumber) {
  EXPECT_EQ(problem(file(dictionaryOf("|u1", "(1,)"), "a", 4)),
            "is a .npy file of version 4; versions 1 to 3 can be read");
  EXPECT_NE(problem(file(dictionaryOf("|u1", "(1,)"), "a", 0)), "");
}

TEST(Npy, ReadsWhatPythonWouldRead) {
  for (const char *dictionary :
       {"{\"shape\": (4,), \"descr\": \"u1\", \"fortran_order\": False}",
        "{ 'fortran_order':True,'descr':'=u1','shape':(4 ,)}\n",
        "{'descr': '>u1', 'fortran_order': False, 'shape': (4L,), }"})
    EXPECT_EQ(valueOf(parseNpy(file(dictionary, "abcd"))).shape, Shape({4}))
        << dictionary;
}

TEST(Npy, ReadsAnArrayWithoutDimensions) {
  std::string bytes = file(dictionaryOf("|u1", "()"), "a");
  EXPECT_EQ(valueOf(parseNpy(bytes)).shape, Shape());
}

TEST(Npy, ReadsAnArrayWithoutElements) {
  std::string bytes = file(dictionaryOf("<f4", "(0, 7)"), "");
  EXPECT_EQ(valueOf(parseNpy(bytes)).data, "");
}

TEST(Npy, RefusesBigEndianNumbers) {
  EXPECT_EQ(problem(file(dictionaryOf(">f4", "(1,)"), "abcd")),
            "is big-endian ('>f4'); save it as '<f4', for example with "
            "array.astype('<f4')");
}

TEST(Npy, RefusesFortranOrderWhereItMatters) {
  EXPECT_EQ(problem(file(dictionaryOf("|u1", "(2, 2)", "True"), "abcd")),
            "is in Fortran order; save numpy.ascontiguousarray(array)");
  EXPECT_EQ(problem(file(dictionaryOf("|u1", "(4,)", "True"), "abcd")), "");
}

TEST(Npy, RefusesWhatAreNoNumbers) {
  EXPECT_EQ(problem(file(dictionaryOf("|O", "(1,)"), "abcdefgh")),
            "holds no numbers, but '|O'");
  EXPECT_EQ(problem(file(dictionaryOf("<U2", "(1,)"), "abcdefgh")),
            "holds no numbers, but '<U2'");
  EXPECT_EQ(problem(file("{'descr': [('a', '<i4')], 'fortran_order': False, "
                         "'shape': (1,)}",
                         "abcd")),
            "holds no numbers, but records");
}

TEST(Npy, DataMustHaveTheSizeOfTheShape) {
  EXPECT_EQ(
      problem(file(dictionaryOf("<f4", "(2, 2)"), "abcd")),
      "is no valid .npy file: a shape of 2x2 takes 16 bytes, and 4 follow");
  EXPECT_NE(problem(file(dictionaryOf("|u1", "(3,)"), "abcd")), "");
}

TEST(Npy, ShapesThatOverflowAreRefused) {
  EXPECT_NE(problem(file(dictionaryOf("|u1", "(4294967296, 4294967296)"), "")),
            "");
  EXPECT_NE(problem(file(dictionaryOf("<f8", "(2305843009213693952,)"), "")),
            "");
  EXPECT_NE(problem(file(dictionaryOf("|u1", "(99999999999999999999,)"), "")),
            "");
}

TEST(Npy, MalformedHeadersAreRefused) {
  for (const char *dictionary :
       {"", "{", "{}", "[]", "{'descr': '|u1', 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': [1]}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1 1)}",
        "{'descr': '|u', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u0', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': "
        "(1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'x': 1}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} {}",
        "{'descr': '|u1, 'fortran_order': False, 'shape': (1,)}"})
    EXPECT_NE(problem(file(dictionary, "a")), "") << dictionary;
}

TEST(Npy, EveryTruncationIsRefused) {
  for (int version : {1, 2, 3}) {
    std::string bytes =
        file(dictionaryOf("<f4", "(2, 2)"), "abcdefghijklmnop", version);
    ASSERT_EQ(problem(bytes), "");
    for (size_t size = 0; size != bytes.size(); ++size) {
      // A copy of its own size: a read beyond its end would be found.
      std::string shorter(bytes.data(), size);
      shorter.shrink_to_fit();
      EXPECT_NE(problem(shorter), "") << size;
    }
  }
}

TEST(Npy, EveryChangedByteIsReadOrRefused) {
  std::string bytes = file(dictionaryOf("<f4", "(2, 2)"), "abcdefghijklmnop");
  for (size_t at = 0; at != bytes.size(); ++at)
    for (int value = 0; value != 256; ++value) {
      std::string changed = bytes;
      changed[at] = char(value);
      llvm::Expected<NpyArray> array = parseNpy(changed);
      if (!array) {
        EXPECT_NE(llvm::toString(array.takeError()), "");
        continue;
      }
      EXPECT_EQ(*countElements(array->shape) * array->type.size,
                array->data.size());
      EXPECT_EQ(array->data.end(), StringRef(changed).end());
    }
}

TEST(Npy, HeadersThatAreWrittenCanBeRead) {
  for (const Shape &shape :
       {Shape{}, Shape{0}, Shape{5}, Shape{2, 3}, Shape{1, 1, 7}}) {
    std::string bytes = makeNpyHeader({'i', 4}, shape);
    EXPECT_EQ(bytes.size() % 64, 0u);
    EXPECT_EQ(bytes.back(), '\n');
    bytes.append(4 * *countElements(shape), 'x');
    NpyArray array = valueOf(parseNpy(bytes));
    EXPECT_EQ(array.shape, shape);
    EXPECT_EQ(array.type, (NpyType{'i', 4}));
  }
}

TEST(Npy, ASingleDimensionIsWrittenAsATuple) {
  EXPECT_NE(makeNpyHeader({'f', 4}, {1024}).find("'shape': (1024,), }"),
            std::string::npos);
  EXPECT_NE(makeNpyHeader({'u', 1}, {4}).find("'descr': '|u1'"),
            std::string::npos);
}

TEST(Npy, TypesAreNamedAsInPx) {
  EXPECT_EQ((NpyType{'f', 8}).spelling(), "f64");
  EXPECT_EQ((NpyType{'u', 2}).spelling(), "u16");
  EXPECT_EQ((NpyType{'b', 1}).spelling(), "bool");
  EXPECT_EQ((NpyType{'c', 8}).spelling(), "'<c8'");
}
