"""Compounds taken apart."""

from __future__ import annotations

import pytest

from procfit.matching.compounds import parts


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("rechnungspruf", ("rechnung", "pruf")),
        ("kundendat", ()),
        ("kundenauftrag", ("kund", "auftrag")),
        ("rechnung", ()),
        ("pruf", ()),
    ],
)
def test_a_compound_is_its_known_parts_or_nothing(stem: str, expected: tuple[str, ...]) -> None:
    assert parts(stem, {"rechnung", "pruf", "kund", "auftrag"}) == expected
