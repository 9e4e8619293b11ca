"""The finding under a map: what looks redundant, what deciding would do, and the walk along its proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from procfit.model.finding import Finding
from procfit.tui.actions import action, key_names
from procfit.tui.editing.suggestions import suggestion
from procfit.tui.signs import one_line
from procfit.tui.views.answers import standing
from procfit.tui.views.drawings import finding_letter
from procfit.tui.views.findings import level_sign
from procfit.tui.views.what_if import balance, what_if_key, what_if_told

if TYPE_CHECKING:
    from procfit.tui.app import ProcfitApp
    from procfit.tui.state import Session

__all__ = ["FindingBar"]

WIDE = 110


class FindingBar(Static):
    """Tells one finding of the map."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "finding-bar--rule",
        "finding-bar--note",
        "finding-bar--key",
    }
    DEFAULT_CSS = """
    FindingBar {
        height: auto; max-height: 6; padding: 0 1; background: $panel;
        & .finding-bar--rule { color: $warning; text-style: bold; }
        & .finding-bar--note { color: $muted; }
        & .finding-bar--key { color: $primary; text-style: bold; }
    }
    """

    def show(self, session: Session, finding: Finding | None, walked: int) -> None:
        """Tell a finding, or the step of its proof that was walked to."""
        self.display = finding is not None
        if finding is not None:
            mine = session.findings_of(finding.process) or []
            place = mine.index(finding)
            text = self._sentence(finding, place)
            for line in self._lines(session, finding, walked):
                text.append(f"\n{line}", self._note)
            text.append("\n")
            self.update(
                text.append_text(self._keys(session, finding, f"finding {place + 1} of {len(mine)}"))
            )

    def _sentence(self, finding: Finding, place: int) -> Text:
        rule = self.get_component_rich_style("finding-bar--rule", partial=True)
        head = f"{level_sign(finding)} {finding_letter(place)} {finding.rule}"
        return Text().append(f"{head}  ", rule).append(one_line(finding.message))

    @property
    def _note(self) -> Style:
        return self.get_component_rich_style("finding-bar--note", partial=True)

    def _lines(self, session: Session, finding: Finding, walked: int) -> Iterator[str]:
        path = finding.witness.path
        if walked >= 0 and path:
            step = session.step_name(finding.process, path[walked])
            yield f"proof {walked + 1} of {len(path)}: {step}"
            return
        decided = standing(session, finding)
        if decided:
            yield decided
            return
        yield f"suggests {finding.suggest}: {balance(finding)}"
        yield what_if_told(session.what_ifs.get(what_if_key(finding)), self.app.size.width >= WIDE)

    def _keys(self, session: Session, finding: Finding, place: str) -> Text:
        """Return the keys that answer the finding, and which one it is."""
        remapped = cast("ProcfitApp", self.app).remapped_keys
        workspace = session.workspace
        does = suggestion(workspace.maps, finding) if workspace else ""
        labels = {
            "keep": "keep",
            "modify": "modify",
            "discard": "discard",
            "accept": "open again" if finding.accepted else "accept",
            "carry-out": does,
        }
        text = Text()
        for name, label in labels.items():
            if label:
                text.append(key_names(action(name), remapped)[0], self._key).append(f" {label}  ")
        return text.append(f" {place}", self._note)

    @property
    def _key(self) -> Style:
        return self.get_component_rich_style("finding-bar--key", partial=True)
