"""How an explanation is shown: one renderer a file, each a function from an explanation to text."""

from homage_graph.reasoning.renderers.json import render as as_json
from homage_graph.reasoning.renderers.mermaid import render as as_mermaid
from homage_graph.reasoning.renderers.text import render as as_text
from homage_graph.reasoning.renderers.turtle import render as as_turtle

__all__ = ["RENDERERS", "as_json", "as_mermaid", "as_text", "as_turtle"]

RENDERERS = {"text": as_text, "mermaid": as_mermaid, "json": as_json, "turtle": as_turtle}
