# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Warps of 64 threads on the processor, by all versions of the code."""

import numpy as np
import wide_warps
from harness import on_every_cpu, run

OUTPUTS = ["lanes", "masks", "moved", "sums"]


def launched(folder, cpu):
    """Run the kernel."""
    source = folder / "wide.px"
    source.write_text(wide_warps.SOURCE, encoding="utf-8")
    return run(source, "wide", *wide_warps.SHAPE, wide_warps.arguments(), OUTPUTS, cpu)


@on_every_cpu
def test_a_warp_has_64_threads(cpu, tmp_path):
    found = launched(tmp_path, cpu)
    for name, array in wide_warps.expected().items():
        np.testing.assert_array_equal(found[name], array, name)


@on_every_cpu
def test_sums_of_floats_are_those_of_the_reference(cpu, tmp_path):
    found = launched(tmp_path, cpu)["sums"]
    reference = launched(tmp_path, "scalar")["sums"]
    np.testing.assert_array_equal(found.view("u4"), reference.view("u4"))
    f = wide_warps.arguments()["f"][: wide_warps.THREADS].astype("f8")
    np.testing.assert_allclose(found[0, :64], f[:64].sum(), 1e-5)
    np.testing.assert_allclose(found[1, :64], f[:64].cumsum(), 1e-4, 1e-5)
    np.testing.assert_allclose(found[2, 0], f.sum(), 1e-5)
    np.testing.assert_allclose(found[3, : len(f)], f.cumsum(), 1e-4, 1e-4)
