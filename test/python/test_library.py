# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What include/px computes, against other implementations of the same."""

import hashlib
import math
import sys
import zlib

import numpy as np
import pytest
from ciphers import aes_encrypt, aes_round_keys, chacha20_stream, poly1305, words
from harness import ROOT, on_every_cpu, run

sys.path.insert(0, str(ROOT / "utils" / "docs"))
import px_library

COUNT = 1000


def evaluate(tmp_path, library, lines, inputs, results, cpu, head="", shared=()):
    """Run a kernel of these lines over COUNT threads; return its arrays.

    The inputs and results (arrays to be filled) are its parameters, `shared` its
    arrays of the block; its lines know the thread as `i`.
    """
    arrays = inputs | results
    names = {"uint8": "u8", "int8": "i8"} | {
        f"{kind}{bits}": f"{kind[0]}{bits}"
        for kind in ("uint", "int", "float")
        for bits in (16, 32, 64)
    }
    parameters = [f"GPU_PARAM {n} {names[str(a.dtype)]}[]" for n, a in arrays.items()]
    source = tmp_path / "library.px"
    source.write_text(
        "\n".join(
            [f'INCLUDE "px/{library}"', head, "GPU_KERNEL k"]
            + parameters
            + [f"GPU_SHARED {array}" for array in shared]
            + ["GPU_THREAD_CODE:", "THREAD_ID -> i", *lines, "GPU_END", ""]
        ),
        encoding="utf-8",
    )
    return run(source, "k", COUNT // 100, 100, arrays, tuple(results), cpu)


def random_bits(dtype, *shape, seed=1):
    """Return integers of that type, all bits random."""
    info = np.iinfo(dtype)
    rng = np.random.default_rng(seed)
    return rng.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)


def test_the_page_of_the_library_is_what_its_comments_say():
    stored = px_library.PAGE.read_text(encoding="utf-8")
    assert stored == px_library.page(), "./dev docs writes the page anew"


# --- px/aes.px -----------------------------------------------------------------


@pytest.mark.parametrize("length", [16, 24, 32])
@on_every_cpu
def test_aes_takes_all_lengths_of_keys(tmp_path, length, cpu):
    keys = random_bits(np.uint8, COUNT, length)
    blocks = random_bits(np.uint8, COUNT, 16, seed=2)
    size = length // 4
    lines = [
        f"LOCAL key u32[{size}]",
        f"FOR j FROM 0 TO {size}:",
        f"SET keys[i * {size} + j] -> key[j]",
        "ENDFOR",
        f"LOCAL round_keys u32[{4 * size + 28}]",
        f"CALL aes_expand_key(key, {size}, round_keys)",
        "LOCAL block u32[4]",
        "CALL aes_load(block, blocks, i)",
        f"CALL aes_encrypt(block, round_keys, {size + 6})",
        "CALL aes_store(block, secrets, i)",
        f"CALL aes_decrypt(block, round_keys, {size + 6})",
        "CALL aes_store(block, again, i)",
    ]
    inputs = {"keys": words(keys), "blocks": words(blocks)}
    results = {n: np.zeros((COUNT, 4), np.uint32) for n in ("secrets", "again")}
    got = evaluate(tmp_path, "aes.px", lines, inputs, results, cpu)
    expected = [
        aes_encrypt(block[None], aes_round_keys(key.tobytes()))
        for key, block in zip(keys, blocks, strict=True)
    ]
    np.testing.assert_array_equal(got["secrets"].reshape(-1), words(np.array(expected)))
    np.testing.assert_array_equal(got["again"].reshape(-1), words(blocks))


@on_every_cpu
def test_counters_of_aes_are_numbers_of_128_bits(tmp_path, cpu):
    first = b"\xff" * 7 + b"\xfe" + (2**64 - 500).to_bytes(8, "big")
    lines = [
        "LOCAL block u32[4]",
        "CALL aes_counter(block, first, u64(i))",
        "CALL aes_store(block, blocks, i)",
    ]
    inputs = {"first": np.frombuffer(first, "<u4")}
    results = {"blocks": np.zeros((COUNT, 4), np.uint32)}
    got = evaluate(tmp_path, "aes.px", lines, inputs, results, cpu)
    start = int.from_bytes(first, "big")
    expected = b"".join((start + i).to_bytes(16, "big") for i in range(COUNT))
    assert got["blocks"].tobytes() == expected


# --- px/hash.px ----------------------------------------------------------------


def mixed(x, bits, shifts, factors):
    """Compute a finalizer of MurmurHash3 on a Python integer."""
    mask = (1 << bits) - 1
    for shift, factor in zip(shifts, (*factors, 1), strict=True):
        x = ((x ^ x >> shift) * factor) & mask
    return x


@on_every_cpu
def test_finalizers_are_those_of_murmurhash3(tmp_path, cpu):
    x = random_bits(np.uint32, COUNT)
    y = random_bits(np.uint64, COUNT)
    lines = ["SET hash_mix32(x[i]) -> h[i]", "SET hash_mix64(y[i]) -> w[i]"]
    results = {"h": np.zeros_like(x), "w": np.zeros_like(y)}
    got = evaluate(tmp_path, "hash.px", lines, {"x": x, "y": y}, results, cpu)
    factors32 = (0x85EBCA6B, 0xC2B2AE35)
    factors64 = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)
    assert got["h"].tolist() == [mixed(int(v), 32, (16, 13, 16), factors32) for v in x]
    assert got["w"].tolist() == [mixed(int(v), 64, (33, 33, 33), factors64) for v in y]


def test_hashes_of_bytes_have_their_published_values(tmp_path):
    source = tmp_path / "fnv.px"
    calls = "FNV1A_32", "FNV1A_64"
    for byte in b"foobar":
        calls = f"fnv1a32({calls[0]}, {byte})", f"fnv1a64({calls[1]}, {byte})"
    # hash_combine is MurmurHash3 without its tail: of 0x21436587 and the length.
    murmur = "hash_mix32(hash_combine(0x5082edee, 0x87654321) ^ 4)"
    source.write_text(f'INCLUDE "px/hash.px"\nPRINT {calls[0]}, {calls[1]}, {murmur}\n')
    printed = run(source).stdout.split()[:3]
    assert printed == [str(0xBF9CF968), str(0x85944171F73967E8), str(0x2362F9DE)]


# --- px/chacha20.px ------------------------------------------------------------


def quarter_vector():
    """Return the words of RFC 8439, 2.1.1, before and after a quarter round."""
    before = [0x11111111, 0x01020304, 0x9B8D6F43, 0x01234567]
    after = [0xEA2A92F4, 0xCB1CF8CE, 0x4581472E, 0x5881C4BB]
    return before, after


def test_a_quarter_round_gives_the_vector_of_rfc_8439(tmp_path):
    before, after = quarter_vector()
    lines = [f"SET {word:#x} -> s[{4 * i + 1}]" for i, word in enumerate(before)]
    lines = ["LOCAL s u32[16]", *lines, "CALL chacha20_quarter(s, 1, 5, 9, 13)"]
    lines += [f"SET s[{4 * i + 1}] -> out[{i}]" for i in range(4)]
    results = {"out": np.zeros(4, np.uint32)}
    got = evaluate(tmp_path, "chacha20.px", lines, {}, results, "scalar")
    assert got["out"].tolist() == after


@on_every_cpu
def test_key_streams_of_chacha20_are_those_of_rfc_8439(tmp_path, cpu):
    keys = random_bits(np.uint32, COUNT, 8)
    nonces = random_bits(np.uint32, COUNT, 3, seed=2)
    counters = random_bits(np.uint32, COUNT, seed=3)
    # 2.3.2
    keys[0] = words(np.arange(32, dtype=np.uint8))
    nonces[0], counters[0] = [0x09000000, 0x4A000000, 0], 1
    lines = [
        "LOCAL key u32[8]",
        "FOR j FROM 0 TO 8:",
        "SET keys[i * 8 + j] -> key[j]",
        "ENDFOR",
        "LOCAL nonce u32[3]",
        "FOR j FROM 0 TO 3:",
        "SET nonces[i * 3 + j] -> nonce[j]",
        "ENDFOR",
        "LOCAL s u32[16]",
        "CALL chacha20_state(s, key, counters[i], nonce)",
        "CALL chacha20_block(s)",
        "FOR j FROM 0 TO 16:",
        "SET s[j] -> out[i * 16 + j]",
        "ENDFOR",
    ]
    inputs = {"keys": keys, "nonces": nonces, "counters": counters}
    results = {"out": np.zeros((COUNT, 16), np.uint32)}
    out = evaluate(tmp_path, "chacha20.px", lines, inputs, results, cpu)["out"]
    assert out.tobytes().hex().startswith("10f1e7e4d13b5915500fdd1fa32071c4")
    streams = [
        chacha20_stream(key.tobytes(), nonce.tobytes(), counter, 64)
        for key, nonce, counter in zip(keys, nonces, counters, strict=True)
    ]
    assert out.tobytes() == b"".join(streams)


# --- px/poly1305.px ------------------------------------------------------------


def codes(tmp_path, keys, texts, cpu):
    """Let px/poly1305.px compute the code of 49 bytes for each key."""
    lines = [
        "LOCAL key u32[8]",
        "FOR j FROM 0 TO 8:",
        "SET keys[i * 8 + j] -> key[j]",
        "ENDFOR",
        "LOCAL state u32[POLY1305_STATE]",
        "CALL poly1305_begin(state, key)",
        "FOR j FROM i * 13 TO i * 13 + 12 STEP 4:",
        "CALL poly1305_block(state, x[j], x[j + 1], x[j + 2], x[j + 3], 1)",
        "ENDFOR",
        "SET (x[i * 13 + 12] & 0xff) | 0x100 -> last",
        "CALL poly1305_block(state, last, 0, 0, 0, 0)",
        "LOCAL tag u32[4]",
        "CALL poly1305_end(state, tag)",
        "FOR j FROM 0 TO 4:",
        "SET tag[j] -> tags[i * 4 + j]",
        "ENDFOR",
    ]
    results = {"tags": np.zeros((COUNT, 4), np.uint32)}
    inputs = {"keys": keys, "x": texts}
    return evaluate(tmp_path, "poly1305.px", lines, inputs, results, cpu)["tags"]


def test_the_reference_of_poly1305_gives_the_vector_of_rfc_8439():
    key = bytes.fromhex(
        "85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b"
    )
    code = poly1305(b"Cryptographic Forum Research Group", key)
    assert code.hex() == "a8061dc1305136c6c22b8baf0c0127a9"


def text_before_a_carry(r, last, rng):
    """Return 48 bytes after which the sum and a last block are `last`, modulo r."""
    prime = 2**130 - 5
    while True:
        text = rng.bytes(32)
        total = 0
        for at in (0, 16):
            total = (total + int.from_bytes(text[at : at + 16] + b"\1", "little")) * r
        third = (last * pow(r, -1, prime) - total - 2**128) % prime
        if third < 2**128:
            return text + third.to_bytes(16, "little")


@on_every_cpu
def test_sums_of_poly1305_near_its_prime_are_reduced(tmp_path, cpu):
    keys = random_bits(np.uint32, COUNT, 8)
    texts = np.zeros((COUNT, 13), np.uint32)
    rng = np.random.default_rng(4)
    for row in range(COUNT):
        # What is multiplied last makes one of the ten numbers around a multiple.
        r, multiple = ((1, 1), (4, 1), (4, 2), (8, 3), (16, 7))[row % 5]
        near = (multiple * 2**130 + 4 - row // 5 % 10) // r
        keys[row, :4] = r, 0, 0, 0
        text = text_before_a_carry(r, near - 0x100, rng) + bytes(4)
        texts[row] = np.frombuffer(text, "<u4")
    tags = codes(tmp_path, keys, texts, cpu)
    expected = [
        poly1305(text.tobytes()[:49], key.tobytes())
        for key, text in zip(keys, texts, strict=True)
    ]
    assert tags.tobytes() == b"".join(expected)


@on_every_cpu
def test_codes_of_poly1305_are_right_at_every_carry(tmp_path, cpu):
    keys = random_bits(np.uint32, COUNT, 8)
    texts = random_bits(np.uint32, COUNT, 13, seed=2)
    # Words of 0, 1, 2, of all ones and nearly all ones bring sums near 2^130 - 5.
    rng = np.random.default_rng(3)
    extremes = np.array([0, 1, 2, 4, 5, 0xFFFFFFFB, 0xFFFFFFFE, 0xFFFFFFFF], np.uint32)
    keys[:800] = rng.choice(extremes, (800, 8))
    texts[:800] = rng.choice(extremes, (800, 13))
    keys[:400, 1:4] = 0
    texts[:200, :12] = 0xFFFFFFFF
    texts[:200:3, 0] -= np.arange(67, dtype=np.uint32)
    tags = codes(tmp_path, keys, texts, cpu)
    expected = [
        poly1305(text.tobytes()[:49], key.tobytes())
        for key, text in zip(keys, texts, strict=True)
    ]
    assert tags.tobytes() == b"".join(expected)


# --- px/crc32.px ---------------------------------------------------------------

CRC32, CRC32C = 0xEDB88320, 0x82F63B78


def test_checks_of_digits_have_their_published_values(tmp_path):
    calls = ["CRC32_BEGIN", "CRC32_BEGIN"]
    for byte in b"123456789":
        calls = [
            f"crc_byte({call}, {byte}, {polynomial}_POLYNOMIAL)"
            for call, polynomial in zip(calls, ("CRC32", "CRC32C"), strict=True)
        ]
    source = tmp_path / "crc.px"
    source.write_text(f'INCLUDE "px/crc32.px"\nPRINT ~{calls[0]}, ~{calls[1]}\n')
    printed = run(source).stdout.split()[:2]
    assert printed == [str(0xCBF43926), str(0xE3069283)]


@on_every_cpu
def test_checks_of_parts_combine(tmp_path, cpu):
    rng = np.random.default_rng(3)
    lengths = rng.integers(0, 300, (COUNT, 2))
    texts = [(rng.bytes(int(a)), rng.bytes(int(b))) for a, b in lengths]
    inputs = {
        "first": np.array([zlib.crc32(a) for a, _ in texts], np.uint32),
        "second": np.array([zlib.crc32(b) for _, b in texts], np.uint32),
        "bytes": lengths[:, 1].astype(np.uint64),
    }
    lines = [
        "SET crc_combine(first[i], second[i], bytes[i], CRC32_POLYNOMIAL) -> whole[i]"
    ]
    results = {"whole": np.zeros(COUNT, np.uint32)}
    got = evaluate(tmp_path, "crc32.px", lines, inputs, results, cpu)
    assert got["whole"].tolist() == [zlib.crc32(a + b) for a, b in texts]


@on_every_cpu
def test_a_power_is_that_many_products(tmp_path, cpu):
    lines = [
        "SET u32(0x40000000) -> x",
        "SET crc_power(u64(i), CRC32C_POLYNOMIAL) -> power[i]",
        "SET crc_multiply(power[i], x, CRC32C_POLYNOMIAL) -> following[i]",
        "SET crc_power(u64(i) << 40, CRC32C_POLYNOMIAL) -> far[i]",
    ]
    results = {n: np.zeros(COUNT, np.uint32) for n in ("power", "following", "far")}
    got = evaluate(tmp_path, "crc32.px", lines, {}, results, cpu)
    expected, power = [], 0x80000000
    for _ in range(COUNT + 1):
        expected.append(power)
        power = power >> 1 ^ (power & 1) * CRC32C
    assert got["power"].tolist() == expected[:-1]
    assert got["following"].tolist() == expected[1:]
    # The order of x divides 2^31 - 1.
    assert got["far"][1] == expected[2**40 % (2**31 - 1)]


@on_every_cpu
def test_tables_take_words_and_bytes(tmp_path, cpu):
    x = random_bits(np.uint32, COUNT, 2)
    lines = [
        "CALL crc_tables(tables, 1, CRC32_POLYNOMIAL)",
        "SET crc_word(tables, CRC32_BEGIN, x[2 * i]) -> r",
        "FOR byte FROM 0 TO 3:",
        "SET crc_table_byte(tables, r, x[2 * i + 1] >> byte * 8) -> r",
        "ENDFOR",
        "SET ~r -> check[i]",
    ]
    results = {"check": np.zeros(COUNT, np.uint32)}
    shared = ["tables u32[4, 256]"]
    got = evaluate(tmp_path, "crc32.px", lines, {"x": x}, results, cpu, "", shared)
    assert got["check"].tolist() == [zlib.crc32(row.tobytes()[:7]) for row in x]


# --- px/keccak.px --------------------------------------------------------------


@on_every_cpu
def test_sponges_of_keccak_are_those_of_hashlib(tmp_path, cpu):
    rng = np.random.default_rng(1)
    messages = [rng.bytes(i % 168) for i in range(COUNT)]
    states = np.zeros((COUNT, 200), np.uint8)
    for state, message in zip(states, messages, strict=True):
        padded = bytearray((message + b"\x1f").ljust(168, b"\0"))
        padded[-1] ^= 0x80
        state[:168] = list(padded)
    lines = [
        "LOCAL s u64[25]",
        "FOR j FROM 0 TO 25:",
        "SET states[i * 25 + j] -> s[j]",
        "ENDFOR",
        "FOR turn FROM 0 TO 2:",
        "CALL keccak_f1600(s)",
        "FOR j FROM 0 TO 21:",
        "SET s[j] -> out[i * 42 + turn * 21 + j]",
        "ENDFOR",
        "ENDFOR",
    ]
    results = {"out": np.zeros((COUNT, 42), np.uint64)}
    inputs = {"states": states.view("<u8")}
    got = evaluate(tmp_path, "keccak.px", lines, inputs, results, cpu)
    expected = [hashlib.shake_128(message).digest(336) for message in messages]
    assert got["out"].tobytes() == b"".join(expected)


# --- px/philox.px --------------------------------------------------------------

# Random123's kat_vectors: counters, keys and results of philox4x32-10.
PHILOX = [
    "00000000 00000000 00000000 00000000 00000000 00000000"
    " 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff"
    " 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0"
    " d16cfe09 94fdcceb 5001e420 24126ea1",
]


def philox(counter, key):
    """Compute ten rounds on arrays of four and two words."""
    a, b, c, d = (word.astype(np.uint64) for word in counter)
    k0, k1 = (word.astype(np.uint64) for word in key)
    low = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        x, y = a * np.uint64(0xD2511F53), c * np.uint64(0xCD9E8D57)
        a, c = (y >> np.uint64(32)) ^ b ^ k0, (x >> np.uint64(32)) ^ d ^ k1
        b, d = y & low, x & low
        k0, k1 = k0 + np.uint64(0x9E3779B9) & low, k1 + np.uint64(0xBB67AE85) & low
    return np.stack([a, b, c, d]).astype(np.uint32)


@on_every_cpu
def test_philox_gives_its_published_vectors(tmp_path, cpu):
    counters = random_bits(np.uint32, COUNT, 4)
    keys = random_bits(np.uint32, COUNT, 2, seed=2)
    expected = philox(counters.T, keys.T).T
    for row, text in enumerate(PHILOX):
        published = [int(word, 16) for word in text.split()]
        counters[row], keys[row] = published[:4], published[4:6]
        expected[row] = published[6:]
    lines = [
        "LOCAL counter u32[4]",
        "FOR j FROM 0 TO 4:",
        "SET counters[i * 4 + j] -> counter[j]",
        "ENDFOR",
        "CALL philox4x32(counter, keys[i * 2], keys[i * 2 + 1])",
        "FOR j FROM 0 TO 4:",
        "SET counter[j] -> random[i * 4 + j]",
        "ENDFOR",
    ]
    inputs = {"counters": counters, "keys": keys}
    results = {"random": np.zeros((COUNT, 4), np.uint32)}
    got = evaluate(tmp_path, "philox.px", lines, inputs, results, cpu)
    assert got["random"].reshape(COUNT, 4).tolist() == expected.tolist()


@on_every_cpu
def test_numbers_of_philox_belong_to_their_index(tmp_path, cpu):
    index = random_bits(np.uint64, COUNT)
    seed = 0x0123456789ABCDEF
    lines = [f"SET philox_u32(index[i], {seed:#x}) -> random[i]"]
    results = {"random": np.zeros(COUNT, np.uint32)}
    got = evaluate(tmp_path, "philox.px", lines, {"index": index}, results, cpu)
    zeros = np.zeros(COUNT, np.uint64)
    counter = index & np.uint64(0xFFFFFFFF), index >> np.uint64(32), zeros, zeros
    key = zeros + np.uint64(seed & 0xFFFFFFFF), zeros + np.uint64(seed >> 32)
    np.testing.assert_array_equal(got["random"], philox(counter, key)[0])


@on_every_cpu
def test_uniform_numbers_end_where_they_should(tmp_path, cpu):
    words = random_bits(np.uint32, COUNT)
    words[:4] = 0, 0xFF, 0x100, 0xFFFFFFFF
    lines = [
        "SET uniform_f32(words[i]) -> below[i]",
        "SET uniform_above_0_f32(words[i]) -> above[i]",
    ]
    results = {name: np.zeros(COUNT, np.float32) for name in ("below", "above")}
    got = evaluate(tmp_path, "philox.px", lines, {"words": words}, results, cpu)
    steps = (words >> 8).astype(np.float64)
    np.testing.assert_array_equal(got["below"], steps / 2**24)
    np.testing.assert_array_equal(got["above"], (steps + 1) / 2**24)
    assert got["below"].max() < 1 == got["above"].max()


@on_every_cpu
def test_random_numbers_are_distributed_as_they_should(tmp_path, cpu):
    per_thread = 1000
    lines = [
        f"FOR j FROM i * {per_thread} TO (i + 1) * {per_thread}:",
        "SET philox_u32(u64(j) * 2, 7) -> random0",
        "SET philox_u32(u64(j) * 2 + 1, 7) -> random1",
        "SET uniform_f32(random0) -> uniform[j]",
        "SET normal_f32(random0, random1) -> normal[j]",
        "ENDFOR",
    ]
    size = COUNT * per_thread
    results = {name: np.zeros(size, np.float32) for name in ("uniform", "normal")}
    got = evaluate(tmp_path, "philox.px", lines, {}, results, cpu)
    uniform, normal = (got[name].astype(np.float64) for name in results)
    # Kolmogorov and Smirnov: a distance above 2 / sqrt(n) has a chance of 0.07 %;
    # moments may be off by five of their standard deviations.
    ideal = np.arange(size) / size
    assert np.abs(np.sort(uniform) - ideal).max() < 2 / np.sqrt(size)
    erf = np.vectorize(math.erf)
    grid = np.sort(normal)[::1000]
    distance = np.abs((1 + erf(grid / np.sqrt(2))) / 2 - ideal[::1000])
    assert distance.max() < 2 / np.sqrt(size)
    for power, moment, variance in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
        error = 5 * np.sqrt(variance / size)
        assert abs((normal**power).mean() - moment) < error, power
    neighbors = (uniform[1:] - 0.5) * (uniform[:-1] - 0.5) * 12
    assert abs(neighbors.mean()) < 5 / np.sqrt(size)


# --- px/sha256.px --------------------------------------------------------------


@on_every_cpu
def test_blocks_of_sha256_are_those_of_hashlib(tmp_path, cpu):
    rng = np.random.default_rng(1)
    messages = [rng.bytes(56 + i % 64) for i in range(COUNT)]
    padded = [
        (message + b"\x80").ljust(120, b"\0") + (8 * len(message)).to_bytes(8, "big")
        for message in messages
    ]
    lines = [
        "LOCAL hash u32[8]",
        "CALL sha256_begin(hash)",
        "FOR block FROM 0 TO 2:",
        "LOCAL w u32[16]",
        "FOR j FROM 0 TO 16:",
        "SET BSWAP(x[i * 32 + block * 16 + j]) -> w[j]",
        "ENDFOR",
        "CALL sha256_block(hash, w)",
        "ENDFOR",
        "FOR j FROM 0 TO 8:",
        "SET BSWAP(hash[j]) -> digests[i * 8 + j]",
        "ENDFOR",
    ]
    inputs = {"x": np.frombuffer(b"".join(padded), "<u4")}
    results = {"digests": np.zeros((COUNT, 8), np.uint32)}
    got = evaluate(tmp_path, "sha256.px", lines, inputs, results, cpu)
    expected = [hashlib.sha256(message).digest() for message in messages]
    assert got["digests"].tobytes() == b"".join(expected)


# --- px/sort.px ----------------------------------------------------------------

SIZES = [4, 8, 16]


@pytest.mark.parametrize("size", SIZES)
@on_every_cpu
def test_networks_sort_every_row_of_zeros_and_ones(tmp_path, size, cpu):
    # Of a network these are enough: what sorts them sorts all (Knuth, 5.3.4).
    rows = 2**size // COUNT + 1
    lines = [
        f"FOR row FROM 0 TO {rows}:",
        f"SET i * {rows} + row -> number",
        f"LOCAL keys u32[{size}]",
        f"FOR j FROM 0 TO {size}:",
        "SET (u32(number) >> j) & 1 -> keys[j]",
        "ENDFOR",
        f"CALL sort{size}(keys)",
        "SET u32(0) -> bits",
        f"FOR j FROM 0 TO {size}:",
        "SET bits | keys[j] << j -> bits",
        "ENDFOR",
        "SET bits -> sorted[number]",
        "ENDFOR",
    ]
    results = {"sorted": np.zeros(COUNT * rows, np.uint32)}
    got = evaluate(tmp_path, "sort.px", lines, {}, results, cpu)["sorted"]
    for number in range(2**size):
        ones = number.bit_count()
        assert got[number] == ((1 << ones) - 1) << (size - ones)


@pytest.mark.parametrize("size", SIZES)
@on_every_cpu
def test_networks_take_values_along(tmp_path, size, cpu):
    keys = random_bits(np.uint32, COUNT, size)
    keys[::2] %= 7
    keys[1::2, ::3] = 0xFFFFFFFF
    lines = [
        f"LOCAL keys u32[{size}]",
        f"LOCAL values u32[{size}]",
        f"FOR j FROM 0 TO {size}:",
        f"SET x[i * {size} + j] -> keys[j]",
        "SET u32(j) -> values[j]",
        "ENDFOR",
        f"CALL sort{size}_pairs(keys, values)",
        f"FOR j FROM 0 TO {size}:",
        f"SET keys[j] -> sorted[i * {size} + j]",
        f"SET values[j] -> places[i * {size} + j]",
        "ENDFOR",
    ]
    results = {n: np.zeros((COUNT, size), np.uint32) for n in ("sorted", "places")}
    got = evaluate(tmp_path, "sort.px", lines, {"x": keys}, results, cpu)
    ordered = got["sorted"].reshape(COUNT, size)
    places = got["places"].reshape(COUNT, size)
    np.testing.assert_array_equal(ordered, np.sort(keys, axis=1))
    np.testing.assert_array_equal(np.take_along_axis(keys, places, 1), ordered)
    assert (np.sort(places, axis=1) == np.arange(size)).all()


@on_every_cpu
def test_keys_have_the_order_of_numbers(tmp_path, cpu):
    x = random_bits(np.int32, COUNT)
    x[:4] = -(2**31), -1, 0, 2**31 - 1
    y = random_bits(np.uint32, COUNT, seed=2).view(np.float32)
    special = [0.0, -0.0, np.inf, -np.inf, 1e-45, -1e-45, 1.0, -1.0]
    y[: len(special)] = special
    y = np.where(np.isnan(y), np.float32(3), y)
    y[8:10] = np.array([0x7FC00001, 0xFFC00001], np.uint32).view(np.float32)
    lines = [
        "SET sort_key_i32(x[i]) -> of_x[i]",
        "SET sort_i32_of_key(of_x[i]) -> x_again[i]",
        "SET sort_key_f32(y[i]) -> of_y[i]",
        "SET sort_f32_of_key(of_y[i]) -> y_again[i]",
    ]
    results = {name: np.zeros(COUNT, np.uint32) for name in ("of_x", "of_y")}
    results |= {"x_again": np.zeros_like(x), "y_again": np.zeros_like(y)}
    got = evaluate(tmp_path, "sort.px", lines, {"x": x, "y": y}, results, cpu)
    np.testing.assert_array_equal(got["x_again"], x)
    assert got["y_again"].tobytes() == y.tobytes()
    np.testing.assert_array_equal(x[np.argsort(got["of_x"])], np.sort(x))
    ordered = y[np.argsort(got["of_y"])]
    assert np.isnan(ordered[[0, -1]]).all()
    np.testing.assert_array_equal(ordered[1:-1], np.sort(np.delete(y, [8, 9])))
    assert got["of_y"][1] + 1 == got["of_y"][0], "-0 comes right before 0"
