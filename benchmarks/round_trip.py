"""Every file of a BPMN corpus in, out, in again and drawn: run `python benchmarks/round_trip.py [FOLDER]`.

FOLDER holds `corpus.zip` and `truth.json`, independent counts per file. Prints a table of the elements
counted beside the truth, how many maps read back equal after an export, and how many were drawn.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

from procfit.diagrams import draw_text
from procfit.diagrams.picture import picture
from procfit.formats.bpmn import read_bpmn_bytes
from procfit.formats.bpmn.writer import bpmn_text
from procfit.model.errors import InputError

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "bpmn"
COUNTED = (
    "activities",
    "events",
    "gateways",
    "sequence_flows",
    "lanes",
    "pools",
    "message_flows",
    "data_objects",
)


def expected(record: dict[str, object], name: str) -> int:
    """Return the true count of one kind of element."""
    count = record[name]
    return int(count["all"] if isinstance(count, dict) else str(count))


def main(folder: Path) -> int:
    """Print the table; return 1 when something differs."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["files"]
    found: Counter[str] = Counter()
    true: Counter[str] = Counter()
    tally: Counter[str] = Counter()
    with ZipFile(folder / "corpus.zip") as archive:
        for name, record in sorted(truth.items()):
            try:
                read = read_bpmn_bytes(archive.read(name), Path(name).stem, name)
            except InputError as error:
                tally["refused with one line"] += 1
                if record["wellformed"]:
                    print(f"refused: {error}")
                continue
            tally["files read"] += 1
            tally["maps"] += len(read.maps)
            if record["wellformed"]:
                counts = {kind: expected(record, kind) for kind in COUNTED}
                tally["files with exact counts"] += all(
                    read.counts[kind] == counts[kind] for kind in COUNTED
                )
                true.update(counts)
                found.update({kind: read.counts[kind] for kind in COUNTED})
            again = (
                read_bpmn_bytes(bpmn_text(read.maps, picture).encode(), "again") if read.maps else read
            )
            for process, copy in zip(read.maps, again.maps, strict=True):
                tally["maps equal after export and import"] += process == copy
                tally["maps drawn"] += bool(draw_text(process.as_is))
    print(f"{'':18}{'found':>10}{'truth':>10}")
    for kind in COUNTED:
        print(f"{kind:18}{found[kind]:>10,}{true[kind]:>10,}")
    for what, count in tally.items():
        print(f"{count:>8,}  {what}")
    equal = tally["maps equal after export and import"] == tally["maps drawn"] == tally["maps"]
    return 0 if equal and found == true else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS))
