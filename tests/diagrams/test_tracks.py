from __future__ import annotations

from procfit.diagrams.occupancy import Key, Track
from procfit.diagrams.tracks import allot_tracks


def test_lines_that_touch_get_different_tracks_and_others_share() -> None:
    tracks: dict[Key, Track] = {"a": Track(0, 5), "b": Track(5, 9), "c": Track(10, 12)}
    numbers = allot_tracks(tracks, {})
    assert numbers["a"] != numbers["b"]
    assert numbers["c"] == 0


def test_a_line_that_must_follow_another_one_does() -> None:
    tracks: dict[Key, Track] = {"a": Track(0, 5), "b": Track(0, 5)}
    assert allot_tracks(tracks, {"b": {"a"}}) == {"b": 0, "a": 1}


def test_nested_lines_are_laid_so_that_they_do_not_cross() -> None:
    outer = Track(0, 9, [(0, -1), (9, -1)])
    inner = Track(3, 6, [(3, -1), (6, -1)])
    assert allot_tracks({"outer": outer, "inner": inner}, {}) == {"inner": 0, "outer": 1}


def test_hundreds_of_lines_still_get_tracks_of_their_own() -> None:
    numbers = allot_tracks({number: Track(0, 9) for number in range(300)}, {})
    assert sorted(numbers.values()) == list(range(300))
