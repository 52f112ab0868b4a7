# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The examples that hash and check texts agree with zlib and hashlib."""

import hashlib
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


# --- SHA-256, SHA-3 --------------------------------------------------------------


def messages_of(lengths, capacity, word, seed=9):
    """Return random messages, and the inputs of a kernel that hashes them."""
    rng = np.random.default_rng(seed)
    messages = [rng.bytes(int(length)) for length in lengths]
    size = np.dtype(word).itemsize * capacity
    rows = b"".join(message.ljust(size, b"\xee") for message in messages)
    inputs = {
        "messages": np.frombuffer(rows, word).reshape(len(messages), capacity),
        "lengths": np.array(lengths, np.int32),
        "count": len(messages),
        "capacity": capacity,
    }
    return messages, inputs


@on_every_cpu
def test_sha256_agrees_with_hashlib(cpu):
    # Every length around the ends of a block, and random ones.
    lengths = [*range(0, 140), *np.random.default_rng(9).integers(140, 400, 60)]
    messages, inputs = messages_of(lengths, 100, "<u4")
    inputs["digests"] = np.zeros((len(messages), 8), np.uint32)
    result = run(EXAMPLES / "sha256.px", "sha256", 2, 128, inputs, ["digests"], cpu)
    expected = [hashlib.sha256(message).digest() for message in messages]
    assert result["digests"].tobytes() == b"".join(expected)


SPONGES = {
    "sha3-256": ([], lambda message: hashlib.sha3_256(message).digest()),
    "shake256": (
        ["-DSUFFIX=0x1f"],
        lambda message: hashlib.shake_256(message).digest(32),
    ),
    "shake128": (
        ["-DSUFFIX=0x1f", "-DRATE=21"],
        lambda message: hashlib.shake_128(message).digest(32),
    ),
}


@pytest.mark.parametrize("sponge", SPONGES)
@on_every_cpu
def test_sha3_agrees_with_hashlib(sponge, cpu):
    options, reference = SPONGES[sponge]
    lengths = [*range(0, 290), *np.random.default_rng(10).integers(290, 700, 60)]
    messages, inputs = messages_of(lengths, 88, "<u8")
    inputs["digests"] = np.zeros((len(messages), 4), np.uint64)
    source, outputs = EXAMPLES / "sha3_256.px", ["digests"]
    result = run(source, "sha3_256", 3, 128, inputs, outputs, cpu, options)
    expected = [reference(message) for message in messages]
    assert result["digests"].tobytes() == b"".join(expected)


def tree_hash(leaves):
    """Hash a list of byte strings as RFC 6962, 2.1 defines it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    below = tree_hash(leaves[:half]) + tree_hash(leaves[half:])
    return hashlib.sha256(b"\1" + below).digest()


def test_the_reference_of_trees_gives_the_roots_of_certificate_transparency():
    texts = "", "00", "10", "2021", "3031", "40414243", "5051525354555657"
    leaves = [bytes.fromhex(text) for text in texts] + [bytes(range(0x60, 0x70))]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    for count, root in roots.items():
        assert tree_hash(leaves[:count]).hex() == root


def mixed(x):
    """Compute hash_mix32 of px/hash.px, with which the example makes its stream."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        x = (x ^ x >> np.uint32(shift)) * np.uint32(factor)
    return x


# Leaves: one; two; an odd number on several levels; a last one whose padding just
# fits, or takes another block.
TREES = [
    (1, 64),
    (64, 64),
    (65, 64),
    (7 * 64, 64),
    (182, 64),
    (183, 64),
    (100_001, 132),
]


@pytest.mark.parametrize(("count", "leaf"), TREES)
def test_the_root_of_a_stream_is_that_of_its_tree(count, leaf, tmp_path):
    root = tmp_path / "root"
    options = [f"--n={count}", f"--leaf={leaf}", f"--root={root}"]
    run(EXAMPLES / "sha256_tree.px", options=options)
    stream = mixed(np.arange(-(-count // 4), dtype=np.uint32)).tobytes()[:count]
    leaves = [stream[at : at + leaf] for at in range(0, count, leaf)]
    assert root.read_bytes() == tree_hash(leaves)


@on_every_cpu
def test_leaves_and_nodes_are_hashed_with_their_prefixes(cpu):
    data = np.random.default_rng(11).bytes(999)
    inputs = {
        "data": np.frombuffer(data + b"\xee", "<u4"),
        "hashes": np.zeros((20, 8), np.uint32),
        "below": 5,
        "bytes": 979,
        "piece": 64,
    }
    text = data[20:]
    pieces = [text[at : at + 64] for at in range(0, 979, 64)]
    source = EXAMPLES / "sha256_tree.px"
    for prefix, above in ((0, 4), (1, 0)):
        numbers = {"prefix": prefix, "above": above}
        outputs = ["hashes"]
        result = run(source, "hash_level", 1, 32, inputs | numbers, outputs, cpu)
        kept = result["hashes"].tobytes()[32 * above :]
        expected = [hashlib.sha256(bytes([prefix]) + piece) for piece in pieces]
        digests = b"".join(digest.digest() for digest in expected)
        assert kept[: len(digests)] == digests
