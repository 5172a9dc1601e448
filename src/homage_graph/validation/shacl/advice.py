"""What to write instead of what a shape refuses: in words, and as a replacement where it is sure enough.

Advice comes from the shape's own parameters and from what is written around the mistake, whoever's shape it is. Only of
the properties that the reasoner derives, which SHACL knows nothing of, it is told here what they are derived from.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.contributing.slugs import slug
from homage_graph.validation import Fix, Replacement, Span
from homage_graph.validation.policy.identifiers import kind_of
from homage_graph.validation.shacl.paths import Alternative, IllFormedError, Inverse, Path, Predicate, Sequence, shown
from homage_graph.validation.shacl.shapes import SH, ShapesGraph
from homage_graph.vocabulary import OURS, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Sequence as Terms

    from homage_graph.validation.places import Places
    from homage_graph.validation.shacl.shapes import Shape
    from homage_graph.validation.shacl.written import Written
    from homage_graph.vocabulary import Term

__all__ = ["Adviser", "Case", "short"]

_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_SUBCLASS: Final = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")
_XSD: Final = PREFIXES["xsd"]
_LANG: Final = f"{PREFIXES['rdf']}langString"
_NAMES: Final = tuple(
    ox.NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (("rdfs", "label"), ("skos", "prefLabel"), ("skos", "altLabel"))
)
_LANGUAGES: Final = (None, "en", "ko")
_NEAR: Final = 0.75
_DIGIT: Final = re.compile("[0-9]")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"{}|^`\\]*)?", re.IGNORECASE)
_WORDS: Final = re.compile(r"\^\\s\*\(\\S\+\\s\+\)\{0,(\d+)\}\\S\+\\s\*\$")
"""A pattern that allows one word more than the number in it."""
_PLAIN: Final = {f"{_XSD}integer": re.compile(r"0|-?[1-9][0-9]*"), f"{_XSD}boolean": re.compile("true|false")}
_LONGEST: Final = 2_000
_MOST_SHOWN: Final = 8
_MOST_LIKELY: Final = 3
_MOST_LOOKED_AT: Final = 1_000

_DERIVED: Final = {
    "homageOf": "Write a hg:Homage, with hg:inWork {focus} and hg:ofWork {value}, and take this out.",
    "recreatesScene": "Write a hg:Homage, with hg:inWork {focus} and hg:ofScene {value}, and take this out.",
    "usesTechnique": "Write a hg:Homage, with hg:inWork {focus} and hg:withTechnique {value}, and take this out.",
    "stylingDrawnFrom": "Write a hg:Homage, with hg:inWork {focus} and hg:stylingOfCharacter or hg:stylingOfWork "
    "{value}, and take this out.",
    "quotedIn": "Write a hg:Homage, with hg:inWork {value} and hg:ofWork {focus}, and take this out.",
    "homageToDirector": "Take this out: it follows from a hg:Homage in {focus} of a film with hg:directedBy {value}; "
    "where no film is named, write a hg:Homage with hg:ofWorksBy {value}.",
    "paysHomageTo": "Take this out: it follows from a hg:Homage of {value} in a work with hg:performedBy {focus}.",
    "hasHomage": "Write “{value} hg:inWork {focus}”, and take this out.",
    "enacts": "Write “{value} hg:enactedBy {focus}”, and take this out.",
    "performs": "Write “{value} hg:performedBy {focus}”, and take this out.",
    "directed": "Write “{value} hg:directedBy {focus}”, and take this out.",
    "hasMember": "Write “{value} hg:memberOf {focus}”, and take this out.",
    "about": "Write hg:inWork for a homage, hg:allegedIn for a conjecture.",
    "target": "Write what of {value} it is: hg:ofWork, hg:ofScene, hg:ofCharacter, hg:stylingOfCharacter, "
    "hg:stylingOfWork, hg:ofMotif, hg:withTechnique, hg:inMannerOf, hg:ofWorksBy, hg:inImageOf, hg:ofGenre or "
    "hg:ofVideo.",
    "ofElement": "Write hg:ofScene, hg:ofCharacter or hg:ofMotif.",
    "elementOf": "Write hg:sceneOf, hg:appearsIn or hg:motifOf.",
}
"""What to write instead of a property that the reasoner derives."""


@dataclass(frozen=True)
class Case:
    """What a shape refused.

    Attributes:
        component: The constraint component, by its local name.
        focus: The thing.
        path: The property; None for the thing as a whole.
        value: The value; None where one is missing, or where there are too many.
        said: What the shape says: its parameters.
        options: Of shapes of which one must hold, those that look at a property.
        predicate: The property that is written at the place of the mistake, as a CURIE; empty where none is.
        span: The place.
        others: Whether other things are known to have the same value.
    """

    component: str
    focus: Term
    path: Path | None
    value: Term | None
    said: Mapping[str, list[Term]]
    options: tuple[Shape, ...] = ()
    predicate: str = ""
    span: Span | None = None
    others: bool = False

    def parameter(self, name: str) -> Term | None:
        """The first value of a parameter of the constraint."""
        return next(iter(self.said.get(SH + name, [])), None)

    def text(self, name: str) -> str:
        """The value of a parameter that is a literal; empty where there is none."""
        value = self.parameter(name)
        return value.value if isinstance(value, ox.Literal) else ""


Advice = tuple[str, Fix | None]
_NONE: Final[Advice] = ("", None)


class Adviser:
    """Knows the shapes, what is written, and where.

    Args:
        shapes: The shapes.
        written: What was judged.
        places: Where that is written.
    """

    def __init__(self, shapes: ShapesGraph, written: Written, places: Places) -> None:
        self._shapes = shapes
        self._written = written
        self._places = places

    def advise(self, case: Case) -> Advice:
        """What to write instead, in a sentence, and as a fix; an empty text where nothing better is known."""
        advisers: dict[str, Callable[[Case], Advice]] = {
            "Class": self._another_class if case.value == case.focus else self._another_thing,
            "In": self._one_of,
            "Datatype": self._typed,
            "NodeKind": self._of_kind,
            "Pattern": self._of_form,
        }
        sentences: dict[str, Callable[[Case], str]] = {
            "MinCount": self._addition,
            "QualifiedMinCount": self._qualified,
            "Or": self._option,
            "MaxCount": _fewer,
            "UniqueLang": _one_a_language,
            "MinInclusive": _within,
            "MaxInclusive": _within,
            "Disjoint": _another_value,
            "SPARQL": _not_derived,
        }
        component = case.component.removesuffix("ConstraintComponent")
        if component in advisers:
            return advisers[component](case)
        return sentences[component](case) if component in sentences else "", None

    # -------------------------------------------------------- what is missing

    def _addition(self, case: Case) -> str:
        """What is to be added where a value is missing."""
        return f"{_added(case.path, short(case.focus))}{self._such(case.said)}."

    def _such(self, said: Mapping[str, list[Term]]) -> str:
        """What values a shape allows, after a colon; empty where it does not say."""
        names = self._allowed(said)
        return f": {names}" if names else ""

    def _allowed(self, said: Mapping[str, list[Term]]) -> str:
        for head in said.get(f"{SH}in", []):
            if members := self._members(head):
                return _or(sorted(members))
        for expected in said.get(f"{SH}class", []):
            if isinstance(expected, ox.NamedNode):
                return _or(self._few(expected)) or f"a {_or(self._kinds(expected))}"
        for datatype in said.get(f"{SH}datatype", []):
            return 'a text with a language tag, as in "…"@en' if datatype.value == _LANG else f"a {short(datatype)}"
        return ""

    def _qualified(self, case: Case) -> str:
        """What is to be added where too few values are of a kind."""
        shape = case.parameter("qualifiedValueShape")
        said = self._shapes.triples.of(shape) if shape is not None else {}
        wanted = next(iter(said.get(f"{SH}hasValue", [])), None)
        if wanted is None:
            return f"{_added(case.path, short(case.focus))}{self._such(said)}."
        if isinstance(case.path, Sequence):
            first, rest = case.path.paths[0], [shown(part) for part in case.path.paths[1:]]
            return f"Add to {short(case.focus)} a {_listed(first)} whose {'/'.join(rest)} is {short(wanted)}."
        return f"{_added(case.path, short(case.focus))}: {short(wanted)}."

    def _option(self, case: Case) -> str:
        """What one of the shapes asks of which one must hold."""
        for shape in case.options:
            inner = next(iter(shape.values("qualifiedValueShape")), None)
            said = {**shape.said, **(self._shapes.triples.of(inner) if inner is not None else {})}
            if isinstance(shape.path, Predicate):
                has_any = any(self._written.match(case.focus, ox.NamedNode(shape.path.iri), None))
                begin = f"Write just one {_listed(shape.path)}" if has_any else _added(shape.path, short(case.focus))
                return f"{begin}{self._such(said)}."
        return ""

    # ----------------------------------------------------- what is of no class

    def _another_class(self, case: Case) -> Advice:
        """What a thing should be that is not what its properties are for."""
        expected = case.parameter("class")
        if not isinstance(expected, ox.NamedNode):
            return _NONE
        names = self._kinds(expected)
        if types := self._types(case.focus):
            what = f"take {case.predicate} out, or say it of" if case.predicate else "write"
            return f"{short(case.focus)} is a {' and a '.join(map(short, types))}: {what} a {_or(names)}.", None
        return self._said_to_be(case.focus, expected)

    def _said_to_be(self, thing: Term, expected: ox.NamedNode) -> Advice:
        """That a thing of no class has to say what it is."""
        names = self._kinds(expected)
        fix = self._with_class(thing, expected) if names == [short(expected)] else None
        return f"Write {_or([f'“a {name}”' for name in names])} after {short(thing)}.", fix

    def _with_class(self, thing: Term, expected: ox.NamedNode) -> Fix | None:
        place = self._places.subject(thing)
        if place is None or place.end_column is None or place.path.endswith(".nt"):
            return None
        after = Span(place.path, place.end_line, place.end_column, place.end_line, place.end_column)
        name = self._places.write(expected.value, place)
        return Fix(f"write a {name}", (Replacement(after, f" a {name} ;"),))

    def _another_thing(self, case: Case) -> Advice:
        """What to name instead of what is of the wrong class, or of none."""
        expected = case.parameter("class")
        if not isinstance(expected, ox.NamedNode) or case.value is None:
            return _NONE
        wanted = f"a {_or(self._kinds(expected))}"
        if isinstance(case.value, ox.Literal):
            return self._named(case, expected, wanted)
        if not isinstance(case.value, ox.NamedNode):
            return f"Name {wanted}.", None
        if any(self._written.match(case.value, None, None)):
            return self._written_otherwise(case, case.value, expected, wanted)
        if not case.value.value.startswith(OURS):
            return f"Say what {short(case.value)} is, {wanted}, or name another.", None
        return self._unwritten(case, case.value, expected, wanted)

    def _written_otherwise(self, case: Case, value: ox.NamedNode, expected: ox.NamedNode, wanted: str) -> Advice:
        """What to do about a thing that is written, but as another, or without saying what it is."""
        if self._types(value):
            return f"Name {wanted}{self._at_hand(case, value, expected)}.", None
        return self._said_to_be(value, expected)

    def _unwritten(self, case: Case, value: ox.NamedNode, expected: ox.NamedNode, wanted: str) -> Advice:
        """What was meant by a name that nothing is written of."""
        kind = value.value.rpartition("/")[0] + "/"
        known = {curie(term.value): term for term in self._things(expected) if term.value.startswith(kind)}
        spelt = _DIGIT.sub("", curie(value.value))
        likely = sorted(name for name in known if _DIGIT.sub("", name) != spelt)  # another number is another thing
        near = difflib.get_close_matches(curie(value.value), likely, n=1, cutoff=_NEAR)
        if near:
            fix = None if case.span is None else self._places.rewrite(known[near[0]].value, case.span)
            return f"{short(value)} is written nowhere; did you mean {near[0]}?", fix
        few = self._few(expected)
        instead = f"write {_or(few)}" if few else f"write it, as {wanted}, or name another"
        return f"{short(value)} is written nowhere; {instead}.", None

    def _named(self, case: Case, expected: ox.NamedNode, wanted: str) -> Advice:
        """The thing that a text is the name of."""
        assert isinstance(case.value, ox.Literal)  # noqa: S101 - its caller looked
        of_class = self._classes(expected)
        found = {
            thing
            for name in _NAMES
            for language in {case.value.language, *_LANGUAGES}
            for thing, _, _ in self._written.match(None, name, ox.Literal(case.value.value, language=language))
            if isinstance(thing, ox.NamedNode) and any(kind in of_class for kind in self._types(thing))
        }
        if len(found) == 1:
            (thing,) = found
            fix = None if case.span is None else self._places.rewrite(thing.value, case.span)
            return f"Write {short(thing)}, which is called so.", fix
        likely = sorted(map(short, found)) or self._few(expected)
        if not likely:
            example = min(map(short, islice(self._things(expected), _MOST_LOOKED_AT)), default="")
            return f"Write the IRI of {wanted}, without quotes{f', as in {example}' if example else ''}.", None
        return f"Write {_or(likely)}, without quotes.", None

    def _types(self, thing: Term) -> list[Term]:
        return sorted((target for _, _, target in self._written.match(thing, _TYPE, None)), key=str)

    def _kinds(self, expected: ox.NamedNode) -> list[str]:
        """The classes to write for a class: itself if something is of it, else those below it."""
        found: dict[str, None] = {}
        waiting, seen = [expected], {expected}
        while waiting:
            kind = waiting.pop()
            below = [sub for sub in self._below(kind) if sub not in seen]
            if below and next(self._written.match(None, _TYPE, kind), None) is None:
                seen.update(below)
                waiting.extend(reversed(below))
            else:
                found[short(kind)] = None
        return list(found)

    def _below(self, kind: ox.NamedNode) -> list[ox.NamedNode]:
        subs = (sub for sub, _, _ in self._written.match(None, _SUBCLASS, kind) if isinstance(sub, ox.NamedNode))
        return sorted(subs, key=str)

    def _classes(self, expected: ox.NamedNode) -> dict[ox.NamedNode, None]:
        """A class and all below it."""
        found = {expected: None}
        waiting = [expected]
        while waiting:
            for sub in self._below(waiting.pop()):
                if sub not in found:
                    found[sub] = None
                    waiting.append(sub)
        return found

    def _things(self, expected: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """What is written of a class."""
        for kind in self._classes(expected):
            for thing, _, _ in self._written.match(None, _TYPE, kind):
                if isinstance(thing, ox.NamedNode):
                    yield thing

    def _few(self, expected: ox.NamedNode) -> list[str]:
        """The concepts of a class, if they are few enough to be told; none of a class of other things."""
        found = set(islice(self._things(expected), _MOST_SHOWN + 1))
        concepts = all(thing.value.startswith(PREFIXES["scheme"]) for thing in found)
        return sorted(map(short, found)) if concepts and len(found) <= _MOST_SHOWN else []

    def _at_hand(self, case: Case, value: ox.NamedNode, expected: ox.NamedNode) -> str:
        """Things of a class that may have been meant: the concepts, if they are few; the scenes of a film, say."""
        if few := self._few(expected):
            return f": {_or(few)}"
        of_class = self._classes(expected)
        beside = {
            other
            for statements, part in (
                (self._written.match(value, None, None), 2),
                (self._written.match(None, None, value), 0),
            )
            for statement in islice(statements, _MOST_LOOKED_AT)
            if isinstance(other := statement[part], ox.NamedNode) and other != case.focus
        }
        likely = sorted(short(other) for other in beside if any(kind in of_class for kind in self._types(other)))
        if not likely:
            return ""
        verb = "is" if len(likely) == 1 else "are"
        return f"; beside {short(value)}, there {verb} {' and '.join(likely[:_MOST_LIKELY])}"

    # ----------------------------------------------------- what is of no form

    def _members(self, head: Term) -> dict[str, Term]:
        try:
            return {short(member): member for member in self._shapes.triples.items(head)}
        except IllFormedError:
            return {}

    def _one_of(self, case: Case) -> Advice:
        head = case.parameter("in")
        terms = {} if head is None else self._members(head)
        if not terms:
            return _NONE
        listed = f"Write {_or(list(terms))}."
        if case.value is None or any(self._written.match(case.value, None, None)):
            return f"{listed[:-1]}, if that is what is meant.", None  # it is a term of its own, no slip for another
        near = difflib.get_close_matches(short(case.value), terms, n=1, cutoff=_NEAR)
        if not near:
            return listed, None
        meant = terms[near[0]]
        is_named = case.span is not None and isinstance(meant, ox.NamedNode)
        fix = self._places.rewrite(meant.value, case.span) if is_named and case.span is not None else None
        return f"Did you mean {near[0]}? {listed}", fix

    def _typed(self, case: Case) -> Advice:
        datatype = case.parameter("datatype")
        if not isinstance(datatype, ox.NamedNode) or case.value is None:
            return _NONE
        text = case.value.value if isinstance(case.value, ox.Literal) else None
        if datatype.value == _LANG:
            if text is None:
                return 'Write a text with a language tag, as in "…"@en.', None
            return 'Add the language that it is in, as in "…"@en.', None
        if datatype.value == f"{_XSD}string":
            return self._as_text(case, text)
        plain = _PLAIN.get(datatype.value)
        if text is not None and plain is not None and plain.fullmatch(text):
            return f"Write {text}, without quotes.", _written_as(text, case.span, is_safe=True)
        return f"Write a {short(datatype)}{_range(case)}.", None

    def _as_text(self, case: Case, text: str | None) -> Advice:
        """The same as a text without language or datatype, cut down to what the shape's pattern allows."""
        whole = case.value.value if text is None and isinstance(case.value, ox.NamedNode) else text
        if whole is None:
            return "Write a text in quotes.", None
        inner = _inner(whole, case.text("pattern"))
        if inner is not None:
            quoted = str(ox.Literal(inner))
            is_safe = text is not None and inner == whole
            how = ", without language tag or datatype" if is_safe else ""
            return f"Write {quoted}{how}.", _written_as(quoted, case.span, is_safe=is_safe)
        if text is None or case.text("pattern"):
            return "Write a text in quotes, without language tag or datatype.", None
        quoted = str(ox.Literal(text))
        return f"Write {quoted}, without language tag or datatype.", _written_as(quoted, case.span, is_safe=True)

    def _of_kind(self, case: Case) -> Advice:
        kind = case.parameter("nodeKind")
        if not isinstance(kind, ox.NamedNode) or kind.value != f"{SH}IRI":
            return _NONE
        if isinstance(case.value, ox.BlankNode):
            return f"Give it an IRI: {OURS}id/, a kind, and a slug, as in evidence:n018.", None
        if not isinstance(case.value, ox.Literal):
            return _NONE
        text = case.value.value.strip()
        if _ADDRESS.fullmatch(text):
            return f"Write <{text}>.", _written_as(f"<{text}>", case.span, is_safe=True)
        if _HOST.fullmatch(text):
            return f"Write <https://{text}>.", _written_as(f"<https://{text}>", case.span)
        return "Write an IRI, in angle brackets: <https://…>.", None

    def _of_form(self, case: Case) -> Advice:
        """What has the form that a pattern asks for."""
        pattern = case.text("pattern")
        if (limit := _WORDS.fullmatch(pattern)) and isinstance(case.value, ox.Literal):
            return _shortened(case.value.value, int(limit[1]) + 1), None
        if case.value == case.focus and isinstance(case.focus, ox.NamedNode):
            return self._renamed(case.focus, case.span)
        if case.value is None or isinstance(case.value, ox.BlankNode):
            return _NONE
        inner = _inner(case.value.value, pattern)
        if inner is None or inner == case.value.value:
            return _NONE
        quoted = str(ox.Literal(inner))
        return f"Write {quoted}.", _written_as(quoted, case.span)

    def _renamed(self, thing: ox.NamedNode, span: Span | None) -> Advice:
        """The IRI that a thing of the project should have."""
        kind = kind_of(thing.value)
        name = slug(thing.value.removeprefix(PREFIXES[kind])) if kind else ""
        if kind is None or not name:
            return f"Write {OURS}id/, a kind, and a slug, as in film:oldboy.", None
        meant = PREFIXES[kind] + name
        if span is None or any(self._written.match(ox.NamedNode(meant), None, None)):
            return f"Write an IRI of your own such as {curie(meant)}.", None
        statements = (*self._written.match(thing, None, None), *self._written.match(None, None, thing))
        found = [(statement, self._places.spans(statement)) for statement in statements]
        spans = [
            place
            for statement, at in found
            if at is not None
            for term, place in ((statement[0], at.subject), (statement[2], at.object))
            if term == thing
        ]
        can_fix = all(at is not None for _, at in found) and all(map(self._places.is_contributed, spans))
        fix = self._places.rewrite(meant, span, *spans) if can_fix else None
        return f"Write {curie(meant)}, wherever it is named.", fix


def _fewer(case: Case) -> str:
    name, allowed = _listed(case.path), case.text("maxCount")
    if allowed == "0":
        return f"Take {name} out."
    return f"Keep {'one' if allowed == '1' else f'at most {allowed}'} {name}, and take the others out."


def _one_a_language(case: Case) -> str:
    return f"Keep one {_listed(case.path)} a language, and take the others out."


def _another_value(case: Case) -> str:
    return f"Name another in {_listed(case.path)}, or take it out."


def _not_derived(case: Case) -> str:
    """What to write for a property that is only derived; what to do about a value that is not unique."""
    if case.others:
        return "If they are one thing, write it once; if not, correct the one that has the other's."
    if not isinstance(case.path, Predicate) or case.value is None or not case.path.iri.startswith(PREFIXES["hg"]):
        return ""
    name = case.path.iri.removeprefix(PREFIXES["hg"])
    return _DERIVED.get(name, "").format(focus=short(case.focus), value=short(case.value))


def short(term: Term | None) -> str:
    """A term as Turtle would abbreviate it; a blank node as people speak of it."""
    if isinstance(term, ox.BlankNode):
        return "this thing"
    return curie(term.value) if isinstance(term, ox.NamedNode) else str(term)


def _or(names: Terms[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)


def _listed(path: Path | None) -> str:
    """A path as people say it: alternatives with “or” between."""
    if path is None:
        return "value"
    return _or([shown(part) for part in path.paths]) if isinstance(path, Alternative) else shown(path)


def _added(path: Path | None, focus: str) -> str:
    """That what a path leads to is to be added to a thing, or the thing to what a path comes from."""
    parts = path.paths if isinstance(path, Alternative) else (path,)
    onward = [shown(part) for part in parts if part is not None and not isinstance(part, Inverse)]
    backward = [shown(part.path) for part in parts if isinstance(part, Inverse)]
    sentences = []
    if backward:
        sentences.append(f"name {focus} in the {_or(backward)} of another thing")
    if onward:
        sentences.append(f"add {_or(onward)} to {focus}")
    told = ", or ".join(sentences) or f"add a value to {focus}"
    return f"{told[0].upper()}{told[1:]}"


def _range(case: Case) -> str:
    least, most = case.text("minInclusive"), case.text("maxInclusive")
    if least and most:
        return f" from {least} to {most}"
    return f" of {least} or more" if least else f" of {most} or less" if most else ""


def _within(case: Case) -> str:
    return f"Write a number{_range(case)}, without quotes."


def _shortened(text: str, limit: int) -> str:
    count = len(text.split())
    if count == 0:
        return "Write at least one word."
    return f"It has {count} words: take out {count - limit}."


def _inner(text: str, pattern: str) -> str | None:
    """The one part of a text that has the form which a pattern asks of a whole text: an identifier in an address.

    A text that differs from it in upper case or in space around it is one, too. None where nothing is, or several are.
    """
    if not (pattern.startswith("^") and pattern.endswith("$") and len(text) <= _LONGEST):
        return None
    try:
        whole = re.compile(pattern)
        part = re.compile(rf"(?<![^\s/=:])(?:{pattern[1:-1]})(?![A-Za-z0-9_])")
    except re.error:  # XPath's regular expressions have what Python's have not
        return None
    for candidate in (text, text.strip(), text.strip().lower()):
        if whole.match(candidate):
            return candidate
    found = {match[0] for match in part.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _written_as(text: str, span: Span | None, *, is_safe: bool = False) -> Fix | None:
    """A fix that writes a text at a place; None where the place is not exact."""
    if span is None or span.end_column is None:
        return None
    return Fix(f"write {text}", (Replacement(span, text),), is_safe)
