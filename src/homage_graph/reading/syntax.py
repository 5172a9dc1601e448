"""Why a text is not Turtle, where exactly, and what to write instead.

pyoxigraph decides that it is not, and where it had to give up. What it says there is put into the words of whoever
wrote the file, and moved to where they must look: to the quotes that are not closed, not to the line's end.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from homage_graph.characters import visible
from homage_graph.reading.tokens import Lines, matches
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Mistake", "explain"]

_PARSER_PLACE: Final = re.compile(r"^Parser error (?:at|between) [^:]*: ")
_INVALID_IN_IRI: Final = re.compile(r"Invalid IRI code point '(.+)'", re.DOTALL)
_UNDECLARED: Final = re.compile(r"The prefix (.*): has not been declared")
_MISPLACED: Final = re.compile(r" is not a valid (subject|predicate|RDF object)")
_DECLARATION: Final = re.compile(r"@?prefix\s+([^\s:<]*):", re.IGNORECASE)
_TAG: Final = re.compile(r"@[A-Za-z0-9_-]+")
_LINE_REST: Final = re.compile(r"[^\r\n]*")
_CONFLICT: Final = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_BARE_WORD: Final = re.compile(r"[^\W\d][\w-]*")
_BARE_WORDS: Final = re.compile(r"[^\W\d][\w-]*+(?![:\w])(?:[ \t]+(?!a\s)[^\W\d][\w-]*+(?![:\w]))*+")
"""Words without a prefix, one behind the other on one line; `a` is none of them but the first."""
_CLASS: Final = re.compile(r"[\w.-]*:[A-Z]\w*")
_DATE: Final = re.compile(r"\d{4}-\d\d(-\d\d)?(?![\d-])")
_ADDRESS: Final = re.compile(r"<(?:www\.|[\w-]+(?:\.[\w-]+)+/)[^>]*>")
"""What looks like an address of the web without its scheme."""
_ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|.", re.DOTALL)
_SHORT_ESCAPE: Final = re.compile(
    r"((?:[^\\\r\n]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\[^uU\r\n])*+)(\\u[0-9A-Fa-f]{0,3}|\\U[0-9A-Fa-f]{0,7})"
)
"""The first escape in the line of a string whose number is cut short."""
_WRONG_IN_NAME: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|\\(?![_~.\-!$&'()*+,;=/?#@%]).?")
_NAME_ESCAPES: Final = {
    "%": ("a percent sign in a name has no two hexadecimal digits after it", "Write %25 for the sign itself."),
    "\\": ("a backslash in a name is before a character that needs none", "Leave the backslash out."),
}
_TYPOGRAPHIC: Final = "“”„‟‘’‚«»‹›″′"
_CLOSING: Final = {"[": "]", "(": ")"}
_N3: Final = ("{", "}", "=", "!", "^", "?", "@forAll", "@forSome")
_SHOWN: Final = 60
"""More of a text than this is not repeated in a message."""
_LONGEST_MESSAGE: Final = 200


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a text.

    Attributes:
        reason: What is wrong.
        start: The offset at which it begins.
        end: The offset after its end.
        help: What to write instead; empty where that cannot be told.
    """

    reason: str
    start: int
    end: int
    help: str = ""


def explain(text: str, error: SyntaxError) -> Mistake:
    """What is wrong with a text that pyoxigraph refused with an error.

    Args:
        text: The whole text, without a byte order mark.
        error: As pyoxigraph raised it.
    """
    case = _Case.of(text, error)
    for explainer in _EXPLAINERS:
        if (mistake := explainer(case)) is not None:
            return mistake
    return Mistake(visible(case.message, _LONGEST_MESSAGE), case.start, case.end)


@dataclass(frozen=True)
class _Read:
    """What had been read before the place at which pyoxigraph gave up.

    Attributes:
        brackets: Offsets of the brackets that are open.
        last: Where the last token begins and ends.
        end: The offset after the last token that is whole.
        statement: The tokens of the statement that is not ended.
        stop: The offset of the full stop before it, unless that ends a directive.
    """

    brackets: list[int]
    last: tuple[int, int]
    end: int
    statement: list[re.Match[str]]
    stop: int | None


@dataclass(frozen=True)
class _Case:
    """A text, and what pyoxigraph said of it.

    Attributes:
        text: The text.
        message: What it said, without the place.
        start: The offset at which what it could not read begins.
        end: The offset after that.
    """

    text: str
    message: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, error: SyntaxError) -> _Case:
        lines = Lines(text)
        start = lines.offset(error.lineno or 1, error.offset or 1)
        end = lines.offset(error.end_lineno or 1, error.end_offset or 1)
        return cls(text, _PARSER_PLACE.sub("", error.msg), start, max(start, end))

    @property
    def word(self) -> str:
        """What it could not read; empty at the end of the text."""
        return self.text[self.start : self.end]

    @property
    def shown(self) -> str:
        """The same, for a message: in quotes, so that it stays as it is where a sentence begins with it."""
        return f"“{_shown(self.word)}”"

    @cached_property
    def _read(self) -> _Read:
        brackets: list[int] = []
        last = (0, 0)
        end = 0
        statement: list[re.Match[str]] = []
        stop: int | None = None
        for match in matches(self.text):
            if match.start() >= self.start:
                break
            end = match.end()
            if match.lastgroup in {"space", "comment"}:
                continue
            last = match.span()
            statement.append(match)
            if match[0] == "." and not brackets:
                stop = None if statement[0].lastgroup == "directive" else match.start()
                statement = []
            elif match[0] in _CLOSING:
                brackets.append(match.start())
            elif match[0] in {"]", ")"} and brackets:
                brackets.pop()
        return _Read(brackets, last, end, statement, stop)

    @property
    def brackets(self) -> list[int]:
        """Offsets of the brackets that are open."""
        return self._read.brackets

    @property
    def before(self) -> tuple[int, int]:
        """Where the last token before begins and ends."""
        return self._read.last

    @property
    def unread(self) -> int:
        """The offset after the last token that is whole."""
        return self._read.end

    @property
    def is_literal(self) -> bool:
        """Whether it could not read a text or a number."""
        return self.word.startswith(('"', "'")) or self.word[:1].isdigit()

    @property
    def is_unexpected(self) -> bool:
        """Whether it could not read a term, because there are enough already, or `a` for an object."""
        if not (self.is_literal or self.word == "a" or ":" in self.word):
            return False
        if self.word == "a" and "is not a valid RDF object" in self.message:
            return True
        return (
            self.message.startswith("A dot is expected")
            or "should end with" in self.message
            or "is not a valid subject" in self.message
        )

    @property
    def statement(self) -> list[re.Match[str]]:
        """The tokens of the statement that it was reading."""
        return self._read.statement

    @property
    def stop(self) -> int | None:
        """The offset of the full stop of the statement before, unless that is a directive."""
        return self._read.stop

    def following(self, most: int) -> list[re.Match[str]]:
        """The first tokens of what it could not read, and behind it."""
        found: list[re.Match[str]] = []
        for match in matches(self.text):
            if match.end() > self.start and match.lastgroup not in {"space", "comment"}:
                found.append(match)
            if len(found) == most:
                break
        return found

    def line(self, offset: int) -> int:
        """The number of an offset's line."""
        return Lines(self.text).place(offset)[0]

    def column(self, offset: int) -> int | None:
        """The column of an offset; None if more than white space is before it on its line."""
        column = Lines(self.text).place(offset)[1]
        return None if self.text[offset - column + 1 : offset].strip(" \t") else column

    def place(self, offset: int) -> str:
        """An offset as people say it."""
        line, column = Lines(self.text).place(offset)
        return f"line {line}, column {column}"

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends."""
        found = _LINE_REST.match(self.text, offset)
        return found.end() if found else offset


def _shown(word: str) -> str:
    return visible(word, _SHOWN)


# ------------------------------------------------------------------ the file


def _conflict(case: _Case) -> Mistake | None:
    """What git leaves where two versions of a file cannot be joined."""
    found = next((each for each in _CONFLICT.finditer(case.text) if each.start() <= case.start <= each.end()), None)
    if found is None:
        return None
    return Mistake(
        f"{found[0][:7]} is a mark of git, where two versions of the file are still to be joined", found.start(),
        found.start() + 7, "Keep what is right of both, and take out the lines with the marks.",
    )  # fmt: skip


# ------------------------------------------------------------------ strings


def _string(case: _Case) -> Mistake | None:
    """A string that is not closed."""
    start = case.start
    if case.message.startswith("Line jumps"):
        start = case.unread
    elif not (case.message == "Unexpected end of file" and case.word[:1] in {'"', "'"}):
        return None
    quote = case.text[start : start + 1]
    if (escape := _SHORT_ESCAPE.match(case.text, start + 1)) is not None:
        return Mistake(
            f"{escape[2]} is no escape", escape.start(2), escape.end(2),
            r"Write four hexadecimal digits after \u, and eight after \U.",
        )  # fmt: skip
    if case.text.startswith(quote * 3, start):
        return Mistake(
            f"the string that begins with these {quote * 3} is never closed", start, start + 3,
            f"Write {quote * 3} where it ends; a quotation mark more than three is one too many.",
        )  # fmt: skip
    end = case.line_end(start)
    typographic = [sign for sign in case.text[start:end] if sign in _TYPOGRAPHIC]
    if typographic:
        advice = f"“{typographic[-1]}” is a typographic mark and does not close it; write {quote}."
    else:
        advice = f"Write {quote} where it ends, or {quote * 3} at both ends of a text of several lines."
    return Mistake("the string that begins here is not closed on its line", start, end, advice)


def _typographic(case: _Case) -> Mistake | None:
    """Quotes that a word processor made."""
    if case.word[:1] not in _TYPOGRAPHIC or not case.word:
        return None
    return Mistake(
        f"{case.word[0]} is a typographic quotation mark, and no string begins or ends with it", case.start,
        case.start + 1, 'Write the straight " at both ends of the string.',
    )  # fmt: skip


def _escape(case: _Case) -> Mistake | None:
    """A backslash before what needs none."""
    if not case.message.startswith("Unexpected escape character"):
        return None
    if case.text[case.unread : case.unread + 1] == "<" and case.unread < case.start:
        return _open_iri(case, case.unread)
    end = max(case.end, case.start + 2)  # the backslash, and what it stands before
    shown = case.text[case.start : end]
    return Mistake(f"{shown} is no escape", case.start, end, r"Write \\ for a backslash that is meant as such.")


def _language(case: _Case) -> Mistake | None:
    """A language tag as operating systems write it, or none after its sign."""
    if case.message.startswith("A language code should always start"):
        return Mistake(
            "no language follows the @ behind this string", case.start, case.end,
            "Write it, as in @en or @ko, or leave the @ out.",
        )  # fmt: skip
    begins = case.text.rfind("@", max(0, case.start - 50), case.start)
    tag = _TAG.match(case.text, begins) if begins >= 0 else None
    if case.text[case.start : case.start + 1] != "_" or tag is None or tag.end() <= case.start:
        return None
    written = tag[0].replace("_", "-")
    return Mistake(
        "a language tag has hyphens, no underscores", case.start, case.start + 1, f"Write {_shown(written)}."
    )


# --------------------------------------------------------------------- IRIs


def _unclosed_iri(case: _Case) -> Mistake | None:
    """An IRI without its second bracket."""
    if case.message != "Unexpected end of file" or not case.word.startswith("<"):
        return None
    return _open_iri(case, case.start)


def _open_iri(case: _Case, start: int) -> Mistake:
    end = case.line_end(start)
    return Mistake("the IRI that begins here is not closed on its line", start, end, "Write > at its end.")


def _invalid_iri(case: _Case) -> Mistake | None:
    """A character in an IRI that none has."""
    found = _INVALID_IN_IRI.match(case.message)
    if found is None or not case.word.startswith("<"):
        return None
    sign = found[1]
    for match in _ESCAPED.finditer(case.text, case.start + 1, case.end):
        code = match[1] or match[2]
        if (chr(int(code, 16)) if code else match[0]) == sign:
            return _invalid_sign(case, sign, match.start(), match.end())
    return None


def _invalid_sign(case: _Case, sign: str, start: int, end: int) -> Mistake:
    if sign.isspace() and "\n" in case.word:
        return _open_iri(case, case.start)
    advice = f"Write it as {''.join(f'%{byte:02X}' for byte in sign.encode())} if it belongs to the address."
    if not sign.isprintable() or sign == " ":
        name = "a space" if sign == " " else f"the character U+{ord(sign):04X}"
        return Mistake(f"an IRI does not have {name} in it", start, end, advice if sign == " " else "Leave it out.")
    # A mark alone shows little: it is pointed at with the part of the path that it stands in.
    start = max(case.text.rfind("/", case.start, start) + 1, case.start + 1)
    return Mistake(f"an IRI does not have {sign} in it", start, end, advice)


def _relative(case: _Case) -> Mistake | None:
    """An IRI without a scheme, and no base to complete it."""
    if not case.message.startswith("No scheme found"):
        return None
    if _ADDRESS.fullmatch(case.word):
        advice = f"Write <https://{_shown(case.word[1:-1])}>."
    else:
        advice = "Write the whole IRI, as in <https://www.example.org/page>, or a name with its prefix: film:oldboy."
    reason = f"{_shown(case.word)} is a relative IRI, and no @base says to what"
    return Mistake(reason, case.start, case.end, advice)


def _local_name(case: _Case) -> Mistake | None:
    """A percent sign or a backslash in a name, of which the parser counts the columns from the colon on."""
    if "allowed to be escaped in IRIs" not in case.message and "escapes in IRIs should be" not in case.message:
        return None
    found = _WRONG_IN_NAME.search(case.text, case.unread)
    if found is None:
        return None
    reason, advice = _NAME_ESCAPES[found[0][0]]
    return Mistake(reason, found.start(), found.end(), advice)


def _undeclared(case: _Case) -> Mistake | None:
    """A prefix that is not declared."""
    found = _UNDECLARED.match(case.message)
    if found is None:
        return None
    prefix = found[1]
    directive = slice(*case.before)
    if case.text[directive] in {"@prefix", "@base"}:  # which would be a language, behind a string
        return Mistake(
            "the statement before this has no full stop at its end", *case.before,
            f"Write . before {case.text[directive]}.",
        )  # fmt: skip
    if case.text.startswith("//", case.start + len(prefix) + 1):
        advice = "An IRI stands in angle brackets: write < before it, and > behind it."
    elif prefix in PREFIXES:
        advice = f"Write “@prefix {prefix}: <{PREFIXES[prefix]}> .” at the top of the file."
    else:
        known = {*_DECLARATION.findall(case.text[: case.start]), *PREFIXES}
        near = difflib.get_close_matches(prefix, sorted(known), n=1)
        advice = f"Did you mean “{near[0]}:”? " if near else ""
        advice += f"A prefix is declared at the top of the file: “@prefix {_shown(prefix)}: <…> .”"
    return Mistake(f"The prefix {_shown(prefix)}: has not been declared", case.start, case.end, advice)


# --------------------------------------------------------------- statements


def _brackets(case: _Case) -> Mistake | None:
    """A bracket that is not closed, or by the wrong one."""
    is_left_open = case.word in {"", ".", "]", ")"} or "should end with" in case.message
    if not is_left_open or not case.brackets:
        return None
    opened = case.brackets[-1]
    sign, closing = case.text[opened], _CLOSING[case.text[opened]]
    where = f"{sign} of {case.place(opened)}"
    if case.word in {"]", ")"}:
        if case.word == closing:
            return None
        return Mistake(f"{where} is closed by {case.word}", case.start, case.end, f"Write {closing}.")
    end = _end_of_statement(case)
    if end is None:
        return None
    return Mistake(
        f"{where} is not closed before the statement ends", end, end, f"Write {closing} before the full stop."
    )


def _end_of_statement(case: _Case) -> int | None:
    """Where the statement ends in which a bracket is open; None if that is closed after all."""
    depth = 0
    end = case.before[1]
    for match in matches(case.text):
        if match.start() < case.start or match.lastgroup in {"space", "comment"}:
            continue
        end = match.end()
        if match[0] == ".":
            break
        depth += (match[0] in _CLOSING) - (match[0] in {"]", ")"})
        if depth < 0:
            return None
    return end


def _notation3(case: _Case) -> Mistake | None:
    """Turtle's larger sister."""
    if not case.word.startswith(_N3):
        return None
    return Mistake(
        f"{case.shown} is of Notation3 or TriG, which are not read", case.start, case.end,
        "Write plain statements: a subject, a predicate, an object and a full stop.",
    )  # fmt: skip


def _date(case: _Case) -> Mistake | None:
    """A date without quotes, which is read as a number and another below zero."""
    start, end = case.before
    found = _DATE.match(case.text, start)
    if found is None or end != case.start or not case.word.startswith("-"):
        return None
    kind = "date" if found[1] else "gYearMonth"
    return Mistake(
        f"a date such as {found[0]} stands in quotes", start, found.end(),
        f'Write the year alone, {found[0][:4]}, or "{found[0]}"^^xsd:{kind}.',
    )  # fmt: skip


def _wrong_comma(case: _Case) -> Mistake | None:
    """A comma before another property, which shows where the object of that begins."""
    if not case.is_unexpected or not case.statement:
        return None
    mark, term = case.statement[-1], None
    if case.word != "a":
        mark, term = case.statement[-2:] if len(case.statement) > 1 else (mark, None)
        if term is None or term.lastgroup != "name" or case.line(term.start()) != case.line(case.start):
            return None
        if not case.is_literal and case.column(term.start()) is None:
            return None
    if mark[0] != ",":
        return None
    return Mistake(
        f"{case.shown} does not follow from what is before it", case.start, case.end,
        f"Write ; instead of , in line {case.line(mark.start())}.",
    )  # fmt: skip


def _wrong_semicolon(case: _Case) -> Mistake | None:
    """A semicolon before the next subject, which shows where the predicate or the object of that begins."""
    terms = 1 if case.word == "a" else 2
    if not case.is_unexpected or case.brackets or len(case.statement) <= terms:
        return None
    mark, term = case.statement[-terms - 1], case.statement[-terms]
    if mark[0] != ";" or any(each.lastgroup not in {"name", "iri"} for each in case.statement[-terms:]):
        return None
    if case.word != "a" and (case.column(term.start()) != 1 or case.line(term.start()) != case.line(case.start)):
        return None
    reason = f"line {case.line(mark.start())} ends with ;, so “{_shown(term[0])}” is read as a predicate"
    return Mistake(reason, case.start, case.end, "Write . there.")


def _missing_semicolon(case: _Case) -> Mistake | None:
    """Another property on a line of its own, and no semicolon before it."""
    start, end = case.before
    if not case.statement or case.statement[-1][0] in {";", ",", "[", "("} or case.column(case.start) is None:
        return None
    is_type = case.word == "a" and "is not a valid subject" in case.message
    is_in_brackets = "property lists should end with" in case.message
    is_property = case.message.startswith("A dot is expected") and _is_property(case)
    if not (is_type or is_in_brackets or is_property):
        return None
    return Mistake(
        "; is missing before this", case.start, case.end,
        f"Write ; after {_shown(case.text[start:end])} in line {case.line(end)}.",
    )  # fmt: skip


def _is_property(case: _Case) -> bool:
    """Whether what follows is rather a predicate and its object than the next subject."""
    following = case.following(3)
    if len(following) < 2 or following[1][0] == "a":  # noqa: PLR2004 - a predicate and its object
        return False
    if following[1].lastgroup in {"string", "number"} or following[1][0] in _CLOSING:
        return True
    if following[-1][0] in {".", ";", ","}:
        return True
    return case.column(case.start) != 1 and case.line(following[-1].start()) != case.line(case.start)


def _early_stop(case: _Case) -> Mistake | None:
    """A property that stands alone, because the line before it has ended the statement."""
    found = _MISPLACED.search(case.message)
    if found is None or case.stop is None:
        return None
    first = case.statement[0].start() if case.statement else case.start
    if case.column(first) in {None, 1}:
        return None
    stands_alone = {
        0: case.word == "a",
        1: found[1] == "predicate" and (case.is_literal or case.word in _CLOSING),
        2: found[1] == "RDF object" and case.word in {".", ";", ","},
    }
    if not stands_alone.get(len(case.statement), False):
        return None
    return Mistake(
        "a subject is missing before this property", case.start, case.end,
        f"Line {case.line(case.stop)} ends with . — write ; there if this still belongs to it.",
    )  # fmt: skip


def _unended(case: _Case) -> Mistake | None:
    """A statement without its end."""
    start, end = case.before
    before = _shown(case.text[start:end])
    if case.word == "" and ("Unexpected end" in case.message or "followed by a dot" in case.message):
        return Mistake(
            "the file ends before the statement does", case.start, case.end,
            f"A statement ends with a full stop: write it after {before}, or write what is missing.",
        )  # fmt: skip
    if "should end with" in case.message:
        return Mistake(
            f"{case.shown} does not follow from what is before it", case.start, case.end,
            "Write , before another object, or ; before another property.",
        )  # fmt: skip
    if not case.message.startswith("A dot is expected"):
        return None
    if re.search(r"[\r\n]", case.text[end : case.start]):
        return Mistake(
            "the statement before this has no full stop at its end", case.start, case.end,
            f"Write . after {before} in line {case.line(end)}.",
        )  # fmt: skip
    return Mistake(
        f"{case.shown} does not follow from what is before it", case.start, case.end,
        "Write , before another object, ; before another property, or . before another statement.",
    )  # fmt: skip


def _misplaced(case: _Case) -> Mistake | None:
    """A term where none like it stands."""
    found = _MISPLACED.search(case.message)
    if found is None:
        return None
    role = found[1].removeprefix("RDF ")
    article = "an" if role == "object" else "a"
    word = case.word
    advice = ""
    if word in {".", ";", ",", "]", ")"}:
        reason = f"{article} {role} is missing before {word}"
        kind = case.text[slice(*case.before)]
        if role == "object" and _CLASS.fullmatch(kind):
            advice = f"Write a {_shown(kind)} to say of what kind it is; otherwise, write the object."
        else:
            advice = f"Write the {role}, or take out what begins the statement."
    elif word.startswith("_:"):
        reason = f"a blank node cannot be {article} {role}"
    elif word.startswith(('"', "'")):
        reason = f"a literal cannot be {article} {role}"
        advice = "Write an IRI, or a name with its prefix, as in film:oldboy."
    elif case.text[case.before[0]] in "\"'" and case.before[1] == case.start:
        reason = f"the string has ended before {case.shown}"
        advice = f"Write \\{case.text[case.before[0]]} for a quotation mark inside a string."
    elif word.lower() in {"true", "false"}:
        reason = f"{case.shown} cannot be {article} {role}"
        advice = f"A boolean is written {word.lower()}, in small letters." if role == "object" else ""
    elif _BARE_WORD.fullmatch(word) and word != "a":
        reason = f"the word {case.shown} has no prefix"
        advice = _joined(case, role) or "Write a name with its prefix, as in film:oldboy, or a text in quotes."
    else:
        reason = f"{case.shown} cannot be {article} {role}"
    return Mistake(reason, case.start, case.end, advice)


def _joined(case: _Case, role: str) -> str:
    """What to write for a name with spaces in it; empty if the words are none of its."""
    start, end = case.before
    name = case.text[start:end]
    words = _BARE_WORDS.match(case.text, case.start)
    if role == "object" or words is None or ":" not in name or case.text[end : case.start].strip(" \t"):
        return ""
    if not case.statement or case.statement[-1].lastgroup != "name":
        return ""
    behind = [match for match in case.following(12) if match.start() >= words.end()][:2]
    if role == "predicate" and (len(behind) < 2 or behind[1][0] in {".", ";", ","}):  # noqa: PLR2004 - as above
        return ""
    joined = "-".join([name, *words[0].split()])
    return f"A name has no spaces: write {_shown(joined)}."


def _foreign(case: _Case) -> Mistake | None:
    """A character that begins nothing."""
    if "not allowed at the beginning" not in case.message:
        return None
    if case.text.startswith("//", case.start):
        return Mistake("no comment begins with “//”", case.start, case.start + 2, "Write # before a comment.")
    if len(case.word) == 1 and case.word.isspace():
        name = unicodedata.name(case.word, "character").lower()
        reason = f"the {name} U+{ord(case.word):04X} is no white space here"
        return Mistake(reason, case.start, case.end, "Write a space of the usual kind.")
    return Mistake(f"{case.shown if case.word else 'a prefix'} begins no term", case.start, case.end)


_EXPLAINERS: Final[tuple[Callable[[_Case], Mistake | None], ...]] = (
    _conflict, _string, _typographic, _escape, _language, _unclosed_iri, _invalid_iri, _relative, _local_name,
    _undeclared, _brackets, _notation3, _date, _wrong_comma, _wrong_semicolon, _missing_semicolon, _early_stop,
    _unended, _misplaced, _foreign,
)  # fmt: skip
