# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Write docs/px-library.md from the comments of include/px.

Every file begins with what it is for. A comment right above a FUNC, a GPU_CONST
or a GPU_KERNEL is about it and about those that follow without a comment of
their own.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "px-library.md"
HEAD = """\
# The standard library of px

Functions written in px, to be taken in with `INCLUDE "px/…"`; the files stand in
[include/px](../include/px). This page is made from them by `./dev docs`.
"""
DECLARATION = re.compile(r"(FUNC|GPU_KERNEL|GPU_CONST) ")


def comment_of(lines):
    """Return the text of comment lines as paragraphs."""
    return "\n".join(line.removeprefix("#").strip() for line in lines).strip()


def section(path):
    """Return one file's part of the page."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    about = comment_of(line for line in lines[:end] if "SPDX" not in line)
    parts = [f"## px/{path.name}\n\n{about}\n"]
    pending, group = [], []

    def close():
        if group:
            parts.append("```text\n" + "\n".join(group) + "\n```\n")
            group.clear()

    for line in lines[end:]:
        if line.startswith("#"):
            pending.append(line)
        elif DECLARATION.match(line):
            if pending:
                close()
                parts.append(comment_of(pending) + "\n")
                pending.clear()
            group.append(line.rstrip(":"))
        elif line.strip() == "":
            pending.clear()
    close()
    return "\n".join(parts)


def page():
    """Return the whole page."""
    files = sorted((ROOT / "include" / "px").glob("*.px"))
    return "\n".join([HEAD, *map(section, files)])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}\n")
