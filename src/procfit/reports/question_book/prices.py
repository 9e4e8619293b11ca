"""The sheet of the question workbook that asks what everything costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procfit.formats.grid import cell_name
from procfit.formats.question_manifest import PRICE_HEADINGS
from procfit.reports import look
from procfit.reports.question_book.guards import offer_amounts, protect
from procfit.reports.tables import Column, Row, put_heads, put_row, set_column

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["put_prices"]

HEAD = 3
MONEY = "#,##0.00"

_COLUMNS = (
    Column("key", PRICE_HEADINGS["key"], hidden=True),
    Column("item", PRICE_HEADINGS["item"], 34),
    Column("included", PRICE_HEADINGS["included"], 56),
    Column("least", PRICE_HEADINGS["least"], 14, fill_in=True, number=MONEY),
    Column("usual", PRICE_HEADINGS["usual"], 14, fill_in=True, number=MONEY),
    Column("most", PRICE_HEADINGS["most"], 14, fill_in=True, number=MONEY),
    Column("comment", PRICE_HEADINGS["comment"], 44, fill_in=True),
)
_ITEMS = (
    ("users", "Users the prices are for", "How many named users you have reckoned with: a number, no money."),
    (
        "licence_per_user_month", "Licence per user and month",
        "The edition that your answers are about, with every module they need.",
    ),
    (
        "implementation", "Implementation, once",
        ("Set-up, data take-over, interfaces, training and project management. Leave out the extra prices "
        "that stand beside single answers."),
    ),
    (
        "run_per_year", "Running costs a year",
        "Hosting, support, upgrades and whatever else is due every year, without licences.",
    ),
)  # fmt: skip


def put_prices(sheet: Worksheet, currency: str) -> None:
    """Fill the sheet."""
    to_do = (
        f"In {currency}, without VAT. Usual: what customers like us pay; least and most: what it can be."
    )
    look.put_title(sheet, 2, "Prices", to_do)
    put_heads(sheet, HEAD, _COLUMNS)
    for number, item in enumerate(_ITEMS, HEAD + 1):
        put_row(sheet, number, _COLUMNS, _row(*item))
    last = HEAD + len(_ITEMS)
    for place, column in enumerate(_COLUMNS, 1):
        set_column(sheet, place, column, HEAD + 1, last)
    offer_amounts(sheet, f"{cell_name(HEAD + 1, 4)}:{cell_name(last, 6)}")
    sheet.freeze_panes = cell_name(HEAD + 1, 3)
    look.set_print(sheet, HEAD)
    protect(sheet)


def _row(key: str, item: str, included: str) -> Row:
    empty = dict.fromkeys(column.key for column in _COLUMNS)
    return {**empty, "key": key, "item": item, "included": included}
