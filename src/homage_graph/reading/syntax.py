"""Why a text is not Turtle, where exactly, and what to write instead.

pyoxigraph decides that it is not, and where it had to give up. What it says there is put into the words of whoever
wrote the file, and moved to where they must look: to the quotes that are not closed, not to the line's end.
"""

from __future__ import annotations

import difflib
import re
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
_BARE_WORD: Final = re.compile(r"[^\W\d][\w-]*")
_ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|.", re.DOTALL)
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
        """The same, for a message."""
        return _shown(self.word)

    @cached_property
    def _read(self) -> tuple[list[int], tuple[int, int], int]:
        """The brackets that are open where it gave up, the last token before, and where tokens end."""
        brackets: list[int] = []
        last = (0, 0)
        end = 0
        for match in matches(self.text):
            if match.start() >= self.start:
                break
            end = match.end()
            if match.lastgroup in {"space", "comment"}:
                continue
            last = match.span()
            if match[0] in _CLOSING:
                brackets.append(match.start())
            elif match[0] in {"]", ")"} and brackets:
                brackets.pop()
        return brackets, last, end

    @property
    def brackets(self) -> list[int]:
        """Offsets of the brackets that are open."""
        return self._read[0]

    @property
    def before(self) -> tuple[int, int]:
        """Where the last token before begins and ends."""
        return self._read[1]

    @property
    def unread(self) -> int:
        """The offset after the last token that is whole."""
        return self._read[2]

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


# ------------------------------------------------------------------ strings


def _string(case: _Case) -> Mistake | None:
    """A string that is not closed."""
    start = case.start
    if case.message.startswith("Line jumps"):
        start = case.unread
    elif not (case.message == "Unexpected end of file" and case.word[:1] in {'"', "'"}):
        return None
    quote = case.text[start : start + 1]
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
    """A language tag as operating systems write it."""
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
    return Mistake(
        f"{case.shown} is a relative IRI, and no @base says to what", case.start, case.end,
        "Write the whole IRI, as in <https://www.example.org/page>, or a name with a prefix, as in film:oldboy.",
    )  # fmt: skip


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
        line, _ = Lines(case.text).place(end)
        return Mistake(
            "the statement before this has no full stop at its end", case.start, case.end,
            f"Write . after {before} in line {line}.",
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
        reason = f"{case.shown} has no prefix"
        advice = "Write a name with its prefix, as in film:oldboy, or a text in quotes."
    else:
        reason = f"{case.shown} cannot be {article} {role}"
    return Mistake(reason, case.start, case.end, advice)


def _foreign(case: _Case) -> Mistake | None:
    """A character that begins nothing."""
    if "not allowed at the beginning" not in case.message:
        return None
    return Mistake(f"{_shown(case.word) or 'a prefix'} begins no term", case.start, case.end)


_EXPLAINERS: Final[tuple[Callable[[_Case], Mistake | None], ...]] = (
    _string, _typographic, _escape, _language, _unclosed_iri, _invalid_iri, _relative, _local_name, _undeclared,
    _brackets, _notation3, _unended, _misplaced, _foreign,
)  # fmt: skip
