# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The examples that hash and check texts agree with zlib and hashlib."""

import zlib

import numpy as np
import pytest
from harness import EXAMPLES, on_cpus, on_every_cpu, run

# --- CRC -----------------------------------------------------------------------

CRC32, CRC32C = 0xEDB88320, 0x82F63B78


def crc_table(polynomial):
    """Return the remainders of all bytes."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = table >> 1 ^ (table & 1) * np.uint32(polynomial)
    return [int(entry) for entry in table]


TABLES = {polynomial: crc_table(polynomial) for polynomial in (CRC32, CRC32C)}


def crc(text, polynomial):
    """Compute a check byte by byte."""
    table, remainder = TABLES[polynomial], 0xFFFFFFFF
    for byte in text:
        remainder = remainder >> 8 ^ table[(remainder ^ byte) & 255]
    return remainder ^ 0xFFFFFFFF


def test_the_reference_of_checks_is_right():
    text = np.random.default_rng(1).bytes(1001)
    assert crc(text, CRC32) == zlib.crc32(text)
    assert crc(b"123456789", CRC32C) == 0xE3069283
    assert crc(bytes(32), CRC32C) == 0x8A9136AA


@pytest.mark.parametrize("polynomial", [CRC32, CRC32C])
@on_every_cpu
def test_crc_many_agrees_with_the_reference(polynomial, cpu):
    rng = np.random.default_rng(2)
    lengths = np.concatenate([np.arange(40), rng.integers(40, 1501, 260)])
    texts = [rng.bytes(int(length)) for length in lengths]
    padded = [text + b"\xee" * (-len(text) % 4) for text in texts]
    ends = np.cumsum([len(text) // 4 for text in padded])
    inputs = {
        "data": np.frombuffer(b"".join(padded), "<u4"),
        "starts": np.array([0, *ends[:-1]], np.int32),
        "lengths": lengths.astype(np.int32),
        "checks": np.zeros(len(texts), np.uint32),
        "count": len(texts),
        "polynomial": polynomial,
    }
    result = run(EXAMPLES / "crc32.px", "crc_many", 3, 128, inputs, ["checks"], cpu)
    assert result["checks"].tolist() == [crc(text, polynomial) for text in texts]


# Lengths around a word, a row of the threads and a segment of a block.
LONG = [0, 1, 3, 4, 5, 1023, 1024, 1027, 4 * 65536 - 1, 4 * 65536, 4 * 65536 + 6]


def crc_of_long(text, polynomial, cpu):
    """Let crc_long check a text."""
    words = text + b"\xee" * (-len(text) % 4)
    inputs = {
        "data": np.frombuffer(words, "<u4") if words else np.zeros(1, np.uint32),
        "result": np.zeros(1, np.uint32),
        "bytes": len(text),
        "polynomial": polynomial,
    }
    grid = len(text) // 4 // 65536 + 1
    result = run(EXAMPLES / "crc32.px", "crc_long", grid, 256, inputs, ["result"], cpu)
    return int(result["result"][0])


@pytest.mark.parametrize("length", LONG)
@on_cpus("scalar")
def test_crc_long_takes_any_length(length, cpu):
    text = np.random.default_rng(3).bytes(length)
    assert crc_of_long(text, CRC32, cpu) == zlib.crc32(text)


@on_every_cpu
def test_crc_long_takes_many_blocks(cpu):
    text = np.random.default_rng(4).bytes(20_000_003)
    assert crc_of_long(text, CRC32, cpu) == zlib.crc32(text)
    short = text[:300_001]
    assert crc_of_long(short, CRC32C, cpu) == crc(short, CRC32C)
