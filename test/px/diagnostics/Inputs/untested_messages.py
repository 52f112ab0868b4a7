# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""List the messages of the front end that no test below a folder expects."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
TABLE = ROOT / "include" / "aikernel" / "Frontend" / "Px" / "Diagnostics.def"

expected = {
    number
    for test in Path(sys.argv[1]).rglob("*")
    if test.suffix in (".px", ".test")
    for line in test.read_text(encoding="utf-8").splitlines()
    if re.search(r"[A-Z]+(-[A-Z]+)?:", line)
    for number in re.findall(r"\[px-(\d+)[],]", line)
}
rows = re.findall(
    r"^PX_(?:DIAGNOSTIC|WARNING)\((\d+), (\w+)",
    TABLE.read_text(encoding="utf-8"),
    re.MULTILINE,
)
assert rows, "no row in Diagnostics.def"
for number, name in rows:
    if f"{int(number):03}" not in expected:
        print(f"px-{int(number):03} {name}")
