"""What is not saved yet, kept beside the files, so that neither a crash nor a power cut loses it.

Every run of the app has a folder of its own under ``.procfit/unsaved/``, locked while it runs. A folder that
nobody holds any more is what a run left behind that ended before it could save.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import shutil
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from procfit.files import write_atomically
from procfit.formats.process_save import updated_text
from procfit.formats.process_toml import read_process_text
from procfit.formats.process_write import process_text
from procfit.model.errors import OutputError, ProcfitError
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar
from procfit.model.team import TeamAnswers
from procfit.workspace.answering import answers_in, updated_answers
from procfit.workspace.folder import Workspace

__all__ = ["Journal", "Left", "Unsaved", "UnsavedAnswers", "left_behind"]

FOLDER = Path(".procfit") / "unsaved"
LOCK = "running"
YOUNG_SECONDS = 60
"""How long an empty folder is left alone: its run may be about to write into it."""
_END = None
_ANSWERS = "answers"
"""The name beside those of maps; no map can have it, for its file would be that of the answers."""


@dataclass(frozen=True)
class Unsaved:
    """One map that was not saved: as it was in its file, and as it was last.

    `map` is None where it was deleted, `base` where it was new. `labels` names the last changes.
    """

    process: str
    map: ProcessMap | None
    base: ProcessMap | None
    base_text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnsavedAnswers:
    """The team's answers that were not saved: as they were in their file, and as they were last."""

    base: TeamAnswers
    answers: TeamAnswers
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left:
    """What one run left behind.

    `unreadable` names the files in it that cannot be read any more.
    """

    folder: Path
    when: datetime
    maps: tuple[Unsaved, ...]
    unreadable: tuple[str, ...] = ()
    answers: tuple[UnsavedAnswers, ...] = ()

    def forget(self, *, unreadable: bool = True) -> None:
        """Throw it away, or all but what cannot be read: somebody may still mend that by hand."""
        if unreadable or not self.unreadable:
            _clear(self.folder)
            return
        for name in (*(work.process for work in self.maps), *([_ANSWERS] if self.answers else [])):
            (self.folder / f"{name}.json").unlink(missing_ok=True)


class Journal:
    """Writes what is not saved, away from the screen; a later state of a map replaces an earlier one.

    Parameters
    ----------
    root
        The folder of the workspace.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = (
            root / FOLDER / f"{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}-{secrets.token_hex(2)}"
        )
        self._lock: IO[bytes] | None = None
        self._waiting: queue.Queue[tuple[Workspace, str, tuple[str, ...]] | None] = queue.Queue()
        self._writer: threading.Thread | None = None
        self.problem = ""

    def keep(self, workspace: Workspace, names: Iterable[str], labels: tuple[str, ...] = ()) -> None:
        """Keep the maps with these names as they are in `workspace`; forget those that are saved."""
        for name in names:
            self._waiting.put((workspace, name, labels))
        self._begin()

    def keep_answers(self, workspace: Workspace, labels: tuple[str, ...] = ()) -> None:
        """Keep the team's answers as they are in `workspace`; forget them when they are saved."""
        self._waiting.put((workspace, _ANSWERS, labels))
        self._begin()

    def _begin(self) -> None:
        if self._writer is None and not self._waiting.empty():
            self._writer = threading.Thread(target=self._write_all, daemon=True)
            self._writer.start()

    def flush(self) -> None:
        """Wait until everything is written."""
        if self._writer is not None:
            self._waiting.join()

    def close(self) -> None:
        """Throw away what was kept."""
        if self._writer is not None:
            self._waiting.put(_END)
            self._writer.join()
            self._writer = None
        self._remove()

    def _write_all(self) -> None:
        while True:
            entries = [self._waiting.get()]
            while not self._waiting.empty():
                entries.append(self._waiting.get_nowait())
            latest = {entry[1]: entry for entry in entries if entry is not _END}
            problems = [self._written(*entry) for entry in latest.values()]
            self.problem = next(filter(None, problems), "" if latest else self.problem)
            for _ in entries:
                self._waiting.task_done()
            if _END in entries:
                return

    def _written(self, workspace: Workspace, name: str, labels: tuple[str, ...]) -> str:
        """Write one map and return why it cannot be; whatever it is, the writer goes on with the others."""
        try:
            self._write(workspace, name, labels)
        except ProcfitError as error:
            return f"unsaved work cannot be kept: {error}"
        except Exception as error:
            return f"unsaved work cannot be kept: {getattr(error, 'strerror', None) or error}"
        return ""

    def _write(self, workspace: Workspace, name: str, labels: tuple[str, ...]) -> None:
        path = self._folder / f"{name}.json"
        if _is_saved(workspace, name):
            path.unlink(missing_ok=True)
            if self._folder.exists() and not list(self._folder.glob("*.json")):
                self._remove()
            return
        self._open()
        base, text = _texts(workspace, name)
        document = {"base": base, "text": text, "labels": labels}
        write_atomically(path, json.dumps(document, ensure_ascii=False))

    def _open(self) -> None:
        """Make the folder and hold it; version control is told to leave it alone."""
        if self._lock is not None and _is_same(self._lock, self._folder / LOCK):
            return
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        self._folder.mkdir(parents=True, exist_ok=True)
        ignore = self._root / ".procfit" / ".gitignore"
        if not ignore.exists():
            write_atomically(ignore, "*\n")
        lock = (self._folder / LOCK).open("wb")
        while not _hold(lock):  # another run that is starting looks whether it is held
            time.sleep(0.005)
        self._lock = lock

    def _remove(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        _clear(self._folder)


def left_behind(root: Path, calendar: Calendar | None = None) -> list[Left]:
    """Return what earlier runs left unsaved, the latest first; what a run holds is its own.

    Parameters
    ----------
    root
        The folder of the workspace.
    calendar
        The working calendar to read the maps with.
    """
    found = []
    for folder in (root / FOLDER).glob("*"):
        files = sorted(folder.glob("*.json"))
        if not folder.is_dir() or _is_held(folder / LOCK):
            continue
        if not files:
            if time.time() - folder.stat().st_mtime > YOUNG_SECONDS:
                _clear(folder)
            continue
        maps: list[Unsaved] = []
        answers: list[UnsavedAnswers] = []
        unreadable: list[str] = []
        for path in files:
            try:
                if path.stem == _ANSWERS:
                    answers.append(_read_answers(path))
                else:
                    maps.append(_read(path, calendar))
            except (ProcfitError, OSError, ValueError, TypeError, KeyError):
                unreadable.append(str(path.relative_to(root)))
        when = datetime.fromtimestamp(max(path.stat().st_mtime for path in files))
        found.append(Left(folder, when, tuple(maps), tuple(unreadable), tuple(answers)))
    return sorted(found, key=lambda left: left.when, reverse=True)


def _clear(folder: Path) -> None:
    """Remove the folder of a run, and the one around it when it was the last."""
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.parent.rmdir()


def _is_saved(workspace: Workspace, name: str) -> bool:
    if name == _ANSWERS:
        return workspace.answers == workspace.answers_filed
    loaded = workspace.loaded.get(name)
    return workspace.maps.get(name) == (loaded.map if loaded else None)


def _texts(workspace: Workspace, name: str) -> tuple[str | None, str | None]:
    """Return the text on file, and the one that saving would write; None where there is no file."""
    if name == _ANSWERS:
        base = updated_answers("", TeamAnswers(), workspace.answers_filed)
        return base, updated_answers("", TeamAnswers(), workspace.answers)
    loaded = workspace.loaded.get(name)
    return loaded.text if loaded else None, _text(workspace, name)


def _text(workspace: Workspace, name: str) -> str | None:
    """Return the text that saving would write; None for a deleted map."""
    now, loaded = workspace.maps.get(name), workspace.loaded.get(name)
    if now is None:
        return None
    if loaded is None:
        return process_text(now)
    try:
        return updated_text(loaded.text, loaded.map, now, workspace.settings.calendar)
    except OutputError:
        return process_text(now)


def _read(path: Path, calendar: Calendar | None) -> Unsaved:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    base, text = document["base"], document["text"]
    name = path.stem
    return Unsaved(
        name,
        None if text is None else _map(text, name, calendar),
        None if base is None else _map(base, name, calendar),
        base or "",
        tuple(document["labels"]),
    )


def _read_answers(path: Path) -> UnsavedAnswers:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    base, answers = (answers_in(document[name]) for name in ("base", "text"))
    return UnsavedAnswers(base, answers, tuple(document["labels"]))


def _map(text: str, name: str, calendar: Calendar | None) -> ProcessMap:
    process, problems = read_process_text(text, name, name, calendar)
    if process is None:
        raise ValueError(problems[0].message)
    return process


def _hold(file: IO[bytes]) -> bool:
    """Lock a file until it is closed or its process ends; return whether nobody else holds it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_held(path: Path) -> bool:
    try:
        with path.open("r+b") as file:
            return not _hold(file)
    except OSError:
        return False


def _is_same(file: IO[bytes], path: Path) -> bool:
    """Return whether an open file is still the one at that path."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
