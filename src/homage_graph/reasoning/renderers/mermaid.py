"""A proof as a flow chart, in the language of Mermaid (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homage_graph.reasoning.rules import shown, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.reasoning.explanation import Explanation

__all__ = ["render"]

_ESCAPES = str.maketrans({
    "#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\\": "#92;", "\n": " ", "\r": " "
})  # fmt: skip


def render(explanation: Explanation) -> str:
    """Statements as boxes, what is written with its place; arrows from premises by a rule to what follows.

    An explanation without a proof is an empty chart.
    """
    return "\n".join(_lines(explanation)) + "\n"


def _lines(told: Explanation) -> Iterator[str]:
    yield "flowchart BT"
    parts = list(told.proof.parts()) if told.proof else []
    numbers = {id(part): number for number, part in enumerate(parts)}
    for part in parts:
        number = numbers[id(part)]
        text = shown(part.statement) if part.statement else "contradiction"
        if part.rule is None:
            place = told.places.get(part.statement) if part.statement else None
            yield f'    s{number}["{_safe(text)}{f"<br/>{_safe(str(place))}" if place else ""}"]'
            continue
        yield f'    s{number}(["{_safe(text)}"])'
        yield f'    r{number}{{{{"{_safe(words(part.rule))}<br/>{_safe(part.rule.name)}"}}}}'
        yield f"    r{number} --> s{number}"
        for premise in part.premises:
            yield f"    s{numbers[id(premise)]} --> r{number}"
        for axiom in part.axioms:
            yield f"    s{numbers[id(axiom)]} -.-> r{number}"


def _safe(text: str) -> str:
    return text.translate(_ESCAPES)
