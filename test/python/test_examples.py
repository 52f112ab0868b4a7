# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every program in examples/px runs, and computes what it says."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import zlib

import numpy as np
import pytest
from harness import EXAMPLES, on_every_cpu, run, run_pxc

PROGRAMS = sorted(path.name for path in EXAMPLES.glob("*.px"))
SELF_CHECKING = {
    "aes128.px": "the vectors of FIPS-197 and SP 800-38A are right",
    "aes256.px": "the vectors of FIPS-197 and SP 800-38A are right",
    "bitonic_sort.px": "are in order",
    "chacha20_poly1305.px": "the vectors of RFC 8439 are right",
    "compaction.px": "elements are kept in order",
    "crc32.px": "the vectors of RFC 3720 are right",
    "black_scholes.px": "calls and puts are right",
    "fft.px": "transforms are right",
    "histogram.px": "bytes are counted right",
    "kmeans.px": "points are with their centers",
    "layernorm.px": "rows of f32, f16 and bf16 are right",
    "levenshtein.px": "pairs are right",
    "life.px": "116 cells live after 1103 generations",
    "nbody.px": "bodies keep momentum and energy",
    "packet_filter.px": "verdicts are right",
    "radix_sort.px": "are in order",
    "reduction.px": "sum by collective",
    "rmsnorm.px": "rows of f32, f16 and bf16 are right",
    "saxpy.px": "elements are right",
    "scan.px": "prefixes are right",
    "sha256.px": "the vectors of FIPS 180-4 are right",
    "sha256_tree.px": "leaves belong to the root",
    "sha3_256.px": "the vectors of NIST are right",
    "spmv.px": "elements are right",
    "transpose.px": "is right",
}
EPSILON = float(np.finfo(np.float32).eps)


def commands(program):
    """Return the commands in an example's first lines, in whole lines."""
    text = (EXAMPLES / program).read_text(encoding="utf-8")
    comment = re.match(r"(#.*\n|\n)*", text).group()
    joined = re.sub(r"\\\n#\s*", "", comment)
    return re.findall(r"^# +(\./dev .*)$", joined, re.MULTILINE)


def random(*shape, seed=0):
    """Return floats of f32 in [-1, 1)."""
    rng = np.random.default_rng(seed)
    return rng.uniform(-1, 1, shape).astype(np.float32)


# --- What holds for all of them ----------------------------------------------


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_commands_run_as_written(program, tmp_path):
    runs = [shlex.split(line) for line in commands(program) if " run " in line]
    assert runs, "the first lines show no command"
    for dev, _, path, *arguments in runs:
        assert (dev, path) == ("./dev", f"examples/px/{program}")
        run_pxc(["run", EXAMPLES / program, *arguments], cwd=tmp_path)


@pytest.mark.parametrize("program", sorted(SELF_CHECKING))
@on_every_cpu
def test_the_host_program_finds_its_results_right(program, cpu):
    assert SELF_CHECKING[program] in run(EXAMPLES / program, cpu=cpu).stdout


CUBINS = ["sm_80", "sm_90a", "sm_100a", "sm_120a"]
CODE_OBJECTS = [
    *("gfx90a", "gfx942", "gfx1100", "gfx1201"),
    *("gfx9-4-generic", "gfx11-generic", "gfx12-generic"),
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_gpu_target_takes_all_kernels(program, tmp_path):
    library = tmp_path / "k.so"
    targets = [f"--target={chip}" for chip in CUBINS + CODE_OBJECTS]
    run_pxc([EXAMPLES / program, *targets, "-o", library])
    contents = json.loads(run_pxc(["inspect", "--json", library]))
    kernels = [kernel["name"] for kernel in contents["kernels"]]
    assert kernels
    kinds = {"cubin": CUBINS if shutil.which("ptxas") else [], "HSACO": CODE_OBJECTS}
    for kind, chips in kinds.items():
        code = {c["arch"]: c for c in contents["code"] if c["kind"] == kind}
        for chip in chips:
            assert [r["kernel"] for r in code[chip]["resources"]] == kernels


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("chip", CODE_OBJECTS)
def test_code_objects_describe_the_kernels_as_written(chip, program, tmp_path):
    image = tmp_path / "k.hsaco"
    source = EXAMPLES / program
    run_pxc([source, "--emit=hsaco", f"--target={chip}", "-o", image])
    readelf = ["llvm-readelf-22", "--notes", "--symbols", image]
    listing = subprocess.run(readelf, capture_output=True, text=True, check=True).stdout
    written = re.findall(r"(?im)^\s*GPU_KERNEL +(\w+)", source.read_text("utf-8"))
    assert re.findall(r"^ +\.symbol: +(\S+)\.kd$", listing, re.M) == written
    assert "hidden_" not in listing
    assert not re.search(r" UND \S", listing)


# --- vector_add, saxpy -------------------------------------------------------


@on_every_cpu
def test_vector_add_is_the_sum_rounded_once(cpu):
    a, b = random(1000, seed=1), random(1000, seed=2)
    inputs = {"a": a, "b": b, "c": np.zeros(1000, np.float32), "n": 1000}
    result = run(EXAMPLES / "vector_add.px", "vector_add", 4, 256, inputs, ["c"], cpu)
    np.testing.assert_array_equal(result["c"], a + b)


@pytest.mark.parametrize("program", ["vector_add_01.px", "vector_add_01_flat.px"])
@on_every_cpu
def test_both_forms_of_px_01_bind_their_arguments_by_name(program, cpu):
    a, b = random(1024, seed=3), random(1024, seed=4)
    inputs = {"a": a, "b": b, "c": np.zeros(1024, np.float32), "n": 1024}
    result = run(EXAMPLES / program, inputs=inputs, outputs=["c"], cpu=cpu)
    np.testing.assert_array_equal(result["c"], a + b)


@on_every_cpu
def test_saxpy_is_one_fused_multiply_add(cpu):
    x, y = random(3000, seed=5), random(3000, seed=6)
    inputs = {"a": 1.7, "x": x, "y": y, "n": 3000}
    result = run(EXAMPLES / "saxpy.px", "saxpy", 12, 256, inputs, ["y"], cpu)
    # A product of two f32 is exact in f64, so the reference is off by less than
    # 2^-29 ulp; a result that is rounded once is then within half an ulp of it.
    exact = float(np.float32(1.7)) * x.astype(np.float64) + y
    error = np.abs(result["y"] - exact) / np.spacing(np.abs(result["y"]))
    assert error.max() <= 0.5 + 1e-6


# --- Matrices ----------------------------------------------------------------


@pytest.mark.parametrize("kernel", ["matmul_naive", "matmul_tiled"])
@on_every_cpu
def test_matmul_is_within_its_error_bound(kernel, cpu):
    m, n, k = 83, 65, 47
    a, b = random(m, k, seed=10), random(k, n, seed=11)
    inputs = {"A": a, "B": b, "C": np.zeros((m, n), np.float32)}
    inputs |= {"m": m, "n": n, "k": k}
    c = run(EXAMPLES / f"{kernel}.px", kernel, (5, 6), (16, 16), inputs, ["C"], cpu)[
        "C"
    ].reshape(m, n)
    exact = a.astype(np.float64) @ b.astype(np.float64)
    # One rounding for each of the k steps of the sum; tiles round k up to 48.
    magnitude = np.abs(a).astype(np.float64) @ np.abs(b).astype(np.float64)
    assert (np.abs(c - exact) <= 48 * EPSILON / 2 * magnitude).all()


@on_every_cpu
def test_both_matmuls_give_the_same_bits(cpu):
    m = n = k = 48
    inputs = {"A": random(m, k, seed=12), "B": random(k, n, seed=13)}
    inputs |= {"C": np.zeros((m, n), np.float32), "m": m, "n": n, "k": k}
    results = [
        run(EXAMPLES / f"{kernel}.px", kernel, (3, 3), (16, 16), inputs, ["C"], cpu)[
            "C"
        ]
        for kernel in ("matmul_naive", "matmul_tiled")
    ]
    assert results[0].tobytes() == results[1].tobytes()


@on_every_cpu
def test_transpose_moves_every_element(cpu):
    m, n = 45, 130
    a = random(m, n, seed=14)
    inputs = {"a": a, "b": np.zeros((n, m), np.float32), "m": m, "n": n}
    b = run(EXAMPLES / "transpose.px", "transpose", (5, 2), (32, 8), inputs, ["b"], cpu)
    np.testing.assert_array_equal(b["b"].reshape(n, m), a.T)


@on_every_cpu
def test_softmax_of_rows_is_within_its_error_bound(cpu):
    rows, cols = 9, 301
    x = 40 * random(rows, cols, seed=15)
    x[3] += 1e6  # overflows if the maximum stays in
    x[4] = -np.inf
    x[4, 7] = 0
    inputs = {"x": x, "y": np.zeros((rows, cols), np.float32)}
    inputs |= {"rows": rows, "cols": cols}
    y = run(EXAMPLES / "softmax.px", "softmax", rows, 128, inputs, ["y"], cpu)[
        "y"
    ].reshape(rows, cols)
    wide = x.astype(np.float64)
    exact = np.exp(wide - wide.max(axis=1, keepdims=True))
    exact /= exact.sum(axis=1, keepdims=True)
    # The exponent is off by half an ulp of at most 80, which is a relative error of
    # 80 eps / 2 in the exponential; sum, EXP and division add a few more.
    np.testing.assert_allclose(y, exact, rtol=60 * EPSILON, atol=1e-38)
    assert y[4, 7] == 1


# --- Sums, prefixes, counts --------------------------------------------------


@pytest.mark.parametrize("kernel", ["sum_collective", "sum_tree"])
@on_every_cpu
def test_reduction_is_within_its_error_bound(kernel, cpu):
    n, blocks = 10_007, 5
    x = random(n, seed=16)
    inputs = {"x": x, "partial": np.zeros(blocks, np.float32), "n": n}
    partial = run(
        EXAMPLES / "reduction.px", kernel, blocks, 256, inputs, ["partial"], cpu
    )
    total = partial["partial"].astype(np.float64).sum()
    # A thread adds 8 elements, then 256 threads are combined; however that is
    # ordered, less than 8 + 255 roundings lie on the way of an element.
    bound = (8 + 255) * EPSILON / 2 * np.abs(x).astype(np.float64).sum()
    assert abs(total - x.astype(np.float64).sum()) <= bound


def test_reduction_is_exact_for_more_elements_than_f32_counts():
    output = run_pxc(["run", EXAMPLES / "reduction.px", "--in", "n=17000000"])
    # 17000000 % 7 is 3, and whole rounds of -3, -2, …, 3 have the sum 0.
    assert "sum by collective: -6.0 by tree: -6.0" in output


@on_every_cpu
def test_scan_kernels_are_a_prefix_sum(cpu):
    rng = np.random.default_rng(17)
    n, blocks = 1000, 4
    x = rng.integers(-(2**31), 2**31, n, np.int32)
    inputs = {"x": x, "y": np.zeros(n, np.int32), "sums": np.zeros(4, np.int32), "n": n}
    scanned = run(
        EXAMPLES / "scan.px", "scan_blocks", blocks, 256, inputs, ["y", "sums"], cpu
    )
    expected = np.concatenate(
        [np.cumsum(part, dtype=np.int32) for part in np.split(x, [256, 512, 768])]
    )
    np.testing.assert_array_equal(scanned["y"], expected)
    ends = np.cumsum(x, dtype=np.int32)
    sums = run(
        EXAMPLES / "scan.px",
        "scan_sums",
        1,
        32,
        {"sums": scanned["sums"], "count": 4},
        ["sums"],
        cpu,
    )["sums"]
    np.testing.assert_array_equal(sums, [0, ends[255], ends[511], ends[767]])


@on_every_cpu
def test_histogram_counts_what_numpy_counts(cpu):
    rng = np.random.default_rng(18)
    n = 50_001
    data = rng.integers(0, 256, n).astype(np.uint8) & rng.integers(0, 256, n).astype(
        np.uint8
    )
    start = np.arange(256, dtype=np.uint32)
    inputs = {"data": data, "counts": start, "n": n}
    counts = run(EXAMPLES / "histogram.px", "histogram", 6, 96, inputs, ["counts"], cpu)
    expected = np.bincount(data, minlength=256) + start
    np.testing.assert_array_equal(counts["counts"], expected)


@on_every_cpu
@pytest.mark.parametrize("size", [1, 1000, 300_007])
def test_histogram_of_a_file_counts_what_numpy_counts(cpu, size, tmp_path):
    data = np.random.default_rng(size).integers(0, 256, size).astype(np.uint8)
    (tmp_path / "some file").write_bytes(data.tobytes())
    options = ["--file=some file", "--counts=counts.npy", f"--cpu={cpu}"]
    program = EXAMPLES / "histogram_of_a_file.px"
    said = run_pxc(["run", program, *options], cwd=tmp_path)
    counts = np.load(tmp_path / "counts.npy")
    expected = np.bincount(data, minlength=256)
    assert counts.dtype == np.uint32
    np.testing.assert_array_equal(counts, expected)
    most = expected.argmax()
    assert f"most are {most} and occur {expected[most]} times" in said


def heat(n, steps, rate):
    """Spread heat as the example does, in f32."""
    now = np.zeros((n, n), np.float32)
    now[n // 4 : n - n // 4, n // 4 : n - n // 4] = 100
    for _ in range(steps):
        wide = np.pad(now, 1, mode="edge")
        sides = wide[1:-1, :-2] + wide[1:-1, 2:]
        ends = wide[:-2, 1:-1] + wide[2:, 1:-1]
        now = now + np.float32(rate) * (sides + ends - 4 * now)
    return now


@on_every_cpu
@pytest.mark.parametrize(("n", "steps"), [(4, 2), (50, 100), (33, 0)])
def test_heat_spreads_as_in_numpy(cpu, n, steps, tmp_path):
    options = [f"--n={n}", f"--steps={steps}", "--result=heat.npy", f"--cpu={cpu}"]
    run_pxc(["run", EXAMPLES / "heat.px", *options], cwd=tmp_path)
    stored = np.load(tmp_path / "heat.npy")
    np.testing.assert_allclose(stored, heat(n, steps, 0.2), rtol=1e-5, atol=1e-3)


# --- Pictures and worlds -----------------------------------------------------


def escape_counts(width, height, limit):
    """Count in f64 until a point leaves; also tell how near a decision was."""
    pixel = 3.0 / width
    cx = (np.arange(width) + 0.5) * pixel - 2.25
    cy = (np.arange(height) + 0.5 - height * 0.5) * pixel
    c = cx[None, :] + 1j * cy[:, None]
    z = np.zeros_like(c)
    counts = np.zeros(c.shape, np.int64)
    for _ in range(limit):
        inside = np.abs(z) ** 2 <= 4
        counts += inside
        z = np.where(inside, z * z + c, z)
    return np.where(counts < limit, 1 + counts % 255, 0)


@on_every_cpu
def test_mandelbrot_agrees_with_f64_but_for_chaotic_points(cpu):
    width, height, limit = 96, 64, 60
    inputs = {"pixels": np.zeros((height, width), np.uint8)}
    inputs |= {"width": width, "height": height, "limit": limit}
    pixels = run(
        EXAMPLES / "mandelbrot.px",
        "mandelbrot",
        (6, 8),
        (16, 8),
        inputs,
        ["pixels"],
        cpu,
    )["pixels"].reshape(height, width)
    expected = escape_counts(width, height, limit)
    # Orbits near the border are chaotic: f32 and f64 part there.
    assert (pixels != expected).mean() < 0.01
    assert (pixels[: height // 2] == pixels[: height // 2 - 1 : -1]).mean() > 0.99
    assert pixels[height // 2, width * 3 // 4] == 0, "zero is in the set"


def read_png(data):
    """Return the pixels of a gray PNG picture without filters."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        body = data[at + 4 : at + 8 + length]
        assert zlib.crc32(body) == int.from_bytes(data[at + 8 + length :][:4], "big")
        chunks[body[:4]] = body[4:]
        at += 12 + length
    width = int.from_bytes(chunks[b"IHDR"][:4], "big")
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8)
    return lines.reshape(-1, width + 1)[:, 1:]


def convert(*arguments):
    """Run the converter from .npy to PNG."""
    script = EXAMPLES / "npy_to_png.py"
    return subprocess.run(
        [sys.executable, script, *arguments], capture_output=True, text=True
    )


def test_npy_to_png_keeps_every_pixel(tmp_path):
    picture = np.random.default_rng(19).integers(0, 256, (7, 11)).astype(np.uint8)
    np.save(tmp_path / "a.npy", picture)
    done = convert(tmp_path / "a.npy", tmp_path / "a.png")
    assert done.returncode == 0, done.stderr
    np.testing.assert_array_equal(read_png((tmp_path / "a.png").read_bytes()), picture)


def test_npy_to_png_refuses_what_is_no_picture(tmp_path):
    np.save(tmp_path / "a.npy", np.zeros((2, 2), np.float32))
    done = convert(tmp_path / "a.npy", tmp_path / "a.png")
    assert done.returncode == 1
    assert "not rows of bytes" in done.stderr
    assert not (tmp_path / "a.png").exists()


def life(world, generations):
    """Play the Game of Life on a torus."""
    for _ in range(generations):
        neighbors = sum(
            np.roll(world, (dy, dx), (0, 1))
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
            if (dy, dx) != (0, 0)
        )
        world = ((neighbors == 3) | (neighbors == 2) & (world == 1)).astype(np.uint8)
    return world


@on_every_cpu
def test_conway_plays_the_rules_of_life(cpu):
    board = np.random.default_rng(20).integers(0, 256, (30, 41)).astype(np.uint8)
    inputs = {"board": board, "width": 41, "height": 30, "generations": 25}
    result = run(EXAMPLES / "conway.px", inputs=inputs, outputs=["board"], cpu=cpu)
    expected = life(board & 1, 25)
    np.testing.assert_array_equal(result["board"].reshape(30, 41), expected)
    assert f"{expected.sum()} cells live after 25 generations" in result.stdout


# --- The boot sector ---------------------------------------------------------


def teletype(image):
    """Run a boot sector as far as its few instructions go; return what it prints."""
    memory = bytearray(0x10000)
    memory[0x7C00 : 0x7C00 + len(image)] = image
    printed, al, ah, si, zero, ip = "", 0, 0, 0, False, 0x7C00
    for _ in range(1000):
        at, code = ip, memory[ip]
        near = at + 2 + (memory[at + 1] ^ 0x80) - 0x80
        if code == 0xFC:  # cld
            ip += 1
        elif memory[at : at + 2] in (b"\x31\xc0", b"\x8e\xd8"):  # ax and ds are 0
            al, ah, ip = 0, 0, at + 2
        elif code == 0xBE:  # mov si
            si, ip = memory[at + 1] | memory[at + 2] << 8, at + 3
        elif code == 0xAC:  # lodsb
            al, si, ip = memory[si], si + 1, at + 1
        elif memory[at : at + 2] == b"\x84\xc0":  # test al, al
            zero, ip = al == 0, at + 2
        elif code == 0x74:  # jz
            ip = near if zero else at + 2
        elif code == 0xB4:  # mov ah
            ah, ip = memory[at + 1], at + 2
        elif memory[at : at + 2] == b"\xcd\x10":  # int 0x10
            assert ah == 0x0E
            printed, ip = printed + chr(al), at + 2
        elif code == 0xEB:  # jmp
            ip = near
        elif code == 0xF4:  # hlt
            return printed
        else:
            raise AssertionError(f"unknown instruction {code:#x} at {at:#x}")
    raise AssertionError("it does not halt")


def test_the_boot_image_prints_its_message(tmp_path):
    path = tmp_path / "boot.img"
    run_pxc(["--emit=image", EXAMPLES / "boot_image.px", "-o", path])
    image = path.read_bytes()
    assert len(image) == 512
    assert image[0x1FE:] == b"\x55\xaa"
    assert teletype(image) == "Hello from px"


@on_every_cpu
def test_the_kernel_beside_the_boot_image_sums_bytes(cpu):
    data = np.random.default_rng(21).integers(0, 256, 3001).astype(np.uint8)
    inputs = {"image": data, "sum": np.zeros(1, np.uint32), "n": 3001}
    result = run(EXAMPLES / "boot_image.px", "checksum", 3, 64, inputs, ["sum"], cpu)
    assert result["sum"][0] == data.sum(dtype=np.uint32)
