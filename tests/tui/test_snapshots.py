"""Pictures of every screen; look at the SVG files under ``__snapshots__`` when one changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import REPORT, settle, small_workspace
from procfit.tui.app import ProcfitApp

SIZES = {"small": (80, 24), "large": (160, 48)}
SCREENS = {
    "portfolio": [],
    "map": ["enter", "right", "right"],
    "proof": ["enter", "w", "w"],
    "findings": ["3", "down"],
    "vendors": ["4", "right", "right"],
    "fit": ["5"],
    "capabilities": ["6"],
    "similar": ["7"],
    "review": ["8", "down"],
    "diff": ["9"],
    "accept": ["enter", "n", "x"],
}


def pictured(snap_compare, root: Path, size: tuple[int, int], keys: list[str], theme: str) -> bool:
    app = ProcfitApp(root)

    async def prepare(pilot) -> None:
        app.theme = theme
        await settle(pilot)
        app.session.report = REPORT
        app.session.version += 1
        app.show_session()
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    matches: bool = snap_compare(app, terminal_size=size, run_before=prepare)
    return matches


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
def test_the_screens_look_as_they_did(
    snap_compare, root: Path, keys: list[str], size: tuple[int, int]
) -> None:
    assert pictured(snap_compare, root, size, keys, "procfit-dark")


@pytest.mark.parametrize(
    "keys", [SCREENS["portfolio"], SCREENS["map"], SCREENS["fit"]], ids=["portfolio", "map", "fit"]
)
def test_the_screens_look_as_they_did_in_the_light(snap_compare, root: Path, keys: list[str]) -> None:
    assert pictured(snap_compare, root, SIZES["small"], keys, "procfit-light")


def test_high_contrast_looks_as_it_did(snap_compare, root: Path) -> None:
    assert pictured(snap_compare, root, SIZES["small"], SCREENS["vendors"], "procfit-contrast")


def test_windows_look_as_they_did(snap_compare, root: Path) -> None:
    assert pictured(snap_compare, root, SIZES["small"], [*SCREENS["vendors"], "enter"], "procfit-dark")


def test_a_broken_map_and_hostile_labels_look_as_they_did(snap_compare, tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "pumps", broken=True, hostile='"[red]注文[/red] 👩‍👧 <b>"')
    assert pictured(snap_compare, root, SIZES["large"], [], "procfit-dark")


def test_a_hostile_label_looks_as_it_did_on_the_map(snap_compare, tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "pumps", hostile='"[red]注文[/red] 👩‍👧 <b>"')
    assert pictured(snap_compare, root, SIZES["small"], SCREENS["map"], "procfit-light")


def test_a_workspace_without_vendors_looks_as_it_did(snap_compare, tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "pumps", vendors=False)
    assert pictured(snap_compare, root, SIZES["small"], ["5"], "procfit-dark")
