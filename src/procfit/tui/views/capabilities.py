"""What the processes require: how much it weighs, from which steps, and who offers it."""

from __future__ import annotations

from procfit.model import sayings
from procfit.model.capability import Capability
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.codes import answer_cell, code_letters
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part
from procfit.tui.widgets.rows import Cell, Column, ListedRows, Row

__all__ = ["COLUMNS", "capability_parts", "capability_rows"]

COLUMNS = [
    Column("name", "Capability", 0),
    Column("must", "Must", 5),
    Column("weight", "Weight", 6, "right"),
    Column("steps", "Steps", 5, "right"),
    Column("offered", "Offered by", 12),
]


def capability_rows(session: Session) -> ListedRows:
    """Return the capabilities that weigh, the heaviest first, then those that no planned step needs."""
    workspace = session.workspace
    if workspace is None:
        return ListedRows(())
    capabilities = list(workspace.capabilities.values())
    if session.fit is None:
        return ListedRows([_row(session, capability) for capability in capabilities])
    unneeded = set(session.fit.weights.unneeded)
    needed = [capability for capability in capabilities if capability.id not in unneeded]
    needed.sort(key=lambda capability: -(session.weight_of(capability.id) or 0))
    rows = [_row(session, capability) for capability in needed]
    if unneeded:
        rows.append(Row("", heading=f"No planned step needs  {len(unneeded)}"))
        rows += [_row(session, capability) for capability in capabilities if capability.id in unneeded]
    return ListedRows(rows)


def _row(session: Session, capability: Capability) -> Row:
    return Row(
        capability.id,
        (
            Cell(one_line(capability.name)),
            Cell("■ yes" if capability.must else ""),
            Cell(sayings.share(session.weight_of(capability.id))),
            Cell(str(len(_needing(session, capability.id)))),
            _offered(session, capability.id),
        ),
    )


def _offered(session: Session, capability: str) -> Cell:
    """Return how many vendors have it in some form; a silence is neither yes nor no."""
    workspace = session.workspace
    if workspace is None or session.fit is None or not workspace.vendors:
        return Cell(sayings.UNKNOWN, "muted")
    answers = [session.answer(vendor, capability) for vendor in workspace.vendors]
    offering = sum(answer is not None and answer.low + answer.mid > 0.5 for answer in answers)
    possible = any(answer is not None and answer.high > 0 for answer in answers)
    if not offering:
        return Cell("? nobody sure" if possible else "✗ nobody", "fair" if possible else "bad")
    return Cell(f"{offering} of {len(answers)}")


def _needing(session: Session, capability: str) -> list[tuple[str, str]]:
    maps = session.workspace.maps if session.workspace else {}
    return [
        (process.id, step.id)
        for process in maps.values()
        for step in process.steps
        if any(need.capability == capability for need in step.needs)
    ]


def capability_parts(session: Session, capability_id: str) -> list[Part]:
    """Return why a capability is required, and what each vendor answers."""
    workspace = session.workspace
    capability = workspace.capabilities.get(capability_id) if workspace else None
    if workspace is None or capability is None:
        return []
    return [
        Heading(one_line(capability.name)),
        *([Paragraph(one_line(capability.description), "muted")] if capability.description else []),
        Field("Must have", "yes: a vendor without it fails" if capability.must else "no"),
        Field("Weight", sayings.share(session.weight_of(capability_id)) + session.equal_mark),
        *(
            [Field("Set to", f"{capability.weight:g}: {one_line(capability.reason)}")]
            if capability.weight
            else []
        ),
        *_steps(session, capability_id),
        *_offers(session, capability_id),
    ]


def _offers(session: Session, capability: str) -> list[Part]:
    workspace = session.workspace
    if workspace is None or not workspace.vendors:
        return []
    letters = code_letters(workspace.evaluation)
    offers: list[Part] = [Heading("Vendors")]
    for vendor in workspace.vendors:
        answer = session.answer(vendor, capability)
        said = f"{answer_cell(answer, letters).text}  {answer.code}" if answer else sayings.UNKNOWN
        offers.append(Field(session.vendor_name(vendor), said))
    return offers


def _steps(session: Session, capability: str) -> list[Part]:
    gives = {}
    if session.fit is not None:
        gives = {(part.process, part.step): part.weight for part in session.fit.weights.of(capability)}
    needing = sorted(_needing(session, capability), key=lambda place: -gives.get(place, 0))
    if not needing:
        return [Paragraph("No step needs it.", "fair")]
    places = [
        Paragraph(
            f"{sayings.share(gives.get(place)):>4}  {session.name_of(place[0])} › {session.step_name(*place)}"
        )
        for place in needing
    ]
    return [Heading("Needed by"), *places]
