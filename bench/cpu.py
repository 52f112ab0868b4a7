#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""CPU code of the examples: vectorized against --cpu=scalar, and bandwidth against a
memcpy-like loop (NumPy's addition of the same arrays, on as many threads)."""

import json
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import numpy

EXAMPLES = Path(__file__).parent.parent / "examples/px"
ROUNDS = 5
N = 1 << 24

KERNELS = {
    "mandelbrot": [
        "mandelbrot.px",
        "--kernel",
        "mandelbrot",
        "--grid",
        "64,128",
        "--block",
        "16,8",
        "--in",
        "pixels=zeros:1024x1024",
        "--in",
        "width=1024",
        "--in",
        "height=1024",
        "--in",
        "limit=255",
    ],
    "sha256": [
        "sha256.px",
        "--kernel",
        "sha256",
        "--grid",
        "128",
        "--block",
        "128",
        "--in",
        "messages=random:16384x256",
        "--in",
        "lengths=@{lengths}",
        "--in",
        "digests=zeros:16384x8",
        "--in",
        "count=16384",
        "--in",
        "capacity=256",
    ],
}
VECTOR_ADD = [
    "vector_add.px",
    "--kernel",
    "vector_add",
    "--grid",
    str(N // 256),
    "--block",
    "256",
    "--in",
    f"a=random:{N}",
    "--in",
    f"b=random:{N}",
    "--in",
    f"c=zeros:{N}",
    "--in",
    f"n={N}",
]


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


def numpy_seconds(threads):
    """Median seconds of c = a + b in NumPy, cut into one part a thread."""
    a, b, c = (numpy.random.rand(N).astype(numpy.float32) for _ in range(3))
    parts = numpy.array_split(numpy.arange(N), threads)
    slices = [slice(part[0], part[-1] + 1) for part in parts]
    runs = []
    for _ in range(25):
        start = time.perf_counter()
        workers = [
            threading.Thread(target=numpy.add, args=(a[s], b[s]), kwargs={"out": c[s]})
            for s in slices
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        runs.append(time.perf_counter() - start)
    return statistics.median(runs)


def main():
    with tempfile.TemporaryDirectory() as folder:
        lengths = Path(folder, "lengths.npy")
        numpy.save(lengths, numpy.full(16384, 1000, numpy.int32))
        for name, arguments in KERNELS.items():
            arguments = [argument.format(lengths=lengths) for argument in arguments]
            ratios = {"avx2": [], "avx512": []}
            for _ in range(ROUNDS):
                scalar = run_seconds(arguments, "scalar")
                for version in ratios:
                    ratios[version].append(scalar / run_seconds(arguments, version))
            for version, values in ratios.items():
                print(
                    f"{name:11} scalar / {version:6} {statistics.median(values):6.2f}   (goal for the best: 8)"
                )
    ratios = []
    for _ in range(ROUNDS):
        ratios.append(numpy_seconds(2) / run_seconds(VECTOR_ADD, "avx512"))
    print(
        f"vector_add  NumPy on 2 threads / avx512 {statistics.median(ratios):6.2f}   (goal: 0.95)"
    )


if __name__ == "__main__":
    main()
