# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs px programs by `pxc run` and brings their arrays back as NumPy arrays."""

import re
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "px"

# What a processor must have for each version of the code.
CPU_FEATURES = {
    "scalar": set(),
    "avx2": {"avx2", "fma", "aes", "pclmulqdq"},
    "avx512": {
        *("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx512_vnni"),
        *("avx512vbmi", "avx512_vbmi2", "avx512_bitalg", "avx512_vpopcntdq"),
        *("aes", "vaes", "pclmulqdq", "vpclmulqdq"),
    },
}


@cache
def processor_flags():
    """Return the instruction set extensions of this machine's processor."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    flags = re.search(r"^flags\s*:(.*)$", info, re.MULTILINE)
    return set(flags.group(1).split()) if flags else set()


def missing_features(cpu):
    """Name what this machine's processor lacks for a version of the code."""
    return sorted(CPU_FEATURES[cpu] - processor_flags())


def available_cpus():
    """Return the versions of the code that this machine can run."""
    return [cpu for cpu in CPU_FEATURES if not missing_features(cpu)]


def on_cpus(*cpus):
    """Run a test once for each of these versions; skip what can not run here."""
    return pytest.mark.parametrize(
        "cpu",
        [
            pytest.param(
                cpu,
                marks=pytest.mark.skipif(
                    bool(missing_features(cpu)),
                    reason=f"the processor lacks {' '.join(missing_features(cpu))}",
                ),
            )
            for cpu in cpus
        ],
    )


on_every_cpu = on_cpus(*CPU_FEATURES)


class PxError(AssertionError):
    """A run that did not end as it should, with all that it said."""


@dataclass
class Run:
    """What a run left: its standard output and the arrays that were asked for."""

    stdout: str
    arrays: dict = field(default_factory=dict)

    def __getitem__(self, name):
        return self.arrays[name]


def run_pxc(arguments, cwd=None, timeout=120):
    """Run pxc; its output is the result, a failure an exception."""
    command = ["pxc", *map(str, arguments)]
    try:
        done = subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, timeout=timeout
        )
    except subprocess.TimeoutExpired as error:
        raise PxError(f"{' '.join(command)}\nstill ran after {timeout} s") from error
    if done.returncode != 0:
        raise PxError(
            f"{' '.join(command)}\nexit code {done.returncode}\n"
            f"{done.stdout[-4000:]}{done.stderr[-4000:]}"
        )
    return done.stdout


def dimensions(size):
    """Write a grid or a block as the command line takes it."""
    return ",".join(map(str, size)) if isinstance(size, tuple) else str(size)


def shared_option(size):
    """Give arrays without a size so many bytes."""
    return [f"--shared={size}"] if size else []


def run(
    source,
    kernel=None,
    grid=None,
    block=None,
    inputs=None,
    outputs=(),
    cpu="scalar",
    options=(),
    timeout=120,
):
    """Run a px file, or one kernel of it, on arrays and numbers."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["run", source, f"--cpu={cpu}", *options]
        if kernel:
            arguments += ["--kernel", kernel]
            arguments += ["--grid", dimensions(grid), "--block", dimensions(block)]
        for name, value in (inputs or {}).items():
            if isinstance(value, np.ndarray):
                path = Path(folder) / f"{name}.npy"
                np.save(path, np.ascontiguousarray(value))
                value = f"@{path}"
            arguments += ["--in", f"{name}={value}"]
        for name in outputs:
            arguments += ["--out", f"{name}=@{Path(folder) / name}-out.npy"]
        stdout = run_pxc(arguments, timeout=timeout)
        arrays = {name: np.load(Path(folder) / f"{name}-out.npy") for name in outputs}
    return Run(stdout, arrays)


def launch_on_cpu(source, kernel, grid, block, arguments, shared=0, cpu="scalar"):
    """Launch a kernel on this machine's processor; return its arrays."""
    outputs = [n for n, value in arguments.items() if isinstance(value, np.ndarray)]
    options = shared_option(shared)
    launched = run(source, kernel, grid, block, arguments, outputs, cpu, options)
    arrays = launched.arrays
    return {n: array.reshape(arguments[n].shape) for n, array in arrays.items()}


# How many values were compared, by what computed them.
compared = Counter()


def check_same_bits(expected, found, target=None):
    """Compare arrays, the bits of NaN and the signs of zero included."""
    for name, right in expected.items():
        compared[target] += right.size
        wrong = np.flatnonzero(
            right.reshape(-1).view(np.uint8) != found[name].reshape(-1).view(np.uint8)
        )
        if wrong.size:
            at = wrong[0] // right.itemsize
            raise PxError(
                f"{name}[{at}] is {found[name].reshape(-1)[at]}"
                f" instead of {right.reshape(-1)[at]}"
            )
