"""The finding under a map: what looks redundant, what it would save, and the walk along its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from procfit.model import sayings
from procfit.model.finding import Finding
from procfit.tui.signs import one_line
from procfit.tui.views.drawings import finding_letter
from procfit.tui.views.findings import level_sign

if TYPE_CHECKING:
    from procfit.tui.state import Session

__all__ = ["FindingBar"]


class FindingBar(Static):
    """Tells one finding of the map."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"finding-bar--rule", "finding-bar--note"}
    DEFAULT_CSS = """
    FindingBar {
        height: auto; max-height: 4; padding: 0 1; background: $panel;
        & .finding-bar--rule { color: $warning; text-style: bold; }
        & .finding-bar--note { color: $muted; }
    }
    """

    def show(self, session: Session, finding: Finding | None, walked: int) -> None:
        """Tell a finding, or the step of its proof that was walked to."""
        self.display = finding is not None
        if finding is not None:
            mine = session.findings_of(finding.process) or []
            place = mine.index(finding)
            text = self._sentence(finding, place)
            text.append(
                f"\n{self._below(session, finding, walked)}   finding {place + 1} of {len(mine)}",
                self._note,
            )
            self.update(text)

    def _sentence(self, finding: Finding, place: int) -> Text:
        rule = self.get_component_rich_style("finding-bar--rule", partial=True)
        head = f"{level_sign(finding)} {finding_letter(place)} {finding.rule}"
        return Text().append(f"{head}  ", rule).append(one_line(finding.message))

    @property
    def _note(self) -> Style:
        return self.get_component_rich_style("finding-bar--note", partial=True)

    def _below(self, session: Session, finding: Finding, walked: int) -> str:
        path = finding.witness.path
        if walked >= 0 and path:
            step = session.step_name(finding.process, path[walked])
            return f"proof {walked + 1} of {len(path)}: {step}"
        if finding.accepted:
            return f"accepted: {one_line(finding.accepted_reason)}"
        saves = finding.saves
        month = (
            f" · {sayings.minutes(saves.minutes_per_month)} a month" if saves.minutes_per_month else ""
        )
        saved = (
            f"saves {sayings.minutes(saves.minutes_per_case)} a case{month}"
            if saves.minutes_per_case
            else ""
        )
        return "   ".join(part for part in (f"suggests {finding.suggest}", saved) if part)
