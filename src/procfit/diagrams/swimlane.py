"""The swimlane style: who does what, in which order, as a process analyst draws it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procfit.diagrams.badges import badges
from procfit.diagrams.bridges import Path, with_bridges
from procfit.diagrams.dress import PLAIN_DRESS, draw_dressed, dressed
from procfit.diagrams.figures import Figure, figures
from procfit.diagrams.flow_lines import CORNER, dressed_line
from procfit.diagrams.geometry import Geometry, Rect, Sizes
from procfit.diagrams.grid import Layout, Route
from procfit.diagrams.labels import LabelSize, has_label, is_beside
from procfit.diagrams.lane_figures import draw_lanes, head_width
from procfit.diagrams.layout import layout
from procfit.diagrams.legend import legend
from procfit.diagrams.message_figures import draw_envelopes, envelopes
from procfit.diagrams.overlay import PLAIN, Overlay
from procfit.diagrams.palette import (
    A_SERIES,
    FLOW,
    FLOW_BACK,
    INK,
    QUIET,
    SIZE_LABEL,
    SIZE_LANE,
    SIZE_NAME,
    SIZE_TITLE,
)
from procfit.diagrams.references import REFERENCE_ROOM, draw_references, reference_room
from procfit.diagrams.row_blocks import draw_row, row_height
from procfit.diagrams.scene import Data, Item, Line, Scene, Text
from procfit.diagrams.strips import Corner, Piece, Strip, best_strips
from procfit.diagrams.text_width import one_line, points, shorten, wrap
from procfit.model.process import ProcessMap, View

__all__ = ["scene"]

MARGIN = 20.0
TITLE_HEIGHT = 42.0
NAME_HEIGHT = 26.0
STRIP_GAP = 24.0
WHEN_WIDTH = 74.0
WHEN_LINES = 4
LINE_HEIGHT = 1.2
LEGEND_GAP = 10.0
PANEL_GAP = 14.0
NOTE_LINES = 3
NOTE_GAP = 8.0
NO_STEPS = ProcessMap("", "")


def scene(
    process: ProcessMap,
    view: View = "as-is",
    marks: Mapping[str, str] | None = None,
    ratio: float | None = A_SERIES,
    overlay: Overlay = PLAIN,
) -> Scene:
    """Return a map as swimlanes.

    Parameters
    ----------
    process
        The view of the map that `view` names.
    view
        What the title says is shown.
    marks
        What is marked on steps, such as the rules that flag them, several with commas between.
    ratio
        Width through height of the page that a long map wraps for; None keeps it in one strip.
    overlay
        What another style adds.
    """
    return _Drawing(process, view, marks or {}, ratio, overlay).scene()


def sizes(forms: Mapping[str, Figure], grid: Layout) -> Sizes:
    """Return the sizes that swimlanes give the grid, in points."""
    has_edges = any(grid.gutter_tracks[:1]) or any(grid.gutter_tracks[-1:])
    return Sizes(
        box=lambda step: (forms[step].width, forms[step].height),
        label=_label_size,
        extent=lambda step: forms[step].extent,
        track=9.0,
        track_down=9.0,
        lead=11.0,
        tail=15.0,
        channel=8.0,
        touch=14.0,
        gap=3.5,
        lane_height=46.0,
        edge=12.0 if not has_edges else 10.0,
    )


def _label_lines(route: Route) -> tuple[list[str], list[str]]:
    """Return the lines above and below a flow: its share and when it is taken, or the latter alone."""
    when = wrap(route.when, WHEN_WIDTH, WHEN_LINES, _measure) if route.when else []
    return ([route.label], when) if route.label else (when, [])


def _measure(text: str) -> float:
    return points(text, SIZE_LABEL)


def _label_size(route: Route) -> LabelSize:
    above, below = _label_lines(route)
    width = max(_measure(line) for line in above + below)
    line = SIZE_LABEL * LINE_HEIGHT
    return LabelSize(width, len(above) * line + 2, len(below) * line + 2 if below else 0)


class _Drawing:
    """Gathers the items of one picture."""

    def __init__(
        self,
        process: ProcessMap,
        view: View,
        marks: Mapping[str, str],
        ratio: float | None,
        overlay: Overlay,
    ) -> None:
        self.process = process
        self.view = view
        self.overlay = overlay
        self.grid = layout(process)
        self.forms = dressed(figures(process, self.grid), overlay.dresses)
        self.geometry = Geometry(self.grid, sizes(self.forms, self.grid))
        self.head = head_width(self.grid)
        beside = (self.head + 2 * MARGIN + 2 * REFERENCE_ROOM, STRIP_GAP)
        self.strips = best_strips(self.geometry, ratio, beside)
        self.envelopes = envelopes(process)
        self.letters, self.badges = badges(marks)
        promise = (process.customer, process.outcome)
        self.promise = " — ".join(one_line(part) for part in promise if part)
        self.title_height = TITLE_HEIGHT if self.promise else NAME_HEIGHT
        self.used_lines: set[str] = set()
        self.items: list[Item] = []

    def scene(self) -> Scene:
        room = reference_room(self.strips)
        inner = max(strip.width for strip in self.strips) + 2 * room
        width = max(self.head + inner, 320.0) + 2 * MARGIN
        self._title(width)
        y = MARGIN + self.title_height + self._note(width)
        for strip in self.strips:
            y = self._rows(strip, y, (width - 2 * MARGIN, room), is_below=False)
            self._strip(strip, y, width - 2 * MARGIN, room)
            y = self._rows(strip, y + strip.height, (width - 2 * MARGIN, room), is_below=True)
            y += STRIP_GAP
        y += LEGEND_GAP - STRIP_GAP
        items, height = legend(
            self.process if self.overlay.has_steps else NO_STEPS,
            self.used_lines,
            self.letters,
            (MARGIN, y, width - 2 * MARGIN),
            self.overlay.entries,
        )
        self.items.extend(items)
        for panel in self.overlay.panels:
            y += height + PANEL_GAP
            items, height = panel(MARGIN, y, width - 2 * MARGIN)
            self.items.extend(items)
        name = one_line(self.process.name or self.process.id)
        return Scene(width, y + height + MARGIN, name, self._description(), tuple(self.items))

    def _description(self) -> str:
        lanes = ", ".join(one_line(band.name) for band in self.grid.leaves if band.name)
        steps = f"{len(self.process.steps)} {'steps' if self.overlay.has_steps else 'processes'}"
        word = f"{self.overlay.word}: " if self.overlay.word else f"{self.view} process, "
        return f"{word}{steps}{f' in the lanes {lanes}' if lanes else ''}"

    def _title(self, width: float) -> None:
        word = self.overlay.word or self.view.capitalize()
        wide = max(60.0, points(word, SIZE_LANE, is_bold=True) + 12)
        room = width - 2 * MARGIN - wide
        name = shorten(
            one_line(self.process.name or self.process.id),
            room,
            lambda text: points(text, SIZE_TITLE, True),
        )
        self.items.append(
            Text(MARGIN, MARGIN + 8, (name,), SIZE_TITLE, "left", is_bold=True, classes="title")
        )
        shown = Text(
            width - MARGIN,
            MARGIN + 8,
            (word,),
            SIZE_LANE,
            "right",
            True,
            QUIET,
            "view",
        )
        self.items.append(shown)
        if self.promise:
            line = shorten(self.promise, room + wide, lambda text: points(text, SIZE_NAME))
            self.items.append(
                Text(MARGIN, MARGIN + 26, (line,), SIZE_NAME, "left", color=QUIET, classes="outcome")
            )

    def _note(self, width: float) -> float:
        """Put the note of a style under the title, and return how high it is."""
        if not self.overlay.note:
            return 0.0
        room = width - 2 * MARGIN
        lines = wrap(self.overlay.note, room, NOTE_LINES, lambda text: points(text, SIZE_NAME, True))
        high = len(lines) * SIZE_NAME * LINE_HEIGHT
        y = MARGIN + self.title_height + high / 2
        self.items.append(
            Text(MARGIN, y, tuple(lines), SIZE_NAME, "left", is_bold=True, color=INK, classes="note")
        )
        return high + NOTE_GAP

    def _rows(self, strip: Strip, y: float, widths: tuple[float, float], *, is_below: bool) -> float:
        """Put the rows that a style adds above or below a strip, and return where they end."""
        width, room = widths
        shift = MARGIN + self.head + room - strip.first_x
        for block in self.overlay.rows:
            if block.is_below != is_below:
                continue
            places = {
                step: box.x + box.width / 2 + shift
                for step in self.forms
                if strip.holds((box := self.geometry.box(step)).x) and step in block.chips
            }
            height = row_height(block, places)
            self.used_lines |= {block.line} if block.line else set()
            self.items.extend(draw_row(block, places, Rect(MARGIN, y, width, height), self.head))
            y += height
        return y

    def _strip(self, strip: Strip, top: float, width: float, room: float) -> None:
        shift = MARGIN + self.head + room - strip.first_x
        place = Rect(MARGIN, top, width, strip.height)
        items, lines = draw_lanes(
            strip, self.grid, place, self.head, is_blueprint=self.overlay.is_blueprint
        )
        self.items.extend(items)
        self.used_lines |= lines
        paths = [_path(piece, strip, shift, top) for piece in strip.pieces]
        for piece, corners in zip(strip.pieces, with_bridges(paths), strict=True):
            self._piece(piece, corners)
        self.items.extend(draw_references(strip, shift, top))
        for step, figure in self.forms.items():
            box = self.geometry.box(step)
            if strip.holds(box.x):
                moved = Rect(
                    box.x + shift, strip.y(box.y + box.height / 2) + top - box.height / 2, *box[2:]
                )
                dress = self.overlay.dresses.get(step, PLAIN_DRESS)
                link = self.overlay.links.get(step, "")
                mark = self.badges.get(step, "")
                self.items.extend(draw_dressed(figure, moved, dress, mark, link))
                at_step = [envelope for envelope in self.envelopes if envelope.step == step]
                self.items.extend(draw_envelopes(at_step, moved))
        for route in self.grid.routes:
            if has_label(route) and strip.holds(self.geometry.label(route)[0].x):
                self.items.extend(self._label(route, strip, shift, top))

    def _piece(self, piece: Piece, corners: tuple[Corner, ...]) -> None:
        route = piece.route
        dress = self.overlay.flows.get((route.source, route.index))
        if dress is not None:
            if not dress.is_hidden:
                self.items.append(dressed_line(piece, dress, corners, _flow_data(route)))
            return
        self.used_lines |= {"way back"} if route.is_back else {"usual way"} if route.is_main else set()
        self.items.append(
            Line(
                corners,
                stroke=FLOW_BACK if route.is_back else FLOW,
                stroke_width=1.8 if route.is_main else 1.0,
                is_dashed=route.is_back,
                has_arrow=piece.is_last,
                radius=CORNER,
                id=f"flow-{route.source}-{route.index}" if piece.is_last else "",
                classes=f"flow{' back' if route.is_back else ''}{' main' if route.is_main else ''}",
                title=f"{route.source} to {route.target}",
                data=_flow_data(route),
            )
        )

    def _label(self, route: Route, strip: Strip, shift: float, top: float) -> Iterator[Item]:
        lines = _label_lines(route)
        areas = self.geometry.label(route)
        if route.stack and not is_beside(route):
            areas = _halved(areas[0], len(lines[0]))
        colors = (INK if route.label else QUIET, QUIET)
        for area, part, color in zip(areas, lines, colors, strict=True):
            if part:
                y = strip.y(area.y + area.height / 2) + top
                name = "share" if color == INK else "when"
                yield Text(
                    area.x + shift,
                    y,
                    tuple(part),
                    SIZE_LABEL,
                    "left",
                    color=color,
                    classes=name,
                    data=_flow_data(route),
                )


def _path(piece: Piece, strip: Strip, shift: float, top: float) -> Path:
    """Return where a piece of a flow runs on the sheet, its heights rounded so that level stays level."""
    corners = tuple((round(x + shift, 2), round(strip.y(y) + top, 2)) for x, y in piece.points)
    return Path(piece.route.source, piece.route.target, corners)


def _flow_data(route: Route) -> Data:
    return ("from", route.source), ("to", route.target), ("index", str(route.index))


def _halved(area: Rect, lines: int) -> tuple[Rect, Rect]:
    """Return the parts of a label that stands off its line: the first lines, and the rest."""
    height = SIZE_LABEL * LINE_HEIGHT * lines + 2
    return (
        Rect(area.x, area.y, area.width, height),
        Rect(area.x, area.y + height, area.width, area.height - height),
    )
