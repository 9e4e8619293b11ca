"""Docs say what the code does: tables are current, commands exist, links lead somewhere."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from helpers_docs import renewed
from procfit.cli.parser import build_parser

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_tables_of_keys_are_current(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert renewed(text) == text, "run: python tests/helpers_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)", text)
    missing = [
        target
        for target in targets
        if "://" not in target and not (page.parent / target).resolve().exists()
    ]
    assert missing == []


def inner(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    actions = (part for part in parser._actions if isinstance(part, argparse._SubParsersAction))
    return {name: command for action in actions for name, command in action.choices.items()}


def commands() -> dict[str, argparse.ArgumentParser]:
    found = inner(build_parser())
    nested = {f"{name} {what}": each for name in found for what, each in inner(found[name]).items()}
    return found | nested


def test_every_command_and_option_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name, command in commands().items():
        assert f"`procfit {name}" in text, name
        for action in command._actions:
            if action.option_strings and action.dest != "help":
                assert f"`{action.option_strings[-1]}" in text, (name, action.option_strings)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_docs_exist(page: Path) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    used = set(re.findall(r"^(?:\$ )?procfit ([a-z]+)", "\n".join(blocks), re.MULTILINE))
    assert used <= set(commands())


def test_no_page_is_an_orphan() -> None:
    linked = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target
    }
    orphans = [name_of(page) for page in PAGES[2:] if page.resolve() not in linked]
    assert orphans == []
