from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import driven, in_loop, screen_text, settle
from procfit.tui.actions import ACTIONS, PAGES
from procfit.tui.personal import read_personal
from procfit.tui.screens.tour import Card, TourCard
from procfit.tui.views.tour import CARDS

SECONDS = 60
WORDS_A_SECOND = 4


def test_the_tour_is_read_in_a_minute() -> None:
    assert 6 <= len(CARDS) <= 8
    words = sum(len(f"{card.title} {card.text}".split()) for card in CARDS)
    assert words / WORDS_A_SECOND <= SECONDS + 10


def test_the_tour_only_goes_where_there_are_screens() -> None:
    assert {card.page for card in CARDS} <= {page for page, _ in PAGES}


def test_the_keys_that_the_tour_names_are_the_keys() -> None:
    keys = {found.id: found.keys for found in ACTIONS}
    said = " ".join(card.text for card in CARDS)
    for action, key in {
        "new-map": "n",
        "from-template": "t",
        "import-maps": "I",
        "walk-proof": "w",
    }.items():
        assert keys[action] == key
        assert f"{key} " in said
    for action, key in {"settings": "F10", "tour": "F3", "help": "F1"}.items():
        assert keys[action].split(",")[0] == key.lower()
        assert key in said


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
@in_loop
async def test_enter_leads_through_the_real_screens_and_back(root: Path, size: tuple[int, int]) -> None:
    async with driven(root, size) as pilot:
        await pilot.press("4", "f3")
        await settle(pilot)
        for number, card in enumerate(CARDS, start=1):
            assert isinstance(pilot.app.screen, TourCard)
            assert pilot.app.screen_stack[-2].scope == card.page
            shown = screen_text(pilot)
            assert f"{card.title}  ({number} of {len(CARDS)})" in shown
            assert card.text.split()[-1] in shown
            await pilot.press("enter")
            await settle(pilot)
        assert pilot.app.screen.scope == "vendors"
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"


def points(pilot, card: Card) -> bool:
    """Return whether the finger is at the word, which need not be there on a small screen."""
    lines = screen_text(pilot).splitlines()
    bar, near = (lines[0], lines[1:4]) if card.place == "top" else (lines[-1], lines[-4:-1])
    if card.target not in bar:
        return pilot.app.size.width < 160
    start = bar.index(card.target)
    word = slice(start, start + len(card.target))
    return any({"top": "▲", "bottom": "▼"}[card.place] in line[word] for line in near)


async def wait_until_it_points(pilot, card: Card) -> None:
    for _ in range(100):
        if points(pilot, card):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{card.title}\n{screen_text(pilot)}")


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
@in_loop
async def test_the_finger_points_at_the_word_it_means(root: Path, size: tuple[int, int]) -> None:
    async with driven(root, size) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        for card in CARDS:
            if card.place != "middle":
                await wait_until_it_points(pilot, card)
            await pilot.press("enter")
            await settle(pilot)


@in_loop
async def test_the_finger_follows_its_word_when_the_window_changes(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        while not pilot.app.screen._card.target:
            await pilot.press("enter")
            await settle(pilot)
        card = pilot.app.screen._card
        await wait_until_it_points(pilot, card)
        await pilot.resize_terminal(160, 48)
        await wait_until_it_points(pilot, card)


@in_loop
async def test_back_goes_a_card_back_and_escape_ends_it(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        await pilot.press("left")
        await settle(pilot)
        assert "(1 of" in screen_text(pilot)
        await pilot.press("enter", "enter")
        await settle(pilot)
        await pilot.press("left")
        await settle(pilot)
        assert "(2 of" in screen_text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"


@in_loop
async def test_it_is_offered_once_and_never_again(root: Path, own_settings: Path) -> None:
    own_settings.unlink()
    async with driven(root) as pilot:
        assert "New here?" in screen_text(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"
    assert read_personal(own_settings)[0].tour_seen
    async with driven(root) as pilot:
        assert "New here?" not in screen_text(pilot)


@in_loop
async def test_escape_is_an_answer_too(root: Path, own_settings: Path) -> None:
    own_settings.unlink()
    async with driven(root) as pilot:
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"
    assert read_personal(own_settings)[0].tour_seen


@in_loop
async def test_the_offer_leads_into_the_tour(root: Path, own_settings: Path) -> None:
    own_settings.unlink()
    async with driven(root) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, TourCard)


@in_loop
async def test_a_folder_without_anything_can_be_toured(tmp_path: Path) -> None:
    (tmp_path / "processes").mkdir()
    async with driven(tmp_path) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        for _ in CARDS:
            await pilot.press("enter")
            await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"
