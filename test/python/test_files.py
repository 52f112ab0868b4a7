# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""GPU_LOAD and GPU_STORE read and write what NumPy does, by `pxc run` and alone."""

import resource
import signal
import subprocess

import numpy as np
import pytest
from harness import run_pxc

# The types of px and what NumPy calls the elements of their files.
TYPES = {
    "bool": np.bool_,
    **{f"{kind}{bits}": f"{kind}{bits // 8}" for kind in "iu" for bits in (8, 16, 32)},
    "i64": np.int64,
    "u64": np.uint64,
    "f16": np.float16,
    "bf16": np.uint16,
    "e4m3": np.uint8,
    "e5m2": np.uint8,
    "f32": np.float32,
    "f64": np.float64,
}


@pytest.fixture(params=["run", "executable"])
def execute(request, tmp_path):
    """Run a program in a folder of its own; give its exit code and all it says."""

    def run(source, *arguments, **options):
        (tmp_path / "program.px").write_text(source, encoding="utf-8")
        command = ["pxc", "run", "program.px", *arguments]
        if request.param == "executable":
            run_pxc(["program.px", "-o", "program"], cwd=tmp_path)
            command = ["./program", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, **options
        )
        return done.returncode, done.stdout + done.stderr

    return run


def elements(dtype, shape):
    """Return an array of any bits that are a number."""
    rng = np.random.default_rng(1)
    if np.dtype(dtype) == np.bool_:
        return rng.integers(0, 2, shape).astype(np.bool_)
    if np.issubdtype(dtype, np.floating):
        return rng.uniform(-1000, 1000, shape).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)


def copy_program(px_type, sizes, source, target):
    """Write a program that loads a file and stores it again."""
    return (
        f"GPU_ALLOC a {px_type}[{sizes}]\n"
        f'GPU_LOAD "{source}" -> a\n'
        f'GPU_STORE a -> "{target}"\n'
    )


@pytest.mark.parametrize("px_type", TYPES)
def test_every_type_is_loaded_and_stored_as_numpy_has_it(px_type, execute, tmp_path):
    array = elements(TYPES[px_type], (3, 5))
    np.save(tmp_path / "in.npy", array)
    code, said = execute(copy_program(px_type, "3, 5", "in.npy", "out.npy"))
    assert code == 0, said
    stored = np.load(tmp_path / "out.npy")
    assert stored.dtype == array.dtype
    assert stored.shape == array.shape
    assert np.array_equal(stored, array)


def test_a_file_with_another_ending_is_the_elements_alone(execute, tmp_path):
    array = elements(np.int32, 7)
    (tmp_path / "in.bin").write_bytes(array.tobytes())
    code, said = execute(copy_program("i32", "7", "in.bin", "out.raw"))
    assert code == 0, said
    assert (tmp_path / "out.raw").read_bytes() == array.tobytes()


def test_the_shape_is_that_of_the_buffer(execute, tmp_path):
    np.save(tmp_path / "in.npy", np.arange(12, dtype=np.float32))
    code, said = execute(copy_program("f32", "3, 4", "in.npy", "out.npy"))
    assert code == 0, said
    assert np.load(tmp_path / "out.npy").shape == (3, 4)


def save(array):
    """Save an array by NumPy."""
    return lambda path: np.save(path, array)


REFUSED = {
    "missing": (lambda path: None, "cannot read 'x.npy': No such file or directory"),
    "folder": (lambda path: path.mkdir(), "cannot read 'x.npy': Is a directory"),
    "type": (save(np.zeros(4)), "'x.npy' holds f64, and array 'a' is of f32"),
    "count": (
        save(np.zeros((2, 3), np.float32)),
        "'x.npy' holds 6 elements (2x3), and array 'a' has 4",
    ),
    "order": (
        save(np.asfortranarray(np.zeros((2, 2), np.float32))),
        "'x.npy' is in Fortran order; save numpy.ascontiguousarray(array)",
    ),
    "endian": (save(np.zeros(4, ">f4")), "'x.npy' is big-endian ('>f4'); save it as"),
    "text": (save(np.array(["a"])), "'x.npy' holds no numbers, but '<U1'"),
    "magic": (
        lambda path: path.write_bytes(b"PK\3\4"),
        "'x.npy' is no valid .npy file: it does not begin like one",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_does_not_fit_names_the_line(what, execute, tmp_path):
    write, message = REFUSED[what]
    write(tmp_path / "x.npy")
    code, said = execute('GPU_ALLOC a f32[4]\nGPU_LOAD "x.npy" -> a\nPRINT a[0]')
    assert code == 1
    assert f"program.px:2:1: {message}" in said


def limit_files():
    """Let no file grow beyond a MiB, and no signal say so."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))


def test_a_store_that_fails_changes_nothing(tmp_path):
    (tmp_path / "out.npy").write_text("old")
    (tmp_path / "program.px").write_text(
        'GPU_ALLOC a f64[200000]\nGPU_STORE a -> "out.npy"\n'
    )
    run_pxc(["program.px", "-o", "program"], cwd=tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    done = subprocess.run(
        ["./program"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=limit_files,
    )
    assert done.returncode == 1
    assert "program.px:2:1: cannot write 'out.npy': File too large" in done.stderr
    assert (tmp_path / "out.npy").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


DOUBLE = """
ARG source text "what is doubled"
ARG target text = "doubled.npy"
ARG n i64 = 6
GPU_ALLOC x f32[n] PINNED
GPU_LOAD source -> x
GPU_LAUNCH double BLOCKS n THREADS 1 ARGS x
GPU_STORE x -> target
PRINT "from", source, "to", target

GPU_KERNEL double
    GPU_PARAM x f32[]
    GPU_THREAD_CODE:
    SET x[BLOCK_ID] * 2.0 -> x[BLOCK_ID]
GPU_END
"""


def test_options_name_the_files(execute, tmp_path):
    array = elements(np.float32, 6)
    np.save(tmp_path / "my x.npy", array)
    code, said = execute(DOUBLE, "--source=my x.npy")
    assert code == 0, said
    assert "from my x.npy to doubled.npy\n" in said
    assert np.array_equal(np.load(tmp_path / "doubled.npy"), array * 2)
    code, said = execute(DOUBLE, "--source=doubled.npy", "--target=again.bin")
    assert code == 0, said
    stored = np.frombuffer((tmp_path / "again.bin").read_bytes(), np.float32)
    assert np.array_equal(stored, array * 4)


COUNT = """
ARG path text
ARG n i32 = 0
FILE_ELEMENTS path i16 -> size
FILE_ELEMENTS path i16 -> n
PRINT size, n
"""


def test_the_number_of_elements_in_a_file_is_known_before(execute, tmp_path):
    np.save(tmp_path / "a.npy", np.zeros((3, 5), np.int16))
    (tmp_path / "a.bin").write_bytes(bytes(14))
    for path, count in ("a.npy", 15), ("a.bin", 7):
        code, said = execute(COUNT, f"--path={path}")
        assert code == 0, said
        assert f"{count} {count}\n" in said


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none", "cannot read 'none': No such file or directory"),
        ("odd.bin", "'odd.bin' has 3 bytes, not a whole number of i16"),
        ("f32.npy", "'f32.npy' holds f32, and the number asked for is of i16"),
        ("/dev/zero", "'/dev/zero' is no regular file: its size shows when it is read"),
    ],
)
def test_a_file_without_a_number_of_elements_names_the_line(
    path, message, execute, tmp_path
):
    np.save(tmp_path / "f32.npy", np.zeros(4, np.float32))
    (tmp_path / "odd.bin").write_bytes(b"abc")
    code, said = execute(COUNT, f"--path={path}")
    assert code == 1
    assert f"program.px:4:1: {message}" in said


def test_a_text_that_is_missing_is_an_error(execute):
    code, said = execute(DOUBLE)
    assert code == 1
    assert "--source=" in said
    assert "--target=" not in said


def test_a_pipe_can_be_loaded_and_stored(execute):
    code, said = execute(
        copy_program("u8", "5", "/dev/stdin", "/dev/stdout"), input="hello"
    )
    assert code == 0, said
    assert said.startswith("hello")


def test_an_empty_text_is_a_text(execute):
    code, said = execute('ARG name text = ""\nPRINT "a", name, "b"', "--name=")
    assert code == 0, said
    assert "a  b\n" in said
