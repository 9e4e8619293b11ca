"""How many BPMN files are read in a second: run `python benchmarks/bpmn.py [FOLDER | ARCHIVE.zip]`.

Prints the files per second of `read_bpmn` beside a bare lxml parse of the same files, and of pm4py with
`--with-pm4py` (installed into a throw-away environment) or `--pm4py PYTHON` (an interpreter that has it).
All take turns in one run, each in its own process, and the best of the rounds counts, so that a slow
machine slows them alike. A file that a reader refuses counts as done.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "bpmn" / "corpus.zip"
WORKER = """
import sys, time, warnings
from pathlib import Path
warnings.simplefilter("ignore")
{setup}
files = sorted(Path(sys.argv[1]).glob("*.bpmn"))
refused = 0
for path in files[:20]:
    try:
        read(path)
    except Exception:
        pass
begun = time.process_time()
for path in files:
    try:
        read(path)
    except Exception:
        refused += 1
print(len(files), refused, time.process_time() - begun)
"""
READERS = {
    "lxml": "from lxml import etree\ndef read(path): etree.parse(path)",
    "procfit": "from procfit.formats.bpmn import read_bpmn as read",
    "pm4py": (
        "from pm4py.objects.bpmn.importer.variants import lxml as importer\n"
        "def read(path): importer.apply(str(path))"
    ),
}


def run(reader: str, python: str, folder: Path) -> tuple[int, int, float]:
    """Return how many files there were, how many were refused, and the processor seconds it took."""
    script = WORKER.format(setup=READERS[reader])
    done = subprocess.run(
        [python, "-c", script, str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{reader}: {done.stderr.strip().splitlines()[-1]}")
    files, refused, seconds = done.stdout.split()[-3:]
    return int(files), int(refused), float(seconds)


def compare(pythons: dict[str, str], folder: Path, rounds: int) -> None:
    """Let the readers take turns and print their best rounds."""
    best: dict[str, float] = {}
    refusals: dict[str, int] = {}
    files = 0
    for _ in range(rounds):
        for reader, python in pythons.items():
            files, refusals[reader], seconds = run(reader, python, folder)
            best[reader] = min(seconds, best.get(reader, seconds))
    print(f"{files} files, best of {rounds} rounds, processor time")
    for reader, seconds in best.items():
        line = f"{reader:8} {files / seconds:7.0f} files/s  refused {refusals[reader]:4}"
        print(f"{line}  procfit is {seconds / best['procfit']:.2f} × as fast")


def throw_away(folder: Path) -> str:
    """Return the interpreter of a new environment that holds pm4py."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pm4py", "lxml"], check=True)
    return python


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "source", nargs="?", type=Path, default=CORPUS, help="a folder or a zip of .bpmn files"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--with-pm4py", action="store_true", help="install pm4py into a throw-away environment"
    )
    parser.add_argument("--pm4py", metavar="PYTHON", help="an interpreter that has pm4py")
    options = parser.parse_args()
    if not options.source.exists():
        sys.exit(f"{options.source} is not there; name a folder or a zip of .bpmn files")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.source
        if folder.is_file():
            folder = Path(scratch) / "files"
            with ZipFile(options.source) as archive:
                archive.extractall(folder)
        pythons = {"lxml": sys.executable, "procfit": sys.executable}
        if options.pm4py or options.with_pm4py:
            pythons["pm4py"] = options.pm4py or throw_away(Path(scratch) / "environment")
        compare(pythons, folder, options.rounds)


if __name__ == "__main__":
    main()
