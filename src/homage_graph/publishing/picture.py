"""Drawings in SVG: one claim, what is around a work, the graph in an answer.

Boxes stand in layers from left to right, from who quotes to what is quoted. The drawing needs no browser, no font and
no other program: text is measured by the widest of the common typefaces, so that it fits whatever font there is. The
same graph gives the same bytes. A conjecture has broken lines and says what it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from homage_graph.characters import visible
from homage_graph.publishing.layers import arranged
from homage_graph.publishing.lettering import cut, width_of, wrapped
from homage_graph.things import (
    Agent,
    CitingWork,
    Claim,
    Concept,
    Conjecture,
    Element,
    Evidence,
    SourceWork,
    Thing,
    Work,
)
from homage_graph.vocabulary import EDGES, HG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from homage_graph.publishing.layers import Layout, Place, Way
    from homage_graph.querying.answer import Answer

__all__ = ["Picture", "picture_of_answer", "picture_of_claim", "picture_of_work"]

_MOST_BOXES: Final = 40
"""What one can still read; of more, the picture has the first, and says how many it leaves out."""
_MOST_QUOTES: Final = 3
_MOST_DETAILS: Final = 4
_LONGEST: Final = 600
"""Characters of a text in a box."""

_WORDS: Final = (
    (HG.ofScene, "recreates"),
    (HG.stylingOfCharacter, "styling of"),
    (HG.ofCharacter, "character"),
    (HG.ofMotif, "motif"),
    (HG.stylingOfWork, "styling of"),
    (HG.ofWork, "quotes"),
    (HG.ofVideo, "quotes"),
    (HG.withTechnique, "technique"),
    (HG.ofGenre, "genre"),
    (HG.inMannerOf, "in the manner of"),
    (HG.ofWorksBy, "works by"),
    (HG.inImageOf, "in the image of"),
)
"""What is written on the way from a citing work, or a claim, to what it takes up; the narrower property first."""
_TIES: Final = (
    *EDGES, HG.homageToDirector, HG.paysHomageTo,
    HG.hasHomage, HG.allegedIn, HG.ofScene, HG.ofCharacter, HG.ofMotif, HG.ofWork, HG.ofVideo, HG.withTechnique,
    HG.ofGenre, HG.inMannerOf, HG.ofWorksBy, HG.inImageOf, HG.alters, HG.disagreesWith, HG.elementOf, HG.partOfSeries,
    HG.directedBy, HG.portrayedBy, HG.performs, HG.features, HG.guestAppearance, HG.memberOf,
    HG.evidence, HG.source, HG.publishedBy,
)  # fmt: skip
"""The properties by which the things in a row are tied together; of two that are inverse, one."""
_DOUBT: Final = "Broken lines: implied, guessed, disputed, denied or left open by the sources, and no homage."


@dataclass(frozen=True)
class Picture:
    """A drawing.

    A notebook shows it as it is.

    Attributes:
        title: What it is of.
        svg: An SVG document, with a title and a description for those who do not see it.
    """

    title: str
    svg: str = field(repr=False)

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | PathLike[str]) -> Path:
        """Write it to a file, and say which."""
        file = Path(path)
        file.write_text(self.svg, "utf-8", newline="\n")
        return file


def picture_of_claim(claim: Claim) -> Picture:
    """From the citing work over the claim to what it names, and the works that is in; with the quotes."""
    doubtful = isinstance(claim, Conjecture)
    quoted = claim.works or claim.targets
    title = (
        f"{'Conjecture' if doubtful else 'Homage'}: {_titles([claim.about] if claim.about else [])} → {_titles(quoted)}"
    )
    drawing = _Drawing(title)
    if claim.about is not None:
        drawing.tie(claim.about, claim, "alleged" if doubtful else "pays", broken=doubtful)
    within = {work for element in claim.targets if isinstance(element, Element) for work in element.works}
    for target in claim.targets:
        if target not in within:
            drawing.tie(claim, target, _word(claim, target), broken=doubtful)
        if isinstance(target, Element):
            for work in target.works:
                drawing.tie(target, work, "in")
    drawing.put(claim)
    return drawing.picture()


def picture_of_work(work: CitingWork | SourceWork) -> Picture:
    """What a citing work takes up, and of what; or who takes up what of a work that is quoted."""
    drawing = _Drawing(f"What “{work.name}” quotes" if isinstance(work, CitingWork) else f"What quotes “{work.name}”")
    drawing.put(work)
    for claim in (*work.homages, *work.conjectures):
        if claim.about is None:
            continue
        within = {whole for element in claim.targets if isinstance(element, Element) for whole in element.works}
        for target in claim.targets:
            if target not in within:
                drawing.tie(claim.about, target, _word(claim, target), broken=isinstance(claim, Conjecture))
            for whole in target.works if isinstance(target, Element) else ():
                drawing.tie(target, whole, "in")
            if isinstance(work, SourceWork) and isinstance(target, SourceWork) and work in target.series:
                drawing.tie(target, work, "part of")
    drawing.reduce()
    return drawing.picture()


def picture_of_answer(answer: Answer) -> Picture:
    """The triples of a CONSTRUCT; of a SELECT the things in its rows, and how the things in one row are tied together.

    Raises:
        ValueError: It answers an ASK.
    """
    if answer.boolean is not None:
        raise ValueError("yes or no is no picture: the answer to an ASK is `answer.boolean`")
    number = f"{len(answer):,} {'row' if answer.triples is None else 'triple'}{'' if len(answer) == 1 else 's'}"
    drawing = _Drawing(f"An answer of {number}")
    if answer.triples is None:
        _draw_rows(answer, drawing)
        drawing.reduce()
    else:
        _draw_triples(answer, drawing)
    return drawing.picture()


def _draw_triples(answer: Answer, drawing: _Drawing) -> None:
    for subject, predicate, target in answer:
        if isinstance(subject, Thing) and isinstance(target, Thing):
            drawing.tie(subject, target, predicate.name, broken=isinstance(subject, Conjecture))
        elif isinstance(subject, Thing):
            drawing.note(subject, f"{predicate.name}: {target}")


def _draw_rows(answer: Answer, drawing: _Drawing) -> None:
    for row in answer:
        things = [cell for cell in row if isinstance(cell, Thing) and drawing.put(cell)]
        for one, other in permutations(things, 2):
            for word in _ties(one, other):
                drawing.tie(one, other, word, broken=isinstance(one, Conjecture))


def _ties(one: Thing, other: Thing) -> list[str]:
    found = {prop for _, prop, _ in one.shelf.store.match(one.node, None, other.node)}
    ties = [one.shelf.names.name(prop) for prop in _TIES if prop in found]
    return ties or (["of work"] if isinstance(one, Claim) and other in one.works else [])


def _titles(things: Iterable[Thing]) -> str:
    return ", ".join(f"“{thing.name}”" for thing in things) or "…"


def _word(claim: Claim, target: Thing) -> str:
    properties = {prop for _, prop, _ in claim.shelf.store.match(claim.node, None, target.node)}
    word = next((word for prop, word in _WORDS if prop in properties), "quotes")
    return f"{word} ({claim.certainty})" if isinstance(claim, Conjecture) and claim.certainty else word


# ------------------------------------------------------------------ drawing


@dataclass
class _Box:
    """A thing as it is drawn."""

    look: str
    heading: str
    name: str
    details: list[str]
    quotes: tuple[tuple[str, str], ...] = ()
    broken: bool = False


@dataclass(frozen=True)
class _Line:
    """A line of text in a box, below the one before."""

    text: str
    look: str
    size: float
    above: float = 0.0
    bold: bool = False


_SIZE: Final = {"heading": 11.5, "name": 15.0, "detail": 12.5, "quote": 13.0, "source": 12.0}
_LEADING: Final = 1.35
_PADDING: Final = 14.0
_MARGIN: Final = 20.0
_TITLE: Final = 16.0
_TEXT: Final = 200.0
_CLAIM_TEXT: Final = 300.0
"""Width of the text in a box, at most."""
_FAMILY: Final = '"Noto Sans","Noto Sans KR","Apple SD Gothic Neo","Malgun Gothic",system-ui,sans-serif'
_ON_THE_WAY: Final = 11.5
_LONGEST_WORD: Final = 28


class _Drawing:
    """Things and ties as they come, and then the picture of them."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._boxes: dict[Thing, _Box] = {}
        self._ties: dict[tuple[Thing, Thing, bool], list[str]] = {}
        self._left_out: set[Thing] = set()

    def put(self, thing: Thing) -> bool:
        """A box for a thing, unless it has one; whether it has one now."""
        if thing in self._boxes:
            return True
        if len(self._boxes) >= _MOST_BOXES:
            self._left_out.add(thing)
            return False
        self._boxes[thing] = _box(thing)
        return True

    def note(self, thing: Thing, detail: str) -> None:
        """A line below a thing's name."""
        if self.put(thing) and len(self._boxes[thing].details) < _MOST_DETAILS:
            self._boxes[thing].details.append(detail)

    def tie(self, one: Thing, other: Thing, word: str, *, broken: bool = False) -> None:
        """A way from one thing to another, with a word on it; more words on the same way are joined."""
        if self.put(one) and self.put(other) and one != other:
            words = self._ties.setdefault((one, other, broken), [])
            if word not in words:
                words.append(word)

    def reduce(self) -> None:
        """Leave out a tie where others lead the same way by a step more, and things that are tied to none.

        Never one in broken lines: a doubt is not said by what is beyond doubt.
        """
        onward: dict[Thing, list[Thing]] = {thing: [] for thing in self._boxes}
        for one, other, broken in self._ties:
            if not broken:
                onward[one].append(other)
        for one, other, broken in list(self._ties):
            if not broken and any(other in _reached(onward, step, {one}) for step in onward[one] if step != other):
                del self._ties[one, other, broken]
                onward[one].remove(other)
        tied = {thing for one, other, _ in self._ties for thing in (one, other)}
        if tied:
            self._left_out |= self._boxes.keys() - tied
            self._boxes = {thing: box for thing, box in self._boxes.items() if thing in tied}

    def picture(self) -> Picture:
        """Measure, arrange, and write."""
        things = list(self._boxes)
        number = {thing: place for place, thing in enumerate(things)}
        contents = [_lines(box) for box in self._boxes.values()]
        words = [cut(_seen(", ".join(said)), _LONGEST_WORD) for said in self._ties.values()]
        layout = arranged(
            [_size(lines) for lines in contents],
            [(number[one], number[other]) for one, other, _ in self._ties],
            [width_of(word, _ON_THE_WAY) for word in words],
        )
        notes = [_DOUBT] if any(broken for _, _, broken in self._ties) else []
        if self._left_out:
            notes.append(f"{len(self._left_out):,} more of {len(self._left_out) + len(things):,} things are left out.")
        body = [
            *(
                _way(way, word, broken=broken)
                for way, word, (_, _, broken) in zip(layout.ways, words, self._ties, strict=True)
            ),
            *(
                _drawn(box, place, lines)
                for box, place, lines in zip(self._boxes.values(), layout.places, contents, strict=True)
            ),
        ]
        return Picture(self._title, _document(self._title, self._described(), layout, body, notes))

    def _described(self) -> str:
        """What the picture shows, in sentences."""
        ties = [
            f"{one.name} – {', '.join(words)}{', doubtful' if broken else ''} → {other.name}."
            for (one, other, broken), words in self._ties.items()
        ]
        tied = {thing for one, other, _ in self._ties for thing in (one, other)}
        alone = [f"{thing.name}." for thing in self._boxes if thing not in tied]
        quotes = [f"“{text}” — {source}." for box in self._boxes.values() for text, source in box.quotes]
        return " ".join((*ties, *alone, *quotes))


def _reached(onward: dict[Thing, list[Thing]], start: Thing, without: set[Thing]) -> set[Thing]:
    """What can be reached from a thing, itself among it, without going through some."""
    reached: set[Thing] = set()
    work = [start]
    while work:
        thing = work.pop()
        if thing not in reached and thing not in without:
            reached.add(thing)
            work += onward[thing]
    return reached


def _box(thing: Thing) -> _Box:
    kind = thing.kind or thing.curie.partition(":")[0]
    details: list[str] = []
    quotes: tuple[tuple[str, str], ...] = ()
    match thing:
        case Work():
            year = [str(thing.year)] if thing.year is not None else []
            people = thing.performers if isinstance(thing, CitingWork) else thing.directors
            details = [" · ".join([*year, *([_names(people)] if people else [])])] if year or people else []
            look = "citing" if isinstance(thing, CitingWork) else "quoted"
        case Claim():
            look = "claim"
            kind = f"{kind} · {thing.certainty}" if thing.certainty else kind
            details = [f"enacted by {_names(thing.enacted_by)}"] if thing.enacted_by else []
            quotes = tuple(
                (each.quote, f"{each.source or 'no source'}{_stance(each)}") for each in thing.evidence if each.quote
            )
        case Evidence():
            look, details = "claim", [str(thing.source)] if thing.source else []
        case Element():
            look = "element"
        case Agent():
            look = "agent"
        case Concept():
            look = "concept"
        case _:
            look = "other"
    return _Box(look, kind, thing.name, details, quotes, isinstance(thing, Conjecture))


def _stance(evidence: Evidence) -> str:
    return f" ({evidence.stance})" if evidence.stance and evidence.stance.name != "supports" else ""


def _names(things: Iterable[Thing]) -> str:
    return ", ".join(thing.name for thing in things)


def _lines(box: _Box) -> list[_Line]:
    width = _CLAIM_TEXT if box.quotes else _TEXT

    def set_in(text: str, look: str, most: int, above: float = 0.0) -> Iterator[_Line]:
        bold = look == "name"
        for number, line in enumerate(wrapped(_seen(text), _SIZE[look], width, most, bold=bold)):
            yield _Line(line, look, _SIZE[look], 0.0 if number else above, bold)

    lines = [*set_in(box.heading, "heading", 2), *set_in(box.name, "name", 6, 2.0)]
    for detail in box.details:
        lines += set_in(detail, "detail", 3, 2.0)
    for text, source in box.quotes[:_MOST_QUOTES]:
        lines += set_in(f"“{text}”", "quote", 8, 9.0)
        lines += set_in(f"— {source}", "source", 2, 1.0)
    if len(box.quotes) > _MOST_QUOTES:
        lines += set_in(f"and {len(box.quotes) - _MOST_QUOTES} more quotes", "source", 1, 9.0)
    return lines


def _size(lines: list[_Line]) -> tuple[float, float]:
    width = max(width_of(line.text, line.size, bold=line.bold) for line in lines)
    height = sum(line.size * _LEADING + line.above for line in lines)
    return width + 2 * _PADDING, height + 2 * _PADDING - 4


def _drawn(box: _Box, place: Place, lines: list[_Line]) -> str:
    parts = [
        f'<g class="hg-{box.look}{" hg-broken" if box.broken else ""}">',
        f"<title>{_xml(box.name)}</title>",
        f'<rect x="{_n(place.x)}" y="{_n(place.y)}" width="{_n(place.width)}" height="{_n(place.height)}" rx="8"/>',
    ]
    height = sum(line.size * _LEADING + line.above for line in lines)
    y = place.y + (place.height - height) / 2
    for line in lines:
        y += line.above + line.size * _LEADING
        baseline = y - line.size * (_LEADING - 1) / 2 - line.size * 0.2
        x = place.x + _PADDING
        parts.append(f'<text class="hg-{line.look}" x="{_n(x)}" y="{_n(baseline)}">{escape(line.text)}</text>')
    return "\n".join((*parts, "</g>"))


def _way(way: Way, word: str, *, broken: bool) -> str:
    (x, y), *rest = way.points
    path = [f"M{_n(x)} {_n(y)}"]
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2 == 0:
            middle = (x + to_x) / 2
            path.append(f"C{_n(middle)} {_n(y)} {_n(middle)} {_n(to_y)} {_n(to_x)} {_n(to_y)}")
        else:
            path.append(f"L{_n(to_x)} {_n(to_y)}")
        x, y = to_x, to_y
    tip_x, tip_y = way.points[0] if way.is_turned else way.points[-1]
    back = 8 if way.is_turned else -8
    arrow = f"M{_n(tip_x + back)} {_n(tip_y - 4.5)}L{_n(tip_x)} {_n(tip_y)}L{_n(tip_x + back)} {_n(tip_y + 4.5)}"
    text_x, text_y = way.text_at
    return "\n".join(
        (
            f'<g class="hg-way{" hg-broken" if broken else ""}">',
            f'<path d="{"".join(path)}"/>',
            f'<path class="hg-arrow" d="{arrow}"/>',
            f'<text class="hg-word" x="{_n(text_x)}" y="{_n(text_y - 4)}">{escape(word)}</text>',
            "</g>",
        )
    )


def _document(title: str, description: str, layout: Layout, body: list[str], notes: list[str]) -> str:
    heading = wrapped(_seen(title), _TITLE, max(layout.width, 420.0), 3, bold=True)
    small = [line for note in notes for line in wrapped(note, 12, max(layout.width, 420.0), 3)]
    words = [
        *(width_of(line, _TITLE, bold=True) for line in heading),
        *(width_of(line, 12) for line in small),
        layout.width,
    ]
    width = max(words) + 2 * _MARGIN
    above = _MARGIN + len(heading) * _TITLE * _LEADING + 14
    height = above + layout.height + (14 + len(small) * 12 * _LEADING if small else 0) + _MARGIN
    size, box = f'width="{_n(width)}" height="{_n(height)}"', f'viewBox="0 0 {_n(width)} {_n(height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="hg-picture" role="img" {size} {box}>',
        f"<title>{_xml(title)}</title>",
        f"<desc>{_xml(description, len(description))}</desc>",
        f"<style>{_STYLE}</style>",
        f'<rect class="hg-paper" width="{_n(width)}" height="{_n(height)}"/>',
    ]
    for number, line in enumerate(heading):
        baseline = _MARGIN + _TITLE + number * _TITLE * _LEADING
        lines.append(f'<text class="hg-title" x="{_n(_MARGIN)}" y="{_n(baseline)}">{escape(line)}</text>')
    lines += [f'<g transform="translate({_n(_MARGIN)} {_n(above)})">', *body, "</g>"]
    for number, line in enumerate(small):
        baseline = above + layout.height + 14 + (number + 0.8) * 12 * _LEADING
        lines.append(f'<text class="hg-note" x="{_n(_MARGIN)}" y="{_n(baseline)}">{escape(line)}</text>')
    return "\n".join((*lines, "</svg>", ""))


def _seen(text: str) -> str:
    """A text on one line, with nothing in it that XML, or a reader, could not see."""
    return visible(" ".join(text.split()), _LONGEST)


def _xml(text: str, most: int = _LONGEST) -> str:
    return escape(visible(" ".join(text.split()), most))


def _n(number: float) -> str:
    """A number to a tenth, without a zero nobody needs."""
    return f"{number:.1f}".removesuffix(".0")


def _style() -> str:
    """CSS for this class of picture alone, since a notebook's page has others; one rule a line."""
    rules = [
        f"text{{font-family:{_FAMILY};fill:#1d2129}}",
        ".hg-paper{fill:#ffffff}",
        f".hg-title{{font-size:{_TITLE:g}px;font-weight:700}}",
        f".hg-heading{{font-size:{_SIZE['heading']:g}px;fill:#59616e}}",
        f".hg-name{{font-size:{_SIZE['name']:g}px;font-weight:600}}",
        f".hg-detail{{font-size:{_SIZE['detail']:g}px;fill:#454c58}}",
        f".hg-quote{{font-size:{_SIZE['quote']:g}px;font-style:italic}}",
        f".hg-source{{font-size:{_SIZE['source']:g}px;fill:#59616e}}",
        f".hg-word{{font-size:{_ON_THE_WAY:g}px;fill:#454c58}}",
        ".hg-note{font-size:12px;fill:#59616e}",
        "rect{stroke-width:1.5}",
        ".hg-way path{fill:none;stroke:#6b7381;stroke-width:1.5}",
        ".hg-broken rect,.hg-broken path:first-child{stroke-dasharray:6 4}",
    ]
    dark = [
        "text{fill:#eceef2}",
        ".hg-paper{fill:#15181d}",
        ".hg-heading,.hg-source,.hg-note{fill:#a9b1be}",
        ".hg-detail,.hg-word{fill:#c3c9d3}",
        ".hg-way path{stroke:#8a93a2}",
    ]
    for look, fill, stroke, dark_fill, dark_stroke in _COLOURS:
        rules.append(f".hg-{look} rect{{fill:{fill};stroke:{stroke}}}")
        dark.append(f".hg-{look} rect{{fill:{dark_fill};stroke:{dark_stroke}}}")

    def scoped(rules: list[str]) -> str:
        return "\n".join(
            ",".join(f".hg-picture {part}" for part in rule.partition("{")[0].split(",")) + "{" + rule.partition("{")[2]
            for rule in rules
        )

    return f"\n{scoped(rules)}\n@media (prefers-color-scheme: dark){{\n{scoped(dark)}\n}}\n"


_COLOURS: Final = (
    ("citing", "#f3ecfb", "#8250c4", "#2a2038", "#b08ae0"),
    ("claim", "#f5f6f8", "#6b7381", "#22262d", "#8a93a2"),
    ("element", "#e6f4f1", "#1f8a74", "#152c28", "#4fb8a1"),
    ("quoted", "#fdf1dc", "#b5760f", "#33270f", "#d9a24a"),
    ("agent", "#e8f0fc", "#3b6fc4", "#18253a", "#7ba5ea"),
    ("concept", "#eef4e2", "#62852a", "#232b15", "#9dbf63"),
    ("other", "#f5f6f8", "#6b7381", "#22262d", "#8a93a2"),
)
"""Look, then fill and line on light paper, fill and line on dark."""
_STYLE: Final = _style()
