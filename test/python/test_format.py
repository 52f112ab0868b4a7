# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""pxc fmt never changes what a program means, and its own output not at all."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from harness import EXAMPLES, ROOT
from test_random_kernels import Generator, Version01

BLOCK = re.compile(r"^```px(?:-error| host)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def programs():
    """Yield all px texts of the repository, and kernels that nobody wrote."""
    for path in sorted(ROOT.glob("**/*.px")):
        if "build" not in path.relative_to(ROOT).parts:
            yield path.read_bytes()
    for page in sorted(ROOT.glob("docs/**/*.md")):
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            yield block.encode()
    for seed in range(60):
        for form in (Version01, Generator):
            yield form(seed).kernel().encode()


def tree(path, kind):
    """Return what pxc says about a program's tree; nothing of a wrong one."""
    done = subprocess.run(
        ["pxc", f"--emit={kind}", path, "-o", "-"], capture_output=True
    )
    return done.stdout


def trees(folder):
    """Return both trees of every program in a folder."""
    jobs = [(path, kind) for path in sorted(folder.iterdir()) for kind in KINDS]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda job: tree(*job), jobs))


KINDS = ["ast", "typed-ast"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Return a folder with all programs."""
    folder = tmp_path_factory.mktemp("corpus")
    for number, text in enumerate(programs()):
        (folder / f"{number:04}.px").write_bytes(text)
    return folder


def test_the_trees_of_the_whole_corpus_stay(corpus):
    before = trees(corpus)
    assert len([tree for tree in before if tree]) > 500
    subprocess.run(["pxc", "fmt", corpus], stderr=subprocess.DEVNULL)
    assert trees(corpus) == before
    again = subprocess.run(["pxc", "fmt", "--check", corpus], capture_output=True)
    assert again.stdout == b""


def test_the_examples_and_the_library_are_formatted():
    folders = [EXAMPLES, ROOT / "include" / "px"]
    done = subprocess.run(["pxc", "fmt", "--diff", *folders], capture_output=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_the_page_shows_what_pxc_fmt_does():
    page = (ROOT / "docs" / "pxc-sources.md").read_text(encoding="utf-8")
    before, after = BLOCK.findall(page)
    done = subprocess.run(
        ["pxc", "fmt", "-"], input=before, capture_output=True, text=True, check=True
    )
    assert done.stdout == after
