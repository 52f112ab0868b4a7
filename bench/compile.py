#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How long pxc takes, beside nvcc where it is found. Medians of interleaved runs."""

import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROUNDS = 11
KERNEL = Path(__file__).parent.parent / "examples/px/vector_add.px"
CUDA = """__global__ void vector_add(const float *a, const float *b, float *c, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}
"""


def seconds(command):
    """Wall seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def peak_megabytes(command):
    """Peak memory of a command's largest process, in MB."""
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0
    return usage.ru_maxrss * 1024 / 1e6


def main():
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "vector_add.cu")
        source.write_text(CUDA)
        pxc = ["pxc", str(KERNEL), "--no-cache", "-o"]
        commands = {
            "pxc to PTX": [*pxc, f"{folder}/a.ptx", "--emit=ptx", "--target=sm_80"],
            "pxc to all default targets": [*pxc, f"{folder}/a.so"],
        }
        if shutil.which("nvcc"):
            commands["nvcc -cubin"] = [
                "nvcc",
                "-cubin",
                "-arch=sm_80",
                str(source),
                "-o",
                f"{folder}/a.cubin",
            ]
        times = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(seconds(command))
        medians = {name: statistics.median(runs) for name, runs in times.items()}
        for name, median in medians.items():
            print(
                f"{name:28} {median * 1e3:7.1f} ms, {peak_megabytes(commands[name]):6.0f} MB"
            )
        if "nvcc -cubin" in medians:
            ratio = medians["pxc to PTX"] / medians["nvcc -cubin"]
            print(f"pxc to PTX / nvcc -cubin     {ratio:7.3f}   (goal: at most 0.167)")
        else:
            print("nvcc was not found: no ratio")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
