"""homage fix: what can be mended without asking, mended."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import NAMED, graph_option, opened
from homage_graph.cli.terminal import printable, say, working
from homage_graph.contributing.mending import Mending, mend, preview
from homage_graph.workspace import SUFFIXES, must_be_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.validation import Finding, Report
    from homage_graph.workspace import Workspace

__all__ = ["command"]


@click.command("fix")
@click.argument("named", nargs=-1, type=NAMED, metavar="[PATH]...")
@graph_option
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if something would be mended.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would be mended as a unified diff.")
def command(named: tuple[Path, ...], paths: tuple[Path, ...], check: bool, diff: bool) -> None:  # noqa: FBT001
    """Mend in the files at PATH what the validator can mend without changing what was meant.

    Everything else in them stays as it is, comments and layout too. Without PATH: in the data of the graph around
    you. Exit code 1 if a violation is left that is not mended; `homage validate` shows it.
    """
    graph = opened(paths)
    files = _files(named, graph.workspace, is_named=bool(paths))
    judged = tuple(dict.fromkeys(files.values())) if named else ()

    def judge() -> Report:
        with working("judging by the shapes"):
            return opened(paths).validate(*judged)

    made = preview(judge(), files) if check or diff else mend(judge, files)
    if diff:
        for line in _differences(made, graph.workspace):
            click.echo(line)
    else:
        for finding in made.applied:
            click.echo(printable(_line(finding)))
    left = [each for each in made.report.findings if each.span is not None and each.span.path in files]
    is_tried = check or diff
    _say_count(len(made.applied), "would be mended" if is_tried else "mended")
    if left and not is_tried:
        _say_count(len(left), f"left; `homage validate` shows more of {'it' if len(left) == 1 else 'them'}")
    is_wrong = not made.report.acceptable or (is_tried and bool(made.applied))
    sys.exit(2 if not made.report.is_readable else 1 if is_wrong else 0)


def _files(named: tuple[Path, ...], workspace: Workspace, *, is_named: bool) -> dict[str, Path]:
    """The regular files that may be changed, by every name that a finding may give them."""
    if not named and not is_named and not Path.cwd().resolve().is_relative_to(workspace.root):
        raise click.UsageError("there is no graph around this folder; name the files to be mended")
    found: list[Path] = []
    for path in named or workspace.data:
        if path.is_dir():
            inside = path.resolve()
            within = (each for each in sorted(path.rglob("*")) if each.resolve().is_relative_to(inside))
            found += [each for each in within if each.suffix in SUFFIXES]
        else:
            must_be_read(path)
            found.append(path)
    regular = [path for path in found if path.is_file() and not path.is_symlink()]
    for path in set(found) - set(regular):
        say(f"homage: warning: {path} is no regular file, and is left alone")
    if named and not regular:
        raise click.UsageError("nothing of what is named is a file that can be mended")
    return {name: path for path in regular for name in (workspace.display(path), workspace.display(path.resolve()))}


def _line(finding: Finding) -> str:
    where = finding.span.start if finding.span is not None else ""
    assert finding.fix is not None  # noqa: S101 - it was applied
    return f"{where} {finding.code} {finding.fix.message}"


def _differences(made: Mending, workspace: Workspace) -> Iterator[str]:
    """The lines of a unified diff; on a terminal, with unseen characters made visible."""
    show = printable if sys.stdout.isatty() else str
    for path, (before, after) in made.texts.items():
        name = workspace.display(path.resolve())
        old, new = before.split("\n"), after.split("\n")
        yield from map(show, difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""))


def _say_count(count: int, what: str) -> None:
    say(f"{count} finding{'s' if count != 1 else ''} {what}")
