# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Turns a two-dimensional .npy array of bytes into a gray PNG picture.

usage: npy_to_png.py PICTURE.npy PICTURE.png
"""

import ast
import struct
import sys
import zlib
from pathlib import Path


def read_rows(data):
    """Return the rows of a .npy array of bytes."""
    if not data.startswith(b"\x93NUMPY"):
        raise ValueError("not a .npy file")
    form, start = ("<H", 10) if data[6] == 1 else ("<I", 12)
    (length,) = struct.unpack_from(form, data, 8)
    header = ast.literal_eval(data[start : start + length].decode())
    shape = header["shape"]
    if header["descr"] != "|u1" or len(shape) != 2 or header["fortran_order"]:
        raise ValueError(f"an array of {header['descr']} {shape}, not rows of bytes")
    height, width = shape
    pixels = data[start + length :]
    return [pixels[y * width : (y + 1) * width] for y in range(height)]


def chunk(kind, body):
    """Return a chunk of a PNG file."""
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def png(rows):
    """Return a gray PNG file with one byte a pixel."""
    size = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    scanlines = b"".join(b"\0" + row for row in rows)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(scanlines, 9))
        + chunk(b"IEND", b"")
    )


def main():
    """Convert the file named first into the file named second."""
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n\n")[1].strip())
    source, target = map(Path, sys.argv[1:])
    try:
        target.write_bytes(png(read_rows(source.read_bytes())))
    except (OSError, ValueError) as error:
        sys.exit(f"{source}: {error}")


if __name__ == "__main__":
    main()
