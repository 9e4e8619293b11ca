"""The maps that waste is planted into: the worked example, grown maps, and maps drawn by strangers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from random import Random
from zipfile import ZipFile

from benchmarks.redundancy.dense import dense_map
from benchmarks.redundancy.draft import add_lane
from benchmarks.redundancy.grown import grown_map
from benchmarks.redundancy.ways import spine
from benchmarks.redundancy.words import FOR_MAPS, Words
from benchmarks.redundancy.worlds import Plain, World, as_run
from procfit import open_workspace
from procfit.formats.bpmn import read_bpmn_bytes
from procfit.formats.process_write import process_text
from procfit.model.errors import InputError
from procfit.rules.engine import Report, check

__all__ = ["CORPUS", "ROOT", "Base", "corpus_bases", "dense_bases", "example_bases", "grown_bases"]

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "data" / "bpmn" / "corpus.zip"
NOT_MAPS = {"answers", "capabilities", "items"}


@dataclass(frozen=True)
class Base:
    """One map of a world, as it is before anything is planted."""

    kind: str
    world: World
    target: str

    @cached_property
    def report(self) -> Report:
        """What the rules say before; the maps of a world share it."""
        known: dict[str, Report] = vars(self.world).setdefault("_reports", {})
        if "all" not in known:
            known["all"] = check(self.world.portfolio())
        return known["all"]

    def is_closed_to(self, rule: str) -> bool:
        """Tell whether a rule cannot judge the map as a whole."""
        return any(
            gap.rule == rule and gap.process == self.target and not gap.steps
            for gap in self.report.not_assessed
        )


def _bases(kind: str, worlds: Iterable[World]) -> list[Base]:
    return [Base(kind, world, target) for world in worlds for target in world.maps]


def grown_bases(worlds: int = 3, seed: int = 7) -> list[Base]:
    """Return maps grown from blocks, six to a world; in half of them customers are met."""
    return _bases("grown", (_grown_world(Random(f"{seed}-{number}")) for number in range(worlds)))


def _grown_world(dice: Random) -> World:
    words = Words(dice, FOR_MAPS)
    return World({f"grown-{n}": grown_map(dice, words, contacts=n % 2 == 1) for n in range(6)})


def dense_bases(worlds: int = 8, seed: int = 5) -> list[Base]:
    """Return maps full of chance, six to a world, for proving what is found in them."""
    return _bases("dense", (_dense_world(Random(f"{seed}-{number}")) for number in range(worlds)))


def _dense_world(dice: Random) -> World:
    words = Words(dice, FOR_MAPS)
    names = [words.name() for _ in range(6)]
    items = {words.thing(): {"valid_for": "1d"} for _ in range(2)}
    return World({f"dense-{n}": dense_map(dice, words, names) for n in range(6)}, items=items)


def example_bases() -> list[Base]:
    """Return the maps of the worked example as they run today."""
    folder = ROOT / "processes"
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}
    maps = {name: _undecided(plain) for name, plain in files.items() if name not in NOT_MAPS}
    world = World(
        maps=maps,
        items=files["items"].get("items", {}),
        capabilities=files["capabilities"].get("capability", []),
        answers={key: files["answers"][key] for key in ("same", "different") if key in files["answers"]},
        settings=replace(open_workspace(ROOT).settings, rules={}),
    )
    return _bases("example", [world])


def _undecided(plain: Plain) -> Plain:
    """Return a map as it runs today, without what the team has decided to change."""
    steps = [
        {key: value for key, value in step.items() if key not in ("disposition", "to_be")}
        for step in as_run(plain)["step"]
    ]
    return {**plain, "step": steps}


def corpus_bases(corpus: Path = CORPUS, count: int = 20, seed: int = 11) -> list[Base]:
    """Return maps drawn by strangers with lanes, times and values put in; none where the corpus is absent."""
    if not corpus.exists():
        return []
    dice = Random(seed)
    words = Words(dice, FOR_MAPS)
    maps: dict[str, Plain] = {}
    for plain in _fit_for_planting(corpus, dice):
        maps[f"drawn-{len(maps)}"] = _enriched(plain, dice, words)
        if len(maps) == count:
            break
    names = list(maps)
    groups = (names[start : start + 5] for start in range(0, len(names), 5))
    return _bases("corpus", (World({name: maps[name] for name in group}) for group in groups))


def _fit_for_planting(corpus: Path, dice: Random) -> Iterator[Plain]:
    with ZipFile(corpus) as archive:
        files = sorted(name for name in archive.namelist() if name.endswith((".bpmn", ".xml")))
        for name in dice.sample(files, len(files)):
            with suppress(InputError, ValueError):
                (process,) = read_bpmn_bytes(archive.read(name), "drawn").maps
                plain = tomllib.loads(process_text(process))
                World({"drawn": plain}).portfolio()
                if 6 <= len(plain["step"]) <= 40 and len(spine(plain)) > 1:
                    yield plain


def _enriched(plain: Plain, dice: Random, words: Words) -> Plain:
    """Return a drawn map with what drawings lack."""
    plain.pop("message", None)
    lanes = [lane["id"] for lane in plain.get("lane", ())]
    lanes = lanes or [add_lane(plain, words, "back") for _ in range(2)]
    for lane in plain["lane"]:
        lane.setdefault("kind", "back")
        lane.setdefault("department", f"{words.thing().capitalize()} office")
    for step in plain["step"]:
        step.setdefault("lane", lanes[len(step["id"]) % len(lanes)])
        if step.get("kind", "task") == "task":
            step |= {"work": f"{dice.choice((2, 5, 15))}m", "wait": f"{dice.choice((0, 0, 10))}m"}
            step |= {"value": 1, "adds": "customer", "benefit": words.benefit(), "expected": True}
            step |= {"source": "workshop 2026-02"}
    return {"customer": words.thing(), **plain, "default_wait": "0m"}
