# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Launches kernels on emulated GPUs.

The emulators are no part of the repository. Environment variables say where
they are:

    AIKERNEL_PTX_EMULATOR    folder of ptx_emu.py, which executes PTX
    AIKERNEL_HSACO_EMULATOR  folder of run_hsaco.py and emu_fast.py, which
                             execute AMD code objects by means of
    TINYGRAD                 a work tree of tinygrad
"""

import ctypes
import importlib
import mmap
import multiprocessing
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

import numpy as np
from harness import PxError, run_pxc
from hsaco_corrections import correct

PROT_NONE = 0
LAUNCH_TIMEOUT = 300
TRAPPED = 90


@cache
def load(folder, *modules):
    """Import modules of an emulator from the folder that a variable names."""
    sys.path.insert(0, os.environ[folder])
    return [importlib.import_module(module) for module in modules]


def three(size):
    """Write a grid or a block with all of its axes."""
    axes = size if isinstance(size, tuple) else (size,)
    return axes + (1,) * (3 - len(axes))


# --- PTX -----------------------------------------------------------------------


def launch_ptx(image, kernel, grid, block, arguments, shared=0):
    """Launch a kernel; return its arrays. A race between threads is an error."""
    (emulator,) = load("AIKERNEL_PTX_EMULATOR", "ptx_emu")
    buffers = {}
    try:
        module = emulator.Module(image.read_text(encoding="utf-8"))
        buffers = {
            name: module.alloc(value, name)
            for name, value in arguments.items()
            if isinstance(value, np.ndarray)
        }
        statistics = module.launch(
            kernel,
            three(grid),
            three(block),
            [buffers.get(name, value) for name, value in arguments.items()],
            dyn_shared=shared,
            check_races=True,
        )
    except emulator.PtxError as error:
        failure = PxError(f"kernel '{kernel}': {error}")
        failure.arrays = contents(buffers)
        raise failure from error
    code = image.read_text(encoding="utf-8")
    if races := [race for race in statistics.races if not is_of_a_word(race, code)]:
        raise PxError(f"kernel '{kernel}' has races: {races}")
    return contents(buffers)


def is_of_a_word(race, code):
    """Tell whether an atomic on 8 or 16 bits has a part in a race.

    LLVM makes a loop of them, which reads the word around plainly and exchanges
    all of it when nothing has changed: neighbors too, which are not in danger.
    The address of that word is one that its lowest bits were taken from.
    """
    addresses = re.findall(r"\.b32 (?:%r\d+, )?\[(%rd?\d+)\]", race)
    return any(re.search(rf"and\.b\d\d\s+{a}, \S+ -4;", code) for a in addresses)


def contents(buffers):
    """Copy what is in an emulated device's memory."""
    return {name: buffer.read().copy() for name, buffer in buffers.items()}


# --- AMD code objects ------------------------------------------------------------


def guarded(array):
    """Copy an array to memory that children share, right before a page that traps."""
    size = -(-array.nbytes // mmap.PAGESIZE) * mmap.PAGESIZE
    memory = mmap.mmap(-1, size + mmap.PAGESIZE)
    guard = ctypes.addressof(ctypes.c_char.from_buffer(memory)) + size
    ctypes.CDLL(None).mprotect(ctypes.c_void_p(guard), mmap.PAGESIZE, PROT_NONE)
    copy = np.frombuffer(memory, array.dtype, array.size, size - array.nbytes)
    copy[:] = array.reshape(-1)
    return copy.reshape(array.shape)


def in_child(action):
    """Run something in a process of its own, which it may crash."""
    child = multiprocessing.get_context("fork").Process(target=action, daemon=True)
    child.start()
    child.join(LAUNCH_TIMEOUT)
    if child.exitcode is None:
        child.kill()
        child.join()
        raise PxError(f"the emulated kernel still ran after {LAUNCH_TIMEOUT} s")
    if child.exitcode == TRAPPED:
        raise PxError("trap")
    if child.exitcode != 0:
        raise PxError(f"the emulated kernel ended with status {child.exitcode}")


@cache
def load_hsaco_emulator():
    """Import the emulator, which calls the compiler and the linker of LLVM."""
    bindir = subprocess.run(
        ["llvm-config-22", "--bindir"], check=True, capture_output=True, text=True
    ).stdout.strip()
    os.environ["PATH"] = os.pathsep.join([bindir, os.environ["PATH"]])
    return load("AIKERNEL_HSACO_EMULATOR", "run_hsaco", "emu_fast")


def launch_hsaco(image, kernel, grid, block, arguments, shared=0):
    """Launch a kernel; return its arrays."""
    loader, emulator = load_hsaco_emulator()
    values = {
        name: guarded(value) if isinstance(value, np.ndarray) else value.tobytes()
        for name, value in arguments.items()
    }
    code = loader.Hsaco(image.read_bytes())

    def run():
        correct(emulator.emu, code.gfx)
        try:
            code.launch(
                kernel,
                three(grid),
                three(block),
                list(values.values()),
                dyn_lds=shared,
                runner=emulator.run_asm,
            )
        except RuntimeError as error:
            # The emulator has no traps.
            if "s_trap" not in str(error):
                raise
            sys.exit(TRAPPED)

    try:
        in_child(run)
    except PxError as failure:
        failure.arrays = arrays_of(values)
        raise
    return arrays_of(values)


# --- Both ------------------------------------------------------------------------


def arrays_of(values):
    """Leave the scalars out."""
    return {n: v for n, v in values.items() if isinstance(v, np.ndarray)}


@dataclass(frozen=True)
class Emulator:
    """What one emulator executes, and what it needs for that."""

    kind: str
    chips: tuple
    variables: tuple
    launch: callable

    def missing(self):
        """Name the environment variables that are not set."""
        return [name for name in self.variables if not os.environ.get(name)]

    def reason(self):
        """Say what keeps images of this kind from being executed."""
        names = " and ".join(self.missing())
        return f"{names}: not set, so nothing executes {self.kind}"

    def compile(self, source, chip, folder, *options):
        """Compile a px file for a chip."""
        image = folder / f"{source.stem}.{chip}.{self.kind}"
        what = [f"--emit={self.kind}", f"--target={chip}", *options]
        run_pxc([source, *what, "-o", image])
        return image


EMULATORS = [
    Emulator("ptx", ("sm_80", "sm_90a"), ("AIKERNEL_PTX_EMULATOR",), launch_ptx),
    Emulator(
        "hsaco",
        ("gfx1100", "gfx1201", "gfx942", "gfx90a"),
        ("AIKERNEL_HSACO_EMULATOR", "TINYGRAD"),
        launch_hsaco,
    ),
]
