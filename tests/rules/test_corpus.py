"""Maps drawn by strangers: nothing they hold may stop the figures or the rules."""

from dataclasses import replace
from zipfile import ZipFile

from helpers_bpmn import CORPUS, needs_corpus
from procfit.flow.measure import measure
from procfit.formats.bpmn import read_bpmn_bytes
from procfit.model.errors import InputError
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.validate import faults_of_map
from procfit.rules.engine import check


def corpus_maps() -> dict[str, ProcessMap]:
    maps: dict[str, ProcessMap] = {}
    with ZipFile(CORPUS) as archive:
        for name in archive.namelist():
            if not name.endswith((".bpmn", ".xml")):
                continue
            try:
                found = read_bpmn_bytes(archive.read(name), "sample").maps
            except InputError:
                continue
            for process in found:
                if not any(fault.level == "error" for fault in faults_of_map(process)):
                    maps[f"m{len(maps)}"] = replace(process, id=f"m{len(maps)}")
    return maps


@needs_corpus
def test_every_map_of_the_corpus_is_measured_and_judged() -> None:
    maps = corpus_maps()
    assert len(maps) > 2000
    portfolio = Portfolio(maps)
    exact = 0
    few = list(maps.values())[::10]
    for process in few:
        found = measure(process, portfolio)
        assert set(found.steps) == {step.id for step in process.as_is.steps}
        exact += not any(gap.missing == "join" for gap in found.not_assessed)
    assert exact > 0.85 * len(few)
    for found in check(portfolio).findings:
        assert set(found.steps) <= {step.id for step in maps[found.process].steps}
        assert found.witness.path
