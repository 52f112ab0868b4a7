# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests marked `full` run under `./dev test full` only.

So do those of emulated devices where there is no emulator: they say so then.
"""

import os

import pytest
from emulators import EMULATORS
from harness import compared

if not os.environ.get("AIKERNEL_TEST_FULL") and all(e.missing() for e in EMULATORS):
    collect_ignore = ["test_emulated_devices.py"]


def pytest_collection_modifyitems(items):
    if os.environ.get("AIKERNEL_TEST_FULL"):
        return
    for item in items:
        if item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="takes long: ./dev test full"))


def pytest_terminal_summary(terminalreporter):
    for target, count in sorted((t, n) for t, n in compared.items() if t):
        terminalreporter.write_line(f"{count:,} values of corners compared on {target}")
