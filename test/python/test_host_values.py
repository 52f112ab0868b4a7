# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Options, variables, elements and launches of a host program, for every type."""

import subprocess

import numpy as np
import pytest
from harness import run_pxc

INTEGERS = {
    f"{kind}{bits}": np.iinfo(f"{kind}{bits // 8}")
    for kind in "iu"
    for bits in (8, 16, 32, 64)
}
# The largest finite value, and a value that the type holds exactly.
FLOATS = {
    "f16": (65504.0, -0.375),
    "bf16": (3.3895314e38, -0.375),
    "f32": (float(np.finfo(np.float32).max), 0.1),
    "f64": (float(np.finfo(np.float64).max), 0.1),
    "e4m3": (448.0, -0.375),
    "e5m2": (57344.0, 0.375),
}


@pytest.fixture(scope="module", params=["run", "executable"])
def execute(request, tmp_path_factory):
    """Run a program; give its exit code, what it printed, and what it complained."""
    built = {}

    def run(source, *options):
        if source not in built:
            folder = tmp_path_factory.mktemp("program")
            (folder / "program.px").write_text(source, encoding="utf-8")
            if request.param == "executable":
                run_pxc(["program.px", "-o", "program"], cwd=folder)
            built[source] = folder
        command = ["pxc", "run", "program.px"]
        if request.param == "executable":
            command = ["./program"]
        done = subprocess.run(
            [*command, *options], cwd=built[source], capture_output=True, text=True
        )
        printed = done.stdout.split("program  program.px")[0]
        return done.returncode, printed, done.stderr

    return run


def through_everything(px_type):
    """Write a program in which a value goes every way that there is."""
    return f"""
ARG given {px_type}
SET given -> variable
GPU_ALLOC element {px_type}[3]
SET variable -> element[1]
GPU_ALLOC made {px_type}[3]
GPU_LAUNCH store BLOCKS 1 THREADS 1 ARGS element[1], made
GPU_SYNC
SET made[2] -> variable
FOR i FROM 0 TO 2:
    IF variable == given:
        SET variable -> element[i]
    ENDIF
ENDFOR
PRINT given, element[0]

GPU_KERNEL store
    GPU_PARAM value {px_type}
    GPU_PARAM made {px_type}[3]
    GPU_THREAD_CODE:
    SET value -> made[2]
GPU_END
"""


@pytest.mark.parametrize("px_type", INTEGERS)
def test_integers_keep_their_value_everywhere(px_type, execute):
    program = through_everything(px_type)
    least, most = INTEGERS[px_type].min, INTEGERS[px_type].max
    for value in (least, 0, 1, most):
        assert execute(program, f"--given={value}") == (0, f"{value} {value}\n", "")
    code, printed, _ = execute(program, f"--given={hex(most)}")
    assert (code, printed) == (0, f"{most} {most}\n")


@pytest.mark.parametrize("px_type", INTEGERS)
def test_integers_out_of_range_are_refused(px_type, execute):
    program = through_everything(px_type)
    least, most = INTEGERS[px_type].min, INTEGERS[px_type].max
    for value in (least - 1, most + 1, 10**30):
        code, printed, complaint = execute(program, f"--given={value}")
        assert (code, printed) == (1, "")
        assert complaint.endswith(
            f"error: --given: '{value}' is out of range for {px_type} "
            f"({least} to {most})\n"
        )


@pytest.mark.parametrize("px_type", FLOATS)
def test_floats_keep_their_value_everywhere(px_type, execute):
    program = through_everything(px_type)
    for value in (*FLOATS[px_type], 0.0, 1.5):
        code, printed, complaint = execute(program, f"--given={value!r}")
        assert (code, complaint) == (0, "")
        first, second = printed.split()
        assert first == second
        single = np.float64 if px_type == "f64" else np.float32
        assert single(first) == single(value)


@pytest.mark.parametrize("px_type", FLOATS)
def test_floats_out_of_range_are_refused(px_type, execute):
    code, printed, complaint = execute(through_everything(px_type), "--given=-1e999")
    assert (code, printed) == (1, "")
    assert f"--given: '-1e999' is out of range for {px_type} (-" in complaint


@pytest.mark.parametrize("px_type", [*INTEGERS, *FLOATS])
def test_what_is_no_number_is_refused(px_type, execute):
    for value in ("x", "", "1x", " 1", "0x"):
        code, _, complaint = execute(through_everything(px_type), f"--given={value}")
        assert code == 1
        assert f"--given: '{value}' is no {px_type}" in complaint


def test_bools_are_words(execute):
    program = through_everything("bool")
    for value, printed in ("true", "true true\n"), ("0", "false false\n"):
        assert execute(program, f"--given={value}") == (0, printed, "")
    code, _, complaint = execute(program, "--given=yes")
    assert code == 1
    assert complaint.endswith("--given: 'yes' is no bool; write true or false\n")


CONVERTED = """
ARG small i8 = -7
ARG large u32 = 4000000000
ARG half f16 = 0.5
ARG brain bf16 = 2.5
ARG yes bool = TRUE
GPU_ALLOC out f64[6]
GPU_LAUNCH take BLOCKS 1 THREADS 1 ARGS small, large, half, small, brain + half, yes, out
GPU_SYNC
PRINT out[0], out[1], out[2], out[3], out[4], out[5]

GPU_KERNEL take
    GPU_PARAM wide i64
    GPU_PARAM double f64
    GPU_PARAM single f32
    GPU_PARAM float f16
    GPU_PARAM sum f32
    GPU_PARAM number i32
    GPU_PARAM out f64[6]
    GPU_THREAD_CODE:
    SET f64(wide) -> out[0]
    SET double -> out[1]
    SET f64(single) -> out[2]
    SET f64(float) -> out[3]
    SET f64(sum) -> out[4]
    SET f64(number) -> out[5]
GPU_END
"""


def test_arguments_of_launches_are_converted_as_in_an_assignment(execute):
    expected = "-7.0 4e+09 0.5 -7.0 3.0 1.0\n"
    assert execute(CONVERTED) == (0, expected, "")
    code, printed, _ = execute(CONVERTED, "--small=12", "--half=1e-3")
    assert code == 0
    assert printed.split()[2] == "0.0010004043579101562"


OPTIONS = 'ARG count i32 = 3 "how many"\nARG quiet bool = FALSE\nPRINT count, quiet\n'


def test_mistakes_in_options_are_told_alike(execute):
    for options, said in {
        ("--coutn=4",): ["did you mean", "count"],
        ("--count=4", "--count=5"): ["--count: ", "has a value already"],
        ("--nothing=4",): ["nothing"],
        ("--count=x", "--quiet=2"): ["--count: 'x' is no i32", "'2' is no bool"],
    }.items():
        code, printed, complaint = execute(OPTIONS, *options)
        assert (code, printed) == (1, ""), options
        for text in said:
            assert text in complaint, options


def test_a_failed_assertion_and_an_index_outside_exit_alike(execute):
    code, printed, complaint = execute('PRINT 1\nASSERT 1 > 2, "never"')
    assert (code, printed) == (1, "1\n")
    assert complaint.endswith("error: program.px:2:1: assertion failed: never\n")
    code, _, complaint = execute("ARG i u64\nGPU_ALLOC a i32[4]\nPRINT a[i]", "--i=4")
    assert code == 1
    assert "program.px:3:7: index 4 is outside of array 'a' of length 4" in complaint


def test_an_index_beyond_63_bits_is_shown_as_it_is(execute):
    program = "ARG i u64\nGPU_ALLOC a i32[4]\nPRINT a[i]"
    for index in (2**63, 2**64 - 1):
        code, _, complaint = execute(program, f"--i={index}")
        assert code == 1
        assert f"index {index} is outside of array 'a' of length 4" in complaint
