from __future__ import annotations

import pytest

from homage_graph.vocabulary import HG, PREFIXES, TERMS, curie, expand


def test_terms_are_attributes() -> None:
    assert dir(HG) == sorted(TERMS)
    assert HG.Film.value == "https://w3id.org/homage-graph/ontology#Film"


def test_a_term_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="did you mean “stylingDrawnFrom”"):
        _ = HG.stylingDrawnFro
    assert not hasattr(HG, "xyzzy")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_curie_goes_there_and_back(prefix: str) -> None:
    iri = f"{PREFIXES[prefix]}thing-1"
    assert expand(curie(iri)) == iri


@pytest.mark.parametrize(
    "iri", ["https://w3id.org/homage-graph/id/film/", "https://w3id.org/homage-graph/id/film/a/b", "urn:x", ""]
)
def test_what_no_prefix_fits_stays_whole(iri: str) -> None:
    assert curie(iri) == iri


def test_a_name_with_a_colon_is_no_curie() -> None:
    assert expand("Kill Bill: Vol. 1") is None
    assert expand("Oldboy") is None
