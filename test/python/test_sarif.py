# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""--diagnostics-format=sarif writes what the schema of SARIF 2.1.0 asks for."""

import json
import subprocess

import pytest

# Of each kind of object that pxc writes: the properties that the schema
# requires, those that it knows and pxc uses, and what kind of object is in them.
KINDS = {
    "log": ({"version", "runs"}, {"$schema": str, "version": str, "runs": ["run"]}),
    "run": (
        {"tool"},
        {"tool": "tool", "columnKind": str, "results": ["result"]},
    ),
    "tool": ({"driver"}, {"driver": "component"}),
    "component": ({"name"}, {"name": str, "version": str, "rules": ["rule"]}),
    "rule": (
        {"id"},
        {
            "id": str,
            "name": str,
            "shortDescription": "message",
            "fullDescription": "message",
            "help": "multiformat",
            "defaultConfiguration": "configuration",
            "properties": "properties",
        },
    ),
    "configuration": (set(), {"level": str}),
    "properties": (set(), {"tags": [str]}),
    "message": ({"text"}, {"text": str}),
    "multiformat": ({"text"}, {"text": str, "markdown": str}),
    "result": (
        {"message"},
        {
            "ruleId": str,
            "ruleIndex": int,
            "level": str,
            "message": "message",
            "locations": ["location"],
            "relatedLocations": ["location"],
            "fixes": ["fix"],
        },
    ),
    "location": (
        set(),
        {"id": int, "physicalLocation": "physical", "message": "message"},
    ),
    "physical": (
        {"artifactLocation"},
        {"artifactLocation": "artifact", "region": "region"},
    ),
    "artifact": ({"uri"}, {"uri": str}),
    "region": (
        {"startLine"},
        {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int},
    ),
    "fix": (
        {"artifactChanges"},
        {"description": "message", "artifactChanges": ["change"]},
    ),
    "change": (
        {"artifactLocation", "replacements"},
        {"artifactLocation": "artifact", "replacements": ["replacement"]},
    ),
    "replacement": (
        {"deletedRegion"},
        {"deletedRegion": "region", "insertedContent": "message"},
    ),
}


def validate(value, kind):
    """Check a value against the schema, and what is in it."""
    if isinstance(kind, list):
        assert isinstance(value, list)
        for element in value:
            validate(element, kind[0])
    elif isinstance(kind, type):
        assert isinstance(value, kind)
        assert value != -1
    else:
        required, known = KINDS[kind]
        assert required <= value.keys() <= known.keys(), (kind, value)
        for name, part in value.items():
            validate(part, known[name])


def sarif_of(folder, *texts):
    """Return the log of pxc check for these files."""
    for number, text in enumerate(texts):
        (folder / f"k{number}.px").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["pxc", "check", "--no-codegen", "--diagnostics-format=sarif", "."],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    log = json.loads(done.stdout)
    validate(log, "log")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        for fix in result.get("fixes", []):
            assert fix["artifactChanges"][0]["replacements"]
    return run


WRONG = """\
SET 1 -> total
PRINT "é", totl
FUNC f() -> i32
    RETURN f()
ENDFUNC
GPU_KERNEL k FAST
    GPU_THREAD_CODE:
GPU_END
"""


def test_results_name_their_rules_places_and_fixes(tmp_path):
    run = sarif_of(tmp_path, WRONG, "PRINT nothing\n")
    ids = [result["ruleId"] for result in run["results"]]
    assert sorted(ids) == ["px-037", "px-060", "px-060", "px-069"]
    name = next(r for r in run["results"] if "totl" in r["message"]["text"])
    place = name["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "k0.px"
    region = {"startLine": 2, "startColumn": 12, "endLine": 2, "endColumn": 16}
    assert place["region"] == region
    (change,) = name["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement == {
        "deletedRegion": region,
        "insertedContent": {"text": "total"},
    }


def test_notes_are_related_places(tmp_path):
    run = sarif_of(tmp_path, WRONG)
    recursion = next(r for r in run["results"] if r["ruleId"] == "px-069")
    (related,) = recursion["relatedLocations"]
    assert related["physicalLocation"]["region"]["startLine"] == 4
    assert related["message"]["text"] == "'f' calls 'f' here"


def test_warnings_have_their_level_and_flag(tmp_path):
    run = sarif_of(tmp_path, WRONG)
    hint = next(r for r in run["results"] if r["ruleId"] == "px-037")
    assert hint["level"] == "warning"
    rule = run["tool"]["driver"]["rules"][hint["ruleIndex"]]
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["properties"]["tags"] == ["unknown-hint"]


def test_right_files_have_no_results(tmp_path):
    assert sarif_of(tmp_path, "PRINT 1\n")["results"] == []


@pytest.mark.parametrize("name", ["a b.px", "ü.px", "50%.px"])
def test_file_names_are_uris(name, tmp_path):
    (tmp_path / name).write_text("PRINT nothing\n", encoding="utf-8")
    run = sarif_of(tmp_path)
    (result,) = run["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri in ("a%20b.px", "%C3%BC.px", "50%25.px")
