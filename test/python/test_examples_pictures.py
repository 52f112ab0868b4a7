# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The ray tracer's picture, against rays that NumPy follows in f64."""

import numpy as np
import pytest
from harness import EXAMPLES, on_every_cpu, run
from test_library_png import read_png

# Center, radius, color, mirror: the table of the example.
SPHERES = np.array(
    [
        [0.0, 1.0, 0.0, 1.0, 0.95, 0.95, 0.95, 0.8],
        [-2.2, 0.7, 0.4, 0.7, 0.90, 0.15, 0.10, 0.2],
        [2.1, 0.6, -0.3, 0.6, 0.10, 0.35, 0.90, 0.2],
        [0.9, 0.4, -1.9, 0.4, 0.95, 0.75, 0.10, 0.3],
        [-1.0, 0.35, -1.7, 0.35, 0.15, 0.70, 0.25, 0.1],
        [-0.6, 0.5, 2.3, 0.5, 0.60, 0.20, 0.80, 0.3],
        [2.4, 1.2, 2.6, 1.2, 0.90, 0.60, 0.30, 0.5],
    ]
)
LIGHT = np.array([-0.5, 0.8, -0.6]) / np.linalg.norm([-0.5, 0.8, -0.6])


def along(a, b):
    """Return the products of vectors in the last axis, as columns."""
    return (a * b).sum(axis=-1, keepdims=True)


def distances(p, d):
    """Return how far rays go to each sphere; infinity where they do not meet."""
    apart = p[:, None] - SPHERES[:, :3]
    half = along(apart, d[:, None])[..., 0]
    square = half**2 - (apart**2).sum(axis=-1) + SPHERES[:, 3] ** 2
    near = -half - np.sqrt(np.maximum(square, 0))
    return np.where((square > 0) & (near > 0), near, np.inf)


def colors(p, d):
    """Return the colors that rays see."""
    color, left = np.zeros_like(p), np.ones_like(p)
    for _ in range(5):
        with np.errstate(divide="ignore", invalid="ignore"):
            ground = np.where(d[:, 1] < 0, -p[:, 1] / d[:, 1], np.inf)
        each = np.concatenate([ground[:, None], distances(p, d)], axis=1)
        met, distance = each.argmin(axis=1), each.min(axis=1)[:, None]
        lost = np.isinf(distance)
        low = (1 - d[:, 1:2]) ** 2
        sky = [0.2, 0.4, 0.8] + low * [0.6, 0.5, 0.2]
        color += np.where(lost, left * sky, 0)
        left = np.where(lost, 0, left)

        p = p + np.where(lost, 0, distance) * d
        sphere = SPHERES[met - 1]
        on_ground = (met == 0)[:, None]
        normal = np.where(on_ground, [0, 1, 0], (p - sphere[:, :3]) / sphere[:, 3:4])
        even = (np.floor(p[:, 0]) + np.floor(p[:, 2])) % 2 == 0
        contrast = np.where(even, 0.4, -0.4)[:, None] / (
            1 + 0.002 * np.where(lost, 0, distance) ** 2
        )
        own = np.where(on_ground, 0.5 + contrast, sphere[:, 4:7])
        mirrored = np.where(on_ground, 0.1, sphere[:, 7:])
        p = p + 0.001 * normal
        d = d - 2 * along(d, normal) * normal
        facing = along(normal, LIGHT)
        free = np.isinf(distances(p, np.broadcast_to(LIGHT, p.shape))).all(axis=1)
        lit = free[:, None] & (facing > 0)
        shine = np.where(lit, 0.5 * np.maximum(along(d, LIGHT), 0) ** 60, 0)
        direct = np.where(lit, 0.9 * facing, 0)
        color += left * ((1 - mirrored) * own * (0.15 + direct) + shine)
        left = left * mirrored * own
    return color


def expected_picture(width, height, samples, turn):
    """Return what the picture must be."""
    angle = np.radians(turn)
    eye = np.array([6 * np.sin(angle), 2, -6 * np.cos(angle)])
    ahead = [0, 0.7, 0] - eye
    ahead /= np.linalg.norm(ahead)
    right = np.array([ahead[2], 0, -ahead[0]])
    right /= np.linalg.norm(right)
    up = np.cross(ahead, right)
    total = np.zeros((width * height, 3))
    for dy, dx in np.ndindex(samples, samples):
        column = np.arange(width) + (dx + 0.5) / samples
        row = np.arange(height) + (dy + 0.5) / samples
        u, v = (column - width / 2) / height, (height / 2 - row) / height
        d = 1.5 * ahead + u[None, :, None] * right + v[:, None, None] * up
        d = (d / np.linalg.norm(d, axis=-1, keepdims=True)).reshape(-1, 3)
        total += colors(np.broadcast_to(eye, d.shape), d)
    linear = np.minimum(total / samples**2, 1)
    picture = (255 * linear ** (1 / 2.2) + 0.5).astype(np.uint8)
    return picture.reshape(height, width, 3)


def render(folder, cpu, width, height, samples, turn):
    """Return the pixels of the file that the example writes."""
    path = folder / "out.png"
    options = [f"--width={width}", f"--height={height}", f"--samples={samples}"]
    options += [f"--turn={turn}", f"--picture={path}"]
    run(EXAMPLES / "raytracer.px", cpu=cpu, options=options)
    return read_png(path.read_bytes())


@pytest.mark.parametrize(
    ("width", "height", "samples", "turn"),
    [(320, 240, 1, 0.0), (101, 140, 2, 77.0), (64, 48, 3, -160.0)],
)
@on_every_cpu
def test_the_ray_tracer_sees_what_rays_of_f64_see(
    tmp_path, cpu, width, height, samples, turn
):
    found = render(tmp_path, cpu, width, height, samples, turn).astype(int)
    expected = expected_picture(width, height, samples, turn).astype(int)
    off = np.abs(found - expected).max(axis=2)
    # At the edges of spheres, squares and shadows rays of f32 and f64 part.
    assert (off > 1).mean() < 0.001
    assert (off > 0).mean() < 0.01


def test_the_picture_shows_spheres_shadows_and_reflections(tmp_path):
    pixels = render(tmp_path, "scalar", 640, 480, 2, 0.0)
    assert pixels.shape == (480, 640, 3)
    red, _, blue = pixels[230, 70]
    assert red > 2 * blue, "the red sphere"
    red, _, blue = pixels[270, 590]
    assert blue > 2 * red, "the blue sphere"
    red, _, blue = pixels[190, 209]
    assert red > 1.3 * blue, "the red sphere in the middle one"
    assert pixels[10, 320, 2] > pixels[10, 320, 0], "the sky"
    assert pixels[378, 255].max() < pixels[470, 250].max(), "a shadow on a white square"
