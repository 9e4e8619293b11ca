"""One layout of a map for the terminal and for paper: lanes are rows, time runs from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from procfit.diagrams.grid import Box, LaneBand, Layout, Point, Route
from procfit.diagrams.labels import with_spots
from procfit.diagrams.occupancy import Key, Laid, Lines
from procfit.diagrams.ranks import Ranking, rank
from procfit.diagrams.routing import Router
from procfit.diagrams.rows import main_path, place_rows
from procfit.diagrams.tracks import allot_tracks
from procfit.diagrams.ways import End
from procfit.model.errors import ProcfitError
from procfit.model.lanes import lanes_in_order
from procfit.model.process import Lane, ProcessMap
from procfit.model.quantities import format_share

__all__ = ["MOST_STEPS", "layout"]

MOST_STEPS = 5_000
"""Steps up to which a map is drawn; nobody can read a picture of more."""

Tracks = dict[int, dict[Key, int]]


def layout(process: ProcessMap) -> Layout:
    """Place a map's steps on the grid and lay its flows.

    Parameters
    ----------
    process
        A view of a map: ``process.as_is`` or ``process.to_be``.

    Returns
    -------
    Layout
        The same for the same map, always.

    Raises
    ------
    ProcfitError
        When the map has more than `MOST_STEPS` steps.

    Examples
    --------
    >>> from procfit.model.process import Flow, Step
    >>> drawn = layout(ProcessMap("p", "P", steps=(Step("a", "A", next=(Flow("b"),)), Step("b", "B"))))
    >>> [(box.step, box.column, box.row) for box in drawn.boxes]
    [('a', 0, 0), ('b', 1, 0)]
    """
    count = len(process.steps)
    if count > MOST_STEPS:
        raise ProcfitError(
            f"{process.id} has {count:,} steps; a map with more than {MOST_STEPS:,} is not drawn",
            'split it into several maps, joined by steps of kind "call"',
        )
    lanes = lanes_in_order(process.lanes)
    ranking = rank(process)
    main = main_path(process, ranking)
    lane_of = _lane_places(process, lanes)
    in_lane = place_rows(ranking, lane_of, main)
    bands, first_rows = _bands(lanes, lane_of, in_lane)
    boxes = tuple(
        Box(step.id, ranking.columns[place], first_rows[lane_of[place]] + in_lane[place], lane_of[place])
        for place, step in enumerate(process.steps)
    )
    return _with_routes(process, ranking, boxes, bands, main)


def _lane_places(process: ProcessMap, lanes: list[tuple[Lane, int]]) -> list[int]:
    place = {lane.id: number for number, (lane, _) in enumerate(lanes)}
    return [place.get(step.lane, len(lanes)) for step in process.steps]


def _bands(
    lanes: list[tuple[Lane, int]], lane_of: list[int], in_lane: list[int]
) -> tuple[tuple[LaneBand, ...], dict[int, int]]:
    """Return the lane bands, and the first row of each lane.

    A lane with lanes inside it is a group; its own steps stand in a nameless band at the group's top.
    """
    heights: dict[int, int] = {}
    for place, row in zip(lane_of, in_lane, strict=True):
        heights[place] = max(heights.get(place, 0), row + 1)
    first_rows: dict[int, int] = {}
    rows = 0
    for number in range(len(lanes)):
        first_rows[number] = rows
        rows += heights.get(number, 0 if _last_inside(lanes, number) > number else 1)
    first_rows[len(lanes)] = rows
    bands: list[LaneBand] = []
    for number, (lane, depth) in enumerate(lanes):
        first, last = first_rows[number], _last_inside(lanes, number)
        end = first_rows[last + 1] - 1
        is_group = last > number
        bands.append(LaneBand(lane.id, lane.label, lane.kind, first, end, depth, not is_group))
        if is_group and number in heights:
            bands.append(LaneBand(lane.id, "", lane.kind, first, first_rows[number + 1] - 1, depth + 1))
    if len(lanes) in heights or not lanes:
        bands.append(LaneBand("", "", None, rows, rows + heights.get(len(lanes), 1) - 1))
    return tuple(bands), first_rows


def _last_inside(lanes: list[tuple[Lane, int]], number: int) -> int:
    """Return the last lane that lies inside a lane, or the lane itself."""
    last = number
    while last + 1 < len(lanes) and lanes[last + 1][1] > lanes[number][1]:
        last += 1
    return last


def _with_routes(
    process: ProcessMap,
    ranking: Ranking,
    boxes: tuple[Box, ...],
    bands: tuple[LaneBand, ...],
    main: list[int],
) -> Layout:
    ends = [End(box.column, box.row, step.kind) for box, step in zip(boxes, process.steps, strict=True)]
    router = Router(ranking, ends)
    on_main = set(pairwise(main))
    laid = router.lay_all(on_main)
    gutters = _allot(router.occupancy.down)
    channels = _allot(router.occupancy.across)
    columns = max((box.column + 1 for box in boxes), default=0)
    rows = max((band.last_row + 1 for band in bands), default=0)
    routes = with_spots([_route(process, router, way, gutters, channels, on_main) for way in laid])
    return Layout(
        lanes=bands,
        boxes=boxes,
        routes=tuple(routes),
        columns=columns,
        rows=rows,
        gutter_tracks=tuple(_count(gutters, 2 * column) for column in range(columns + 1)),
        channel_tracks=tuple(_count(channels, 3 * row + part) for row in range(rows) for part in (0, 2)),
    )


def _allot(lines: Lines) -> Tracks:
    return {at: allot_tracks(tracks, lines.after[at]) for at, tracks in lines.tracks.items() if tracks}


def _count(tracks: Tracks, at: int) -> int:
    return max(tracks.get(at, {}).values(), default=-1) + 1


def _route(
    process: ProcessMap,
    router: Router,
    laid: Laid,
    gutters: Tracks,
    channels: Tracks,
    on_main: set[tuple[int, int]],
) -> Route:
    edge = laid.edge
    return Route(
        source=process.steps[edge.source].id,
        target=process.steps[edge.target].id,
        index=edge.index,
        points=tuple(_points(laid, gutters, channels)),
        exit=laid.way.exit,
        entry=laid.way.entry,
        is_back=router.is_back(edge),
        label=format_share(edge.flow.share),
        when=edge.flow.when,
        is_main=(edge.source, edge.target) in on_main,
    )


def _points(laid: Laid, gutters: Tracks, channels: Tracks) -> Iterator[Point]:
    for number, (x, y) in enumerate(laid.way.corners):
        x_track = y_track = 0
        meeting = slice(max(number - 1, 0), number + 1)
        for run, key in zip(laid.runs[meeting], laid.keys[meeting], strict=True):
            if key is not None and run.is_across:
                y_track = channels[y][key]
            elif key is not None:
                x_track = gutters[x][key]
        yield Point(x, x_track, y, y_track)
