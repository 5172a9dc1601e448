"""schema.org's own vocabulary file as a judge: what a graph says in terms of schema.org that is not as defined there.

    assert not schema_org.faults(graph)

`graph` is an rdflib graph. schema.org is one vocabulary under two schemes; https and http are the same here. What
has no type of schema.org's may be anything, and so may what has a type of somebody else's alone.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS, XSD
from rdflib.term import Node

from homage_graph.interchange import rdflib_term

VOCABULARY = Path(__file__).parents[1] / "schemas" / "vocabularies" / "schema.nq.gz"
HTTP, HTTPS = "http://schema.org/", "https://schema.org/"
_DATA_TYPES = {"Text", "URL", "Date", "DateTime", "Time", "Boolean", "Number", "Integer", "Float"}
_NUMBERS = {XSD.decimal, XSD.double, XSD.float}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")


class _Vocabulary:
    def __init__(self) -> None:
        self.classes: set[str] = set()
        self.properties: set[str] = set()
        self.superseded: dict[str, str] = {}
        self.types: defaultdict[str, set[str]] = defaultdict(set)
        self.domain: defaultdict[str, set[str]] = defaultdict(set)
        self.range: defaultdict[str, set[str]] = defaultdict(set)
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        defined = {"domainIncludes": self.domain, "rangeIncludes": self.range, str(RDFS.subClassOf): self._above}
        for quad in ox.parse(gzip.decompress(VOCABULARY.read_bytes()), format=ox.RdfFormat.N_QUADS):
            subject, predicate, target = map(rdflib_term, (quad.subject, quad.predicate, quad.object))
            name, other, relation = local(subject), local(target), local(predicate) or str(predicate)
            if name is None:
                continue
            if predicate == RDF.type:
                self.classes |= {name} if target == RDFS.Class else set()
                self.properties |= {name} if target == RDF.Property else set()
            if other is not None:
                if predicate == RDF.type:
                    self.types[name].add(other)
                elif relation in defined:
                    defined[relation][name].add(other)
                elif relation == "supersededBy":
                    self.superseded[name] = other

    def above(self, name: str) -> set[str]:
        """A class and all that it is a kind of."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            if (one := waiting.pop()) not in found:
                found.add(one)
                waiting += self._above[one]
        return found


@cache
def vocabulary() -> _Vocabulary:
    return _Vocabulary()


def local(node: Node) -> str | None:
    """A term of schema.org without its namespace; None for anything else."""
    if not isinstance(node, rdflib.URIRef):
        return None
    for namespace in (HTTPS, HTTP):
        if node.startswith(namespace) and (name := node[len(namespace) :]) and "/" not in name:
            return str(name)
    return None


def faults(graph: rdflib.Graph) -> list[str]:
    """What is not as schema.org defines it: unknown or superseded terms, wrong domains, wrong ranges; sorted."""
    kinds: defaultdict[Node, set[str]] = defaultdict(set)
    for subject, kind in graph.subject_objects(RDF.type):
        if (name := local(kind)) is not None:
            kinds[subject].add(name)
    found: set[str] = set()
    for triple in graph:
        found.update(_unknown(triple))
        found.update(_misused(kinds, triple))
    return sorted(found)


def _unknown(triple: tuple[Node, Node, Node]) -> Iterator[str]:
    known = vocabulary()
    _, predicate, target = triple
    for name in filter(None, map(local, triple)):
        if name not in known.classes | known.properties | known.types.keys():
            yield f"schema:{name} is no term of schema.org"
        elif name in known.superseded:
            yield f"schema:{name} is superseded by schema:{known.superseded[name]}"
    if (name := local(predicate)) in known.classes:
        yield f"schema:{name} is no property"
    if predicate == RDF.type and (name := local(target)) in known.properties:
        yield f"schema:{name} is a property, not a class"


def _misused(kinds: dict[Node, set[str]], triple: tuple[Node, Node, Node]) -> Iterator[str]:
    known = vocabulary()
    subject, predicate, target = triple
    name = local(predicate)
    if name is None or name not in known.properties:
        return
    those = {above for kind in kinds[subject] for above in known.above(kind)}
    if those and not those & known.domain[name]:
        yield f"schema:{name} is not said of a schema:{'/'.join(sorted(kinds[subject]))}, as of {subject}"
    wanted = known.range[name]
    if isinstance(target, rdflib.Literal):
        if not any(_fits(target, kind) for kind in wanted & _DATA_TYPES):
            yield f"schema:{name} has no such value as {target.n3()}: {', '.join(sorted(wanted))}"
        return
    enumerated = known.types[str(local(target))] if local(target) else set()
    these = {above for kind in kinds[target] | enumerated for above in known.above(kind)}
    if these and not these & wanted:
        what = "/".join(sorted(kinds[target] | enumerated))
        yield f"schema:{name} does not lead to a schema:{what}, as to {target}: {', '.join(sorted(wanted))}"
    if not these and wanted <= _DATA_TYPES - {"URL"}:
        yield f"schema:{name} has a value, and leads to no thing such as {target}"


def _fits(value: rdflib.Literal, kind: str) -> bool:
    """Whether a literal is of a data type of schema.org's."""
    datatype, text = value.datatype, str(value)
    is_text = datatype in (None, XSD.string, RDF.langString)
    is_web_address = text.startswith(("http://", "https://"))
    fitting = {
        "Text": is_text,
        "URL": (is_text or datatype == XSD.anyURI) and is_web_address,
        "Date": datatype in (XSD.date, XSD.gYear, XSD.gYearMonth) or (is_text and bool(_DATE.fullmatch(text))),
        "DateTime": datatype == XSD.dateTime or (is_text and bool(_MOMENT.fullmatch(text))),
        "Time": datatype == XSD.time,
        "Boolean": datatype == XSD.boolean,
        "Integer": datatype == XSD.integer,
        "Float": datatype in _NUMBERS,
        "Number": datatype in _NUMBERS | {XSD.integer},
    }
    return fitting[kind]
