"""A claim that came in by the issue form, and the answer to whoever sent it.

What stands in a form is anybody's text. It is read as answers, never as code or as Turtle; and what goes back
into a comment stands in a fenced block that nothing in it can end.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from homage_graph.characters import UNSEEN
from homage_graph.contributing.answers import WAYS, Answers, Target, WrongAnswerError
from homage_graph.errors import UnreadableFileError
from homage_graph.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from homage_graph.contributing.draft import Draft

__all__ = ["HEADINGS", "HOW", "accepted", "answers_in", "read_issue", "refused"]

HEADINGS: Final[dict[str, str]] = {
    "Video": "video",
    "Performers": "performers",
    "Kind of performer": "performer_kind",
    "Year of the video": "video_year",
    "Work": "work",
    "Kind of work": "work_kind",
    "Year of the work": "work_year",
    "How": "how",
    "What of it": "target",
    "Kind of motif": "motif_kind",
    "Source": "source",
    "Address": "url",
    "Publisher": "publisher",
    "Quote": "quote",
    "Language": "language",
    "Certainty": "certainty",
    "Voice": "voice",
    "Description": "description",
    "Enacted by": "enacted_by",
}
"""The form's headings, in their order, and the answer that stands below each."""

_WHOLE: Final = "the work as a whole"
_STYLING: Final = "costume, make-up or hair are the work's, no character named"
HOW: Final = (_WHOLE, _STYLING, *(f"{way.name}: {way.meaning}" for way in WAYS))
"""What one may choose below the heading How."""

_LARGEST_EVENT: Final = 1_000_000
_LARGEST_BODY: Final = 65_536
"""Bytes of an event, and characters of an issue, as GitHub limits it."""
_HEADING: Final = re.compile(r"###(?: (?P<text>.*))?")
_NO_ANSWER: Final = "_No response_"
_UNSEEN: Final = re.compile(f"(?!\n)[{UNSEEN}\ud800-\udfff]")


def read_issue(path: Path) -> str:
    """The text of an issue: of the event that GitHub writes for a workflow, or of a file that holds the text alone.

    Raises:
        UnreadableFileError: It is not there, too large, or no such event.
    """
    name = str(path)
    try:
        size = path.stat().st_size if path.is_file() else 0
    except OSError as error:
        raise UnreadableFileError(name, error.strerror or str(error)) from None
    if size > _LARGEST_EVENT:
        raise UnreadableFileError(name, f"it has {size:,} bytes; {_LARGEST_EVENT:,} are the most that are read")
    try:
        text = read_bytes(path, name).decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableFileError(name, "not UTF-8") from None
    if not text.startswith("{"):
        return text
    try:
        body = json.loads(text)["issue"]["body"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableFileError(name, "not the event of an issue: it needs issue.body") from None
    if not isinstance(body, str):
        raise UnreadableFileError(name, "this issue has no text")
    return body


def answers_in(body: str) -> Answers:
    """The answers in an issue that was written with the form.

    Raises:
        WrongAnswerError: A heading is missing, twice there, in another order or none of the form's; a choice is
            none of those offered; or the whole is too long.
    """
    if len(body) > _LARGEST_BODY:
        raise WrongAnswerError("issue", f"it has {len(body):,} characters; {_LARGEST_BODY:,} are the most")
    sections = _sections(body)
    said = {answer: sections[heading] for heading, answer in HEADINGS.items()}
    how, thing = said.pop("how") or _WHOLE, said.pop("target")
    if how not in HOW:
        raise WrongAnswerError("How", "it is none of the choices that the form offers")
    if bool(thing) != (how not in (_WHOLE, _STYLING)):
        raise WrongAnswerError("What of it", f"“{how}” {'needs no' if thing else 'needs a'} name here")
    ways = [way for way in WAYS if how == f"{way.name}: {way.meaning}"]
    performers, enacted_by = (tuple(said.pop(name).split("\n")) for name in ("performers", "enacted_by"))
    answers = Answers(
        performers=performers,
        enacted_by=enacted_by,
        targets=tuple(Target(way, thing) for way in ways),
        styling_of_work=how == _STYLING,
    )
    for name, text in said.items():
        answers = answers.having(name, text) if text else answers
    return answers


def accepted(made: Draft, notes: Sequence[str]) -> str:
    """The comment for a claim that may join the graph: its file, and what a reader should look at.

    Args:
        made: The claim.
        notes: Lines on what is doubtful, or could be better.
    """
    where = f"`data/videos/{made.name}`"
    lines = [
        f"The validator accepts this. As {where} of a pull request, it joins the graph:",
        "",
        _fenced(made.text, "turtle"),
    ]
    if notes:
        lines += ["", "Please look at this first:", "", _fenced("\n".join(notes))]
    return "\n".join(lines) + "\n"


def refused(reasons: Sequence[str]) -> str:
    """The comment for a claim that cannot join the graph yet.

    Args:
        reasons: What is wrong, and what to write instead, a line each.
    """
    return (
        "\n".join(
            ["This cannot join the graph yet. Edit the issue, and it is read again:", "", _fenced("\n".join(reasons))]
        )
        + "\n"
    )


def _sections(body: str) -> dict[str, str]:
    """What stands below each heading, by heading."""
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in body.replace("\r\n", "\n").split("\n"):
        if (found := _HEADING.fullmatch(line)) is not None:
            heading = found["text"] or ""
            expected = next((each for each in HEADINGS if each not in sections), None)
            if heading != expected:
                raise WrongAnswerError("issue", _misplaced(heading, expected))
            current = sections.setdefault(heading, [])
        elif current is not None:
            current.append(line)
        elif line.strip():
            raise WrongAnswerError("issue", "there is text before the first heading; use the form as it is")
    if len(sections) < len(HEADINGS):
        lacking = next(each for each in HEADINGS if each not in sections)
        raise WrongAnswerError("issue", f"the heading “### {lacking}” is missing; use the form as it is")
    texts = {heading: "\n".join(lines).strip() for heading, lines in sections.items()}
    return {heading: "" if text == _NO_ANSWER else text for heading, text in texts.items()}


def _misplaced(heading: str, expected: str | None) -> str:
    there = f"“### {heading[:40]}” stands where " + (f"“### {expected}”" if expected else "no heading") + " should"
    return f"{there}; use the form as it is, and begin no line of an answer with ###"


def _fenced(text: str, language: str = "") -> str:
    """A block of code that nothing in it can end, with unseen characters made visible."""
    visible = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text).rstrip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", visible)), default=0))
    return f"{fence}{language}\n{visible}\n{fence}"
