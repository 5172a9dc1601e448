"""The W3C's test cases of SHACL, where HOMAGE_SUITES names a folder that has them; else none is collected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from shacl import Case, cases, is_right, judged

from conftest import ROOT

CASES = list(cases(Path(os.environ["HOMAGE_SUITES"])))
PAGE = (ROOT / "docs" / "conformance.md").read_text("utf-8")


@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")  # which a case has
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_sieve_and_the_judge_report_what_pyshacl_alone_reports_and_the_page_says_so(case: Case) -> None:
    report, alone = judged(case)
    assert report == alone
    verdict = "yes" if is_right(case, report) else "**no**"
    assert f"| {case.name} | {verdict} | {verdict} | yes |" in PAGE


def test_the_page_has_every_case_and_no_other() -> None:
    assert PAGE.count("\n| core/") + PAGE.count("\n| sparql/") == len(CASES)
