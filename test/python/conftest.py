# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests marked `full` run under `./dev test full` only."""

import os

import pytest


def pytest_collection_modifyitems(items):
    if os.environ.get("AIKERNEL_TEST_FULL"):
        return
    for item in items:
        if item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="takes long: ./dev test full"))
