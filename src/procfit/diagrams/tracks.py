"""Which track every line in a gutter or channel runs on, so that few lines cross."""

from __future__ import annotations

from collections.abc import Mapping

from procfit.diagrams.occupancy import Key, Track

__all__ = ["allot_tracks"]

MOST_COMPARED = 80
"""Lines in one gutter that are compared with each other; more are laid in the order they came."""


def allot_tracks(tracks: Mapping[Key, Track], after: Mapping[Key, set[Key]]) -> dict[Key, int]:
    """Return the track number of each line; lines that touch get different ones.

    Examples
    --------
    >>> allot_tracks({"a": Track(1, 4), "b": Track(4, 7), "c": Track(8, 9)}, {"b": {"a"}})
    {'b': 0, 'a': 1, 'c': 0}
    """
    order = _in_order(tracks, after)
    numbers: dict[Key, int] = {}
    if len(order) > MOST_COMPARED:
        return {key: number for number, key in enumerate(order)}
    for place, key in enumerate(order):
        touching = [numbers[other] for other in order[:place] if _touch(tracks[key], tracks[other])]
        numbers[key] = max(touching, default=-1) + 1
    return numbers


def _touch(one: Track, other: Track) -> bool:
    return one.low <= other.high and other.low <= one.high


def _in_order(tracks: Mapping[Key, Track], after: Mapping[Key, set[Key]]) -> list[Key]:
    """Return the lines so that none comes before one it must follow, with few crossings."""
    waiting_for = dict.fromkeys(tracks, 0)
    for followers in after.values():
        for key in followers:
            waiting_for[key] += 1
    gains = _gains(tracks)
    rank = {key: number for number, key in enumerate(tracks)}
    ready = {key for key, count in waiting_for.items() if not count}
    order: list[Key] = []
    while ready:
        key = min(ready, key=lambda key: (gains.get(key, 0), rank[key]))
        ready.remove(key)
        order.append(key)
        for other in tracks if gains else ():
            gains[other] -= _lead(tracks[other], tracks[key])
        for follower in after.get(key, ()):
            waiting_for[follower] -= 1
            if not waiting_for[follower]:
                ready.add(follower)
    return order


def _gains(tracks: Mapping[Key, Track]) -> dict[Key, int]:
    """Return how many crossings each line costs when it comes first, against last."""
    if len(tracks) > MOST_COMPARED:
        return {}
    return {
        key: sum(_lead(track, other) for name, other in tracks.items() if name != key)
        for key, track in tracks.items()
    }


def _lead(one: Track, other: Track) -> int:
    """Return how many more crossings there are with `one` before `other` than after it."""
    return _crossed(one, other) - _crossed(other, one)


def _crossed(first: Track, second: Track) -> int:
    """Return the crossings of two neighboring lines: what joins across the other one's span."""
    right = sum(second.low < place < second.high for place, side in first.joins if side > 0)
    return right + sum(first.low < place < first.high for place, side in second.joins if side < 0)
