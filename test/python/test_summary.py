# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The closing line of `./dev test` counts what the runners reported."""

import json
import subprocess
import sys
from pathlib import Path

SUMMARY = Path(__file__).resolve().parents[1] / "summary.py"


def summarize(folder):
    """Return the exit status and the line."""
    done = subprocess.run(
        [sys.executable, SUMMARY, folder],
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


def write(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_lit(folder, *codes):
    tests = [{"name": str(i), "code": code} for i, code in enumerate(codes)]
    write(folder / "lit.json", json.dumps({"tests": tests}))


def test_no_report_is_a_failure(tmp_path):
    assert summarize(tmp_path) == (1, "0 passed, 0 failed, 0 skipped\n")


def test_nothing_but_skipped_tests_is_a_failure(tmp_path):
    write_lit(tmp_path, "UNSUPPORTED")
    assert summarize(tmp_path) == (1, "0 passed, 0 failed, 1 skipped\n")


def test_runners_are_added_up(tmp_path):
    write_lit(tmp_path, "PASS", "XFAIL", "UNSUPPORTED")
    write(
        tmp_path / "pytest.xml",
        '<testsuites><testsuite><testcase name="a"/><testcase name="b">'
        "<skipped/></testcase></testsuite></testsuites>",
    )
    assert summarize(tmp_path) == (0, "3 passed, 0 failed, 2 skipped\n")


def test_unexpected_results_of_lit_are_failures(tmp_path):
    write_lit(tmp_path, "PASS", "FAIL", "XPASS", "UNRESOLVED", "TIMEOUT")
    assert summarize(tmp_path) == (1, "1 passed, 4 failed, 0 skipped\n")


def test_what_a_filter_leaves_out_is_not_counted(tmp_path):
    write_lit(tmp_path, "PASS", "EXCLUDED")
    write(
        tmp_path / "cases.xml",
        '<testsuite><testcase name="PxTests" status="run"/></testsuite>',
    )
    write(
        tmp_path / "cases" / "PxTests.xml",
        '<testsuites><testsuite><testcase name="a" status="run"/>'
        '<testcase name="b" status="notrun" result="suppressed"/>'
        "</testsuite></testsuites>",
    )
    assert summarize(tmp_path) == (0, "2 passed, 0 failed, 0 skipped\n")


def test_a_program_counts_by_its_cases(tmp_path):
    write(
        tmp_path / "programs.xml",
        '<testsuite><testcase name="PxTests" status="fail"><failure/>'
        "</testcase></testsuite>",
    )
    write(
        tmp_path / "programs" / "PxTests.xml",
        '<testsuites><testsuite><testcase name="a"/><testcase name="b">'
        "<failure/></testcase></testsuite></testsuites>",
    )
    assert summarize(tmp_path) == (1, "1 passed, 1 failed, 0 skipped\n")


def test_a_program_that_crashed_is_one_failure(tmp_path):
    write(
        tmp_path / "programs.xml",
        '<testsuite><testcase name="PxTests" status="fail"><failure/>'
        "</testcase></testsuite>",
    )
    assert summarize(tmp_path) == (1, "0 passed, 1 failed, 0 skipped\n")


def test_a_program_that_fails_after_its_cases_is_a_failure(tmp_path):
    write(
        tmp_path / "programs.xml",
        '<testsuite><testcase name="PxTests" status="fail"><failure/>'
        "</testcase></testsuite>",
    )
    write(
        tmp_path / "programs" / "PxTests.xml",
        '<testsuites><testsuite><testcase name="a"/></testsuite></testsuites>',
    )
    assert summarize(tmp_path) == (1, "1 passed, 1 failed, 0 skipped\n")
