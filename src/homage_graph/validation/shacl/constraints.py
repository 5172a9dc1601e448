"""Constraints as SPARQL: what finds a node that a shape may refuse.

A shape is compiled to checks. A check is a pattern and a condition over the node that is looked at; where the pattern
matches and the condition is true, the node *may* violate the shape. It may find too many, never too few:

* what is not understood, or what engines disagree on, is true of every node;
* a comparison that is an error counts as true;
* under sh:not, what may conform is asked for instead, and only an exact check can say that something may not.

The names of the constraint components, and what they mean, are those of SHACL
(https://www.w3.org/TR/shacl/#core-components), as pyshacl understands them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations, count
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.validation.shacl.paths import Alternative, IllFormedError, Path, Predicate, Sequence, is_agreed
from homage_graph.validation.shacl.selects import read_select
from homage_graph.validation.shacl.shapes import SH, Shape, ShapesGraph, is_on
from homage_graph.validation.shacl.written import is_plain, smooth
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Sequence as Listing

    from homage_graph.vocabulary import Term

__all__ = ["ANYTHING", "Check", "Compiler"]

_XSD: Final = PREFIXES["xsd"]
_LANG_STRING: Final = f"{PREFIXES['rdf']}langString"
_TYPE: Final = f"<{PREFIXES['rdf']}type>"
_DEEPEST: Final = 12
"""Shapes within shapes; pyshacl refuses more than fifteen."""
_MOST_COUNTED: Final = 3
"""A count beyond this is not worth a join for each: everything is suspected."""
_LONGEST_LIST: Final = 200

_SAYS_NOTHING: Final = (
    *("path", "severity", "message", "name", "description", "order", "group", "defaultValue", "deactivated"),
    *("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "flags", "ignoredProperties"),
    *("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint", "prefixes", "declare"),
)
"""Properties of a shape that ask for nothing, or belong to another that does."""
_COMPANIONS: Final = {
    "ignoredProperties": "closed",
    **dict.fromkeys(("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"), "qualifiedValueShape"),
}
_NODE_KINDS: Final = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
_COMPARED: Final = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
_SURE_DATATYPES: Final = frozenset(
    {f"{_XSD}{name}" for name in ("string", "integer", "boolean", "date", "dateTime")} | {_LANG_STRING}
)
_TEXT: Final = f"(isIRI({{0}}) || DATATYPE({{0}}) IN (<{_XSD}string>, <{_LANG_STRING}>, <{_XSD}integer>))"
"""Of what everybody has the same text."""
_ORDINARY_PATTERN: Final = re.compile(
    r"(?:[A-Za-z0-9 _,:;@#%&=~'\"!<>/-]|[^\x00-\x7f]|[.^$|)]|[*+?](?!\+)|\((?!\?)|\(\?:|\\[.^$*+?()\[\]{}|/\\-]|\\[sSd]"
    r"|\{\d+(?:,\d*)?\}(?!\+)|\[\^?(?:[A-Za-z0-9_ ./:;,@#%=+*!?()'\"]"
    r"|-(?=\])|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9])|\\[\]\[.^\\/-])++\])*+"
)
"""Regular expressions that Python and other engines read alike."""
_SPACE: Final = r"\t-\r\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
_CLASSES: Final = {r"\s": f"[{_SPACE}]", r"\S": f"[^{_SPACE}]", r"\d": r"\p{Nd}"}


@dataclass(frozen=True)
class Check:
    """Patterns, one after the other, and a condition on what they match; either may be empty, which is always true.

    Attributes:
        patterns: Triple patterns, or the body of a query.
        condition: An expression over their variables.
        is_exact: The node violates the shape wherever both hold, not only that it may.
        is_joined: The patterns are better joined with what they are about than asked for each node.
    """

    patterns: tuple[str, ...] = ()
    condition: str = "true"
    is_exact: bool = True
    is_joined: bool = False

    def __str__(self) -> str:
        """The check as one expression.

        A pattern stands alone within its EXISTS: engines plan a join in there as if nothing around it were known.
        """
        text = self.condition
        for pattern in reversed(self.patterns):
            rest = "" if text == "true" else f" FILTER ({text})"
            text = f"EXISTS {{ {pattern}{rest} }}"
        return text


ANYTHING: Final = Check(is_exact=False)
"""Suspects every node."""


@dataclass
class Compiler:
    """Shapes to checks.

    Args:
        shapes: The shapes.
        subclasses: Of a class, itself and what is below it.
        rough: The properties that have rough literals somewhere.
    """

    shapes: ShapesGraph
    subclasses: Callable[[ox.NamedNode], Listing[Term]]
    rough: frozenset[str]
    _numbers: Iterator[int] = field(default_factory=count)

    def checks(self, shape: Shape, focus: str, depth: int = 0) -> list[Check]:
        """What finds a focus node that may violate a shape; none where nothing can.

        Args:
            shape: The shape.
            focus: The variable that stands for the node, with its question mark.
            depth: How many shapes are around this one.

        Raises:
            IllFormedError: It is none, or has one within it that is none: whoever applies it fails.
        """
        if shape.is_deactivated:
            return []
        if depth > _DEEPEST:
            raise IllFormedError("shapes within shapes without end")
        return list(self._checks(shape, focus, depth))

    def _checks(self, shape: Shape, focus: str, depth: int) -> Iterator[Check]:
        if not all(map(self._is_understood, shape.said)):
            yield ANYTHING
            return
        _verify(shape)
        for patterns, value in self.ways(shape, focus):
            conditions = list(self._on_value(shape, focus, value, depth))
            for is_exact in (True, False):
                some = [condition.condition for condition in conditions if condition.is_exact is is_exact]
                if some:
                    yield Check(patterns, _any(some), is_exact)
        if shape.path is None:  # its property shapes look at the same node, each with a pattern of its own
            for node in shape.values("property"):
                if self.other(node).path is None:
                    raise IllFormedError("a property shape has a path")
                yield from self.checks(self.other(node), focus, depth + 1)
        for name, compile_all in _FOCUS_WISE.items():
            if shape.values(name):
                yield from compile_all(self, shape, focus, depth)

    def _is_understood(self, predicate: str) -> bool:
        """Whether a property of a shape asks for nothing, or for what is compiled here."""
        if predicate in self.shapes.parameters:
            return False
        return not predicate.startswith(SH) or predicate.removeprefix(SH) in _UNDERSTOOD

    def _on_value(self, shape: Shape, focus: str, value: str, depth: int) -> Iterator[Check]:
        for name, compile_one in _VALUE_WISE.items():
            if shape.values(name) and not (name == "property" and shape.path is None):
                yield from compile_one(self, shape, value, depth)
        if shape.path is not None:
            yield from _beside(self, shape, focus, value)

    # ------------------------------------------------------------ within shapes

    def violated(self, node: Term, value: str, depth: int) -> Check:
        """A condition that is true of what may violate another shape."""
        checks = self.checks(self.other(node), value, depth + 1)
        return Check((), _any([str(check) for check in checks]), all(check.is_exact for check in checks))

    def conforming(self, node: Term, value: str, depth: int) -> Check:
        """A condition that is true of what may conform to another shape."""
        checks = self.checks(self.other(node), value, depth + 1)
        sure = [f"!({check})" for check in checks if check.is_exact]
        return Check((), " && ".join(sure) or "true", len(sure) == len(checks))

    def other(self, node: Term) -> Shape:
        """The shape of that name.

        Raises:
            IllFormedError: It is none.
        """
        if isinstance(node, ox.Literal):
            raise IllFormedError("a literal is no shape")
        return self.shapes.shape(node)

    def variable(self) -> str:
        """A variable that nothing else has."""
        return f"?hg{next(self._numbers)}"

    def values(self, shape: Shape, focus: str) -> tuple[tuple[str, ...], str]:
        """Patterns for the value nodes of a shape, and the variable that stands for one."""
        if shape.path is None:
            return (), focus
        value = self.variable()
        return self._along(shape.path, focus, value), value

    def ways(self, shape: Shape, focus: str) -> list[tuple[tuple[str, ...], str]]:
        """As `values`, one for each alternative: engines are slow at alternatives."""
        if not isinstance(shape.path, Alternative):
            return [self.values(shape, focus)]
        ends = [(path, self.variable()) for path in shape.path.paths]
        return [(self._along(path, focus, value), value) for path, value in ends]

    def several(self, shape: Shape, focus: str, number: int, condition: Callable[[str], str]) -> Check:
        """So many different values of which each meets a condition."""
        pairs = [self.values(shape, focus) for _ in range(number)]
        differ = [f"!sameTerm({one}, {other})" for (_, one), (_, other) in combinations(pairs, 2)]
        each = [text for _, value in pairs if (text := condition(value)) != "true"]
        patterns = tuple(pattern for some, _ in pairs for pattern in some)
        return Check(patterns, " && ".join([*differ, *each]) or "true")

    def _along(self, path: Path, start: str, end: str) -> tuple[str, ...]:
        if not isinstance(path, Sequence):
            return (f"{start} {path} {end} .",)
        places = [start, *(self.variable() for _ in path.paths[1:]), end]
        return tuple(
            f"{one} {step} {other} ." for step, one, other in zip(path.paths, places, places[1:], strict=False)
        )


def _verify(shape: Shape) -> None:
    """Look for what pyshacl fails on, whatever the data, and for a path that it reads in its own way."""
    for name, other in _COMPANIONS.items():
        if shape.values(name) and not shape.values(other):
            raise IllFormedError(f"sh:{name} goes with sh:{other}")
    if shape.path is None and any(map(shape.values, ("uniqueLang", "minCount", "maxCount"))):
        raise IllFormedError("a property shape has a path")
    if shape.path is not None and not is_agreed(shape.path):
        raise IllFormedError("a path that engines read differently")


# ---------------------------------------------------------------- on each value


def _class(compiler: Compiler, shape: Shape, value: str, _: int) -> Iterator[Check]:
    for node in shape.values("class"):
        if not isinstance(node, ox.NamedNode):
            yield ANYTHING
            continue
        classes = compiler.subclasses(node)
        named = [str(kind) for kind in classes if isinstance(kind, ox.NamedNode)]
        is_exact = len(named) == len(classes)
        if len(named) == 1:
            yield Check((), f"NOT EXISTS {{ {value} {_TYPE} {node} }}", is_exact)
        elif len(classes) > _LONGEST_LIST:
            yield ANYTHING
        else:
            kind = compiler.variable()
            among = f"FILTER ({kind} IN ({', '.join(named)}))"
            yield Check((), f"NOT EXISTS {{ {value} {_TYPE} {kind} {among} }}", is_exact)


def _datatype(_: Compiler, shape: Shape, value: str, __: int) -> Iterator[Check]:
    (datatype,) = _single(shape, "datatype")
    if not isinstance(datatype, ox.NamedNode) or datatype.value not in _SURE_DATATYPES:
        yield ANYTHING
        return
    yield Check((), f"COALESCE(!(DATATYPE({value}) = {datatype}), true)", is_exact=False)


def _beside(compiler: Compiler, shape: Shape, focus: str, value: str) -> Iterator[Check]:
    """What asks of a value which others are beside it: at most one, or one a language."""
    if _is_at_most_one(shape):
        patterns, other = compiler.values(shape, focus)
        yield Check((), str(Check(patterns, f"!sameTerm({value}, {other})")))
    if is_on(shape.values("uniqueLang")):
        patterns, other = compiler.values(shape, focus)
        alike = f"LCASE(LANG({value})) = LCASE(LANG({other})) && !sameTerm({value}, {other})"
        found = Check(patterns, alike)
        yield Check((), f'isLiteral({value}) && LANG({value}) != "" && {found}', is_exact=False)


def _is_at_most_one(shape: Shape) -> bool:
    return shape.path is not None and bool(shape.values("maxCount")) and _integer(shape, "maxCount") == 1


def _node_kind(_: Compiler, shape: Shape, value: str, __: int) -> Iterator[Check]:
    (kind,) = _single(shape, "nodeKind")
    test = _NODE_KINDS.get(kind.value.removeprefix(SH)) if isinstance(kind, ox.NamedNode) else None
    yield ANYTHING if test is None else Check((), f"!({test.format(value)})")


def _compared(name: str) -> Callable[[Compiler, Shape, str, int], Iterator[Check]]:
    def compile_one(_: Compiler, shape: Shape, value: str, __: int) -> Iterator[Check]:
        for bound in shape.values(name):
            if not isinstance(bound, ox.Literal):
                raise IllFormedError(f"sh:{name} has a literal")
            if not is_plain(bound) or bound.language:
                yield ANYTHING
            else:
                yield Check((), f"COALESCE(!({value} {_COMPARED[name]} {bound}), true)", is_exact=False)

    return compile_one


def _length(name: str, sign: str) -> Callable[[Compiler, Shape, str, int], Iterator[Check]]:
    def compile_one(_: Compiler, shape: Shape, value: str, __: int) -> Iterator[Check]:
        number = _integer(shape, name)
        fits = f"{_TEXT.format(value)} && STRLEN(STR({value})) {sign} {number}"
        yield Check((), f"COALESCE(!({fits}), true)", is_exact=False)

    return compile_one


def _pattern(_: Compiler, shape: Shape, value: str, __: int) -> Iterator[Check]:
    for pattern in shape.values("pattern"):
        if not isinstance(pattern, ox.Literal) or not _compiles(pattern.value):
            raise IllFormedError("sh:pattern is a regular expression")
        if (
            shape.values("flags")
            or pattern.datatype.value != f"{_XSD}string"
            or not _ORDINARY_PATTERN.fullmatch(pattern.value)
        ):
            yield ANYTHING
            continue
        text = re.sub(r"\\[sSd]|\\.", lambda found: _CLASSES.get(found[0], found[0]), pattern.value)
        fits = f"{_TEXT.format(value)} && REGEX(STR({value}), {ox.Literal(text)})"
        yield Check((), f"COALESCE(!({fits}), true)", is_exact=False)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _language_in(compiler: Compiler, shape: Shape, value: str, _: int) -> Iterator[Check]:
    (head,) = _single(shape, "languageIn")
    tags = compiler.shapes.triples.items(head)
    if not all(isinstance(tag, ox.Literal) for tag in tags):
        raise IllFormedError("sh:languageIn lists texts")
    ranges = ", ".join(f'"{tag.value.lower()}"' for tag in tags if re.fullmatch(r"[A-Za-z0-9-]+", tag.value))
    if not ranges:
        yield ANYTHING
        return
    tag = f"LCASE(LANG({value}))"
    yield Check((), f'COALESCE(!({tag} IN ({ranges}) || STRBEFORE({tag}, "-") IN ({ranges})), true)', is_exact=False)


def _in(compiler: Compiler, shape: Shape, value: str, _: int) -> Iterator[Check]:
    (head,) = _single(shape, "in")
    members = compiler.shapes.triples.items(head)
    if len(members) > _LONGEST_LIST or any(isinstance(member, ox.BlankNode) for member in members):
        yield ANYTHING
        return
    yield Check((), " && ".join(f"!sameTerm({value}, {smooth(member)})" for member in members) or "true")


def _closed(compiler: Compiler, shape: Shape, value: str, _: int) -> Iterator[Check]:
    if not is_on(_single(shape, "closed")):
        return
    allowed = set()
    for node in shape.values("property"):
        path = compiler.other(node).path
        if path is None:
            raise IllFormedError("a property shape has a path")
        if isinstance(path, Predicate):
            allowed.add(path.iri)
    for head in shape.values("ignoredProperties"):
        for term in compiler.shapes.triples.items(head):
            if isinstance(term, ox.NamedNode):
                allowed.add(term.value)
    predicate, target = compiler.variable(), compiler.variable()
    names = ", ".join(f"<{iri}>" for iri in sorted(allowed))
    outside = f" FILTER ({predicate} NOT IN ({names}))" if names else ""
    yield Check((), f"EXISTS {{ {value} {predicate} {target}{outside} }}", is_exact=False)


def _node(compiler: Compiler, shape: Shape, value: str, depth: int) -> Iterator[Check]:
    for node in shape.values("node"):
        yield compiler.violated(node, value, depth)


def _property(compiler: Compiler, shape: Shape, value: str, depth: int) -> Iterator[Check]:
    for node in shape.values("property"):
        if compiler.other(node).path is None:
            raise IllFormedError("a property shape has a path")
        yield compiler.violated(node, value, depth)


def _not(compiler: Compiler, shape: Shape, value: str, depth: int) -> Iterator[Check]:
    for node in shape.values("not"):
        yield compiler.conforming(node, value, depth)


def _and(compiler: Compiler, shape: Shape, value: str, depth: int) -> Iterator[Check]:
    for members in _lists(compiler, shape, "and"):
        for node in members:
            yield compiler.violated(node, value, depth)


def _or(compiler: Compiler, shape: Shape, value: str, depth: int) -> Iterator[Check]:
    for members in _lists(compiler, shape, "or"):
        parts = [compiler.violated(node, value, depth) for node in members]
        yield Check((), " && ".join(f"({part})" for part in parts), all(part.is_exact for part in parts))


def _xone(compiler: Compiler, shape: Shape, value: str, depth: int) -> Iterator[Check]:
    for members in _lists(compiler, shape, "xone"):
        none = " && ".join(f"({compiler.violated(node, value, depth)})" for node in members)
        fits = [str(compiler.conforming(node, value, depth)) for node in members]
        two = [f"({one} && {other})" for one, other in combinations(fits, 2)]
        yield Check((), _any([f"({none})", *two]), is_exact=False)


# ------------------------------------------------------------ on all the values


def _min_count(compiler: Compiler, shape: Shape, focus: str, _: int) -> Iterator[Check]:
    number = _integer(shape, "minCount")
    if number > _MOST_COUNTED:
        yield ANYTHING
    elif number == 1:
        yield Check((), " && ".join(f"!{Check(patterns)}" for patterns, _ in compiler.ways(shape, focus)))
    elif number:
        yield Check((), f"!{compiler.several(shape, focus, number, lambda _: 'true')}")


def _max_count(compiler: Compiler, shape: Shape, focus: str, _: int) -> Iterator[Check]:
    number = _integer(shape, "maxCount")
    if number >= _MOST_COUNTED:
        yield ANYTHING
    elif not _is_at_most_one(shape):
        yield compiler.several(shape, focus, number + 1, lambda _: "true")


def _has_value(_: Compiler, shape: Shape, focus: str, __: int) -> Iterator[Check]:
    for wanted in shape.values("hasValue"):
        if isinstance(wanted, ox.BlankNode):
            yield ANYTHING
        elif shape.path is None:
            yield Check((), f"!sameTerm({focus}, {smooth(wanted)})")
        else:
            yield Check((), f"NOT EXISTS {{ {focus} {shape.path} {smooth(wanted)} }}")


def _equals(compiler: Compiler, shape: Shape, focus: str, _: int) -> Iterator[Check]:
    for other in _properties(shape, "equals"):
        patterns, value = compiler.values(shape, focus)
        yield Check(patterns, f"NOT EXISTS {{ {focus} {other} {value} }}")
        compared = compiler.variable()
        missing = (
            f"!sameTerm({compared}, {focus})"
            if shape.path is None
            else f"NOT EXISTS {{ {focus} {shape.path} {compared} }}"
        )
        yield Check((f"{focus} {other} {compared} .",), missing)


def _disjoint(compiler: Compiler, shape: Shape, focus: str, _: int) -> Iterator[Check]:
    for other in _properties(shape, "disjoint"):
        patterns, value = compiler.values(shape, focus)
        yield Check((*patterns, f"{focus} {other} {value} ."))


def _less_than(name: str, sign: str) -> Callable[[Compiler, Shape, str, int], Iterator[Check]]:
    def compile_all(compiler: Compiler, shape: Shape, focus: str, _: int) -> Iterator[Check]:
        for other in _properties(shape, name):
            patterns, value = compiler.values(shape, focus)
            bound = compiler.variable()
            wrong = f"COALESCE(!({value} {sign} {bound}), true)"
            yield Check((*patterns, f"{focus} {other} {bound} ."), wrong, is_exact=False)

    return compile_all


def _qualified(compiler: Compiler, shape: Shape, focus: str, depth: int) -> Iterator[Check]:
    (node,) = _single(shape, "qualifiedValueShape")
    if shape.path is None:
        raise IllFormedError("a qualified count is a property shape's")
    if not shape.values("qualifiedMinCount") and not shape.values("qualifiedMaxCount"):
        raise IllFormedError("a qualified value shape has a count")
    is_disjoint = is_on(shape.values("qualifiedValueShapesDisjoint"))
    if shape.values("qualifiedMinCount"):
        number = _integer(shape, "qualifiedMinCount")
        if number > _MOST_COUNTED or (is_disjoint and number):
            yield ANYTHING
        elif number:
            surely = compiler.several(shape, focus, number, lambda value: f"!({compiler.violated(node, value, depth)})")
            yield Check((), f"!{surely}", is_exact=False)
    if shape.values("qualifiedMaxCount"):
        number = _integer(shape, "qualifiedMaxCount")
        if number >= _MOST_COUNTED:
            yield ANYTHING
        else:
            found = compiler.several(
                shape, focus, number + 1, lambda value: f"({compiler.conforming(node, value, depth)})"
            )
            yield Check(found.patterns, found.condition, is_exact=False)


def _sparql(compiler: Compiler, shape: Shape, focus: str, _: int) -> Iterator[Check]:
    for node in shape.values("sparql"):
        select = read_select(node, shape, compiler.shapes.triples)
        if select is None or select.predicates & compiler.rough or (None in select.predicates and compiler.rough):
            yield ANYTHING
        elif not select.is_deactivated:
            yield Check((select.about(focus),), is_exact=False, is_joined=True)


_VALUE_WISE: Final = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    **{name: _compared(name) for name in _COMPARED},
    "minLength": _length("minLength", ">="),
    "maxLength": _length("maxLength", "<="),
    "pattern": _pattern,
    "languageIn": _language_in,
    "in": _in,
    "closed": _closed,
    "node": _node,
    "property": _property,
    "not": _not,
    "and": _and,
    "or": _or,
    "xone": _xone,
}
_FOCUS_WISE: Final = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("lessThan", "<"),
    "lessThanOrEquals": _less_than("lessThanOrEquals", "<="),
    "qualifiedValueShape": _qualified,
    "sparql": _sparql,
}

_UNDERSTOOD: Final = frozenset({*_SAYS_NOTHING, *_VALUE_WISE, *_FOCUS_WISE, "uniqueLang"})


def _any(conditions: Listing[str]) -> str:
    if not conditions:
        return "false"
    return conditions[0] if len(conditions) == 1 else " || ".join(f"({condition})" for condition in conditions)


def _single(shape: Shape, name: str) -> list[Term]:
    values = shape.values(name)
    if len(values) != 1:
        raise IllFormedError(f"sh:{name} has one value")
    return values


def _integer(shape: Shape, name: str) -> int:
    (number,) = _single(shape, name)
    if (
        not isinstance(number, ox.Literal)
        or number.datatype.value != f"{_XSD}integer"
        or not re.fullmatch("[0-9]{1,9}", number.value)
    ):
        raise IllFormedError(f"sh:{name} is a whole number")
    return int(number.value)


def _properties(shape: Shape, name: str) -> Iterator[ox.NamedNode]:
    for term in shape.values(name):
        if not isinstance(term, ox.NamedNode) or (name.startswith("less") and shape.path is None):
            raise IllFormedError(f"sh:{name} names a property")
        yield term


def _lists(compiler: Compiler, shape: Shape, name: str) -> Iterable[list[Term]]:
    for head in shape.values(name):
        members = compiler.shapes.triples.items(head)
        if not members:
            raise IllFormedError(f"sh:{name} has a list")
        yield members
