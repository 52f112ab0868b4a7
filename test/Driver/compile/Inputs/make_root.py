# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Fill a folder with pxc and the shared libraries that it loads.

Nothing else is there: what works with this folder as the root needs no compiler,
assembler, linker, header or startup file.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path


def libraries(program):
    """Return the paths of what the loader maps beside the program."""
    listing = subprocess.run(
        ["ldd", program], check=True, capture_output=True, text=True
    ).stdout
    return re.findall(r"(/\S+) \(0x", listing)


def place(root, path):
    """Give the folder a file under the same name."""
    target = root / Path(path).relative_to("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return
    try:
        os.link(Path(path).resolve(), target)
    except OSError:
        shutil.copy(path, target)


def main(root, compiler):
    """Place the compiler, what it makes executables from, and their libraries."""
    for program in [compiler, Path(compiler).with_name("aikernel-launcher")]:
        for path in [program, *libraries(program)]:
            place(Path(root), path)
    (Path(root) / "scratch").mkdir()


main(*sys.argv[1:])
