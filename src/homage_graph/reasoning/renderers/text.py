"""An explanation as a tree for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homage_graph.reasoning.rules import shown, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.reasoning.explanation import Explanation, Miss, Proof
    from homage_graph.reasoning.rules import Statement

__all__ = ["render"]


def render(explanation: Explanation) -> str:
    """What was asked, the proof below it, down to files and lines; then who says so."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(told: Explanation) -> Iterator[str]:
    if told.statement is not None:
        yield shown(told.statement) + _written_at(told, told.statement)
    if told.proof is not None:
        if told.statement is None:
            yield "contradiction"
        yield from _tree(told, told.proof)
    elif told.miss is not None:
        yield from _missed(told, told.miss)
    else:
        yield "does not hold: it is not written, and no rule leads to such a statement"
    if told.blame:
        yield ""
        yield "It rests on these:"
        for statement in told.blame:
            yield f"  {shown(statement)}{_written_at(told, statement)}"
    for number, quote in enumerate(told.quotes):
        if not number:
            yield ""
            yield "Who says so:"
        stance = f" ({quote.stance})" if quote.stance else ""
        yield f"  “{quote.text}”"
        yield f"    — {quote.source}{stance}"


def _tree(told: Explanation, root: Proof) -> Iterator[str]:
    """The steps, each under what follows from it; a step that comes again is not spelt out again."""
    seen: set[int] = set()
    work: list[tuple[Proof, str]] = [(root, "")]
    while work:
        proof, indent = work.pop()
        if proof is not root:
            own, indent = indent[:-2], indent[:-2]
            last = own.endswith("└ ")
            again = id(proof) in seen and not proof.is_written
            statement = proof.statement
            assert statement is not None  # noqa: S101 - only the root may be a contradiction
            yield f"{own}{shown(statement)}{_written_at(told, statement)}{'  (as above)' if again else ''}"
            if again:
                continue
            indent = own[:-2] + ("  " if last else "│ ")
        seen.add(id(proof))
        if proof.rule is None:
            continue
        yield f"{indent}└ {words(proof.rule)} ({_source(told, proof)})"
        below = [*proof.premises, *(axiom for axiom in proof.axioms if not axiom.is_written)]
        for place, part in reversed(list(enumerate(below))):
            branch = "└ " if place == len(below) - 1 else "├ "
            work.append((part, f"{indent}  {branch}  "))


def _source(told: Explanation, proof: Proof) -> str:
    assert proof.rule is not None  # noqa: S101 - a step has a rule
    places = (told.places.get(axiom.statement) for axiom in proof.axioms if axiom.is_written and axiom.statement)
    return ", ".join((proof.rule.name, *dict.fromkeys(str(place) for place in places if place)))


def _missed(told: Explanation, miss: Miss) -> Iterator[str]:
    yield f"does not hold. The nearest rule: {words(miss.rule)} ({miss.rule.name})"
    for proof in miss.there:
        if proof.statement is not None:
            written = _written_at(told, proof.statement) or "  (follows)"
            yield f"  holds     {shown(proof.statement)}{written}"
    for pattern in miss.missing:
        yield f"  missing   {shown(pattern)}"


def _written_at(told: Explanation, statement: Statement) -> str:
    place = told.places.get(statement)
    return f"  [{place}]" if place else ""
