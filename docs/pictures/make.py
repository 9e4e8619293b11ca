"""Draws the pictures of the docs from the worked example: `python docs/pictures/make.py` in the checkout."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import procfit
from procfit.api import scene
from procfit.diagrams.render import scene_svg
from procfit.diagrams.scene import Scene
from procfit.diagrams.theme import themed
from procfit.tui.app import ProcfitApp
from procfit.tui.personal import Personal, personal_path, write_personal

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MAP = "lead-to-order"
TODAY = date(2026, 8, 1)
"""Ages of facts are counted from here, so that pictures stay the same."""

GALLERY = {
    "swimlane": "credit-review",
    "value": "credit-review",
    "findings": "credit-review",
    "change": "quotation",
    "blueprint": "onboarding",
    "journey": "onboarding",
    "fit": "credit-review",
    "capabilities": "credit-review",
    "portfolio": "",
}
"""The map that shows each style, a short one where it can be."""

VENDOR = "birch"
DARK = "value"
"""The style that is shown in both themes."""

REMOTE_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def app_picture(path: Path) -> None:
    """Write what the terminal app shows: a map with its first finding, proof walked."""
    workspace = procfit.open_workspace(ROOT)
    app = ProcfitApp(workspace)
    async with app.run_test(size=(140, 40)) as pilot:
        await app.workers.wait_for_complete()
        app.open_map(MAP)
        await pilot.pause()
        for key in ("n", "w", "w"):
            await pilot.press(key)
            await pilot.pause(0.3)
        picture = app.export_screenshot(title="procfit")
    path.write_text(REMOTE_FONTS.sub("", picture), encoding="utf-8")


def gallery() -> Iterator[tuple[str, Scene]]:
    """Yield the name and the picture of every style, and one in the dark theme."""
    workspace = replace(procfit.open_workspace(ROOT), opened=TODAY)
    for style, name in GALLERY.items():
        vendor = VENDOR if style == "fit" else ""
        process = workspace.map(name) if name else None
        made = scene(process, style, workspace=workspace, vendor=vendor)
        yield style, made
        if style == DARK:
            yield f"{style}-dark", themed(made, "dark")


def main() -> None:
    """Draw every picture."""
    for name, picture in gallery():
        path = HERE / "gallery" / f"{name}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_text(scene_svg(picture), encoding="utf-8")
    workspace = procfit.open_workspace(ROOT)
    procfit.draw(workspace.map(MAP), HERE / f"{MAP}.svg")
    with TemporaryDirectory() as folder:
        os.environ["PROCFIT_CONFIG"] = folder
        write_personal(personal_path(), Personal(tour_seen=True))
        asyncio.run(app_picture(HERE / "app.svg"))


if __name__ == "__main__":
    main()
