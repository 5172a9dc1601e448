"""The command line: `homage COMMAND`, one module a command.

stdout carries the answer and nothing else, stderr the talk. Exit codes: 0 fine; 1 findings, nothing where
something was demanded, or a query stopped at a limit; 2 wrong usage or unreadable input; 3 a fault of this
program.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import traceback

import click

from homage_graph import __version__
from homage_graph.errors import ContradictionError, HomageGraphError

__all__ = ["cli", "main"]

_COMMANDS = {
    "tour": "the whole way: read, validate, reason, ask, export",
    "query": "answer a saved query, a query in a file, or one on standard input",
    "queries": "list the saved queries, what each answers, its parameters",
    "search": "find films, videos, people, techniques, homages by their words",
    "show": "read everything said of one thing, with its quotes",
    "validate": "judge the graph, or what new files would make of it",
    "rule": "say what a rule asks, why, and how to mend what breaks it",
    "new": "write a homage, from six answers to a valid file",
    "fix": "apply the safe replacements that findings offer",
    "reason": "derive everything that follows",
    "explain": "say why a statement holds, down to file and line, or why not",
    "rules": "write the rules of the ontology as SPARQL updates",
    "diff": "compare two graphs, or two revisions of one, by what they say",
    "export": "write the enriched graph for others to load",
    "describe": "describe the data set: VoID, DCAT, schema.org",
    "release": "write a folder to publish: every format, described and with checksums",
    "site": "write the pages on the ontology, the concepts and the rules",
}


class _Commands(click.Group):
    """Commands that are imported when they are run: `--help` needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"homage_graph.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101 - each module has one
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"; did you mean “{near[0]}”?" if near else "; `homage --help` lists them"
            raise click.UsageError(f"no command is called “{args[0]}”{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="homage")
def cli() -> None:
    """Which films do music videos quote, and who says so?

    Every answer comes with the words of its source. Try: homage query homages-in-video --video LILAC
    """


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:  # noqa: PLR0911 - a line an outcome
    _prepare_streams()
    try:
        code = cli.main(arguments, prog_name="homage", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _complain(error.format_message(), 2)
    except ContradictionError as error:
        return _complain(str(error), 1)
    except HomageGraphError as error:
        return _complain(str(error), 2)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to flush
        return 0
    except OSError as error:  # a folder that may not be entered, a full disk
        return _complain(f"{error.filename or 'output'}: {error.strerror or error}", 2)
    except MemoryError:
        return _complain("this needs more memory than there is: give it less to read", 2)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is ours, and gets one line
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119
        return _complain(f"a fault of this program, please report it: {type(fault).__name__} at {where}: {fault}", 3)
    return code if isinstance(code, int) else 0


def _prepare_streams() -> None:
    """UTF-8, whatever the locale says; nowhere, where whoever started us closed a stream."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(message: str, code: int) -> int:
    from homage_graph.cli.terminal import printable

    with contextlib.suppress(OSError):
        print(f"homage: {printable(message)}", file=sys.stderr, flush=True)
    return code
