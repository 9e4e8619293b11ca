"""Taking what a person says about links: from the command line, or one by one on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from procfit.model.errors import UsageError
from procfit.model.faults import did_you_mean
from procfit.model.text import normal, visible
from procfit.model.vendor import Counts, Link, LinkNote, Row

if TYPE_CHECKING:
    from procfit.fit.linking import Proposal
    from procfit.workspace import Workspace

__all__ = ["Stored", "ask", "check_arguments", "rows_named", "store"]

_COUNTS: tuple[Counts, ...] = ("worst", "best")
QUESTION = "{number} of {total}: which rows answer it? numbers or ids, [n]one, [s]kip, [q]uit, /words: "


@dataclass(frozen=True, slots=True)
class Stored:
    """A link that was stored, and the wording that was learned from it.

    `doubtful` names wordings that were learned from the rows linked before, and count on.
    """

    vendor: str
    capability: str
    rows: tuple[Link, ...]
    note: LinkNote
    learned: str = ""
    doubtful: tuple[str, ...] = ()

    def entry(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        rows = [{"row": link.row, "text": link.text} for link in self.rows]
        return {
            "vendor": self.vendor,
            "capability": self.capability,
            "rows": rows,
            "counts": self.note.counts or "worst",
            "by": self.note.by,
            "learned": self.learned or None,
            "doubtful": list(self.doubtful),
        }

    def told(self) -> str:
        """Return what happened, in one line."""
        rows = ", ".join(f"{link.row} {link.text}".strip() for link in self.rows) or "no row"
        learned = "; its wording is kept in same_as" if self.learned else ""
        names = ", ".join(f'"{wording}"' for wording in self.doubtful)
        doubt = f"; same_as still holds {names}: remove it where it is wrong" if names else ""
        counts = f" (the {self.note.counts or 'worst'} counts)" if len(self.rows) > 1 else ""
        return visible(f"{self.vendor} · {self.capability} = {rows}{counts}{learned}{doubt}")


def check_arguments(arguments: argparse.Namespace) -> None:
    """Raise `UsageError` when nobody can be asked."""
    if arguments.ask and (arguments.format == "json" or not sys.stdin.isatty()):
        raise UsageError(
            "--ask needs a terminal", "answer with --link CAPABILITY=ROW or --none CAPABILITY"
        )


def store(
    workspace: Workspace, asked: Sequence[str], arguments: argparse.Namespace
) -> tuple[Workspace, list[Stored]]:
    """Store the links that are named as options, then those that are clear.

    Raises
    ------
    UsageError
        When a capability or row is not there; nothing is stored then.
    OutputError
        When a file cannot be written.
    """
    stored: list[Stored] = []
    if arguments.link or arguments.none or arguments.counts:
        vendor = _one_vendor(asked)
        links = _named_links(workspace, vendor, arguments)
        counts = _counts(workspace, arguments.counts)
        links = {**_as_they_are(workspace, vendor, set(counts) - set(links)), **links}
        _check_several(links, counts)
        workspace, stored = _confirm(workspace, vendor, links, arguments, counts)
    if arguments.yes_above is not None:
        for vendor in asked:
            workspace, more = _store_clear(workspace, vendor, arguments)
            stored += more
    return workspace, stored


def _one_vendor(asked: Sequence[str]) -> str:
    if len(asked) != 1:
        raise UsageError("--link, --none and --counts are about one vendor", "name it with --vendor ID")
    return asked[0]


def _named_links(
    workspace: Workspace, vendor: str, arguments: argparse.Namespace
) -> dict[str, tuple[Link, ...]]:
    from procfit.fit.linking import link_to

    links: dict[str, tuple[Link, ...]] = {}
    for given in arguments.link:
        name, mark, named = given.partition("=")
        if not mark or not named.strip(" ,"):
            raise UsageError(f'"{given}" links nothing', "write --link CAPABILITY=ROW")
        rows = workspace.rows[vendor]
        found = tuple(link_to(row, rows) for row in rows_named(rows, named))
        capability = workspace.capability(name).id
        links[capability] = tuple(dict.fromkeys((*links.get(capability, ()), *found)))
    for name in arguments.none:
        if name in links:
            raise UsageError(f'"{name}" has both --link and --none', "choose one of them")
        links[workspace.capability(name).id] = ()
    return links


def _counts(workspace: Workspace, given: Sequence[str]) -> dict[str, Counts]:
    """Return which of several rows counts, by capability."""
    counts: dict[str, Counts] = {}
    for each in given:
        name, _, which = each.partition("=")
        known = next((one for one in _COUNTS if one == which), None)
        if known is None:
            hint = "write --counts CAPABILITY=best or --counts CAPABILITY=worst"
            raise UsageError(f'"{each}" does not say which row counts', hint)
        counts[workspace.capability(name).id] = known
    return counts


def _check_several(links: Mapping[str, tuple[Link, ...]], counts: Collection[str]) -> None:
    """Raise `UsageError` where there is nothing to choose between."""
    for name in counts:
        if len(links[name]) < 2:
            raise UsageError(
                f'"{name}" has no two rows, one of which could count', f"add --link {name}=ROW,ROW"
            )


def _as_they_are(
    workspace: Workspace, vendor: str, names: Collection[str]
) -> dict[str, tuple[Link, ...]]:
    """Return the rows of capabilities that are linked already."""
    links = workspace.vendors[vendor].links
    return {name: links.get(name, ()) for name in names}


def rows_named(rows: Sequence[Row], named: str) -> list[Row]:
    """Return the rows that a person names, separated by commas: by id, or as ``SHEET!ID``.

    Raises
    ------
    UsageError
        When there is no such row, or more than one.
    """
    whole = _row_named(rows, named.strip())
    if len(whole) == 1:
        return whole
    found = []
    for name in filter(None, map(str.strip, named.split(","))):
        same = _row_named(rows, name)
        if not same:
            hint = (
                did_you_mean(name, [row.row for row in rows])
                or "procfit vendors show VENDOR --format json lists all rows"
            )
            raise UsageError(f'there is no row "{name}"', hint)
        if len(same) > 1:
            names = " or ".join(f"{row.sheet}!{row.cell}" for row in same[:4])
            raise UsageError(f'"{name}" is the id of {len(same)} rows', f"write {names}")
        found += same
    return list(dict.fromkeys(found))


def _row_named(rows: Sequence[Row], name: str) -> list[Row]:
    """Return the rows of that id; of its sheet where the name says so, or at that answer cell."""
    return (
        [row for row in rows if row.row == name]
        or [row for row in rows if row.row.casefold() == name.casefold()]
        or [row for row in rows if name in (f"{row.sheet}!{row.row}", f"{row.sheet}!{row.cell}")]
    )


def _store_clear(
    workspace: Workspace, vendor: str, arguments: argparse.Namespace
) -> tuple[Workspace, list[Stored]]:
    """Link what is open and clear; what only looks likely is not learned as a wording."""
    from procfit.api import links
    from procfit.fit.linking import clear_links

    found = clear_links(links(workspace, vendor), workspace.rows[vendor], arguments.yes_above)
    return _confirm(workspace, vendor, found, arguments, learn=False)


def _confirm(
    workspace: Workspace,
    vendor: str,
    links: Mapping[str, tuple[Link, ...]],
    arguments: argparse.Namespace,
    counts: Mapping[str, Counts] | None = None,
    learn: bool = True,
) -> tuple[Workspace, list[Stored]]:
    """Store links in the name of who says so; only what several rows answer needs one that counts."""
    from procfit.api import confirm_links

    by, today = normal(arguments.by), workspace.opened
    said = counts or {}
    notes = {
        name: LinkNote(said.get(name), by, normal(arguments.reason) if name in said else "", today)
        for name in links
    }
    learn = learn and not arguments.no_learn
    after = confirm_links(workspace, vendor, links, notes=notes, learn=learn)
    return after, [_stored(workspace, after, vendor, name, rows) for name, rows in links.items()]


def _stored(
    before: Workspace, after: Workspace, vendor: str, capability: str, rows: tuple[Link, ...]
) -> Stored:
    from procfit.fit.linking import wording_of

    known = before.capabilities[capability].same_as
    held = after.capabilities[capability].same_as if capability in after.capabilities else ()
    gone = [link for link in before.vendors[vendor].links.get(capability, ()) if link not in rows]
    return Stored(
        vendor,
        capability,
        rows,
        after.vendors[vendor].link_notes.get(capability, LinkNote()),
        learned=next((wording for wording in held if wording not in known), ""),
        doubtful=tuple(wording for link in gone if (wording := wording_of(link)) in known),
    )


def ask(workspace: Workspace, asked: Sequence[str], arguments: argparse.Namespace) -> None:
    """Ask about what is open, vendor by vendor and the heaviest first, and store each answer at once."""
    from procfit.api import links
    from procfit.fit.linking import with_answers

    for vendor in asked:
        rows = workspace.rows[vendor]
        left = [each for each in links(workspace, vendor) if not each.confirmed]
        for number, proposal in enumerate(left, 1):
            question = QUESTION.format(number=number, total=len(left))
            current = with_answers(proposal, workspace.vendors[vendor], rows)
            said = _asked(workspace, current, rows, question)
            if said == "quit":
                return
            if not isinstance(said, str):
                link = {proposal.capability: said}
                workspace, stored = _confirm(workspace, vendor, link, arguments)
                print("\n".join(each.told() for each in stored))


def _asked(
    workspace: Workspace, proposal: Proposal, rows: Sequence[Row], question: str
) -> tuple[Link, ...] | str:
    """Return the links that a person names, or ``skip`` or ``quit``; the end of the input quits."""
    from procfit.cli.vendors_link import proposal_lines

    print("\n".join(proposal_lines(workspace, proposal)))
    while True:
        try:
            said = input(question).strip()
        except EOFError:
            return "quit"
        if said.startswith("/"):
            proposal = _looked_for(workspace, proposal, rows, said[1:])
            print("\n".join(proposal_lines(workspace, proposal)))
            continue
        meant = {"": "skip", "s": "skip", "skip": "skip", "q": "quit", "quit": "quit"}.get(
            said.casefold()
        )
        if meant:
            return meant
        if said.casefold() in ("n", "none"):
            return ()
        try:
            return _chosen(proposal, rows, said)
        except UsageError as error:
            print(error)


def _chosen(proposal: Proposal, rows: Sequence[Row], said: str) -> tuple[Link, ...]:
    """Return the links to the rows that are named by their number in the list, or by id."""
    from procfit.fit.linking import link_to

    shown = {str(number): found.row for number, found in enumerate(proposal.candidates, 1)}
    names = [name for name in said.replace(",", " ").split() if name]
    chosen = [shown[name] for name in names] if all(name in shown for name in names) else None
    found = dict.fromkeys(chosen or rows_named(rows, said))
    return tuple(link_to(row, rows) for row in found)


def _looked_for(workspace: Workspace, proposal: Proposal, rows: Sequence[Row], text: str) -> Proposal:
    """Return the proposal with the rows that look most like other words."""
    from procfit.fit.linking import rows_like, with_answers

    found = rows_like(text, rows, workspace.settings.language)
    other = replace(proposal, candidates=found)
    return with_answers(other, workspace.vendors[proposal.vendor], rows)
