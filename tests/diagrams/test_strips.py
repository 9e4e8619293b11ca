from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from helpers_diagrams import branching, chain, maps
from procfit.diagrams.figures import figures
from procfit.diagrams.geometry import Geometry
from procfit.diagrams.layout import layout
from procfit.diagrams.strips import best_strips, cut
from procfit.diagrams.swimlane import sizes
from procfit.model.process import ProcessMap


def on_paper(process: ProcessMap) -> Geometry:
    grid = layout(process)
    return Geometry(grid, sizes(figures(process, grid), grid))


@settings(max_examples=60, deadline=None)
@given(maps())
def test_every_step_stands_in_one_strip_and_every_flow_ends_once(process: ProcessMap) -> None:
    geometry = on_paper(process)
    strips = cut(geometry, 3)
    for box in geometry.layout.boxes:
        rect = geometry.box(box.step)
        assert sum(strip.holds(rect.x) for strip in strips) == 1
        assert sum(strip.holds(rect.x + rect.width) for strip in strips) == 1
    ends = [piece for strip in strips for piece in strip.pieces if piece.is_last]
    assert len(ends) == len(geometry.layout.routes)


@settings(max_examples=60, deadline=None)
@given(maps())
def test_a_number_that_a_flow_leaves_by_is_entered_once_elsewhere(process: ProcessMap) -> None:
    strips = cut(on_paper(process), 4)
    out = sorted(r.number for strip in strips for r in strip.references if r.leads_out)
    into = sorted(r.number for strip in strips for r in strip.references if not r.leads_out)
    assert out == into
    assert len(set(out)) == len(out)


@settings(max_examples=60, deadline=None)
@given(maps())
def test_pieces_stay_in_their_strip_and_stay_orthogonal(process: ProcessMap) -> None:
    for strip in cut(on_paper(process), 3):
        for piece in strip.pieces:
            assert all(strip.first_x <= x <= strip.last_x for x, _ in piece.points)
            drawn = [(x, strip.y(y)) for x, y in piece.points]
            assert all(0 <= y <= strip.height for _, y in drawn)
            for begin, end in pairwise(drawn):
                assert begin[0] == pytest.approx(end[0]) or begin[1] == pytest.approx(end[1])


def test_a_short_map_stays_in_one_strip() -> None:
    assert len(best_strips(on_paper(chain(5)), 1.4, (100, 20))) == 1


def test_a_long_map_wraps_so_that_it_can_be_drawn_bigger() -> None:
    geometry = on_paper(branching(40))
    strips = best_strips(geometry, 1.4, (100, 20))
    assert len(strips) > 1
    assert max(strip.width for strip in strips) < geometry.width / 2


def test_a_strip_leaves_out_lanes_in_which_nothing_happens() -> None:
    process = branching(30, lanes=5)
    strips = cut(on_paper(process), 5)
    assert min(len(strip.lanes) for strip in strips) < 5
