"""Literals by their values: what the datatype rules of OWL 2 RL ask of a literal.

The rules are those of OWL 2 Profiles, section 4.3, table 8 (dt-type1, dt-type2, dt-eq, dt-diff,
dt-not-type), the datatypes those of its section 4.2 and rdf:langString. Their lexical and value spaces are
defined in XML Schema Definition Language 1.1 part 2 (https://www.w3.org/TR/xmlschema11-2/), in
rdf:PlainLiteral (https://www.w3.org/TR/rdf-plain-literal/) and in RDF 1.1 Concepts, section 5. Where these
leave a choice, it is made here once:

* A lexical form is taken as it stands, as RDF does: no white space is collapsed before it is checked, so
  that “ 42 ” is not an xsd:integer.
* Two values are the same when they are identical, which is narrower than equal: 0.0 and -0.0 are two
  doubles, and one instant in two time zones is two of xsd:dateTime (XML Schema 1.1 part 2, section 2.2.1).
* A float or double too large or too small to be told from infinity or zero is ill-typed, as in the test
  cases of OWL 2 Full; XML Schema would round it.
* An xsd:anyURI is an IRI reference by RFC 3987, as in the same test cases; XML Schema 1.1 accepts any
  string.
* Characters are those of XML 1.1, which has the control characters and lacks U+0000, surrogates, U+FFFE
  and U+FFFF.
"""

from __future__ import annotations

import binascii
import math
import re
import struct
from collections.abc import Callable, Hashable
from decimal import MAX_EMAX, Context, Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = [
    "DATATYPES", "SUPERTYPES", "IllTypedError", "Value", "belongs", "datatypes_of", "days_of_month", "is_none_of",
    "known_value", "value_of",
]  # fmt: skip

Value: TypeAlias = tuple[str, Hashable]
"""The name of a primitive value space, and what is equal exactly for identical values within it.

The second part is for comparing and hashing; `belongs` is what reads it.
"""

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_LITERAL: Final = f"{_RDFS}Literal"
_PLAIN: Final = f"{_RDF}PlainLiteral"
_TAGGED: Final = f"{_RDF}langString"

SUPERTYPES: Final[dict[str, frozenset[str]]] = {
    _LITERAL: frozenset(),
    _PLAIN: frozenset({_LITERAL}),
    _TAGGED: frozenset({_PLAIN}),
    f"{_XSD}string": frozenset({_PLAIN}),
    f"{_RDF}XMLLiteral": frozenset({_LITERAL}),
    **{
        f"{_XSD}{primitive}": frozenset({_LITERAL})
        for primitive in ("anyURI", "base64Binary", "boolean", "dateTime", "decimal", "double", "float", "hexBinary")
    },
    **{
        f"{_XSD}{derived}": frozenset({f"{_XSD}{base}"})
        for derived, base in (
            ("integer", "decimal"),
            ("nonPositiveInteger", "integer"),
            ("negativeInteger", "nonPositiveInteger"),
            ("long", "integer"),
            ("int", "long"),
            ("short", "int"),
            ("byte", "short"),
            ("nonNegativeInteger", "integer"),
            ("positiveInteger", "nonNegativeInteger"),
            ("unsignedLong", "nonNegativeInteger"),
            ("unsignedInt", "unsignedLong"),
            ("unsignedShort", "unsignedInt"),
            ("unsignedByte", "unsignedShort"),
            ("normalizedString", "string"),
            ("token", "normalizedString"),
            ("language", "token"),
            ("NMTOKEN", "token"),
            ("Name", "token"),
            ("NCName", "Name"),
            ("dateTimeStamp", "dateTime"),
        )
    },
}
"""Each supported datatype with its direct supertypes among them, all by their IRIs.

The derivations of XML Schema 1.1 part 2, section 3, below rdf:PlainLiteral and rdfs:Literal. `belongs`
knows of more: every xsd:unsignedByte is an xsd:short too, though not derived from it.
"""

DATATYPES: Final[frozenset[str]] = frozenset(SUPERTYPES)
"""The IRIs of the supported datatypes: OWL 2 Profiles, section 4.2, and rdf:langString."""


class IllTypedError(ValueError):
    """A lexical form is not in the lexical space of its datatype; the message is one line that says so."""


def value_of(lexical: str, datatype: str, language: str | None = None) -> Value | None:
    """The value that a literal denotes: its lexical-to-value mapping.

    >>> value_of("+042", "http://www.w3.org/2001/XMLSchema#byte")
    ('decimal', '42')

    Args:
        lexical: The lexical form, as it stands.
        datatype: The IRI of the datatype.
        language: The language tag of an rdf:langString, which has one; no other literal has.

    Returns:
        The value, or None if nothing is known of it: the datatype is not supported, or is rdfs:Literal,
        which has values and no lexical forms.

    Raises:
        IllTypedError: The literal has no value in its datatype.
    """
    key: Hashable | None
    if datatype == _TAGGED:
        space, key = "PlainLiteral", _with_tag(lexical, language) if language else None
    else:
        kind = _KINDS.get(datatype)
        if kind is None:
            return None
        space, read, holds = kind
        key = read(lexical) if language is None else None
        if key is not None and not holds(key):
            key = None
    if key is None:
        raise IllTypedError(_complaint(lexical, datatype, language))
    return space, key


def belongs(value: Value, datatype: str) -> bool:
    """Whether a value lies in the value space of a datatype, whichever datatype it was written in.

    >>> belongs(value_of("42.0", "http://www.w3.org/2001/XMLSchema#decimal"), "http://www.w3.org/2001/XMLSchema#byte")
    True

    Args:
        value: As `value_of` gives it.
        datatype: The IRI of a supported datatype.

    Returns:
        True for rdfs:Literal, whatever the value.

    Raises:
        LookupError: The datatype is not supported.
    """
    if datatype == _LITERAL:
        return True
    space, key = value
    if datatype == _TAGGED:
        return space == "PlainLiteral" and _is_tagged(key)
    kind = _KINDS.get(datatype)
    if kind is None:
        raise LookupError(f"“{datatype}” is not a supported datatype")
    return kind[0] == space and kind[2](key)


def datatypes_of(value: Value) -> frozenset[str]:
    """The IRIs of every supported datatype in whose value space a value lies, rdfs:Literal among them.

    Args:
        value: As `value_of` gives it.

    Returns:
        Those for which `belongs` is true.
    """
    space, key = value
    return frozenset([_LITERAL, *(datatype for datatype, holds in _BY_SPACE.get(space, ()) if holds(key))])


_MOST_SHOWN: Final = 60
_PREFIXES: Final = ((_XSD, "xsd:"), (_RDF, "rdf:"))


def _complaint(lexical: str, datatype: str, language: str | None) -> str:
    name = next((prefix + datatype[len(iri) :] for iri, prefix in _PREFIXES if datatype.startswith(iri)), datatype)
    tag = "" if language is None else f"@{_shown(language)}"
    lack = " without a language tag" if datatype == _TAGGED and not language else ""
    return f"“{_shown(lexical)}”{tag}{lack} is not an {name}"


def _shown(text: str) -> str:
    if len(text) > _MOST_SHOWN:
        text = f"{text[: _MOST_SHOWN - 1]}…"
    # What cannot be seen is often what is wrong, and a line break would make two lines of one message.
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


# Numbers. A decimal is kept as its canonical text and not as an int or a Decimal: text is compared exactly
# and read in linear time, whatever its length.

_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_FLOATING: Final = re.compile(r"[+-]?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_SPECIAL: Final = {"INF": math.inf, "+INF": math.inf, "-INF": -math.inf, "NaN": math.nan}
_LONGEST_BOUND: Final = 20
_DOUBLE: Final = struct.Struct(">d")
_SINGLE: Final = struct.Struct(">f")
_SINGLE_ZEROS: Final = (_SINGLE.pack(0.0), _SINGLE.pack(-0.0))
_MORE_BITS_THAN_HALVES: Final = 0x0FFF_FFFF


def _decimal(lexical: str) -> str | None:
    return None if _DECIMAL.fullmatch(lexical) is None else _canonical(lexical)


def _integer(lexical: str) -> str | None:
    return None if _INTEGER.fullmatch(lexical) is None else _canonical(lexical)


def _canonical(lexical: str) -> str:
    """A numeral without its plus sign, needless zeros and needless point."""
    whole, _, fraction = lexical.lstrip("+-").partition(".")
    number = whole.lstrip("0") or "0"
    if fraction := fraction.rstrip("0"):
        number = f"{number}.{fraction}"
    return f"-{number}" if lexical[0] == "-" and number != "0" else number


def _is_integer(key: str) -> bool:
    return "." not in key


def _between(low: float, high: float) -> Callable[[str], bool]:
    """A test for the integers from `low` to `high`, both included."""

    def holds(key: str) -> bool:
        if "." in key:
            return False
        if len(key) <= _LONGEST_BOUND:
            return low <= int(key) <= high
        return low == -math.inf if key[0] == "-" else high == math.inf

    return holds


def _finite(lexical: str) -> float | None:
    """The double nearest to a numeral; None for no numeral and for one out of range."""
    match = _FLOATING.fullmatch(lexical)
    if match is None:
        return None
    number = float(lexical)
    lost = math.isinf(number) or (number == 0 and match[1].strip("0.") != "")
    return None if lost else number


def _double(lexical: str) -> bytes | None:
    number = _SPECIAL.get(lexical)
    if number is None:
        number = _finite(lexical)
    # The bits tell zero from minus zero, and NaN is one with itself.
    return None if number is None else _DOUBLE.pack(number)


def _single(lexical: str) -> bytes | None:
    number = _SPECIAL.get(lexical)
    if number is not None:
        return _SINGLE.pack(number)
    number = _finite(lexical)
    if number is None:
        return None
    try:
        bits = _SINGLE.pack(_off_halfway(number, lexical))
    except OverflowError:
        return None
    return None if number and bits in _SINGLE_ZEROS else bits


def _off_halfway(number: float, lexical: str) -> float:
    """The double to round to single precision, so that rounding twice gives what rounding once would.

    A numeral next to the middle of two floats may have that middle as its double, from where it would be
    rounded to the even one of them and not to the nearer. Such a middle has few significant bits.
    """
    if not number or int.from_bytes(_DOUBLE.pack(number), "big") & _MORE_BITS_THAN_HALVES:
        return number
    # Not Decimal(number), which is refused where a caller's decimal context traps floats.
    exact, middle = Decimal(lexical), Decimal.from_float(number)  # noqa: FURB164
    return number if exact == middle else math.nextafter(number, math.inf if exact > middle else -math.inf)


# Strings, with and without a language: (text, None) and (text, tag in lower case).

_Text: TypeAlias = tuple[str, str | None]
_NO_CHARACTER: Final = re.compile(r"[\x00\ud800-\udfff\ufffe\uffff]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_NAME_START: Final = (
    r"A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_REST: Final = rf"{_NAME_START}\-.0-9\xb7\u0300-\u036f\u203f\u2040"


def _string(lexical: str) -> _Text | None:
    return None if _NO_CHARACTER.search(lexical) else (lexical, None)


def _with_tag(text: str, tag: str) -> _Text | None:
    return None if _LANGUAGE.fullmatch(tag) is None or _NO_CHARACTER.search(text) else (text, tag.lower())


def _plain(lexical: str) -> _Text | None:
    text, at, tag = lexical.rpartition("@")
    if not at:
        return None
    return _with_tag(text, tag) if tag else _string(text)


def _is_tagged(key: Any) -> bool:
    return key[1] is not None


def _is_untagged(key: _Text) -> bool:
    return key[1] is None


def _matching(pattern: str | re.Pattern[str]) -> Callable[[_Text], bool]:
    """A test for the strings without a language that a pattern describes from end to end."""

    def holds(key: _Text) -> bool:
        return key[1] is None and re.fullmatch(pattern, key[0]) is not None  # compiled once somebody asks

    return holds


# Binary data, by its bytes.

_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})*")
_BASE64: Final = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?")


def _hex(lexical: str) -> bytes | None:
    return None if _HEX.fullmatch(lexical) is None else bytes.fromhex(lexical)


def _base64(lexical: str) -> bytes | None:
    if " " in lexical:
        if "  " in lexical or lexical[0] == " " or lexical[-1] == " ":
            return None
        lexical = lexical.replace(" ", "")
    return None if _BASE64.fullmatch(lexical) is None else binascii.a2b_base64(lexical)


# IRI references: RFC 3987, section 2.2. Percent signs are looked at apart, so that each part is one class of
# characters, which is fast and never tried in two ways.

_SUPPLEMENTARY: Final = "".join(rf"\U{plane:04x}0000-\U{plane:04x}fffd" for plane in range(1, 14))
_UCS: Final = rf"\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_SUPPLEMENTARY}\U000e1000-\U000efffd"
_PRIVATE: Final = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_ASCII: Final = r"A-Za-z0-9\-._~!$&'()*+,;="
_IRI: Final = (
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*:|(?![^/?#]*:))"
    rf"(?://(?:[{_ASCII}%:{_UCS}]*@)?"
    rf"(?:\[(?:([0-9A-Fa-f:.]+)|[Vv][0-9A-Fa-f]+\.[{_ASCII}:]+)\]|[{_ASCII}%{_UCS}]*)"
    r"(?::[0-9]*)?(?=[/?#]|\Z)|(?!//))"
    rf"[{_ASCII}%:@/{_UCS}]*"
    rf"(?:\?[{_ASCII}%:@/?{_UCS}{_PRIVATE}]*)?"
    rf"(?:#[{_ASCII}%:@/?{_UCS}]*)?"
)
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _iri(lexical: str) -> str | None:
    match = re.fullmatch(_IRI, lexical)  # compiled once somebody asks: that takes longer than most commands
    if match is None or _STRAY_PERCENT.search(lexical):
        return None
    return lexical if match[1] is None or _is_ipv6(match[1]) else None


def _is_ipv6(address: str) -> bool:
    import ipaddress

    try:
        ipaddress.IPv6Address(address)
    except ValueError:
        return False
    return True


# Times: the canonical text of the local time, and of the offset from UTC, if any. Two times with one offset
# are identical when their local times are, so that nothing need be reckoned but the end of a day.

_Time: TypeAlias = tuple[str, str | None]
_DATE_TIME: Final = re.compile(
    r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T"
    r"(?:((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])(?:\.([0-9]+))?|24:00:00(?:\.0+)?)"
    r"(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
)
_THIRTY_DAYS: Final = frozenset({"04", "06", "09", "11"})
_EVERY_MONTH: Final = "28"


def _date_time(lexical: str) -> _Time | None:
    match = _DATE_TIME.fullmatch(lexical)
    if match is None:
        return None
    year, month, day, time, fraction, offset = match.groups()
    if day > _EVERY_MONTH and int(day) > days_of_month(year, month):
        return None
    if time is None:
        time = "00:00:00"
        year, month, day = _day_after(year, month, day)
    if year == "-0000":
        year = "0000"
    if fraction and (fraction := fraction.rstrip("0")):
        time = f"{time}.{fraction}"
    if offset in {"+00:00", "-00:00"}:
        offset = "Z"
    return f"{year}-{month}-{day}T{time}", offset


def _has_offset(key: _Time) -> bool:
    return key[1] is not None


def days_of_month(year: str, month: str) -> int:
    """How many days a month has. The calendar repeats every 400 years, which divide 10,000."""
    if month != "02":
        return 30 if month in _THIRTY_DAYS else 31
    number = int(year[-4:])
    return 29 if number % 4 == 0 and (number % 100 != 0 or number % 400 == 0) else 28


def _day_after(year: str, month: str, day: str) -> tuple[str, str, str]:
    if int(day) < days_of_month(year, month):
        return year, month, f"{int(day) + 1:02}"
    if month != "12":
        return year, f"{int(month) + 1:02}", "01"
    # A year may have more digits than int reads.
    following = f"{Context(prec=len(year) + 1, Emax=MAX_EMAX).add(Decimal(year), 1):f}"
    return following.zfill(5 if following[0] == "-" else 4), "01", "01"


# XML, by what Exclusive XML Canonicalization with comments keeps of the content of an element. It is not
# written out as XML: ElementTree does so and makes one of b="1" and q:b="1" where q is the default namespace,
# and it takes the square of the depth in time. Control characters mark the parts, as there are none in XML.


def _xml(lexical: str) -> str | None:
    from xml.parsers import expat

    parts: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        parts.append(f"\x01{name}")
        parts.extend(f"\x02{attribute}\x03{attributes[attribute]}" for attribute in sorted(attributes))
        parts.append("\x04")

    parser = expat.ParserCreate(namespace_separator="\x05")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: parts.append("\x06")
    parser.CharacterDataHandler = parts.append
    parser.CommentHandler = lambda text: parts.append(f"\x07{text}\x06")
    parser.ProcessingInstructionHandler = lambda target, text: parts.append(f"\x08{target}\x02{text}\x06")
    try:
        # Nothing can be expanded without end: inside an element is no DOCTYPE, and without one no entity.
        parser.Parse(f"<x>{lexical}</x>", True)  # noqa: FBT003
    except (expat.ExpatError, UnicodeEncodeError):
        return None
    return "".join(parts)


def _always(_key: object) -> bool:
    return True


_Kind: TypeAlias = tuple[str, Callable[[str], Hashable | None], Callable[[Any], bool]]
_KINDS: Final[dict[str, _Kind]] = {
    _PLAIN: ("PlainLiteral", _plain, _always),
    f"{_RDF}XMLLiteral": ("XMLLiteral", _xml, _always),
    f"{_XSD}anyURI": ("anyURI", _iri, _always),
    f"{_XSD}base64Binary": ("base64Binary", _base64, _always),
    f"{_XSD}boolean": ("boolean", {"true": True, "1": True, "false": False, "0": False}.get, _always),
    f"{_XSD}dateTime": ("dateTime", _date_time, _always),
    f"{_XSD}dateTimeStamp": ("dateTime", _date_time, _has_offset),
    f"{_XSD}decimal": ("decimal", _decimal, _always),
    f"{_XSD}double": ("double", _double, _always),
    f"{_XSD}float": ("float", _single, _always),
    f"{_XSD}hexBinary": ("hexBinary", _hex, _always),
    f"{_XSD}integer": ("decimal", _integer, _is_integer),
    f"{_XSD}string": ("PlainLiteral", _string, _is_untagged),
    **{
        f"{_XSD}{name}": ("decimal", _integer, _between(low, high))
        for name, low, high in (
            ("nonPositiveInteger", -math.inf, 0),
            ("negativeInteger", -math.inf, -1),
            ("nonNegativeInteger", 0, math.inf),
            ("positiveInteger", 1, math.inf),
            ("long", -(2**63), 2**63 - 1),
            ("int", -(2**31), 2**31 - 1),
            ("short", -(2**15), 2**15 - 1),
            ("byte", -(2**7), 2**7 - 1),
            ("unsignedLong", 0, 2**64 - 1),
            ("unsignedInt", 0, 2**32 - 1),
            ("unsignedShort", 0, 2**16 - 1),
            ("unsignedByte", 0, 2**8 - 1),
        )
    },
    **{
        f"{_XSD}{name}": ("PlainLiteral", _string, _matching(pattern))
        for name, pattern in (
            ("normalizedString", r"[^\t\n\r]*"),
            ("token", r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?"),
            ("language", _LANGUAGE),
            ("NMTOKEN", rf"[:{_NAME_REST}]+"),
            ("Name", rf"[:{_NAME_START}][:{_NAME_REST}]*"),
            ("NCName", rf"[{_NAME_START}][{_NAME_REST}]*"),
        )
    },
}
"""Each datatype with lexical forms: its value space, what reads a form, and which values there it has."""

_BY_SPACE: Final[dict[str, tuple[tuple[str, Callable[[Any], bool]], ...]]] = {
    space: tuple(
        (datatype, holds)
        for datatype, (other, _, holds) in {**_KINDS, _TAGGED: ("PlainLiteral", _plain, _is_tagged)}.items()
        if other == space
    )
    for space in {kind[0] for kind in _KINDS.values()}
}


def known_value(literal: ox.Literal) -> Value | None:
    """The value of a literal; None where its datatype is not supported, or has no such value."""
    try:
        return value_of(literal.value, literal.datatype.value, literal.language)
    except IllTypedError:
        return None


def is_none_of(literal: ox.Literal, datatype: str) -> bool:
    """Whether a literal of a supported datatype is surely no value of another supported one (rule dt-not-type)."""
    if literal.datatype.value not in DATATYPES or datatype not in DATATYPES:
        return False
    value = known_value(literal)
    return value is None or not belongs(value, datatype)
