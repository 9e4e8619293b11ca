"""How long a comparison of vendors takes to read: run `python benchmarks/workbooks.py [--rows N]`.

Makes a workbook of 2,000 rows with one column of answers for each of 50 vendors, then reads it in turns, each
in its own process; the best of the rounds counts:

- procfit: every answer of every vendor with its whole origin, by confirmed mappings
- proposed: the cells, and a proposal of how to read them
- cells: procfit's cells alone
- openpyxl: load and walk over every cell

Printed are processor seconds, the peak memory of the process, and the ratios to openpyxl, which should stay
under 1.5.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook

ANSWERS = ("S", "C", "standard", "partly, see the remark", 3, 0.25, None)
VENDORS = 50
WORKER = """
import resource, sys, time
{setup}
begun = time.process_time()
cells = read(sys.argv[1])
seconds = time.process_time() - begun
print(cells, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
READERS = {
    "procfit": (
        "import openpyxl\nfrom pathlib import Path\n"
        "from procfit.formats.grid import column_letters\n"
        "from procfit.formats.responses import Books, read_responses\n"
        "from procfit.model.scale import DEFAULT_EVALUATION\n"
        "from procfit.model.vendor import Table, Vendor\n"
        "def read(path):\n"
        "    books, count = Books(Path(path).parent), 0\n"
        "    for number in range(3, {vendors} + 3):\n"
        "        answer = column_letters(number)\n"
        "        table = Table('sheet.xlsx', header='1', id='A', feature='B', answer=answer)\n"
        "        vendor = Vendor(answer.lower(), answer, tables=(table,))\n"
        "        count += len(read_responses(vendor, books.folder, DEFAULT_EVALUATION, books)[0])\n"
        "    return count"
    ),
    "proposed": (
        "import openpyxl\nfrom pathlib import Path\n"
        "from procfit.formats.proposal import propose\n"
        "from procfit.formats.workbook import read_workbook\n"
        "from procfit.model.scale import DEFAULT_EVALUATION\n"
        "def read(path):\n"
        "    (table,) = propose(read_workbook(Path(path)), DEFAULT_EVALUATION).tables\n"
        "    return table.rows * len(table.vendors)"
    ),
    "cells": (
        "import openpyxl\nfrom pathlib import Path\nfrom procfit.formats.workbook import read_workbook\n"
        "def read(path): return len(read_workbook(Path(path)).grids[0].cells)"
    ),
    "openpyxl": (
        "from openpyxl import load_workbook\n"
        "def read(path): return sum(cell.value is not None"
        " for row in load_workbook(path, data_only=True).active.iter_rows() for cell in row)"
    ),
}


def write_sheet(path: Path, rows: int, vendors: int) -> None:
    """Write a sheet of questions with one column of answers per vendor."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Functional")
    sheet.append(["No.", "Requirement", *(f"Vendor {number}" for number in range(1, vendors + 1))])
    for row in range(1, rows + 1):
        answers = [ANSWERS[(row * column) % len(ANSWERS)] for column in range(vendors)]
        sheet.append([f"F-{row:04}", f"Requirement {row}: what the team must be able to do", *answers])
    book.save(path)


def run(reader: str, path: Path) -> tuple[int, float, float]:
    """Return how much was read, the processor seconds it took and the peak memory in MB."""
    script = WORKER.format(setup=READERS[reader].replace("{vendors}", str(VENDORS)))
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    cells, seconds, memory = done.stdout.split()
    return int(cells), float(seconds), float(memory)


def compare(path: Path, rounds: int) -> None:
    """Let the readers take turns and print their best rounds."""
    best: dict[str, tuple[int, float, float]] = {}
    for _ in range(rounds):
        for reader in READERS:
            result = run(reader, path)
            best[reader] = min(result, best.get(reader, result), key=lambda one: one[1])
    plain = best["openpyxl"][1]
    for reader, (count, seconds, memory) in best.items():
        what = "answers" if reader in ("procfit", "proposed") else "cells"
        said = f"{count:,} {what}"
        print(f"{reader:8} {said:>16}  {seconds:5.2f} s  {memory:4.0f} MB  ratio {seconds / plain:.2f}")


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "sheet.xlsx"
        write_sheet(path, options.rows, VENDORS)
        compare(path, options.rounds)


if __name__ == "__main__":
    main()
