"""Misspelt terms: names of ours, used as a property or a class, that the ontology does not have.

SHACL says nothing of a property or a class that no shape knows, so that a typing error would conform.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.validation import Finding, Severity
from homage_graph.validation.places import Places
from homage_graph.vocabulary import ONTOLOGY, OURS, curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from homage_graph.reading import Document

__all__ = ["UNKNOWN_TERM", "unknown_terms"]

UNKNOWN_TERM = "HG000"
"""The code of a finding that no shape makes."""

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def unknown_terms(data: Sequence[Document], ontology: Sequence[Document]) -> Iterator[Finding]:
    """A finding for each property and class of ours that is used in the data and not defined in the ontology."""
    known = {t.subject.value for d in ontology for t in d if isinstance(t.subject, ox.NamedNode)}
    for document in data:
        seen: set[tuple[str, str]] = set()
        for triple in document:
            used = [triple.predicate]
            if triple.predicate.value == _RDF_TYPE and isinstance(triple.object, ox.NamedNode):
                used.append(triple.object)
            for term in used:
                key = (term.value, str(triple.subject))
                if term.value.startswith(OURS) and term.value not in known and key not in seen:
                    seen.add(key)
                    yield _finding(term.value, triple, document, known)


def _finding(term: str, triple: ox.Triple, document: Document, known: set[str]) -> Finding:
    names = [iri.removeprefix(ONTOLOGY) for iri in sorted(known) if iri.startswith(ONTOLOGY)]
    near = difflib.get_close_matches(re.split("[/#]", term)[-1], names, n=1)
    hint = f"; did you mean hg:{near[0]}?" if near else "."
    is_class = term != triple.predicate.value
    return Finding(
        code=UNKNOWN_TERM,
        severity=Severity.VIOLATION,
        message=f"The ontology has no {'class' if is_class else 'property'} {curie(term)}{hint}",
        focus=triple.subject.value if isinstance(triple.subject, ox.NamedNode) else str(triple.subject),
        path=curie(triple.predicate.value),
        value=str(triple.object),
        place=Places.of_name(term, document),
    )
