# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every operation on every type gives the bits of the reference.

One kernel a type computes all operations on all pairs of edge values and stores
the bits of its results, a row an operation.
"""

import functools
import itertools
import math
import random
import re
from pathlib import Path

import mpmath
import numpy as np
import pytest
import reference as ref
from harness import ROOT, on_every_cpu, run
from reference import BOOL, FLOATS, TYPES

by_name = pytest.mark.parametrize("type", TYPES, ids=lambda t: t.name)
by_float = pytest.mark.parametrize("type", FLOATS, ids=lambda t: t.name)

OPERATORS = {
    "ADD": "+", "SUB": "-", "MUL": "*", "DIV": "/", "MOD": "%",
    "AND": "&", "OR": "|", "XOR": "^", "SHL": "<<", "SHR": ">>",
}  # fmt: skip
SHIFTS = ("SHL", "SHR", "ROTL", "ROTR")
ARITHMETIC = ("ADD", "SUB", "MUL", "DIV", "MOD", "MIN", "MAX")


def edges(type):
    """Return the bits of values where an operation can go wrong."""
    if type is BOOL:
        return [0, 1]
    if type.is_integer:
        top = 1 << (type.bits - 1)
        numbers = [0, 1, 2, 3, 7, 10, -1, -2, -3, -10, top, top - 1, top + 1]
        numbers += [type.bits - 1, type.bits, type.bits + 1, 0x5A5A5A5A3C96F00F]
        return sorted({type.wrap(number) for number in numbers})
    numbers = [1.0, 1.5, 0.5, 2.5, 3.7, 0.1, 127.5, 255.5, 300.25, 32767.5, 65504.0]
    numbers += [1e-3, 2.0**31, 2.0**32, 2.0**63, 2.0**64, 1e30]
    positive = {ref.rounded(type, number) for number in numbers}
    infinity = ref.infinity(type)
    least_normal = 1 << (type.precision - 1)
    positive |= {0, 1, least_normal - 1, least_normal, infinity - 1, infinity}
    negative = {bits | 1 << (type.bits - 1) for bits in positive}
    return [*sorted(positive | negative), ref.not_a_number(type)]


def samples(type, count):
    """Return bits all over a type."""
    rng = random.Random(type.name)
    return [rng.getrandbits(type.bits) for _ in range(count)]


class Table:
    """Expressions over x, y, z and what they give, a row each."""

    def __init__(self, type, x, y=None, z=None):
        self.type = type
        self.columns = {"x": x, "y": y or x, "z": z or x}
        self.expected = []

    def add(self, statement, compute):
        """Add a statement that gives r; the reference gets the bits of a case."""
        results = [compute(*case) for case in zip(*self.columns.values())]
        self.expected.append((statement, results[0][0], [bits for _, bits in results]))

    def statement(self, row):
        """Return the statement of a row, which gives a result of its own."""
        return self.expected[row][0].replace(" r", f" r{row}")

    def program(self):
        """Return the px source of the kernel."""
        parameters = [f"GPU_PARAM {c} {self.type.name}[n]" for c in self.columns]
        head = ["GPU_KERNEL operations", *parameters]
        head += [f"GPU_PARAM out u64[{len(self.expected)}, n]", "GPU_PARAM n i32"]
        load = [f"LOAD {column}[i] -> {column}{column}" for column in self.columns]
        lines = []
        for row, (_, type, _) in enumerate(self.expected):
            lines.append(self.statement(row))
            lines.append(f"SET {stored(type, f'r{row}')} -> out[{row}, i]")
        body = ["THREAD_ID -> i", "IF i < n:", *load, *lines, "ENDIF"]
        return "\n".join([*head, "GPU_THREAD_CODE:", *body, "GPU_END", ""])

    def check(self, tmp_path, cpu, options=()):
        """Run the kernel and compare every result."""
        source = tmp_path / f"{self.type.name}.px"
        source.write_text(self.program(), encoding="utf-8")
        count = len(self.columns["x"])
        arrays = {c: ref.as_array(self.type, bits) for c, bits in self.columns.items()}
        arrays["out"] = np.zeros((len(self.expected), count), np.uint64)
        result = run(
            source,
            "operations",
            (count + 63) // 64,
            64,
            arrays | {"n": count},
            ["out"],
            cpu,
            options,
        )["out"].reshape(len(self.expected), count)
        wrong = [
            f"{statement}: x, y, z = {case}: {bits:#x} instead of {right:#x}"
            for (statement, type, expected), row in zip(self.expected, result)
            for case, bits, right in zip(
                zip(*self.columns.values()), row.tolist(), expected
            )
            if not same(type, bits, right)
        ]
        shown = "\n".join(wrong[:20])
        assert not wrong, f"{len(wrong)} wrong results on {cpu}:\n{shown}"


def stored(type, name):
    """Return an expression for the bits of a value as u64."""
    if type is BOOL or type.kind == "unsigned":
        return f"u64({name})"
    return f"u64(BITCAST({name}, u{type.bits}))"


def is_nan(type, bits):
    """Tell whether bits are one of the many patterns of NaN."""
    return type.is_float and math.isnan(ref.real(type, bits))


def same(type, bits, right):
    """Compare bits; all NaN are one."""
    return bits == right or (is_nan(type, bits) and is_nan(type, right))


def pairs(type):
    """Return all pairs of edges and some random ones, with a third value each."""
    both = list(itertools.product(edges(type), repeat=2))
    both += zip(samples(type, 100), samples(type, 200)[100:])
    third = itertools.islice(itertools.cycle([*edges(type)[::-1], 0]), len(both))
    return [x for x, _ in both], [y for _, y in both], list(third)


def add_binary(table, name):
    """Add an operation as verb, function and operator."""

    def compute(x, y, _):
        if name in SHIFTS:
            count = ref.integer(table.type, y)
            return table.type, ref.shift(name, table.type, x, count)
        return ref.binary(name, table.type, x, table.type, y)

    table.add(f"{name} xx yy -> r", compute)
    table.add(f"SET {name}(xx, yy) -> r", compute)
    if name in OPERATORS:
        table.add(f"SET xx {OPERATORS[name]} yy -> r", compute)


def test_every_operation_of_the_table_is_executed_here():
    table = ROOT / "include/aikernel/Frontend/Px/Operations.def"
    rows = re.findall(
        r'^PX_OPERATION\(\w+, "(\w+)"', table.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) > 30
    here = Path(__file__).read_text(encoding="utf-8") + " ".join(
        [*ref.FUNCTIONS, *ULP_BOUNDS]
    )
    assert [name for name in rows if not re.search(rf"\b{name}\b", here)] == []


def add_operations_of_two(table):
    """Add all operations of two operands, and comparisons."""
    type = table.type
    bitwise = () if type.is_float else ("AND", "OR", "XOR")
    products = ("MUL_HI", "CLMUL", "CLMUL_HI")
    integer_only = (*products, *SHIFTS) if type.is_integer else ()
    for name in (*ARITHMETIC, *bitwise, *integer_only):
        add_binary(table, name)
    for sign in ref.COMPARISONS:

        def compute(x, y, _, sign=sign):
            return BOOL, ref.compare(sign, type, x, type, y)

        table.add(f"COMPARE xx {sign} yy -> r", compute)
        table.add(f"SET xx {sign} yy -> r", compute)


@by_name
@on_every_cpu
def test_operations_of_two_operands(type, cpu, tmp_path):
    table = Table(type, *pairs(type))
    add_operations_of_two(table)
    table.check(tmp_path, cpu)


def add_operations_of_one(table):
    """Add all operations of one operand."""
    type = table.type
    names = ["NEG"]
    if type is not BOOL:
        names += ["ABS"]
    if type.is_integer:
        names += ["NOT", "POPCOUNT", "CLZ", "BSWAP"]
    if type is not BOOL:
        names += ref.FUNCTIONS
    for name in names:

        def compute(x, y, z, name=name):
            return ref.unary(name, type, x)

        table.add(f"{name} xx -> r", compute)
        table.add(f"SET {name}(xx) -> r", compute)
    table.add("SET -xx -> r", lambda x, y, z: ref.unary("NEG", type, x))
    if type.is_integer:
        table.add("SET ~xx -> r", lambda x, y, z: ref.unary("NOT", type, x))
    table.add("SET !xx -> r", lambda x, y, z: (BOOL, 1 - ref.convert(type, x, BOOL)))


@by_name
@on_every_cpu
def test_operations_of_one_operand(type, cpu, tmp_path):
    table = Table(type, edges(type) + samples(type, 200))
    add_operations_of_one(table)
    table.check(tmp_path, cpu)


WORDS_OF_BYTES = [ref.I32, ref.U32]


@pytest.mark.parametrize("type", WORDS_OF_BYTES, ids=lambda t: t.name)
@on_every_cpu
def test_operations_on_the_bytes_of_words(type, cpu, tmp_path):
    corners = [0, 0x80808080, 0x7F7F7F7F, 0xFFFFFFFF, 0x80, 0x7FFF8001, 0x01020304]
    both = list(itertools.product(corners, repeat=2)) * 2
    x = [x for x, _ in both] + samples(type, 300)
    y = [y for _, y in both] + samples(type, 600)[300:]
    z = samples(ref.U32, len(x))
    table = Table(type, x, y, z)
    for verb in ("BYTE_PERM xx yy zz -> r", "SET BYTE_PERM(xx, yy, zz) -> r"):
        table.add(verb, lambda x, y, z: (ref.U32, ref.byte_perm(x, y, z)))
    for selector in (0x0123, 0x3210, 0x7654, 0x5140, 0xFEDC, 0):

        def picked(x, y, z, selector=selector):
            return ref.U32, ref.byte_perm(x, y, selector)

        table.add(f"BYTE_PERM xx yy {selector:#x} -> r", picked)
    for a, b in itertools.product(WORDS_OF_BYTES, repeat=2):
        result = ref.U32 if (a, b) == (ref.U32, ref.U32) else ref.I32

        def summed(x, y, z, a=a, b=b, result=result):
            return result, ref.dot4(a, x, b, y, z)

        words = f"{a.name}(xx), {b.name}(yy)"
        table.add(f"DOT4 {words}, zz -> r", summed)
        table.add(f"SET DOT4({words}, zz) -> r", summed)
    count = len(x)
    table.add(
        "DOT4 xx 0x81ff7f01 n -> r",
        lambda x, y, z: (type, ref.dot4(type, x, type, 0x81FF7F01, count)),
    )
    table.check(tmp_path, cpu)


def add_choices(table):
    """Add SELECT and logic, as values and as control flow."""
    type = table.type

    def truth(x):
        return ref.convert(type, x, BOOL)

    def chosen(x, y, z):
        return type, y if truth(x) else z

    table.add("SELECT xx yy zz -> r", chosen)
    table.add("SET SELECT(xx, yy, zz) -> r", chosen)
    table.add("SET xx && yy -> r", lambda x, y, z: (BOOL, truth(x) & truth(y)))
    table.add("SET xx || yy -> r", lambda x, y, z: (BOOL, truth(x) | truth(y)))
    # The same for all threads, and in control flow.
    table.add("SELECT (n > 3) yy zz -> r", lambda x, y, z: (type, y))
    table.add("SET zz -> r\nIF xx:\nSET yy -> r\nENDIF", chosen)
    table.add("SET zz -> r\nIF n > 3:\nSET yy -> r\nENDIF", lambda x, y, z: (type, y))
    passing = "SET xx -> r\nFOR j FROM 0 TO 9:\nSET yy -> r\nIF j > 2:\nBREAK\n"
    table.add(passing + "ENDIF\nSET zz -> r\nENDFOR", lambda x, y, z: (type, y))


@by_name
@on_every_cpu
@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_choices_and_logic(type, level, cpu, tmp_path):
    table = Table(type, *pairs(type))
    add_choices(table)
    table.check(tmp_path, cpu, [level])


def add_conversions(table):
    """Add casts to every type, of values and of bits."""
    type = table.type
    for target in TYPES:

        def converted(x, y, z, target=target):
            return target, ref.convert(type, x, target)

        table.add(f"CAST xx {target.name} -> r", converted)
        table.add(f"SET {target.name}(xx) -> r", converted)
        if BOOL not in (type, target) and type.bits == target.bits:

            def cast_bits(x, y, z, target=target):
                return target, x

            table.add(f"BITCAST xx {target.name} -> r", cast_bits)
            table.add(f"SET BITCAST(xx, {target.name}) -> r", cast_bits)


@by_name
@on_every_cpu
def test_conversions_to_every_type(type, cpu, tmp_path):
    table = Table(type, edges(type) + samples(type, 300))
    add_conversions(table)
    table.check(tmp_path, cpu)


@by_float
@on_every_cpu
def test_fma_rounds_once(type, cpu, tmp_path):
    values = [*edges(type)[::2], *edges(type)[-3:]]
    cube = list(itertools.product(values, repeat=3))
    cube += zip(*(samples(type, 600)[i::3] for i in range(3)))
    table = Table(type, *map(list, zip(*cube)))

    def fused(x, y, z):
        return type, ref.fma(type, x, y, z)

    table.add("FMA xx yy zz -> r", fused)
    table.add("SET FMA(xx, yy, zz) -> r", fused)
    table.add("SET xx * yy + zz -> r", fused)
    table.check(tmp_path, cpu)


@on_every_cpu
def test_operands_of_two_types_meet_in_their_common_type(cpu, tmp_path):
    source, expected = ["GPU_KERNEL mixed"], []
    inputs = {"n": 64}
    for type in TYPES:
        source.append(f"GPU_PARAM a_{type.name} {type.name}[n]")
        values = (edges(type) * 64)[:64]
        inputs[f"a_{type.name}"] = ref.as_array(type, values)
    combinations = list(itertools.product(TYPES, repeat=2))
    source += [f"GPU_PARAM out u64[{len(combinations)}, n]", "GPU_PARAM n i32"]
    source += ["GPU_THREAD_CODE:", "THREAD_ID -> i"]
    for row, (a, b) in enumerate(combinations):
        source.append(f"SET a_{a.name}[i] + a_{b.name}[63 - i] -> r{row}")
        xs, ys = ((edges(type) * 64)[:64] for type in (a, b))
        results = [ref.binary("ADD", a, x, b, y) for x, y in zip(xs, ys[::-1])]
        expected.append((results[0][0], [bits for _, bits in results]))
        source.append(f"SET {stored(results[0][0], f'r{row}')} -> out[{row}, i]")
    path = tmp_path / "mixed.px"
    path.write_text("\n".join([*source, "GPU_END", ""]), encoding="utf-8")
    inputs["out"] = np.zeros((len(combinations), 64), np.uint64)
    out = run(path, "mixed", 2, 32, inputs, ["out"], cpu)["out"].reshape(-1, 64)
    for (a, b), (type, right), row in zip(combinations, expected, out.tolist()):
        for case, (bits, wanted) in enumerate(zip(row, right)):
            assert same(type, bits, wanted), f"{a.name} + {b.name}, case {case}"


# --- Atomics and collectives -------------------------------------------------

ATOMICS = ("ADD", "SUB", "MIN", "MAX", "AND", "OR", "XOR", "EXCHANGE")


def atomics_of(type):
    """List the atomics of a type that combine its old value with another one."""
    left_out = ["AND", "OR", "XOR"] if type.is_float else []
    if type is BOOL or type.is_storage:
        left_out += ["ADD", "SUB", "MIN", "MAX"]
    return [name for name in ATOMICS if name not in left_out]


@by_name
@on_every_cpu
def test_atomics_change_an_element_and_return_the_old_value(type, cpu, tmp_path):
    names = atomics_of(type)
    x, y, _ = pairs(type)
    count = len(x)
    lines = [f"ATOMIC_{name} m[{k}, i] y[i] -> o{k}" for k, name in enumerate(names)]
    lines += [f"SET o{k} -> old[{k}, i]" for k in range(len(names))]
    cas = len(names)
    # The first one finds what it expects and writes y, the second one does not.
    lines += [f"ATOMIC_CAS m[{cas}, i] x[i] y[i] -> c0", f"SET c0 -> old[{cas}, i]"]
    lines += [f"ATOMIC_CAS m[{cas + 1}, i] other[i] y[i] -> c1"]
    lines += [f"SET c1 -> old[{cas + 1}, i]"]
    source = tmp_path / "atomics.px"
    source.write_text(
        "\n".join(
            [
                "GPU_KERNEL atomics",
                f"GPU_PARAM x {type.name}[n]",
                f"GPU_PARAM y {type.name}[n]",
                f"GPU_PARAM other {type.name}[n]",
                f"GPU_PARAM m {type.name}[{cas + 2}, n]",
                f"GPU_PARAM old {type.name}[{cas + 2}, n]",
                "GPU_PARAM n i32",
                "GPU_THREAD_CODE:",
                "THREAD_ID -> i",
                "IF i < n:",
                *lines,
                "ENDIF",
                "GPU_END",
                "",
            ]
        ),
        encoding="utf-8",
    )
    inputs = {
        "x": ref.as_array(type, x),
        "y": ref.as_array(type, y),
        "other": ref.as_array(type, [bits ^ 1 for bits in x]),
        "m": ref.as_array(type, x * (cas + 2)),
        "old": ref.as_array(type, [0] * count * (cas + 2)),
        "n": count,
    }
    result = run(source, "atomics", (count + 63) // 64, 64, inputs, ["m", "old"], cpu)
    unsigned = f"u{max(type.bits, 8) // 8}"
    m, old = (
        result[name].reshape(-1).view(unsigned).reshape(-1, count).tolist()
        for name in ("m", "old")
    )
    for k, name in enumerate(names):
        assert old[k] == x, name
        for a, b, got in zip(x, y, m[k]):
            right = b if name == "EXCHANGE" else combine(name, type, a, b)
            assert same(type, got, right), f"{name} {a:#x} {b:#x}: {got:#x}"
    # CAS compares bits, whatever they stand for.
    assert (old[cas], m[cas]) == (x, y)
    assert (old[cas + 1], m[cas + 1]) == (x, x)


def collective_values(type, count):
    """Return values whose sums and products are exact in every order."""
    rng = random.Random(count)
    if type.is_float:
        return [ref.rounded(type, float(rng.choice([-1, 1]))) for _ in range(count)]
    return [rng.getrandbits(type.bits) for _ in range(count)]


REDUCTIONS = {"SUM": "ADD", "PROD": "MUL", "MIN": "MIN", "MAX": "MAX"}
BIT_REDUCTIONS = {"AND": "AND", "OR": "OR", "XOR": "XOR"}


def combine(name, type, a, b):
    """Combine two values in their own type."""
    result, bits = ref.binary(name, type, a, type, b)
    return ref.convert(result, bits, type)


@by_name
@on_every_cpu
def test_reductions_and_scans_of_warp_and_block(type, cpu, tmp_path):
    block, blocks = 96, 2
    count = block * blocks
    values = collective_values(type, count)
    operations = REDUCTIONS | ({} if type.is_float else BIT_REDUCTIONS)
    head, lines, expected = [], [], []
    for reduction, name in operations.items():
        is_number = type is not BOOL and not type.is_storage
        kept = is_number or reduction in BIT_REDUCTIONS
        result = type if kept else ref.promoted(type)
        converted = [ref.convert(type, bits, result) for bits in values]
        for scope, width in [("WARP", 32), ("BLOCK", block)]:
            groups = [converted[i : i + width] for i in range(0, count, width)]
            combined = functools.partial(combine, name, result)
            scanned = [list(itertools.accumulate(g, combined)) for g in groups]
            for verb, results in [
                ("SCAN", [bits for g in scanned for bits in g]),
                ("REDUCE", [g[-1] for g in scanned for _ in g]),
            ]:
                row = len(expected)
                word = f"{scope}_{verb} {reduction}"
                lines.append(f"{word} mine -> r{row}")
                lines.append(f"SET {stored(result, f'r{row}')} -> out[{row}, i]")
                expected.append((word, results))
    head = ["GPU_KERNEL collectives", f"GPU_PARAM x {type.name}[{count}]"]
    head += [f"GPU_PARAM out u64[{len(expected)}, {count}]"]
    head += ["GPU_THREAD_CODE:", "THREAD_ID -> i", "LOAD x[i] -> mine"]
    source = tmp_path / "collectives.px"
    source.write_text("\n".join([*head, *lines, "GPU_END", ""]), encoding="utf-8")
    inputs = {
        "x": ref.as_array(type, values),
        "out": np.zeros(count * len(expected), np.uint64),
    }
    out = run(source, "collectives", blocks, block, inputs, ["out"], cpu)["out"]
    rows = out.reshape(-1, count).tolist()
    for (word, right), row in zip(expected, rows):
        assert row == right, word


# The lane whose value each of them gives.
SHUFFLES = {
    "SHUFFLE mine, (LANE_ID * 7 + 3) % 32": lambda lane: (lane * 7 + 3) % 32,
    "SHUFFLE mine, LANE_ID * 3 - 20": lambda lane: lane * 3 - 20,
    "SHUFFLE mine, 32": lambda lane: 32,
    "SHUFFLE mine, -1": lambda lane: -1,
    "SHUFFLE mine, i64(LANE_ID) + 0x100000001": lambda lane: lane + 2**32,
    "SHUFFLE mine, i64(LANE_ID) - 1": lambda lane: lane - 1,
    "SHUFFLE_UP mine, 5": lambda lane: lane - 5,
    "SHUFFLE_UP mine, LANE_ID * 40": lambda lane: lane * -39,
    "SHUFFLE_DOWN mine, 9": lambda lane: lane + 9,
    "SHUFFLE_DOWN mine, 0 - LANE_ID * 2": lambda lane: -lane,
    "SHUFFLE_XOR mine, 13": lambda lane: lane ^ 13,
    "SHUFFLE_XOR mine, LANE_ID + 16": lambda lane: lane ^ (lane + 16),
}


@by_name
@on_every_cpu
def test_shuffles_move_values_between_lanes(type, cpu, tmp_path):
    block, count = 64, 128
    values = (edges(type) * count)[:count]
    lines, expected = [], []
    for row, (statement, source_lane) in enumerate(SHUFFLES.items()):
        lines.append(f"{statement} -> r{row}")
        lines.append(f"SET r{row} -> out[{row}, i]")
        lanes = [source_lane(i % 32) for i in range(count)]
        # From a lane that there is not comes the caller's own value.
        expected.append(
            [
                values[i - i % 32 + lane] if 0 <= lane < 32 else values[i]
                for i, lane in enumerate(lanes)
            ]
        )
    source = tmp_path / "shuffles.px"
    head = ["GPU_KERNEL shuffles", f"GPU_PARAM x {type.name}[{count}]"]
    rows = len(SHUFFLES)
    head += [f"GPU_PARAM out {type.name}[{rows}, {count}]", "GPU_THREAD_CODE:"]
    head += ["THREAD_ID -> i", "LOAD x[i] -> mine"]
    source.write_text("\n".join([*head, *lines, "GPU_END", ""]), encoding="utf-8")
    inputs = {
        "x": ref.as_array(type, values),
        "out": ref.as_array(type, [0] * count * rows),
    }
    out = run(source, "shuffles", count // block, block, inputs, ["out"], cpu)["out"]
    unsigned = f"u{max(type.bits, 8) // 8}"
    found = out.reshape(-1).view(unsigned).reshape(rows, count).tolist()
    assert dict(zip(SHUFFLES, found)) == dict(zip(SHUFFLES, expected))


@on_every_cpu
def test_votes_see_the_threads_of_their_warp(cpu, tmp_path):
    source = tmp_path / "votes.px"
    source.write_text(
        """
GPU_KERNEL votes
    GPU_PARAM x i32[n]
    GPU_PARAM any bool[n]
    GPU_PARAM all bool[n]
    GPU_PARAM mask u64[n]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    THREAD_ID -> i
    SET x[i] > 0 -> holds
    VOTE_ANY holds -> a
    VOTE_ALL holds -> b
    BALLOT holds -> c
    SET a -> any[i]
    SET b -> all[i]
    SET c -> mask[i]
GPU_END
""",
        encoding="utf-8",
    )
    rng = np.random.default_rng(22)
    x = rng.integers(0, 2, 160).astype(np.int32)
    x[32:64], x[64:96] = 0, 1
    inputs = {"x": x, "any": "zeros:160", "all": "zeros:160", "mask": "zeros:160"}
    result = run(
        source, "votes", 2, 80, inputs | {"n": 160}, ["any", "all", "mask"], cpu
    )
    # 80 threads are two whole warps and half of one.
    warps = [(0, 32), (32, 64), (64, 80), (80, 112), (112, 144), (144, 160)]
    for begin, end in warps:
        holds = x[begin:end] > 0
        assert (result["any"][begin:end] == holds.any()).all()
        assert (result["all"][begin:end] == holds.all()).all()
        mask = sum(1 << lane for lane, one in enumerate(holds) if one)
        assert (result["mask"][begin:end] == mask).all()


@on_every_cpu
def test_results_are_converted_to_their_place(cpu, tmp_path):
    source = tmp_path / "results.px"
    source.write_text(
        """
GPU_KERNEL results
    GPU_PARAM x i32[n]
    GPU_PARAM wide i64[n]
    GPU_PARAM real f32[n]
    GPU_PARAM small u8[n]
    GPU_PARAM whole i32[n]
    GPU_PARAM old i32[n]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    THREAD_ID -> i
    LOCAL total i64
    LOCAL prefix i64
    SET 0.0 -> y
    SET 0.0 -> before
    BLOCK_REDUCE SUM x[i] -> total
    BLOCK_SCAN SUM x[i] -> prefix
    SET total * 4294967296 + prefix -> wide[i]
    IF i % 2 == 0:
        SHUFFLE_XOR x[i] 2 -> y
        ATOMIC_ADD old[i] 1 -> before
        SET y + before + 0.5 -> real[i]
    ENDIF
    BALLOT (x[i] > 0) -> small[i]
    LOCAL largest i32
    WARP_REDUCE MAX (f32(x[i]) + 0.75) -> largest
    VOTE_ANY (x[i] > 0) -> y
    SET largest + i32(y) -> whole[i]
GPU_END
""",
        encoding="utf-8",
    )
    x = np.random.default_rng(98).integers(-9, 10, 160).astype(np.int32)
    old = np.arange(160, dtype=np.int32) * -3
    outputs = ["wide", "real", "small", "whole"]
    inputs = {"x": x, "old": old, "n": 160} | dict.fromkeys(outputs, "zeros:160")
    result = run(source, "results", 2, 80, inputs, outputs, cpu)
    for block in (slice(0, 80), slice(80, 160)):
        sums = x[block].astype(np.int64)
        wide = sums.sum() * 2**32 + sums.cumsum()
        assert (result["wide"][block] == wide).all()
    even = np.arange(0, 160, 2)
    assert (result["real"][even] == x[even ^ 2] + old[even] + 0.5).all()
    for begin, end in [(0, 32), (32, 64), (64, 80), (80, 112), (112, 144), (144, 160)]:
        warp = x[begin:end]
        mask = sum(1 << lane for lane, one in enumerate(warp > 0) if one)
        assert (result["small"][begin:end] == mask % 256).all()
        # The conversion of the largest drops its fraction, towards zero.
        largest = int(warp.max() + 0.75)
        assert (result["whole"][begin:end] == largest + (mask != 0)).all()


# --- Functions with an error bound -------------------------------------------

# Largest error in units of the last place, for f32 and f64, as the manual states
# it.
ULP_BOUNDS = {
    "RSQRT": (1.5, 1.5), "EXP": (1.1, 1.1), "EXP2": (0.9, 1.0), "LOG": (0.9, 1.0),
    "LOG2": (1.2, 1.1), "SIN": (0.9, 0.9), "COS": (0.9, 0.9), "TANH": (1.1, 1.4),
    "ERF": (1.1, 1.4), "POW": (1.0, 1.1),
}  # fmt: skip
EXACT = {
    "RSQRT": lambda x: 1 / mpmath.sqrt(x),
    "EXP": mpmath.exp,
    "EXP2": lambda x: mpmath.power(2, x),
    "LOG": mpmath.log,
    "LOG2": lambda x: mpmath.log(x, 2),
    "SIN": mpmath.sin,
    "COS": mpmath.cos,
    "TANH": mpmath.tanh,
    "ERF": mpmath.erf,
    "POW": mpmath.power,
}


def arguments(name, type, rng):
    """Return arguments for which a function is finite, not 0, and a real number."""
    spread = [rng.uniform(-1, 1) * 2.0 ** rng.randint(-12, 6) for _ in range(60)]
    if name in ("LOG", "LOG2", "RSQRT", "POW"):
        spread = [abs(x) for x in spread]
    elif name in ("EXP", "EXP2"):
        spread = [x if abs(x) < 80 else x / 2 for x in spread]
    return [ref.rounded(type, x) for x in spread]


def ulp_error(type, bits, exact):
    """Return how far a result is from the exact one, in its last place."""
    exponent = max(mpmath.frexp(exact)[1] - 1, type.least_exponent)
    unit = mpmath.ldexp(1, exponent - type.precision + 1)
    return abs(mpmath.mpf(ref.real(type, bits)) - exact) / unit


@pytest.mark.parametrize("type", [ref.F32, ref.F64], ids=lambda t: t.name)
@on_every_cpu
def test_mathematics_is_within_its_bounds(type, cpu, tmp_path):
    rng = random.Random(23)
    names = list(ULP_BOUNDS)
    x = [arguments(name, type, rng) for name in names]
    y = [ref.rounded(type, rng.uniform(-4, 4)) for _ in x[0]]
    calls = [
        f"{name}(x[{k}, i]{', y[i]' * (name == 'POW')})" for k, name in enumerate(names)
    ]
    source = tmp_path / "mathematics.px"
    source.write_text(
        "\n".join(
            [
                "GPU_KERNEL mathematics",
                f"GPU_PARAM x {type.name}[{len(names)}, 60]",
                f"GPU_PARAM y {type.name}[60]",
                f"GPU_PARAM out {type.name}[{len(names)}, 60]",
                "GPU_THREAD_CODE:",
                "THREAD_ID -> i",
                "IF i < 60:",
                *(f"SET {call} -> out[{k}, i]" for k, call in enumerate(calls)),
                "ENDIF",
                "GPU_END",
                "",
            ]
        ),
        encoding="utf-8",
    )
    inputs = {
        "x": ref.as_array(type, list(itertools.chain(*x))),
        "y": ref.as_array(type, y),
    }
    inputs["out"] = ref.as_array(type, [0] * 60 * len(names))
    out = run(source, "mathematics", 1, 64, inputs, ["out"], cpu)["out"]
    rows = out.reshape(-1).view(f"u{type.bits // 8}").reshape(-1, 60).tolist()
    with mpmath.workprec(200):
        for name, values, row in zip(names, x, rows):
            bound = ULP_BOUNDS[name][type is ref.F64]
            for argument, exponent, bits in zip(values, y, row):
                real = [mpmath.mpf(ref.real(type, argument))]
                if name == "POW":
                    real.append(mpmath.mpf(ref.real(type, exponent)))
                error = ulp_error(type, bits, EXACT[name](*real))
                assert error <= bound, f"{name} {real}: {float(error)} ulp"
