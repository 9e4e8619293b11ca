"""The action of the vendors' page that takes in a workbook, corrected by a few questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from procfit.formats.proposal.parts import Wishes
from procfit.model.errors import EditError, ProcfitError
from procfit.tui.editing.files import files_below, path_said
from procfit.tui.screens.choice import Choice
from procfit.tui.screens.page import Page
from procfit.tui.signs import one_line
from procfit.tui.widgets.entry_line import Ask, EntryLine

if TYPE_CHECKING:
    from procfit.workspace.vendor_prepared import Prepared

__all__ = ["WorkbookImporting"]

ENDINGS = frozenset({".xlsx", ".xlsm", ".csv", ".tsv"})
_COLUMN = re.compile(r"[A-Za-z]{1,3}")
_ANSWERS = re.compile(r"(?:(.+)=)?([A-Za-z]{1,3})")


@dataclass(frozen=True)
class _Asked:
    """A workbook that is being looked at, with what the person has said about it."""

    path: Path
    shown: str
    wishes: Wishes = field(default_factory=Wishes)
    codes: Mapping[str, str] = field(default_factory=dict)


class WorkbookImporting(Page):
    """A vendor's workbook taken in after a look at how it would be read."""

    def do_import_workbook(self) -> None:
        """Ask for a file, and show how it would be read."""
        root = self.opened.root

        def read(said: str) -> Ask | None:
            if not said:
                raise EditError("no file is named", "type a path; → completes it, Esc leaves")
            self._prepare(_Asked(path_said(root, said), said))
            return None

        hint = f"{' '.join(sorted(ENDINGS))}   → completes"
        self._ask(Ask("Workbook:", read, "", hint, files_below(root, ENDINGS)))

    @work(thread=True, exclusive=True, group="import")
    def _prepare(self, asked: _Asked) -> None:
        """Read the workbook away from the screen."""
        from procfit.formats.question_answers import is_question_book
        from procfit.workspace.vendor_codes import with_codes
        from procfit.workspace.vendor_files import prepare_import

        try:
            if is_question_book(asked.path):
                raise EditError(
                    "this workbook came from `procfit rfp` and maps itself",
                    "take it in with: procfit vendors import FILE",
                )
            prepared = prepare_import(self.opened, asked.path, asked.wishes)
            if asked.codes:
                prepared = with_codes(self.opened, prepared, asked.codes)
        except ProcfitError as error:
            self.app.call_from_thread(self._refused, str(error), asked)
            return
        self.app.call_from_thread(self._show_proposal, prepared, asked)

    def _refused(self, problem: str, asked: _Asked) -> None:
        """Say what is wrong; after a correction, show again what it would be without."""
        self.app.notify(problem, severity="error", markup=False, timeout=12)
        if asked.wishes != Wishes() or asked.codes:
            self._prepare(_Asked(asked.path, asked.shown))

    def _show_proposal(self, prepared: Prepared, asked: _Asked) -> None:
        """Show how the workbook would be read, and do what the person says."""
        from procfit.tui.screens.proposal import ProposalDialog
        from procfit.tui.views.workbooks import workbook_parts
        from procfit.workspace.vendor_codes import unknown_codes

        unknown = unknown_codes(prepared)
        corrections: dict[str, tuple[str, Callable[[], None]]] = {
            "t": ("Another sheet", lambda: self._correct("Sheet:", asked, _sheet)),
            "h": ("Another head row", lambda: self._correct("Row of the head:", asked, _header)),
            "f": ("Another column of requirements", lambda: self._correct("Column:", asked, _feature)),
            "a": (
                "Other answers",
                lambda: self._correct("Answers (E, or alder=E cedar=F):", asked, _answers),
            ),
            "v": ("Another vendor", lambda: self._correct("Vendor:", asked, _vendor)),
        }
        if unknown:
            many = "1 text means" if len(unknown) == 1 else f"{len(unknown)} texts mean"
            corrections["c"] = (f"Say what {many}", lambda: self._ask_codes(asked, unknown))
        choices = [Choice(key, label, key) for key, (label, _) in corrections.items()]
        if prepared.confirmed:
            choices.insert(0, Choice("enter", "Store it like this, under vendors/", "store"))

        def answer(result: str | None) -> None:
            if result == "store":
                self._store(prepared)
            elif result:
                corrections[result][1]()

        title = f"How {one_line(Path(asked.shown).name)} would be read"
        self.app.push_screen(ProposalDialog(title, workbook_parts(prepared), choices), answer)

    def _correct(self, prompt: str, asked: _Asked, take: Callable[[Wishes, str], Wishes]) -> None:
        """Ask for one correction, and look again."""

        def corrected(said: str) -> Ask | None:
            self._prepare(replace(asked, wishes=take(asked.wishes, said), codes={}))
            return None

        self._ask(Ask(prompt, corrected, hint="empty = as proposed"))

    def _ask_codes(self, asked: _Asked, unknown: Mapping[str, int]) -> None:
        """Ask what each text means that nobody has explained; an empty answer leaves it open."""
        known = self.opened.evaluation.codes
        left = [raw for raw, _ in sorted(unknown.items(), key=lambda item: -item[1])]
        said_of = dict(asked.codes)

        def take(said: str) -> Ask | None:
            code = said.casefold()
            if said and code not in known:
                raise EditError(f'there is no code "{one_line(said)}"', f"codes: {', '.join(known)}")
            raw = left.pop(0)
            if said:
                said_of[raw] = code
            if left:
                return ask()
            self._prepare(replace(asked, codes=said_of))
            return None

        def ask() -> Ask:
            prompt = f'"{one_line(left[0])[:24]}" ({unknown[left[0]]} cells) means:'
            names = [("", code) for code in known]
            return Ask(prompt, take, hint=f"{', '.join(known)}; empty = open", names=names)

        self._ask(ask())

    @work(thread=True, exclusive=True, group="import")
    def _store(self, prepared: Prepared) -> None:
        """Store what was confirmed, and read the files again."""
        from procfit.workspace.vendor_store import store_import

        try:
            stored = store_import(self.opened, prepared)
        except ProcfitError as error:
            self.app.call_from_thread(self.app.notify, str(error), severity="error", markup=False)
            return
        self.app.call_from_thread(self._stored, stored)

    def _stored(self, stored: list[str]) -> None:
        said = (
            f"Stored in {', '.join(stored)}" if stored else "Nothing to store: it is as it was confirmed"
        )
        self.app.notify(said, markup=False, timeout=8)
        self.procfit.do_reload()

    def _ask(self, ask: Ask) -> None:
        self.query_one(EntryLine).ask(ask)


def _sheet(wishes: Wishes, said: str) -> Wishes:
    return replace(wishes, sheet=said)


def _header(wishes: Wishes, said: str) -> Wishes:
    if said and not (said.isdecimal() and 1 <= int(said) <= 1_048_576):
        raise EditError(f'"{one_line(said)}" is no row', "type its number")
    return replace(wishes, header=int(said or 0))


def _feature(wishes: Wishes, said: str) -> Wishes:
    if said and not _COLUMN.fullmatch(said):
        raise EditError(f'"{one_line(said)}" is no column', "type its letters, such as C")
    return replace(wishes, feature=said.upper())


def _answers(wishes: Wishes, said: str) -> Wishes:
    answers = []
    for word in said.replace(",", " ").split():
        found = _ANSWERS.fullmatch(word)
        if found is None:
            raise EditError(f'"{one_line(word)}" is no column', "type E, or alder=E")
        answers.append((found[2].upper(), found[1] or ""))
    return replace(wishes, answers=tuple(answers))


def _vendor(wishes: Wishes, said: str) -> Wishes:
    return replace(wishes, vendor=said)
