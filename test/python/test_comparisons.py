# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What pages for users of other languages show as px, in their tables, compiles."""

import json
import re
import subprocess

import pytest
from test_pages import PAGES

# The places that a piece of code may stand in, and what it may name there.
KERNEL = """GPU_KERNEL example
    GPU_PARAM a f32[n]
    GPU_PARAM b f32[n]
    GPU_PARAM m f32[rows, cols]
    GPU_PARAM k i32[n]
    GPU_PARAM n i32
    GPU_PARAM rows i32
    GPU_PARAM cols i32
    GPU_PARAM w u32
    GPU_PARAM y f32
    GPU_PARAM z f32
    {head}
    GPU_THREAD_CODE:
    THREAD_ID -> i
    SET k[i] -> j
    SET a[i] -> x
    SET x > y -> c
    {code}
GPU_END
"""
HOST = """ARG n i32 = 1000
GPU_ALLOC a f32[n]
GPU_ALLOC b f32[n]
GPU_COMMANDS recorded:
    GPU_COPY a -> b
ENDCOMMANDS
{host}
GPU_KERNEL k
    GPU_PARAM a f32[n]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    SET 0.0 -> a[0]
GPU_END
GPU_KERNEL dynamic
    GPU_PARAM a f32[n]
    GPU_PARAM n i32
    GPU_SHARED part f32[]
    GPU_THREAD_CODE:
    SET 0.0 -> part[0]
GPU_END
"""
# What ends the blocks that a line may begin.
ENDS = {
    "FOR": "ENDFOR",
    "IF": "ENDIF",
    "GPU_COMMANDS": "ENDCOMMANDS",
    "GPU_KERNEL": "GPU_THREAD_CODE:\nGPU_END",
    "FUNC": "RETURN x\nENDFUNC",
    "GPU_CONST": "1 2 3 4\nENDCONST",
}
OPTION = re.compile(r"-{1,2}[a-zA-Z]")


def cells():
    """Return what stands in the columns px, each with its place."""
    found = {}
    for page in PAGES:
        column = None
        for line in page.read_text(encoding="utf-8").splitlines():
            row = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not row:
                column = None
            elif column is None:
                column = row.index("px") if "px" in row else -1
            elif column >= 0:
                for code in re.findall(r"`([^`]*)`", row[column]):
                    found[f"{page.stem}: {code}"] = code.replace("\\|", "|")
    return found


def programs(code):
    """Return the programs that a piece of code may be a part of."""
    word = code.split()[0]
    opens = code.endswith(":") or word in ("GPU_KERNEL", "FUNC")
    lines = f"{code}\n{ENDS.get(word, '')}" if opens else code
    return [
        *(
            KERNEL.format(head="", code=statement)
            for statement in (lines, f"SET {code} -> result", f"LOCAL result {code}")
        ),
        KERNEL.format(head=lines, code=""),
        HOST.format(host=lines),
        lines,
    ]


CELLS = {name: code for name, code in cells().items() if not OPTION.match(code)}


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """Return what is said about each program, by its name: CELL-PROGRAM."""
    folder = tmp_path_factory.mktemp("programs")
    for cell, code in enumerate(CELLS.values()):
        for number, program in enumerate(programs(code)):
            (folder / f"{cell}-{number}.px").write_text(program, encoding="utf-8")
    done = subprocess.run(
        ["pxc", "check", "--no-codegen", "--diagnostics-format=json", folder],
        capture_output=True,
        text=True,
    )
    said = {path.stem: [] for path in folder.iterdir()}
    for message in json.loads(done.stdout):
        name = message["file"].rpartition("/")[2].removesuffix(".px")
        said[name].append(message["message"])
    return said


@pytest.mark.parametrize("cell", range(len(CELLS)), ids=CELLS.keys())
def test_px_in_a_table_compiles(cell, messages):
    said = [found for name, found in messages.items() if name.startswith(f"{cell}-")]
    assert [] in said, said
