"""How long a vendor's sheet takes to read: run `python benchmarks/workbooks.py [--rows N] [--columns N]`.

Makes a workbook of 2,000 rows × 50 columns, then reads it with procfit and with openpyxl alone (load and
walk over every cell), in turns, each in its own process; the best of the rounds counts. The ratio should
stay under 1.5.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook

ANSWERS = ("S", "C", "standard", "partly, see the remark", 3, 0.25, None)
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
        "import openpyxl\nfrom pathlib import Path\nfrom procfit.formats.workbook import read_workbook\n"
        "def read(path): return len(read_workbook(Path(path)).grids[0].cells)"
    ),
    "openpyxl": (
        "from openpyxl import load_workbook\n"
        "def read(path): return sum(cell.value is not None"
        " for row in load_workbook(path, data_only=True).active.iter_rows() for cell in row)"
    ),
}


def write_sheet(path: Path, rows: int, columns: int) -> None:
    """Write a sheet of questions with one column of answers per vendor."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Functional")
    for row in range(1, rows + 1):
        answers = [ANSWERS[(row * column) % len(ANSWERS)] for column in range(columns - 2)]
        sheet.append([f"F-{row:04}", f"Requirement {row}: what the team must be able to do", *answers])
    book.save(path)


def run(reader: str, path: Path) -> tuple[int, float, float]:
    """Return the cells read, the processor seconds it took and the peak memory in MB."""
    script = WORKER.format(setup=READERS[reader])
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
    for reader, (cells, seconds, memory) in best.items():
        print(f"{reader:8} {cells:,} cells  {seconds:5.2f} s  {memory:4.0f} MB")
    print(f"ratio    {best['procfit'][1] / best['openpyxl'][1]:.2f}")


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--columns", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "sheet.xlsx"
        write_sheet(path, options.rows, options.columns)
        compare(path, options.rounds)


if __name__ == "__main__":
    main()
