# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What holds for every file of the repository."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LICENSE_LINES = [
    "// Part of the aikernel project, under the Apache License v2.0 with"
    " LLVM Exceptions.",
    "// See LICENSE for license information.",
    "// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception",
]
SPDX = "# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception"

# Folders that belong to nobody in particular, so that their names in a text
# give nothing away.
COMMON_FOLDERS = {"/", "/opt", "/srv", "/src", "/tmp", "/usr", "/usr/src"}


# Inputs of the fuzz targets are as a fuzzer found them.
CORPUS = ROOT / "fuzz" / "corpus"


def tracked(*suffixes):
    """Return the repository's files, those not yet committed included."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    files = sorted(
        {path for path in paths if path.is_file() and CORPUS not in path.parents}
    )
    assert files, "git lists no file"
    return [f for f in files if not suffixes or f.suffix in suffixes]


def texts(*suffixes):
    """Yield name and text of every file that is text."""
    for path in tracked(*suffixes):
        data = path.read_bytes()
        if b"\0" not in data:
            yield (
                str(path.relative_to(ROOT)),
                data.decode("utf-8", errors="replace"),
            )


def lines_with(pattern, *suffixes):
    """List the places where a pattern occurs, as file:line: text."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts(*suffixes)
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def machine_paths():
    """Return a pattern of paths that exist on somebody's machine only."""
    private = [r"/(?:home|Users)/[a-z]", r"/roo[t]/"]
    for folder in (ROOT, ROOT.parent):
        if str(folder) not in COMMON_FOLDERS:
            private.append(rf"(?<![\w.}}]){re.escape(str(folder))}/")
    return "|".join(private)


@pytest.mark.parametrize("suffixes", [(".h",), (".cpp", ".c"), (".td", ".def")])
def test_every_cpp_and_tablegen_file_has_the_license_header(suffixes):
    bad = []
    for name, text in texts(*suffixes):
        lines = text.splitlines()
        if lines[2:5] != LICENSE_LINES:
            bad.append(f"{name}: lines 3 to 5 are not the license")
    assert not bad, "\n".join(bad)


def test_every_cpp_and_tablegen_file_names_itself_in_its_first_line():
    bad = []
    for name, text in texts(".h", ".cpp", ".c", ".td", ".def"):
        first = text.splitlines()[0] if text else ""
        if not first.startswith(f"//===- {Path(name).name} - "):
            bad.append(f"{name}: {first}")
    assert not bad, "\n".join(bad)


def test_only_headers_tell_editors_their_language():
    wrong = lines_with(r"-\*- C\+\+ -\*-", ".cpp", ".c")
    assert not wrong, "\n".join(wrong)


def test_every_script_has_the_license_line():
    scripts = [*tracked(".py", ".sh"), ROOT / "dev", ROOT / ".ci" / "run"]
    bad = [
        str(path.relative_to(ROOT))
        for path in scripts
        if SPDX not in path.read_text(encoding="utf-8").splitlines()[:3]
    ]
    assert not bad, "\n".join(bad)


def test_no_file_contains_a_path_of_one_machine():
    found = lines_with(machine_paths())
    assert not found, "\n".join(found)


def test_no_file_leaves_work_for_later():
    found = lines_with(r"\b(TO" + r"DO|FIX" + r"ME)\b")
    assert not found, "\n".join(found)


def test_no_line_ends_in_blanks():
    found = lines_with(r"[ \t]+$", ".h", ".cpp", ".td", ".def", ".py", ".md")
    assert not found, "\n".join(found)


def test_every_text_ends_in_one_newline():
    bad = [
        name
        for name, text in texts()
        if text and (not text.endswith("\n") or text.endswith("\n\n"))
    ]
    assert not bad, "\n".join(bad)


def test_what_the_commands_of_readme_and_examples_write_is_ignored():
    shown = [ROOT / "README.md", *(ROOT / "examples").rglob("*.p[xy]")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in shown)
    written = re.findall(r"(?:--out \w+=@| -o )([\w.]+\w)", text)
    written += [f"{Path(name).stem}.h" for name in written if name.endswith(".so")]
    assert {"vector_add.so", "vector_add.h", "boot.img", "mandelbrot.npy"} <= set(
        written
    )
    done = subprocess.run(
        ["git", "check-ignore", *written], cwd=ROOT, capture_output=True, text=True
    )
    assert set(done.stdout.split()) == set(written)


def test_lint_names_a_file_that_does_not_exist():
    done = subprocess.run(
        [ROOT / "dev", "lint", "nofile.cpp"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "there is no 'nofile.cpp'" in done.stderr
