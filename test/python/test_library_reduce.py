# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""include/px/reduce.px against NumPy in f64, one block of 100 threads a row."""

import math

import numpy as np
import pytest
from harness import on_every_cpu
from test_library import COUNT, evaluate

EPSILON = float(np.finfo(np.float32).eps)
ROWS = COUNT // 100


def reduce_rows(tmp_path, begin, each, end, x, results, cpu):
    """Run `each` for every number of a row, shared out among the threads."""
    lines = [
        *begin,
        f"FOR j FROM LOCAL_ID TO {x.shape[1]} STEP BLOCK_SIZE:",
        f"SET x[BLOCK_ID * {x.shape[1]} + j] -> v",
        *each,
        "ENDFOR",
        *end,
    ]
    inputs = {"x": x}
    return evaluate(tmp_path, "reduce.px", lines, inputs, results, cpu)


def per_thread(array):
    """Return a result of every thread as rows of blocks, all threads being equal."""
    rows = array.reshape(ROWS, 100)
    np.testing.assert_array_equal(rows, np.repeat(rows[:, :1], 100, axis=1))
    return rows[:, 0]


def numbers(cols, seed):
    """Return rows of normal numbers, each around a mean of its own."""
    rng = np.random.default_rng(seed)
    means = 10.0 ** np.arange(ROWS) * 1e-3
    return (rng.normal(size=(ROWS, cols)) + means[:, None]).astype("f4")


@pytest.mark.parametrize("cols", [1, 57, 3001])
@on_every_cpu
def test_welford_gives_mean_and_variance_of_large_numbers(tmp_path, cpu, cols):
    x = numbers(cols, seed=1)
    begin = ["LOCAL s f32[3]"]
    each = ["CALL welford_add(s, v)"]
    end = [
        "CALL block_welford(s)",
        "SET s[0] -> count[i]",
        "SET s[1] -> mean[i]",
        "SET welford_variance(s) -> variance[i]",
    ]
    results = {n: np.zeros(COUNT, "f4") for n in ("count", "mean", "variance")}
    got = reduce_rows(tmp_path, begin, each, end, x, results, cpu)
    wide = x.astype(np.float64)
    magnitude = np.abs(wide).max(axis=1)
    assert (per_thread(got["count"]) == cols).all()
    error = np.abs(per_thread(got["mean"]) - wide.mean(axis=1))
    assert (error <= 8 * EPSILON * magnitude).all()
    # The mean's error counts with its square, that of a distance from it once.
    error = np.abs(per_thread(got["variance"]) - wide.var(axis=1))
    deviation = wide.std(axis=1)
    off = 8 * EPSILON * magnitude
    assert (error <= off**2 + 2 * off * deviation + 64 * EPSILON * deviation**2).all()


@on_every_cpu
def test_counts_merge_in_any_portions(tmp_path, cpu):
    x = numbers(100, seed=2)
    lines = [
        "LOCAL whole f32[3]",
        "LOCAL part f32[3]",
        "FOR j FROM 0 TO 100:",
        "CALL welford_add(part, x[i / 100 * 100 + j])",
        "IF j == i % 100 || j == 99:",
        "CALL welford_merge(whole, part[0], part[1], part[2])",
        "FOR l FROM 0 TO 3:",
        "SET 0.0 -> part[l]",
        "ENDFOR",
        "ENDIF",
        "ENDFOR",
        "CALL welford_merge(whole, 0.0, 0.0, 0.0)",
        "SET whole[1] -> mean[i]",
        "SET welford_variance(whole) -> variance[i]",
    ]
    results = {n: np.zeros(COUNT, "f4") for n in ("mean", "variance")}
    got = evaluate(tmp_path, "reduce.px", lines, {"x": x}, results, cpu)
    wide = np.repeat(x.astype(np.float64), 100, axis=0)
    off = 8 * EPSILON * np.abs(wide).max(axis=1)
    assert (np.abs(got["mean"] - wide.mean(axis=1)) <= off).all()
    error = np.abs(got["variance"] - wide.var(axis=1))
    assert (error <= off**2 + 2 * off * wide.std(axis=1) + 1e-5).all()


@pytest.mark.parametrize("which", ["argmax", "argmin"])
@on_every_cpu
def test_the_least_index_of_the_extreme_is_found(tmp_path, cpu, which):
    rng = np.random.default_rng(3)
    x = rng.integers(-40, 40, (ROWS, 100)).astype("f4")
    x[2, 5:50] = np.nan
    x[3] = np.nan
    x[4, 77] = np.inf
    x[5, 7] = -np.inf
    lines = [
        f"SET block_{which}(x[i], LOCAL_ID) -> block[i]",
        f"SET warp_{which}(x[i], LANE_ID) -> warp[i]",
    ]
    results = {n: np.zeros(COUNT, "i4") for n in ("block", "warp")}
    got = evaluate(tmp_path, "reduce.px", lines, {"x": x}, results, cpu)
    empty = -np.inf if which == "argmax" else np.inf
    find = getattr(np, which)
    filled = np.where(np.isnan(x), empty, x)
    expected = np.where(np.isnan(x).all(axis=1), 2**31 - 1, find(filled, axis=1))
    np.testing.assert_array_equal(per_thread(got["block"]), expected)
    warps = got["warp"].reshape(ROWS, 100)
    for row in range(ROWS):
        for first in range(0, 100, 32):
            part = filled[row, first : first + 32]
            best = (
                2**31 - 1 if np.isnan(x[row, first : first + 32]).all() else find(part)
            )
            assert (warps[row, first : first + 32] == best).all()


@pytest.mark.parametrize("cols", [1, 57, 3001])
@on_every_cpu
def test_logsumexp_neither_overflows_nor_vanishes(tmp_path, cpu, cols):
    x = 30 * numbers(cols, seed=4)
    x[1] = -np.inf
    x[2, cols // 2] = np.inf
    x[3] = np.inf
    x[4, : cols - 1] = -np.inf
    x[5, cols // 3] = np.nan
    begin = ["LOCAL s f32[2]", "CALL logsumexp_begin(s)"]
    each = ["CALL logsumexp_add(s, v)"]
    end = ["SET block_logsumexp(s) -> total", "SET total -> y[i]"]
    results = {"y": np.zeros(COUNT, "f4")}
    got = reduce_rows(tmp_path, begin, each, end, x, results, cpu)
    y = per_thread(got["y"])
    wide = x.astype(np.float64)
    with np.errstate(invalid="ignore"):
        expected = np.logaddexp.reduce(wide, axis=1)
    # Distances from the largest number are off by half an ulp of a number that
    # is not much smaller; each step of a thread's sum adds an ulp or two.
    finite = np.isfinite(expected)
    np.testing.assert_array_equal(y[~finite], expected[~finite])
    y, expected = y[finite], expected[finite]
    bound = 2 * EPSILON * np.abs(expected) + (2 * cols / 100 + 16) * EPSILON
    assert (np.abs(y - expected) <= bound).all()


@on_every_cpu
def test_a_compensated_sum_is_rounded_about_once(tmp_path, cpu):
    cols = 10_000
    rng = np.random.default_rng(6)
    x = (
        rng.normal(size=(ROWS, cols)) * 2.0 ** rng.integers(-20, 20, (ROWS, cols))
    ).astype("f4")
    x[:, cols // 2 :] = -x[:, : cols // 2] * np.float32(1 + 2**-12)  # nearly cancels
    begin = ["LOCAL s f32[2]"]
    each = ["CALL compensated_add(s, v)"]
    end = ["SET block_compensated(s) -> total", "SET total -> y[i]"]
    results = {"y": np.zeros(COUNT, "f8")}
    got = reduce_rows(tmp_path, begin, each, end, x, results, cpu)
    exact = np.array([math.fsum(row) for row in x.astype(np.float64)])
    magnitude = np.abs(x).astype(np.float64).sum(axis=1)
    # Of second order in eps: what is taken away is itself summed with rounding.
    bound = EPSILON / 2 * EPSILON * (cols / 100) ** 2 * magnitude
    assert (np.abs(per_thread(got["y"]) - exact) <= bound).all()
    plain = np.abs(np.add.accumulate(x, axis=1)[:, -1] - exact)
    assert (plain > 10 * bound).all(), "the sums are hard for f32"
