from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_tui import driven, in_loop, screen_text, settle
from procfit.tui.actions import ACTIONS, PAGES
from procfit.tui.personal import Personal, personal_path, read_personal, write_personal
from procfit.tui.presets import PRESETS, keys_of, preset_table
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.grid import Grid

PLACES = [("canvas", "map", "app"), *((page, "app") for page, _ in PAGES), ("grid", "app"), ("dialog",)]


def told(pilot) -> str:
    """Return what the app has told in the corner."""
    return "\n".join(notice.message for notice in pilot.app._notifications)


async def choose(pilot, key: str) -> None:
    """Turn a setting to its next value."""
    await pilot.press("f10")
    await settle(pilot)
    grid = pilot.app.screen.query_one(Grid)
    row = grid.rows.index(key)
    assert row is not None
    grid.go(row)
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press("escape")
    await settle(pilot)


@in_loop
async def test_the_theme_is_kept_for_the_next_time(root: Path, own_settings: Path) -> None:
    async with driven(root) as pilot:
        await choose(pilot, "theme")
        assert pilot.app.theme == "procfit-light"
    async with driven(root) as pilot:
        assert pilot.app.theme == "procfit-light"
        await pilot.press("f2")
        await settle(pilot)
    assert 'theme = "contrast"' in own_settings.read_text()


@in_loop
async def test_nothing_of_a_person_goes_into_the_workspace(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    async with driven(root) as pilot:
        for key in ("theme", "preset", "motion", "column-value"):
            await choose(pilot, key)
        await pilot.press("q")
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert after == before


@in_loop
async def test_reduced_motion_stops_what_moves(root: Path) -> None:
    async with driven(root) as pilot:
        assert pilot.app.animation_level == "full"
        await choose(pilot, "motion")
        assert pilot.app.animation_level == "none"
        await pilot.press("n")
        await settle(pilot)
        assert not pilot.app.focused.cursor_blink


@in_loop
async def test_columns_can_be_left_out_and_come_back(root: Path) -> None:
    async with driven(root) as pilot:
        assert "Lead" in screen_text(pilot).splitlines()[1]
        await choose(pilot, "column-lead-time")
        assert "Lead" not in screen_text(pilot).splitlines()[1]
        await choose(pilot, "column-lead-time")
        assert "Lead" in screen_text(pilot).splitlines()[1]


@in_loop
async def test_sorting_by_a_column_that_is_left_out_later_breaks_nothing(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("right", "right", "s")
        await choose(pilot, "column-volume")
        await pilot.press("end", "enter")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"


@in_loop
async def test_vim_keys_walk_the_map_and_add_steps(root: Path) -> None:
    async with driven(root) as pilot:
        await choose(pilot, "preset")
        await pilot.press("2")
        await settle(pilot)
        canvas = pilot.app.screen.query_one(Canvas)
        canvas.select("log")
        await pilot.press("l")
        await settle(pilot)
        assert canvas.selected == "ask-address"
        await pilot.press("h")
        assert canvas.selected == "log"
        await pilot.press("o")
        await settle(pilot)
        assert "After Log enquiry:" in screen_text(pilot)


@in_loop
async def test_what_lost_its_key_has_another_and_help_shows_it(root: Path) -> None:
    async with driven(root, (100, 70)) as pilot:
        await choose(pilot, "preset")
        await pilot.press("2")
        await settle(pilot)
        pilot.app.screen.query_one(Canvas).select("log")
        await pilot.press("alt+l")
        await settle(pilot)
        assert "Lane for Log enquiry:" in screen_text(pilot)
        await pilot.press("escape", "f1")
        await settle(pilot)
        help_lines = screen_text(pilot)
        assert any("Alt+L " in line and "Move to lane" in line for line in help_lines.splitlines())


@pytest.mark.parametrize("preset", PRESETS)
def test_no_key_of_a_set_means_two_things_in_one_place(preset: str) -> None:
    given_keys = keys_of(preset)
    for place in PLACES:
        keys = Counter(
            key
            for found in ACTIONS
            if found.scope in place
            for key in given_keys.get(found.id, found.keys).split(",")
        )
        assert [key for key, number in keys.items() if number > 1] == [], place


@pytest.mark.parametrize("preset", PRESETS)
def test_every_action_keeps_a_key(preset: str) -> None:
    assert all(keys.strip(",") for keys in keys_of(preset).values())
    assert set(keys_of(preset)) <= {found.id for found in ACTIONS}


@in_loop
async def test_a_persons_keys_come_before_the_teams(root: Path, own_settings: Path) -> None:
    settings = root / "procfit.toml"
    settings.write_text(settings.read_text() + '[keys]\ngo-fit = "f7"\ngo-vendors = "f8"\n')
    own_settings.write_text('tour_seen = true\n[keys]\ngo-fit = "f6"\nnone-such = "x"\n')
    async with driven(root) as pilot:
        assert "[keys] in your own settings names no such action: none-such" in told(pilot)
        await pilot.press("f7")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"
        await pilot.press("f8")
        await settle(pilot)
        assert pilot.app.screen.scope == "vendors"
        await pilot.press("f6")
        await settle(pilot)
        assert pilot.app.screen.scope == "fit"


@pytest.mark.parametrize(
    "text", ["theme = ", 'theme = "pink"', "motion = 7", 'unknown = "x"', "\x00", '[keys]\na = ["x"]']
)
def test_a_broken_file_is_one_line_and_the_usual_settings(text: str, own_settings: Path) -> None:
    own_settings.write_text(text, encoding="utf-8")
    found, problem = read_personal(own_settings)
    assert found == Personal(tour_seen=True)
    assert "app.toml" in problem
    assert "\n" not in problem
    assert "usual settings" in problem


@in_loop
async def test_the_app_starts_with_a_broken_file_and_keeps_it_when_settings_change(
    root: Path, own_settings: Path
) -> None:
    own_settings.write_text('theme = "pink"\n', encoding="utf-8")
    async with driven(root) as pilot:
        assert "the usual settings are used" in told(pilot)
        await choose(pilot, "motion")
    assert own_settings.with_name("app.toml.old").read_text() == 'theme = "pink"\n'
    assert read_personal(own_settings)[1] == ""


def test_a_person_without_a_file_has_the_usual_settings(tmp_path: Path) -> None:
    assert read_personal(tmp_path / "none.toml") == (Personal(), "")


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)


@given(
    st.builds(
        Personal,
        st.sampled_from(["dark", "light", "contrast"]),
        st.sampled_from(sorted(PRESETS)),
        st.dictionaries(
            st.sampled_from([found.id for found in ACTIONS]), st.sampled_from(["x", "ctrl+q"])
        ),
        st.sampled_from(["full", "reduced"]),
        st.lists(st.sampled_from(["value", "lead-time"]), unique=True).map(tuple),
        st.booleans(),
    )
)
def test_settings_come_back_as_they_were_written(personal: Personal) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "deep" / "app.toml"
        write_personal(path, personal)
        assert read_personal(path) == (personal, "")


@in_loop
async def test_settings_that_cannot_be_kept_hold_for_this_run(
    root: Path, own_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROCFIT_CONFIG", str(own_settings))  # a file, no folder
    async with driven(root) as pilot:
        await pilot.press("escape", "f2")
        await settle(pilot)
        assert "cannot be written" in screen_text(pilot)
        assert pilot.app.theme == "procfit-light"


def test_the_file_lies_outside_every_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROCFIT_CONFIG")
    assert personal_path().name == "app.toml"
    assert personal_path().parent.name == "procfit"


def test_the_page_about_the_app_shows_the_keys_of_the_vim_set() -> None:
    page = Path(__file__).parents[2] / "docs" / "app.md"
    assert preset_table("vim") in page.read_text(encoding="utf-8"), (
        "docs/app.md is out of date; put in what `python -m procfit.tui.presets` prints"
    )
