# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A tool's page has every option and no other; its commands give what it says."""

import re
import shutil
import subprocess

import pytest
from harness import EXAMPLES, ROOT

OPTION = re.compile(r"(?<![\w-])(?:-O3|--?[a-zA-Z][a-zA-Z-]*)")
TOOLS = {
    "pxc.md": [("pxc",)],
    "pxc-run.md": [("pxc", "run"), ("pxc", "inspect")],
    "px-lsp.md": [("px-lsp",)],
    "pxc-explain.md": [("pxc", "explain")],
    "pxc-sources.md": [("pxc", "check"), ("pxc", "fix"), ("pxc", "fmt")],
}


def text_of(page):
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


def options(tool):
    """Return the options that a tool's help lists, as they are spelled."""
    text = subprocess.run(
        [*tool, "--help"], check=True, capture_output=True, text=True
    ).stdout
    return {m[1] for m in re.finditer(r"^  (--?[a-zA-Z-]+)", text, re.MULTILINE)}


@pytest.mark.parametrize(
    ("page", "tool"), [(page, tool) for page in TOOLS for tool in TOOLS[page]]
)
def test_every_option_is_in_the_page(page, tool):
    listed = options(tool)
    assert len(listed) > 2
    # -OLEVEL is explained as -O0 to -O3; commands share options with the compiler.
    known = text_of(page) + (text_of("pxc.md") if len(tool) > 1 else "")
    spelled = {option.replace("-OLEVEL", "-O3") for option in listed}
    missing = spelled - set(OPTION.findall(known))
    assert not missing


@pytest.mark.parametrize("page", TOOLS)
def test_a_page_names_no_option_that_does_not_exist(page):
    known = {"--n", "--quiet"}  # inputs of host programs
    for tools in TOOLS.values():
        for tool in tools:
            known |= options(tool)
    named = {o for o in OPTION.findall(text_of(page)) if o.startswith("--")}
    assert named
    assert not named - known


def commands_below(heading, page):
    """Return the blocks of commands of a section."""
    section = text_of(page).split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)


@pytest.mark.parametrize("number", range(3))
def test_printed_pipelines_run_to_the_same_result(number, tmp_path):
    blocks = commands_below("What pxc does, again", "aikernel-opt.md")
    assert len(blocks) == 3
    shutil.copy(EXAMPLES / "saxpy.px", tmp_path)
    subprocess.run(["bash", "-ec", blocks[number]], cwd=tmp_path, check=True)
