# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks of threads report nothing in programs that are right, and change nothing."""

import shlex

import pytest
from harness import EXAMPLES, on_every_cpu, run, run_pxc
from test_examples import SELF_CHECKING, commands

# With shared memory, barriers or collectives of the block, and quick under checks.
WORKING_TOGETHER = [
    *("histogram.px", "matmul_tiled.px", "reduction.px", "rmsnorm.px"),
    *("scan.px", "softmax.px", "transpose.px"),
]


@pytest.mark.parametrize("program", WORKING_TOGETHER)
@on_every_cpu
def test_threads_that_work_together_are_in_order(program, cpu, tmp_path):
    for line in commands(program):
        words = shlex.split(line)
        if words[1] == "run" and not any(word.startswith("--cpu") for word in words):
            checked = [*words[3:], "--check=all", f"--cpu={cpu}"]
            run_pxc(["run", EXAMPLES / program, *checked], cwd=tmp_path)


@pytest.mark.parametrize("program", sorted(set(SELF_CHECKING) & set(WORKING_TOGETHER)))
@pytest.mark.parametrize("level", ["-O0", "-O3"])
def test_results_under_checks_are_right(program, level):
    done = run(EXAMPLES / program, cpu="avx2", options=["--check=all", level])
    assert SELF_CHECKING[program] in done.stdout
