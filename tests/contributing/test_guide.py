"""What CONTRIBUTING.md shows is so."""

from __future__ import annotations

import re
import subprocess
import sys

from conftest import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_a_command_prints_what_the_guide_says(graph: object) -> None:
    commands = re.findall(r"```console\n\$ homage ([^\n]*)\n(.*?)```", GUIDE, re.DOTALL)
    assert commands
    for words, output in commands:
        done = subprocess.run(
            [sys.executable, "-m", "homage_graph", *words.split()],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        assert done.stdout.decode("utf-8") == output


def test_every_command_and_option_in_the_guide_is_one(graph: object) -> None:
    from homage_graph.cli import cli
    from homage_graph.cli.fix import command as fix
    from homage_graph.cli.new import command as new

    named = set(re.findall(r"\bhomage ([a-z]+)\b", " ".join(re.findall(r"`homage [^`]+`", GUIDE))))
    assert named >= {"new", "fix", "rule"}
    assert named <= set(cli.list_commands(None))  # type: ignore[arg-type]  # click does not look at it
    options = {option for each in (new, fix) for parameter in each.params for option in parameter.opts}
    assert set(re.findall(r"`(--[a-z-]+)`", GUIDE)) <= options
