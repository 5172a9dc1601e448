"""homage rule: what a code means, why, and how to mend what it is about."""

from __future__ import annotations

import difflib
import re
import textwrap
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened
from homage_graph.cli.terminal import printable, table
from homage_graph.errors import UnknownNameError
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from homage_graph.validation.catalogue import Rule

__all__ = ["command"]

_WIDTH = 100
"""Columns of a line of prose."""


@click.command("rule")
@click.argument("code", required=False)
@graph_option
def command(code: str | None, paths: tuple[Path, ...]) -> None:
    """Say what the rule CODE asks, why, and how to mend what breaks it; without CODE, list all rules.

    CODE is what a finding has, say HG004, in capitals or not.
    """
    from homage_graph.validation.pages import describe, find_rules, read_page

    workspace = opened(paths).workspace
    rules = find_rules(workspace)
    if code is None:
        rows = [(rule.code, rule.severity.value, rule.title) for rule in rules.values()]
        click.echo(table(("code", "severity", "rule"), rows), nl=False)
        return
    rule = _find(code, rules)
    text = read_page(rule, workspace) or describe(rule, workspace)
    click.echo("\n".join(map(printable, _plain(text))))


def _find(code: str, rules: Mapping[str, Rule]) -> Rule:
    """The rule of that code, however it is spelt.

    Raises:
        UnknownNameError: There is none, but some that are nearly so.
        UsageError: There is none like it.
    """
    known = {rule.code.casefold(): rule for rule in rules.values()}
    name = curie(code.removeprefix("<").removesuffix(">")).casefold()
    if name in known:
        return known[name]
    if near := difflib.get_close_matches(name, known, n=3):
        raise UnknownNameError("rule", code, [known[one].code for one in near])
    raise click.UsageError(f"no rule is called “{code}”; `homage rule` lists them")


def _plain(text: str) -> Iterator[str]:
    """A page's lines as a terminal shows them: prose filled, code indented, the marks of Markdown left out."""
    without_comments = re.sub(r"<!--.*?-->\n*", "", text, flags=re.DOTALL)
    blocks = re.findall(r"(?ms)^```\w*\n.*?^```$|^\S.*?(?=\n\n|\n?\Z)", without_comments)
    for number, block in enumerate(blocks):
        if number:
            yield ""
        if block.startswith("```"):
            yield from (f"    {line}".rstrip() for line in block.splitlines()[1:-1])
        elif block.startswith("## "):
            yield block.removeprefix("## ").upper()
        else:
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block.removeprefix("# ").replace("**", ""))
            yield from textwrap.wrap(plain, _WIDTH, break_long_words=False, break_on_hyphens=False)
