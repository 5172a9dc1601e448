"""homage query: answer a question."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import asserted_option, graph_option, opened, reasoned
from homage_graph.cli.terminal import answer_table, say
from homage_graph.errors import QueryError, UnknownNameError, UnreadableFileError
from homage_graph.querying.evaluation import SECONDS, StoppedError, apart, sealed
from homage_graph.querying.limits import MAX_CHARACTERS
from homage_graph.reading import read_bytes
from homage_graph.store import Layer

if TYPE_CHECKING:
    from collections.abc import Callable

    from homage_graph.graph import Graph
    from homage_graph.querying.answer import Answer
    from homage_graph.querying.saved import SavedQuery

__all__ = ["command", "read"]

_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples")
_SUFFIXES = (".rq", ".ru", ".sparql")
_MOST_BYTES = 4 * MAX_CHARACTERS
_DAY = 24 * 3600


def _seconds(ctx: click.Context, parameter: click.Parameter, value: float) -> float:  # noqa: ARG001 - click's signature
    if not 0 < value <= _DAY:
        raise click.BadParameter(f"a number of seconds is more than 0 and at most {_DAY:,}")
    return value


@click.command(
    "query",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True},
    add_help_option=False,
)
@click.argument("name", metavar="NAME|FILE.rq|-", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAMETER VALUE]...")
@graph_option
@asserted_option
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: table, or turtle for a graph.")
@click.option(
    "--max-seconds",
    "seconds",
    type=float,
    default=SECONDS,
    callback=_seconds,
    metavar="SECONDS",
    help=f"Stop a query that takes longer. Default: {SECONDS:g}.",
)
@click.option("-h", "--help", "wants_help", is_flag=True, help="Of a saved query: what it answers, its parameters.")
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    parameters: tuple[str, ...],
    paths: tuple[Path, ...],
    asserted: bool,  # noqa: FBT001 - a flag of the command line
    form: str | None,
    seconds: float,
    wants_help: bool,  # noqa: FBT001
) -> None:
    """Answer a saved query, a query in a file, or one on standard input.

    `homage queries` lists the saved ones; `homage query NAME -h` says what one answers and what its parameters are.
    A parameter that is left out is not asked for: the query answers for everything.
    """
    if name is None or name.startswith("--"):
        if wants_help:
            click.echo(ctx.get_help())
            return
        raise click.UsageError("which query? `homage queries` lists the saved ones")
    layer = Layer.ASSERTED if asserted else Layer.ALL
    graph = opened(paths)
    values: dict[str, str] = {}
    if name == "-" or name.endswith(_SUFFIXES):
        if parameters:
            raise UnknownNameError("parameter of a query in a file", parameters[0].lstrip("-"))
        text, origin = read(name)
        ask = partial(graph.query, text, layer=layer, origin=origin)
    else:
        question = _find(name, graph)
        if wants_help:
            click.echo(_describe(question))
            return
        values = _values(question, parameters)
        ask = partial(graph.answer, question, values, layer)

    def prepare() -> Callable[[], tuple[str | bytes, bool]]:
        reasoned(graph)
        return lambda: _written(ask, form, graph, values)

    try:
        answer, is_empty = apart(prepare, seconds)
    except StoppedError as error:  # there may be an answer, but not within the limits
        say(f"homage: {error}")
        ctx.exit(1)
    click.echo(answer, nl=False)
    if is_empty:
        say("no rows")


def _written(
    ask: Callable[[], Answer], form: str | None, graph: Graph, values: dict[str, str]
) -> tuple[str | bytes, bool]:
    """The answer in a format, and whether it is a table for people without a row."""
    with sealed():
        answer = ask()
    form = form or ("table" if answer.triples is None else "turtle")
    if form == "table" and answer.triples is None:
        return answer_table(answer, graph, values), answer.boolean is None and not answer.rows
    try:
        with sealed():
            return answer.to(form), False
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _find(name: str, graph: Graph) -> SavedQuery:
    try:
        return graph.saved_query(name)
    except UnknownNameError as error:
        raise error if error.suggestions else click.UsageError(f"{error}; `homage queries` lists them") from None


def read(name: str) -> tuple[str, str]:
    """The query in a file, or on standard input, and what to call it."""
    if name == "-":
        raw, origin = sys.stdin.buffer.read(_MOST_BYTES + 1), "standard input"
    else:
        path, origin = Path(name), name
        _check_size(path.stat().st_size if path.is_file() else 0, origin)
        raw = read_bytes(path)
    _check_size(len(raw), origin)
    try:
        return raw.decode("utf-8"), origin
    except UnicodeDecodeError as error:
        raise UnreadableFileError(origin, f"not UTF-8 (byte {error.start})") from None


def _check_size(size: int, origin: str) -> None:
    """Refuse what is too long for a query before it is read: the limit in characters needs the text."""
    if size > _MOST_BYTES:
        raise QueryError(f"a query has at most {MAX_CHARACTERS:,} characters; this one has more", origin)


def _values(question: SavedQuery, words: tuple[str, ...]) -> dict[str, str]:
    """`--film Oldboy` and `--film=Oldboy`, for the parameters the query has."""
    values: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise click.UsageError(f"“{word}” stands alone; a parameter is given as --NAME VALUE")
        name, equals, value = word[2:].partition("=")
        parameter = question.parameter(name)
        if not equals and not rest:
            raise click.UsageError(f"--{parameter.name} needs a value, say “{parameter.example}”")
        values[parameter.name] = value if equals else rest.pop(0)
    return values


def _describe(question: SavedQuery) -> str:
    formatter = click.HelpFormatter(width=100)
    formatter.write_usage(
        "homage query", f"{question.name} [--PARAMETER VALUE]... [--format FORMAT] [--graph PATH] [--asserted]"
    )
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(question.summary)
        if question.description:
            formatter.write_paragraph()
            formatter.write_text(question.description)
    if question.parameters:
        with formatter.section("Parameters"):
            formatter.write_dl([(f"--{p.name}", f"{p.description} (say “{p.example}”)") for p in question.parameters])
    with formatter.section("Columns"):
        formatter.write_dl(list(question.columns.items()))
    return formatter.getvalue().rstrip("\n")
