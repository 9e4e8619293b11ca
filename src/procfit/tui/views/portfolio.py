"""The table of all processes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from procfit.model import sayings
from procfit.model.process import View
from procfit.model.sayings import UNKNOWN
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.portfolio_filter import Filter
from procfit.tui.views.portfolio_lines import Line, lines_of
from procfit.tui.widgets.rows import Cell, Column, ListedRows, Row

__all__ = ["COLUMNS", "Order", "portfolio_columns", "portfolio_rows"]

BAR = 6
"""How many cells the progress of decisions gets where there is room."""


class Order(NamedTuple):
    """By which column the table is sorted, and whether the other way round; no column: as the files."""

    column: str = ""
    backward: bool = False

    def after(self, column: str) -> Order:
        """Return the order after a person sorts by a column, once or again."""
        return Order(column, not self.backward if column == self.column else False)


class _Figure(NamedTuple):
    column: Column
    value: Callable[[Line], Any]
    cell: Callable[[Line], Cell]


def _name(line: Line) -> Cell:
    return Cell(one_line(line.process.name), "strong")


def _unknown_or(text: str) -> Cell:
    return Cell(text, "muted" if text == UNKNOWN else "")


def _lead_time(line: Line) -> Cell:
    if line.measures is None:
        return Cell(UNKNOWN, "muted")
    return _unknown_or(
        sayings.minutes(line.measures.lead_time.mean, line.measures.is_lower("lead_time"))
    )


def _findings(line: Line) -> Cell:
    if not line.findings:
        return Cell(UNKNOWN if line.findings is None else "0", "muted")
    if line.open_findings:
        return Cell(f"{line.open_findings} ⚠", "fair")
    return Cell("0 ✓", "good")


def _decided(line: Line) -> Cell:
    done = line.decided == line.to_decide
    return Cell(f"{line.decided}/{line.to_decide}{' ✓' if done else '  '}", "good" if done else "")


_FIGURES: tuple[_Figure, ...] = (
    _Figure(Column("name", "Process", 0), lambda line: line.process.name.casefold(), _name),
    _Figure(
        Column("importance", "Impor-\ntance", 6),
        lambda line: line.process.importance,
        lambda line: _unknown_or(sayings.dots(line.process.importance)),
    ),
    _Figure(
        Column("volume", "Cases\n/month", 6, "right"),
        lambda line: line.volume,
        lambda line: _unknown_or(sayings.count(line.volume)),
    ),
    _Figure(
        Column("lead-time", "Lead\ntime", 8, "right"),
        lambda line: line.measures.lead_time.mean if line.measures else None,
        _lead_time,
    ),
    _Figure(
        Column("flow-efficiency", "Flow\neffic.", 6, "right"),
        lambda line: line.measures.flow_efficiency if line.measures else None,
        lambda line: _unknown_or(
            sayings.percent(line.measures.flow_efficiency if line.measures else None)
        ),
    ),
    _Figure(
        Column("value", "Value\n/case", 5, "right"),
        lambda line: line.measures.value if line.measures else None,
        lambda line: _unknown_or(sayings.decimal(line.measures.value if line.measures else None)),
    ),
    _Figure(Column("findings", "Find-\nings", 5, "right"), lambda line: line.open_findings, _findings),
    _Figure(
        Column("decided", "Decided", 8, "right"),
        lambda line: line.decided / line.to_decide if line.to_decide else None,
        _decided,
    ),
)


COLUMNS: tuple[tuple[str, str], ...] = tuple(
    (figure.column.key, figure.column.label.replace("-\n", "").replace("\n", " "))
    for figure in _FIGURES
    if figure.column.key != "name"
)
"""The columns that somebody may leave out: key and name."""


def _shown(hidden: Collection[str], wide: bool) -> list[_Figure]:
    """Return the figures to show; where there is room, decisions get a bar."""
    figures = [figure for figure in _FIGURES if figure.column.key not in hidden]
    if not wide:
        return figures
    return [
        figure._replace(column=figure.column._replace(width=9 + BAR), cell=_progress)
        if figure.column.key == "decided"
        else figure
        for figure in figures
    ]


def _progress(line: Line) -> Cell:
    """Return how much of a map is decided, with a bar before it."""
    plain = _decided(line)
    full = BAR * line.decided // line.to_decide if line.to_decide else BAR
    return plain._replace(text=f"{'▰' * full}{'▱' * (BAR - full)} {plain.text:>8}")


def portfolio_columns(
    order: Order, view: View, hidden: Collection[str] = (), wide: bool = False
) -> list[Column]:
    """Return the columns, the one sorted by marked with an arrow."""
    arrow = "▴" if order.backward else "▾"
    columns = {figure.column.key: figure.column for figure in _shown(hidden, wide)}
    columns["name"] = columns["name"]._replace(label=f"Process, {view}")
    if order.column in columns:
        chosen = columns[order.column]
        columns[order.column] = chosen._replace(label=f"{chosen.label}{arrow}")
    return list(columns.values())


def portfolio_rows(
    session: Session,
    order: Order,
    wanted: Filter | None = None,
    hidden: Collection[str] = (),
    wide: bool = False,
) -> ListedRows:
    """Return a row per map that is wanted, then those that cannot be judged with what is wrong."""
    wanted = wanted or Filter()
    figures = _shown(hidden, wide)
    lines = [line for line in lines_of(session) if wanted.shows(line)]
    rows = [
        Row(line.process.id, tuple(figure.cell(line) for figure in figures))
        for line in _sorted(lines, order)
    ]
    return ListedRows([*rows, *_broken_rows(session, wanted)])


def _sorted(lines: Sequence[Line], order: Order) -> list[Line]:
    """Return the lines in order: texts from A, figures from the largest, the unknown always last."""
    figure = next((figure for figure in _FIGURES if figure.column.key == order.column), None)
    if figure is None:
        return list(lines)
    known = [(value, line) for line in lines if (value := figure.value(line)) is not None]
    unknown = [line for line in lines if figure.value(line) is None]
    texts = order.column == "name"
    known.sort(key=lambda pair: pair[0], reverse=order.backward == texts)
    return [line for _, line in known] + unknown


def _broken_rows(session: Session, wanted: Filter) -> list[Row]:
    workspace = session.workspace
    broken = [name for name in workspace.broken if wanted.shows_broken(name)] if workspace else []
    if workspace is None or not broken:
        return []
    rows = [Row("", heading=f"Cannot be judged: {len(broken)}")]
    for name in broken:
        file = f"processes/{name}.toml"
        problems = [problem for problem in workspace.problems if problem.where.file == file]
        worst = [problem for problem in problems if problem.level == "error"] or problems
        said = one_line(str(worst[0])) if worst else "cannot be read"
        rows.append(Row(name, (Cell(f"✗ {one_line(name)}: {said}", "bad", spans=True),)))
    return rows
