# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Code in the documentation compiles, runs, and gives what the page says.

What stands behind the three backticks of a block says what it is:

px               a program; compiles without a warning, and runs
px NAME.px       the same, as a file for the commands below it, well formatted
px frame         the kernel in which statements alone stand
px kernel        statements of a kernel
px host          statements of the host program
px-error         a program with its errors, named by comments; may be a file too
console          commands behind "$ ", and what they print; `…` on a line of its
                 own is any number of lines, elsewhere any text on its line
cuda, opencl     code in another language, which its compiler takes
c, text          neither compiled nor run
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

import pytest
from harness import EXAMPLES, ROOT

# The pages of messages have tests of their own: test_explain.py.
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [
    ROOT / "README.md",
    *(page for page in DOCS if page.parent.name != "diagnostics"),
]
MANUAL = ROOT / "docs" / "px-language.md"
HERE = ROOT / "test" / "python"
FENCE = re.compile(r"^```(\S+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGES = {"px", "px-error", "console", "cuda", "opencl", "c", "text"}


@dataclass
class Block:
    """A block of code of a page."""

    page: str
    line: int
    language: str
    part: str
    text: str


@cache
def blocks_of(page):
    """Return the blocks of a page in their order."""
    text = page.read_text(encoding="utf-8")
    name = str(page.relative_to(ROOT))
    return [
        Block(name, text.count("\n", 0, m.start()) + 2, m[1], m[2] or "", m[3])
        for m in FENCE.finditer(text)
    ]


def is_file(block):
    """Tell whether a block is a program that commands name."""
    return block.language in ("px", "px-error") and block.part.endswith(".px")


def is_wrong(block):
    """Tell whether a block is a program with errors."""
    return block.language == "px-error"


def where(kind):
    """Run a test for each block of a kind, named after its place."""
    found = [block for page in PAGES for block in blocks_of(page) if kind(block)]
    names = [f"{block.page}:{block.line}" for block in found]
    assert found
    return pytest.mark.parametrize("block", found, ids=names)


def kind(language, part=""):
    """Return the test for a language and what stands behind it."""
    return lambda block: (block.language, block.part) == (language, part)


def a_program(block):
    """Tell whether a block is a whole program."""
    return kind("px")(block) or (is_file(block) and not is_wrong(block))


def compile_px(source, tmp_path):
    """Check a program; return the exit code and what is said about it."""
    path = tmp_path / "example.px"
    path.write_text(source, encoding="utf-8")
    done = subprocess.run(
        ["pxc", "--emit=typed-ast", path, "-o", "-"], capture_output=True, text=True
    )
    return done.returncode, done.stderr


def frame_of(page):
    """Return the kernel that a page's statements stand in; else the manual's."""
    for source in (ROOT / page, MANUAL):
        for block in filter(kind("px", "frame"), blocks_of(source)):
            return block.text
    raise AssertionError("the manual has no frame")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_block_is_of_a_kind_that_nothing_checks(page):
    for block in blocks_of(page):
        assert block.language in LANGUAGES, block.line
        parts = {"", "frame", "kernel", "host"} if block.language == "px" else {""}
        assert is_file(block) or block.part in parts, block.line


@where(a_program)
def test_a_program_compiles_without_a_warning(block, tmp_path):
    assert compile_px(block.text, tmp_path) == (0, "")


@where(kind("px"))
def test_a_program_runs_unless_something_is_missing(block, tmp_path):
    path = tmp_path / "example.px"
    path.write_text(block.text, encoding="utf-8")
    done = subprocess.run(
        ["pxc", "run", path, "--cpu=scalar", "--check=bounds"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    if done.returncode != 0:
        assert re.search(
            "launches no kernel itself|the host program needs more"
            "|has neither a host program nor kernels",
            done.stderr,
        ), done.stderr


@where(is_file)
def test_a_file_is_formatted(block, tmp_path):
    path = tmp_path / block.part
    path.write_text(block.text, encoding="utf-8")
    done = subprocess.run(
        ["pxc", "fmt", "--diff", path], capture_output=True, text=True
    )
    assert done.stdout + done.stderr == ""


@where(kind("px", "kernel"))
def test_statements_compile_in_the_kernel_shown_first(block, tmp_path):
    source = frame_of(block.page).replace("    # the example\n", block.text)
    assert compile_px(source, tmp_path) == (0, "")


@where(kind("px", "host"))
def test_statements_of_the_host_compile(block, tmp_path):
    assert compile_px(block.text, tmp_path) == (0, "")


@where(is_wrong)
def test_a_wrong_program_gets_the_errors_that_it_states(block, tmp_path):
    stated = [
        (number, message)
        for number, line in enumerate(block.text.splitlines(), 1)
        for message in re.findall(r"# \[(px-\d+)\]", line)
    ]
    code, errors = compile_px(block.text, tmp_path)
    found = re.findall(r"example\.px:(\d+):\d+: error: .*\[(px-\d+)\]", errors)
    assert code == 1
    assert [(int(line), message) for line, message in found] == stated, errors


# --- Commands ----------------------------------------------------------------

DEV = """#!/bin/sh
case $1 in
run) exec pxc "$@" ;;
exec) shift; exec "$@" ;;
esac
exit 2
"""


def commands(text):
    """Split a block into commands, each with what it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command = re.match(r"(?:.*\\\n)*.*\n", part).group()
        yield command, part[len(command) :]


def steady(text):
    """Leave out what differs from run to run and from machine to machine."""
    text = re.sub(r"\b(scalar|avx2|avx512) code, \d+ threads?", "CODE", text)
    text = re.sub(r"\d[\d.]* (GB/s|[num]?s)\b", "NUMBER", text)
    return text.replace("NUMBER (cached)", "NUMBER").rstrip("\n")


def pattern(stated):
    """Return the pattern of an output as a page states it."""
    lines = []
    for line in steady(stated).splitlines():
        if line.strip() == "…":
            lines.append("(?:.*\n)*")
        else:
            lines.append(re.escape(line).replace("…", ".*") + " *\n")
    return "".join(lines)


def prints(done, stated):
    """Tell whether a command printed what is stated, and failed if that says so."""
    printed = "".join(f"{line}\n" for line in steady(done.stdout).splitlines())
    fails = bool(re.search(r"\berror: |^FAIL ", stated, re.MULTILINE))
    return re.fullmatch(pattern(stated), printed) and fails == (done.returncode != 0)


def folder_of_the_repository(path):
    """Make a folder in which the commands of a page find what they name."""
    (path / "dev").write_text(DEV)
    (path / "dev").chmod(0o755)
    (path / "examples").symlink_to(EXAMPLES.parent)
    (path / "include").symlink_to(ROOT / "include")


SHOWN = [page for page in PAGES if any(map(kind("console"), blocks_of(page)))]


@pytest.mark.parametrize("page", SHOWN, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_print_what_the_page_shows(page, tmp_path):
    folder_of_the_repository(tmp_path)
    python = os.path.dirname(sys.executable)
    environment = os.environ | {
        "PATH": f"{os.environ['PATH']}:{python}",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }
    for block in blocks_of(page):
        if is_file(block):
            (tmp_path / block.part).write_text(block.text, encoding="utf-8")
        for command, stated in commands(block.text if kind("console")(block) else ""):
            done = subprocess.run(
                ["bash", "-c", f"exec 2>&1; set -o pipefail; {command}"],
                capture_output=True,
                text=True,
                cwd=tmp_path,
                env=environment,
                timeout=120,
            )
            place = f"{block.page}:{block.line}: {command}"
            assert prints(done, stated), f"{place}{done.stdout}"


# --- Other languages ---------------------------------------------------------

CLANG = shutil.which("clang-22") or shutil.which("clang")
DIALECTS = {
    "opencl": [
        *("-x", "cl", "-cl-std=CL3.0", "-target", "spir64"),
        *("-Xclang", "-finclude-default-header"),
    ],
    "cuda": [
        *("-x", "cuda", "--cuda-device-only", "--cuda-gpu-arch=sm_90"),
        *("-nocudainc", "-nocudalib", "-Wno-unknown-cuda-version"),
        *("-include", str(HERE / "cuda_subset.h")),
    ],
}


@pytest.mark.skipif(not CLANG, reason="no clang")
@where(lambda block: block.language in DIALECTS)
def test_code_to_compare_with_compiles_too(block, tmp_path):
    path = tmp_path / "example"
    path.write_text(block.text, encoding="utf-8")
    done = subprocess.run(
        [CLANG, *DIALECTS[block.language], "-Wall", "-fsyntax-only", path],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
