"""A difference for a pull request's comment or a release's notes, in GitHub Flavored Markdown.

Names and texts are anybody's. Each is shown letter for letter: it can close no table and no fold, start no tag, mention
nobody, refer to no issue and make no link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from homage_graph.characters import visible
from homage_graph.publishing.renderers.wording import changes, effects, heading, short, telling, vanished

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.publishing.difference import Difference, Entry, Statement, Value

__all__ = ["escape", "render"]

_MOST: Final = 60_000
"""Characters of all; GitHub takes 65,536 in a comment."""
_LONGEST: Final = 600
"""Characters of a value."""
_MOST_ROWS: Final = 50
_FOLDED: Final = 8
"""Rows of a table that is folded up."""
_LONG: Final = 800
"""Characters of a table that is folded up."""
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~$&#]")
_LIVELY: Final = re.compile(r"(?i)@|#(?=\d)|://|\bwww\.|\bGH-(?=\d)")
"""What GitHub makes a mention, a reference or a link of, wherever in a text it stands."""
_APART: Final = "<!-- -->"


def render(difference: Difference) -> str:
    """The difference in numbers, what is gone and must not be, and a table a thing; long ones are folded up.

    What GitHub would not take in one comment is left out, and that is said.
    """
    if not difference:
        return "No difference.\n"
    sums = [said for said in (changes(difference), effects(difference)) if said]
    blocks = [f"**{escape('; '.join(sums))}**"]
    if difference.vanished:
        blocks.append("\n".join(_vanished(difference)))
    room = _MOST - sum(map(len, blocks))
    ahead = [_entry(entry) for entry in difference.entries]
    if difference.consequences:
        tables = [
            (f"**{_code(it.iri)} {escape(it.name)}**", _table(_rows(it.statements))) for it in difference.consequences
        ]
        first, *others = ("\n\n".join(table) for table in tables)
        ahead += [f"### What follows\n\n{first}", *others]
    for number, block in enumerate(ahead):
        room -= len(block) + 2
        if room < 0:
            left = len(ahead) - number
            blocks.append(f"… and {left:,} more; `homage diff` prints them all.")
            break
        blocks.append(block)
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """A text on one line, shown letter for letter wherever it stands, in a table too."""
    plain = visible(text, _LONGEST)
    pieces, place = [], 0
    for lively in _LIVELY.finditer(plain):
        pieces.append(_SPECIAL.sub(r"\\\g<0>", plain[place : lively.start() + 1]))
        place = lively.start() + 1
    return _APART.join([*pieces, _SPECIAL.sub(r"\\\g<0>", plain[place:])])


def _vanished(difference: Difference) -> Iterator[str]:
    yield f"**Error: {vanished(difference)}.** Others may point to what was published.\n"
    for it in difference.vanished[:_MOST_ROWS]:
        line = f"- {_code(it.iri)} {escape(it.name)}"
        yield f"{line}: perhaps it is now {_code(it.perhaps)} {escape(it.perhaps_name)}" if it.perhaps else line
    if (more := len(difference.vanished) - _MOST_ROWS) > 0:
        yield f"- … and {more:,} more"


def _entry(entry: Entry) -> str:
    head = f"**{entry.change.capitalize()}: {escape(heading(entry))}** {_code(entry.iri)}  \n{escape(entry.name)}"
    rows = list(_rows(telling(entry)))
    for part in entry.parts:
        also = f", also behind {escape('; '.join(part.others))}" if part.others else ""
        rows.append((f"*{part.change} {escape(part.kind)}* {_code(part.iri)}{also}", "", ""))
        rows += _rows(telling(part))
    return f"{head}\n\n{_table(rows)}" if rows else head


def _rows(statements: Iterable[Statement]) -> Iterator[tuple[str, str, str]]:
    for it in statements:
        yield escape(it.name), _cell(it.before), _cell(it.after)


def _cell(values: Sequence[Value]) -> str:
    shown = [escape(value.name) for value in values[:_MOST_ROWS]]
    more = [f"… and {len(values) - _MOST_ROWS:,} more"] if len(values) > _MOST_ROWS else []
    return "<br>".join(shown + more)


def _table(rows: Iterable[tuple[str, str, str]]) -> str:
    all_rows = list(rows)
    body = [f"| {' | '.join(row)} |" for row in all_rows[:_MOST_ROWS]]
    if (more := len(all_rows) - _MOST_ROWS) > 0:
        body.append(f"| … and {more:,} more | | |")
    table = "\n".join(["| | before | after |", "|---|---|---|", *body])
    if len(all_rows) <= _FOLDED and len(table) <= _LONG:
        return table
    count = f"{len(all_rows):,} row{'s' if len(all_rows) != 1 else ''}"
    return f"<details><summary>{count}</summary>\n\n{table}\n\n</details>"


def _code(iri: str) -> str:
    """An IRI as code, in which nothing is a mention or a link; as text where it would end the code."""
    name = visible(short(iri), _LONGEST)
    return escape(name) if re.search(r"[`|\\]", name) else f"`{name}`"
