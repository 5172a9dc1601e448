from __future__ import annotations

from pathlib import Path

import pytest

from homage_graph import Graph
from homage_graph.validation.terms import UNKNOWN_TERM

HEADER = """\
@prefix hg: <https://w3id.org/homage-graph/ontology#> .
@prefix film: <https://w3id.org/homage-graph/id/film/> .

# hg:ofWrok and hg:Flim in a comment are no terms
"""


@pytest.mark.parametrize(
    ("statement", "line", "message"),
    [
        (
            'film:oldboy hg:description "hg:ofWrok"@en ;\n    hg:ofWrok film:2046 .',
            6,
            "The ontology has no property hg:ofWrok; did you mean hg:ofWork?",
        ),
        ("film:x\n    a\n    hg:Flim .", 7, "The ontology has no class hg:Flim; did you mean hg:Film?"),
        ("film:oldboy <https://w3id.org/homage-graph/ontology#xyzzy> 1 .", 5, "The ontology has no property hg:xyzzy."),
    ],
)
def test_a_misspelt_term_is_found_on_its_line(
    statement: str, line: int, message: str, graph: Graph, tmp_path: Path
) -> None:
    file = tmp_path / "typo.ttl"
    file.write_text(HEADER + statement, "utf-8")
    (finding,) = (finding for finding in graph.validate(file).findings if finding.code == UNKNOWN_TERM)
    assert finding.message == message
    assert finding.place is not None
    assert (Path(finding.place.path).name, finding.place.line) == ("typo.ttl", line)


def test_a_term_is_reported_once_a_thing(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "typo.ttl"
    file.write_text(HEADER + "film:oldboy hg:ofWrok 1 , 2 . film:2046 hg:ofWrok 3 .", "utf-8")
    assert len([finding for finding in graph.validate(file).findings if finding.code == UNKNOWN_TERM]) == 2


def test_terms_of_others_are_theirs(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "fine.ttl"
    file.write_text("<urn:x> a <urn:Thing> ; <urn:p> 1 .", "utf-8")
    assert graph.validate(file).conforms
