"""Keys, clicks and hostile text at random on every screen: nothing breaks, and no map becomes invalid.

PROCFIT_MONKEY says how many keys and clicks each screen gets.
"""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from helpers_tui import driven, in_loop, screen_text, settle
from procfit import open_workspace
from procfit.model.validate import faults_of_map
from procfit.tui.actions import ACTIONS, PAGES

MANY = int(os.environ.get("PROCFIT_MONKEY", "60"))
SEED = int(os.environ.get("PROCFIT_SEED", "1"))
HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "[red]not markup[/red] [@click=app.quit]",
    "\u202eright to left\u2066\u2069",
    "👩‍👩‍👧‍👦 👍🏽 é",
    "客戶詢問 取引先",
    "x" * 10_000,
    'a "b” @c *wait ?',
    ">>> @@@ !!! v3 v4 5m/",
    "Is it? >log 120% <5%",
    "> nowhere",
    "Ask @" + "lane" * 30,
    "\t\n\x00\x7f",
    "   ",
    "Call @sales 5m/2h v3 !phone +quotation",
    "Known customer? <30%",
)
TYPED = ("enter", "escape", "tab", "shift+tab", "backspace", "delete", "home", "end")
MOVES = ("up", "down", "left", "right", "shift+up", "shift+left", "pageup", "pagedown")
KEYS = sorted(
    {*TYPED, *MOVES, *(key for found in ACTIONS for key in found.keys.split(",")), *"abcxyz019"}
)


def press(pilot, key: str) -> None:
    pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def click(pilot, chance: random.Random) -> None:
    size = pilot.app.size
    await pilot.click(offset=(chance.randrange(size.width), chance.randrange(size.height)))


async def act(pilot, chance: random.Random) -> None:
    """Do one thing: type into what is open, else press a key or click."""
    focused = pilot.app.focused
    dice = chance.random()
    if isinstance(focused, Input) and dice < 0.5:
        focused.value = chance.choice(HOSTILE)
        press(pilot, "enter")
    elif dice < 0.12:
        await click(pilot, chance)
    else:
        press(pilot, chance.choice(KEYS))


async def shown(pilot) -> None:
    """Wait until something stands on the screen."""
    for _ in range(500):
        if screen_text(pilot).strip():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the screen is blank")


def errors(process) -> set[str]:
    return {fault.message for fault in faults_of_map(process) if fault.level == "error"}


@pytest.mark.parametrize("page", [page for page, _ in PAGES])
@in_loop
async def test_nothing_a_monkey_does_breaks_a_screen(
    page: str, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("procfit.files.os.fsync", lambda _: None)
    chance = random.Random(f"{SEED} {page}")
    async with driven(root, (chance.choice((80, 120, 160)), chance.choice((24, 48)))) as pilot:
        app = pilot.app
        monkeypatch.setattr(app, "_leave", lambda document: None)
        monkeypatch.setattr(app, "refigure", lambda: None)
        app.open_page(page)
        await settle(pilot)
        for number in range(MANY):
            await act(pilot, chance)
            await pilot._wait_for_screen(timeout=60)
            faults = [fault for known in app.session.workspace.maps.values() for fault in errors(known)]
            assert not faults, (faults, app.session.document.undo_label)
            if number % 25 == 24:
                await shown(pilot)
            if number % 50 == 49:  # back to where it began, out of whatever is open
                for _ in range(4):
                    press(pilot, "escape")
                    await asyncio.sleep(0)
                app.open_page(page)
                await pilot._wait_for_screen(timeout=60)
        document = app.session.document
        for _ in range(3):
            saved = document.save()
            assert saved.done, saved
        assert document.unsaved == ()
        maps = dict(app.session.workspace.maps)
    assert dict(open_workspace(root).maps) == maps
