from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers_questions import workspace_in
from procfit import Workspace, open_workspace
from procfit.formats.demo_form import Seen
from procfit.model.errors import OutputError, Place
from procfit.model.vendor import Settled
from procfit.workspace.agreeing import save_settling, settle

SEEN = Settled("standard", "demonstrated", "Ana", "demo: as claimed", date=date(2026, 5, 2))
OWN = '# them\nformat = 1\nname = "Fir"\n'


def workspace(folder: Path, text: str = OWN) -> Workspace:
    workspace_in(folder)
    (folder / "vendors/fir.toml").write_text(text, encoding="utf-8")
    return open_workspace(folder)


def seen(vendor: str = "fir", capability: str = "mail") -> Seen:
    return Seen(vendor, capability, SEEN, Place("d.xlsx", sheet="Fir", cell="J4"))


def test_what_was_seen_becomes_agreed(tmp_path: Path) -> None:
    found = workspace(tmp_path)
    settling = settle(found, [seen()])
    save_settling(found, settling)
    assert settling.count == 1
    assert open_workspace(tmp_path).vendors["fir"].agreed == {"mail": SEEN}
    assert (tmp_path / "vendors/fir.toml").read_text(encoding="utf-8").startswith(OWN)


def test_what_is_agreed_already_is_left_as_it_is(tmp_path: Path) -> None:
    found = workspace(tmp_path)
    save_settling(found, settle(found, [seen()]))
    assert settle(open_workspace(tmp_path), [seen()]).count == 0


def test_what_is_gone_is_told_at_its_cell(tmp_path: Path) -> None:
    settling = settle(workspace(tmp_path), [seen("gum"), seen(capability="chat")])
    assert settling.count == 0
    assert [str(problem) for problem in settling.problems] == [
        'd.xlsx:Fir!J4: there is no vendor "gum" any more; add what was seen by hand',
        'd.xlsx:Fir!J4: there is no capability "chat" any more; add what was seen by hand',
    ]


def test_a_file_spelled_otherwise_is_left_alone(tmp_path: Path) -> None:
    text = OWN + 'agreed = { calls = { code = "none" } }\n'
    found = workspace(tmp_path, text)
    with pytest.raises(OutputError):
        save_settling(found, settle(found, [seen()]))
    assert (tmp_path / "vendors/fir.toml").read_text(encoding="utf-8") == text
