"""JSON Schemas of the file kinds, made from the same declarations that read them."""

from __future__ import annotations

from dataclasses import dataclass

from procfit.formats.capabilities_toml import CAPABILITIES, ITEMS
from procfit.formats.fit_scenarios import SCENARIOS
from procfit.formats.judgment_toml import JUDGMENT
from procfit.formats.process_toml import PROCESS
from procfit.formats.settings_toml import ANSWERS, SETTINGS
from procfit.formats.spec import Kind, Schema
from procfit.formats.vendor_toml import EVALUATION, SCORES, VENDOR
from procfit.model.errors import UsageError
from procfit.model.validate import did_you_mean

__all__ = ["KINDS", "FileKind", "json_schema"]


@dataclass(frozen=True)
class FileKind:
    """A kind of file: which files it is, and what they may hold."""

    files: str
    kind: Kind


KINDS: dict[str, FileKind] = {
    "process": FileKind("processes/<map>.toml", PROCESS),
    "capabilities": FileKind("processes/capabilities.toml", CAPABILITIES),
    "items": FileKind("processes/items.toml", ITEMS),
    "answers": FileKind("processes/answers.toml", ANSWERS),
    "settings": FileKind("procfit.toml", SETTINGS),
    "evaluation": FileKind("vendors/evaluation.toml", EVALUATION),
    "vendor": FileKind("vendors/<vendor>.toml", VENDOR),
    "scenarios": FileKind("vendors/scenarios.toml", SCENARIOS),
    "judgment": FileKind("vendors/judgments/<name>.toml", JUDGMENT),
    "scores": FileKind("vendors/scores/<evaluator>.toml", SCORES),
}


def json_schema(kind: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a file kind.

    Raises
    ------
    UsageError
        When there is no such kind.
    """
    entry = KINDS.get(kind)
    if entry is None:
        hint = did_you_mean(kind, dict(KINDS)) or f"kinds: {', '.join(KINDS)}"
        raise UsageError(f'there is no file kind "{kind}"', hint)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"procfit {kind} ({entry.files})",
        **entry.kind.schema(),
    }
