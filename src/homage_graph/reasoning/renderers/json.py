"""An explanation as JSON: its steps in a list, each after what it follows from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from homage_graph.reasoning.rules import Variable, shown, words

if TYPE_CHECKING:
    from homage_graph.reasoning.explanation import Explanation, Proof
    from homage_graph.reasoning.rules import Pattern, Statement

__all__ = ["render"]


def render(explanation: Explanation) -> str:
    """Terms as N-Triples has them; steps refer to each other by number, the last is what was asked."""
    answer: dict[str, Any] = {
        "statement": explanation.statement and _terms(explanation.statement),
        "holds": explanation.proof is not None,
        "steps": _steps(explanation, explanation.proof) if explanation.proof else [],
        "blame": [_terms(statement) for statement in explanation.blame],
        "quotes": [{"text": quote.text, "source": quote.source} for quote in explanation.quotes],
    }
    if (miss := explanation.miss) is not None:
        answer["nearest"] = {
            "rule": miss.rule.name,
            "words": words(miss.rule),
            "holds": [_terms(proof.statement) for proof in miss.there if proof.statement],
            "missing": [_terms(pattern) for pattern in miss.missing],
        }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _steps(told: Explanation, root: Proof) -> list[dict[str, Any]]:
    parts = list(root.parts())
    numbers = {id(part): number for number, part in enumerate(parts)}
    return [
        {
            "statement": part.statement and _terms(part.statement),
            "text": shown(part.statement) if part.statement else "contradiction",
            **(
                {"place": _place(told, part.statement)}
                if part.rule is None
                else {
                    "rule": part.rule.name,
                    "words": words(part.rule),
                    "axioms": [numbers[id(axiom)] for axiom in part.axioms],
                    "premises": [numbers[id(premise)] for premise in part.premises],
                }
            ),
        }
        for part in parts
    ]


def _place(told: Explanation, statement: Statement | None) -> dict[str, Any] | None:
    place = told.places.get(statement) if statement else None
    return {"path": place.path, "line": place.line} if place else None


def _terms(pattern: Pattern) -> list[str]:
    return [f"?{part.name}" if isinstance(part, Variable) else str(part) for part in pattern]
