# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Command lists: what is recorded, when it is evaluated, and what is refused."""

import subprocess

import pytest
from harness import on_every_cpu, run_pxc

KERNELS = """
GPU_KERNEL add
    GPU_PARAM x i32[n]
    GPU_PARAM by i32
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    IF THREAD_ID < n:
        SET x[THREAD_ID] + by -> x[THREAD_ID]
    ENDIF
GPU_END
"""


def printed(source, tmp_path, cpu="scalar"):
    """Run a program and return the lines that it printed."""
    path = tmp_path / "program.px"
    path.write_text(source + KERNELS, encoding="utf-8")
    said = run_pxc(["run", path, f"--cpu={cpu}"])
    return said.split("program  ")[0].splitlines()


def refusal(source, tmp_path):
    """Run a program that fails and return what is said about it."""
    path = tmp_path / "program.px"
    path.write_text(source + KERNELS, encoding="utf-8")
    done = subprocess.run(["pxc", "run", path], capture_output=True, text=True)
    assert done.returncode == 1
    return done.stderr


@on_every_cpu
def test_commands_run_in_their_order_each_time_they_are_submitted(cpu, tmp_path):
    source = """
GPU_ALLOC x i32[100]
GPU_ALLOC y i32[100]
GPU_FILL y 0
GPU_COMMANDS step:
    GPU_FILL x 1 50
    GPU_LAUNCH add BLOCKS 2 THREADS 64 ARGS x, 10, 100
    GPU_COPY x[40] -> y 20
ENDCOMMANDS
GPU_FILL x 0
PRINT x[0], y[0]
GPU_SUBMIT step
GPU_SUBMIT step
GPU_SYNC
PRINT x[0], x[99], y[0], y[9], y[10], y[19], y[20]
"""
    assert printed(source, tmp_path, cpu) == ["0 0", "11 20 11 11 20 20 0"]


def test_arguments_are_evaluated_when_they_are_recorded(tmp_path):
    source = """
GPU_ALLOC x i32[4]
GPU_FILL x 0
SET 5 -> by
GPU_COMMANDS step:
    GPU_LAUNCH add BLOCKS 1 THREADS 4 ARGS x, by, by - 1
ENDCOMMANDS
SET 100 -> by
GPU_SUBMIT step
PRINT x[3], by
"""
    assert printed(source, tmp_path) == ["5 100"]


def test_loops_and_conditions_run_when_they_are_recorded(tmp_path):
    source = """
ARG twice bool = TRUE
GPU_ALLOC x i32[4]
GPU_FILL x 0
SET 0 -> sum
GPU_COMMANDS step:
    FOR i FROM 0 TO 4:
        IF i == 3:
            BREAK
        ENDIF
        SET 1 << i -> bit
        SET sum + bit -> sum
        GPU_LAUNCH add BLOCKS 1 THREADS 4 ARGS x, bit, i + 1
    ENDFOR
    IF twice:
        GPU_LAUNCH add BLOCKS 1 THREADS 4 ARGS x, 100, 1
    ELSE:
        GPU_FILL x 0
    ENDIF
    ASSERT sum == 7, "the loop ran"
ENDCOMMANDS
PRINT sum, x[0]
FOR i FROM 0 TO 2:
    GPU_SUBMIT step
ENDFOR
PRINT sum, x[0], x[1], x[2], x[3]
"""
    assert printed(source, tmp_path) == ["7 0", "7 214 12 8 0"]


def test_recording_again_replaces_the_list(tmp_path):
    source = """
GPU_ALLOC x i32[4]
GPU_FILL x 0
FOR by FROM 1 TO 4:
    GPU_COMMANDS step:
        GPU_LAUNCH add BLOCKS 1 THREADS 4 ARGS x, by, 4
    ENDCOMMANDS
    GPU_SUBMIT step
ENDFOR
PRINT x[0]
"""
    assert printed(source, tmp_path) == ["6"]


def test_two_lists_are_two(tmp_path):
    source = """
GPU_ALLOC x i32[1]
GPU_FILL x 0
GPU_COMMANDS one:
    GPU_LAUNCH add BLOCKS 1 THREADS 1 ARGS x, 1, 1
ENDCOMMANDS
GPU_COMMANDS ten:
    GPU_LAUNCH add BLOCKS 1 THREADS 1 ARGS x, 10, 1
ENDCOMMANDS
GPU_SUBMIT ten
GPU_SUBMIT one
GPU_SUBMIT ten
PRINT x[0]
"""
    assert printed(source, tmp_path) == ["21"]


def test_a_list_may_be_recorded_later_in_the_same_loop(tmp_path):
    source = """
GPU_ALLOC x i32[1]
GPU_FILL x 0
FOR i FROM 0 TO 3:
    IF i > 0:
        GPU_SUBMIT step
    ENDIF
    GPU_COMMANDS step:
        GPU_LAUNCH add BLOCKS 1 THREADS 1 ARGS x, i + 1, 1
    ENDCOMMANDS
ENDFOR
PRINT x[0]
"""
    assert printed(source, tmp_path) == ["3"]


RUN_TIME = {
    "not recorded": (
        """SET 0 -> n
IF n > 0:
    GPU_COMMANDS step:
    ENDCOMMANDS
ENDIF
GPU_SUBMIT step""",
        "6:1: command list 'step' has not been recorded",
    ),
    "freed": (
        """GPU_ALLOC x i32[4]
GPU_COMMANDS step:
    GPU_FILL x 0
ENDCOMMANDS
GPU_FREE x
GPU_SUBMIT step""",
        "6:1: command list 'step' works on array 'x', which has been freed",
    ),
    "freed in a branch": (
        """GPU_ALLOC x i32[4]
GPU_ALLOC y i32[4]
GPU_COMMANDS step:
    GPU_COPY x -> y
ENDCOMMANDS
IF x[0] == x[0]:
    GPU_FREE y
ENDIF
GPU_ALLOC z i32[4]
GPU_SUBMIT step""",
        "10:1: command list 'step' works on array 'y', which has been freed",
    ),
    "too small": (
        """GPU_ALLOC x i32[4]
GPU_COMMANDS step:
    GPU_LAUNCH add BLOCKS 1 THREADS 4 ARGS x, 1, 5
ENDCOMMANDS
PRINT 1""",
        "3:5: array 'x' has 4 elements, but parameter 'x' of kernel 'add' needs 5",
    ),
    "assertion": (
        """GPU_COMMANDS step:
    ASSERT 1 > 2, "no"
ENDCOMMANDS""",
        "2:5: assertion failed: no",
    ),
    "device": ('GPU_SELECT "cuda:0"', "1:1: no device 'cuda:0' on this machine"),
    "device number": ("GPU_SELECT 1", "1:1: no device 1 on this machine"),
}


@pytest.mark.parametrize("what", RUN_TIME)
def test_an_error_at_run_time_names_its_line(what, tmp_path):
    source, message = RUN_TIME[what]
    assert f"program.px:{message}" in refusal(source, tmp_path)


REFUSED = {
    "GPU_ALLOC": "GPU_ALLOC y i32[4]",
    "GPU_FREE": "GPU_FREE x",
    "GPU_SYNC": "GPU_SYNC",
    "PRINT": "PRINT 1",
    "GPU_LOAD": 'GPU_LOAD "x.npy" -> x',
    "GPU_STORE": 'GPU_STORE x -> "x.npy"',
    "GPU_SELECT": "GPU_SELECT 0",
    "GPU_SUBMIT": "GPU_SUBMIT step",
    "GPU_COMMANDS": "GPU_COMMANDS inner:\n    ENDCOMMANDS",
    "ARG": "ARG n i32 = 1",
    "GPU_CONST": "GPU_CONST C = 1",
    "writing an element": "SET 1 -> x[0]",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_recorded_is_an_error(what, tmp_path):
    source = f"GPU_ALLOC x i32[4]\nGPU_COMMANDS step:\n    {REFUSED[what]}\nENDCOMMANDS"
    said = refusal(source, tmp_path)
    assert f"{what} cannot stand in GPU_COMMANDS [px-022]" in said
    assert said.count(" error: ") == 1


def test_the_device_is_chosen_by_number_name_or_option(tmp_path):
    source = """
ARG device text = "cpu"
GPU_SELECT 0
GPU_SELECT "cpu"
GPU_SELECT device
SET 1 -> n
GPU_SELECT n - 1
PRINT device
"""
    assert printed(source, tmp_path) == ["cpu"]
