from __future__ import annotations

from io import BytesIO

import openpyxl

from procfit.decisions.demo import Claim, Script
from procfit.decisions.questions import Why
from procfit.model.vendor import Answer
from procfit.reports.demo_book import demo_book

ANSWER = Answer(
    "fir", "mail", "standard", 0.5, 1, 1, "workbook", file="fir.xlsx", sheet="Talking", cell="G5",
    evidence="claimed",
)  # fmt: skip
CLAIM = Claim(
    ANSWER,
    "=Mail",
    False,
    0.4,
    0.2,
    "winner",
    (Why("q", "s", "Quotes", "Send it", "A buyer", "It is here"),),
)


def opened(*scripts: Script) -> openpyxl.Workbook:
    names = {"fir": "Fir: CRM", "gum": "Gum"}
    return openpyxl.load_workbook(BytesIO(demo_book(scripts, names, "Ours", ("standard", "none"))))


def test_each_vendor_has_a_sheet_with_its_claims_in_order() -> None:
    book = opened(Script("fir", (CLAIM,)), Script("gum"))
    assert book.sheetnames == ["Fir  CRM", "Gum"]
    row = [cell.value for cell in book["Fir  CRM"][4]]
    assert row[:9] == [
        "fir", "mail", "standard", 1, "=Mail", "standard, claimed\nfir.xlsx\nTalking!G5",
        "it can change the winner\n20.0 % of the score hangs on it",
        "“It is here” – Quotes, Send it", CLAIM.see,
    ]  # fmt: skip
    assert book["Fir  CRM"]["E4"].data_type == "s"


def test_there_is_a_place_for_the_result() -> None:
    sheet = opened(Script("fir", (CLAIM,)))["Fir  CRM"]
    offers = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert offers == {"J4": '"as claimed,in part,not seen,not shown"', "K4": '"standard,none"'}


def test_without_vendors_there_is_still_a_workbook() -> None:
    assert opened().sheetnames == ["No vendors"]
