"""homage describe: the data set for those who look for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, output_option, reasoned, write
from homage_graph.cli.terminal import say
from homage_graph.publishing.export import FORMATS, HAVE_GRAPHS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]

_FORMS = [name for name in FORMATS if name not in HAVE_GRAPHS]


@click.command("describe")
@graph_option
@output_option
@click.option("--format", "form", type=click.Choice(_FORMS), default="turtle", show_default=True)
def command(paths: tuple[Path, ...], output: Path | None, form: str) -> None:
    """Describe the data set in VoID, DCAT and schema.org: what it holds, its files, its licence, its saved queries.

    It says which commit the files are from; where they are not as committed, it says so, and gives no date. The same
    commit gives the same bytes. Exit code 1 when the graph contradicts itself.
    """
    from homage_graph.publishing.description import HEADER, describe

    graph = reasoned(opened(paths))
    write(graph.serialise(describe(graph), form, header=HEADER), output, graph)
    if output is not None:
        say(f"wrote {output}")
