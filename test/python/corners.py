# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Kernels for the corners of px's semantics, which are the same on every target.

Results are stored as bits, all NaN as one. What the reference knows is expected
of every target; of the rest, what the scalar code gives.
"""

import itertools
import random
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import reference as ref
from reference import FLOATS, INTEGERS, STORAGE, TYPES
from test_operations import (
    ULP_BOUNDS,
    Table,
    add_choices,
    add_conversions,
    add_operations_of_one,
    add_operations_of_two,
    atomics_of,
    combine,
    edges,
    pairs,
)

COUNT = 128


@dataclass(frozen=True)
class Corner:
    """A kernel named `corner`, how it is launched, and what it gives."""

    source: str
    grid: object
    block: object
    arguments: dict
    expected: dict = field(default_factory=dict)

    def launch(self):
        """Return what a launch takes."""
        return "corner", self.grid, self.block, self.arguments

    def results(self, arrays):
        """Return those arrays that hold bits, with one NaN only."""
        return {name: arrays[name] for name in self.expected or ["out"]}


def canonical(type, name):
    """Return an expression for the bits of a value, of NaN the usual ones."""
    if not type.is_float:
        return (
            f"u64({name})"
            if type.kind != "signed"
            else f"u64(BITCAST({name}, u{type.bits}))"
        )
    unsigned = f"u{type.bits}"
    nan = f"{unsigned}({ref.not_a_number(type):#x})"
    return f"u64(SELECT({name} == {name}, BITCAST({name}, {unsigned}), {nan}))"


def bits_of(type, bits):
    """Return bits as they are stored."""
    is_nan = type.is_float and ref.real(type, bits) != ref.real(type, bits)
    return ref.not_a_number(type) if is_nan else bits


def kernel(parameters, lines):
    """Put a kernel together whose threads with i < n do what the lines say."""
    head = ["GPU_KERNEL corner", *(f"GPU_PARAM {p}" for p in parameters)]
    body = ["GPU_PARAM n i32", "GPU_THREAD_CODE:", "THREAD_ID -> i", "IF i < n:"]
    return "\n".join([*head, *body, *lines, "ENDIF", "GPU_END", ""])


def of_table(table):
    """Make a corner of a table of operations."""
    count = len(table.columns["x"])
    lines = [f"LOAD {column}[i] -> {column}{column}" for column in table.columns]
    expected = []
    for row, (_, type, results) in enumerate(table.expected):
        lines.append(table.statement(row))
        lines.append(f"SET {canonical(type, f'r{row}')} -> out[{row}, i]")
        expected.append([bits_of(type, bits) for bits in results])
    rows = len(expected)
    parameters = [f"{column} {table.type.name}[n]" for column in table.columns]
    parameters += [f"out u64[{rows}, n]"]
    arguments = {c: ref.as_array(table.type, b) for c, b in table.columns.items()}
    arguments |= {"out": np.zeros((rows, count), "u8"), "n": np.int32(count)}
    expected = {"out": np.array(expected, "u8")}
    return Corner(kernel(parameters, lines), -(-count // 64), 64, arguments, expected)


def has_denormal_quotient(x, y):
    """Tell whether tinygrad's V_DIV_FMAS_F64 rounds a quotient of f64 twice."""
    quotient = ref.binary("DIV", ref.F64, x, ref.F64, y)[1] & ~(1 << 63)
    return 0 < quotient < 1 << 52


def cases(type):
    """Return three columns of edge values: some of all pairs, the same for all."""
    x, y, z = pairs(type)
    if type is ref.F64:
        kept = [
            k for k, pair in enumerate(zip(x, y)) if not has_denormal_quotient(*pair)
        ]
        x, y, z = ([column[k] for k in kept] for column in (x, y, z))
    rng = random.Random(type.name)
    chosen = rng.sample(range(len(x)), min(COUNT, len(x)))
    return tuple([column[k] for k in chosen] for column in (x, y, z))


# --- Operations ----------------------------------------------------------------


def operations(type):
    """Compute all that has an exact result."""
    table = Table(type, *cases(type))
    add_operations_of_two(table)
    add_operations_of_one(table)
    add_conversions(table)
    add_choices(table)
    if type in FLOATS:
        add_contractions(table)
    return of_table(table)


def add_contractions(table):
    """Add sums of products: fused within one expression, and only there."""
    type = table.type

    def fused(left, right):
        return lambda x, y, z: (type, ref.fma(type, left(x), y, right(z)))

    def rounded_first(name):
        def compute(x, y, z):
            product = ref.binary("MUL", type, x, type, y)[1]
            return ref.binary(name, type, product, type, z)

        return compute

    def same(bits):
        return bits

    def negated(bits):
        return bits ^ 1 << (type.bits - 1)

    table.add("FMA xx yy zz -> r", fused(same, same))
    table.add("SET xx * yy + zz -> r", fused(same, same))
    table.add("SET zz + xx * yy -> r", fused(same, same))
    table.add("SET xx * yy - zz -> r", fused(same, negated))
    table.add("SET zz - xx * yy -> r", fused(negated, same))
    table.add("ADD xx * yy, zz -> r", fused(same, same))
    table.add("SET xx * yy -> pp\nSET pp + zz -> r", rounded_first("ADD"))
    table.add("MUL xx yy -> qq\nSUB qq zz -> r", rounded_first("SUB"))

    def two_products(x, y, z):
        right = ref.binary("MUL", type, y, type, z)[1]
        return type, ref.fma(type, x, y, right)

    table.add("SET xx * yy + yy * zz -> r", two_products)


def functions(type):
    """Compute what has an error bound, whose bits are the same all the same."""
    x = sorted({*edges(type), *cases(type)[0]})
    y = (edges(type) * len(x))[: len(x)]
    names = [name for name in ULP_BOUNDS if name != "POW"]
    lines = [f"SET {name}(x[i]) -> r{k}" for k, name in enumerate(names)]
    lines += [f"SET POW(x[i], y[i]) -> r{len(names)}"]
    rows = len(lines)
    lines += [f"SET {canonical(type, f'r{k}')} -> out[{k}, i]" for k in range(rows)]
    parameters = [f"x {type.name}[n]", f"y {type.name}[n]", f"out u64[{rows}, n]"]
    arguments = {"x": ref.as_array(type, x), "y": ref.as_array(type, y)}
    arguments |= {"out": np.zeros((rows, len(x)), "u8"), "n": np.int32(len(x))}
    return Corner(kernel(parameters, lines), -(-len(x) // 32), 32, arguments)


def shift_counts(type):
    """Shift by counts of every type, negative ones too."""
    table = Table(type, *cases(type))
    for count_type in INTEGERS:
        for name in ("SHL", "SHR", "ROTL", "ROTR"):

            def shifted(x, y, z, name=name, count_type=count_type):
                count = ref.integer(count_type, ref.convert(type, y, count_type))
                return type, ref.shift(name, type, x, count)

            table.add(f"{name} xx {count_type.name}(yy) -> r", shifted)
    return of_table(table)


def loops(type):
    """Count up and down at the ends of a type, where the next value does not fit."""
    low = -(1 << (type.bits - 1)) if type.kind == "signed" else 0
    high = low + (1 << type.bits) - 1
    runs = [(high - 3, high, 1), (high - 7, high, 3), (low, high, high // 3)]
    runs += [(low, low, 1), (high, low, 5), (0, 7, 0), (high - 1, high, high)]
    runs += [(low, low + 5, 2), (low, high, high)]
    if type.kind == "signed":
        runs += [
            (low + 5, low, -2),
            (high, low, low),
            (high, low, -high),
            (3, low, low),
        ]
        runs += [(0, 7, -1), (low, high, -1), (2, -3, -1)]
    columns = list(zip(*runs))
    names = ["first", "end", "step"]
    lines = []
    for row, exit in enumerate(("", "IF count > 99:\nBREAK\nENDIF\n")):
        lines.append(
            f"SET 0 -> count\nLOCAL seen {type.name}\nFOR j FROM first[i] TO end[i]"
            f" STEP step[i]:\n{exit}SET count + 1 -> count\nSET seen * 3 + j -> seen\n"
            f"ENDFOR\nSET u64(count) -> out[{2 * row}, i]"
            f"\nSET {canonical(type, 'seen')} -> out[{2 * row + 1}, i]"
        )
        lines[-1] = (
            lines[-1].replace("count", f"count{row}").replace("seen", f"seen{row}")
        )
    counts, sums = [], []
    for first, end, step in runs:
        values = range(first, end, step) if step else []
        seen = 0
        for value in values:
            seen = type.wrap(seen * 3 + value)
        counts.append(len(values))
        sums.append(seen)
    parameters = [f"{name} {type.name}[n]" for name in names] + ["out u64[4, n]"]
    arguments = {
        name: ref.as_array(type, [type.wrap(value) for value in column])
        for name, column in zip(names, columns)
    }
    arguments |= {"out": np.zeros((4, len(runs)), "u8"), "n": np.int32(len(runs))}
    expected = {"out": np.array([counts, sums] * 2, "u8")}
    return Corner(kernel(parameters, lines), 1, 32, arguments, expected)


# --- Memory --------------------------------------------------------------------


def moves(type):
    """Move values, whose bits stay as they are, those of NaN too."""
    quiet = ref.infinity(type) | (1 << (type.precision - 2))
    fraction = (1 << (type.precision - 1)) - 1
    bits = [*edges(type), quiet, quiet | 1, quiet | fraction, ref.infinity(type) | 1]
    bits += [value ^ 1 << (type.bits - 1) for value in bits]
    bits = (bits * 64)[:64]
    steps = [
        "SET x[i] -> out[0, i]",
        "SET x[i] -> v\nSET v -> out[1, i]",
        "LOCAL a T[4]\nSET x[i] -> a[i % 4]\nSET a[i % 4] -> out[2, i]",
        "SET SELECT(i % 3 == 1, x[i], x[n - 1 - i]) -> out[3, i]",
        "SET x[i] -> w\nIF i % 2 == 0:\nSET x[n - 1 - i] -> w\nENDIF\nSET w -> out[4, i]",
        "SET BITCAST(BITCAST(x[i], uB), T) -> out[5, i]",
        "SHUFFLE_XOR x[i] 1 -> s\nSET s -> out[6, i]",
        "ATOMIC_EXCHANGE out[7, i] x[i]",
        "SET x[i] -> tile[LOCAL_ID]\nSYNC_THREADS\n"
        "SET tile[BLOCK_SIZE - 1 - LOCAL_ID] -> out[8, i]",
    ]
    text = (
        "\n".join(steps).replace("uB", f"u{type.bits}").replace(" T[", f" {type.name}[")
    )
    text = text.replace(", T)", f", {type.name})")
    source = "\n".join(
        [
            "GPU_KERNEL corner",
            f"GPU_PARAM x {type.name}[n]",
            f"GPU_PARAM out {type.name}[{len(steps)}, n]",
            "GPU_PARAM n i32",
            f"GPU_SHARED tile {type.name}[32]",
            "GPU_THREAD_CODE:",
            "THREAD_ID -> i",
            text,
            "GPU_END",
            "",
        ]
    )
    plain, back = np.array(bits, "u8"), np.array(bits[::-1], "u8")
    i = np.arange(64)
    rows = [plain, plain, plain, np.where(i % 3 == 1, plain, back)]
    rows += [np.where(i % 2 == 0, back, plain), plain, plain[i ^ 1], plain]
    rows += [plain.reshape(2, 32)[:, ::-1].reshape(-1)]
    wanted = ref.as_array(type, np.array(rows).reshape(-1).tolist())
    arguments = {"x": ref.as_array(type, bits)}
    arguments |= {"out": np.zeros_like(wanted), "n": np.int32(64)}
    return Corner(source, 2, 32, arguments, {"out": wanted})


def bools():
    """A bool is stored as 0 or 1."""
    source = """
GPU_KERNEL corner
    GPU_PARAM x bool[n]
    GPU_PARAM numbers f32[n]
    GPU_PARAM out bool[5, n]
    GPU_PARAM whole i32[2, n]
    GPU_PARAM n i32
    GPU_SHARED tile bool[64]
    GPU_THREAD_CODE:
    THREAD_ID -> i
    SET x[i] -> out[0, i]
    SET !x[i] -> out[1, i]
    SET numbers[i] -> out[2, i]
    SET x[i] -> tile[LOCAL_ID]
    SYNC_THREADS
    SET tile[LOCAL_ID ^ 1] -> out[3, i]
    ATOMIC_XOR out[4, i] (i % 3) -> old
    SET x[i] -> whole[0, i]
    SET i32(x[i]) + old -> whole[1, i]
GPU_END
"""
    x = np.arange(256, dtype="u1") // 3 % 2
    numbers = np.array([0.0, -0.0, 1e-45, 0.5, np.nan, np.inf, -2.0, 1.0], "f4")
    i = np.arange(256)
    true = x != 0
    rows = [true, ~true, np.resize(numbers != 0, 256), true[i ^ 1], i % 3 != 0]
    arguments = {"x": x.view("?"), "numbers": np.resize(numbers, 256)}
    arguments |= {"out": np.zeros((5, 256), "?"), "whole": np.zeros((2, 256), "i4")}
    expected = {"out": np.array(rows), "whole": np.array([true, true], "i4")}
    return Corner(source, 4, 64, arguments | {"n": np.int32(256)}, expected)


def has_denormal(x, y):
    """Tell whether NVIDIA's sums of f32 may have another result."""
    sums = [ref.binary(name, ref.F32, x, ref.F32, y)[1] for name in ("ADD", "SUB")]
    return any(0 < bits & 0x7FFFFFFF < 1 << 23 for bits in (x, y, *sums))


def atomics(type):
    """Give the old value, one thread an element."""
    x, y, _ = cases(type)
    if type is ref.F32:
        x, y = zip(*(pair for pair in zip(x, y) if not has_denormal(*pair)))
    names = atomics_of(type)
    lines = [f"ATOMIC_{name} m[{k}, i] y[i] -> o{k}" for k, name in enumerate(names)]
    last = len(names)
    lines += [f"ATOMIC_CAS m[{last}, i] x[i] y[i] -> o{last}"]
    lines += [f"ATOMIC_CAS m[{last + 1}, i] y[i] y[i] -> o{last + 1}"]
    names = [*names, "CAS", "CAS of another"]
    results = []
    for row, name in enumerate(names):
        lines.append(f"SET {canonical(type, f'o{row}')} -> old[{row}, i]")
        lines.append(f"SET {canonical(type, f'm[{row}, i]')} -> new[{row}, i]")
        exchanged = name in ("EXCHANGE", "CAS")
        results.append(
            [
                b if exchanged else a if "CAS" in name else combine(name, type, a, b)
                for a, b in zip(x, y)
            ]
        )
    rows, count = len(names), len(x)
    parameters = [f"{c} {type.name}[n]" for c in "xy"]
    parameters += [f"m {type.name}[{rows}, n]"]
    parameters += [f"{c} u64[{rows}, n]" for c in ("old", "new")]
    arguments = {"x": ref.as_array(type, x), "y": ref.as_array(type, y)}
    arguments["m"] = ref.as_array(type, [*x] * rows)
    arguments |= {c: np.zeros((rows, count), "u8") for c in ("old", "new")}
    old = [[bits_of(type, bits) for bits in x]] * rows
    new = [[bits_of(type, bits) for bits in row] for row in results]
    expected = {"old": np.array(old, "u8"), "new": np.array(new, "u8")}
    return Corner(
        kernel(parameters, lines),
        -(-count // 64),
        64,
        arguments | {"n": np.int32(count)},
        expected,
    )


def contended_atomics():
    """Threads that meet at one element each get another old value."""
    source = """
GPU_KERNEL corner
    GPU_PARAM total u32[4]
    GPU_PARAM seen u32[256]
    GPU_PARAM small u8[4]
    GPU_PARAM half f16[2]
    GPU_PARAM n i32
    GPU_SHARED mine i64[2]
    GPU_THREAD_CODE:
    THREAD_ID -> i
    IF LOCAL_ID < 2:
        SET 0 -> mine[LOCAL_ID]
    ENDIF
    SYNC_THREADS
    ATOMIC_ADD total[0] 1 -> before
    ATOMIC_ADD seen[before] 1
    ATOMIC_SUB total[1] u32(i)
    ATOMIC_MAX total[2] u32(i * 7 % 256)
    ATOMIC_ADD small[i % 4] 1
    ATOMIC_ADD half[0] 0.5
    ATOMIC_ADD mine[i % 2] i
    SYNC_THREADS
    IF LOCAL_ID == 0:
        ATOMIC_ADD total[3] u32(mine[0] - mine[1])
    ENDIF
GPU_END
"""
    arguments = {"total": np.zeros(4, "u4"), "seen": np.zeros(256, "u4")}
    arguments |= {"small": np.zeros(4, "u1"), "half": np.zeros(2, "f2")}
    i = np.arange(256)
    total = [256, -int(i.sum()) % 2**32, max(i * 7 % 256), -128 % 2**32]
    expected = {"total": np.array(total, "u4"), "seen": np.ones(256, "u4")}
    expected |= {"small": np.full(4, 64, "u1"), "half": np.array([128.0, 0.0], "f2")}
    return Corner(source, 4, 64, arguments | {"n": np.int32(256)}, expected)


# --- Threads -------------------------------------------------------------------


def builtins():
    """Number threads, blocks and lanes in three dimensions."""
    words = ["THREAD_ID", "LOCAL_ID", "BLOCK_ID", "BLOCK_SIZE", "GRID_SIZE"]
    words = [f"{word}.{axis}" for word in words for axis in "XYZ"]
    words += ["LANE_ID", "WARP_ID", "WARP_SIZE"]
    grid, block = (2, 3, 2), (5, 4, 3)
    threads, blocks = 60, 12
    lines = [
        "GPU_KERNEL corner",
        f"GPU_PARAM out i32[{len(words)}, {threads * blocks}]",
        "GPU_THREAD_CODE:",
        "SET (LOCAL_ID.Z * 4 + LOCAL_ID.Y) * 5 + LOCAL_ID.X -> local",
        "SET (BLOCK_ID.Z * 3 + BLOCK_ID.Y) * 2 + BLOCK_ID.X -> block",
        f"SET block * {threads} + local -> at",
        *(f"SET {word} -> out[{row}, at]" for row, word in enumerate(words)),
        "GPU_END",
        "",
    ]
    rows = []
    for at in range(threads * blocks):
        number, local = divmod(at, threads)
        own = [local % 5, local // 5 % 4, local // 20]
        of_grid = [number % 2, number // 2 % 3, number // 6]
        whole = [b * size + t for b, size, t in zip(of_grid, block, own)]
        rows.append(
            [*whole, *own, *of_grid, *block, *grid, local % 32, local // 32, 32]
        )
    wanted = np.array(rows, "i4").T
    arguments = {"out": np.zeros_like(wanted)}
    return Corner("\n".join(lines), grid, block, arguments, {"out": wanted})


def warp_total(values, operation, neutral):
    """Combine the values of a warp by halves, as a butterfly does for lane 0."""
    values = [*values, *[neutral] * (32 - len(values))]
    while len(values) > 1:
        half = len(values) // 2
        values = [operation(a, b) for a, b in zip(values[:half], values[half:])]
    return values[0]


def warp_prefixes(values, operation):
    """Combine each value with those before it, by doubling distances."""
    distance = 1
    while distance < 32:
        before = values
        values = [
            operation(before[k - distance], v) if k >= distance else v
            for k, v in enumerate(before)
        ]
        distance *= 2
    return values


def accumulated(values, operation):
    """Combine values from the first one on."""
    return list(itertools.accumulate(values, operation))


def float_reductions(type):
    """Sum and multiply floats in the order that the manual states."""
    block, count = 80, 160
    rng = random.Random(7)
    numbers = [rng.choice([-1, 1]) * rng.uniform(0.5, 2) for _ in range(count)]
    scale = [2.0 ** rng.randint(-6, 6) for _ in range(count)]
    values = {
        "SUM": [ref.rounded(type, a * b) for a, b in zip(numbers, scale)],
        "PROD": [ref.rounded(type, a) for a in numbers],
    }
    neutral = {"SUM": ref.rounded(type, -0.0), "PROD": ref.rounded(type, 1.0)}
    lines, rows = [], []
    for name, verb in [("SUM", "ADD"), ("PROD", "MUL")]:

        def operation(a, b, verb=verb):
            return ref.binary(verb, type, a, type, b)[1]

        results = {"WARP_REDUCE": [], "WARP_SCAN": [], "BLOCK_REDUCE": []}
        results["BLOCK_SCAN"] = []
        for begin in range(0, count, block):
            own = values[name][begin : begin + block]
            warps = [own[k : k + 32] for k in range(0, block, 32)]
            totals = [warp_total(warp, operation, neutral[name]) for warp in warps]
            prefixes = [warp_prefixes(warp, operation) for warp in warps]
            ends = accumulated([prefix[-1] for prefix in prefixes], operation)
            for k, (warp, prefix) in enumerate(zip(warps, prefixes)):
                results["WARP_REDUCE"] += [totals[k]] * len(warp)
                results["WARP_SCAN"] += prefix
                results["BLOCK_SCAN"] += [
                    operation(ends[k - 1], v) if k else v for v in prefix
                ]
            results["BLOCK_REDUCE"] += [accumulated(totals, operation)[-1]] * block
        for word, wanted in results.items():
            row = len(rows)
            lines.append(f"{word} {name} {name.lower()}[i] -> r{row}")
            lines.append(f"SET {canonical(type, f'r{row}')} -> out[{row}, i]")
            rows.append(wanted)
    parameters = [f"{name} {type.name}[{count}]" for name in ("sum", "prod")]
    parameters += [f"out u64[{len(rows)}, {count}]"]
    head = ["GPU_KERNEL corner", *(f"GPU_PARAM {p}" for p in parameters)]
    source = "\n".join(
        [*head, "GPU_THREAD_CODE:", "THREAD_ID -> i", *lines, "GPU_END", ""]
    )
    arguments = {
        name.lower(): ref.as_array(type, bits) for name, bits in values.items()
    }
    wanted = np.array(rows, "u8")
    arguments["out"] = np.zeros_like(wanted)
    return Corner(source, 2, block, arguments, {"out": wanted})


# --- All of them ---------------------------------------------------------------


def named(make, types):
    """Name a corner of each type."""
    name = make.__name__.replace("_", "-")
    return {f"{name}-{type.name}": (make, type) for type in types}


MAKERS = {
    **named(operations, TYPES),
    **named(functions, FLOATS),
    **named(shift_counts, INTEGERS),
    **named(loops, [ref.I32, ref.U32, ref.I64, ref.U64]),
    **named(moves, [*FLOATS, *STORAGE]),
    **named(atomics, TYPES),
    **named(float_reductions, FLOATS),
    "bools": (bools,),
    "contended-atomics": (contended_atomics,),
    "builtins": (builtins,),
}


@cache
def corner(name):
    """Make one of them."""
    make, *types = MAKERS[name]
    return make(*types)
