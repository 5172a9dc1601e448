"""A difference for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homage_graph.characters import visible
from homage_graph.publishing.difference import Change
from homage_graph.publishing.renderers.wording import changes, effects, heading, short, telling, vanished

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homage_graph.publishing.difference import Difference, Entry, Statement, Vanished

__all__ = ["render"]

_LONGEST: Final = 2_000
"""Characters of a value."""
_SIGNS: Final = {Change.ADDED: "+", Change.REMOVED: "-", Change.CHANGED: "~"}
_BOLD: Final = "1"
_QUIET: Final = "2"
_ERROR: Final = "1;31"
_COLOURS: Final = {"+": "32", "-": "31", "~": "33"}
"""Terminals' own colours (ECMA-48, section 8.3.117). The signs say the same without."""


def render(difference: Difference, *, colour: bool = False) -> str:
    """What is gone and must not be; a block a thing that differs; what follows; and all of it in numbers.

    No character that nobody sees is in it as such, so that it may go to any terminal. Lines are not broken.

    Args:
        difference: What to show.
        colour: Whether to colour it, with a terminal's escape sequences.
    """
    return _Page(colour).text(difference)


class _Page:
    def __init__(self, colour: bool) -> None:  # noqa: FBT001 - there is one thing to say
        self._colour = colour

    def text(self, difference: Difference) -> str:
        if not difference:
            return "no difference\n"
        blocks = [[self._vanished(it) for it in difference.vanished]] if difference.vanished else []
        blocks += [list(self._entry(entry)) for entry in difference.entries]
        if difference.consequences:
            blocks.append([self._paint("what follows", _BOLD)])
            for it in difference.consequences:
                kind = self._paint(f"({_said(it.kind or 'thing')})", _QUIET)
                blocks[-1] += [f"  {_said(it.name)} {kind}", *self._statements(it.statements, 4)]
        blocks.append(list(self._sums(difference)))
        return "\n\n".join("\n".join(block) for block in blocks) + "\n"

    def _vanished(self, it: Vanished) -> str:
        kind = f" ({_said(it.kind)})" if it.kind else ""
        line = f"{self._paint('error', _ERROR)}: {short(it.iri)}, “{_said(it.name)}”{kind}, was published and is gone"
        return f"{line}; perhaps it is now {short(it.perhaps)}, “{_said(it.perhaps_name)}”" if it.perhaps else line

    def _entry(self, entry: Entry) -> Iterator[str]:
        title = self._paint(f"{_said(heading(entry))}: {_said(entry.name)}", _BOLD)
        yield f"{self._sign(entry.change)} {title} {self._paint(f'({short(entry.iri)})', _QUIET)}"
        yield from self._statements(telling(entry), 4)
        for part in entry.parts:
            also = f", which stands behind {_said('; '.join(part.others))} too" if part.others else ""
            sign = self._sign(part.change)
            yield f"    {sign} {_said(part.kind)} {self._paint(short(part.iri), _QUIET)}{also}"
            yield from self._statements(telling(part), 8)

    def _statements(self, statements: Iterable[Statement], indent: int) -> Iterator[str]:
        shown = list(statements)
        width = max((len(_said(it.name)) for it in shown), default=0)
        for it in shown:
            name = _said(it.name).ljust(width)
            for sign, values in (("-", it.before), ("+", it.after)):
                for value in values:
                    yield f"{' ' * indent}{name}  {self._paint(f'{sign} {_said(value.name)}', _COLOURS[sign])}".rstrip()
                    name = " " * width

    def _sums(self, difference: Difference) -> Iterator[str]:
        if difference.entries:
            yield changes(difference)
        if said := effects(difference):
            yield f"of what follows, {said}"
        if difference.vanished:
            yield self._paint(vanished(difference), _ERROR)

    def _sign(self, change: Change) -> str:
        sign = _SIGNS[change]
        return self._paint(sign, _COLOURS[sign])

    def _paint(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._colour else text


def _said(text: str) -> str:
    return visible(text, _LONGEST)
