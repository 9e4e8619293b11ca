from __future__ import annotations

from procfit.formats.grid import Cell, Grid
from procfit.formats.question_manifest import Asked, Manifest

MANIFEST = Manifest("Ours", "2026-05-04", (Asked("mail", "Q-001", "ab"), Asked("calls", "Q-002", "cd")))


def sheet(manifest: Manifest, **changed: str) -> Grid:
    cells = {
        (row, column): Cell(text)
        for row, texts in enumerate(manifest.rows(), 1)
        for column, text in enumerate(texts, 1)
    }
    for name, text in changed.items():
        cells[int(name[1:]), " ABC".index(name[0])] = Cell(text)
    return Grid("q.xlsx", "procfit", cells)


def test_it_reads_back_as_written() -> None:
    assert Manifest.read(sheet(MANIFEST)) == (MANIFEST, True)


def test_any_change_of_what_was_asked_shows() -> None:
    for cell in ("A6", "B7", "C6"):
        found = Manifest.read(sheet(MANIFEST, **{cell: "other"}))
        assert found is not None
        assert not found[1]


def test_another_sheet_or_format_is_none() -> None:
    assert Manifest.read(Grid("q.xlsx", "procfit")) is None
    assert Manifest.read(sheet(MANIFEST, B1="2")) is None
    assert Manifest.read(sheet(MANIFEST, A1="something else")) is None
