from __future__ import annotations

from pathlib import Path

from procfit.workspace.editing.watch import Watch


def test_changed_made_and_removed_files_are_noticed_once(tmp_path: Path) -> None:
    (tmp_path / "processes").mkdir()
    (tmp_path / "vendors" / "scores").mkdir(parents=True)
    for name in ("procfit.toml", "processes/a.toml", "vendors/v.xlsx", "vendors/scores/ana.toml"):
        (tmp_path / name).write_text("1")
    watch = Watch(tmp_path)
    assert watch.changed() == ()
    (tmp_path / "processes/a.toml").write_text("12")
    (tmp_path / "processes/b.toml").write_text("1")
    (tmp_path / "vendors/v.xlsx").unlink()
    (tmp_path / "processes/.a.toml.procfit-1.tmp").write_text("1")
    (tmp_path / "notes.txt").write_text("1")
    assert set(watch.changed()) == {"processes/a.toml", "processes/b.toml", "vendors/v.xlsx"}
    watch.seen()
    assert watch.changed() == ()
