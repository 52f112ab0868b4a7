# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""include/px/pack.px packs numbers of 4 and 8 bits, and unpacks them."""

import numpy as np
import pytest
import reference as ref
from harness import on_every_cpu
from test_library import COUNT, evaluate, random_bits

by_format = pytest.mark.parametrize("format", ref.STORAGE, ids=lambda t: t.name)


def pack(tmp_path, lines, inputs, results, cpu):
    """Evaluate lines that use px/pack.px."""
    return evaluate(tmp_path, "pack.px", lines, inputs, results, cpu)


@on_every_cpu
def test_two_numbers_of_4_bits_are_a_byte(tmp_path, cpu):
    a, b = random_bits(np.int32, COUNT, seed=2), random_bits(np.int32, COUNT, seed=3)
    lines = [
        "SET pack_4x2(a[i], b[i]) -> both",
        "SET both -> bytes[i]",
        "FOR j FROM 0 TO 2:",
        "SET unpack_i4(both, j) -> signed[2 * i + j]",
        "SET unpack_u4(both, j) -> unsigned[2 * i + j]",
        "ENDFOR",
    ]
    results = {"bytes": np.zeros(COUNT, np.uint8)}
    results |= {name: np.zeros(2 * COUNT, "i4") for name in ("signed", "unsigned")}
    got = pack(tmp_path, lines, {"a": a, "b": b}, results, cpu)
    nibbles = np.stack([a & 15, b & 15], axis=1).reshape(-1)
    np.testing.assert_array_equal(got["bytes"], a & 15 | (b & 15) << 4)
    np.testing.assert_array_equal(got["unsigned"], nibbles)
    np.testing.assert_array_equal(got["signed"], (nibbles ^ 8) - 8)


@on_every_cpu
def test_eight_numbers_of_4_bits_are_a_word(tmp_path, cpu):
    x = random_bits(np.int32, 8 * COUNT, seed=4)
    lines = [
        "LOCAL v i32[8]",
        "FOR j FROM 0 TO 8:",
        "SET x[8 * i + j] -> v[j]",
        "ENDFOR",
        "SET pack_4x8(v) -> word",
        "SET word -> words[i]",
        "LOCAL s i32[8]",
        "LOCAL u i32[8]",
        "CALL unpack_i4x8(word, s)",
        "CALL unpack_u4x8(word, u)",
        "FOR j FROM 0 TO 8:",
        "SET s[j] -> signed[8 * i + j]",
        "SET u[j] -> unsigned[8 * i + j]",
        "ENDFOR",
    ]
    results = {"words": np.zeros(COUNT, np.uint32)}
    results |= {name: np.zeros(8 * COUNT, "i4") for name in ("signed", "unsigned")}
    got = pack(tmp_path, lines, {"x": x}, results, cpu)
    nibbles = x & 15
    places = 4 * np.arange(8, dtype=np.uint32)
    words = (nibbles.astype(np.uint32).reshape(-1, 8) << places).sum(axis=1)
    np.testing.assert_array_equal(got["words"], words)
    np.testing.assert_array_equal(got["unsigned"], nibbles)
    np.testing.assert_array_equal(got["signed"], (nibbles ^ 8) - 8)


@on_every_cpu
def test_numbers_beyond_4_bits_saturate(tmp_path, cpu):
    x = np.arange(COUNT, dtype=np.int32) - COUNT // 2
    x[:2] = -(2**31), 2**31 - 1
    lines = ["SET saturate_i4(x[i]) -> s[i]", "SET saturate_u4(x[i]) -> u[i]"]
    results = {"s": np.zeros_like(x), "u": np.zeros_like(x)}
    got = pack(tmp_path, lines, {"x": x}, results, cpu)
    np.testing.assert_array_equal(got["s"], np.clip(x, -8, 7))
    np.testing.assert_array_equal(got["u"], np.clip(x, 0, 15))


@by_format
@on_every_cpu
def test_four_floats_of_8_bits_are_a_word(tmp_path, cpu, format):
    rng = np.random.default_rng(5)
    x = (rng.normal(size=4 * COUNT) * 2.0 ** rng.integers(-20, 20, 4 * COUNT)).astype(
        "f4"
    )
    x[:6] = 0.0, -0.0, np.inf, -np.inf, np.nan, 1e30
    values = ", ".join(f"x[4 * i + {j}]" for j in range(4))
    lines = [f"SET pack_{format.name}x4({values}) -> words[i]"]
    words = pack(tmp_path, lines, {"x": x}, {"words": np.zeros(COUNT, "u4")}, cpu)
    expected = np.array([ref.rounded(format, float(v)) for v in x], np.uint8)
    np.testing.assert_array_equal(words["words"].astype("<u4").view("u1"), expected)


@by_format
@on_every_cpu
def test_words_hold_every_float_of_8_bits(tmp_path, cpu, format):
    codes = np.resize(np.arange(256, dtype=np.uint8), 4 * COUNT)
    lines = [
        "LOCAL v f32[4]",
        f"CALL unpack_{format.name}x4(words[i], v)",
        "FOR j FROM 0 TO 4:",
        "SET v[j] -> all[4 * i + j]",
        f"SET unpack_{format.name}(words[i], j) -> each[4 * i + j]",
        "ENDFOR",
    ]
    results = {name: np.zeros(4 * COUNT, "f4") for name in ("all", "each")}
    got = pack(tmp_path, lines, {"words": codes.view("<u4")}, results, cpu)
    expected = np.array([ref.real(format, int(code)) for code in codes], "f4")
    for found in got.arrays.values():
        np.testing.assert_array_equal(found, expected)
        numbers = ~np.isnan(expected)
        np.testing.assert_array_equal(np.signbit(found[numbers]), codes[numbers] > 127)
