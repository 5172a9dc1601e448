"""Whether shapes are shapes: the SHACL of SHACL, and terms that SHACL does not have.

A misspelt sh:propertyy conforms to everything, since nothing asks for it; so every term in SHACL's namespace is held
against the ones there are.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.reading import Document
from homage_graph.validation import Finding, Severity
from homage_graph.validation.catalogue import NO_SHAPES
from homage_graph.validation.places import Places
from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from homage_graph.validation.shacl.written import Statement

__all__ = ["faults"]

_SH: Final = PREFIXES["sh"]
_TYPE: Final = f"{PREFIXES['rdf']}type"


def faults(shapes: Sequence[Document]) -> Iterator[Finding]:
    """A finding for each fault of some files of shapes."""
    places = Places(shapes)
    yield from _unknown_terms(shapes, places)
    from homage_graph.validation.validator import Validator

    report = Validator(shapes, (), (_shacl_of_shacl(),)).judge_all()
    yield from (replace(finding, code=NO_SHAPES) for finding in report.findings)


def _unknown_terms(shapes: Sequence[Document], places: Places) -> Iterator[Finding]:
    known = _terms()
    seen: set[str] = set()
    for document in shapes:
        for triple in document:
            used = [triple.predicate, triple.object] if isinstance(triple.object, ox.NamedNode) else [triple.predicate]
            for term in used:
                if term.value.startswith(_SH) and term.value not in known and term.value not in seen:
                    seen.add(term.value)
                    yield _finding(term, (triple.subject, triple.predicate, triple.object), places)  # type: ignore[arg-type]


def _finding(term: ox.NamedNode, statement: Statement, places: Places) -> Finding:
    names = sorted(iri.removeprefix(_SH) for iri in _terms())
    near = difflib.get_close_matches(term.value.removeprefix(_SH), names, n=1)
    span = places.mention(term)
    return Finding(
        code=NO_SHAPES,
        severity=Severity.VIOLATION,
        message=f"SHACL has no {curie(term.value)}.",
        focus=statement[0].value if isinstance(statement[0], ox.NamedNode) else str(statement[0]),
        path=curie(statement[1].value),
        span=span,
        help=f"did you mean sh:{near[0]}?" if near else "",
        fix=places.rewrite(f"{_SH}{near[0]}", span) if near and span is not None else None,
    )


@cache
def _shacl_of_shacl() -> Document:
    """https://www.w3.org/ns/shacl-shacl, of which pyshacl has a copy."""
    return _asset("shacl-shacl.ttl")


@cache
def _terms() -> frozenset[str]:
    """What https://www.w3.org/ns/shacl defines, of which pyshacl has a copy."""
    subjects = (triple.subject for triple in _asset("shacl.ttl"))
    return frozenset(term.value for term in subjects if isinstance(term, ox.NamedNode) and term.value.startswith(_SH))


def _asset(name: str) -> Document:
    spec = find_spec("pyshacl")
    assert spec is not None  # noqa: S101 - it is a dependency
    assert spec.origin is not None  # noqa: S101 - and no namespace package
    path = Path(spec.origin).parent / "assets" / name
    text = path.read_bytes()
    triples = tuple(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    return Document(path, name, text, triples)
