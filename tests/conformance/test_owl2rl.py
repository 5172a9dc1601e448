"""The public test cases of OWL 2 RL, where HOMAGE_SUITES names a folder that has them; else none is collected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from owl2rl import Case, cases, ours, passes

from conftest import ROOT

CASES = list(cases(Path(os.environ["HOMAGE_SUITES"])))
PAGE = (ROOT / "docs" / "conformance.md").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=[f"{case.suite}: {case.name}, {case.kind}" for case in CASES])
def test_a_case_is_right_where_the_page_says_so(case: Case) -> None:
    verdict = "yes" if passes(case, ours) else "**no**"
    assert f"| {case.suite} | {case.name} | {case.kind} | {verdict} |" in PAGE


def test_the_page_has_every_case_and_no_other() -> None:
    assert PAGE.count("| Schneider and Mainzer | rdfbased-") + PAGE.count("\n| W3C | ") - 1 == len(CASES)
