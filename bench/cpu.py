#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""CPU code of the examples: vectorized against --cpu=scalar."""

import json
import statistics
import subprocess
import tempfile
from pathlib import Path

import numpy

EXAMPLES = Path(__file__).parent.parent / "examples/px"
ROUNDS = 5


def mandelbrot(size):
    """Arguments for an image of size x size pixels."""
    inputs = [
        f"pixels=zeros:{size}x{size}",
        f"width={size}",
        f"height={size}",
        "limit=255",
    ]
    return arguments_for("mandelbrot", f"{size // 16},{size // 8}", "16,8", inputs)


def sha256(folder, count, length):
    """Arguments for a batch of messages that are `length` bytes long."""
    lengths = Path(folder, f"lengths-{count}.npy")
    numpy.save(lengths, numpy.full(count, length, numpy.int32))
    words = -(-length // 4)
    inputs = [
        f"messages=random:{count}x{words}",
        f"lengths=@{lengths}",
        f"digests=zeros:{count}x8",
        f"count={count}",
        f"capacity={words}",
    ]
    return arguments_for("sha256", count // 128, 128, inputs)


def arguments_for(kernel, grid, block, inputs):
    """What pxc run gets for an example's kernel of the same name."""
    launch = ["--kernel", kernel, "--grid", str(grid), "--block", str(block)]
    return [f"{kernel}.px", *launch, *(word for i in inputs for word in ("--in", i))]


def run_seconds(arguments, version):
    """Median seconds of one kernel's runs, as pxc run measures them."""
    command = [
        "pxc",
        "run",
        str(EXAMPLES / arguments[0]),
        *arguments[1:],
        f"--cpu={version}",
        "--time",
        "--json",
    ]
    report = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return report["medianSeconds"]


def main():
    with tempfile.TemporaryDirectory() as folder:
        kernels = {
            "mandelbrot, 1024 x 1024": mandelbrot(1024),
            "sha256, 1024 x 1000 bytes": sha256(folder, 1024, 1000),
            "sha256, 4096 x 1000 bytes": sha256(folder, 4096, 1000),
            "sha256, 16384 x 1000 bytes": sha256(folder, 16384, 1000),
        }
        for name, arguments in kernels.items():
            ratios = {"avx2": [], "avx512": []}
            for _ in range(ROUNDS):
                scalar = run_seconds(arguments, "scalar")
                for version in ratios:
                    ratios[version].append(scalar / run_seconds(arguments, version))
            for version, values in ratios.items():
                median = statistics.median(values)
                print(
                    f"{name:27} scalar / {version:6} {median:6.2f}   (goal for the best: 8)"
                )


if __name__ == "__main__":
    main()
