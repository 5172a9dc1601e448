"""homage release: a folder to publish."""

from __future__ import annotations

from pathlib import Path

import click

from homage_graph.cli.options import graph_option, opened, reasoned
from homage_graph.cli.terminal import say

__all__ = ["command"]


@click.command("release")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@graph_option
@click.option(
    "--since",
    metavar="REVISION|FOLDER",
    help="What came before, for CHANGELOG.md. Default: the last tag v… before this commit.",
)
def command(folder: Path, paths: tuple[Path, ...], since: str | None) -> None:
    """Write a release into the new folder OUT: every format, ontology, queries, description, checksums.

    It is made from a commit, and the same commit gives the same bytes. OUT is written whole or not at all; one that
    holds something is refused. Exit code 1 when the graph contradicts itself.
    """
    from homage_graph.publishing.release import SUMS, release

    written = release(reasoned(opened(paths)), folder, since)
    say(f"wrote {len(written)} files to {folder}; to check them: cd {folder} && sha256sum --check {SUMS}")
