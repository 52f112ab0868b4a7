# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every verb on every type: a result of the type in the manual's table, or px-085.

That the results are right is what test_operations.py is about.
"""

import re
import subprocess

import pytest
from harness import ROOT
from reference import TYPES

TABLES = ROOT / "include" / "aikernel" / "Frontend" / "Px"
MANUAL = ROOT / "docs" / "px-language.md"
NAMES = [type.name for type in TYPES]
REFUSALS = {"px-085", "px-086"}

FRAME = """
GPU_KERNEL k{number}
    GPU_PARAM m {type}[n]
    GPU_PARAM x {type}
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    {statement}
GPU_END
"""


def rows(table, macro):
    """Return the spelling and the next number of each row of a .def table."""
    text = (TABLES / table).read_text(encoding="utf-8")
    return re.findall(rf'^{macro}\(\w+, "(\w+)"(?:, (\d))?', text, re.MULTILINE)


def statements():
    """Map each verb to a statement that gives r from values x of one type."""
    found = {}
    for word, arity in rows("Operations.def", "PX_OPERATION"):
        operands = ["x"] * int(arity)
        if word in ("CAST", "BITCAST"):
            continue
        if word in ("SHL", "SHR", "ROTL", "ROTR"):
            operands[1] = "n"
        if word == "SELECT":
            operands[0] = "TRUE"
        found[word] = f"{word} {' '.join(operands)} -> r"
    found["COMPARE"] = "COMPARE x < x -> r"
    found["ADD_CARRY"] = "ADD_CARRY x x TRUE -> r c"
    for word, _ in rows("Verbs.def", "PX_VERB"):
        if word == "ATOMIC_CAS":
            found[word] = "ATOMIC_CAS m[0] x x -> r"
        elif word.startswith("ATOMIC"):
            found[word] = f"{word} m[0] x -> r"
        elif word.endswith(("_REDUCE", "_SCAN")):
            for name in ("SUM", "PROD", "MIN", "MAX", "AND", "OR", "XOR"):
                found[f"{word} {name}"] = f"{word} {name} x -> r"
        elif word.startswith("SHUFFLE"):
            found[word] = f"{word} x 1 -> r"
        elif word in ("VOTE_ANY", "VOTE_ALL", "BALLOT"):
            found[word] = f"{word} x -> r"
    return found


STATEMENTS = statements()


def compile_px(source, path):
    """Check a program; return the typed tree and its messages."""
    path.write_text(source, encoding="utf-8")
    done = subprocess.run(
        ["pxc", "--emit=typed-ast", path, "-o", "-"], capture_output=True, text=True
    )
    messages = re.findall(r":(\d+):\d+: error: .*\[(px-\d+)\]", done.stderr)
    assert done.returncode == (1 if messages else 0), done.stderr
    return done.stdout, [(int(line), message) for line, message in messages]


def program(statement, types):
    """Write a kernel a type."""
    return "".join(
        FRAME.format(number=k, type=type, statement=statement)
        for k, type in enumerate(types)
    )


def result_types(statement, tmp_path):
    """Return the type of the result for each type that the verb works on."""
    path = tmp_path / "verb.px"
    lines = FRAME.count("\n")
    _, messages = compile_px(program(statement, NAMES), path)
    refused = {NAMES[(line - 1) // lines]: message for line, message in messages}
    assert set(refused.values()) <= REFUSALS, refused
    accepted = [name for name in NAMES if name not in refused]
    tree, messages = compile_px(program(statement, accepted), path)
    assert messages == []
    results = re.findall(r"define r: (\w+)", tree)
    assert len(results) == len(accepted), tree
    return dict(zip(accepted, results))


def table(tmp_path):
    """Write the manual's table: verbs of one behavior share a row."""
    behaviors = {}
    for verb, statement in STATEMENTS.items():
        types = result_types(statement, tmp_path)
        cells = tuple(types.get(name, "no") for name in NAMES)
        behaviors.setdefault(cells, []).append(verb)
    head = ["Verbs", *(f"`{name}`" for name in NAMES)]
    lines = ["| " + " | ".join(head) + " |", "| --- " * len(head) + "|"]
    for cells, verbs in behaviors.items():
        named = " ".join(f"`{verb}`" for verb in shortened(verbs))
        lines.append("| " + " | ".join([named, *cells]) + " |")
    return "\n".join(lines)


def shortened(verbs):
    """Name what a reduction does once for all its verbs."""
    plain = [verb for verb in verbs if " " not in verb]
    collectives = {}
    for verb in verbs:
        word, _, name = verb.partition(" ")
        if name:
            collectives.setdefault(word, []).append(name)
    return plain + [f"{word} {'/'.join(names)}" for word, names in collectives.items()]


@pytest.mark.parametrize("verb", STATEMENTS)
def test_a_verb_works_on_a_type_or_says_that_it_does_not(verb, tmp_path):
    assert result_types(STATEMENTS[verb], tmp_path)


def test_the_manual_has_the_table_of_verbs_and_types(tmp_path):
    assert table(tmp_path) in MANUAL.read_text(encoding="utf-8"), (
        f"the table is\n{table(tmp_path)}"
    )
