"""The app killed at random moments: what was kept once is never lost, and no file is ever half written.

PROCFIT_KILLS says how many times it is killed.
"""

from __future__ import annotations

import json
import os
import random
import time
from itertools import count
from pathlib import Path
from statistics import median

from helpers_pty import TerminalApp
from procfit import open_workspace
from procfit.formats.process_toml import read_process_text
from procfit.workspace.editing.journal import FOLDER

KILLS = int(os.environ.get("PROCFIT_KILLS", "5"))
MAP = 'format = 1\nname = "Kept"\n\n[[step]]\nid = "begin"\nname = "Begin"\n'


class Witness:
    """Looks at the files over and over and remembers every step that was once kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.kept: set[str] = set()
        self.delays: list[float] = []
        self._typed: dict[str, float] = {}

    def typed(self, step: str) -> None:
        self._typed[step] = time.monotonic()

    def look(self) -> set[str]:
        """Return the steps that are in files now; every file must be whole."""
        found: set[str] = set()
        for path in (self.root / FOLDER).glob("*/*.json"):
            try:
                text = json.loads(path.read_text())["text"]
            except FileNotFoundError:
                continue
            found |= _steps(text)
        found |= _steps((self.root / "processes" / "kept.toml").read_text())
        for step in found - self.kept:
            if step in self._typed:
                self.delays.append(time.monotonic() - self._typed[step])
        self.kept |= found
        return found


def _steps(text: str) -> set[str]:
    process, problems = read_process_text(text, "kept", "kept")
    assert process is not None, problems
    return {step.id for step in process.steps}


def test_a_killed_app_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    root = tmp_path / "kept"
    (root / "processes").mkdir(parents=True)
    (root / "processes" / "kept.toml").write_text(MAP)
    witness, chance, number = Witness(root), random.Random(8), count()
    for _ in range(KILLS):
        with TerminalApp(root) as app:
            _begin(app, witness)
            for _ in range(chance.randrange(1, 8)):
                step = f"do-{next(number)}"
                app.type(step)
                witness.typed(step)
                if chance.random() < 0.15:
                    app.press("esc", "ctrl+s")
                    app.read(chance.random() / 10)
                    app.press("a")
                end = time.monotonic() + chance.random() / 4
                while time.monotonic() < end:
                    app.read(0.005)
                    witness.look()
            app.kill()
        assert witness.look() >= witness.kept
        assert not open_workspace(root).problems
    print(
        f"{KILLS} kills, {len(witness.kept)} steps; kept {median(witness.delays) * 1000:.0f} ms after "
        f"Enter (median), {max(witness.delays) * 1000:.0f} ms at most"
    )


def _begin(app: TerminalApp, witness: Witness) -> None:
    """Bring back what an earlier run left, and begin to type steps."""
    kept = set(witness.kept)
    saved = _steps((app.root / "processes" / "kept.toml").read_text())
    app.wait("Portfolio")
    if kept - saved:
        app.wait("Unsaved work was found")
        app.press("b")
        app.wait("Your work is back")
        app.wait(lambda: witness.look() >= kept and "Unsaved work" not in app.shown)
    app.wait("Kept")
    app.press("enter")
    app.wait("Add step")
    app.press("a")
    app.wait("After ")
