"""The graph in the formats of others, the same bytes for the same graph on every machine.

Written triples are exported as they were read, letter for letter; inferred ones as they were derived. Blank nodes are
labelled by RDFC-1.0. No clock, locale or hash order has a say. What is written is read again by a strict parser, and
given out only if it says the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

import pyoxigraph as ox

from homage_graph.errors import ExportError
from homage_graph.publishing.canonical import canonical, labelled
from homage_graph.publishing.jsonld import as_jsonld
from homage_graph.publishing.turtle import as_trig, as_turtle
from homage_graph.querying.answer import used_prefixes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["FORMATS", "HAVE_GRAPHS", "HEADER", "must_be_xml", "serialise", "serialise_dataset"]

FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
"""What a graph can be exported as."""

HAVE_GRAPHS: Final = ("trig", "nquads")
"""The formats that keep apart what is written and what follows."""

_NOT_OF_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Section 2.2 of XML 1.0, without the carriage return."""
HEADER: Final = """\
# Written by `homage export`: what the graph's files say of things and concepts, and what follows from it.
# To change it, change those files.

"""


def serialise(
    triples: Iterable[ox.Triple], form: str, context: Mapping[str, Any] | None = None, *, header: str = HEADER
) -> bytes:
    """One graph: Turtle laid out for reading; canonical N-Triples, a line a triple; JSON-LD, things in things; RDF/XML.

    Args:
        triples: In any order.
        form: A key of `FORMATS` whose format has one graph.
        context: For JSON-LD, what its `@context` is.
        header: For Turtle, the comment lines that it begins with.

    Raises:
        ValueError: It is none.
        ExportError: The format cannot hold these triples.
    """
    if form not in FORMATS or form in HAVE_GRAPHS:
        single = [name for name in FORMATS if name not in HAVE_GRAPHS]
        raise ValueError(f"a graph can be exported as {', '.join(single)}, not as {form}")
    statements = set(triples)
    lines = _texts(statements)
    if any("_:" in line for line in lines):  # seen at once in a text, and slowly in terms
        statements = labelled({ox.DefaultGraph(): statements})[ox.DefaultGraph()]
        lines = _texts(statements)
    try:
        match form:
            case "turtle":
                text = as_turtle(lines, header).encode()
            case "jsonld":
                text = as_jsonld(statements, context or {}).encode()
            case "rdfxml":
                text = _as_xml(statements)
            case _:
                text = _sorted(lines)
        back = _read(text, form)
        if back != set(lines):  # RDF/XML and JSON-LD parsers may label blank nodes anew
            again = canonical(quad.triple for quad in ox.parse(text, format=FORMATS[form]))
            back = {f"{triple} ." for triple in again}
    except (ValueError, SyntaxError) as error:
        raise ExportError(form, str(error)) from None
    _must_be_the_same(back, set(lines), form)
    return text


def serialise_dataset(graphs: Mapping[ox.NamedNode, Iterable[ox.Triple]], form: str) -> bytes:
    """Graphs with names: TriG, laid out for reading; or canonical N-Quads, a line a quad, in the order of code points.

    Args:
        graphs: The triples of each graph, in any order.
        form: A key of `FORMATS` whose format has several graphs.

    Raises:
        ValueError: It is none.
        ExportError: The format cannot hold these triples.
    """
    if form not in HAVE_GRAPHS:
        raise ValueError(f"graphs with names can be exported as {', '.join(HAVE_GRAPHS)}, not as {form}")
    named = labelled({name: set(triples) for name, triples in graphs.items()})
    quads = [ox.Quad(t.subject, t.predicate, t.object, name) for name, triples in named.items() for t in triples]
    lines = _texts(quads)
    try:
        if form == "trig":
            text = as_trig({name: _texts(triples) for name, triples in named.items()}, HEADER).encode()
        else:
            text = _sorted(lines)
        back = _read(text, form)
    except (ValueError, SyntaxError) as error:
        raise ExportError(form, str(error)) from None
    _must_be_the_same(back, set(lines), form)
    return text


def _texts(statements: Collection[ox.Triple] | Collection[ox.Quad]) -> list[str]:
    """The lines of canonical N-Triples or N-Quads: text is worked on several times faster than terms are."""
    with_graphs = isinstance(next(iter(statements), None), ox.Quad)
    syntax = ox.RdfFormat.N_QUADS if with_graphs else ox.RdfFormat.N_TRIPLES
    return (ox.serialize(statements, format=syntax) or b"").decode().split("\n")[:-1]


def _sorted(lines: list[str]) -> bytes:
    """Lines in the order of code points."""
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def _read(text: bytes, form: str) -> set[str]:
    """What a strict parser reads, as lines; a quad of the default graph has the line of a triple."""
    lines = ox.serialize(ox.parse(text, format=FORMATS[form]), format=ox.RdfFormat.N_QUADS) or b""
    return set(lines.decode().split("\n")[:-1])


def _must_be_the_same(back: set[str], lines: set[str], form: str) -> None:
    """Compare what is read with what was to be written.

    Raises:
        ExportError: With one line that differs.
    """
    if back != lines:
        raise ExportError(form, f"it does not read back as it was, as with: {min(back ^ lines)}")


def _as_xml(triples: set[ox.Triple]) -> bytes:
    """RDF/XML, a block a subject.

    Raises:
        ValueError: XML cannot hold it.
    """
    by_subject = sorted(triples, key=lambda triple: (str(triple.subject), triple.predicate.value, str(triple.object)))
    text = ox.serialize(by_subject, format=ox.RdfFormat.RDF_XML, prefixes=used_prefixes(tuple(triples))) or b""
    must_be_xml(text)
    return text


def must_be_xml(text: bytes) -> None:
    """Oxigraph writes, and reads, names without a local part and characters that XML 1.0 does not have.

    Raises:
        ValueError: There is such a character, or a carriage return, which XML makes a line end (section 2.11); or it
            is not well-formed.
    """
    if odd := _NOT_OF_XML.search(text.decode("utf-8")):
        raise ValueError(f"XML has no U+{ord(odd[0]):04X}")
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(text, True)  # noqa: FBT003 - it takes no names
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
