# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Each message is explained, by examples that do what they are there for."""

import json
import re
import subprocess
import sys

import pytest
from harness import ROOT

sys.path.append(str(ROOT / "utils" / "docs"))

import px_messages

NUMBERS = {
    number: (flag, message) for number, flag, message in px_messages.diagnostics()
}
EXAMPLE = re.compile(
    r"^```(px|sh) (wrong|right)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
PAGES = {
    int(path.stem.removeprefix("px-")): path.read_text(encoding="utf-8")
    for path in sorted(px_messages.FOLDER.glob("px-*.md"))
}


def examples(kind):
    """Return the examples of a kind, with the numbers that they are about."""
    return [
        pytest.param(number, *match.groups(), id=f"px-{number:03}")
        for number, text in PAGES.items()
        for match in EXAMPLE.finditer(text)
        if match[2] == kind
    ]


def messages_of(language, options, text, folder):
    """Return the numbers of all messages about an example."""
    source = folder / "k.px"
    if language == "px":
        source.write_text(text, encoding="utf-8")
    else:
        subprocess.run(["bash", "-ec", text], cwd=folder, check=True)
    options = options.split() or ["--no-codegen"]
    done = subprocess.run(
        ["pxc", "check", *options, "--diagnostics-format=json", "k.px"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    return done.returncode, [said["id"] for said in json.loads(done.stdout)]


def test_every_message_is_explained():
    assert PAGES.keys() == NUMBERS.keys()


@pytest.mark.parametrize("number", PAGES)
def test_an_explanation_has_a_heading_and_both_kinds_of_examples(number):
    text = PAGES[number]
    assert re.match(rf"# px-{number:03}: [^\n]+\n\n(?!```)\S", text)
    kinds = [match[2] for match in EXAMPLE.finditer(text)]
    assert kinds == sorted(kinds, reverse=True)
    assert set(kinds) == {"wrong", "right"}
    assert len(re.findall("^```", text, re.MULTILINE)) == 2 * len(kinds)


@pytest.mark.parametrize(
    ("number", "language", "kind", "options", "text"), examples("wrong")
)
def test_a_wrong_example_gets_its_message_alone(
    number, language, kind, options, text, tmp_path
):
    code, messages = messages_of(language, options, text, tmp_path)
    assert set(messages) == {f"px-{number:03}"}
    assert code == (0 if NUMBERS[number][0] else 1)


@pytest.mark.parametrize(
    ("number", "language", "kind", "options", "text"), examples("right")
)
def test_a_right_example_compiles_without_a_message(
    number, language, kind, options, text, tmp_path
):
    assert messages_of(language, options, text, tmp_path) == (0, [])
    if language == "px" and "→" not in text:
        subprocess.run(["pxc", "fmt", "--check", "k.px"], cwd=tmp_path, check=True)


def test_the_list_is_that_of_the_table():
    stored = px_messages.PAGE.read_text(encoding="utf-8")
    assert stored == px_messages.page(), "./dev docs writes the page anew"


def explain(*arguments):
    """Return what pxc explain says."""
    return subprocess.run(
        ["pxc", "explain", *arguments], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("name", ["px-042", "px-42", "42", "042", "PX-042"])
def test_a_number_is_understood_in_any_form(name):
    assert explain(name).startswith("px-042, error: a function cannot have the name")


def test_an_explanation_is_the_page_without_its_signs():
    text = explain("101")
    assert text.startswith("px-101, warning (-Wliteral-range): {0} does not fit in {1}")
    assert "\nAs px-083, but the verbs" in text
    assert "\nWrong:\n\n    GPU_KERNEL k\n" in text
    assert "\nRight:\n\n    GPU_KERNEL k\n" in text
    assert "```" not in text


def test_a_warning_may_be_named():
    text = explain("-Wliteral-range")
    assert "px-099, warning" in text
    assert "px-101, warning" in text
    assert explain("literal-range") == text


def test_without_a_number_all_are_listed():
    lines = explain().splitlines()
    assert len(lines) == len(NUMBERS)
    assert lines[0] == "px-001  error    this file is {0}, not px source"
    assert lines == sorted(lines)


@pytest.mark.parametrize("name", ["px-000", "4242", "px", "saxpy", "-Wnothing", "x42"])
def test_what_is_no_message_is_an_error(name):
    done = subprocess.run(["pxc", "explain", name], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        f"pxc: error: there is no message '{name}'; pxc explain lists all\n"
    )
