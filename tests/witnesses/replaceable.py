from __future__ import annotations

import tomllib
from typing import Any

from helpers_maps import EXAMPLE
from helpers_witnesses import Raw
from procfit.model.finding import Finding

FLAGGED = (
    "contract-renewal#sign",
    "quotation#print-quote",
    "quotation#ask-address",
    "consent-and-preferences#write-wish",
    "return-and-refund#ask-return",
    "delivery-and-installation#gate-call",
    "account-review#make-slides",
    "field-service-visit#sign-report",
)
HELD = ("order-change#ask-date", "complaint#examine")
PATH = "from start"


def read(name: str) -> dict[str, Any]:
    with (EXAMPLE / name).open("rb") as file:
        return tomllib.load(file)


def settled(capability: str) -> set[str]:
    """Return the codes that the committee has agreed or evaluators have given, whatever the vendor."""
    vendors = [read(f"vendors/{path.name}") for path in (EXAMPLE / "vendors").glob("*.toml")]
    agreed = [vendor.get("agreed", {}).get(capability) for vendor in vendors]
    scored = [
        each.get(capability)
        for path in (EXAMPLE / "vendors/scores").glob("*.toml")
        for each in read(f"vendors/scores/{path.name}").values()
        if isinstance(each, dict)
    ]
    given = [one for one in (*agreed, *scored) if one]
    return {one["code"] if isinstance(one, dict) else one for one in given}


def check(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    step = of.steps[name]
    assert step.get("disposition") != "discard"
    without = step["without"]
    if isinstance(without, str):
        assert found.level == "note"
        return
    assert found.level == "warning"
    listed = {each["id"]: each for each in read("processes/capabilities.toml")["capability"]}
    in_house = listed[without["capability"]].get("have", False)
    assert in_house or settled(without["capability"]) & {"standard", "configuration"}
