"""A small workspace of vendors whose workbooks are there to be linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from helpers_workbooks import content, xlsx

__all__ = ["ROWS", "make_workspace", "put_workbook"]

PROCESS = """\
format = 1
name = "Sell"
importance = 3

[[step]]
id = "ask"
name = "Ask"
value = 2
needs = [{ id = "leads", share = 0.75 }, "visits"]
"""
CAPABILITIES = """\
# ours
format = 1

[[capability]]
id = "leads"
name = "Lead capture"
description = "Enquiries from the web become leads."

[[capability]]
id = "visits"
name = "Visits without a network"

[[capability]]
id = "fax"
name = "Fax gateway"
"""
ROWS: Sequence[Sequence[object]] = (
    ("Id", "Feature", "Answer", "Remark"),
    ("F-1", "Web forms that capture leads", "S", "since 2019"),
    ("F-2", "Offline visits, no network needed", "C", None),
    ("F-3", "Commission statements", "hm", None),
)


def make_workspace(folder: Path, vendors: Iterable[str] = ("alder",)) -> Path:
    """Write a map, three capabilities, and vendors that all sent the same rows and are linked to nothing."""
    for name in ("processes", "vendors"):
        (folder / name).mkdir()
    (folder / "processes" / "sell.toml").write_text(PROCESS)
    (folder / "processes" / "capabilities.toml").write_text(CAPABILITIES)
    for vendor in vendors:
        digest = put_workbook(folder, f"{vendor}.xlsx")
        (folder / "vendors" / f"{vendor}.toml").write_text(
            f'format = 1\nname = "{vendor.title()}"\n\n[[table]]\nfile = "{vendor}.xlsx"\n'
            f'sha256 = "{digest}"\nsheet = "Answers"\nheader = 1\nid = "A"\nfeature = "B"\nanswer = "C"\n'
            'comment = "D"\nconfirmed_by = "ana"\ndate = 2026-04-20\n\n# by hand\n[links] # Bo\n'
        )
    return folder


def put_workbook(folder: Path, name: str, rows: Sequence[Sequence[object]] = ROWS) -> str:
    """Write a workbook beside the vendors' files and return the SHA-256 of its content."""
    data = content(xlsx({"Answers": rows}))
    (folder / "vendors" / name).write_bytes(data)
    return sha256(data).hexdigest()
