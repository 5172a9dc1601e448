"""homage site: the pages on the ontology, the concepts and the shapes."""

from __future__ import annotations

from pathlib import Path

import click

from homage_graph.cli.options import graph_option, opened, reasoned, write
from homage_graph.cli.terminal import say, working
from homage_graph.errors import UnwritableFileError

__all__ = ["command"]


@click.command("site")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--base",
    metavar="URL",
    help="Where the pages will be hosted; then there is a .htaccess for w3id.org that leads there.",
)
@graph_option
def command(folder: Path, base: str | None, paths: tuple[Path, ...]) -> None:
    """Write the pages on the ontology, the concepts and the rules to the folder OUT.

    They are static HTML that fetches nothing and runs no script. Files of other names in OUT are left alone. Exit
    code 1 when the graph contradicts itself.
    """
    from homage_graph.publishing.site import build

    graph = reasoned(opened(paths))
    with working("writing the pages"):
        files = build(graph, base)
    workspace = graph.workspace
    own = {path.resolve() for path in (*workspace.ontology, *workspace.data, *workspace.shapes)}
    for name in files:
        if (folder / name).resolve() in own:
            raise UnwritableFileError(folder / name, "it is one of the files of this graph")
    for name, text in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnwritableFileError(path.parent, error.strerror or str(error)) from None
        write(text, path, graph)
    say(f"wrote {len(files)} files to {folder}; begin with {folder / 'index.html'}")
    if base is None:
        say("homage: no .htaccess for w3id.org: --base says where the pages will be hosted")
