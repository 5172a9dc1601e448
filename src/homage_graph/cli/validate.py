"""homage validate: is it right?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from homage_graph.cli.options import graph_option, opened
from homage_graph.cli.terminal import printable, say, working

__all__ = ["command"]


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@graph_option
@click.option("--format", "form", type=click.Choice(("text", "json", "turtle")), default="text", show_default=True)
def command(files: tuple[Path, ...], paths: tuple[Path, ...], form: str) -> None:
    """Judge the graph by the shapes, together with the files at PATH, which would join it.

    Exit code 1 when there is a violation; warnings alone are fine.
    """
    graph = opened(paths)
    for file in files:
        if file.is_dir():
            raise click.UsageError(f"{file} is a folder; name its files")
    with working("judging by the shapes"):
        report = graph.validate(*files)
    from homage_graph.validation.renderers import RENDERERS

    text = RENDERERS[form](report)
    click.echo("\n".join(map(printable, text.split("\n"))) if form == "text" else text, nl=False)
    count = len(report.findings)
    say(
        f"{count} finding{'s' if count != 1 else ''} by {report.shapes} shapes"
        if count
        else f"conforms to {report.shapes} shapes"
    )
    sys.exit(0 if report.acceptable else 1)
