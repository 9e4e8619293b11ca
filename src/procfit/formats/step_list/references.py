"""Which step a text means: by its id, its name, or the number of its row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from procfit.formats.drafts import Draft
from procfit.formats.notices import Notices, quote
from procfit.formats.spec import RefusedError
from procfit.model.text import item_key

__all__ = ["References"]

_ROW = re.compile(r"(?:row|line|step|no\.?|nr\.?|zeile|schritt|#)?\s*(\d{1,7})\.?", re.IGNORECASE)


class References:
    """The steps of a sheet by everything that may name them.

    Parameters
    ----------
    rows
        The number of each row with its step.
    stated
        What the id column says, by row; empty where it says nothing.
    notices
        Where to tell of steps that were named by their row.
    """

    def __init__(
        self, rows: Sequence[tuple[int, Draft]], stated: Mapping[int, str], notices: Notices
    ) -> None:
        self._notices = notices
        self._by_id: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_row: dict[int, str] = {}
        self._has_numbers = any(text.isdigit() for text in stated.values())
        for number, draft in rows:
            name = draft.data["id"]
            self._by_id.setdefault(name, name)
            self._by_id.setdefault(item_key(stated.get(number, "")), name)
            self._by_name.setdefault(item_key(draft.data["name"]), []).append(name)
            self._by_row[number] = name
        self._by_id.pop("", None)

    @property
    def names(self) -> list[str]:
        """Everything that names a step, for hints."""
        return [*self._by_name, *self._by_id]

    def resolve(self, text: str, element: str = "") -> str | None:
        """Return the id of the step that `text` names, or None.

        Raises
        ------
        RefusedError
            When several steps have that name.
        """
        key = item_key(text)
        if key in self._by_id:
            return self._by_id[key]
        named = self._by_name.get(key, [])
        if len(named) > 1:
            raise RefusedError(
                f"{quote(text)} is the name of {len(named)} steps", "give the id of the one"
            )
        return named[0] if named else self._numbered(text, element)

    def _numbered(self, text: str, element: str) -> str | None:
        found = _ROW.fullmatch(text.strip())
        if not found:
            return None
        if found[1] in self._by_id:
            return self._by_id[found[1]]
        target = None if self._has_numbers else self._by_row.get(int(found[1]))
        if target and element:
            self._notices.add(element, f"{quote(text)} read as row {found[1]} of the sheet, {target}")
        return target
