"""Two edits of a map file brought together: by lines where that gives the right map, else by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from procfit.formats.process_save import updated_text
from procfit.formats.process_toml import read_process_text
from procfit.formats.settings_toml import build_settings
from procfit.formats.toml_file import read_toml
from procfit.model.errors import InputError, OutputError
from procfit.model.merge import Conflict, merge_maps
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar
from procfit.model.validate import faults_of_map
from procfit.workspace.loading import find_root
from procfit.workspace.map_files import map_of, text_of
from procfit.workspace.revisions import merged_lines

__all__ = ["MergedFile", "calendar_of", "merge_files"]

MAP_ID = "map"


@dataclass(frozen=True)
class MergedFile:
    """The text that holds both edits.

    Attributes
    ----------
    text
        What to write: with conflicts, our side stands where they are.
    conflicts
        What a person must decide.
    misfit
        Why both edits together make no sound map; `text` is then our side alone.
    lost_comments
        Comments that only their side holds and that found no place.
    """

    text: str
    conflicts: tuple[Conflict, ...] = ()
    misfit: str = ""
    lost_comments: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.conflicts and not self.misfit


def calendar_of(folder: Path) -> Calendar:
    """Return the working calendar of the workspace that `folder` lies in, or the usual one.

    Raises
    ------
    InputError
        When the settings cannot be read.
    """
    try:
        root = find_root(folder)
    except InputError:
        return Calendar()
    if not (root / "procfit.toml").exists():
        return Calendar()
    file = read_toml(root / "procfit.toml", "procfit.toml")
    settings = build_settings(file)
    for problem in file.reading.problems:
        if problem.level == "error":
            raise InputError(problem.message, problem.hint, problem.where)
    return settings.calendar


def merge_files(base: Path, ours: Path, theirs: Path, calendar: Calendar | None = None) -> MergedFile:
    """Return what two edits of a map file make together.

    Lines are tried first, so that comments of both sides stay; the result counts only when it reads as
    the map that both edits mean. Else the changes of the other side are put into our file.

    Parameters
    ----------
    base
        The file that both began with; an empty one where both made the file.
    ours, theirs
        The two edits.
    calendar
        The working calendar of the workspace.

    Raises
    ------
    InputError
        When one of the files cannot be read or judged.
    """
    calendar = calendar or Calendar()
    old, our, their = (text_of(path) for path in (base, ours, theirs))
    mine = _map(our, str(ours), calendar)
    merge = merge_maps(_map(old, str(base), calendar), mine, _map(their, str(theirs), calendar))
    whole = None if merge.conflicts else merged_lines(old, our, their)
    if whole is not None and _reads_as(whole, calendar) == merge.map:
        return MergedFile(whole)
    fault = next((found for found in faults_of_map(merge.map) if found.level == "error"), None)
    if fault is not None:
        return MergedFile(our, merge.conflicts, fault.message)
    try:
        text = updated_text(our, mine, merge.map, calendar)
    except OutputError as error:
        return MergedFile(our, merge.conflicts, error.message)
    return MergedFile(
        text, merge.conflicts, lost_comments=tuple(_lost_comments((old, our, text), their))
    )


def _map(text: str, shown: str, calendar: Calendar) -> ProcessMap:
    """Return the map in a text; an empty text is a map without anything in it."""
    return map_of(text, MAP_ID, shown, calendar) if text.strip() else ProcessMap(MAP_ID, "")


def _reads_as(text: str, calendar: Calendar) -> ProcessMap | None:
    return read_process_text(text, MAP_ID, calendar=calendar)[0]


def _lost_comments(known_texts: Iterable[str], theirs: str) -> Iterator[str]:
    """Yield the comment lines of their side that stand in no other text."""
    known = {line.strip() for text in known_texts for line in text.splitlines()}
    for line in theirs.splitlines():
        comment = line.strip()
        if comment.startswith("#") and comment not in known:
            yield comment
