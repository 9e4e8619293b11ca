from __future__ import annotations

from procfit.diagrams.bridges import Path, with_bridges

LEVEL = Path("a", "b", ((0.0, 0.0), (100.0, 0.0)))


def upright(x: float, source: str = "c", target: str = "d") -> Path:
    return Path(source, target, ((x, -50.0), (x, 50.0)))


def test_the_level_flow_goes_over_the_upright_one() -> None:
    over, under = with_bridges([LEVEL, upright(50)])
    assert over[1:5] == ((45.5, 0.0), (45.5, -4.5), (54.5, -4.5), (54.5, 0.0))
    assert under == ((50, -50.0), (50, 50.0))


def test_flows_of_one_source_or_target_meet_without_a_bridge() -> None:
    for other in (upright(50, source="a"), upright(50, target="b")):
        assert with_bridges([LEVEL, other])[0] == LEVEL.corners


def test_lines_close_together_share_a_bridge() -> None:
    over = with_bridges([LEVEL, upright(40), upright(48)])[0]
    assert over[1:5] == ((35.5, 0.0), (35.5, -4.5), (52.5, -4.5), (52.5, 0.0))


def test_there_is_no_bridge_at_an_end_or_a_corner() -> None:
    assert with_bridges([LEVEL, upright(5), upright(95)])[0] == LEVEL.corners


def test_a_flow_to_the_left_crosses_in_its_own_order() -> None:
    back = Path("a", "b", ((100.0, 0.0), (0.0, 0.0)))
    over = with_bridges([back, upright(20), upright(70)])[0]
    assert [x for x, _ in over] == sorted((x for x, _ in over), reverse=True)
    assert len(over) == 10
