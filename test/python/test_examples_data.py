# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Examples that compute with bits and bytes give exactly what plain code gives."""

import numpy as np
import pytest
from harness import EXAMPLES, on_every_cpu, run

# --- The Game of Life ------------------------------------------------------------


def packed(world):
    """Return the words of a world, with copies of the other end at both ends."""
    words = np.packbits(world, axis=1, bitorder="little").view("<u8")
    return np.concatenate([words[:, -1:], words, words[:, :1]], axis=1)


def later(world):
    """Play one generation on a torus."""
    rows = world + np.roll(world, 1, axis=0) + np.roll(world, -1, axis=0)
    around = rows + np.roll(rows, 1, axis=1) + np.roll(rows, -1, axis=1) - world
    return ((around == 3) | (around == 2) & (world == 1)).astype(np.uint8)


@pytest.mark.parametrize(
    ("height", "width"), [(1, 64), (2, 128), (37, 192), (4096, 4096)]
)
@on_every_cpu
def test_life_plays_a_generation_of_any_world(cpu, height, width):
    rng = np.random.default_rng(width)
    world = rng.integers(0, 2, (height, width), np.uint8)
    inputs = {"world": packed(world), "words": width // 64, "height": height}
    inputs["next"] = np.zeros_like(inputs["world"])
    grid = (-(-width // 64 // 64), -(-height // 16))
    got = run(EXAMPLES / "life.px", "generation", grid, 64, inputs, ["next"], cpu)
    np.testing.assert_array_equal(got["next"], packed(later(world)))


@on_every_cpu
def test_life_plays_many_generations(cpu):
    width, height = 128, 48
    world = np.zeros((height, width), np.uint8)
    world[height // 2 - 1 : height // 2 + 2, 64 + 24 : 64 + 27] = [
        [0, 1, 1],
        [1, 1, 0],
        [0, 1, 0],
    ]
    # On so small a torus what leaves the pentomino comes back to it.
    for _ in range(500):
        world = later(world)
    options = [f"--width={width}", f"--height={height}", "--generations=500"]
    printed = run(EXAMPLES / "life.px", cpu=cpu, options=options).stdout
    assert f"life: {world.sum()} cells live after 500 generations" in printed
