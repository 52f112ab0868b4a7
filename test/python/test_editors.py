# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The files for editors know the words of the language."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from harness import EXAMPLES, ROOT

sys.path.insert(0, str(ROOT / "utils" / "editors"))
import grammars

VSCODE = ROOT / "editors" / "vscode"


def test_the_grammars_are_made_from_the_tables():
    assert grammars.TEXTMATE.read_text("utf-8") == grammars.textmate()
    assert grammars.VIM.read_text("utf-8") == grammars.vim()


def scope_of(text, line):
    """Return the scope that the grammar gives to a piece of a line."""
    begin = line.index(text)
    for pattern in json.loads(grammars.textmate())["patterns"]:
        expression = (
            pattern.get("match") or pattern["begin"] + ".*?(?:" + pattern["end"] + ")"
        )
        # TextMate's expressions may switch case inside; Python's may at the start.
        expression = expression.replace("(?i:", "(?:")
        for match in re.finditer(expression, line):
            for group, name in pattern.get("captures", {}).items():
                if match.span(int(group)) == (begin, begin + len(text)):
                    return name["name"]
            if match.start() <= begin < match.end():
                return pattern.get("name")
    return None


@pytest.mark.parametrize(
    ("text", "line", "scope"),
    [
        ("SET", "    SET x + 1 -> y", "keyword.control.px"),
        ("# no", 'PRINT "a" # no', "comment.line.px"),
        ("COMMENT", "SET 1 -> x COMMENT one", "comment.line.px"),
        ('"a', 'PRINT "a", b', "string.quoted.double.px"),
        ("scale", "GPU_KERNEL scale", "entity.name.function.px"),
        ("MIN", "SET MIN(a, b) -> c", "support.function.px"),
        ("THREAD_ID", "SET THREAD_ID.Y -> c", "variable.language.px"),
        ("FROM", "FOR i FROM 0 TO 4:", "keyword.other.px"),
        ("f32", "GPU_PARAM a f32[n]", "storage.type.px"),
        ("0xff", "SET 0xff -> c", "constant.numeric.px"),
        ("→", "SET a → c", "keyword.operator.arrow.px"),
    ],
)
def test_the_grammar_finds_the_words(text, line, scope):
    assert scope_of(text, line) == scope


def test_the_extension_is_whole():
    package = json.loads((VSCODE / "package.json").read_text("utf-8"))
    contributes = package["contributes"]
    files = [package["main"], contributes["languages"][0]["configuration"]]
    files += [grammar["path"] for grammar in contributes["grammars"]]
    for file in files:
        assert (VSCODE / file).is_file()
    json.loads((VSCODE / files[1]).read_text("utf-8"))


@pytest.mark.skipif(not shutil.which("node"), reason="there is no node to parse with")
def test_the_extension_is_javascript():
    subprocess.run(["node", "--check", VSCODE / "extension.js"], check=True)


@pytest.mark.skipif(not shutil.which("vim"), reason="there is no Vim")
def test_vim_takes_the_syntax_file(tmp_path):
    report = tmp_path / "report"
    commands = [
        f"set runtimepath^={ROOT / 'editors' / 'vim'}",
        "syntax on",
        "filetype on",
        f"edit {EXAMPLES / 'saxpy.px'}",
        "call search('GPU_KERNEL')",
        "let name = synIDattr(synID(line('.'), col('.'), 1), 'name')",
        f"call writefile([&filetype, name], '{report}')",
        "qall!",
    ]
    arguments = [part for command in commands for part in ("-c", command)]
    subprocess.run(["vim", "-Nu", "NONE", "-es", *arguments], check=False, timeout=20)
    assert report.read_text().split() == ["px", "pxStatement"]
