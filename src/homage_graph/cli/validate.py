"""homage validate: is it right?"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import NAMED, graph_option, opened
from homage_graph.cli.terminal import say, working
from homage_graph.errors import UnreadableFileError
from homage_graph.querying.evaluation import StoppedError, apart

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from homage_graph.graph import Graph
    from homage_graph.validation import Report

__all__ = ["command"]

_FORMATS = ("text", "json", "sarif", "github", "junit", "turtle")
_WIDTH = 110
_SECONDS = 12
"""How long shapes may take that are not the graph's own, beyond what the size of the graph allows them."""
_SECONDS_A_MEGABYTE = 10


@click.command("validate")
@click.argument("files", nargs=-1, type=NAMED, metavar="[PATH]...")
@graph_option
@click.option(
    "--shapes",
    multiple=True,
    type=NAMED,
    metavar="FILE",
    help="Judge by these shapes, and by nothing else.",
)
@click.option("--since", metavar="REVISION", help="Judge what the graph's files say otherwise than at a git revision.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
def command(
    files: tuple[Path, ...], paths: tuple[Path, ...], shapes: tuple[Path, ...], since: str | None, form: str
) -> None:
    """Judge the whole graph; or the files at PATH, as far as something is new because of them.

    PATH is a file that would join the graph, one that is of it already, or a folder of such files. Judged is what they
    say, and what of the graph they would break. `homage rule CODE` says more on a finding, `homage fix` applies what is
    safe.

    Exit code 1 when there is a violation (warnings alone are fine), 2 when a file cannot be read.
    """
    if since is not None and (files or shapes):
        raise click.UsageError("--since judges what changed in the graph: leave PATH and --shapes out")
    graph = opened(paths)
    with working("judging by the shapes"):
        report = _by_strange(shapes, files, graph) if shapes else graph.validate(*files, since=since)
    click.echo(_rendered(report, form, graph), nl=False, color=True)
    say(_summary(report))
    sys.exit(2 if not report.is_readable else 0 if report.acceptable else 1)


def _by_strange(shapes: tuple[Path, ...], files: tuple[Path, ...], graph: Graph) -> Report:
    """The report by shapes that anybody may have written, whose patterns and lists may never come to an end.

    Raises:
        click.ClickException: They need too much, with regard to how much there is to be judged.
    """
    named = ", ".join(map(str, shapes))

    def prepare() -> Callable[[], Report]:
        with contextlib.suppress(UnreadableFileError):  # the report says so
            _ = graph.documents
        return partial(graph.validate, *files, shapes=shapes)

    size = sum(path.stat().st_size for path in (*graph.workspace.data, *graph.workspace.ontology))
    try:
        return apart(prepare, _SECONDS + _SECONDS_A_MEGABYTE * size / 1_000_000)
    except StoppedError:
        reason = "they need more time or memory than there is; a pattern or a path may be to blame"
    except (OverflowError, RecursionError) as error:
        reason = f"they are too large or nested too deep: {error}"
    raise click.ClickException(f"{named}: nothing can be judged by these shapes: {reason}")


def _rendered(report: Report, form: str, graph: Graph) -> str:
    """The report in a format."""
    from homage_graph.validation.renderers import renderer

    render = renderer(form)
    if form == "text":
        is_terminal = sys.stdout.isatty()
        width = shutil.get_terminal_size((_WIDTH, 0)).columns if is_terminal else _WIDTH
        return render(report, colour=is_terminal and not os.environ.get("NO_COLOR"), width=width)
    if form == "sarif":
        from homage_graph.validation.pages import find_rules

        return render(report, titles={code: rule.title for code, rule in find_rules(graph.workspace).items()})
    return render(report)


def _summary(report: Report) -> str:
    from homage_graph.validation import Severity

    if not report.is_readable:
        count = len(report.findings)
        return f"{count} file{'s' if count != 1 else ''} cannot be read"
    if report.conforms:
        return f"conforms to {report.shapes} shapes"
    violations = sum(finding.severity is Severity.VIOLATION for finding in report.findings)
    others = len(report.findings) - violations
    parts = [f"{violations} violation{'s' if violations != 1 else ''}"] if violations else []
    parts += [f"{others} warning{'s' if others != 1 else ''}"] if others else []
    return f"{' and '.join(parts)} by {report.shapes} shapes"
