# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The corners of the semantics are the same on every version of the code.

test_emulated_devices.py compares GPUs with the scalar version.
"""

import tempfile
from functools import cache
from pathlib import Path

import pytest
from corners import MAKERS, corner
from harness import check_same_bits, launch_on_cpu, on_cpus

of_every_corner = pytest.mark.parametrize("name", MAKERS)


def launch(name, cpu):
    """Launch a corner on a version of the code."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "corner.px"
        source.write_text(corner(name).source, encoding="utf-8")
        arrays = launch_on_cpu(source, *corner(name).launch(), cpu=cpu)
    return corner(name).results(arrays)


@cache
def scalar(name):
    """Launch it on the scalar version."""
    return launch(name, "scalar")


@of_every_corner
def test_scalar_code_gives_what_the_reference_does(name):
    check_same_bits(corner(name).expected, scalar(name), "scalar")


@of_every_corner
@on_cpus("avx2", "avx512")
def test_vector_code_gives_what_scalar_code_does(name, cpu):
    check_same_bits(scalar(name), launch(name, cpu), cpu)
