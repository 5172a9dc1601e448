"""From SHACL's validation report to findings: where each is written, and what explains it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.validation import Finding, Related, Severity
from homage_graph.validation.shacl.advice import Adviser, Case, short
from homage_graph.validation.shacl.automaton import Automaton
from homage_graph.validation.shacl.paths import IllFormedError, Path, Predicate, read_path, shown
from homage_graph.validation.shacl.shapes import SH, ShapesGraph, Triples
from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homage_graph.reading.positions import Span
    from homage_graph.validation.places import Places
    from homage_graph.validation.shacl.shapes import Shape
    from homage_graph.validation.shacl.written import Statement, Written
    from homage_graph.vocabulary import Term

__all__ = ["findings"]

_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_CODE: Final = f"{PREFIXES['dct']}identifier"
_YEAR: Final = ox.NamedNode(f"{PREFIXES['hg']}releaseYear")
_CITING: Final = ox.NamedNode(f"{PREFIXES['hg']}inWork")
_SEVERITIES: Final = {
    f"{SH}Violation": Severity.VIOLATION,
    f"{SH}Warning": Severity.WARNING,
    f"{SH}Info": Severity.INFO,
}
_TOO_MANY: Final = ("MaxCountConstraintComponent", "UniqueLangConstraintComponent")
_TELLING: Final = ("NodeKindConstraintComponent", "DatatypeConstraintComponent", "ClassConstraintComponent")
"""What is wrong with a value before anything else is: what a number is not, it cannot be less than."""
_MOST_SHOWN: Final = 8


def findings(report: Iterable[ox.Triple], shapes: ShapesGraph, written: Written, places: Places) -> Iterator[Finding]:
    """A finding for each mistake that a validation report tells of.

    Where a shape says the same of one value for several reasons, that is one mistake.

    Args:
        report: SHACL's report.
        shapes: The shapes that it is about.
        written: What was judged.
        places: Where that is written.
    """
    results = Triples(report)
    adviser = Adviser(shapes, written, places)
    told: dict[object, tuple[Finding, bool]] = {}
    for node in results.subjects(f"{SH}sourceConstraintComponent"):
        result = _Result(node, results, shapes, written, places)
        finding = result.finding(adviser)
        same = (
            node
            if result.value is None
            else (result.source, finding.focus, finding.path, finding.value, finding.message)
        )
        is_telling = result.component in _TELLING
        if same not in told or _rank(finding, is_telling=is_telling) > _rank(told[same][0], is_telling=told[same][1]):
            told[same] = finding, is_telling
    yield from (finding for finding, _ in told.values())


def _rank(finding: Finding, *, is_telling: bool) -> tuple[bool, bool, str]:
    """How much a finding tells beside others about the same value."""
    return finding.fix is not None, is_telling, finding.help


class _Result:
    """One result of a report."""

    def __init__(self, node: Term, report: Triples, shapes: ShapesGraph, written: Written, places: Places) -> None:
        def one(name: str) -> Term | None:
            return next(iter(report.values(node, SH + name)), None)

        self._report = report
        self._shapes = shapes
        self._written = written
        self._places = places
        self.focus = one("focusNode")
        self.value = one("value")
        self.source = one("sourceShape")
        self.severity = one("resultSeverity")
        self.messages = sorted((term.value for term in report.values(node, f"{SH}resultMessage")), key=str)
        component = one("sourceConstraintComponent")
        self.component = component.value.removeprefix(SH) if isinstance(component, ox.NamedNode) else ""
        self.path = self._read(one("resultPath"))
        self.said = shapes.triples.of(self.source) if self.source is not None else {}
        self.chain = self._trace()

    def finding(self, adviser: Adviser) -> Finding:
        span = self._span()
        related = tuple(self._related(span))
        help_text, fix = adviser.advise(self._case(span, related)) if self.focus is not None else ("", None)
        return Finding(
            code=self._code(),
            severity=_SEVERITIES.get(self.severity.value, Severity.VIOLATION)
            if isinstance(self.severity, ox.NamedNode)
            else Severity.VIOLATION,
            message=self.messages[0] if self.messages else "",
            focus=_named(self.focus),
            path="" if self.path is None else shown(self.path),
            value="" if self.value is None else str(self.value),
            shape=_named(self.source),
            span=span,
            related=related,
            help=help_text,
            fix=fix,
        )

    def _case(self, span: Span | None, related: tuple[Related, ...]) -> Case:
        assert self.focus is not None  # noqa: S101 - its caller looked
        targets = self._targets() if self.value == self.focus else []
        return Case(
            component=self.component,
            focus=self.focus,
            path=self.path,
            value=self.value,
            said=self.said,
            options=self._options(),
            predicate=targets[0][1] if targets else "",
            span=span,
            others=bool(related) and isinstance(self.value, ox.Literal),
        )

    # ------------------------------------------------------------- reading

    def _read(self, node: Term | None) -> Path | None:
        if node is None:
            return None
        for triples in (self._report, self._shapes.triples):
            try:
                return read_path(node, triples)
            except IllFormedError:
                continue
        return None

    def _code(self) -> str:
        for node in (self.source, *self._around(self.source)):
            if node is not None and (codes := self._shapes.triples.values(node, _CODE)):
                return codes[0].value
        return curie(self.source.value) if isinstance(self.source, ox.NamedNode) else "shape"

    def _around(self, node: Term | None) -> Iterator[Term]:
        """The shapes that a nameless shape stands in."""
        seen = {node}
        while isinstance(node, ox.BlankNode):
            node = next((other for other in self._shapes.naming(node) if other not in seen), None)
            if node is None:
                return
            seen.add(node)
            yield node

    def _trace(self) -> tuple[Statement, ...]:
        """The statements that lead from the focus node to the value; none where they are not found."""
        if self.focus is None or self.path is None or self.value is None:
            return ()
        chain = _ways(self.focus, self.path, self._written).get(self.value, ())
        return chain or (self._detour(self.value) if self.component == "SPARQLConstraintComponent" else ())

    def _detour(self, value: Term) -> tuple[Statement, ...]:
        """One statement, or two, that lead from the focus node to a value by other properties than the result names."""
        onward = _sorted(self._written.match(self.focus, None, None))
        for statement in onward:
            if statement[2] == value:
                return (statement,)
        for statement in onward:
            if any(self._written.match(statement[2], None, value)):
                return (statement,)
        return ()

    def _options(self) -> tuple[Shape, ...]:
        """Of shapes of which one must hold, those that look at a property."""
        if self.component != "OrConstraintComponent":
            return ()
        try:
            members = [member for head in self.said.get(f"{SH}or", []) for member in self._shapes.triples.items(head)]
            shapes = [self._shapes.shape(member) for member in members]
        except IllFormedError:
            return ()
        return tuple(shape for shape in shapes if isinstance(shape.path, Predicate))

    # -------------------------------------------------------------- places

    def _span(self) -> Span | None:
        if self.focus is None:
            return None
        if self.chain:
            last = self.chain[-1]
            spans = self._places.spans(last)
            if spans is not None:
                return spans.subject if last[0] == self.value != last[2] else spans.object
            return self._places.object(last)
        if isinstance(self.focus, ox.Literal):  # it may stand elsewhere too, where it is right
            return self._surplus() or self._pointed_at(self.focus)
        return self._surplus() or self._places.subject(self.focus) or self._places.mention(self.focus)

    def _pointed_at(self, focus: ox.Literal) -> Span | None:
        """Where a literal is the object for which a shape looks at it."""
        properties = (iri for node in self._sources() for iri in self._shapes.targets(node).objects_of)
        said = (statement for iri in properties for statement in self._written.match(None, ox.NamedNode(iri), focus))
        return next((place for statement in _sorted(said) if (place := self._places.object(statement))), None)

    def _surplus(self) -> Span | None:
        """Where something is written that should not be, though it is no value by itself."""
        paths = [self.path] if self.component in _TOO_MANY else [option.path for option in self._options()]
        for path in paths:
            if found := self._values(path):
                return found[-1]
        targets = self._targets() if self.value == self.focus else []
        return targets[0][0] if targets else None

    def _targets(self) -> list[tuple[Span, str]]:
        """Where properties are written for which a shape looks at the thing, and which: if that is why it does.

        Those of a contribution come first, since what is there already was right before.
        """
        if self.focus is None:
            return []
        found = [
            (spans.predicate, curie(property_iri))
            for node in self._sources()
            for property_iri in self._shapes.targets(node).subjects_of
            for statement in self._written.match(self.focus, ox.NamedNode(property_iri), None)
            if (spans := self._places.spans(statement)) is not None
        ]
        return sorted(found, key=lambda pair: (not self._places.is_contributed(pair[0]), pair[0]))

    def _sources(self) -> tuple[Term, ...]:
        """The shape, and those that have it for a part."""
        return () if self.source is None else (self.source, *self._shapes.naming(self.source))

    def _values(self, path: Path | None) -> list[Span]:
        """The places of all values, in the order in which they are written, a contribution's after the graph's.

        Where a language has too many values, only theirs.
        """
        if self.focus is None or path is None:
            return []
        ways = _ways(self.focus, path, self._written)
        if self.component == "UniqueLangConstraintComponent":
            times = Counter(map(_language, ways))
            ways = {value: chain for value, chain in ways.items() if times[_language(value)] > 1 and _language(value)}
        found = [
            spans.object if chain[-1][2] == value else spans.subject
            for value, chain in ways.items()
            if chain and (spans := self._places.spans(chain[-1])) is not None
        ]
        return sorted(found, key=lambda span: (self._places.is_contributed(span), span))

    def _types(self, thing: Term) -> list[Statement]:
        return _sorted(self._written.match(thing, _TYPE, None))

    def _related(self, span: Span | None) -> Iterator[Related]:
        match self.component.removesuffix("ConstraintComponent"):
            case "MaxCount" | "UniqueLang":
                yield from (Related("another is here", place) for place in self._values(self.path)[:-1][:_MOST_SHOWN])
            case "QualifiedMinCount":
                yield from self._not_enough()
            case "Class":
                yield from self._declared()
            case "Disjoint":
                yield from self._shared()
            case "SPARQL":
                yield from self._compared()
        if len(self.chain) > 1 and (place := self._places.object(self.chain[0])) is not None and place != span:
            yield Related(f"{short(self.focus)} leads there from here", place)

    def _not_enough(self) -> Iterator[Related]:
        """The values that there are, where none, or too few, are of the kind that is asked for."""
        if self.focus is not None and self.path is not None:
            for value, chain in list(_ways(self.focus, self.path, self._written).items())[:_MOST_SHOWN]:
                if chain and (place := self._places.object(chain[-1])) is not None:
                    yield Related(f"it has {short(value)}", place)

    def _declared(self) -> Iterator[Related]:
        """Where a value was said to be of another class."""
        for statement in self._types(self.value) if self.value is not None else ():
            if (place := self._places.object(statement)) is not None:
                yield Related(f"{short(self.value)} is declared a {short(statement[2])} here", place)

    def _shared(self) -> Iterator[Related]:
        """Where another property has the value that two may not share."""
        for other in self.said.get(f"{SH}disjoint", []):
            if isinstance(other, ox.NamedNode) and self.focus is not None and self.value is not None:
                place = self._places.object((self.focus, other, self.value))
                if place is not None:
                    yield Related(f"{short(other)} has it, too", place)

    def _compared(self) -> Iterator[Related]:
        """What else has the same value; of two works, their years."""
        if isinstance(self.value, ox.Literal) and isinstance(self.path, Predicate):
            same = self._written.match(None, ox.NamedNode(self.path.iri), self.value)
            others = _sorted(statement for statement in same if statement[0] != self.focus)
            for statement in others[:_MOST_SHOWN]:
                if (place := self._places.object(statement)) is not None:
                    yield Related(f"{short(statement[0])} has it too", place)
        elif self.focus is not None and self.value is not None:
            citing = [work for _, _, work in _sorted(self._written.match(self.focus, _CITING, None))]
            is_dated = any(self._written.match(self.value, _YEAR, None))
            for work in (*citing, self.value) if citing and is_dated else ():
                for statement in _sorted(self._written.match(work, _YEAR, None)):
                    if (place := self._places.object(statement)) is not None:
                        yield Related(f"{short(work)} is of {_lexical(statement[2])}", place)


def _ways(focus: Term, path: Path, written: Written) -> dict[Term, tuple[Statement, ...]]:
    """What a path leads to, each with the statements on a shortest way."""
    automaton = Automaton()
    end = automaton.state()
    automaton.follow(path, 0, end, grows=False, shrinks=False)
    return automaton.ways(focus, end, written)


def _sorted(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=str)


def _named(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _language(term: Term) -> str:
    return (term.language or "").lower() if isinstance(term, ox.Literal) else ""


def _lexical(term: Term) -> str:
    return term.value if isinstance(term, ox.Literal) else short(term)
