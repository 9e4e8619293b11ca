"""What a filled-in list changes, and what is told instead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers_review import TODAY, Book, taken, workspace_in, written
from procfit import Workspace, open_workspace
from procfit.decisions.taking import Taken
from procfit.model.edit_basis import with_step
from procfit.model.process import Disposition
from procfit.model.team import Accepted, TeamAnswers


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path)


@pytest.fixture
def book(workspace: Workspace) -> Book:
    return Book(written(workspace))


def now_saying(workspace: Workspace, step: str, disposition: Disposition | None) -> Workspace:
    process = workspace.maps["quotes"]
    changed = with_step(process, replace(process.step(step), disposition=disposition))
    return replace(workspace, maps={**workspace.maps, "quotes": changed})


def told(found: Taken) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_only_what_was_changed_in_the_list_counts(workspace: Workspace, book: Book) -> None:
    meanwhile = now_saying(workspace, "send", "modify")
    found = taken(meanwhile, book.content)
    assert (found.maps, found.conflicts) == ({}, ())


def test_what_the_map_says_differently_meanwhile_is_told_and_not_overwritten(
    workspace: Workspace, book: Book
) -> None:
    cell = book.decide("quotes", "copy", "discard")
    found = taken(now_saying(workspace, "copy", "modify"), book.content)
    assert found.maps == {}
    (conflict,) = found.conflicts
    assert str(conflict) == (
        f'review.xlsx:{cell}: "discard" is not taken: the map says "modify" now, and said no disposition when'
        " this was written; decide, and change processes/quotes.toml"
    )


def test_what_the_map_says_already_is_no_conflict(workspace: Workspace, book: Book) -> None:
    book.decide("quotes", "copy", "discard")
    found = taken(now_saying(workspace, "copy", "discard"), book.content)
    assert (found.maps, found.conflicts, found.problems) == ({}, (), ())


def test_a_tampered_id_is_told_with_its_cell_and_the_others_are_taken(
    workspace: Workspace, book: Book
) -> None:
    book.decide("quotes", "copy", "discard")
    book.decide("quotes", "take", "keep")
    book.fill("Steps", ("quotes", "take"), Step_id="tkae")
    found = taken(workspace, book.content)
    assert [change.step for change in found.changes] == ["copy"]
    problem, missing = told(found)
    assert missing == "quotes: steps that are not in the list stay as they are: take"
    assert 'quotes has no step "tkae", so "keep" is not taken; did you mean "take"?' in problem
    assert problem.startswith("review.xlsx:Steps!B")


def test_a_map_that_is_gone_or_broken_is_told(workspace: Workspace, book: Book) -> None:
    book.decide("calls", "ring", "keep")
    gone = replace(workspace, maps={"quotes": workspace.maps["quotes"]})
    assert any(
        'there is no map "calls", so "keep" is not taken' in line
        for line in told(taken(gone, book.content))
    )
    broken = replace(gone, broken=("calls",))
    assert any(
        'map "calls" cannot be judged, so "keep"' in line for line in told(taken(broken, book.content))
    )


def test_rows_that_contradict_each_other_are_told_both(workspace: Workspace, book: Book) -> None:
    steps, row = book.sheet("Steps"), book.row("Steps", "quotes", "copy")
    copied = [cell.value for cell in steps[row]]
    steps.append(copied)
    assert taken(workspace, book.content).problems == ()
    steps.cell(row, book.column("Steps", "Disposition")).value = "discard"
    found = taken(workspace, book.content)
    assert (len(found.problems), found.changes) == (2, ())


def test_a_disposition_that_the_map_cannot_take_is_told_and_the_others_are_taken(
    workspace: Workspace, book: Book
) -> None:
    cell = book.decide("quotes", "ok", "discard")
    book.decide("quotes", "copy", "discard")
    found = taken(workspace, book.content)
    assert [change.step for change in found.changes] == ["copy"]
    (problem,) = told(found)
    assert problem.startswith(f'review.xlsx:{cell}: "discard" is not taken: ')


def test_a_row_that_was_deleted_changes_nothing_and_is_told(workspace: Workspace, book: Book) -> None:
    book.sheet("Steps").delete_rows(book.row("Steps", "quotes", "send"))
    found = taken(workspace, book.content)
    (problem,) = found.problems
    assert (found.changes, problem.level) == ((), "note")
    assert problem.message.endswith("stay as they are: send")


def accept(book: Book, step: str = "copy", **cells: object) -> str:
    return book.fill("Findings", ("quotes", "no-value", step), **cells)


def test_an_accepted_finding_gets_reason_name_and_date(workspace: Workspace, book: Book) -> None:
    accept(book, Accepted="yes", Reason_to_live_with_it="Until\nautumn", Who_decided="Bo")
    found = taken(workspace, book.content)
    assert found.accepted == (Accepted("no-value", "quotes", ("copy",), "Until autumn", "Bo", TODAY),)


def test_an_acceptance_without_a_reason_is_told(workspace: Workspace, book: Book) -> None:
    accept(book, Accepted="yes")
    found = taken(workspace, book.content)
    assert found.accepted == ()
    (problem,) = told(found)
    assert "accepted without a reason, so not taken; say why" in problem


def test_a_reason_without_an_acceptance_is_told(workspace: Workspace, book: Book) -> None:
    accept(book, Reason_to_live_with_it="Law")
    (problem,) = told(taken(workspace, book.content))
    assert "a reason, but the finding is not accepted" in problem


def test_a_finding_that_is_gone_is_not_accepted(workspace: Workspace, book: Book) -> None:
    accept(book, Accepted="yes", Reason_to_live_with_it="Law")
    accept(book, Step_ids="take")
    found = taken(workspace, book.content)
    (problem,) = told(found)
    assert (found.accepted, "no such finding is there any more (no-value)" in problem) == ((), True)


def accepted_already(workspace: Workspace, reason: str) -> Workspace:
    answer = Accepted("no-value", "quotes", ("copy",), reason, "Bo")
    return replace(workspace, answers=TeamAnswers(accepted=(answer,)))


def test_what_is_accepted_already_is_changed_by_hand_only(workspace: Workspace) -> None:
    known = accepted_already(workspace, "Law")
    book = Book(written(known))
    assert taken(known, book.content).conflicts == ()
    accept(book, Reason_to_live_with_it="Custom")
    (conflict,) = taken(known, book.content).conflicts
    assert "a changed reason or name is not taken" in conflict.message
    accept(book, Accepted="no")
    (conflict,) = taken(known, book.content).conflicts
    assert "an acceptance is not taken back" in conflict.message


def test_a_finding_accepted_meanwhile_keeps_its_reason(workspace: Workspace, book: Book) -> None:
    accept(book, Accepted="yes", Reason_to_live_with_it="Law")
    found = taken(accepted_already(workspace, "Custom"), book.content)
    assert (found.accepted, found.conflicts, found.problems) == ((), (), ())


def test_taking_the_same_list_twice_changes_nothing_more(workspace: Workspace, book: Book) -> None:
    book.decide("quotes", "copy", "discard")
    once = taken(workspace, book.content)
    after = replace(workspace, maps={**workspace.maps, **once.maps})
    assert taken(after, book.content).changes == ()
    assert open_workspace(workspace.root).maps == workspace.maps
