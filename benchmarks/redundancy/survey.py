"""What all rules find in maps drawn by strangers: how many findings a user would have to read."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from zipfile import ZipFile

from benchmarks.redundancy.bases import ROOT
from procfit import open_workspace
from procfit.formats.bpmn import read_bpmn_bytes
from procfit.model.errors import InputError
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.validate import faults_of_map
from procfit.rules.engine import Report, all_rules, check

__all__ = ["survey"]

MANY_PER_HUNDRED_STEPS = 10.0
"""From how many findings per 100 steps a rule drowns the user."""

MANY_PER_MAP = 5
"""From how many findings in one map of ten it does."""

MANY_GAPS = 3
"""From how many not-assessed lines in one map of ten it does."""


@dataclass
class Tally:
    """Counts over all maps."""

    maps: int = 0
    steps: int = 0
    findings: dict[str, list[int]] = field(default_factory=dict)
    gaps: dict[str, list[int]] = field(default_factory=dict)

    def add(self, maps: list[ProcessMap], report: Report) -> None:
        """Count what was said of the maps of one file."""
        self.maps += len(maps)
        self.steps += sum(len(process.steps) for process in maps)
        for counts, verdicts in ((self.findings, report.findings), (self.gaps, report.not_assessed)):
            told = Counter((verdict.rule, verdict.process) for verdict in verdicts)
            for rule in all_rules():
                counts.setdefault(rule, []).extend(told[rule, process.id] for process in maps)


def survey(corpus: Path) -> int:
    """Print how much is said of the worked example and of each file of a zip; return 1 when that is too much.

    A file is a portfolio of its own: that is what a user imports.
    """
    opened = open_workspace(ROOT)
    example = Portfolio(
        opened.maps,
        opened.capabilities,
        opened.items,
        replace(opened.settings, rules={}),
        opened.answers,
    )
    worst = _told("the worked example", [example])
    if corpus.exists():
        return max(worst, _told("maps drawn by strangers", _files(corpus)))
    print(f"{corpus} is not there")
    return worst


def _told(title: str, portfolios: Iterable[Portfolio]) -> int:
    tally, begun = Tally(), time.process_time()
    for portfolio in portfolios:
        tally.add(list(portfolio.maps.values()), check(portfolio))
    seconds = time.process_time() - begun
    print(f"\n{title}: {tally.maps} maps, {tally.steps} steps, {seconds:.1f} s of processor time\n")
    print(
        f"{'':22}{'findings':>9}{'/100 steps':>11}{'median':>7}{'p90':>5}{'most':>6}"
        f"{'not assessed':>14}{'p90':>5}{'most':>6}"
    )
    return max([_line(rule, tally) for rule in all_rules()] + [_all(tally)])


def _files(corpus: Path) -> Iterator[Portfolio]:
    with ZipFile(corpus) as archive:
        for name in sorted(archive.namelist()):
            with suppress(InputError):
                found = read_bpmn_bytes(archive.read(name), "sample").maps
                sound = [process for process in found if not _is_broken(process)]
                named = [replace(process, id=f"m{number}") for number, process in enumerate(sound)]
                yield Portfolio({process.id: process for process in named})


def _is_broken(process: ProcessMap) -> bool:
    return any(fault.level == "error" for fault in faults_of_map(process))


def _line(rule: str, tally: Tally) -> int:
    findings, gaps = tally.findings[rule], tally.gaps[rule]
    per_hundred = 100 * sum(findings) / tally.steps
    print(
        f"{rule:22}{sum(findings):9}{per_hundred:11.2f}{_spread(findings)}{sum(gaps):14}{_spread(gaps)[7:]}"
    )
    if per_hundred > MANY_PER_HUNDRED_STEPS or _p90(findings) > MANY_PER_MAP or _p90(gaps) > MANY_GAPS:
        print("    warning: this drowns the user")
        return 1
    return 0


def _all(tally: Tally) -> int:
    findings = [sum(counts) for counts in zip(*tally.findings.values(), strict=True)]
    gaps = [sum(counts) for counts in zip(*tally.gaps.values(), strict=True)]
    per_hundred = 100 * sum(findings) / tally.steps
    print(
        f"{'all':22}{sum(findings):9}{per_hundred:11.2f}{_spread(findings)}{sum(gaps):14}{_spread(gaps)[7:]}"
    )
    return 0


def _spread(counts: list[int]) -> str:
    return f"{statistics.median(counts):7.0f}{_p90(counts):5}{max(counts):6}"


def _p90(counts: list[int]) -> int:
    return sorted(counts)[int(0.9 * (len(counts) - 1))]
