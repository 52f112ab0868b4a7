# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Emulated GPUs give the same bits as the CPU.

What the emulators are, and where they are looked for, stands in emulators.py.
AIKERNEL_FUZZ and AIKERNEL_SEED choose the random kernels as they do in
test_random_kernels.py.
"""

import itertools
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import wide_warps
from corners import MAKERS, corner
from emulators import EMULATORS
from harness import EXAMPLES, PxError, check_same_bits, launch_on_cpu
from messages import Messages, printed_on_cpu
from reference import I32, I64, STORAGE, U32, U64, as_array
from test_operations import SHUFFLES, edges
from test_random_kernels import SEEDS, Generator, Version01, arrays_for
from test_storage_floats import boundaries
from test_wide_values import rounds_arguments, rounds_program

FORMS = {"v01": Version01, "v10": Generator}


def on_emulated_chips(choices):
    """Run a test for every chip and every choice, given as a dict of id and value.

    `./dev test full` says why where an emulator is missing; else its chips are
    left out.
    """
    cases = []
    for emulator in EMULATORS:
        if not emulator.missing():
            cases += [
                pytest.param(emulator, chip, choice, id=f"{chip}-{name}")
                for chip in emulator.chips
                for name, choice in choices.items()
            ]
        elif os.environ.get("AIKERNEL_TEST_FULL"):
            skip = pytest.mark.skip(reason=emulator.reason())
            cases.append(pytest.param(emulator, "", None, marks=skip, id=emulator.kind))
    return pytest.mark.parametrize(("emulator", "chip", "choice"), cases)


# --- Examples ------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One launch. What a parameter is bound to follows a '=' where the names differ."""

    kernel: str
    grid: object
    block: object
    parameters: str

    def bindings(self):
        """Map each parameter, in its order, to the name of its value."""
        pairs = (word.partition("=") for word in self.parameters.split())
        return {parameter: value or parameter for parameter, _, value in pairs}


@dataclass(frozen=True)
class Program:
    """What an example's host program would launch, and on what."""

    values: dict
    steps: tuple

    def execute(self, launch):
        """Do all launches, and return what is in the arrays then."""
        values = dict(self.values)
        for step in self.steps:
            bindings = step.bindings()
            arguments = {name: values[bindings[name]] for name in bindings}
            arrays = launch(step.kernel, step.grid, step.block, arguments)
            values |= {bindings[name]: array for name, array in arrays.items()}
        return {n: v for n, v in values.items() if isinstance(v, np.ndarray)}


def program(*steps, **values):
    """Put a program together; numbers become i32 and f32."""
    typed = {int: np.int32, float: np.float32}
    values = {n: typed.get(type(v), lambda v: v)(v) for n, v in values.items()}
    return Program(values, tuple(Step(*step) for step in steps))


def floats(*shape, seed=0):
    """Return floats of f32 of all magnitudes near 1."""
    rng = np.random.default_rng(seed)
    return (rng.normal(size=shape) * 2.0 ** rng.integers(-9, 9, shape)).astype("f4")


def integers(type, *shape, seed=0):
    """Return integers from the whole range of their type."""
    info = np.iinfo(type)
    rng = np.random.default_rng(seed)
    return rng.integers(info.min, info.max, shape, type, endpoint=True)


def zeros(type, *shape):
    """Return an array to be filled."""
    return np.zeros(shape, type)


def adding(n, grid):
    """Return the program of the examples that add vectors."""
    return program(
        ("vector_add", grid, 256, "a b c n"),
        a=floats(n, seed=1),
        b=floats(n, seed=2),
        c=zeros("f4", n),
        n=n,
    )


def multiplying(kernel):
    """Return the program of the examples that multiply matrices."""
    m, n, k = 45, 37, 29
    return program(
        (kernel, (3, 3), (16, 16), "A B C m n k"),
        A=floats(m, k, seed=3),
        B=floats(k, n, seed=4),
        C=zeros("f4", m, n),
        m=m,
        n=n,
        k=k,
    )


def normalizing(name, parameters, **values):
    """Return the program of the examples that normalize rows of three types."""
    rows, cols = 3, 301
    types = {"": np.float32, "_f16": np.float16, "_bf16": np.uint16}
    steps, arrays = [("make_rows", 10, 96, "x half=x_f16 bf=x_bf16 n cols")], {}
    for suffix, type in types.items():
        own = " ".join(f"{p}={p}{suffix}" for p in parameters.split())
        steps.append((name + suffix, rows, 96, f"{own} rows cols epsilon"))
        shapes = {"x": (rows, cols), "y": (rows, cols)}
        arrays |= {
            parameter + suffix: zeros(type, *shapes.get(parameter, (cols,)))
            for parameter in parameters.split()
        }
    ones = {"": 1, "_f16": 1, "_bf16": 0x3F80}
    for suffix, one in ones.items():
        arrays[f"gamma{suffix}"][:] = one
    sizes = {"rows": rows, "cols": cols, "n": rows * cols, "epsilon": 1e-5}
    return program(*steps, **arrays, **sizes)


def rows_with_extremes():
    """Return rows for softmax, some of which overflow or are mostly -inf."""
    x = floats(7, 301, seed=5)
    x[3] += 1e6
    x[4] = -np.inf
    x[4, 7] = 0
    return x


def encrypting(name, key_words, round_key_words):
    """Return the program of the examples of AES."""
    return program(
        (f"{name}_expand_key", 1, 1, "key round_keys"),
        (f"{name}_ecb_encrypt", 3, 32, "data round_keys blocks"),
        (f"{name}_ctr", 3, 32, "data=stream round_keys counter blocks"),
        (f"{name}_ecb_decrypt", 3, 32, "data=stream round_keys blocks"),
        key=integers(np.uint32, key_words, seed=6),
        round_keys=zeros("u4", round_key_words),
        data=integers(np.uint32, 77, 4, seed=7),
        stream=integers(np.uint32, 77, 4, seed=8),
        # The low 64 bits, in big-endian order, overflow on the way.
        counter=np.array([1, 2, 0xFFFFFFFF, 0xC8FFFFFF], np.uint32),
        blocks=77,
    )


PROGRAMS = {
    "aes128": encrypting("aes128", 4, 44),
    "aes256": encrypting("aes256", 8, 60),
    "bitonic_sort": program(
        ("bitonic_tiles", 2, 256, "keys values n pairs"),
        ("bitonic_step", 8, 256, "keys values n half flip pairs"),
        ("bitonic_finish", 2, 256, "keys values n pairs"),
        keys=integers(np.uint32, 3000, seed=28) % 1000,
        values=np.arange(3000, dtype=np.uint32),
        n=3000,
        half=2048,
        flip=np.uint8(1),
        pairs=np.uint8(1),
    ),
    "black_scholes": program(
        ("make_options", 4, 256, "spot strike years n"),
        (
            *("black_scholes", 4, 256),
            "spot strike years call put n rate volatility",
        ),
        **{name: zeros("f4", 1000) for name in ("spot", "strike", "years")},
        **{name: zeros("f4", 1000) for name in ("call", "put")},
        n=1000,
        rate=0.1,
        volatility=0.2,
    ),
    "boot_image": program(
        ("checksum", 3, 64, "image sum n"),
        image=integers(np.uint8, 3001, seed=9),
        sum=zeros("u4", 1),
        n=3001,
    ),
    "chacha20_poly1305": program(
        (
            *("seal", 2, 32),
            "texts lengths extras extra_lengths nonces key tags count capacity extra",
        ),
        (
            *("open", 2, 32),
            "texts lengths extras extra_lengths nonces key tags right"
            " count capacity extra",
        ),
        ("chacha20_stream", 1, 32, "data key nonce counter=count words"),
        texts=integers(np.uint32, 40, 19, seed=21),
        lengths=np.arange(40, dtype=np.int32) * 76 // 39,
        extras=integers(np.uint32, 40, 5, seed=22),
        extra_lengths=np.arange(40, dtype=np.int32) % 21,
        nonces=integers(np.uint32, 40, 3, seed=23),
        key=integers(np.uint32, 8, seed=24),
        nonce=integers(np.uint32, 3, seed=26),
        tags=zeros("u4", 40, 4),
        right=zeros("u4", 40),
        data=integers(np.uint32, 250, seed=25),
        count=np.int32(40),
        capacity=19,
        extra=5,
        words=250,
    ),
    "compaction": program(
        ("fill", 18, 256, "x n"),
        ("count_kept", 1, 256, "x counts n chunks low high"),
        ("scan_counts", 1, 64, "counts chunks"),
        ("move_kept", 1, 256, "x counts kept from n chunks low high"),
        x=zeros("f4", 4500),
        counts=zeros("i4", 6),
        kept=zeros("f4", 4500),
        **{"from": zeros("i4", 4500)},
        n=4500,
        chunks=5,
        low=0.2,
        high=0.7,
    ),
    "conway": program(
        ("generation", (3, 4), (16, 8), "world next width height"),
        ("generation", (3, 4), (16, 8), "world=next next=world width height"),
        ("generation", (3, 4), (16, 8), "world next width height"),
        world=integers(np.uint8, 30, 41, seed=10),
        next=zeros("u1", 30, 41),
        width=41,
        height=30,
    ),
    "crc32": program(
        ("crc_many", 2, 32, "data starts lengths checks count polynomial"),
        ("crc_long", 2, 256, "data result bytes polynomial"),
        data=integers(np.uint32, 300, seed=20),
        starts=np.arange(50, dtype=np.int32) * 6,
        lengths=np.arange(50, dtype=np.int32) % 25,
        checks=zeros("u4", 50),
        count=50,
        polynomial=np.uint32(0x82F63B78),
        result=zeros("u4", 1),
        bytes=np.int64(1199),
    ),
    "fft": program(
        ("make_twiddles", 4, 1024, "twiddles"),
        ("make_signals", 8, 1024, "signal count"),
        ("fft", 1, 1024, "signal spectrum twiddles batch inverse=no"),
        ("fft", 1, 1024, "signal=spectrum spectrum=again twiddles batch inverse=yes"),
        twiddles=zeros("f4", 4096, 2),
        **{name: zeros("f4", 1, 4096, 2) for name in ("signal", "spectrum", "again")},
        batch=1,
        count=8192,
        no=0,
        yes=1,
    ),
    "histogram": program(
        ("histogram", 3, 96, "data counts n"),
        data=integers(np.uint8, 5001, seed=11) & integers(np.uint8, 5001, seed=12),
        counts=integers(np.uint32, 256, seed=13),
        n=5001,
    ),
    "kmeans": program(
        ("make_points", 2, 256, "points middle n spread"),
        ("farthest", 3, 96, "points centers nearest found n c=first"),
        ("farthest", 3, 96, "points centers nearest found n c=second"),
        ("choose", 1, 32, "points centers nearest found n count c=third"),
        ("assign", 3, 96, "points centers label sums changed n"),
        ("update", 1, 128, "centers sums"),
        points=zeros("f4", 8, 300),
        middle=floats(16, 8, seed=20),
        centers=floats(16, 8, seed=21),
        nearest=zeros("f4", 300),
        found=zeros("i4", 3),
        label=integers(np.int32, 300, seed=22) & 15,
        sums=zeros("i8", 16, 9),
        changed=zeros("i4", 1),
        n=300,
        spread=5.0,
        count=3,
        first=0,
        second=1,
        third=2,
    ),
    "layernorm": normalizing("layernorm", "x gamma beta y"),
    "levenshtein": program(
        ("make_pairs", 1, 64, "a b a_length b_length count b_most"),
        ("levenshtein_pairs", 1, 64, "a b a_length b_length distance count b_most"),
        (
            *("levenshtein_tiles", 1, 256),
            "a=long_a b=long_b above before corner rows cols wave first",
        ),
        a=zeros("u1", 40, 64),
        b=zeros("u1", 40, 80),
        a_length=zeros("i4", 40),
        b_length=zeros("i4", 40),
        distance=zeros("i4", 40),
        count=40,
        b_most=80,
        long_a=integers(np.uint8, 50, seed=27) & 3,
        long_b=integers(np.uint8, 30, seed=28) & 3,
        above=np.arange(1, 31, dtype=np.int32),
        before=np.arange(1, 51, dtype=np.int32),
        corner=np.array([256, 0, 256], np.int32),
        rows=50,
        cols=30,
        wave=0,
        first=0,
    ),
    "life": program(
        ("generation", (1, 3), 64, "world next words height"),
        ("generation", (1, 3), 64, "world=next next=world words height"),
        ("count_cells", 3, 256, "world count words height"),
        world=integers(np.uint64, 37, 12, seed=23),
        next=zeros("u8", 37, 12),
        count=zeros("u8", 1),
        words=10,
        height=37,
    ),
    "mandelbrot": program(
        ("mandelbrot", (3, 4), (16, 8), "pixels width height limit"),
        pixels=zeros("u1", 32, 48),
        width=48,
        height=32,
        limit=60,
    ),
    "matmul_naive": multiplying("matmul_naive"),
    "matmul_tiled": multiplying("matmul_tiled"),
    "nbody": program(
        ("make_cluster", 2, 256, "place mass velocity n"),
        ("kick", 2, 256, "place mass velocity n time soft"),
        ("drift", 4, 256, "place velocity n time"),
        ("energy", 2, 256, "place mass velocity part n blocks soft"),
        place=zeros("f4", 3, 300),
        mass=zeros("f4", 300),
        velocity=zeros("f4", 3, 300),
        part=zeros("f8", 2, 2),
        n=300,
        blocks=2,
        time=0.01,
        soft=0.05,
    ),
    "radix_sort": program(
        ("keys_of_floats", 12, 256, "x keys n"),
        ("radix_count", 2, 256, "keys counts n tiles shift"),
        ("radix_scan", 256, 64, "counts totals tiles"),
        (
            *("radix_move", 2, 256),
            "keys values new_keys new_values counts totals n tiles shift pairs",
        ),
        ("floats_of_keys", 12, 256, "keys=new_keys x=y n"),
        x=floats(3000, seed=29),
        y=zeros("f4", 3000),
        keys=zeros("u4", 3000),
        values=np.arange(3000, dtype=np.uint32),
        new_keys=zeros("u4", 3000),
        new_values=zeros("u4", 3000),
        counts=zeros("u4", 256, 2),
        totals=zeros("u4", 256),
        n=3000,
        tiles=2,
        shift=24,
        pairs=np.uint8(1),
    ),
    "packet_filter": program(
        ("make_packets", 1, 128, "bytes offsets rules packets rule_count"),
        (
            *("packet_filter", 1, 128),
            "bytes offsets rules verdict hits packets rule_count",
        ),
        bytes=zeros("u1", 100 * 80),
        offsets=np.arange(101, dtype=np.int32) * 80,
        rules=np.resize(
            np.array(
                [
                    [0x0A010203, 32, 0x0A000000, 8, 53, 53, -1, 65535, 17],
                    [0x0A010000, 22, 0x0A030200, 24, -1, 65535, 7, 900, 6],
                    [0x0A020000, 16, 0x0A000000, 9, -1, 65535, -1, 65535, -1],
                ],
                np.int32,
            ),
            (140, 9),
        ),
        verdict=zeros("i4", 100),
        hits=zeros("u4", 140),
        packets=100,
        rule_count=140,
    ),
    "raytracer": program(
        ("render", (2, 2), (16, 8), "file width height samples turn"),
        # A file of 24 x 12 pixels of three bytes.
        file=zeros("u1", 41 + 2 + 5 + 12 * 73 + 4 + 4 + 12),
        width=24,
        height=12,
        samples=1,
        turn=30.0,
    ),
    "reduction": program(
        ("sum_collective", 5, 256, "x partial=collective n"),
        ("sum_tree", 5, 256, "x partial=tree n"),
        x=floats(3001, seed=14),
        collective=zeros("f4", 5),
        tree=zeros("f4", 5),
        n=3001,
    ),
    "rmsnorm": normalizing("rmsnorm", "x gamma y"),
    "saxpy": program(
        ("saxpy", 12, 256, "a x y n"),
        a=1.7,
        x=floats(3000, seed=15),
        y=floats(3000, seed=16),
        n=3000,
    ),
    "scan": program(
        ("scan_blocks", 4, 256, "x y sums n"),
        ("scan_sums", 1, 32, "sums count"),
        ("add_before", 4, 256, "y sums n"),
        x=integers(np.int32, 1000, seed=17),
        y=zeros("i4", 1000),
        sums=zeros("i4", 4),
        n=1000,
        count=4,
    ),
    "sha256": program(
        ("sha256", 2, 64, "messages lengths digests count capacity"),
        messages=integers(np.uint32, 70, 35, seed=18),
        lengths=np.arange(70, dtype=np.int32) * 2,
        digests=zeros("u4", 70, 8),
        count=70,
        capacity=35,
    ),
    "sha256_tree": program(
        ("hash_level", 1, 32, "data hashes below bytes piece prefix=leaves above=to"),
        (
            *("hash_level", 1, 32),
            "data=hashes hashes=nodes below bytes=pairs piece prefix=nodes_of above=to",
        ),
        data=integers(np.uint32, 200, seed=26),
        hashes=zeros("u4", 13, 8),
        nodes=zeros("u4", 7, 8),
        below=np.int64(0),
        bytes=np.int64(797),
        pairs=np.int64(13 * 32),
        piece=64,
        leaves=np.uint32(0),
        nodes_of=np.uint32(1),
        to=0,
    ),
    "sha3_256": program(
        ("sha3_256", 1, 64, "messages lengths digests count capacity"),
        messages=integers(np.uint64, 40, 18, seed=27),
        lengths=np.arange(40, dtype=np.int32) * 144 // 39,
        digests=zeros("u8", 40, 4),
        count=40,
        capacity=18,
    ),
    "softmax": program(
        ("softmax", 7, 128, "x y rows cols"),
        x=rows_with_extremes(),
        y=zeros("f4", 7, 301),
        rows=7,
        cols=301,
    ),
    "spmv": program(
        ("make_rows", 10, 256, "columns values count cols"),
        ("spmv", 2, 256, "offsets columns values x y rows"),
        offsets=np.array([0, 0, 1, 32, 65, 1500, 1500, *range(1510, 2500, 10)], "i4"),
        columns=zeros("i4", 2500),
        values=zeros("f4", 2500),
        x=floats(70, seed=24),
        y=floats(105, seed=25),
        count=2500,
        cols=70,
        rows=105,
    ),
    "transpose": program(
        ("transpose", (5, 2), (32, 8), "a b m n"),
        a=floats(45, 130, seed=19),
        b=zeros("f4", 130, 45),
        m=45,
        n=130,
    ),
    "vector_add": adding(1000, 4),
    "vector_add_01": adding(1024, 4),
    "vector_add_01_flat": adding(1024, 4),
}


def source_of(name):
    """Return the px file of an example."""
    return EXAMPLES / f"{name}.px"


@cache
def example_on_cpu(name):
    """Execute an example on this machine's processor."""
    return PROGRAMS[name].execute(
        lambda *launch: launch_on_cpu(source_of(name), *launch)
    )


def test_every_example_is_executed():
    assert sorted(PROGRAMS) == sorted(path.stem for path in EXAMPLES.glob("*.px"))


@on_emulated_chips({name: name for name in PROGRAMS})
def test_examples_give_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    image = emulator.compile(source_of(choice), chip, tmp_path)
    found = PROGRAMS[choice].execute(lambda *launch: emulator.launch(image, *launch))
    check_same_bits(example_on_cpu(choice), found)


# --- Random kernels --------------------------------------------------------------


@dataclass(frozen=True)
class Random:
    """A random kernel; see test_random_kernels.py."""

    form: str
    seed: int

    def write(self, folder):
        """Write the kernel to a file; return it, and how the kernel is launched."""
        generator = FORMS[self.form](self.seed)
        source = Path(folder) / "fuzz.px"
        source.write_text(generator.kernel(), encoding="utf-8")
        arguments = arrays_for(generator, self.seed)
        arguments["n"] = np.int32(arguments["n"])
        shape = (generator.grid, generator.block)
        return source, ("fuzz", *shape, arguments, generator.shared_bytes)


@cache
def random_on_cpu(choice):
    """Launch a random kernel on this machine's processor."""
    with tempfile.TemporaryDirectory() as folder:
        source, launch = choice.write(folder)
        return launch_on_cpu(source, *launch)


RANDOM = {f"{form}-{seed}": Random(form, seed) for form in FORMS for seed in SEEDS}


@on_emulated_chips(RANDOM)
def test_random_kernels_give_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    source, launch = choice.write(tmp_path)
    try:
        image = emulator.compile(source, chip, tmp_path)
        found = emulator.launch(image, *launch)
        check_same_bits(random_on_cpu(choice), found)
    except PxError as error:
        pytest.fail(
            f"{source.read_text(encoding='utf-8')}\nagain: "
            f"AIKERNEL_SEED={choice.seed} ./dev test"
            f" 'emulated_devices.*{chip}-{choice.form}-{choice.seed}.$'\n{error}",
            pytrace=False,
        )


# --- Shuffles ----------------------------------------------------------------------


@on_emulated_chips({"shuffles": SHUFFLES})
def test_shuffles_give_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    count = 80
    lines = ["GPU_KERNEL shuffles", f"GPU_PARAM x i32[{count}]"]
    lines += [f"GPU_PARAM out i32[{len(choice)}, {count}]", "GPU_THREAD_CODE:"]
    lines += ["THREAD_ID -> i", "LOAD x[i] -> mine"]
    for row, statement in enumerate(choice):
        lines += [f"{statement} -> r{row}", f"SET r{row} -> out[{row}, i]"]
    source = tmp_path / "shuffles.px"
    source.write_text("\n".join([*lines, "GPU_END", ""]), encoding="utf-8")
    arguments = {"x": integers("i4", count), "out": zeros("i4", len(choice), count)}
    launch = ("shuffles", 1, count, arguments)
    found = emulator.launch(emulator.compile(source, chip, tmp_path), *launch)
    check_same_bits(launch_on_cpu(source, *launch), found)


# --- Floats of 8 bits ---------------------------------------------------------------


@on_emulated_chips({format.name: format for format in STORAGE})
def test_storage_floats_have_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    source = tmp_path / "storage.px"
    source.write_text(
        f"""
GPU_KERNEL storage
    GPU_PARAM x f32[n]
    GPU_PARAM y {choice.name}[n]
    GPU_PARAM wide f32[n]
    GPU_PARAM half f16[n]
    GPU_PARAM whole i32[n]
    GPU_PARAM n i32
    GPU_SHARED codes {choice.name}[256]
    GPU_THREAD_CODE:
    THREAD_ID -> i
    IF i < n:
        SET x[i] -> y[i]
        SET {choice.name}(f64(x[i]) * 1.0000000001) -> codes[LOCAL_ID]
        SET codes[LOCAL_ID] -> half[i]
        SET BITCAST(u8(i), {choice.name}) -> wide[i]
        SET i32(y[i]) -> whole[i]
    ENDIF
GPU_END
""",
        encoding="utf-8",
    )
    special = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, -np.nan], np.float32)
    values = np.concatenate([special, boundaries(choice, np.float32)])
    x = np.resize(values, 4096)
    arguments = {"x": x, "y": zeros("u1", 4096), "wide": zeros("f4", 4096)}
    arguments |= {"half": zeros("f2", 4096), "whole": zeros("i4", 4096)}
    launch = ("storage", 16, 256, arguments | {"n": np.int32(4096)})
    found = emulator.launch(emulator.compile(source, chip, tmp_path), *launch)
    check_same_bits(launch_on_cpu(source, *launch), found)


# --- Operations that some targets have instructions for -----------------------------


@on_emulated_chips({word: word for word in ("u32", "u64")})
def test_rounds_of_aes_have_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    source = tmp_path / "rounds.px"
    source.write_text(rounds_program(choice), encoding="utf-8")
    launch = ("rounds", 2, 64, rounds_arguments(choice))
    found = emulator.launch(emulator.compile(source, chip, tmp_path), *launch)
    check_same_bits(launch_on_cpu(source, *launch), found)


@on_emulated_chips({type.name: type for type in (I32, U32, I64, U64)})
def test_products_and_bytes_have_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    statements = ["CLMUL x[i] y[i] -> r", "CLMUL_HI x[i] y[i] -> r"]
    statements += ["ADD_CARRY x[i] y[i] (i & 1) -> r carry"]
    if choice.bits == 32:
        statements += [
            "BYTE_PERM x[i] y[i] z[i] -> r",
            "BYTE_PERM x[i] y[i] 0x5274 -> r",
        ]
        for a, b in itertools.product(("i32", "u32"), repeat=2):
            statements.append(f"DOT4 {a}(x[i]), {b}(y[i]), z[i] -> r")
    count = 256
    lines = ["GPU_KERNEL products", *(f"GPU_PARAM {x} {choice.name}[n]" for x in "xyz")]
    lines += [f"GPU_PARAM out u64[{len(statements)}, n]", "GPU_PARAM n i32"]
    lines += ["GPU_THREAD_CODE:", "THREAD_ID -> i"]
    for row, statement in enumerate(statements):
        lines += [statement.replace("-> r", f"-> r{row}").replace("carry", f"c{row}")]
        lines += [f"SET r{row} -> out[{row}, i]"]
    source = tmp_path / "products.px"
    source.write_text("\n".join([*lines, "GPU_END", ""]), encoding="utf-8")
    rng = np.random.default_rng(9)
    corners = as_array(choice, edges(choice))
    arguments = {
        x: rng.choice(
            np.concatenate([corners, integers(choice.dtype, 99, seed=k)]), count
        )
        for k, x in enumerate("xyz")
    }
    arguments |= {"out": zeros("u8", len(statements), count), "n": np.int32(count)}
    launch = ("products", 4, 64, arguments)
    found = emulator.launch(emulator.compile(source, chip, tmp_path), *launch)
    check_same_bits(launch_on_cpu(source, *launch), found)


# --- Rounding ----------------------------------------------------------------------


@on_emulated_chips({"f32": np.float32, "f64": np.float64})
def test_rounding_to_integers_has_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    type, count = f"f{choice(0).nbytes * 8}", 1024
    rng = np.random.default_rng(26)
    x = rng.normal(size=count) * 2.0 ** rng.integers(-3, 56, count)
    x[:9] = 0, np.inf, 0.3, 0.5, 1.5, 2.5, 3.5, 2**23 + 1, 2**52 + 1
    x[9] = np.nextafter(choice(0.5), choice(0))
    x[10:20] = -x[:10]
    source = tmp_path / "rounding.px"
    source.write_text(
        f"""
GPU_KERNEL rounding
    GPU_PARAM x {type}[]
    GPU_PARAM y {type}[]
    GPU_THREAD_CODE:
    SET ROUND(x[THREAD_ID]) -> y[THREAD_ID]
GPU_END
""",
        encoding="utf-8",
    )
    arguments = {"x": x.astype(choice), "y": zeros(choice, count)}
    launch = ("rounding", 4, 256, arguments)
    found = emulator.launch(emulator.compile(source, chip, tmp_path), *launch)
    check_same_bits(launch_on_cpu(source, *launch), found)
    np.testing.assert_array_equal(found["y"], np.rint(arguments["x"]))


# --- The corners of the semantics ---------------------------------------------------


@on_emulated_chips({name: name for name in MAKERS})
def test_corners_have_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    kernel = corner(choice)
    source = tmp_path / "corner.px"
    source.write_text(kernel.source, encoding="utf-8")
    image = emulator.compile(source, chip, tmp_path)
    found = emulator.launch(image, *kernel.launch())
    expected = launch_on_cpu(source, *kernel.launch())
    check_same_bits(kernel.results(expected), found, chip)


# --- Words at any address ------------------------------------------------------------


@on_emulated_chips({"u32": 4, "u64": 8})
def test_bytes_that_become_words_have_the_bits_of_the_cpu(
    emulator, chip, choice, tmp_path
):
    source = tmp_path / "words.px"
    source.write_text(
        f"""
GPU_KERNEL words
    GPU_PARAM x u8[]
    GPU_PARAM y u8[]
    GPU_THREAD_CODE:
    LOCAL word u{8 * choice}
    FOR j FROM 0 TO {choice}:
        SET word | u{8 * choice}(x[THREAD_ID * 7 + j]) << 8 * j -> word
    ENDFOR
    FOR j FROM 0 TO {choice}:
        SET u8(word >> 8 * j) -> y[THREAD_ID * 9 + j]
    ENDFOR
GPU_END
""",
        encoding="utf-8",
    )
    arguments = {"x": integers("u1", 1024, seed=29), "y": integers("u1", 2048, seed=30)}
    launch = ("words", 2, 64, arguments)
    found = emulator.launch(emulator.compile(source, chip, tmp_path), *launch)
    check_same_bits(launch_on_cpu(source, *launch), found)


# --- Warps of 64 threads -----------------------------------------------------------


@on_emulated_chips({"wide": ("gfx90a", "gfx942")})
def test_warps_of_64_threads_give_the_bits_of_the_cpu(emulator, chip, choice, tmp_path):
    if chip not in choice:
        pytest.skip("its warps have 32 threads")
    source = tmp_path / "wide.px"
    source.write_text(wide_warps.SOURCE, encoding="utf-8")
    launch = ("wide", *wide_warps.SHAPE, wide_warps.arguments())
    found = emulator.launch(emulator.compile(source, chip, tmp_path), *launch)
    check_same_bits(launch_on_cpu(source, *launch), found)


# --- Accesses outside of arrays ------------------------------------------------------

# Thread 8 is outside.
ACCESSES = {
    "write": "SET i -> a[i]",
    "read": "SET a[i] -> x",
    "atomic": "ATOMIC_ADD a[i] 1",
    "negative": "SET i -> a[7 - i]",
    "shared": "SET i -> s[i]",
    "per-thread": "SET i -> t[i]\n    SET t[i] -> a[0]",
}


@on_emulated_chips(ACCESSES)
def test_checked_accesses_outside_trap(emulator, chip, choice, tmp_path):
    source = tmp_path / "checked.px"
    source.write_text(
        f"""
GPU_KERNEL checked
    GPU_PARAM a i32[]
    GPU_SHARED s i32[8]
    GPU_THREAD_CODE:
    THREAD_ID -> i
    LOCAL t i32[8]
    {choice}
GPU_END
""",
        encoding="utf-8",
    )
    image = emulator.compile(source, chip, tmp_path, "--check=bounds")
    arguments = {"a": zeros("i4", 8), "hidden length of a": np.int64(8)}
    emulator.launch(image, "checked", 1, 8, arguments)
    # The emulators report an access outside of an allocation as something else.
    with pytest.raises(PxError, match="trap"):
        emulator.launch(image, "checked", 1, 9, arguments)


# --- Messages ------------------------------------------------------------------------

TALKING = """
FUNC twice(x i32) -> i32
    IF x % 4 == 1:
        PRINT "in a function", x
    ENDIF
    RETURN x * 2
ENDFUNC
GPU_KERNEL talking
    GPU_PARAM x i32[n]
    GPU_PARAM n i32
    GPU_SHARED s i32[64]
    GPU_THREAD_CODE:
    THREAD_ID -> i
    BITCAST i f32 -> denormal
    SET LOCAL_ID.Z * 6 + LOCAL_ID.Y * 3 + LOCAL_ID.X -> lane
    SET i * 3 -> s[lane]
    SYNC_THREADS
    SET s[11 - lane] -> other
    IF i < n:
        PRINT "100%", x[i], u8(i * 77), i64(x[i]) * 5000000000, u64(0) - 1
        PRINT f16(f32(i) / 3.0), bf16(i), f32(i) / 0.0, denormal, f64(i) / 7.0
        FOR j FROM 0 TO i % 3:
            PRINT "\\tin a loop", j, i == j, other
            WARP_REDUCE SUM i -> sum
            IF twice(j) == 2:
                CONTINUE
            ENDIF
            PRINT sum
        ENDFOR
        SET twice(i) -> y
    ENDIF
    PRINT "alone"
GPU_END
"""
TALKING_SHAPE = ((2, 2), (3, 2, 2))


def talking(folder):
    """Write the kernel to a file; return it and its arguments."""
    source = folder / "talking.px"
    source.write_text(TALKING, encoding="utf-8")
    return source, {"x": np.arange(5, dtype="i4") * 1000, "n": np.int32(5)}


def talk(emulator, chip, folder, room):
    """Execute the kernel with room for so many lines; return what they are."""
    source, arguments = talking(folder)
    messages = Messages(source, "talking", folder)
    arguments["messages"] = messages.buffer(room)
    image = emulator.compile(source, chip, folder)
    found = emulator.launch(image, "talking", *TALKING_SHAPE, arguments)
    return messages.report(found["messages"], *TALKING_SHAPE)


@cache
def talking_on_cpu(folder):
    """Return the lines that the processor prints."""
    source, arguments = talking(folder)
    np.save(folder / "x.npy", arguments["x"])
    inputs = {"x": f"@{folder}/x.npy", "n": 5}
    return printed_on_cpu(source, "talking", *TALKING_SHAPE, inputs)


@on_emulated_chips({"all": 1000})
def test_lines_are_those_of_the_cpu(emulator, chip, choice, tmp_path):
    lines, failure = talk(emulator, chip, tmp_path, choice)
    assert failure is None
    assert sorted(lines) == sorted(talking_on_cpu(tmp_path))


@on_emulated_chips({"some": 10, "none": 0})
def test_lines_without_room_are_counted(emulator, chip, choice, tmp_path):
    lines, failure = talk(emulator, chip, tmp_path, choice)
    assert failure is None
    on_cpu = talking_on_cpu(tmp_path)
    assert len(lines) == choice + 1
    assert set(lines[:-1]) <= set(on_cpu)
    assert lines[-1] == (
        f"kernel 'talking': {len(on_cpu) - choice} lines were lost;"
        f" the buffer holds {choice}"
    )


ASSERTING = """
GPU_KERNEL asserting
    GPU_PARAM a i32[]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    THREAD_ID -> i
    ASSERT i < n, "inside"
    SET i -> a[i]
GPU_END
"""


@on_emulated_chips({"noted": True, "unheard": False})
def test_failed_assertions_trap(emulator, chip, choice, tmp_path):
    source = tmp_path / "asserting.px"
    source.write_text(ASSERTING, encoding="utf-8")
    image = emulator.compile(source, chip, tmp_path)
    messages = Messages(source, "asserting", tmp_path)
    arguments = {"a": zeros("i4", 80), "n": np.int32(80)}
    # Without a buffer, the launch passes null.
    arguments["messages"] = messages.buffer(0) if choice else np.int64(0)
    found = emulator.launch(image, "asserting", 2, 40, arguments)
    assert (found["a"] == np.arange(80)).all()
    arguments["n"] = np.int32(79)
    with pytest.raises(PxError, match="trap") as failure:
        emulator.launch(image, "asserting", 2, 40, arguments)
    if choice:
        buffer = failure.value.arrays["messages"]
        assert messages.report(buffer, 2, 40)[1] == (
            f"{source}:7:5: assertion failed in kernel 'asserting',"
            " block (1, 0, 0), thread (39, 0, 0): inside"
        )
