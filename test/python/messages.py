# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What kernels print and assert, through the runtime's C interface."""

import ctypes
import json
import shutil
from functools import cache
from pathlib import Path

import numpy as np
from harness import dimensions, run_pxc, shared_option

HEADER_BYTES = 64
PRINT_FUNCTION = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_uint64
)


@cache
def runtime():
    """Load the runtime that stands beside pxc."""
    folder = Path(shutil.which("pxc")).resolve().parent.parent
    library = ctypes.CDLL(str(folder / "lib" / "libaikernel-runtime.so.0"))
    library.aikGetLastError.restype = ctypes.c_char_p
    return library


class Info(ctypes.Structure):
    """An AikMessagesInfo."""

    _fields_ = [(n, ctypes.c_uint32) for n in ("count", "offset", "record_bytes")]


class Dims(ctypes.Structure):
    """An AikDims."""

    _fields_ = [
        ("grid", ctypes.c_uint32 * 3),
        ("block", ctypes.c_uint32 * 3),
        ("shared", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32),
    ]


def three(size):
    """Write a grid or a block with all of its axes."""
    axes = size if isinstance(size, tuple) else (size,)
    return axes + (1,) * (3 - len(axes))


class Messages:
    """The buffers of one kernel."""

    def __init__(self, source, kernel, folder, *options):
        """Compile the source, for its table of contents."""
        artifact = folder / "messages.so"
        run_pxc([source, "--target=x86_64:scalar", *options, "-o", artifact])
        self.context = ctypes.c_void_p()
        self.artifact = ctypes.c_void_p()
        self.number = ctypes.c_uint32()
        library = runtime()
        library.aikContextCreate(None, ctypes.byref(self.context))
        path = str(artifact).encode()
        self.call("aikArtifactLoadFile", path, ctypes.byref(self.artifact))
        name = kernel.encode()
        self.call(
            "aikArtifactFindKernel", self.artifact, name, ctypes.byref(self.number)
        )
        self.info = Info()
        self.call(
            "aikArtifactMessages", self.artifact, self.number, ctypes.byref(self.info)
        )

    def call(self, function, *arguments):
        """Call a function of the runtime that must not fail."""
        status = getattr(runtime(), function)(self.context, *arguments)
        assert status == 0, self.error()

    def error(self):
        """Return the message of the last failure."""
        return runtime().aikGetLastError(self.context).decode()

    def buffer(self, lines):
        """Return a buffer with room for so many lines."""
        memory = np.empty(HEADER_BYTES + lines * self.info.record_bytes, np.uint8)
        pointer = ctypes.c_void_p(memory.ctypes.data)
        size = ctypes.c_uint64(memory.nbytes)
        self.call("aikMessagesPrepare", self.artifact, self.number, pointer, size)
        return memory

    def report(self, memory, grid, block):
        """Return the lines in a buffer, and the failure or nothing."""
        printed = []

        @PRINT_FUNCTION
        def collect(_, text, size):
            printed.append(text[:size].decode())

        runtime().aikContextSetPrint(self.context, collect, None)
        memory = np.ascontiguousarray(memory)
        dims = Dims((ctypes.c_uint32 * 3)(*three(grid)))
        dims.block = (ctypes.c_uint32 * 3)(*three(block))
        status = runtime().aikMessagesReport(
            self.context,
            self.artifact,
            self.number,
            ctypes.byref(dims),
            ctypes.c_void_p(memory.ctypes.data),
            ctypes.c_uint64(memory.nbytes),
        )
        failure = self.error() if status else None
        runtime().aikWait(self.context)
        runtime().aikContextSetPrint(self.context, PRINT_FUNCTION(0), None)
        return "".join(printed).splitlines(), failure


def printed_on_cpu(source, kernel, grid, block, inputs, cpu="scalar", shared=0):
    """Run a kernel on this machine's processor; return the lines that it prints."""
    arguments = ["run", source, f"--cpu={cpu}", "--json", *shared_option(shared)]
    arguments += ["--kernel", kernel]
    arguments += ["--grid", dimensions(grid), "--block", dimensions(block)]
    for name, value in inputs.items():
        arguments += ["--in", f"{name}={value}"]
    return json.loads(run_pxc(arguments))["printed"].splitlines()
