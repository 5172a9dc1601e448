"""homage diff: what one graph says otherwise than another."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import opened, output_option, write
from homage_graph.cli.terminal import say, working

if TYPE_CHECKING:
    from homage_graph.graph import Graph
    from homage_graph.publishing.difference import Difference

__all__ = ["command"]

_FORMATS = ("text", "markdown", "json")


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False)
@output_option
@click.option("--inferred", is_flag=True, help="Tell too which edges follow otherwise.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
def command(before: str, after: str | None, output: Path | None, inferred: bool, form: str) -> None:  # noqa: FBT001
    """Tell what graph B says otherwise than graph A, thing by thing.

    Each is a folder with ontology/ and data/, RDF files' folder, an RDF file, or a git revision of the checkout around
    you, as HEAD~1; a path goes first. Without B it is the graph around you. An IRI that A speaks of and B does not is
    an error.

    Exit code 0 when they say the same, 1 when not, 2 when one cannot be read.
    """
    from homage_graph.publishing.difference import compare

    with ExitStack() as stack:
        old = _graph(before, stack)
        new = opened(()) if after is None else _graph(after, stack)
        with working("reasoning over both and comparing" if inferred else "comparing"):
            difference = compare(old, new, inferred=inferred)
            text = _rendered(difference, form, output)
        files = (*old.workspace.ontology, *old.workspace.data)
        write(text.encode("utf-8"), output, new, files)
    if output is not None:
        say(f"wrote {output}")
    sys.exit(1 if difference else 0)


def _graph(named: str, stack: ExitStack) -> Graph:
    """The graph at a path, or else at a revision.

    Raises:
        click.UsageError: The name is empty.
    """
    if not named:
        raise click.UsageError("an empty name is no graph")
    path = Path(named)
    if os.path.lexists(path):
        return opened((path,))
    from homage_graph.revisions import graph_at

    return stack.enter_context(graph_at(named))


def _rendered(difference: Difference, form: str, output: Path | None) -> str:
    if form != "text":
        return difference.to(form)
    from homage_graph.publishing.renderers.text import render

    return render(difference, colour=output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
