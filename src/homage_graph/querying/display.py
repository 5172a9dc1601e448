"""Answers and things as a console and a notebook show them.

Names and quotes are anybody's: they are escaped, what cannot be seen in them is made visible, and a link leads to
the web or nowhere.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from homage_graph.characters import visible
from homage_graph.things import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.querying.answer import Answer, Row
    from homage_graph.querying.portrait import Quote

__all__ = ["answer_as_html", "answer_as_text", "thing_as_html"]

_ROWS_OF_TEXT: Final = 10
_ROWS_OF_HTML: Final = 20
_CLAIMS: Final = 12
"""How many rows, or claims, are shown of many."""
_LONGEST: Final = 400
"""Characters of a cell."""
_WIDTH: Final = 100
"""Columns of a console."""

_LEFT: Final = ' style="text-align: left; vertical-align: top"'
_RIGHT: Final = ' style="text-align: right; vertical-align: top"'


def answer_as_text(answer: Answer) -> str:
    """A line on what it is, and its first rows as a table."""
    from homage_graph.querying.table import render

    if answer.boolean is not None:
        return f"<Answer: {'yes' if answer.boolean else 'no'}>"
    head = f"<Answer: {_count(answer)} of {', '.join(answer.columns)}>"
    if not answer:
        return head
    shown = answer[:_ROWS_OF_TEXT]
    rows = [[_text(cell) for cell in row] for row in shown]
    table = render(answer.columns, rows, width=_WIDTH, right=_numeric(answer.columns, shown))
    return f"{head}\n\n{table}{_rest(answer, len(shown))}".rstrip("\n")


def answer_as_html(answer: Answer) -> str:
    """A table whose names are links; the first rows of many."""
    if answer.boolean is not None:
        return f"<p><strong>{'yes' if answer.boolean else 'no'}</strong></p>"
    shown = answer[:_ROWS_OF_HTML]
    numeric = _numeric(answer.columns, shown)
    aligned = [_RIGHT if number in numeric else _LEFT for number in range(len(answer.columns))]
    lines = ["<table>", "<thead><tr>"]
    lines += [
        f'<th scope="col"{style}>{escape(visible(name, _LONGEST))}</th>'
        for name, style in zip(answer.columns, aligned, strict=True)
    ]
    lines += ["</tr></thead>", "<tbody>"]
    for row in shown:
        cells = (f"<td{style}>{_html(cell)}</td>" for cell, style in zip(row, aligned, strict=True))
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines += ["</tbody>", "</table>", f"<p>{escape(_rest(answer, len(shown)) or _count(answer))}</p>"]
    return "\n".join(lines)


def thing_as_html(thing: Thing) -> str:
    """What is said of it: facts, quotes, and claims by kind, each with who says so."""
    shelf = thing.shelf
    from homage_graph.querying.portrait import portray

    portrait = portray(thing.node, shelf.store, shelf.names)
    lines = [f"<p><strong>{_html(thing)}</strong> · {_escaped(portrait.kind or type(thing).__name__)}</p>"]
    lines += [f"<p>{_escaped(note)}</p>" for note in portrait.notes]
    if portrait.facts:
        lines.append("<table><tbody>")
        for fact in portrait.facts:
            values = ", ".join(_escaped(value) for value in fact.values)
            lines.append(f'<tr><th scope="row"{_LEFT}>{_escaped(fact.label)}</th><td{_LEFT}>{values}</td></tr>')
        lines.append("</tbody></table>")
    lines += _quotes(portrait.quotes)
    for kind in dict.fromkeys(said.kind for said in portrait.claims):
        claims = [said for said in portrait.claims if said.kind == kind]
        lines.append(f"<p><strong>{kind.capitalize()}s</strong></p><ul>")
        for said in claims[:_CLAIMS]:
            where = f"{said.about}: " if said.about != portrait.name else ""
            certainty = f" ({said.certainty})" if said.certainty else ""
            lines += [f"<li>{_escaped(where + said.description + certainty)}", *_quotes(said.quotes), "</li>"]
        lines.append("</ul>")
        if len(claims) > _CLAIMS:
            lines.append(f"<p>{len(claims) - _CLAIMS:,} more of {len(claims):,} {kind}s</p>")
    return "\n".join(lines)


def _quotes(quotes: Iterable[Quote]) -> Iterator[str]:
    for quote in quotes:
        stance = f" ({quote.stance})" if quote.stance else ""
        yield f"<blockquote>“{_escaped(quote.text)}”<br>— {_escaped(quote.source + stance)}</blockquote>"


def _html(cell: Any) -> str:
    if not isinstance(cell, Thing):
        return _escaped(_plain(cell))
    if cell.link is None:
        return _escaped(cell.name)
    return f'<a href="{escape(cell.link)}" rel="noreferrer">{_escaped(cell.name)}</a>'


def _text(cell: Any) -> str:
    return visible(cell.name if isinstance(cell, Thing) else _plain(cell), _LONGEST)


def _plain(cell: Any) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _escaped(text: str) -> str:
    return escape(visible(text, _LONGEST))


def _numeric(columns: Sequence[str], rows: Sequence[Row]) -> list[int]:
    """The numbers of the columns in which there are numbers and nothing else."""
    from numbers import Number

    def are_numbers(cells: list[Any]) -> bool:
        return bool(cells) and all(isinstance(cell, Number) and not isinstance(cell, bool) for cell in cells)

    cells = ([row[number] for row in rows if row[number] is not None] for number in range(len(columns)))
    return [number for number, some in enumerate(cells) if are_numbers(some)]


def _count(answer: Answer) -> str:
    what = "row" if answer.triples is None else "triple"
    return f"{len(answer):,} {what}{'' if len(answer) == 1 else 's'}"


def _rest(answer: Answer, shown: int) -> str:
    return f"… {len(answer) - shown:,} more of {_count(answer)}" if len(answer) > shown else ""
