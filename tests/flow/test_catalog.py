from __future__ import annotations

from typing import Any

from helpers_maps import HEAD, chain, process
from procfit.flow.catalog import CATALOG
from procfit.flow.explain import explain
from procfit.flow.figure_parts import PARTS
from procfit.flow.measure import Measures, measure
from procfit.model.portfolio import Portfolio
from procfit.model.team import Rates, Settings

NESTED = {
    "lead_time": ("lead_time", "mean"),
    "lead_time_p50": ("lead_time", "p50"),
    "lead_time_p90": ("lead_time", "p90"),
    "waiting_between_contacts": ("waiting_between_contacts", "mean"),
    "cost_per_month": ("per_month", "cost"),
}
"""The figures that stand one level down in JSON."""


def whole() -> Measures:
    """Return the figures of a map in which everything is assessed."""
    fields = (
        'lane = "sales"\nchannel = "{0}"\nsystem = "CRM"\nasks = ["name"]\nwork = "5m"\nwait = "1h"\n'
        'value = 1\nadds = "customer"\neffort = 1'
    )
    steps = chain("x", "y", x=fields.format("web"), y=fields.format("phone"))
    text = '[[lane]]\nid = "sales"\n' + steps
    rated = Portfolio(settings=Settings(rates=Rates(default=30)))
    return measure(process(text, HEAD + 'volume = "10/month"\n'), rated, quantiles=True)


def scalar(document: dict[str, Any], name: str) -> Any:
    """Return a figure of the catalog as JSON holds it."""
    outer, *inner = NESTED.get(name, (name,))
    return document[outer][inner[0]] if inner else document[outer]


def test_every_figure_of_the_catalog_is_in_json() -> None:
    measures = whole()
    document = measures.to_dict()
    for name, kind in CATALOG.items():
        assert kind.get(measures) is not None, name
        assert scalar(document, name) == kind.get(measures), name


def test_every_number_of_json_is_in_the_catalog() -> None:
    document = whole().to_dict()
    numbers = {name for name, value in document.items() if isinstance(value, int | float)}
    assert numbers - {"at_least"} <= set(CATALOG)


def test_every_figure_of_the_catalog_can_be_explained() -> None:
    measures = whole()
    assert set(PARTS) == set(CATALOG)
    for name, kind in CATALOG.items():
        assert bool(explain(measures, name).parts) == bool(kind.get(measures)), name


def test_a_figure_has_its_own_name_and_label() -> None:
    assert [kind.name for kind in CATALOG.values()] == list(CATALOG)
    assert len({kind.label for kind in CATALOG.values()}) == len(CATALOG)
