"""Random shapes and random data over a small vocabulary, as Turtle; and reports in a form that can be compared.

Everything is drawn from one `random.Random`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from random import Random
from typing import Any

import pyoxigraph as ox
import rdflib
from pyshacl.graph_abstraction import DataGraph
from pyshacl.rdfutil.stringify import stringify_blank_node
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from homage_graph.interchange import from_rdflib, to_rdflib
from homage_graph.validation.shacl.judge import Judge, ShapesError, whole_graph
from homage_graph.validation.shacl.shapes import SH
from homage_graph.validation.shacl.sieve import Sieve
from homage_graph.validation.shacl.written import Written
from homage_graph.vocabulary import ONTOLOGY, OURS

PREFIXES = """
@prefix : <urn:x:> .
@prefix hg: <https://w3id.org/homage-graph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARED = ':prefixes sh:declare [ sh:prefix "" ; sh:namespace "urn:x:"^^xsd:anyURI ] .'
PROPERTIES = (":p", ":q", ":r")
CLASSES = (":A", ":B", ":C", "_:K", "_:L")
THINGS = (":a", ":b", ":c", ":d", ":ab", "_:x", "_:y")
PLAIN = (
    *('"a"', '"b"', '"ab"', '""', '"1"', '"a b"', '"a\\nb"', '"é"', '"A"', '"1"^^xsd:string'),
    *('"a"@en', '"b"@EN', '"a"@en-GB', '"a"@fr', '"A"@en', '"a"@zh-Hant-TW', '"b"@zh-hant'),
    *("1", "2", "0", "-1", "12", "true", "false"),
    *('"2020-01-01"^^xsd:date', '"2021-05-31"^^xsd:date', '"2020-01-01T00:00:00"^^xsd:dateTime'),
    *('"2020-01-01T00:00:00Z"^^xsd:dateTime', '"2021-01-01T12:00:00"^^xsd:dateTime'),
)
ROUGH = (
    *('"01"^^xsd:integer', '"1"^^xsd:int', '"1"^^xsd:long', "1.0", '"1.50"^^xsd:decimal', '"1.5"^^xsd:decimal', "1e0"),
    *('"+1"^^xsd:integer', '"-0"^^xsd:integer', '"1000000000000000000000"^^xsd:integer', '"x"^^xsd:integer'),
    *('"1"^^xsd:boolean', '"TRUE"^^xsd:boolean', '"NaN"^^xsd:double', '"INF"^^xsd:double', '"1"^^xsd:float'),
    *('"2020-13-01"^^xsd:date', '"2020-01-01Z"^^xsd:date', '"2020-02-30"^^xsd:date', '"2020"^^xsd:gYear'),
    *('"2020-01-01T00:00:00.5"^^xsd:dateTime', '"2020-01-01T00:00:00+02:00"^^xsd:dateTime', '"12:00:00"^^xsd:time'),
    *('"2020-01-01T24:00:00"^^xsd:dateTime', '"P1D"^^xsd:duration', '"a"^^:datatype', '"a"^^xsd:anyURI'),
    *('" 1 "^^xsd:integer', '"a\\tb"^^xsd:normalizedString', '"a"^^xsd:token'),
)
HOLLOW = ('""', "0", "false", '"-0"^^xsd:integer', '"TRUE"^^xsd:boolean')
"""What rdflib takes for no end of a property path: a query then goes from everything in the graph, and what pyshacl
finds is nonsense, of which a part of the graph has a part."""
NUMBERS = ("0", "1", "1", "1", "2", "2", "3", "4")
MESSAGES = ('"so"', '"so"@en', '"so {?value}"')
SWITCHES = ("true", "true", "true", "false", '"1"^^xsd:boolean', '"false"', '"true"^^xsd:integer')
FLAGS = ("i", "s", "m", "x", "")
PATTERNS = (
    *(
        "a",
        "^a$",
        "^a",
        "b$",
        ".",
        "^.$",
        "^a.b$",
        "a|b",
        "^(a|b)+$",
        r"^\\s",
        r"\\d",
        r"^\\w+$",
        "[ab]",
        "[^a]",
        "[A-Z]",
    ),
    *(
        "^a{1,2}$",
        r"a\\b",
        "^$",
        "(?i)A",
        "é",
        r"\\.",
        "^urn:x:",
        "a*+b",
        r"[\\d-]",
        r"\\p{L}",
        "(a)\\\\1",
        "a??",
        "^[a-b-z]$",
    ),
)


def triples(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)]


# ------------------------------------------------------------------ drawing


class Draw:
    """Draws data and shapes.

    Args:
        random: Where chance comes from.
        rough: How often, of a hundred, a literal is one that engines read differently.
        sparql: How often, of a hundred, a constraint is a query.
    """

    def __init__(self, random: Random, rough: int = 15, sparql: int = 0) -> None:
        self._random = random
        self._sparql = sparql
        self._rough = rough
        self._most = random.choice(
            ((1, 1, 1, 1), (1, 2, 1, 1), (3, 3, 1, 1))
        )  # a shape that asks for much is never met
        self._numbers = count()
        self._named: list[str] = []

    def one(self, choices: Iterable[str]) -> str:
        return self._random.choice(tuple(choices))

    def chance(self, percent: int) -> bool:
        return self._random.randint(1, 100) <= percent

    def several(self, draw: Callable[[], str], least: int, most: int) -> list[str]:
        return [draw() for _ in range(self._random.randint(least, most))]

    # ------------------------------------------------------------- the data

    def data(self, least: int = 1, most: int = 14) -> str:
        return "\n".join(self.several(self.statement, least, most))

    def statement(self) -> str:
        dice = self._random.randint(1, 100)
        if dice <= 25:
            return f"{self.one(THINGS)} a {self.one(CLASSES)} ."
        if dice <= 32:
            return f"{self.one(CLASSES)} rdfs:subClassOf {self.one(CLASSES)} ."
        return f"{self.one(THINGS)} {self.one(PROPERTIES)} {self.term()} ."

    def term(self) -> str:
        return self.one(THINGS) if self.chance(50) else self.literal()

    def literal(self) -> str:
        choices = ROUGH if self.chance(self._rough) else PLAIN
        return self.one(text for text in choices if not (self._sparql and text in HOLLOW))

    # ----------------------------------------------------------- the shapes

    def shapes(self, most: int = 3) -> str:
        texts = []
        for _ in range(self._random.randint(1, most)):
            name = f":S{next(self._numbers)}"
            is_class = self.chance(10)
            name = self.one(CLASSES[:3]) if is_class else name
            said = ["a rdfs:Class, sh:NodeShape"] if is_class else []
            is_property = not is_class and self.chance(30)
            said += self.several(self.target, 0 if is_class else 1, 2)
            texts.append(f"{name} {' ; '.join([*said, *self.body(0, is_property=is_property)])} .")
        return "\n".join([DECLARED, *texts, *self._named])

    def target(self) -> str:
        match self._random.randint(1, 4):
            case 1:
                return f"sh:targetNode {self.term()}"
            case 2:
                return f"sh:targetClass {self.one(CLASSES)}"
            case 3:
                return f"sh:targetSubjectsOf {self.one(PROPERTIES)}"
        return f"sh:targetObjectsOf {self.one(PROPERTIES)}"

    def shape(self, depth: int) -> str:
        """A shape within another, nameless or named."""
        said = " ; ".join(self.body(depth, is_property=self.chance(45)))
        return self.naming(said)

    def property_shape(self, depth: int) -> str:
        return self.naming(" ; ".join(self.body(depth, is_property=True)))

    def naming(self, said: str) -> str:
        if not self.chance(10):
            return f"[ {said} ]"
        name = f":N{next(self._numbers)}"
        self._named.append(f"{name} {said} .")
        return name

    def body(self, depth: int, *, is_property: bool) -> list[str]:
        said = [f"sh:path {self.path(0)}"] if is_property else []
        if self.chance(8):
            said.append(f"sh:severity {self.one(('sh:Warning', 'sh:Info', ':Grave'))}")
        if self.chance(8):
            said.append(f"sh:message {self.one(MESSAGES)}")
        if self.chance(4):
            said.append(f"sh:deactivated {self.one(SWITCHES)}")
        names = self.several(lambda: self.parameter(depth, is_property=is_property), 1, self._most[depth])
        for name in dict.fromkeys(names):
            said += self.constraint(name, depth, is_property=is_property)
        return said

    def parameter(self, depth: int, *, is_property: bool) -> str:
        return "sparql" if self.chance(self._sparql) else self.one(self.parameters(depth, is_property=is_property))

    def parameters(self, depth: int, *, is_property: bool) -> tuple[str, ...]:
        names = (
            *("class", "datatype", "nodeKind", "minLength", "maxLength", "pattern", "languageIn", "in", "hasValue"),
            *("minInclusive", "minExclusive", "maxInclusive", "maxExclusive", "equals", "disjoint", "closed"),
        )
        if is_property:
            names += ("minCount", "maxCount", "minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals")
        if depth < 3:
            names += ("not", "not", "and", "or", "or", "xone", "xone", "node", "property", "property")
            if is_property:
                names += ("qualified", "qualified")
        return names

    def constraint(self, name: str, depth: int, *, is_property: bool) -> list[str]:  # noqa: C901, PLR0911, PLR0912 - a table
        inner = depth + 1
        match name:
            case "class":
                return [f"sh:class {self.one(CLASSES)}" for _ in range(self._random.choice((1, 1, 1, 2)))]
            case "datatype":
                kinds = ("string", "integer", "boolean", "date", "dateTime", "decimal", "double", "gYear", "int")
                return [f"sh:datatype {self.one((*(f'xsd:{kind}' for kind in kinds), 'rdf:langString', ':datatype'))}"]
            case "nodeKind":
                kinds = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
                return [f"sh:nodeKind sh:{self.one(kinds)}"]
            case "minLength" | "maxLength" | "minCount" | "maxCount":
                return [f"sh:{name} {self.one(NUMBERS)}"]
            case "pattern":
                flags = [f'sh:flags "{self.one(FLAGS)}"'] if self.chance(15) else []
                return [f'sh:pattern "{self.one(PATTERNS)}"', *flags]
            case "languageIn":
                tags = self.several(lambda: self.one(('"en"', '"EN"', '"fr"', '"en-GB"', '"zh-Hant"', '"*"')), 1, 2)
                return [f"sh:languageIn ( {' '.join(tags)} )"]
            case "in":
                return [f"sh:in ( {' '.join(self.several(self.term, 1, 4))} )"]
            case "hasValue":
                return [f"sh:hasValue {self.term()}" for _ in range(self._random.choice((1, 1, 1, 2)))]
            case "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive":
                return [f"sh:{name} {self.literal()}"]
            case "equals" | "disjoint" | "lessThan" | "lessThanOrEquals":
                return [f"sh:{name} {self.one(PROPERTIES)}"]
            case "uniqueLang":
                return [f"sh:uniqueLang {self.one(('true', 'true', 'true', 'false'))}"]
            case "closed":
                ignored = self.several(lambda: self.one((*PROPERTIES, "rdf:type")), 1, 2)
                own = self.several(lambda: f"sh:property [ sh:path {self.path(0)} ]", 0, 1)
                return [
                    f"sh:closed {self.one(('true', 'true', 'false'))}",
                    f"sh:ignoredProperties ( {' '.join(ignored)} )",
                    *own,
                ]
            case "not":
                return [f"sh:not {self.shape(inner)}"]
            case "node":
                return [f"sh:node {self.naming(' ; '.join(self.body(inner, is_property=False)))}"]
            case "property":
                return [f"sh:property {self.property_shape(inner)}"]
            case "and" | "or" | "xone":
                return [f"sh:{name} ( {' '.join(self.several(lambda: self.shape(inner), 1, 3))} )"]
            case "sparql":
                return [f'sh:sparql [ sh:prefixes :prefixes ; sh:select """{self.select(has_path=is_property)}""" ]']
            case "qualified":
                return [f"sh:qualifiedValueShape {self.shape(inner)}", *self.qualifying()]
        raise ValueError(name)

    def qualifying(self) -> list[str]:
        said = [f"sh:qualified{end}Count {self.one(NUMBERS)}" for end in ("Min", "Max") if self.chance(70)]
        if self.chance(30):
            said.append("sh:qualifiedValueShapesDisjoint true")
        return said or ["sh:qualifiedMinCount 1"]

    # --------------------------------------------------------- the queries

    def select(self, *, has_path: bool) -> str:
        """A query such as the sieve understands."""
        columns = self.one(
            ("$this", "$this ?value", "DISTINCT $this ?value", "$this (:p AS ?path) ?value", "$this ?path")
        )
        body = self.patterns(0, has_path=has_path)
        if ":p AS" not in columns and self.chance(15):
            body += f" BIND ({self.one((':p', '1', '$this'))} AS ?path)"
        return f"SELECT {columns} WHERE {{ {body} }}"

    def patterns(self, depth: int, *, has_path: bool) -> str:
        parts = [
            f"{'$this' if depth == 0 or self.chance(70) else self.variable()} {self.verb(has_path)} {self.value()} ."
        ]
        for _ in range(self._random.randint(0, 2)):
            dice = self._random.randint(1, 10 if depth < 2 else 4)
            inner = self.patterns(depth + 1, has_path=has_path) if dice > 4 else ""
            if dice <= 2:
                parts.append(f"{self.one(('$this', '?value', '?x'))} {self.verb(has_path)} {self.value()} .")
            elif dice <= 4:
                parts.append(f"FILTER ({self.condition(0)})")
            elif dice <= 6:
                parts.append(f"FILTER NOT EXISTS {{ {inner} }}")
            elif dice == 7:
                parts.append(f"FILTER EXISTS {{ {inner} }}")
            elif dice == 8:
                parts.append(f"OPTIONAL {{ {inner} }}")
            else:
                parts.append(f"{{ {inner} }} UNION {{ {self.patterns(depth + 1, has_path=has_path)} }}")
        return " ".join(parts)

    def variable(self) -> str:
        return self.one(("$this", "?value", "?value", "?x", "?y"))

    def value(self) -> str:
        return self.variable() if self.chance(80) else self.one((":a", ":b", ":A", "1", '"a"', '"a"@en', "true"))

    def verb(self, has_path: bool) -> str:  # noqa: FBT001
        if has_path and self.chance(30):
            return "$PATH"
        return self.one(
            (
                ":p",
                ":p",
                ":q",
                ":q",
                ":r",
                "a",
                "^:p",
                ":p/:q",
                ":p|:q",
                ":p*",
                ":q+",
                "(:p|^:q)/:r?",
                "a/rdfs:subClassOf*",
                "?r",
            )
        )

    def condition(self, depth: int) -> str:
        if depth < 2 and self.chance(30):
            one, other = self.condition(depth + 1), self.condition(depth + 1)
            return self.one((f"({one}) && ({other})", f"({one}) || ({other})", f"!({one})"))
        one, other = self.variable(), self.value()
        return self.one(
            (
                *(f"{one} {sign} {other}" for sign in ("=", "!=", "<", ">", "<=", ">=")),
                *(
                    f"isIRI({one})",
                    f"isLiteral({one})",
                    f"isBlank({one})",
                    f"BOUND({one})",
                    f"sameTerm({one}, {other})",
                ),
                *(f"{one} IN ({other}, 2)", f"{one} NOT IN ({other}, :a)"),
            )
        )

    def path(self, depth: int) -> str:  # noqa: PLR0911 - a table
        if depth > 1 or self.chance(60):
            return self.one((*PROPERTIES, *PROPERTIES, "rdf:type"))
        match self._random.randint(1, 6):
            case 1:
                return f"[ sh:inversePath {self.path(depth + 1)} ]"
            case 2:
                return f"( {' '.join(self.several(lambda: self.path(depth + 1), 2, 3))} )"
            case 3:
                return f"[ sh:alternativePath ( {' '.join(self.several(lambda: self.path(depth + 1), 2, 3))} ) ]"
            case 4:
                return f"[ sh:zeroOrMorePath {self.path(depth + 1)} ]"
            case 5:
                return f"[ sh:oneOrMorePath {self.path(depth + 1)} ]"
        return f"[ sh:zeroOrOnePath {self.path(depth + 1)} ]"


# ---------------------------------------------------------------- comparing

DESCRIBED = re.compile(r"\[ .*\]", re.DOTALL)
"""What a message says of a blank node: how deep pyshacl goes there depends on what it wrote before."""

Told = Counter[object] | str
"""A report: what each result says, and how many say it; an error if the shapes cannot be applied."""


def told(report: Iterable[ox.Triple]) -> Counter[object]:
    """What each result of a report says.

    A report keeps the label of a blank node that a result names, and copies what is said of it under new labels, as
    often as a copy is asked for: these are compared by what they say, a few steps deep.
    """
    said: dict[object, set[tuple[ox.NamedNode, object]]] = {}
    for triple in report:
        said.setdefault(triple.subject, set()).add((triple.predicate, triple.object))
    kind = ox.NamedNode(f"{SH}ValidationResult")

    def copied(node: object, steps: int) -> object:
        if isinstance(node, ox.Literal):
            return DESCRIBED.sub("[]", str(node))
        if not isinstance(node, ox.BlankNode) or steps == 0:
            return "blank" if isinstance(node, ox.BlankNode) else node
        return frozenset(Counter((pair[0], copied(pair[1], steps - 1)) for pair in said.get(node, ())).items())

    def result(node: object) -> object:
        details = Counter(result(target) for _, target in said[node] if is_result(target))
        others = (
            (predicate, named(target), copied(target, 4)) for predicate, target in said[node] if not is_result(target)
        )
        return frozenset([*details.items(), *others])

    def named(node: object) -> object:
        return node if isinstance(node, ox.BlankNode) else None

    def is_result(node: object) -> bool:
        return any(target == kind for _, target in said.get(node, ()))

    return Counter(result(node) for node in said if is_result(node))


def by_pyshacl(data: Sequence[ox.Triple], shapes: Sequence[ox.Triple]) -> Told:
    try:
        return told(whole_graph(data, shapes))
    except ShapesError as error:
        return f"error: {error}"


class Alone:
    """pyshacl alone, many times by the same shapes: they, and their queries, are read once."""

    def __init__(self, shapes: Sequence[ox.Triple]) -> None:
        rdflib.NORMALIZE_LITERALS = False
        self._shapes = ShapesGraph(to_rdflib(shapes))
        self._queries: dict[str, Query] = {}

    def __call__(self, data: Sequence[ox.Triple]) -> Told:
        graph = Prepared(self._queries)
        for triple in to_rdflib(data):
            graph.add(triple)
        stringify_blank_node.dict_cache.clear()
        validator = Validator(DataGraph.from_rdflib(graph), shacl_graph=self._shapes.graph, options={})
        validator.shacl_graph = self._shapes
        _, report, _ = validator.run()
        return told(from_rdflib(report))


class Prepared(rdflib.Graph):
    """A graph that reads each query once."""

    def __init__(self, queries: dict[str, Query]) -> None:
        super().__init__()
        self._queries = queries

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> Result:
        if isinstance(query_object, str):
            if query_object not in self._queries:
                self._queries[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._queries[query_object]
        return super().query(query_object, *arguments, **options)


class Sieved:
    """The sieve and the judge, many times by the same shapes."""

    def __init__(self, shapes: Sequence[ox.Triple]) -> None:
        self._sieve, self._judge = Sieve(shapes), Judge(shapes)

    def __call__(self, data: Sequence[ox.Triple]) -> Told:
        written = Written(data)
        try:
            return told(self._judge.judge(self._sieve.suspects(written), self._sieve, written))
        except ShapesError as error:
            return f"error: {error}"


def by_the_sieve(data: Sequence[ox.Triple], shapes: Sequence[ox.Triple]) -> Told:
    return Sieved(shapes)(data)


def agree(one: Told, other: Told) -> bool:
    """Whether two reports are the same; of errors, which are met in no fixed order, that there is one."""
    return one == other if isinstance(one, Counter) and isinstance(other, Counter) else isinstance(one, type(other))


# ------------------------------------------------------------ our own graphs


class Spoiler:
    """Draws small graphs from files that are right, and spoils them.

    Args:
        random: Where chance comes from.
        things: What is right, by subject.
        predicates: What spoilt statements may say.
    """

    def __init__(
        self, random: Random, things: Mapping[Any, Sequence[ox.Triple]], predicates: Sequence[ox.NamedNode]
    ) -> None:
        self._random = random
        self._things = things
        self._predicates = predicates

    def graph(self, mark: str, rough: int) -> list[ox.Triple]:
        """A graph whose things are its own: their IRIs end with a mark."""
        said: list[ox.Triple] = []
        waiting = [self._random.choice(tuple(self._things)) for _ in range(self._random.randint(1, 3))]
        follows = self._random.choice(
            (True, True, False)
        )  # everything that is spoken of, or as much as there is room for
        for thing in waiting:
            more = self._things.get(thing, ())
            if len(said) + len(more) <= 60:
                said += more
                waiting += [t.object for t in more if follows and t.object in self._things and t.object not in waiting]
        for _ in range(self._random.choice((0, 0, 1, 1, 2, 4, 8))):
            said = self.spoilt(said, rough)
        return [ox.Triple(own(triple.subject, mark), triple.predicate, own(triple.object, mark)) for triple in said]

    def spoilt(self, said: list[ox.Triple], rough: int) -> list[ox.Triple]:  # noqa: PLR0911 - a table
        one, other = self._random.choice(said), self._random.choice(said)
        match self._random.randint(1, 8):
            case 1:
                return [triple for triple in said if triple != one] or said
            case 2:
                return [*said, ox.Triple(one.subject, one.predicate, self.term(said, rough))]
            case 3:
                return [*said, ox.Triple(one.subject, self._random.choice(self._predicates), self.term(said, rough))]
            case 4:
                return [*said, ox.Triple(other.subject, one.predicate, one.object)]
            case 5:
                return [
                    *(triple for triple in said if triple != one),
                    ox.Triple(one.subject, one.predicate, self.term(said, rough)),
                ]
            case 6:
                part = ox.NamedNode(f"{ONTOLOGY}partOfSeries")
                return [*said, ox.Triple(one.subject, part, other.subject), ox.Triple(other.subject, part, one.subject)]
            case 7:
                return [*said, ox.Triple(one.subject, one.predicate, other.object)]
        node = self._random.choice(tuple(spoil(one.subject)))
        swap = {one.subject: node}
        return [ox.Triple(swap.get(t.subject, t.subject), t.predicate, swap.get(t.object, t.object)) for t in said]

    def term(self, said: list[ox.Triple], rough: int) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if self._random.randint(1, 2) == 1:
            return self._random.choice(said).subject
        is_rough = self._random.randint(1, 100) <= rough
        return self._random.choice(ROUGH_TERMS if is_rough else PLAIN_TERMS)


def spoil(node: ox.NamedNode | ox.BlankNode) -> Iterable[ox.NamedNode | ox.BlankNode]:
    """Other names for a thing, of which few are right."""
    yield ox.BlankNode("nameless")
    yield from (
        ox.NamedNode(node.value + end) for end in ("/more", "_X", "%20", "?part", "é") if isinstance(node, ox.NamedNode)
    )
    yield ox.NamedNode("urn:x:elsewhere")


def own(term: Any, mark: str) -> Any:
    """The term as it is in one of several graphs; concepts and classes are everybody's."""
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(term.value + mark)
    if isinstance(term, ox.NamedNode) and term.value.startswith(f"{OURS}id/"):
        return ox.NamedNode(f"{term.value}-{mark}")
    return term


PLAIN_TERMS, ROUGH_TERMS = (
    tuple(triple.object for text in texts for triple in triples(f":s :p {text} .")) for texts in (PLAIN, ROUGH)
)
