"""Plant waste, check, and print how each rule did: run `python -m benchmarks.redundancy`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.redundancy.bases import (
    CORPUS,
    Base,
    corpus_bases,
    dense_bases,
    example_bases,
    grown_bases,
)
from benchmarks.redundancy.judging import Score, Trial, places, score_rule
from benchmarks.redundancy.oracle import overlooked, shown
from benchmarks.redundancy.survey import survey
from benchmarks.redundancy.witness import complaint_about
from benchmarks.redundancy.worlds import text_of
from procfit.model.team import RULE_IDS
from procfit.rules.engine import all_rules


def main() -> int:
    """Read the command line and print the table; return 1 when a rule falls short."""
    options = _options()
    if options.corpus:
        return survey(options.bpmn)
    bases = grown_bases() + example_bases() + corpus_bases(options.bpmn)
    print(f"{len(bases)} maps to plant into, {options.plants} plants and near-misses per rule\n")
    print(
        f"{'rule':22}{'plants':>8}{'recall':>8}{'prec.':>8}{'near-misses':>13}{'flagged':>9}{'proved':>9}"
    )
    good = True
    for rule in options.only or RULE_IDS:
        if rule not in all_rules():
            print(f"{rule:22}{'absent':>8}")
            continue
        score = score_rule(rule, bases, options.plants, options.seed)
        print(_line(score), flush=True)
        good = good and score.is_good
        _complain(score, options.keep, options.beside)
    dense = dense_bases(options.dense)
    good = _prove_bases(bases + dense, options.only or RULE_IDS) and good
    good = _look_for_more(dense, options.only or RULE_IDS) and good
    return 0 if good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redundancy", description=__doc__)
    parser.add_argument("--plants", type=int, default=30, help="plants, and near-misses, per rule")
    parser.add_argument("--dense", type=int, default=8, help="sixes of chance maps to prove findings on")
    parser.add_argument("--seed", default="planted", help="other plants: any word")
    parser.add_argument("--only", nargs="+", choices=RULE_IDS, metavar="RULE", help="just these rules")
    parser.add_argument("--bpmn", type=Path, default=CORPUS, help="a zip of .bpmn files to plant into")
    parser.add_argument("--keep", type=Path, help="a folder for the maps that went wrong")
    parser.add_argument(
        "--corpus", action="store_true", help="only count what the rules find in the zip"
    )
    parser.add_argument("--beside", action="store_true", help="tell what other rules find in the plants")
    return parser.parse_args()


def _prove_bases(bases: list[Base], rules: Sequence[str]) -> bool:
    """Prove what the rules find in the maps as they are."""
    claims = [
        (base, finding)
        for base in bases
        for finding in base.report.findings
        if finding.process == base.target and finding.rule in rules
    ]
    wrong = [(complaint_about(finding, base.world), base, finding) for base, finding in claims]
    offenders = [each for each in wrong if each[0]]
    print(
        f"\n{len(claims) - len(offenders)} of {len(claims)} findings on the maps without plants are proved"
    )
    for text, base, finding in offenders[:20]:
        print(
            f"    not proved, {text}: {finding.rule} in {base.kind} map {base.target}: {finding.message}"
        )
    return not offenders


def _look_for_more(bases: list[Base], rules: Sequence[str]) -> bool:
    """Compare what the rules find in maps full of chance with what plain data shows there."""
    wanted = frozenset(rules) & set(all_rules())
    worlds = {id(base.world): base for base in bases}.values()
    due = sum(rule in wanted for base in worlds for rule, _, _ in shown(base.world))
    missed = [
        (base, each) for base in worlds for each in overlooked(base.world, base.report.findings, wanted)
    ]
    print(f"{due - len(missed)} of {due} wastes that plain data shows in maps full of chance are found")
    for base, (rule, process, step) in missed[:20]:
        print(f"    overlooked {rule}: {step} in {base.kind} map {process}")
    return not missed


def _line(score: Score) -> str:
    figures = f"{score.plants:8}{score.recall:8.2f}{score.precision:8.2f}"
    sign = "" if score.is_good else "  !"
    proved = f"{score.proved}/{score.proved + len(score.unproved)}"
    return f"{score.rule:22}{figures}{score.near_misses:13}{score.offended:9}{proved:>9}{sign}"


def _complain(score: Score, keep: Path | None, beside: bool) -> None:
    for text in dict.fromkeys(score.missing):
        print(f"    {text}")
    for wrong, finding, trial in score.unproved[:3]:
        print(f"    not proved, {wrong}: {trial.name}, {finding.steps}: {finding.message}")
    shown: set[tuple[str, str]] = set()
    for number, (what, trial) in enumerate(score.complaints):
        if (what, trial.planter.__name__) not in shown:
            shown.add((what, trial.planter.__name__))
            _show(what, trial)
        if keep:
            _keep(keep / f"{score.rule}-{number}-{trial.planter.__name__}", trial)
    if beside and score.beside:
        print(
            f"    beside: {', '.join(f'{rule} {count}' for rule, count in score.beside.most_common())}"
        )


def _show(what: str, trial: Trial) -> None:
    wanted = ", ".join(f"{process}#{step}" for process, step in sorted(trial.mark.steps))
    print(f"    {what} {trial.name}: {wanted}")
    print(f"      {(trial.planter.__doc__ or '').splitlines()[0]}")
    if what == "missed":
        print(f"      not assessed: {', '.join(trial.gaps) or 'nothing, so it is silent'}")
    for finding in trial.found[:3]:
        named = ", ".join(f"{process}#{step}" for process, step in sorted(places(finding)))
        print(f"      {finding.level}: {finding.message} [{named}]")


def _keep(folder: Path, trial: Trial) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in {process for process, _ in trial.touched}:
        (folder / f"{name}.toml").write_text(text_of(trial.world.maps[name]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
