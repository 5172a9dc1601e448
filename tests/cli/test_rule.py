from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import ROOT
from homage_graph.validation.pages import find_rules
from homage_graph.workspace import find_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Homage

RULES = find_rules(find_workspace(ROOT))


def test_a_rule_is_shown_as_its_page_has_it_without_the_marks(homage: Homage) -> None:
    done = homage("rule", "HG004")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.startswith("HG004 — a homage is stated or suggested\n\nViolation · a shape of ontology/shapes.ttl\n")
    headings = [line for line in text.splitlines() if line.isupper()]
    assert headings == ["WHAT IT ASKS", "WHY", "BAD", "GOOD", "HOW TO MEND", "THE SHAPE"]
    assert "\n    homage:example-hg004 a hg:Homage ;\n        hg:inWork video:sunmi-tail ;\n" in text
    assert not any(mark in text for mark in ("```", "**", "<!--", "## ", "]("))
    assert all(len(line) <= 100 for line in text.splitlines() if not line.startswith("    "))


def test_every_page_keeps_all_its_words(homage: Homage) -> None:
    for code in ("HG000", "HG027", "HG914"):
        shown = homage("rule", code).stdout.decode().lower().split()
        written = (ROOT / "docs" / "rules" / f"{code}.md").read_text("utf-8").lower()
        words = {word for word in written.partition("-->")[2].split() if word.isalpha()}
        assert words - {"turtle", "text"} <= {word.strip("*") for word in shown}


def test_capitals_do_not_matter(homage: Homage) -> None:
    assert homage("rule", "hg051").stdout == homage("rule", "HG051").stdout


def test_without_a_code_all_rules_are_listed(homage: Homage) -> None:
    lines = homage("rule").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines[2:]] == list(RULES)
    assert "HG064   warning     evidence is evidence for something" in lines


def test_an_unknown_code_gets_a_hint(homage: Homage) -> None:
    done = homage("rule", "HG099")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("homage: no rule is called “HG099”; did you mean “HG")
    done = homage("rule", "zzz")
    assert done.returncode == 2
    assert done.stderr.decode() == "homage: no rule is called “zzz”; `homage rule` lists them\n"


def test_a_graph_of_somebody_elses_has_its_own_rules(homage: Homage, tmp_path: Path) -> None:
    for name in ("ontology", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "ontology" / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .\n"
        'ex:Film a sh:NodeShape ; sh:targetClass ex:Work ; sh:message "A film \u202eneeds a name."@en ; '
        "sh:property [ sh:path ex:name ; sh:minCount 1 ] .",
        "utf-8",
    )
    done = homage("rule", "<http://example.org/Film>", "--graph", tmp_path)
    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.startswith("http://example.org/Film\n\nViolation\n\nWHAT IT ASKS\n\nA film \\u202eneeds a name.\n")
    assert "    <http://example.org/Film> a sh:NodeShape ;" in text
    assert homage("rule", "HG001", "--graph", tmp_path).returncode == 2
    assert homage("rule", "HG913", "--graph", tmp_path).stdout == homage("rule", "HG913").stdout
