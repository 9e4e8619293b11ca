from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procfit.fit.money.plane import Plane, Point, plane_of


def spans(most: float) -> st.SearchStrategy[tuple[float, float, float]]:
    # Few different values, so that ties come up.
    numbers = st.lists(st.integers(0, 6).map(lambda number: number * most / 6), min_size=3, max_size=3)
    return numbers.map(lambda drawn: tuple(sorted(drawn)))  # type: ignore[arg-type, return-value]


POINTS = st.lists(st.tuples(spans(600), spans(1), st.booleans()), min_size=0, max_size=6).map(
    lambda drawn: [Point(f"v{number}", *each) for number, each in enumerate(drawn)]
)


def point(plane: Plane, vendor: str) -> Point:
    return next(each for each in plane.points if each.vendor == vendor)


@given(POINTS, st.randoms())
def test_the_front_does_not_depend_on_the_order(points: list[Point], random: object) -> None:
    mixed = list(points)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert plane_of(mixed) == plane_of(points)


@given(POINTS)
def test_nobody_beaten_stands_on_the_front_and_somebody_does(points: list[Point]) -> None:
    plane = plane_of(points)
    racing = [each for each in plane.points if each.in_race]
    assert bool(plane.front) == bool(racing)
    for own in racing:
        beaten = any(
            other.cost[1] <= own.cost[1]
            and other.fit[1] >= own.fit[1]
            and (other.cost[1], other.fit[1]) != (own.cost[1], own.fit[1])
            for other in racing
        )
        assert (own.vendor in plane.front) == (not beaten)


@given(POINTS)
def test_surely_beaten_is_beaten_wherever_in_the_ranges(points: list[Point]) -> None:
    plane = plane_of(points)
    for own in plane.points:
        assert set(own.surely_beaten_by) <= set(own.beaten_by)
        for name in own.surely_beaten_by:
            other = point(plane, name)
            assert other.cost[2] <= own.cost[0]
            assert other.fit[0] >= own.fit[2]


def test_a_vendor_that_a_gate_stops_beats_nobody() -> None:
    stopped = Point("s", (1, 1, 1), (0.9, 0.9, 0.9), in_race=False)
    plane = plane_of([stopped, Point("t", (2, 2, 2), (0.1, 0.1, 0.1))])
    assert plane.front == ("t",)


def test_twins_leave_each_other_on_the_front() -> None:
    twins = [Point(name, (1, 2, 3), (0.1, 0.5, 0.9)) for name in "ab"]
    assert plane_of(twins).front == ("a", "b")


def test_the_plane_is_a_table() -> None:
    frame = plane_of(
        [Point("a", (1, 2, 3), (0.1, 0.5, 0.9)), Point("b", (3, 4, 5), (0, 0, 0.05))]
    ).to_frame()
    assert frame.loc["b", ["cost", "fit", "on_front", "surely_beaten_by"]].tolist() == [4, 0, False, "a"]
    assert plane_of([]).to_frame().empty
