"""What no shape sees in a literal: characters nobody sees, text that is not composed, values of no datatype.

Datatypes are those of XML Schema 1.1, part 2 (https://www.w3.org/TR/xmlschema11-2/). XML and HTML in literals are
opaque: nobody parses them here.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.characters import ZERO_WIDTH, code_points, find_unseen, visible
from homage_graph.reasoning.datatypes import DATATYPES, IllTypedError, days_of_month, value_of
from homage_graph.validation import Fix, Replacement
from homage_graph.validation.catalogue import ILL_TYPED, NOT_NFC, UNSEEN_CHARACTER
from homage_graph.validation.policy.spelling import composed, datatype_respelt, extent, respelt, without
from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from homage_graph.validation import Finding, Span
    from homage_graph.validation.policy.files import Files

__all__ = ["wrong_literals"]

_XSD: Final = PREFIXES["xsd"]
_RDF: Final = PREFIXES["rdf"]
_TEXT: Final = frozenset({f"{_XSD}string", f"{_RDF}langString"})
"""Whatever characters these have, they are of their datatype."""
_OPAQUE: Final = frozenset({f"{_RDF}XMLLiteral", f"{_RDF}HTML", f"{_RDF}JSON"})
_ZERO_WIDTH: Final = re.compile(f"[{ZERO_WIDTH}]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_MOST_SHOWN: Final = 80

_YEAR: Final = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH: Final = r"(?P<month>0[1-9]|1[0-2])"
_DAY: Final = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_CLOCK: Final = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_ZONE: Final = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DAYS: Final = r"(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
_FORMS: Final = {
    f"{_XSD}{name}": re.compile(form)
    for name, form in (
        ("gYear", f"{_YEAR}{_ZONE}"),
        ("gYearMonth", f"{_YEAR}-{_MONTH}{_ZONE}"),
        ("date", f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}"),
        ("gMonth", f"--{_MONTH}{_ZONE}"),
        ("gDay", f"---{_DAY}{_ZONE}"),
        ("gMonthDay", f"--{_MONTH}-{_DAY}{_ZONE}"),
        ("time", f"{_CLOCK}{_ZONE}"),
        ("duration", rf"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?{_DAYS}"),
        ("yearMonthDuration", r"-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?"),
        ("dayTimeDuration", rf"-?P(?=[0-9T]){_DAYS}"),
    )
}
"""Datatypes that OWL 2 RL does not have: XML Schema 1.1, part 2, sections 3.3.6, 3.3.8 to 3.3.14, 3.4.26, 3.4.27."""
_LEAP_YEAR: Final = "2000"
_OTHERS: Final = (
    "ENTITY", "ENTITIES", "ID", "IDREF", "IDREFS", "NMTOKENS", "NOTATION", "QName", "anyAtomicType", "anySimpleType",
    "anyType",
)  # fmt: skip
_DEFINED: Final = frozenset({*DATATYPES, *_FORMS, *(f"{_XSD}{name}" for name in _OTHERS)})
_EXAMPLES: Final = {
    **dict.fromkeys(("integer", "long", "int", "short"), "digits alone, say 1000 or -3"),
    **dict.fromkeys(("nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort"), "digits alone, say 1000"),
    "positiveInteger": "digits alone, and more than 0, say 1",
    "byte": "digits alone, from -128 to 127",
    "unsignedByte": "digits alone, from 0 to 255",
    "decimal": "digits with a point, and no exponent, say 1.5",
    "double": "a number a computer can hold, say 1.5 or 1.5E3",
    "float": "a number a computer can hold, say 1.5 or 1.5E3",
    "boolean": "true or false",
    "gYear": "a year of at least four digits, say 2003",
    "gYearMonth": "a year and a month, say 2003-11",
    "date": "a day of the calendar, say 2003-11-21",
    "dateTime": "a day and a time, say 2003-11-21T20:15:00Z",
    "dateTimeStamp": "a day, a time and its zone, say 2003-11-21T20:15:00Z",
    "gMonth": "two hyphens and a month, say --11",
    "gDay": "three hyphens and a day, say ---21",
    "gMonthDay": "two hyphens, a month and a day, say --11-21",
    "time": "hours, minutes and seconds, say 20:15:00",
    "duration": "say P1Y2M3DT4H5M6S, or PT3M30S for three and a half minutes",
    "yearMonthDuration": "years and months, say P1Y2M",
    "dayTimeDuration": "days, hours, minutes and seconds, say PT3M30S",
    "anyURI": "an address, say https://example.org/",
    "language": "a language tag, say en or ko",
    "hexBinary": "pairs of hexadecimal digits, say 0A1F",
}
_NUMBERS: Final = frozenset(
    f"{_XSD}{name}"
    for name, example in _EXAMPLES.items()
    if example.startswith("digits") or name in ("double", "float")
)
_SHAPED_DATE: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")


@dataclass(frozen=True)
class _Mistake:
    """What is wrong with a literal, and how its spelling is mended where that can be told."""

    code: str
    message: str
    help: str
    mending: str = ""
    mend: Callable[[str], str | None] | None = None
    is_safe: bool = False
    place: int | None = None
    """Of the character of the value that is wrong; None where the whole is."""


def wrong_literals(files: Files) -> Iterator[Finding]:
    """A finding for each literal with characters nobody sees, not in NFC, or not of its datatype."""
    for statement in files.statements:
        if isinstance(statement[2], ox.Literal):
            for mistake in _mistakes(statement[2]):
                found = files.findings(
                    mistake.code,
                    mistake.message,
                    statement,
                    "object",
                    help=mistake.help,
                    fix=partial(_fix, mistake, files),
                )
                yield from (replace(finding, span=_narrowed(finding.span, mistake, files)) for finding in found)


def _narrowed(span: Span | None, mistake: _Mistake, files: Files) -> Span | None:
    """The place of the character that is wrong, within the place of its literal."""
    if mistake.place is None or span is None or span.end_column is None:
        return span
    within = extent(files.spelling(span), mistake.place)
    return span if within is None else files.within(span, *within)


def _fix(mistake: _Mistake, files: Files, place: Span) -> Fix | None:
    if mistake.mend is None:
        return None
    text = mistake.mend(files.spelling(place))
    return None if text is None else Fix(mistake.mending, (Replacement(place, text),), mistake.is_safe)


def _mistakes(literal: ox.Literal) -> Iterator[_Mistake]:
    text, datatype = literal.value, literal.datatype.value
    if unseen := find_unseen(text):
        yield _with_unseen(text, unseen)
    if not unicodedata.is_normalized("NFC", text):
        yield _Mistake(
            NOT_NFC,
            f"{_quoted(text)} is not in Unicode's form NFC, so that whoever types it does not find it.",
            "Write each letter and its accents, or each Hangul syllable, as one character.",
            "compose it",
            composed,
            is_safe=True,
        )
    if datatype not in _TEXT and datatype not in _OPAQUE:
        if datatype.startswith(_XSD) and datatype not in _DEFINED:
            yield _of_no_datatype(datatype)
        elif not _is_of(text, literal):
            yield _ill_typed(literal)


def _with_unseen(text: str, places: tuple[int, ...]) -> _Mistake:
    characters = "".join(text[place] for place in places)
    can_go = _CONTROL.search(characters) is None
    return _Mistake(
        UNSEEN_CHARACTER,
        f"{_quoted(text)} has characters that nobody sees: {code_points(characters)}.",
        "Leave them out." if can_go else "Leave them out; between lines, write \\n.",
        "leave them out",
        partial(without, places=frozenset(places)) if can_go else None,
        is_safe=all(_ZERO_WIDTH.match(character) for character in characters),
        place=places[0],
    )


def _of_no_datatype(datatype: str) -> _Mistake:
    names = {name.removeprefix(_XSD).lower(): name for name in sorted(_DEFINED) if name.startswith(_XSD)}
    near = difflib.get_close_matches(datatype.removeprefix(_XSD).lower(), names, n=1)
    meant = curie(names[near[0]]) if near else ""
    return _Mistake(
        ILL_TYPED,
        f"XML Schema has no datatype {curie(datatype)}.",
        f"Did you mean {meant}?" if near else "Write xsd:integer, xsd:date, or leave the datatype out.",
        f"write {meant}",
        partial(_with_datatype, old=datatype, new=names[near[0]]) if near else None,
    )


def _with_datatype(spelling: str, old: str, new: str) -> str | None:
    """The literal with another datatype of the same namespace, in the form that the old one has."""
    _, marks, form = spelling.rpartition("^^")
    name = old.removeprefix(_XSD)
    cut = form.removesuffix(">").removesuffix(name)
    if not marks or cut == form.removesuffix(">"):
        return None
    return datatype_respelt(spelling, f"{cut}{new.removeprefix(_XSD)}{'>' if form.endswith('>') else ''}")


def _is_of(text: str, literal: ox.Literal) -> bool:
    """Whether a text is of a literal's datatype; true of a datatype that is nobody's here."""
    datatype = literal.datatype.value
    if (form := _FORMS.get(datatype)) is not None:
        found = form.fullmatch(text)
        return found is not None and _is_day(found.groupdict())
    try:
        value_of(text, datatype, literal.language)
    except IllTypedError:
        return False
    return True


def _is_day(named: dict[str, str]) -> bool:
    """Whether a month has that many days; true of what does not name both."""
    if "day" not in named or "month" not in named:
        return True
    return int(named["day"]) <= days_of_month(named.get("year", _LEAP_YEAR), named["month"])


def _ill_typed(literal: ox.Literal) -> _Mistake:
    name = curie(literal.datatype.value)
    example = _EXAMPLES.get(literal.datatype.value.removeprefix(_XSD))
    meant, is_safe = next(
        ((value, is_safe) for value, is_safe in _readings(literal) if _is_of(value, literal)), (None, False)
    )
    return _Mistake(
        ILL_TYPED,
        f"{_quoted(literal.value)} is no {name}.",
        f"Write {example}." if example else f"Write a value that {name} has, or leave the datatype out.",
        f"write {meant}",
        None if meant is None else partial(respelt, value=meant),
        is_safe,
    )


def _readings(literal: ox.Literal) -> Iterator[tuple[str, bool]]:
    """What a text may have been meant as, the likeliest first, and whether it can have been nothing else."""
    datatype, text = literal.datatype.value, literal.value.strip()
    yield text, True
    if datatype in _NUMBERS:
        yield text.replace("_", ""), True
        yield re.sub(r"(?<=[0-9])[\s,’'](?=[0-9]{3}(?![0-9]))", "", text), False
    elif datatype == f"{_XSD}boolean":
        yield text.lower(), True
    elif datatype in (f"{_XSD}dateTime", f"{_XSD}dateTimeStamp"):
        yield text.replace(" ", "T", 1), True
    elif datatype == f"{_XSD}date" and (day := _SHAPED_DATE.fullmatch(text)) is not None:
        yield f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}", False


def _quoted(text: str) -> str:
    return f"“{visible(text, _MOST_SHOWN)}”"
