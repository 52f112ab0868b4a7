# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The examples that sort and select agree with NumPy."""

import numpy as np
import pytest
from harness import EXAMPLES, on_every_cpu, run


def keys_and_values(size, bits, seed=1):
    """Return keys of so many bits, the largest ones among them, and their places."""
    rng = np.random.default_rng(seed)
    keys = rng.integers(0, 2**bits, size, np.uint32)
    keys[rng.integers(0, size, size // 50 + 1)] = 0xFFFFFFFF
    return keys, np.arange(size, dtype=np.uint32)


# --- Bitonic sort --------------------------------------------------------------

BITONIC = EXAMPLES / "bitonic_sort.px"
TILE = 2048


@pytest.mark.parametrize("pairs", [False, True])
@on_every_cpu
def test_tiles_are_sorted_each(pairs, cpu):
    size = 3 * TILE + 77
    keys, values = keys_and_values(size, 12)
    inputs = {"keys": keys, "values": values, "n": size, "pairs": int(pairs)}
    outputs = ["keys", "values"]
    result = run(BITONIC, "bitonic_tiles", 4, 256, inputs, outputs, cpu)
    ends = [TILE, 2 * TILE, 3 * TILE]
    expected = np.concatenate([np.sort(part) for part in np.split(keys, ends)])
    np.testing.assert_array_equal(result["keys"], expected)
    if pairs:
        np.testing.assert_array_equal(keys[result["values"]], expected)
        assert len(set(result["values"].tolist())) == size
    else:
        np.testing.assert_array_equal(result["values"], values)


@pytest.mark.parametrize("size", [1, 2, 3, TILE - 1, TILE + 1, 4 * TILE, 5 * TILE + 1])
def test_the_bitonic_sort_takes_any_number(size):
    said = run(BITONIC, options=[f"--n={size}"]).stdout
    assert f"{size} keys and {size} pairs are in order" in said


# --- Radix sort ----------------------------------------------------------------

RADIX = EXAMPLES / "radix_sort.px"
RADIX_TILE = 2048


def one_digit(keys, values, shift, pairs, cpu):
    """Sort by eight bits."""
    n = keys.size
    tiles = -(-n // RADIX_TILE)
    inputs = {"keys": keys, "n": n, "tiles": tiles, "shift": shift}
    inputs["counts"] = np.zeros((256, tiles), np.uint32)
    counted = run(RADIX, "radix_count", tiles, 256, inputs, ["counts"], cpu)
    scan = {"counts": counted["counts"], "totals": np.zeros(256, np.uint32)}
    scan["tiles"] = tiles
    outputs = ["counts", "totals"]
    scanned = run(RADIX, "radix_scan", 256, 256, scan, outputs, cpu)
    inputs |= scanned.arrays | {"values": values, "pairs": int(pairs)}
    inputs |= {"new_keys": np.zeros_like(keys), "new_values": np.zeros_like(values)}
    outputs = ["new_keys", "new_values"]
    return run(RADIX, "radix_move", tiles, 256, inputs, outputs, cpu)


@pytest.mark.parametrize("pairs", [False, True])
@on_every_cpu
def test_elements_are_sorted_by_a_digit_and_else_keep_their_order(pairs, cpu):
    keys, values = keys_and_values(3 * RADIX_TILE + 1077, 32)
    shift = 8
    result = one_digit(keys, values, shift, pairs, cpu)
    order = np.argsort(keys >> shift & 255, kind="stable")
    np.testing.assert_array_equal(result["new_keys"], keys[order])
    expected = values[order] if pairs else np.zeros_like(values)
    np.testing.assert_array_equal(result["new_values"], expected)


@on_every_cpu
def test_a_digit_that_all_have_moves_nothing(cpu):
    keys, values = keys_and_values(RADIX_TILE + 33, 8)
    keys &= 0xFF
    result = one_digit(keys, values, 24, True, cpu)
    np.testing.assert_array_equal(result["new_keys"], keys)
    np.testing.assert_array_equal(result["new_values"], values)


@pytest.mark.parametrize("size", [1, 31, 33, RADIX_TILE, RADIX_TILE + 1, 20_000])
def test_the_radix_sort_takes_any_number(size):
    said = run(RADIX, options=[f"--n={size}"]).stdout
    assert f"{size} pairs and {size} floats are in order" in said


# --- Compaction ----------------------------------------------------------------

COMPACTION = EXAMPLES / "compaction.px"
CHUNK = 1024


@pytest.mark.parametrize("size", [1, 33, CHUNK, 5 * CHUNK + 40, 300_007])
@on_every_cpu
def test_what_is_kept_is_what_numpy_selects(size, cpu):
    rng = np.random.default_rng(2)
    x = rng.uniform(-1, 1, size).astype(np.float32)
    x[rng.integers(0, size, size // 20)] = np.nan
    x[size // 3 : size // 2] = 0.25  # whole warps of them
    low, high = np.float32(-0.1), np.float32(0.3)
    chunks = -(-size // CHUNK)
    inputs = {"x": x, "n": size, "chunks": chunks, "low": low, "high": high}
    grid = -(-chunks // 8)
    counting = inputs | {"counts": np.zeros(chunks + 1, np.int32)}
    counts = run(COMPACTION, "count_kept", grid, 256, counting, ["counts"], cpu)
    scan = counts.arrays | {"chunks": chunks}
    before = run(COMPACTION, "scan_counts", 1, 128, scan, ["counts"], cpu)["counts"]
    expected = np.flatnonzero((low <= x) & (x < high))
    assert before[-1] == expected.size
    moving = inputs | {"counts": before}
    moving |= {
        "kept": np.full(size, 9, np.float32),
        "from": np.full(size, -1, np.int32),
    }
    outputs = ["kept", "from"]
    moved = run(COMPACTION, "move_kept", grid, 256, moving, outputs, cpu)
    np.testing.assert_array_equal(moved["kept"][: expected.size], x[expected])
    np.testing.assert_array_equal(moved["from"][: expected.size], expected)
    assert (moved["kept"][expected.size :] == 9).all()
    assert (moved["from"][expected.size :] == -1).all()


@pytest.mark.parametrize("percent", [0, 100])
def test_none_or_all_may_be_kept(percent):
    said = run(COMPACTION, options=["--n=70001", f"--percent={percent}"]).stdout
    assert f"{700 * percent + percent // 100} of 70001 elements" in said
