"""The enriched graph as one file: what was written of things and concepts, and what follows from it.

Written triples are exported as they were read, letter for letter; inferred ones as they were derived.
The ontology's axioms are not repeated. The same graph gives the same bytes on every machine: lines
are sorted by code point, and no clock, locale or hash order has a say.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.querying.answer import GRAPH_FORMATS, used_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homage_graph.reading import Document

__all__ = ["enriched", "serialise"]

_HEADER = """\
# Written by `homage export`: what the graph's files say of things and concepts, and what follows from it.
# To change it, change those files.
"""
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
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


def serialise(triples: tuple[ox.Triple, ...], form: str) -> bytes:
    """Turtle with a header and prefixes, a block a thing; or N-Triples, a line a triple.

    Args:
        triples: In the order they are written.
        form: A key of `GRAPH_FORMATS`.

    Raises:
        ValueError: It is none.
    """
    if form not in GRAPH_FORMATS:
        raise ValueError(f"a graph can be exported as {', '.join(GRAPH_FORMATS)}, not as {form}")
    if form == "ntriples":
        return ox.serialize(triples, format=GRAPH_FORMATS[form]) or b""
    prefixes = used_prefixes(triples)
    blocks = (ox.serialize(triples, format=GRAPH_FORMATS[form], prefixes=prefixes) or b"").decode("utf-8")
    width = max(map(len, prefixes), default=0) + 1
    declarations = "".join(
        f"@prefix {prefix + ':':<{width}} <{namespace}> .\n" for prefix, namespace in prefixes.items()
    )
    return (_HEADER + "\n" + declarations + _laid_out(blocks)).encode("utf-8")


def _laid_out(turtle: str) -> str:
    """The engine's blocks as people lay them out: an empty line before each, four spaces within, no declarations."""
    lines: list[str] = []
    for line in turtle.split("\n"):
        if line.startswith("\t"):
            lines.append("    " + line[1:])
        elif line and not line.startswith("@prefix"):
            lines += ["", line]
    return "\n".join(lines) + "\n"


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    """By subject; the type first; then by predicate and object, in code points."""
    return (str(triple.subject), triple.predicate.value != _RDF_TYPE, triple.predicate.value, str(triple.object))
