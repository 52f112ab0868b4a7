# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""include/px/png.px writes files that say what they must, pixel by pixel."""

import struct
import zlib

import numpy as np
import pytest
from harness import on_every_cpu, run

COLOR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}


def read_png(data):
    """Return the pixels of a picture of 8 bits a channel without filters."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = [], 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        body = data[at + 4 : at + 8 + length]
        (check,) = struct.unpack_from(">I", data, at + 8 + length)
        assert zlib.crc32(body) == check
        chunks.append((body[:4], body[4:]))
        at += 12 + length
    assert [kind for kind, _ in chunks] == [b"IHDR", b"IDAT", b"IEND"]
    width, height, bits, *kind = struct.unpack(">IIBBBBB", chunks[0][1])
    channels = {number: count for count, number in COLOR_TYPES.items()}[kind[0]]
    assert (bits, kind[1:], chunks[2][1]) == (8, [0, 0, 0], b"")
    lines = np.frombuffer(zlib.decompress(chunks[1][1]), np.uint8)
    lines = lines.reshape(height, 1 + width * channels)
    assert not lines[:, 0].any(), "no filters"
    return lines[:, 1:].reshape(height, width, channels)


# The last ones end with a whole block of 65535 bytes, and one byte behind it.
SIZES = [
    (1, 1, 1),
    (300, 200, 3),
    (123, 77, 2),
    (50, 400, 4),
    (4368, 15, 1),
    (65535, 1, 1),
]


@pytest.mark.parametrize(("width", "height", "channels"), SIZES)
@on_every_cpu
def test_pictures_have_the_pixels_that_threads_put_there(
    tmp_path, cpu, width, height, channels
):
    path, source = tmp_path / "picture.png", tmp_path / "picture.px"
    source.write_text(
        f"""
INCLUDE "px/png.px"

GPU_KERNEL draw
    GPU_PARAM file u8[]
    GPU_THREAD_CODE:
    THREAD_ID -> x
    IF x < {width}:
        FOR y FROM 0 TO {height}:
            FOR c FROM 0 TO {channels}:
                SET u8(x * 3 + y * 5 + c * 77) -> file[png_place({width}, {channels}, x, y, c)]
            ENDFOR
        ENDFOR
    ENDIF
GPU_END

GPU_ALLOC file u8[png_size({width}, {height}, {channels})]
GPU_FILL file 0xee
GPU_LAUNCH draw BLOCKS {-(-width // 256)} THREADS 256 ARGS file
GPU_SYNC
CALL png_finish(file, {width}, {height}, {channels})
GPU_STORE file -> "{path}"
""",
        encoding="utf-8",
    )
    run(source, cpu=cpu)
    pixels = read_png(path.read_bytes())
    y, x, c = np.ogrid[:height, :width, :channels]
    expected = (x * 3 + y * 5 + c * 77).astype(np.uint8)
    np.testing.assert_array_equal(pixels, expected)
