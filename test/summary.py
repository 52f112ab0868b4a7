# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Totals what the test runners reported, in one line.

usage: summary.py FOLDER

The folder holds the machine-readable reports of one `./dev test`. Whatever is
absent did not run. Exit status: 0 when something passed and nothing failed.

    programs.xml, cases.xml   CTest's JUnit reports, one entry a program
    programs/, cases/         GoogleTest's reports, one file a program
    lit.json                  lit's report
    pytest.xml                pytest's JUnit report
"""

import json
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


def junit_outcome(case):
    """Return what one <testcase> says, or None where it was not selected."""
    if case.find("failure") is not None or case.find("error") is not None:
        return FAILED
    if case.find("skipped") is not None:
        return SKIPPED
    if case.get("status") in ("disabled", "notrun"):
        # GoogleTest lists the cases that a filter left out like this.
        return None if case.get("result") == "suppressed" else SKIPPED
    return PASSED


def count_junit(report):
    """Count the cases of a JUnit report."""
    if not report.exists():
        return Counter()
    outcomes = map(junit_outcome, ET.parse(report).iter("testcase"))
    return Counter(outcome for outcome in outcomes if outcome)


def count_ctest(report):
    """Count single test cases where a program reported them.

    A program that crashed reports none, and one that failed outside its cases
    reports no failure: either counts as one failed test.
    """
    total = Counter()
    if not report.exists():
        return total
    for program in ET.parse(report).iter("testcase"):
        outcome = junit_outcome(program)
        cases_report = report.with_suffix("") / f"{program.get('name')}.xml"
        cases = count_junit(cases_report)
        if not cases_report.exists():
            cases[outcome] += 1
        elif outcome == FAILED and not cases[FAILED]:
            cases[FAILED] += 1
        total += cases
    return total


LIT_OUTCOMES = {
    "PASS": PASSED,
    "FLAKYPASS": PASSED,
    "XFAIL": PASSED,
    "UNSUPPORTED": SKIPPED,
    "SKIPPED": SKIPPED,
    "EXCLUDED": None,
}


def count_lit(report):
    """Count lit's tests; a result code that is not known is a failure."""
    if not report.exists():
        return Counter()
    tests = json.loads(report.read_text(encoding="utf-8"))["tests"]
    outcomes = (LIT_OUTCOMES.get(test["code"], FAILED) for test in tests)
    return Counter(outcome for outcome in outcomes if outcome)


def main():
    """Print the line."""
    folder = Path(sys.argv[1])
    total = (
        count_ctest(folder / "programs.xml")
        + count_ctest(folder / "cases.xml")
        + count_lit(folder / "lit.json")
        + count_junit(folder / "pytest.xml")
    )
    ran = total[PASSED] + total[FAILED]
    if not ran:
        print("no test ran", file=sys.stderr)
    print(
        f"{total[PASSED]} passed, {total[FAILED]} failed, {total[SKIPPED]} skipped",
        flush=True,
    )
    return 0 if ran and not total[FAILED] else 1


if __name__ == "__main__":
    sys.exit(main())
