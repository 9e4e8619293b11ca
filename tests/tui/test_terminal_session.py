"""A whole working session in a real terminal, with as few keys as a person needs."""

from __future__ import annotations

from pathlib import Path

from helpers_pty import TerminalApp
from procfit import open_workspace

MAP = 'format = 1\nname = "Repair to invoice"\n'

LINES = (
    "Report a fault @Customer *start",
    "Take the call @Desk 6m/30m v3 !phone",
    "Known machine?",
    "Look up its history <70% 4m v1",
    "",
    "Note the serial number 5m",
    "Make a record @Office 8m/4h",
    "",
    "Under warranty? @d",
    "Check the warranty <60% @o 10m/1d",
    "",
    "Quote a price 15m/2h v4 !e-mail",
    "Agree to it @c 5m/2d",
    "",
    "Plan the visit @d 10m/3h v2",
    "Order parts? @o",
    "Order the parts <40% 12m/3d",
    "Receive the parts @Stock 6m",
    "",
    "",
    "Pack the van @s 15m/8h",
    "Drive to the customer @Technician 45m",
    "Find the fault 30m v3",
    "Mend it 1h v5",
    "Works again?",
    "Ask a colleague <10% 20m/1h",
    "> Find",
    "Show the customer 10m v4",
    "Sign the report @c 2m",
    "Type in the report @o 12m/1d",
    "Write the invoice 8m/2d v1",
    "Pay *end @c",
)


def workspace(root: Path) -> Path:
    (root / "processes").mkdir(parents=True)
    (root / "processes" / "repair.toml").write_text(MAP)
    return root


def test_a_map_of_25_steps_is_typed_undone_redone_and_saved(tmp_path: Path) -> None:
    root = workspace(tmp_path / "repairs")
    path = root / "processes" / "repair.toml"
    with TerminalApp(root) as app:
        app.wait("Repair to invoice")
        app.press("enter")
        app.wait("Add step")
        app.press("a")
        app.wait("First step:")
        for line in LINES:
            app.type(line)
        app.wait(lambda: "After" not in app.shown and "Pay" in app.shown)
        typed = app.keys
        app.press(*("u",) * 10)
        app.wait("Undone: add Drive to the customer")
        app.press(*("U",) * 10)
        app.wait("Done again: add Pay")
        app.press("ctrl+s")
        app.wait("Saved: Repair to invoice")
        app.press("q")
        assert app.wait_end() == 0
    print(f"{typed} keys for 25 steps, {app.keys} with undo, redo, save and quit")
    assert path.read_text() == (Path(__file__).parent / "typed_map.toml").read_text()
    assert typed < 680
    assert len(open_workspace(root).maps["repair"].steps) == 25
    assert not (root / ".procfit" / "unsaved").exists()
