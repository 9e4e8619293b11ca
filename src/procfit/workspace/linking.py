"""Saving which rows answer which capability, and the wordings learned from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from procfit.files import write_atomically
from procfit.formats.capabilities_toml import build_capabilities
from procfit.formats.links_save import with_links, with_wordings
from procfit.formats.toml_file import TomlFile, parse_toml
from procfit.formats.vendor_toml import build_vendor
from procfit.model.capability import Capability
from procfit.model.errors import OutputError, Place
from procfit.model.vendor import Link, Linked, LinkNote, Vendor
from procfit.workspace.folder import Workspace
from procfit.workspace.loading import CAPABILITIES
from procfit.workspace.saving import text_on_disk

__all__ = ["capabilities_in", "check_reads_back", "save_links", "save_same_as"]


def save_links(
    workspace: Workspace,
    vendor: str,
    links: Mapping[str, Sequence[Link]],
    notes: Mapping[str, LinkNote] | None = None,
) -> Workspace:
    """Store which rows answer some capabilities of a vendor, and return the workspace with it.

    The file is read afresh, so that what others have put into it meanwhile stays.

    Parameters
    ----------
    workspace
        The workspace that the links were proposed for.
    vendor
        The id of the vendor.
    links
        The rows of each capability that is linked; none where it was looked for in vain.
    notes
        Who says so, when, and which of several rows counts; a link without a note loses the one it had,
        unless it stays as it is.

    Raises
    ------
    OutputError
        When one of these capabilities was linked otherwise meanwhile, or the file cannot be read or
        written; it is then as it was.
    """
    loaded = workspace.vendor(vendor)
    shown = f"vendors/{vendor}.toml"
    text = text_on_disk(workspace.root / shown, shown) or ""
    current = _vendor_in(text, shown, workspace)
    said = {name: Linked.of(rows, (notes or {}).get(name)) for name, rows in links.items()}
    _check_same(loaded, current, said, shown)
    new = {**current.linked, **{name: _kept(current, name, each) for name, each in said.items()}}
    if new == current.linked:
        return workspace.with_links(current)
    groups = {name: capability.group for name, capability in workspace.capabilities.items()}
    written = with_links(text, current.linked, new, groups)
    wanted = replace(
        current,
        links={name: each.rows for name, each in new.items()},
        link_notes={name: each.note for name, each in new.items() if each.note != LinkNote()},
    )
    check_reads_back(
        lambda: _vendor_in(written, shown, workspace) == wanted,
        OutputError(
            "the links would not read back", "write them there as a [links] table", Place(shown)
        ),
    )
    write_atomically(workspace.root / shown, written, within=workspace.root)
    return workspace.with_links(wanted)


def save_same_as(workspace: Workspace, learned: Mapping[str, Sequence[str]]) -> Workspace:
    """Store other wordings that mean the same as a capability, and return the workspace with them.

    Raises
    ------
    OutputError
        When the list of capabilities cannot be read or written; it is then as it was.
    """
    text = text_on_disk(workspace.root / CAPABILITIES, CAPABILITIES) or ""
    current = capabilities_in(text)
    gone = [name for name in learned if name not in current]
    if gone:
        hint = "open the workspace again"
        raise OutputError(f'capability "{gone[0]}" is no longer there', hint, Place(CAPABILITIES))
    new = {
        name: replace(each, same_as=tuple(dict.fromkeys((*each.same_as, *learned.get(name, ())))))
        for name, each in current.items()
    }
    if new != current:
        written = with_wordings(text, learned)
        hint = "write each capability there as a [[capability]] table"
        check_reads_back(
            lambda: capabilities_in(written) == new,
            OutputError("the wordings would not read back", hint, Place(CAPABILITIES)),
        )
        write_atomically(workspace.root / CAPABILITIES, written, within=workspace.root)
    return workspace.with_links(capabilities=new)


def _kept(current: Vendor, name: str, said: Linked) -> Linked:
    """Return a link as it is to stand; what is said once more is no news, whoever says it and when."""
    there = current.linked.get(name)
    if there is None or there.note == LinkNote() or _meant(there) != _meant(said):
        return said
    return there if said.reason in ("", there.reason) else said


def _check_same(loaded: Vendor, current: Vendor, links: Mapping[str, Linked], shown: str) -> None:
    """Raise `OutputError` where a capability that is to be linked was linked otherwise meanwhile."""
    for name, wanted in links.items():
        there, known = current.linked.get(name), loaded.linked.get(name)
        if there != known and (there is None or _meant(there) != _meant(wanted)):
            raise OutputError(
                f'"{name}" was linked otherwise meanwhile', "look at it again", Place(shown)
            )


def _meant(linked: Linked) -> tuple[tuple[Link, ...], str | None]:
    return linked.rows, linked.counts


def check_reads_back(is_right: Callable[[], bool], error: OutputError) -> None:
    """Raise the error where what is to be written would not hold what is meant, or could not be read."""
    try:
        right = is_right()
    except OutputError:
        right = False
    if not right:
        raise error


def _vendor_in(text: str, shown: str, workspace: Workspace) -> Vendor:
    file = parse_toml(text, shown)
    vendor = build_vendor(file, shown.rpartition("/")[2].removesuffix(".toml"), workspace.evaluation)
    _refuse_errors(file)
    if vendor is None:
        raise OutputError("cannot be read any more", "mend the file first", Place(shown))
    return vendor


def capabilities_in(text: str) -> dict[str, Capability]:
    """Return the capabilities in a text; OutputError where it holds an error."""
    file = parse_toml(text, CAPABILITIES)
    capabilities = build_capabilities(file)
    _refuse_errors(file)
    return capabilities


def _refuse_errors(file: TomlFile) -> None:
    for problem in file.reading.problems:
        if problem.level == "error":
            raise OutputError(problem.message, problem.hint or "mend the file first", problem.where)
