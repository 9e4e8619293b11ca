"""Random work by two people, with crashes: nothing that was kept is lost, and undo walks back."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from procfit import Workspace, open_workspace
from procfit.model.merge import Side
from procfit.model.process import ProcessMap, Step
from procfit.workspace.editing.document import Document
from procfit.workspace.editing.journal import Journal, left_behind
from procfit.workspace.saving import save_map

NAMES = st.sampled_from(["one", "new"])
SIDES = st.sampled_from(["ours", "theirs"])


class TwoPeople(RuleBasedStateMachine):
    """Somebody edits in the app, somebody else in the files; every mark ever made must stay findable.

    A mark is a step of its own, so that two changes of one map go together; the name of step `shared` is
    changed by both, so that some do not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.quick = patch("procfit.files.os.fsync")  # the power does not fail in a test
        self.quick.start()
        self.number = 0
        self.ours: set[str] = set()
        self.theirs: set[str] = set()

    @initialize()
    def begin(self) -> None:
        (self.root / "processes").mkdir()
        for name in ("one", "two"):
            text = f'format = 1\nname = "{name}"\n\n[[step]]\nid = "shared"\nname = "Shared"\n'
            (self.root / "processes" / f"{name}.toml").write_text(text)
        self.start()

    def start(self) -> None:
        self.document = Document(open_workspace(self.root), Journal(self.root))
        self.states = [dict(self.document.maps)]
        self.outside = False

    def mark(self, process: ProcessMap) -> tuple[ProcessMap, str]:
        self.number += 1
        step = Step(f"mark-{self.number}", f"Mark {self.number}")
        return replace(process, steps=(*process.steps, step)), step.id

    @rule(name=NAMES)
    def edit(self, name: str) -> None:
        changed, mark = self.mark(self.document.maps.get(name) or ProcessMap(name, name))
        self.remember()
        self.document.edit(f"add {mark}", {name: changed})
        self.ours.add(mark)
        self.states.append(dict(self.document.maps))

    @rule(name=NAMES)
    def rename_shared(self, name: str) -> None:
        process = self.document.maps.get(name)
        if process is not None and "shared" in process:
            self.number += 1
            steps = tuple(
                replace(step, name=f"Ours {self.number}") if step.id == "shared" else step
                for step in process.steps
            )
            self.remember()
            self.document.edit("rename", {name: replace(process, steps=steps)})
            self.states.append(dict(self.document.maps))

    @rule(name=NAMES, rename=st.booleans())
    def somebody_saves(self, name: str, rename: bool) -> None:
        read = open_workspace(self.root)
        changed, mark = self.mark(read.maps.get(name) or ProcessMap(name, name))
        if rename and "shared" in changed:
            steps = (replace(changed.step("shared"), name=f"Theirs {self.number}"), *changed.steps)
            changed = replace(changed, steps=tuple({step.id: step for step in reversed(steps)}.values()))
        save_map(read, changed)
        self.theirs.add(mark)

    @rule()
    def undo_and_redo(self) -> None:
        if self.outside or not self.document.history.done:
            return
        before = dict(self.document.maps)
        self.document.undo()
        assert dict(self.document.maps) == self.states[-2]
        self.document.redo()
        assert dict(self.document.maps) == before == self.states[-1]

    @rule(side=SIDES)
    def save(self, side: Side) -> None:
        saved = self.document.save()
        if saved.conflicts:
            choices = {
                name: {found.subject: side for found in conflicts}
                for name, conflicts in saved.conflicts.items()
            }
            saved = self.document.save(choices)
            assert not saved.conflicts
        self.outside = self.outside or bool(saved.merged)
        # A new map whose id somebody took is refused, and has another id once the files are read again.
        assert all("is there already" in problem for problem in saved.problems)

    @rule(side=SIDES)
    def join(self, side: Side) -> None:
        read = open_workspace(self.root)
        joined = self.document.join(read)
        if joined.conflicts:
            choices = {
                name: {found.subject: side for found in conflicts}
                for name, conflicts in joined.conflicts.items()
            }
            assert not self.document.join(read, choices).conflicts
        assert not joined.problems
        self.outside = True

    @rule()
    def crash_and_recover(self) -> None:
        self.document.flush()
        lock = self.document._journal._lock  # as the end of the process would
        if lock is not None:
            lock.close()
        self.start()
        left = left_behind(self.root)
        assert not [name for run in left for name in run.unreadable]
        for run in reversed(left):
            self.document.recover(run.maps)
            self.document.flush()
            run.forget(unreadable=False)
        self.states = [{}, dict(self.document.maps)]
        self.outside = True

    def remember(self) -> None:
        if self.outside:
            self.states = [dict(self.document.maps)]
            self.document.history.done.clear()
            self.outside = False

    @precondition(lambda self: hasattr(self, "document"))
    @invariant()
    def all_is_there(self) -> None:
        here = _marks(self.document.workspace)
        read = open_workspace(self.root)
        assert not read.problems
        assert self.ours <= here
        assert self.theirs <= here | _marks(read)

    def teardown(self) -> None:
        if hasattr(self, "document"):
            self.document.close()
        self.quick.stop()
        shutil.rmtree(self.root, ignore_errors=True)


def _marks(workspace: Workspace) -> set[str]:
    return {step.id for process in workspace.maps.values() for step in process.steps}


TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
