"""How a report is shown: one renderer a file, each a function from a report to text."""

from homage_graph.validation.renderers.json import render as as_json
from homage_graph.validation.renderers.text import render as as_text
from homage_graph.validation.renderers.turtle import render as as_turtle

__all__ = ["RENDERERS", "as_json", "as_text", "as_turtle"]

RENDERERS = {"text": as_text, "json": as_json, "turtle": as_turtle}
