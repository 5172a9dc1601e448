from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [*WORKFLOWS, ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", *(ROOT / ".github").glob("ISSUE_TEMPLATE/*")]


def steps(path: Path) -> list[dict[str, Any]]:
    content = yaml.safe_load(path.read_text("utf-8"))
    jobs = content.get("jobs", {"action": content.get("runs", {})})
    return [step for job in jobs.values() for step in job.get("steps", ())]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_yaml(path: Path) -> None:
    assert yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_no_expression_is_part_of_a_script(path: Path) -> None:
    assert steps(path)
    for step in steps(path):
        assert "${{" not in step.get("run", "")


def test_the_only_thing_of_an_issue_that_is_named_is_its_number_and_its_labels() -> None:
    text = (ROOT / ".github" / "workflows" / "contribution.yml").read_text("utf-8")
    assert set(re.findall(r"github\.event\.[\w.*]+", text)) == {
        "github.event.issue.number",
        "github.event.issue.labels.*.name",
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_says_what_it_may_do_and_keeps_no_token(path: Path) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    granted = [content["permissions"], *(job.get("permissions", {}) for job in content["jobs"].values())]
    rights = {(what, right) for each in granted for what, right in each.items()}
    assert rights <= {("contents", "read"), ("issues", "write")}
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_actions_are_pinned_by_major_version(path: Path) -> None:
    for step in steps(path):
        if "uses" in step:
            assert step["uses"] == "./" or re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])


def test_every_hook_runs_a_command_there_is() -> None:
    from homage_graph.cli import cli

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        program, command = hook["entry"].split()
        assert program == "homage"
        assert command in cli.list_commands(None)  # type: ignore[arg-type]  # click does not look at it


def test_every_homage_option_in_a_workflow_is_one() -> None:
    for path in (*WORKFLOWS, ROOT / "action.yml"):
        for step in steps(path):
            for command, options in re.findall(r"homage (\w+) (.*)", step.get("run", "")):
                known = importlib.import_module(f"homage_graph.cli.{command}").command
                spelt = {option for parameter in known.params for option in parameter.opts}
                assert set(re.findall(r"(?<![\w-])--[a-z-]+", options)) <= spelt
