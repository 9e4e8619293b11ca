from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from textual import events
from textual.command import CommandList

from helpers_tui import driven, in_loop, screen_text, settle, small_workspace
from procfit.tui.actions import PAGES
from procfit.tui.app import ProcfitApp
from procfit.tui.palette import Palette
from procfit.workspace import open_workspace


@in_loop
async def test_number_keys_go_to_the_screens_and_escape_goes_back_the_same_way(root: Path) -> None:
    async with driven(root) as pilot:
        for number, (page, _) in enumerate(PAGES, start=1):
            await pilot.press(str(number))
            await settle(pilot)
            assert pilot.app.screen.scope == page
        for page, _ in reversed(PAGES[:-1]):
            await pilot.press("escape")
            await settle(pilot)
            assert pilot.app.screen.scope == page


@in_loop
async def test_going_back_by_number_leaves_no_detour_for_escape(root: Path) -> None:
    async with driven(root) as pilot:
        for key, page in (("2", "map"), ("5", "fit"), ("2", "map"), ("escape", "portfolio")):
            await pilot.press(key)
            await settle(pilot)
            assert pilot.app.screen.scope == page


@in_loop
async def test_a_click_on_a_name_in_the_bar_goes_there(root: Path) -> None:
    async with driven(root) as pilot:
        line = screen_text(pilot).splitlines()[0]
        await pilot.click(offset=(line.index("Findings"), 0))
        await settle(pilot)
        assert pilot.app.screen.scope == "findings"


@in_loop
async def test_escape_on_the_first_screen_says_how_to_quit(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("escape")
        await settle(pilot)
        assert "Press q to quit" in screen_text(pilot)
        await pilot.press("q")
    assert pilot.app.return_value == 0


@in_loop
async def test_f1_explains_the_focused_screen_with_its_keys(root: Path) -> None:
    async with driven(root, (100, 60)) as pilot:
        await pilot.press("2", "f1")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "Walk the proof" in shown
        assert "Arrow keys go from" in shown
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"


@in_loop
async def test_no_key_is_too_quick_for_the_palette(root: Path) -> None:
    async with driven(root) as pilot:
        pilot.app.post_message(events.Key("ctrl+p", None))
        while not isinstance(pilot.app.screen, Palette):
            await asyncio.sleep(0)
        palette = pilot.app.screen
        while not (palette.query(CommandList) and palette.query_one(CommandList).option_count):
            await asyncio.sleep(0)
        for turn in ("page_up", "page_up", "page_down"):
            palette._action_command_list(turn)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"


@in_loop
async def test_the_palette_finds_screens_and_maps_by_name(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("ctrl+p", *"go to: fit")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.scope == "fit"
        await pilot.press("ctrl+p", *"open map: return")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"
        assert pilot.app.session.process == "return"


@in_loop
async def test_an_action_that_cannot_be_done_says_why(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("2", "full_stop")
        await settle(pilot)
        assert "search for something first" in screen_text(pilot)


@in_loop
async def test_keys_are_remapped_in_the_settings(root: Path) -> None:
    settings = root / "procfit.toml"
    settings.write_text(settings.read_text() + '[keys]\ngo-fit = "f7"\nno-such-thing = "x"\n')
    async with driven(root) as pilot:
        assert "no-such-thing" in screen_text(pilot)
        await pilot.press("5")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"
        await pilot.press("f7")
        await settle(pilot)
        assert pilot.app.screen.scope == "fit"


@in_loop
async def test_f5_reads_changed_files(root: Path) -> None:
    async with driven(root) as pilot:
        path = root / "processes" / "return.toml"
        path.write_text(path.read_text().replace('name = "Return"', 'name = "Return of goods"'))
        await pilot.press("f5")
        await settle(pilot)
        assert "Return of goods" in screen_text(pilot)


@in_loop
async def test_a_folder_without_maps_and_vendors_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "processes").mkdir()
    async with driven(tmp_path) as pilot:
        expected = {
            "1": "procfit init",
            "2": "Choose one on the Portfolio",
            "3": "Nothing looks redundant",
            "4": "No capabilities yet",
            "5": "No vendors to compare yet",
            "6": "No capabilities yet",
        }
        for key, words in expected.items():
            await pilot.press(key)
            await settle(pilot)
            assert words in screen_text(pilot), key


@in_loop
async def test_maps_without_vendors_say_how_to_get_some(tmp_path: Path) -> None:
    async with driven(small_workspace(tmp_path, vendors=False)) as pilot:
        await pilot.press("4")
        await settle(pilot)
        assert "procfit vendors import" in screen_text(pilot)


@in_loop
async def test_an_opened_workspace_is_taken_as_it_is(root: Path) -> None:
    workspace = open_workspace(root)
    app = ProcfitApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert app.session.workspace is workspace


@in_loop
async def test_the_theme_changes_and_comes_back(root: Path) -> None:
    async with driven(root) as pilot:
        names = []
        for _ in range(3):
            await pilot.press("f2")
            await settle(pilot)
            names.append(pilot.app.theme)
        assert names == ["procfit-light", "procfit-contrast", "procfit-dark"]


@in_loop
async def test_a_click_on_a_key_in_the_footer_does_it(root: Path) -> None:
    async with driven(root) as pilot:
        lines = screen_text(pilot).splitlines()
        await pilot.click(offset=(lines[-1].index("Help"), len(lines) - 1))
        await settle(pilot)
        assert "All processes with their figures" in screen_text(pilot)


FIRST_PAINT = """
import sys
from pathlib import Path
from procfit.tui.app import ProcfitApp
from procfit.tui.palette import Palette

class Watched(ProcfitApp):
    def study(self):
        heavy = {"numpy", "pandas", "networkx", "openpyxl", "lxml", "procfit.rules", "procfit.fit"}
        print(sorted(heavy & set(sys.modules)))
        self.exit(0)

Watched(Path(sys.argv[1])).run(headless=True)
"""


def test_the_frame_stands_before_anything_heavy_is_loaded(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(root)], capture_output=True, text=True, check=True
    )
    assert "[]" in done.stdout


@in_loop
async def test_figures_that_arrive_while_a_screen_opens_wait_for_it(root: Path) -> None:
    async with driven(root) as pilot:
        for page, _ in PAGES:
            pilot.app.open_page(page)
            for _ in range(30):
                pilot.app.session.version += 1
                pilot.app.show_session()
                await asyncio.sleep(0)
            await settle(pilot)
            assert pilot.app.screen.scope == page


@in_loop
async def test_a_window_closes_once_however_fast_the_keys_come(root: Path) -> None:
    async with driven(root) as pilot:
        app = pilot.app
        await pilot.press("3", "ctrl+p")
        palette = app.screen
        app.do_back()  # the palette closes itself; the page below stays
        assert app.screen is palette
        palette.dismiss(None)
        palette.dismiss(None)
        await settle(pilot)
        assert app.screen.scope == "findings"
