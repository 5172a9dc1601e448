"""The graph as one file: what was written of things and concepts, and what follows from it.

Written triples are exported as they were read, letter for letter; inferred ones as they were derived.
The ontology's axioms are not repeated. The same graph gives the same bytes on every machine: lines
are sorted by code point, and no clock, locale or hash order has a say. What is written is read again by a
strict parser, and given out only if it says the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

import pyoxigraph as ox

from homage_graph.errors import ExportError
from homage_graph.querying.answer import used_prefixes
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from homage_graph.reading import Document

__all__ = ["FORMATS", "Selection", "enriched", "parts", "serialise", "serialise_dataset"]

FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
"""What a graph can be exported as; TriG and N-Quads keep apart what is written and what follows."""


class Selection(StrEnum):
    """What of a graph is exported."""

    ALL = "all"
    """What is written of things and concepts, and what follows."""
    ASSERTED = "asserted"
    """What is written, alone."""
    INFERRED = "inferred"
    """What follows, alone."""
    EDGES = "edges"
    """The four plain edges from a citing work, alone: homageOf, recreatesScene, usesTechnique, stylingDrawnFrom."""


_RDF_TYPE: Final = f"{PREFIXES['rdf']}type"
_GRAPHS: Final = "https://w3id.org/homage-graph/graph/"
ASSERTED: Final = ox.NamedNode(f"{_GRAPHS}asserted")
INFERRED: Final = ox.NamedNode(f"{_GRAPHS}inferred")
PROVENANCE: Final = ox.NamedNode(f"{_GRAPHS}provenance")
_EDGES: Final = frozenset({HG.homageOf, HG.recreatesScene, HG.usesTechnique, HG.stylingDrawnFrom})
_NOT_OF_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Section 2.2 of XML 1.0, without the carriage return."""
_PROV: Final = PREFIXES["prov"]
_PROVENANCE: Final = tuple(
    ox.Triple(subject, ox.NamedNode(predicate), target)
    for subject, predicate, target in (
        (ASSERTED, _RDF_TYPE, ox.NamedNode(f"{_PROV}Entity")),
        (ASSERTED, f"{PREFIXES['dct']}title", ox.Literal("What the graph's files say", language="en")),
        (INFERRED, _RDF_TYPE, ox.NamedNode(f"{_PROV}Entity")),
        (INFERRED, f"{PREFIXES['dct']}title", ox.Literal("What follows from it by OWL 2 RL", language="en")),
        (INFERRED, f"{_PROV}wasDerivedFrom", ASSERTED),
    )
)

_HEADER = """\
# Written by `homage export`: what the graph's files say of things and concepts, and what follows from it.
# To change it, change those files.
"""
_OF_TERMS = (
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
)


def enriched(documents: Iterable[Document], inferred: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    """Every triple to be published: whose subject is a thing or a concept, or a blank node that one leads to."""
    about: defaultdict[ox.NamedNode | ox.BlankNode, set[ox.Triple]] = defaultdict(set)
    for triple in (triple for document in documents for triple in document):
        about[triple.subject].add(triple)  # type: ignore[index]
    terms = {subject for subject, said in about.items() if any(map(_makes_a_term, said))}
    reached: list[ox.NamedNode | ox.BlankNode] = [
        subject for subject in about if isinstance(subject, ox.NamedNode) and subject not in terms
    ]
    kept: set[ox.Triple] = set(inferred)
    for subject in reached:
        for triple in about.pop(subject, ()):
            kept.add(triple)
            if isinstance(triple.object, ox.BlankNode) and triple.object not in terms:
                reached.append(triple.object)
    return tuple(sorted(kept, key=_order))


def _makes_a_term(triple: ox.Triple) -> bool:
    kind = triple.object
    return triple.predicate.value == _RDF_TYPE and isinstance(kind, ox.NamedNode) and kind.value.startswith(_OF_TERMS)


def parts(
    documents: Iterable[Document], inferred: tuple[ox.Triple, ...], selection: Selection
) -> dict[ox.NamedNode, tuple[ox.Triple, ...]]:
    """What is selected, by the graph that it is in where a format has graphs.

    In the selection of everything there are also statements about the graphs themselves (PROV-O).
    """
    match selection:
        case Selection.ASSERTED:
            return {ASSERTED: enriched(documents, ())}
        case Selection.INFERRED:
            return {INFERRED: tuple(sorted(inferred, key=_order))}
        case Selection.EDGES:
            return {INFERRED: tuple(sorted((t for t in inferred if t.predicate in _EDGES), key=_order))}
        case Selection.ALL:
            return {
                ASSERTED: enriched(documents, ()),
                INFERRED: tuple(sorted(inferred, key=_order)),
                PROVENANCE: _PROVENANCE,
            }


def serialise(triples: tuple[ox.Triple, ...], form: str, header: str = _HEADER) -> bytes:
    """One graph: Turtle with a header and prefixes, a block a thing; N-Triples, a line a triple; or RDF/XML.

    Args:
        triples: In the order they are written.
        form: A key of `FORMATS` whose format has one graph.
        header: The comment that Turtle begins with.

    Raises:
        ValueError: It is none.
        ExportError: The format cannot hold these triples.
    """
    if form not in FORMATS or FORMATS[form].supports_datasets:
        single = [name for name, syntax in FORMATS.items() if not syntax.supports_datasets]
        raise ValueError(f"a graph can be exported as {', '.join(single)}, not as {form}")
    return _faithful(triples, form, header)


def serialise_dataset(graphs: Mapping[ox.NamedNode, tuple[ox.Triple, ...]], form: str) -> bytes:
    """Graphs with names: TriG, a block a graph; or canonical N-Quads, a line a quad, in the order of code points.

    Args:
        graphs: The triples of each graph, in the order they are written.
        form: A key of `FORMATS` whose format has several graphs.

    Raises:
        ValueError: It is none.
        ExportError: The format cannot hold these triples.
    """
    if form not in FORMATS or not FORMATS[form].supports_datasets:
        several = [name for name, syntax in FORMATS.items() if syntax.supports_datasets]
        raise ValueError(f"graphs with names can be exported as {', '.join(several)}, not as {form}")
    quads = [ox.Quad(t.subject, t.predicate, t.object, name) for name, triples in graphs.items() for t in triples]
    return _faithful(quads if form == "trig" else sorted(quads, key=str), form)


def _faithful(statements: Sequence[ox.Triple | ox.Quad], form: str, header: str = _HEADER) -> bytes:
    """The statements in a format, once a strict parser has read the same from it.

    Raises:
        ExportError: It cannot be written, or says something else.
    """
    syntax = FORMATS[form]
    prefixes: Mapping[str, str] | None = None
    if form not in ("ntriples", "nquads"):
        prefixes = used_prefixes(tuple(s.triple if isinstance(s, ox.Quad) else s for s in statements))
    try:
        text = ox.serialize(statements, format=syntax, prefixes=prefixes) or b""  # type: ignore[arg-type]  # all are of one kind
        if prefixes is not None and form != "rdfxml":
            text = (header + "\n" + _declared(prefixes) + _laid_out(text.decode("utf-8"))).encode("utf-8")
        if form == "rdfxml":
            _must_be_xml(text)
        back = {quad if syntax.supports_datasets else quad.triple for quad in ox.parse(text, format=syntax)}
    except (ValueError, SyntaxError, expat.ExpatError) as error:
        raise ExportError(form, str(error)) from None
    if back != set(statements):
        odd = min(back ^ set(statements), key=str)
        raise ExportError(form, f"it does not read back as it was, as with: {odd}")
    return text


def _must_be_xml(text: bytes) -> None:
    """Oxigraph writes, and reads, names without a local part and characters that XML 1.0 does not have.

    Raises:
        ValueError: There is such a character, or a carriage return, which XML makes a line end (section 2.11).
        ExpatError: It is not well-formed.
    """
    if odd := _NOT_OF_XML.search(text.decode("utf-8")):
        raise ValueError(f"XML has no U+{ord(odd[0]):04X}")
    expat.ParserCreate(namespace_separator=" ").Parse(text, True)  # noqa: FBT003 - it takes no names


def _declared(prefixes: Mapping[str, str]) -> str:
    width = max(map(len, prefixes), default=0) + 1
    return "".join(f"@prefix {prefix + ':':<{width}} <{namespace}> .\n" for prefix, namespace in prefixes.items())


def _laid_out(text: str) -> str:
    """The engine's blocks as people lay them out: an empty line before each, four spaces within, no declarations."""
    lines: list[str] = []
    outer = 0  # how deep a block begins: within the braces of a graph, one deeper
    for line in text.split("\n"):
        said = line.lstrip("\t")
        depth = len(line) - len(said)
        if not said or line.startswith("@prefix"):
            continue
        if line == "}":
            outer = 0
        elif depth == outer and not (lines and lines[-1].endswith("{")):
            lines.append("")
        if line.endswith(" {"):
            outer = 1
        lines.append("    " * depth + said)
    return "\n".join(lines) + "\n"


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    """By subject; the type first; then by predicate and object, in code points."""
    return (str(triple.subject), triple.predicate.value != _RDF_TYPE, triple.predicate.value, str(triple.object))
