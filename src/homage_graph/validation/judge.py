"""Judging with pyshacl, all of the graph by all of the shapes; and what no shape can see."""

from __future__ import annotations

import difflib
import logging
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import DCTERMS, RDF, RDFS, SH

from homage_graph.errors import UnreadableFileError
from homage_graph.interchange import from_rdflib, to_rdflib
from homage_graph.validation import Finding, Report, Severity
from homage_graph.validation.places import Places
from homage_graph.validation.terms import unknown_terms
from homage_graph.vocabulary import OURS, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib.term import Node

    from homage_graph.reading import Document

__all__ = ["WholeGraphJudge"]

logging.getLogger("pyshacl").setLevel(logging.CRITICAL)  # what it has to say is raised, or in its report

_SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}


class WholeGraphJudge:
    """See `Judge`. Its cost follows the graph."""

    def judge(self, data: Sequence[Document], ontology: Sequence[Document], shapes: Sequence[Document]) -> Report:
        """See `Judge.judge`."""
        concepts_and_classes = (triple for document in ontology for triple in document if _is_seen(triple))
        seen = to_rdflib([*(triple for document in data for triple in document), *concepts_and_classes])
        rules = to_rdflib(triple for document in shapes for triple in document)
        try:
            _, report, _ = pyshacl.validate(
                seen, shacl_graph=rules, inference="none", advanced=False, do_owl_imports=False
            )
        except Exception as error:  # noqa: BLE001 - whatever pyshacl raises, it could not apply the shapes
            raise UnreadableFileError(shapes[0].name, " ".join(str(error).split()) or type(error).__name__) from None
        finally:
            rdflib.NORMALIZE_LITERALS = False  # pyshacl switches it on for the whole process
        if not isinstance(report, rdflib.Graph):
            raise UnreadableFileError(shapes[0].name, " ".join(str(report).split()))
        places = Places(data)
        findings = [
            _finding(report, result, rules, places, seen) for result in report.subjects(RDF.type, SH.ValidationResult)
        ]
        count = len(set(rules.subjects(DCTERMS.identifier, None)) or set(rules.subjects(RDF.type, SH.NodeShape)))
        return Report((), count, tuple(from_rdflib(report))).joined([*findings, *unknown_terms(data, ontology)])


def _is_seen(triple: ox.Triple) -> bool:
    """Of the ontology's files, the class tree and the concepts are seen; no axiom else is."""
    if triple.predicate.value == str(RDFS.subClassOf):
        return isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
    return isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(PREFIXES["scheme"])


def _finding(report: rdflib.Graph, result: Node, rules: rdflib.Graph, places: Places, seen: rdflib.Graph) -> Finding:
    shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    severity = report.value(result, SH.resultSeverity)
    messages = sorted(report.objects(result, SH.resultMessage), key=str)
    code = rules.value(shape, DCTERMS.identifier) if shape is not None else None
    return Finding(
        code=str(code or (curie(str(shape)) if isinstance(shape, rdflib.URIRef) else "shape")),
        severity=_SEVERITIES.get(cast("rdflib.URIRef", severity), Severity.VIOLATION),
        message=(str(messages[0]) if messages else "") + _missing(report, result, value, seen),
        focus=str(focus),
        path="" if path is None else _path(path, report, rules),
        value="" if value is None else value.n3(),
        place=places.of(str(focus)),
    )


def _missing(report: rdflib.Graph, result: Node, value: Node | None, seen: rdflib.Graph) -> str:
    """What to add to a message on a value of the wrong class, if the value is written nowhere at all."""
    component = report.value(result, SH.sourceConstraintComponent)
    if component != SH.ClassConstraintComponent or not isinstance(value, rdflib.URIRef):
        return ""
    if not value.startswith(OURS) or (value, None, None) in seen:
        return ""
    kind = value.rpartition("/")[0] + "/"
    known = {curie(str(thing)) for thing in seen.subjects(unique=True) if str(thing).startswith(kind)}
    near = difflib.get_close_matches(curie(str(value)), sorted(known), n=1)
    return f" {curie(str(value))} is written nowhere{f'; did you mean {near[0]}?' if near else '.'}"


def _path(path: Node, *graphs: rdflib.Graph) -> str:
    """A SHACL property path in SPARQL's notation."""
    if isinstance(path, rdflib.URIRef):
        return curie(str(path))
    for graph in graphs:
        if (alternatives := graph.value(path, SH.alternativePath)) is not None:
            return "|".join(_path(step, *graphs) for step in graph.items(alternatives))
        if (inverse := graph.value(path, SH.inversePath)) is not None:
            return f"^{_path(inverse, *graphs)}"
        if (path, RDF.first, None) in graph:
            return "/".join(_path(step, *graphs) for step in graph.items(path))
    return ""
