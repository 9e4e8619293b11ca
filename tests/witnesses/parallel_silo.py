from __future__ import annotations

from helpers_witnesses import Raw, fold, raw
from procfit.model.finding import Finding

FLAGGED = ("billing-question#update-address", "order-change#update-address")
HELD = (
    "contract-renewal#draft-offer",
    "win-back#draft-offer",
    "delivery-and-installation#gate-call",
    "complaint#find-customer",
)
PATH = "pieces"


def check(found: Finding, of: Raw) -> None:
    (step,) = found.steps
    items = {fold(item) for item in found.witness.items}
    assert items
    assert items <= _items(of.steps[step])
    for place in found.witness.path[1:]:
        name, other = place.split("#")
        there = raw(name)
        assert name != found.process
        assert _words(there.steps[other]["name"]) == _words(of.steps[step]["name"])
        assert _department(there, other) != _department(of, step)
        assert items & _items(there.steps[other])
        assert not {"legal", "regional"} & {
            *there.steps[other].get("tags", []),
            *of.steps[step].get("tags", []),
        }


def _items(step: dict[str, list[str]]) -> set[str]:
    return {
        fold(item) for field in ("reads", "writes", "asks", "delivers") for item in step.get(field, [])
    }


def _words(name: str) -> set[str]:
    return set(name.casefold().replace("'s", "").split())


def _department(of: Raw, step: str) -> str:
    department = of.lanes[of.steps[step]["lane"]]["department"]
    assert department
    return str(department)
