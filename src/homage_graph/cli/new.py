"""homage new: from six answers to a file that validates."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from homage_graph.cli.options import graph_option, opened, reasoned
from homage_graph.cli.terminal import printable, say, working
from homage_graph.contributing.answers import (
    CHOICES,
    WAYS,
    Answers,
    MissingAnswersError,
    Target,
    WrongAnswerError,
    rules,
)
from homage_graph.contributing.draft import Draft, draft, judged
from homage_graph.contributing.known import Known
from homage_graph.errors import AmbiguousNameError, UnwritableFileError
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from collections.abc import Callable

    from homage_graph.graph import Graph
    from homage_graph.validation import Report

__all__ = ["command"]

_OPTIONS = {
    "video": "The music video: one that is known, or the title of a new one.",
    "performers": "Whose video it is; again for each. Needed of a new video.",
    "performer_kind": "What performers are that are new.",
    "video_year": "When a new video came out.",
    "work": "What it quotes: a film, a series …, or another video.",
    "work_kind": "What a new work is; a film, if nothing is said.",
    "work_year": "When a new work came out.",
    "styling_of_work": "Costume, make-up or hair are the work's, no character named.",
    "motif_kind": "What a new motif is.",
    "source": "Who says so: a source that is known, or the title of an article.",
    "url": "The address of the source.",
    "publisher": "Who published a new source.",
    "quote": "The words that say so, letter for letter, at most 25.",
    "language": "Of quote and title, as a tag; en, if nothing is said.",
    "certainty": "How surely it is said. What is not stated or suggested makes a conjecture.",
    "voice": "Whose words they are; a critic's, if nothing is said.",
    "stance": "What the quote does to the claim; it supports it, if nothing is said.",
    "description": "The claim in a sentence of your own.",
    "enacted_by": "Who in the video does it; again for each.",
}
_SPELT = {"performers": "--performer", "target": "--work, --scene, --technique … (what it quotes)"}
"""Answers whose option is not called as they are."""

_QUESTIONS = {
    "video": "Which video? (its title)",
    "performers": "Whose is it? (with commas between, where there are several)",
    "performer_kind": "New performers: a person, or a group",
    "work": "Which work is that of? (a film, say)",
    "motif_kind": "What kind of motif is it",
    "source": "Who says so? (a known source, or the title of the article)",
    "url": "Its address",
    "publisher": "Who published it",
    "quote": "The words that say so, letter for letter (at most 25)",
    "certainty": "How surely does the source say so",
    "description": "The claim in a sentence of your own",
}
_WHOLE, _STYLING = "whole", "costume"
_HOW = {
    _WHOLE: "it quotes the work as a whole",
    **{way.name: way.meaning for way in WAYS},
    _STYLING: "costume, make-up or hair are the work's, no character named",
}


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each answer, and one for each way in which something is taken up."""
    for name, text in reversed(_OPTIONS.items()):
        spelt = _SPELT.get(name, f"--{name.replace('_', '-')}")
        if name == "styling_of_work":
            option = click.option(spelt, name, is_flag=True, help=text)
        elif name in ("performers", "enacted_by"):
            option = click.option(spelt, name, multiple=True, metavar="NAME", help=text)
        elif name in CHOICES:
            option = click.option(spelt, name, type=click.Choice(CHOICES[name]), help=text)
        else:
            option = click.option(spelt, name, metavar="TEXT", help=text)
        command = option(command)
        if name == "styling_of_work":
            for way in reversed(WAYS):
                parameter = f"way_{way.name.replace('-', '_')}"
                option = click.option(
                    f"--{way.name}", parameter, multiple=True, metavar="NAME", help=f"What of it: {way.meaning}."
                )
                command = option(command)
    return command


@click.command("new")
@graph_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, which must be new."
)
@click.option("--from-issue", "issue", type=click.Path(path_type=Path), metavar="FILE", help="Read the issue form.")
@click.option("--reply", type=click.Path(path_type=Path), metavar="FILE", help="Write what to answer to the issue.")
@_options
def command(paths: tuple[Path, ...], output: Path | None, issue: Path | None, reply: Path | None, **given: Any) -> None:
    """Write a new homage: which video, what it quotes, how, who says so, in which words, how surely.

    What is not given is asked for, on a terminal. The file is judged before it is written; where the validator
    finds a violation, it is shown, nothing is written, and the exit code is 1.

    A new video goes into data/videos/ of the graph you are in, everything else into the current folder.
    """
    if (reply is not None) != (issue is not None) or (issue is not None and any(given.values())):
        raise click.UsageError("--from-issue and --reply go together, and without any answer as an option")
    graph = reasoned(opened(paths))
    if issue is not None and reply is not None:
        sys.exit(_reply(issue, reply, output, graph))
    made = _made(given, graph)
    _warn(made)
    target = output or _place(made, graph, is_named=bool(paths))
    report = _judged(made, graph, target)
    for line in _shown(report):
        say(line)
    if not report.acceptable:
        say("homage: nothing is written")
        sys.exit(1)
    _write(made.text, target)
    click.echo(printable(str(target)))


def _made(given: dict[str, Any], graph: Graph) -> Draft:
    """The draft from the options, and from what is asked where they do not suffice."""
    known, words = Known(graph), rules()
    answers = _given(given)
    if _is_terminal() and known.resolve(answers, words).missing:
        answers = _Interview(known, words).of(answers, given)
    try:
        return draft(answers, known, words)
    except MissingAnswersError as error:
        options = (_SPELT.get(name, f"--{name.replace('_', '-')}") for name in error.answers)
        raise click.UsageError(f"still to be said: {', '.join(options)}") from None


def _warn(made: Draft) -> None:
    """Say what is doubtful; on a terminal, go on only if that is wanted."""
    for doubt in made.doubts:
        say(f"homage: warning: {doubt}")
    for hint in () if _is_terminal() else made.misspelt:  # on a terminal, the nearest names were shown
        say(f"homage: warning: {hint}")
    if made.is_conjecture:
        say("homage: note: this is a conjecture (hg:Conjecture, hg:allegedIn), from which no edge follows")
    if made.doubts and _is_terminal():
        click.confirm("Write it all the same?", abort=True, err=True)


def _given(given: dict[str, Any]) -> Answers:
    """The answers that came as options."""
    targets = tuple(Target(way, name) for way in WAYS for name in given[f"way_{way.name.replace('-', '_')}"])
    plain = {name: value for name, value in given.items() if name in _OPTIONS and value}
    return Answers(targets=targets, **plain)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _place(made: Draft, graph: Graph, *, is_named: bool) -> Path:
    """Among the graph's videos, if it is a folder that somebody named or is in; else here."""
    videos = graph.workspace.root / "data" / "videos"
    here = Path.cwd()
    if made.is_new_video and videos.is_dir() and (is_named or here.is_relative_to(graph.workspace.root)):
        return Path(graph.workspace.display(videos / made.name))
    return Path(made.name)


def _judged(made: Draft, graph: Graph, target: Path) -> Report:
    with working("judging by the shapes"):
        return judged(made, graph, str(target))


def _shown(report: Report) -> list[str]:
    from homage_graph.validation.renderers import renderer

    return renderer("text")(report).rstrip("\n").split("\n") if report.findings else []


def _write(text: str, path: Path) -> None:
    """Write a new file.

    Raises:
        UnwritableFileError: It is there already, or the folder is missing, full or not permitted.
    """
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise UnwritableFileError(path, "it is there already; name another with -o") from None
    except OSError as error:
        raise UnwritableFileError(path, error.strerror or str(error)) from None


def _reply(issue: Path, reply: Path, output: Path | None, graph: Graph) -> int:
    """Turn an issue into a comment, and into a file if one is named; the exit code says whether it is accepted."""
    from homage_graph.contributing.issue import accepted, answers_in, read_issue, refused

    try:
        made = draft(answers_in(read_issue(issue)), Known(graph), rules())
    except (WrongAnswerError, MissingAnswersError, AmbiguousNameError) as error:
        _write(refused([str(error)]), reply)
        return 1
    report = _judged(made, graph, Path("data", "videos", made.name))
    if not report.acceptable:
        _write(refused(_shown(report)), reply)
        return 1
    _write(accepted(made, [*made.doubts, *made.misspelt, *_shown(report)]), reply)
    if output is not None:
        _write(made.text, output)
    return 0


class _Interview:
    """Questions on a terminal, each until its answer is one that the shapes let pass."""

    def __init__(self, known: Known, words: dict[str, str]) -> None:
        self._known = known
        self._words = words

    def of(self, answers: Answers, given: dict[str, Any]) -> Answers:
        """All answers: those that were given, and those that are asked for."""
        while missing := self._known.resolve(answers, self._words).missing:
            answers = self._ask_target(answers) if missing[0] == "target" else self._ask(missing[0], answers)
        found = self._known.resolve(answers, self._words)
        if found.video.is_new and not answers.video_year:
            answers = self._ask("video_year", answers, "The year it came out (Enter if you have not read it)", "")
        if not answers.enacted_by:
            answers = self._ask("enacted_by", answers, "Who in the video does it? (Enter if nobody is named)", "")
        if not given["voice"]:
            answers = self._ask("voice", answers, "Whose words are they", "critic")
        return answers

    def _ask(self, name: str, answers: Answers, question: str = "", default: str | None = None) -> Answers:
        """The answers with one more."""
        while True:
            kind = click.Choice(CHOICES[name]) if name in CHOICES else None
            said = click.prompt(question or _QUESTIONS[name], default, type=kind, err=True, show_default=bool(default))
            several = name in ("performers", "enacted_by")
            value = tuple(part.strip() for part in said.split(",")) if several else said
            more = self._accepted(answers.having(name, value), name)
            if more is not None and (name != "certainty" or more.is_sure or self._confirms_conjecture()):
                return more

    def _confirms_conjecture(self) -> bool:
        say(self._words["HG004"])
        return click.confirm("Write a hg:Conjecture with hg:allegedIn?", default=True, err=True)

    def _ask_target(self, answers: Answers) -> Answers:
        """The answers with what is quoted, and how."""
        while True:
            work = click.prompt("What does it quote? (a film, a series …; Enter if none is named)", "", err=True,
                                show_default=False)  # fmt: skip
            more = self._accepted(replace(answers, work=work), "work")
            if more is None:
                continue
            found = self._known.resolve(more, self._words).work
            if found is not None and found.is_new:
                kind = click.prompt(f"“{printable(work)}” is new: what is it", "film",
                                    type=click.Choice(CHOICES["work_kind"]), err=True)  # fmt: skip
                more = replace(more, work_kind=kind)
            for name, meaning in _HOW.items():
                say(f"  {name:<10} {meaning}")
            how = click.prompt("How", _WHOLE if work else None, type=click.Choice(list(_HOW)), err=True,
                               show_choices=False)  # fmt: skip
            if how == _STYLING:
                return replace(more, styling_of_work=True)
            if how == _WHOLE and work:
                return more
            if how == _WHOLE:
                say("The work as a whole needs a work.")
                continue
            way = next(way for way in WAYS if way.name == how)
            if found is not None and found.thing is not None and (known := self._known.elements(found.thing, way)):
                say(f"Known of it: {'; '.join(known)}")
            name = click.prompt(f"Its name ({way.meaning})", err=True)
            aimed = self._accepted(replace(more, targets=(Target(way, name),)), how)
            if aimed is not None:
                return aimed

    def _accepted(self, answers: Answers, name: str) -> Answers | None:
        """The answers, with a known name where one was meant; None where they are refused, which is said."""
        try:
            found = self._known.resolve(answers, self._words)
        except (WrongAnswerError, AmbiguousNameError) as error:
            say(str(error))
            return None
        named = {"video": found.video, "work": found.work, "source": found.source, "publisher": found.publisher}
        if name in [way.name for way in WAYS]:
            thing = found.targets[-1][1]
            target = replace(answers.targets[-1], name=self._chosen(thing.name, thing.near))
            return replace(answers, targets=(*answers.targets[:-1], target))
        if name in ("performers", "enacted_by"):
            people = found.performers if name == "performers" else found.enacted_by
            return answers.having(name, tuple(self._chosen(each.name, each.near) for each in people))
        one = named.get(name)
        if one is None:
            return answers
        if one.thing is not None:
            say(f"  {curie(one.thing.value)}")
        return answers.having(name, self._chosen(one.name, one.near))

    def _chosen(self, name: str, near: tuple[str, ...]) -> str:
        """The name, or the known one that was meant."""
        if not near:
            return name
        say(f"“{name}” is not known yet. The nearest names:")
        for number, other in enumerate(near, 1):
            say(f"  {number}  {other}")
        choice = click.prompt("Which is meant? (0 for a new one)", 0, type=click.IntRange(0, len(near)), err=True)
        return near[choice - 1] if choice else name
