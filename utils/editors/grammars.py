# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Write the grammars of editors/ from the tables of the front end."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "include" / "aikernel" / "Frontend" / "Px"
TEXTMATE = ROOT / "editors" / "vscode" / "syntaxes" / "px.tmLanguage.json"
VIM = ROOT / "editors" / "vim" / "syntax" / "px.vim"


def words(table, macro, column=0):
    """Return a column of texts of the rows of a table, sorted."""
    text = (TABLES / table).read_text(encoding="utf-8")
    rows = re.findall(rf"^{macro}\((.*)\)", text, re.MULTILINE)
    texts = [re.findall(r'"((?:[^"\\]|\\.)*)"', row)[column] for row in rows]
    return sorted({text for text in texts if text})


STATEMENTS = sorted(
    {*words("Verbs.def", "PX_VERB"), *words("Verbs.def", "PX_LATER"), "COMMENT"}
)
OPERATIONS = words("Operations.def", "PX_OPERATION")
BUILT_INS = words("Tokens.def", "PX_INDEX")
REDUCTIONS = set(words("Tokens.def", "PX_REDUCTION", -1)) - set(OPERATIONS)
KEYWORDS = sorted({*words("Tokens.def", "PX_KEYWORD"), *REDUCTIONS})
TYPES = sorted(
    {*words("Types.def", "PX_SCALAR"), *words("Types.def", "PX_SCALAR_ALIAS")}
)


def any_of(choices):
    """Match one of the words."""
    return rf"\b(?:{'|'.join(choices)})\b"


def textmate():
    """Return the TextMate grammar."""
    first = "|".join(word for word in STATEMENTS if word != "COMMENT")
    patterns = [
        {"name": "comment.line.px", "match": r"#.*$"},
        {
            "name": "comment.line.px",
            "match": r"(?:^\s*(?i:comment)|(?<=\s)COMMENT)\b.*$",
        },
        {
            "name": "string.quoted.double.px",
            "begin": '"',
            "end": '"|$',
            "patterns": [
                {"name": "constant.character.escape.px", "match": r"\\[nt\\\"]"}
            ],
        },
        {
            "match": r"^\s*(?i:(FUNC|GPU_KERNEL))\s+(\w+)",
            "captures": {
                "1": {"name": "keyword.control.px"},
                "2": {"name": "entity.name.function.px"},
            },
        },
        {"name": "keyword.control.px", "match": rf"^\s*(?i:{first})\b"},
        {"name": "support.function.px", "match": any_of(OPERATIONS)},
        {
            "name": "variable.language.px",
            "match": any_of(BUILT_INS) + r"(?:\.[XYZ]\b)?",
        },
        {"name": "keyword.other.px", "match": any_of(KEYWORDS)},
        {
            "name": "storage.type.px",
            "match": any_of(TYPES) + r"(?=\s*(?:[\[\]*(,):]|$|->|→|=|\d))",
        },
        {
            "name": "constant.numeric.px",
            "match": r"\b(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\b",
        },
        {"name": "keyword.operator.arrow.px", "match": "->|→"},
        {
            "name": "keyword.operator.px",
            "match": r"&&|\|\||<<|>>|[<>=!]=|[-+*/%&|^~!<>=]",
        },
    ]
    grammar = {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "px",
        "scopeName": "source.px",
        "fileTypes": ["px"],
        "patterns": patterns,
    }
    return json.dumps(grammar, indent=2, ensure_ascii=False) + "\n"


def vim():
    """Return the syntax file of Vim."""
    groups = [
        ("pxStatement", [w for w in STATEMENTS if w != "COMMENT"], "Statement"),
        ("pxOperation", OPERATIONS, "Function"),
        ("pxBuiltIn", BUILT_INS, "Identifier"),
        ("pxKeyword", KEYWORDS, "Keyword"),
        ("pxType", TYPES, "Type"),
    ]
    lines = [
        '" Vim syntax file of px. Made by utils/editors/grammars.py.',
        'if exists("b:current_syntax")',
        "  finish",
        "endif",
        "",
        "syntax case match",
    ]
    lines += [f"syntax keyword {name} {' '.join(list_)}" for name, list_, _ in groups]
    lines += [
        r"syntax match pxNumber /\<\%(0x\x\+\|\d\+\%(\.\d\+\)\=\%([eE][-+]\=\d\+\)\=\)\>/",
        "syntax match pxArrow /->\\|→/",
        r'syntax region pxString start=/"/ skip=/\\./ end=/"/ oneline',
        "syntax match pxComment /#.*$/",
        r"syntax match pxComment /\%(^\s*\c\<comment\>\C\|\s\zsCOMMENT\>\).*$/",
        "",
    ]
    links = [(name, link) for name, _, link in groups]
    links += [("pxNumber", "Number"), ("pxArrow", "Operator")]
    links += [("pxString", "String"), ("pxComment", "Comment")]
    lines += [f"highlight default link {name} {link}" for name, link in links]
    lines += ["", 'let b:current_syntax = "px"', ""]
    return "\n".join(lines)


if __name__ == "__main__":
    TEXTMATE.write_text(textmate(), encoding="utf-8")
    VIM.write_text(vim(), encoding="utf-8")
    for path in (TEXTMATE, VIM):
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
