# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The manual's tables are those of the compiler; test_pages.py runs its code."""

import re

import pytest
from harness import ROOT

MANUAL = ROOT / "docs" / "px-language.md"
TABLES = ROOT / "include" / "aikernel" / "Frontend" / "Px"
TEXT = MANUAL.read_text(encoding="utf-8")


def rows(table, macro):
    """Return the texts between quotes in each row of one of the .def tables."""
    text = (TABLES / table).read_text(encoding="utf-8")
    lines = re.findall(rf"^{macro}\((.*)\)", text, re.MULTILINE)
    assert lines, f"no {macro} in {table}"
    return [re.findall(r'"((?:[^"\\]|\\.)*)"', line) for line in lines]


@pytest.mark.parametrize(
    ("table", "macro"),
    [
        ("Verbs.def", "PX_VERB"),
        ("Operations.def", "PX_OPERATION"),
        ("Types.def", "PX_SCALAR"),
        ("Types.def", "PX_SCALAR_ALIAS"),
        ("Tokens.def", "PX_KEYWORD"),
        ("Tokens.def", "PX_INDEX"),
        ("Tokens.def", "PX_REDUCTION"),
    ],
)
def test_every_word_of_a_table_is_in_the_manual(table, macro):
    words = [
        texts[-1 if macro == "PX_REDUCTION" else 0] for texts in rows(table, macro)
    ]
    missing = [word for word in words if word and not re.search(rf"`{word}\b", TEXT)]
    assert not missing


@pytest.mark.parametrize("table", ["Verbs.def", "Operations.def"])
def test_the_manual_tells_every_statement_as_the_compiler_does(table):
    macro = "PX_VERB" if table == "Verbs.def" else "PX_OPERATION"
    plain = TEXT.replace("\\|", "|")
    for spelling, *texts in rows(table, macro):
        for text in texts if spelling else []:
            assert text.replace('\\"', '"') in plain, spelling


def test_the_manual_tells_where_each_statement_may_stand():
    names = {
        "None": "inside its block",
        "Top": "host, outside of blocks",
        "Host": "host",
        "Commands": "GPU_COMMANDS",
        "Header": "kernel head",
        "Kernel": "kernel",
        "Function": "function",
    }
    table = re.findall(
        r'^PX_VERB\(\w+, "(\w+)", ([\w |]+), \w+, ',
        (TABLES / "Verbs.def").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert table
    for spelling, places in table:
        where = ", ".join(names[place] for place in places.split(" | "))
        assert re.search(rf"^\| `{spelling}\b.*` \| {where} \| ", TEXT, re.MULTILINE), (
            spelling,
            where,
        )


def test_the_manual_lists_every_diagnostic():
    text = (TABLES / "Diagnostics.def").read_text(encoding="utf-8")
    table = re.findall(
        r'^PX_DIAGNOSTIC\((\d+), \w+, (Error), "(.*)"\)'
        r'|^PX_WARNING\((\d+), \w+, ("[\w-]+"), \w+, "(.*)"\)',
        text,
        re.MULTILINE,
    )
    assert table
    for row in table:
        number, kind, message = row[:3] if row[0] else row[3:]
        message = message.replace('\\"', '"')
        severity = "error" if kind == "Error" else f"`-W{kind[1:-1]}`"
        row = f"| px-{int(number):03} | {severity} | {message} |"
        assert row in TEXT, row


def test_the_page_of_pxc_lists_every_warning():
    page = (ROOT / "docs" / "pxc.md").read_text(encoding="utf-8")
    text = (TABLES / "Diagnostics.def").read_text(encoding="utf-8")
    warnings = re.findall(r'^PX_WARNING\(\d+, \w+, "([\w-]+)", (\w+)', text, re.M)
    listed = re.findall(r"^\| `([\w-]+)` \| (yes|no) \|", page, re.M)
    assert sorted(listed) == sorted(
        {(name, {"On": "yes", "Off": "no"}[default]) for name, default in warnings}
    )
    groups = dict(re.findall(r'^PX_WARNING_GROUP\("([\w-]+)", "(.*)"\)', text, re.M))
    assert groups.keys() <= {
        name for name in re.findall(r"^\| `([\w-]+)` \|", page, re.M)
    }
    for name, members in groups.items():
        assert set(members.split()) <= {name for name, _ in warnings} | groups.keys()
        if name != "all":
            shown = re.search(rf"^\| `{name}` \| (.*) \|$", page, re.M)[1]
            assert re.findall(r"`([\w-]+)`", shown) == members.split()
