"""The answer sheet: a row per step with a cell for each answer, which is taken back into the maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from procfit.decisions.asked import CELLS, JOIN, cells_of, fingerprint
from procfit.decisions.progress import to_decide
from procfit.formats.grid import cell_name, column_letters
from procfit.model.process import ProcessMap, Step
from procfit.reports import look
from procfit.reports.question_book.guards import protect
from procfit.reports.review_book.columns import ANSWERS
from procfit.reports.tables import Row, put_heads, put_row, set_column

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["answer_sheet"]

HEAD = 3
FIRST_SHOWN = next(number for number, column in enumerate(ANSWERS, 1) if not column.hidden)
BEHIND_NAME = next(number for number, column in enumerate(ANSWERS, 1) if column.key == "name") + 1

_TO_DO = "Fill in the columns with a brown heading. A cell that stays as it is changes nothing."
_HOW = (
    ("1  Fill in", "A row per step, a cell per answer. What the map knows already stands there."),
    (
        "",
        "An emptied cell takes away what was known. Times: 5 min, 2 h, 1 d; least/usual/most as 2/5/15 min.",
    ),
    ("2  Read it back", "procfit review --answers FILE.xlsx --dry-run shows what would change;"),
    ("", "procfit review --answers FILE.xlsx writes it into the maps. Their comments stay."),
    ("3  Conflicts", "What was changed in a map meanwhile is not overwritten; you are told the cell."),
    ("", ""),
    (
        "",
        "The sheet is locked without a password, so that ids stay with their rows.",
    ),
)


def answer_sheet(maps: Iterable[ProcessMap], name: str) -> bytes:
    """Return the bytes of the workbook.

    Parameters
    ----------
    maps
        The maps whose steps are asked about.
    name
        The name of the workspace.
    """
    from openpyxl import Workbook

    book = Workbook()
    look.add_styles(book)
    _put_how_to_use(book.worksheets[0], name)
    _put_answers(
        book.create_sheet("Answers"), [_row(each, step) for each in maps for step in to_decide(each)]
    )
    book.active = 1
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put_how_to_use(sheet: Worksheet, name: str) -> None:
    sheet.title = "How to use"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 96
    look.put_title(sheet, 1, f"Answers: {name}", "What each step gives the customer, and what it takes.")
    for row, (label, text) in enumerate(_HOW, 4):
        look.put_text_in(sheet, row, 1, label, bold=True)
        look.put_text_in(sheet, row, 2, text)
    look.set_print(sheet, 1)
    protect(sheet)


def _put_answers(sheet: Worksheet, rows: list[Row]) -> None:
    look.put_title(sheet, FIRST_SHOWN, "Answers", _TO_DO)
    put_heads(sheet, HEAD, ANSWERS)
    for number, row in enumerate(rows, HEAD + 1):
        put_row(sheet, number, ANSWERS, row)
    last = HEAD + max(len(rows), 1)
    for place, column in enumerate(ANSWERS, 1):
        set_column(sheet, place, column, HEAD + 1, last)
    sheet.freeze_panes = cell_name(HEAD + 1, BEHIND_NAME)
    sheet.auto_filter.ref = f"A{HEAD}:{column_letters(len(ANSWERS))}{last}"
    look.set_print(sheet, HEAD)
    protect(sheet)


def _row(process: ProcessMap, step: Step) -> Row:
    lane = process.lane_of(step)
    cells = cells_of(process, step)
    return {
        "process": process.id,
        "step": step.id,
        "then": step.disposition or "",
        "told": " ".join(_marks(cells)),
        "process_name": process.name,
        "name": step.name,
        "lane": lane.label if lane else "",
        **cells,
        "value": step.value,
        "disposition": step.disposition or "",
    }


def _marks(cells: Mapping[str, str]) -> Iterable[str]:
    return (fingerprint(JOIN.join(cells[key] for key in keys)) for keys in CELLS.values())
