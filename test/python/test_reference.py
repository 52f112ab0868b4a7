# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reference of the operations agrees with NumPy where that has the type."""

import math

import numpy as np
import pytest
from reference import F16, F32, F64, FLOATS, fma, real, rounded


@pytest.mark.parametrize("type", [F16, F32, F64], ids=lambda t: t.name)
def test_bits_and_values_agree_with_numpy(type):
    rng = np.random.default_rng(1)
    patterns = rng.integers(0, 2**type.bits, 2000, np.uint64)
    array = patterns.astype(f"u{type.bits // 8}").view(type.dtype)
    for bits, value in zip(patterns.tolist(), array.tolist()):
        assert real(type, bits) == value or math.isnan(value)
        assert math.isnan(value) or rounded(type, value) == bits


@pytest.mark.parametrize("type", [F16, F32], ids=lambda t: t.name)
def test_rounding_from_f64_agrees_with_numpy(type):
    rng = np.random.default_rng(2)
    scale = 2.0 ** rng.integers(-160, 160, 5000)
    values = np.concatenate([rng.normal(size=5000) * scale, [65519.9, 65520.0, -0.0]])
    with np.errstate(over="ignore"):
        expected = values.astype(type.dtype).view(f"u{type.bits // 8}")
    assert [rounded(type, value) for value in values.tolist()] == expected.tolist()


@pytest.mark.parametrize("type", FLOATS, ids=lambda t: t.name)
def test_fma_rounds_once(type):
    one = rounded(type, 1.0)
    above = one + 1  # 1 + e, whose square is 1 + 2e + e²
    square = rounded(type, real(type, above) ** 2)
    minus = square ^ 1 << (type.bits - 1)
    assert real(type, fma(type, above, above, minus)) == (real(type, above) - 1) ** 2
    assert fma(type, one, minus, square) == 0
