"""What the texts in a table's answers mean: the workbook's own word first, then the scale; never a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from procfit.formats.grid import Cell
from procfit.formats.proposal.legends import Definition
from procfit.formats.response_codes import AnswerReader, is_tick
from procfit.model.scale import score_code
from procfit.model.text import item_key, unsafe_at
from procfit.model.vendor import BLANK, UNREADABLE, Evaluation, Table

__all__ = ["CodeBook", "Dictionary"]

_TRANSLATED = {
    "standard": "はい 是 да sim sì si tak ano igen evet kyllä j ☑ ✔️ ✅ √",
    "none": "いいえ 否 нет não nie nem hayır ei nee nej ✗ ✘ ✖ ❌",
}
"""Yes and no in more languages and signs than the scale lists."""

_RANGE = re.compile(r"(?<!\d)([01])\s*(?:to|-|–|bis|à|a|/|…|\.\.)\s*(5|10|3|4|7|100)(?!\d)")
_OUT_OF = re.compile(r"\bout of (5|10|3|4|7|100)\b|/\s?(5|10)\b")
LONGEST = 200
EMPTY_BOX = "☐"
MOST_CODES = 60
"""With more different unknown texts than this the answers are free text."""


@dataclass(frozen=True)
class Dictionary:
    """The codes of one table, and why they were read so."""

    codes: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    only_ticks: bool = False

    @property
    def known_share(self) -> float:
        """The share of different texts that have a meaning; 1 where there are none."""
        everything = len(self.codes) + len(self.unknown)
        return len(self.codes) / everything if everything else 1.0


class CodeBook:
    """Looks texts up: in the workbook's legends, then in the scale, then among words for yes and no.

    Parameters
    ----------
    evaluation
        The answer scale.
    legend
        What the workbook says of its codes, by folded text.
    """

    def __init__(self, evaluation: Evaluation, legend: Mapping[str, Definition] | None = None) -> None:
        self._reader = AnswerReader(Table(""), evaluation)
        self._codes = evaluation.codes
        self.legend = legend or {}
        self._translated = {
            item_key(word): code
            for code, words in _TRANSLATED.items()
            if code in evaluation.codes
            for word in words.split()
        }
        self._listed: dict[str, str] = {}

    def listed(self, text: str) -> str:
        """Return the code that the scale alone reads a text as, empty for none."""
        if not text.strip():
            return ""
        if text not in self._listed:
            found = self._reader.read(Cell(text))
            self._listed[text] = found.code if not found.notice or found.code == BLANK else ""
        return self._listed[text]

    def code(self, text: str) -> str:
        """Return the code of a text, empty where nobody has said what it means."""
        key = item_key(text)
        defined = self.legend.get(key)
        if defined is not None:
            return defined.code if defined.code in self._codes else ""
        return self.listed(text) or self._translated.get(key, "")

    def dictionary(
        self, texts: Counter[str], choices: Iterable[str] = (), around: Iterable[str] = ()
    ) -> Dictionary:
        """Return the meanings of all texts of a table.

        Parameters
        ----------
        texts
            What stands in the answer cells, with how often.
        choices
            What a list offers for them.
        around
            Heads and titles that may name a scale of numbers.
        """
        asked = Counter({**dict.fromkeys(choices, 0), **texts})
        codes = {raw: code for raw in asked if (code := self.code(raw))}
        reasons = self._reasons(asked)
        left = [raw for raw in asked if raw not in codes and item_key(raw) not in self.legend]
        scale, why = _numbers(left, texts, around)
        codes |= scale
        only_ticks = any(map(_is_mark, texts)) and all(
            _is_mark(raw) or raw == EMPTY_BOX for raw in texts
        )
        boxes = {EMPTY_BOX: "none"} if only_ticks and EMPTY_BOX in texts else {}
        codes |= boxes
        unknown = {raw: asked[raw] for raw in asked if raw not in codes}
        own = {raw: code for raw, code in codes.items() if self.listed(raw) != code}
        own |= {raw: UNREADABLE for raw in unknown if self.listed(raw)}
        own = {raw: code for raw, code in own.items() if len(raw) <= LONGEST and unsafe_at(raw) is None}
        return Dictionary(codes, own, unknown, (*reasons, *why, *_free_text(unknown)), only_ticks)

    def _reasons(self, asked: Iterable[str]) -> list[str]:
        defined = [found for raw in asked if (found := self.legend.get(item_key(raw)))]
        return [
            f'"{found.raw}" is {found.code}: {_short(found.words)} ({found.where})'
            if found.code
            else f'"{found.raw}" has a legend whose words name no code: {_short(found.words)} ({found.where})'
            for found in defined
        ]


def _is_mark(raw: str) -> bool:
    """Tell whether a text is a tick and no word or number."""
    return raw in ("x", "X") or (is_tick(Cell(raw)) is True and not raw.isalnum())


def _numbers(
    left: Iterable[str], texts: Counter[str], around: Iterable[str]
) -> tuple[dict[str, str], list[str]]:
    """Return the codes of a scale of whole numbers, where the answers are one."""
    numbers = [raw for raw in left if re.fullmatch(r"\d{1,3}", raw)]
    told = sum(texts[raw] for raw in numbers)
    if len(numbers) < 3 or told < 0.8 * sum(texts.values()):
        return {}, []
    highest = max(map(int, numbers))
    stated = _stated_range(around)
    most = stated or next((top for top in (3, 4, 5, 10, 100) if top >= highest), 0)
    if not most or highest > most:
        return {}, []
    why = f"the sheet says so ({stated})" if stated else f"the highest number seen is {highest}"
    codes = {raw: score_code(int(raw), most) for raw in numbers}
    return codes, [f"numbers are a scale up to {most}: {why}; a value counts as its share of {most}"]


def _stated_range(around: Iterable[str]) -> int:
    for text in around:
        found = _RANGE.search(text) or _OUT_OF.search(text)
        if found:
            return int(next(group for group in reversed(found.groups()) if group))
    return 0


def _free_text(unknown: Mapping[str, int]) -> list[str]:
    if len(unknown) <= MOST_CODES:
        return []
    return [
        f"{len(unknown)} different texts without a code: the answers are in words, for a person to read"
    ]


def _short(text: str, most: int = 50) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
