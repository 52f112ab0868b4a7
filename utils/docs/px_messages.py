# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Write docs/diagnostics/README.md, the list of what stands beside it."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "diagnostics"
PAGE = FOLDER / "README.md"
TABLE = ROOT / "include" / "aikernel" / "Frontend" / "Px" / "Diagnostics.def"
HEAD = """\
# Messages

What each message means, with a wrong example and a right one; `pxc explain px-042` shows the same.
Those with a name are [warnings](../pxc.md#warnings). This page is made by `./dev docs`.

| Number | | Message |
| --- | --- | --- |
"""


def diagnostics():
    """Yield number, name of -W (or nothing) and message of each row of the table."""
    rows = re.findall(
        r'^PX_(?:DIAGNOSTIC\((\d+), \w+, Error|WARNING\((\d+), \w+, "([\w-]+)", \w+),'
        r' "(.*)"\)$',
        TABLE.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    for error, warning, flag, message in rows:
        yield int(error or warning), flag, message.replace('\\"', '"')


def page():
    """Return the whole page."""
    rows = [
        f"| [px-{number:03}](px-{number:03}.md) | {f'`-W{flag}`' if flag else 'error'} "
        f"| {message} |\n"
        for number, flag, message in sorted(diagnostics())
    ]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}\n")
