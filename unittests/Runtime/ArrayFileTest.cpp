//===- ArrayFileTest.cpp - Arrays in files --------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/ArrayFile.h"
#include "Fixture.h"
#include <cerrno>
#include <filesystem>

using namespace aikernel::runtime;

namespace {

class ArrayFileTest : public testing::Test {
protected:
  void SetUp() override { ASSERT_NE(mkdtemp(folder), nullptr); }
  void TearDown() override { std::filesystem::remove_all(folder); }

  std::string at(const char *name) const {
    return std::string(folder) + "/" + name;
  }
  void write(const char *name, const std::string &contents) {
    std::ofstream(at(name), std::ios::binary) << contents;
  }
  /// The names in the folder.
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
      names.push_back(entry.path().filename());
    return names;
  }

  template <typename T>
  static AikArray arrayOf(std::vector<T> &elements, uint32_t type) {
    static uint64_t size;
    size = elements.size();
    return {elements.data(), size, &size, 1, type, "a"};
  }
  template <typename T>
  int32_t load(const char *name, std::vector<T> &elements, uint32_t type) {
    return loadArray(arrayOf(elements, type), at(name).c_str(), error);
  }
  template <typename T>
  int32_t store(const char *name, std::vector<T> &elements, uint32_t type) {
    return storeArray(arrayOf(elements, type), at(name).c_str(), error);
  }

  char folder[32] = "/tmp/aikernel-files-XXXXXX";
  std::string error;
  RestoreSystem restore;
};

} // namespace

TEST_F(ArrayFileTest, WhatIsStoredCanBeLoaded) {
  for (const char *name : {"a.npy", "a.bin", "a"}) {
    std::vector<int16_t> stored = {1, -2, 300}, loaded(3);
    ASSERT_EQ(store(name, stored, AIK_TYPE_I16), AIK_OK) << error;
    ASSERT_EQ(load(name, loaded, AIK_TYPE_I16), AIK_OK) << error;
    EXPECT_EQ(loaded, stored);
  }
  EXPECT_EQ(readFile(at("a").c_str()).size(), 6u);
}

TEST_F(ArrayFileTest, AnotherTypeIsNamed) {
  std::vector<int16_t> stored(3);
  std::vector<float> loaded(3);
  ASSERT_EQ(store("a.npy", stored, AIK_TYPE_I16), AIK_OK);
  EXPECT_EQ(load("a.npy", loaded, AIK_TYPE_F32), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error, "'" + at("a.npy") + "' holds i16, and array 'a' is of f32");
}

TEST_F(ArrayFileTest, AnotherNumberOfElementsIsNamed) {
  std::vector<int16_t> stored(3), loaded(4);
  ASSERT_EQ(store("a.npy", stored, AIK_TYPE_I16), AIK_OK);
  EXPECT_EQ(load("a.npy", loaded, AIK_TYPE_I16), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error,
            "'" + at("a.npy") + "' holds 3 elements (3), and array 'a' has 4");
  ASSERT_EQ(store("a.bin", stored, AIK_TYPE_I16), AIK_OK);
  EXPECT_EQ(load("a.bin", loaded, AIK_TYPE_I16), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error, "'" + at("a.bin") +
                       "' has 6 bytes, and array 'a' has 4 elements of i16, 8 "
                       "bytes");
}

TEST_F(ArrayFileTest, TypesThatNumPyLacksAreItsUnsignedIntegers) {
  std::vector<uint16_t> stored = {0x3f80, 0x4000}, loaded(2);
  ASSERT_EQ(store("a.npy", stored, AIK_TYPE_BF16), AIK_OK);
  ASSERT_EQ(load("a.npy", loaded, AIK_TYPE_U16), AIK_OK) << error;
  ASSERT_EQ(load("a.npy", loaded, AIK_TYPE_BF16), AIK_OK) << error;
  EXPECT_EQ(loaded, stored);
  EXPECT_EQ(load("a.npy", loaded, AIK_TYPE_F16), AIK_INVALID_ARGUMENT);
}

TEST_F(ArrayFileTest, BytesThatAreNoBoolsAreRefused) {
  write("a", std::string("\1\0\2", 3));
  std::vector<uint8_t> loaded(3);
  EXPECT_EQ(load("a", loaded, AIK_TYPE_BOOL), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error, "'" + at("a") + "': element 2 is 2, which is no bool");
}

TEST_F(ArrayFileTest, DamagedHeadersAreRefused) {
  std::vector<uint8_t> stored = {1, 2, 3}, loaded(3);
  ASSERT_EQ(store("whole.npy", stored, AIK_TYPE_U8), AIK_OK);
  std::string whole = readFile(at("whole.npy").c_str());
  for (size_t size = 0; size != whole.size(); ++size) {
    write("cut.npy", whole.substr(0, size));
    ASSERT_EQ(load("cut.npy", loaded, AIK_TYPE_U8), AIK_INVALID_ARGUMENT)
        << size;
    EXPECT_NE(error.find("cut.npy' is no valid .npy file"), std::string::npos)
        << error;
  }
}

TEST_F(ArrayFileTest, AMissingFileIsNamed) {
  std::vector<uint8_t> loaded(3);
  EXPECT_EQ(load("none", loaded, AIK_TYPE_U8), AIK_NOT_FOUND);
  EXPECT_EQ(error,
            "cannot read '" + at("none") + "': No such file or directory");
}

TEST_F(ArrayFileTest, AFolderThatIsNotThereIsNamed) {
  std::vector<uint8_t> stored(3);
  EXPECT_EQ(store("none/a", stored, AIK_TYPE_U8), AIK_NOT_FOUND);
  EXPECT_EQ(error,
            "cannot write '" + at("none/a") + "': No such file or directory");
}

TEST_F(ArrayFileTest, WhatFailsLeavesTheOldFileAndNoOther) {
  std::vector<uint8_t> old = {1, 2, 3}, stored = {4, 5, 6};
  ASSERT_EQ(store("a", old, AIK_TYPE_U8), AIK_OK);
  auto failsWith = [&](const char *reason) {
    EXPECT_EQ(store("a", stored, AIK_TYPE_U8), AIK_SYSTEM_ERROR);
    EXPECT_EQ(error, "cannot write '" + at("a") + "': " + reason);
    EXPECT_EQ(files(), std::vector<std::string>{"a"});
    EXPECT_EQ(readFile(at("a").c_str()), "\1\2\3");
  };
  {
    RestoreSystem afterwards;
    sys::calls.write = [](int, const void *, size_t) -> ssize_t {
      errno = ENOSPC;
      return -1;
    };
    failsWith("No space left on device");
  }
  {
    RestoreSystem afterwards;
    sys::calls.close = [](int file) {
      ::close(file);
      errno = EIO;
      return -1;
    };
    failsWith("Input/output error");
  }
  sys::calls.rename = [](const char *, const char *) {
    errno = EPERM;
    return -1;
  };
  failsWith("Operation not permitted");
}

TEST_F(ArrayFileTest, AFileAppearsWithItsPermissions) {
  std::vector<uint8_t> stored(3);
  mode_t mask = umask(027);
  EXPECT_EQ(store("a", stored, AIK_TYPE_U8), AIK_OK);
  umask(mask);
  struct stat status;
  ASSERT_EQ(stat(at("a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640u);
}

TEST_F(ArrayFileTest, NamesOfOthersAreNotTaken) {
  static int refused;
  refused = 0;
  static auto open = sys::calls.open;
  sys::calls.open = [](const char *path, int flags, mode_t mode) {
    if (refused++ < 3) {
      errno = EEXIST;
      return -1;
    }
    return open(path, flags, mode);
  };
  std::vector<uint8_t> stored(3);
  EXPECT_EQ(store("a", stored, AIK_TYPE_U8), AIK_OK) << error;
  EXPECT_EQ(files(), std::vector<std::string>{"a"});
}

TEST_F(ArrayFileTest, AnArrayTakesManyCallsOfTheSystem) {
  static bool interrupt;
  static auto read = sys::calls.pread;
  static auto write = sys::calls.write;
  sys::calls.pread = [](int file, void *to, size_t bytes, off_t at) -> ssize_t {
    if ((interrupt = !interrupt)) {
      errno = EINTR;
      return -1;
    }
    return read(file, to, bytes > 7 ? 7 : bytes, at);
  };
  sys::calls.write = [](int file, const void *from, size_t bytes) -> ssize_t {
    if ((interrupt = !interrupt)) {
      errno = EINTR;
      return -1;
    }
    return write(file, from, bytes > 7 ? 7 : bytes);
  };
  std::vector<uint32_t> stored(100), loaded(100);
  for (uint32_t i = 0; i != 100; ++i)
    stored[i] = i;
  ASSERT_EQ(store("a.npy", stored, AIK_TYPE_U32), AIK_OK) << error;
  ASSERT_EQ(load("a.npy", loaded, AIK_TYPE_U32), AIK_OK) << error;
  EXPECT_EQ(loaded, stored);
}

TEST_F(ArrayFileTest, APipeIsReadToItsEnd) {
  auto loadPipe = [&](const std::string &contents) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    EXPECT_EQ(::write(ends[1], contents.data(), contents.size()),
              ssize_t(contents.size()));
    close(ends[1]);
    std::vector<uint8_t> loaded(3);
    std::string path = "/dev/fd/" + std::to_string(ends[0]);
    int32_t status =
        loadArray(arrayOf(loaded, AIK_TYPE_U8), path.c_str(), error);
    close(ends[0]);
    EXPECT_TRUE(status != AIK_OK || loaded == std::vector<uint8_t>({1, 2, 3}));
    return status;
  };
  EXPECT_EQ(loadPipe("\1\2\3"), AIK_OK) << error;
  EXPECT_EQ(loadPipe("\1\2"), AIK_INVALID_ARGUMENT);
  EXPECT_NE(error.find("ends after 2 of the 3 bytes of array 'a'"),
            std::string::npos)
      << error;
  EXPECT_EQ(loadPipe("\1\2\3\4"), AIK_INVALID_ARGUMENT);
  EXPECT_NE(error.find("goes on behind the 3 bytes of array 'a'"),
            std::string::npos)
      << error;
}

TEST_F(ArrayFileTest, ADeviceIsWrittenInPlace) {
  std::vector<uint8_t> stored(3);
  EXPECT_EQ(storeArray(arrayOf(stored, AIK_TYPE_U8), "/dev/null", error),
            AIK_OK)
      << error;
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  EXPECT_EQ(storeArray(arrayOf(stored, AIK_TYPE_U8), "/dev/full", error),
            AIK_SYSTEM_ERROR);
}
