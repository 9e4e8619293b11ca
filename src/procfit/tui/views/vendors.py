"""The matrix capability × vendor, asked one cell at a time, and where an answer comes from."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.diagrams.text_width import wrap
from procfit.model import sayings
from procfit.model.capability import Capability
from procfit.model.vendor import BLANK, Answer
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.codes import answer_cell, code_letters
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part
from procfit.tui.widgets.rows import Cell, Column

__all__ = ["Matrix", "answer_parts", "matrix_columns"]

NARROWEST = 5
WIDEST = 12
FOR_NAMES = 26

_USED = {
    "agreed": "what the committee agreed",
    "evaluators": "the evaluators together",
    "workbook": "the vendor's workbook",
    "none": "nothing: no answer was found",
}


class Matrix:
    """Capabilities in their groups as rows, vendors as columns."""

    def __init__(self, session: Session) -> None:
        workspace = session.workspace
        self._session = session
        self._vendors = list(workspace.vendors) if workspace else []
        self._rows = list(_rows(list(workspace.capabilities.values()) if workspace else []))
        self._index = {
            row.id: number for number, row in enumerate(self._rows) if isinstance(row, Capability)
        }
        self._letters = code_letters(workspace.evaluation) if workspace else {}

    def __len__(self) -> int:
        return len(self._rows)

    def key(self, row: int) -> str:
        """Return the capability of the row, empty for a heading."""
        found = self._rows[row]
        return found.id if isinstance(found, Capability) else ""

    def index(self, key: str) -> int | None:
        """Return the row of a capability, or None."""
        return self._index.get(key)

    def cell(self, row: int, column: int) -> Cell:
        """Return the name and weight of the capability, or a vendor's answer."""
        capability = self._rows[row]
        if isinstance(capability, str):
            return Cell(capability)
        if column == 0:
            return Cell(f"{'■' if capability.must else ' '} {one_line(capability.name)}")
        if column == 1:
            weight = self._session.weight_of(capability.id)
            return Cell(sayings.share(weight), "muted")
        return answer_cell(self._session.answer(self._vendors[column - 2], capability.id), self._letters)

    def heading(self, row: int) -> str:
        """Return the name of a group, empty for a capability."""
        found = self._rows[row]
        return found if isinstance(found, str) else ""

    def next_blank(self, row: int, column: int) -> tuple[int, int] | None:
        """Return the next cell without an answer, in reading order; None when every cell has one."""
        width = len(self._vendors)
        here = row * width + max(0, column - 2)
        for offset in range(1, len(self._rows) * width + 1):
            place, vendor = divmod((here + offset) % (len(self._rows) * width), width)
            if self.heading(place):
                continue
            answer = self._session.answer(self._vendors[vendor], self.key(place))
            if answer is None or answer.code == BLANK:
                return place, vendor + 2
        return None


def _rows(capabilities: list[Capability]) -> Iterator[Capability | str]:
    groups: dict[str, list[Capability]] = {}
    for capability in capabilities:
        groups.setdefault(capability.group, []).append(capability)
    for group, members in groups.items():
        if len(groups) > 1 or group:
            yield one_line(group) or "without a group"
        yield from members


def matrix_columns(session: Session, width: int) -> list[Column]:
    """Return a column per vendor, as wide as `width` cells allow."""
    vendors = list(session.workspace.vendors.values()) if session.workspace else []
    room = (width - FOR_NAMES) // max(1, len(vendors)) - 1
    each = max(NARROWEST, min(WIDEST, room))
    names = (
        Column(vendor.id, "\n".join(wrap(vendor.name, each, 3)), each, "center") for vendor in vendors
    )
    return [
        Column("capability", "■ must have\n  Capability", 0),
        Column("weight", "Weight", 6, "right"),
        *names,
    ]


def answer_parts(session: Session, vendor: str, capability: str) -> list[Part]:
    """Return one answer with its whole origin."""
    workspace = session.workspace
    if workspace is None or capability not in workspace.capabilities:
        return []
    found = workspace.capabilities[capability]
    parts: list[Part] = [Heading(one_line(found.name)), *_capability(session, found)]
    answer = session.answer(vendor, capability)
    if vendor not in workspace.vendors:
        return parts
    parts.append(Heading(one_line(workspace.vendors[vendor].name)))
    return [*parts, *(_answer(answer) if answer else [Paragraph("not read yet", "muted")])]


def _capability(session: Session, capability: Capability) -> list[Part]:
    weight = session.weight_of(capability.id)
    parts: list[Part] = (
        [Paragraph(one_line(capability.description), "muted")] if capability.description else []
    )
    must = "yes: a vendor without it fails" if capability.must else "no"
    return [
        *parts,
        Field("Must have", must),
        Field("Weight", sayings.share(weight) + session.equal_mark),
    ]


def _answer(answer: Answer) -> list[Part]:
    place = f"{answer.sheet}!{answer.cell}" if answer.cell else ""
    fields = [
        ("Answer", answer.code),
        ("Worth", f"{answer.low:.2f} – {answer.high:.2f}, usually {answer.mid:.2f}"),
        ("Counts", _USED.get(answer.used, answer.used)),
        ("They wrote", f"“{one_line(answer.raw)}”" if answer.raw else ""),
        ("To", one_line(answer.text)),
        ("In", " · ".join(one_line(part) for part in (answer.file, place) if part)),
        ("Comment", one_line(answer.comment)),
        ("Read as", one_line(answer.rule)),
        ("Evidence", answer.evidence or ""),
        ("Confirmed by", one_line(answer.confirmed_by)),
    ]
    if answer.code == BLANK:
        fields[1] = ("Worth", "anything from 0 to 1: silence is not a no")
        fields.append(("Searched", "yes, no row answers it" if answer.searched else "not yet"))
    evaluators = [Field(one_line(name), one_line(said)) for name, said in answer.evaluators.items()]
    scored: list[Part] = [Heading("Evaluators"), *evaluators] if evaluators else []
    return [*(Field(label, value) for label, value in fields if value), *scored]
