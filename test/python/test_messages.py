# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Buffers that kernels filled on emulated GPUs are read as they were meant.

test_emulated_devices.py fills them anew, where there are emulators.
"""

import base64
import zlib

import numpy as np
from messages import Messages, printed_on_cpu

TELLING = """
GPU_KERNEL telling
    GPU_PARAM x f32[]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    THREAD_ID -> i
    IF i < 5:
        PRINT i, "is", x[i], i % 2 == 0
    ENDIF
    IF LOCAL_ID == 0:
        PRINT "100%"
    ENDIF
    ASSERT i <= n, "few"
GPU_END
"""
SHAPE = (2, 3)

# What sm_80, gfx942 and gfx1100 left, all the same, in a buffer for six lines when
# n was 5 and when it was 4: AikMessageBuffer and records, compressed.
LINES = (
    "eNpjZ4AANgbyACOR8oxoamHs1atW2aGrZ0LiM8HVadkj62Mi0X0wmhku02CPrg7ZjSwI96HYCwDWwwcg"
)
FAILURE = (
    "eNpjZ4AANijNDMRMQMzIQBxgJFKeEU0tjL161So7dPVMSHwmuDote2R9TCS6jxHJfxDQYI+uDtmNLAj3odgL"
    "AN1zByY="
)


def write_source(folder):
    """Write the kernel to a file."""
    source = folder / "telling.px"
    source.write_text(TELLING, encoding="utf-8")
    return source


def recorded(text):
    """Return the bytes of a buffer."""
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)


def test_recorded_lines_are_those_of_the_cpu(tmp_path):
    source = write_source(tmp_path)
    messages = Messages(source, "telling", tmp_path)
    lines, failure = messages.report(recorded(LINES), *SHAPE)
    np.save(tmp_path / "x.npy", np.arange(5, dtype="f4") / 3)
    inputs = {"x": f"@{tmp_path}/x.npy", "n": 5}
    on_cpu = printed_on_cpu(source, "telling", *SHAPE, inputs)
    assert failure is None
    assert len(lines) == 7
    assert set(lines[:6]) < set(on_cpu)
    assert lines[6] == "kernel 'telling': 1 line was lost; the buffer holds 6"


def test_recorded_failures_name_their_thread(tmp_path):
    source = write_source(tmp_path)
    messages = Messages(source, "telling", tmp_path)
    failure = messages.report(recorded(FAILURE), *SHAPE)[1]
    assert failure == (
        f"{source}:13:5: assertion failed in kernel 'telling',"
        " block (1, 0, 0), thread (2, 0, 0): few"
    )
