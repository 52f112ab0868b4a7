#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How long px-lsp takes for a text of 2,000 lines: the whole way of each message."""

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "test" / "python"))
from language_client import Client  # noqa: E402

LINES = 2000
ROUNDS = 30
NAMES = re.compile(r"^(GPU_KERNEL|FUNC|GPU_CONST) (\w+)", re.MULTILINE)


def sample():
    """Return examples one after the other, their names made different."""
    parts, lines, number = [], 0, 0
    sources = [
        ROOT / "examples" / "px" / f"{n}.px"
        for n in ("scan", "softmax", "matmul_tiled")
    ]
    while lines < LINES:
        text = sources[number % len(sources)].read_text(encoding="utf-8")
        text = text[: text.rindex("GPU_END\n") + len("GPU_END\n")]
        for _, name in NAMES.findall(text):
            text = re.sub(rf"\b{name}\b", f"{name}_{number}", text)
        parts.append(text)
        lines += text.count("\n")
        number += 1
    return "\n".join("".join(parts).splitlines()[:LINES]) + "\n"


def milliseconds(action):
    """Return the median and the maximum of an action."""
    times = []
    for number in range(ROUNDS):
        begin = time.perf_counter()
        action(number)
        times.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(times), max(times)


def main():
    """Measure and print a table."""
    text = sample()
    path = Path(tempfile.mkdtemp()) / "large.px"
    client = Client()
    client.ask("initialize", capabilities={})
    mistakes = client.open(path, text)
    line = next(i for i, t in enumerate(text.splitlines()) if "THREAD_ID -> i" in t)
    actions = {
        "change, up to the diagnostics": lambda n: client.change(
            path, f"{text}# {n}\n", n + 2
        ),
        "hover": lambda _: client.at("hover", path, line, 17),
        "completion": lambda _: client.at("completion", path, line + 1, 8),
        "references": lambda _: client.at(
            "references", path, line, 17, context={"includeDeclaration": True}
        ),
        "semantic tokens": lambda _: client.about("semanticTokens/full", path),
        "formatting": lambda _: client.about("formatting", path, options={}),
    }
    print(f"{text.count(chr(10))} lines, {len(mistakes)} mistakes, {ROUNDS} rounds")
    print(f"{'':32}{'median ms':>10}{'maximum ms':>12}")
    for name, action in actions.items():
        median, maximum = milliseconds(action)
        print(f"{name:32}{median:10.2f}{maximum:12.2f}")
    client.ask("shutdown")
    client.notify("exit")


if __name__ == "__main__":
    main()
