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
    "form": ["enter", *["right"] * 4, "v", "f", *["down"] * 13],
    "questions": ["enter", "f7", "ctrl+u", "A", "n", "a", "enter", "space", "n"],
    "findings": ["3", "down"],
    "vendors": ["4", "right", "right"],
    "fit": ["5"],
    "capabilities": ["6"],
    "similar": ["7"],
    "review": ["8", "down"],
    "diff": ["9"],
    "accept": ["enter", "n", "x"],
}
WINDOWS = {
    "filter": ["slash", *"findings", "greater_than_sign", "0"],
    "new-map": ["n", *"Order", "enter", "enter"],
    "first-step": ["n", *(["enter"] * 5)],
    "template": ["t"],
    "template-map": ["t", "c"],
    "import": ["I", *"flow", "full_stop", *"mmd", "enter"],
    "workbook": ["4", "I", *"fir", "full_stop", *"csv", "enter"],
    "settings": ["f10", "down", "enter"],
    "tour": ["f3"],
    "tour-map": ["f3", "enter", "enter", "enter"],
}
FLOW = "flowchart LR\n a([Ask]) --> b{Known?}\n b -->|yes| c[Send]\n b -->|no| c\n style a fill:#f00\n"
ANSWERS = """Id,Requirement,Answer
R-1,Capture leads from web forms,Yes
R-2,Make priced offers,Maybe
R-3,One record per customer,No
R-4,Refund money,Yes
R-5,Send mail,Yes
"""


def pictured(snap_compare, root: Path, size: tuple[int, int], keys: list[str], theme: str) -> bool:
    app = ProcfitApp(root)

    async def prepare(pilot) -> None:
        app.theme = theme
        app.animation_level = "none"  # nothing blinks
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


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("keys", WINDOWS.values(), ids=WINDOWS)
def test_what_opens_looks_as_it_did(
    snap_compare, root: Path, keys: list[str], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("procfit.tui.screens.settings.personal_path", lambda: Path("own", "app.toml"))
    (root / "flow.mmd").write_text(FLOW, encoding="utf-8")
    (root / "fir.csv").write_text(ANSWERS, encoding="utf-8")
    assert pictured(snap_compare, root, size, keys, "procfit-dark")


@pytest.mark.parametrize("theme", ["procfit-light", "procfit-contrast"])
@pytest.mark.parametrize("keys", [WINDOWS["settings"][:1], WINDOWS["tour"]], ids=["settings", "tour"])
def test_windows_look_as_they_did_in_other_colors(
    snap_compare, root: Path, keys: list[str], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("procfit.tui.screens.settings.personal_path", lambda: Path("own", "app.toml"))
    assert pictured(snap_compare, root, SIZES["small"], keys, theme)


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
