"""Draws the pictures of the docs from the worked example: `python docs/pictures/make.py` in the checkout."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import procfit
from procfit.tui.app import ProcfitApp
from procfit.tui.personal import Personal, personal_path, write_personal

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MAP = "lead-to-order"
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


def main() -> None:
    """Draw every picture."""
    workspace = procfit.open_workspace(ROOT)
    procfit.draw(workspace.map(MAP), HERE / f"{MAP}.svg")
    with TemporaryDirectory() as folder:
        os.environ["PROCFIT_CONFIG"] = folder
        write_personal(personal_path(), Personal(tour_seen=True))
        asyncio.run(app_picture(HERE / "app.svg"))


if __name__ == "__main__":
    main()
