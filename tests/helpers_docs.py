"""The parts of docs/ that are made from the code; `python tests/helpers_docs.py` renews them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from procfit.cli import main
from procfit.formats.json_schema import KINDS
from procfit.formats.spec import ArrayOf, Choice, Either, Key, Kind, ListOf, MapOf, TableOf

DOCS = Path(__file__).resolve().parents[1] / "docs"
_OUTPUT = re.compile(r"(<!-- output: (.+?)(?: \| (\d+))? -->\n).*?(<!-- end output -->)", re.DOTALL)
WIDTH = 100
"""How wide commands print in docs."""
_PART = re.compile(r"(<!-- keys: (\S+) -->\n).*?(<!-- end keys -->)", re.DOTALL)


def renewed(text: str) -> str:
    """Return a page with its tables of keys and the output of its commands made anew."""
    text = _PART.sub(lambda found: found[1] + key_tables(found[2]) + found[3], text)
    return _OUTPUT.sub(lambda found: found[1] + _shown(found[2], found[3]) + found[4], text)


def _shown(command: str, most: str | None) -> str:
    """Return a command and what it prints on the worked example, or the first lines of that."""
    printed = io.StringIO()
    arguments = [*command.split(), "-w", str(DOCS.parent)]
    with redirect_stdout(printed), patch("procfit.cli.fit_text.IN_A_FILE", WIDTH):
        main(arguments)
    lines = printed.getvalue().rstrip().splitlines()
    kept = [*lines[: int(most)], "…"] if most and len(lines) > int(most) else lines
    return "\n".join(["```text", f"$ procfit {command}", *kept, "```", ""])


def key_tables(kind: str) -> str:
    """Return the tables of all keys of a file kind, a table per TOML table."""
    parts = []
    for heading, keys in _tables(kind, KINDS[kind].kind):
        rows = [f"| `{name}` | {key.doc}{_words(key)}{_needed(key)} |" for name, key in keys.items()]
        parts.append("\n".join([f"| {heading} | |", "|---|---|", *rows]) + "\n")
    return "\n" + "\n".join(parts) + "\n"


def _tables(name: str, kind: Kind, path: str = "") -> Iterator[tuple[str, Mapping[str, Key]]]:
    if isinstance(kind, TableOf):
        yield (
            path or "top of the file",
            {key: value for key, value in kind.keys.items() if not _inner(value)},
        )
        for key, value in kind.keys.items():
            inner = _inner(value)
            if inner is not None:
                heading, table = inner
                yield from _tables(key, table, heading.format(_within(path, key)))


def _within(path: str, key: str) -> str:
    """Return the name of a table inside another one."""
    return ".".join(filter(None, (path.strip("`[]"), key)))


def _inner(key: Key) -> tuple[str, TableOf] | None:
    """Return the heading and the table where a key holds one of its own."""
    kind: Any = key.kind
    if isinstance(kind, ArrayOf):
        return "`[[{0}]]`", kind.table
    if isinstance(kind, TableOf):
        return "`[{0}]`", kind
    if isinstance(kind, MapOf):
        one = kind.kind.by_type.get(dict) if isinstance(kind.kind, Either) else kind.kind
        return ("`[{0}.<name>]`", one) if isinstance(one, TableOf) else None
    return None


def _needed(key: Key) -> str:
    return " **(required)**" if key.required else ""


def _words(key: Key) -> str:
    """Return the words a key may hold, where they are few and fixed."""
    kind = key.kind.kind if isinstance(key.kind, ListOf) else key.kind
    return f": {', '.join(f'`{word}`' for word in kind.words)}" if isinstance(kind, Choice) else ""


if __name__ == "__main__":
    for page in sorted(DOCS.glob("**/*.md")):
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
