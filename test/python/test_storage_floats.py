# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""e4m3 and e5m2 hold what they must: every code, and rounding at every boundary."""

import numpy as np
import pytest
import reference as ref
from harness import on_every_cpu, run

by_format = pytest.mark.parametrize("format", ref.STORAGE, ids=lambda t: t.name)
CODES = np.arange(256, dtype=np.uint8)
SEED = 4317


def magnitudes(format):
    """Return every number that is not negative, smallest first."""
    codes = range(ref.largest(format) + 1)
    return np.array([ref.real(format, code) for code in codes])


def widened(values):
    """Return floats as f64; NumPy warns of signaling NaN."""
    with np.errstate(invalid="ignore"):
        return values.astype("f8")


def nearest(format, values):
    """Round floats that an f64 holds: to nearest even, saturated."""
    numbers = magnitudes(format)
    middles = (numbers[1:] + numbers[:-1]) / 2
    with np.errstate(invalid="ignore"):
        code = np.searchsorted(middles, np.abs(values), side="left")
    is_tie = (code < len(middles)) & (
        np.append(middles, np.inf)[code] == np.abs(values)
    )
    code += is_tie & (code % 2 == 1)
    code = np.minimum(code, ref.largest(format)) | np.signbit(values) * 0x80
    return np.where(np.isnan(values), ref.not_a_number(format), code).astype("u1")


def boundaries(format, dtype):
    """Return numbers, middles between them, and the neighbors of all of these."""
    numbers = magnitudes(format)
    gap = numbers[-1] - numbers[-2]
    middles = [*(numbers[1:] + numbers[:-1]) / 2, numbers[-1] + gap / 2]
    exact = np.concatenate([numbers, middles, [numbers[-1] + gap]]).astype(dtype)
    around = [np.nextafter(exact, dtype(limit)) for limit in (np.inf, -np.inf)]
    positive = np.concatenate([exact, *around])
    return np.concatenate([positive, -positive])


def floats_of(bits, dtype):
    """Return all bits as floats, infinities and NaN among them."""
    special = [0.0, -0.0, np.inf, -np.inf, np.nan, -np.nan]
    return np.concatenate([bits.view(dtype), np.array(special, dtype)])


def arguments(format, dtype):
    """Return what is converted: all there is of 16 bits, else a large sample."""
    if dtype == np.float16:
        return np.arange(1 << 16, dtype="u2").view("f2")
    rng = np.random.default_rng(SEED)
    width = np.dtype(dtype).itemsize * 8
    anything = floats_of(rng.integers(0, 1 << width, 1 << 17, f"u{width // 8}"), dtype)
    numbers = magnitudes(format)
    inside = rng.uniform(-1.1, 1.1, 1 << 16) * numbers[-1]
    small = rng.uniform(-1.1, 1.1, 1 << 16) * numbers[1] * 20
    near = np.concatenate([boundaries(format, dtype), inside, small])
    return np.concatenate([near.astype(dtype), anything])


def run_conversion(tmp_path, cpu, source, target, values, size):
    """Cast an array of one type to another, once at full width and once in a branch."""
    path = tmp_path / "convert.px"
    path.write_text(
        f"""
GPU_KERNEL convert
    GPU_PARAM x {source}[n]
    GPU_PARAM y {target}[n]
    GPU_PARAM z {target}[n]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    THREAD_ID -> i
    IF i < n:
        SET {target}(x[i]) -> y[i]
        IF i % 3 != 1:
            SET x[i] -> z[i]
        ENDIF
    ENDIF
GPU_END
""",
        encoding="utf-8",
    )
    count = len(values)
    empty = np.zeros(count, size)
    inputs = {"x": values, "y": empty, "z": empty, "n": count}
    result = run(path, "convert", -(-count // 256), 256, inputs, ["y", "z"], cpu)
    taken = np.arange(count) % 3 != 1
    return result["y"], np.where(taken, result["z"], result["y"])


def check(format, values, wanted, found):
    """Compare codes."""
    wrong = np.flatnonzero(wanted != found)
    assert not wrong.size, (
        f"{format.name}: {wrong.size} of {len(values)} wrong; {values[wrong[0]]!r} "
        f"gives {found[wrong[0]]:#x} instead of {wanted[wrong[0]]:#x}"
    )


@by_format
@on_every_cpu
@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
def test_floats_are_rounded_to_the_nearest_even_code(format, dtype, cpu, tmp_path):
    dtype = np.dtype(dtype).type
    values = arguments(format, dtype)
    name = f"f{np.dtype(dtype).itemsize * 8}"
    wanted = nearest(format, widened(values))
    for found in run_conversion(tmp_path, cpu, name, format.name, values, "u1"):
        check(format, values, wanted, found)


@by_format
@on_every_cpu
def test_every_bf16_is_rounded_to_the_nearest_even_code(format, cpu, tmp_path):
    bits = np.arange(1 << 16, dtype="u4")
    wanted = nearest(format, widened((bits << 16).view("f4")))
    values = bits.astype("u2")
    for found in run_conversion(tmp_path, cpu, "bf16", format.name, values, "u1"):
        check(format, values, wanted, found)


@by_format
@on_every_cpu
@pytest.mark.parametrize("name", ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64"])
def test_integers_are_rounded_to_the_nearest_even_code(format, name, cpu, tmp_path):
    dtype = np.dtype(name[0] + str(int(name[1:]) // 8))
    info = np.iinfo(dtype)
    rng = np.random.default_rng(SEED)
    anything = rng.integers(info.min, info.max, 5000, dtype, endpoint=True)
    near = [value + step for value in magnitudes(format) for step in (-1, 0, 1)]
    middles = magnitudes(format)
    near += list((middles[1:] + middles[:-1]) / 2)
    near = [sign * round(value) for value in near for sign in (-1, 1)]
    kept = [value for value in near if info.min <= value <= info.max]
    ends = [info.min, info.min + 1, info.max - 1, info.max]
    values = np.concatenate([anything, np.array(kept + ends, dtype)])
    # An integer that an f64 does not hold is beyond the largest code.
    wanted = nearest(format, values.astype("f8"))
    # There is no integer -0.
    for found in run_conversion(tmp_path, cpu, name, format.name, values, "u1"):
        check(format, values, wanted, found)


@by_format
@on_every_cpu
def test_every_code_becomes_its_number(format, cpu, tmp_path):
    numbers = np.array([ref.real(format, int(code)) for code in CODES])
    for name, dtype in [("f16", "f2"), ("f32", "f4"), ("f64", "f8")]:
        wanted = numbers.astype(dtype)
        for found in run_conversion(tmp_path, cpu, format.name, name, CODES, dtype):
            np.testing.assert_array_equal(found, wanted)
            np.testing.assert_array_equal(
                np.signbit(found)[~np.isnan(wanted)],
                np.signbit(wanted)[~np.isnan(wanted)],
            )
    for found in run_conversion(tmp_path, cpu, format.name, "bf16", CODES, "u2"):
        as_single = (found.astype("u4") << 16).view("f4")
        np.testing.assert_array_equal(as_single, numbers.astype("f4"))


@on_every_cpu
def test_storage_is_kept_in_every_kind_of_memory(cpu, tmp_path):
    source = tmp_path / "memory.px"
    source.write_text(
        """
GPU_CONST TABLE e4m3[4]:
    0.5 -1.75 448.0 0.001953125
ENDCONST

FUNC halved(x e4m3) -> e5m2
    RETURN x * 0.5
ENDFUNC

GPU_KERNEL memory
    GPU_PARAM x e4m3[n]
    GPU_PARAM scale e5m2
    GPU_PARAM shifted e4m3[n]
    GPU_PARAM small e5m2[n]
    GPU_PARAM picked e4m3[n]
    GPU_PARAM bits u8[n]
    GPU_PARAM n i32
    GPU_SHARED tile e4m3[64]
    GPU_THREAD_CODE:
    THREAD_ID -> i
    SET x[i] -> tile[LOCAL_ID]
    SYNC_THREADS
    SET tile[BLOCK_SIZE - 1 - LOCAL_ID] -> shifted[i]
    LOCAL mine e5m2[4]
    LOCAL none e4m3
    FOR j FROM 0 TO 4:
        SET halved(x[i]) * scale -> mine[(i + j) % 4]
    ENDFOR
    SET mine[i % 4] -> small[i]
    SELECT (x[i] > 0.0) TABLE[i % 4] none -> picked[i]
    SHUFFLE_XOR x[i] 1 -> other
    SET BITCAST(other, u8) -> bits[i]
GPU_END
""",
        encoding="utf-8",
    )
    x = np.tile(CODES, 2)
    outputs = ["shifted", "small", "picked", "bits"]
    inputs = {"x": x, "scale": "2.0", "n": len(x)}
    inputs |= dict.fromkeys(outputs, f"zeros:{len(x)}")
    result = run(source, "memory", len(x) // 64, 64, inputs, outputs, cpu)
    numbers = np.array([ref.real(ref.E4M3, int(code)) for code in x])
    assert (result["shifted"] == x.reshape(-1, 64)[:, ::-1].reshape(-1)).all()
    halves = nearest(ref.E5M2, numbers * 0.5)
    small = [ref.real(ref.E5M2, int(code)) * 2 for code in halves]
    assert (result["small"] == nearest(ref.E5M2, np.array(small))).all()
    table = np.array([0x30, 0xBE, 0x7E, 0x01], np.uint8)
    with np.errstate(invalid="ignore"):
        wanted = np.where(numbers > 0, np.tile(table, len(x) // 4), 0)
    assert (result["picked"] == wanted).all()
    assert (result["bits"] == x[np.arange(len(x)) ^ 1]).all()


def test_host_programs_hold_storage_floats(tmp_path):
    source = tmp_path / "host.px"
    source.write_text(
        """
ARG limit e4m3 = 1.3
GPU_ALLOC a e4m3[8]
GPU_ALLOC b e5m2[8]
GPU_FILL a 500.0
SET -0.01 -> a[1]
SET limit -> a[2]
SET 70000 -> b[0]
SET a[1] -> b[1]
SET i32(a[0]) -> whole
GPU_LAUNCH copy BLOCKS 1 THREADS 8 ARGS a, b
GPU_SYNC
PRINT limit, whole, a[0], a[1], a[2], b[0], b[1], b[2], BITCAST(b[2], u8)

GPU_KERNEL copy
    GPU_PARAM a e4m3[8]
    GPU_PARAM b e5m2[8]
    GPU_THREAD_CODE:
    THREAD_ID -> i
    IF i > 1:
        SET a[i] -> b[i]
    ENDIF
GPU_END
""",
        encoding="utf-8",
    )
    for limit, held, bits in [("1.3", "1.25", 61), ("-3", "-3.0", 194)]:
        out = run(source, options=[f"--limit={limit}"]).stdout.splitlines()[0]
        assert out == (
            f"{held} 448 448.0 -0.009765625 {held} 57344.0 -0.009765625 {held} {bits}"
        )
