"""Maps of 40 steps as a company may have them, written as TOML files, for `benchmarks/review.py`."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

__all__ = ["STEPS", "write_maps"]

STEPS = 40
COPIES = 0.12
"""The share of maps that are almost the same as an earlier one."""


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text; an underscore stands for a space."""
    return tuple(word.replace("_", " ") for word in text.split())


VERBS = _words(
    "Check Approve Send Receive Record Enter Create Review Confirm Call Update Print Sign File Assign Plan "
    "Book Cancel Prepare Collect Deliver Bill Remind Visit Measure Repair Install Quote Compare Agree Copy "
    "Register Close Reject Forward Resolve Test Inspect Pack Load Store Count Label Clean Train Reserve"
)
THINGS = _words(
    "order invoice customer contract complaint request claim quote offer delivery shipment payment refund "
    "account credit_limit address contact lead campaign visit appointment machine spare_part warehouse "
    "supplier price_list discount catalog sample warranty repair ticket letter form report budget task "
    "meeting approval policy bank_details reminder survey training vacancy site_access rental inspection"
)
KINDS = _words(
    "new open late first second internal annual monthly urgent missing changed signed digital paper small "
    "large local foreign technical legal returned regional spare blocked seasonal"
)
SYSTEMS = ("CRM", "ERP", "Ticket tool", "Spreadsheet", "Mail", "Warehouse system")
CHANNELS = ("phone", "e-mail", "portal", "letter", "shop")
SHARED_ITEMS = _words(
    "company_name contact_person billing_address delivery_address bank_details serial_number order_number "
    "phone customer_number signature"
)
ADDS = ("customer", "customer", "business", "business", "business", "business", "business", "nothing")
CAPABILITIES = tuple(f"capability-{number}" for number in range(60))
LANES = """
[[lane]]
id = "customer"
name = "Customer"
kind = "customer"

[[lane]]
id = "front"
name = "Service desk {region}"
department = "Service"
kind = "front"

[[lane]]
id = "office"
name = "Back office"
department = "Operations"
kind = "back"

[[lane]]
id = "finance"
name = "Accounts"
department = "Finance"
kind = "back"

[[lane]]
id = "link"
name = "ERP link"
kind = "system"
"""


def write_maps(folder: Path, count: int, seed: int = 1, steps: int = STEPS) -> None:
    """Write a workspace of that many maps, each of that many steps."""
    dice = random.Random(seed)
    (folder / "processes").mkdir(parents=True)
    texts: list[str] = []
    for number in range(count):
        copied = texts and dice.random() < COPIES
        texts.append(_copy(dice, dice.choice(texts)) if copied else _map(dice, number, steps))
        path = folder / "processes" / f"map-{number}.toml"
        path.write_text(f'format = 1\nname = "Process {number}"\n{texts[-1]}', encoding="utf-8")
    blocks = (f'[[capability]]\nid = "{name}"\nname = "{name}"\n' for name in CAPABILITIES)
    (folder / "processes" / "capabilities.toml").write_text(
        "format = 1\n" + "\n".join(blocks), encoding="utf-8"
    )
    items = (f'[items."{name}"]\nheld_in = "CRM"\nvalid_for = "26w"\n' for name in SHARED_ITEMS[:5])
    (folder / "processes" / "items.toml").write_text("\n".join(items), encoding="utf-8")
    (folder / "procfit.toml").write_text("[rates]\ndefault = 48\n", encoding="utf-8")


def _copy(dice: random.Random, text: str) -> str:
    """Return a map in which a few steps are done otherwise."""
    lines = text.splitlines(keepends=True)
    named = [place for place, line in enumerate(lines) if line.startswith('name = "')][6:]
    for place in dice.sample(named, 3):
        lines[place] = f'name = "{_name(dice)} elsewhere"\n'
    return "".join(lines)


def _map(dice: random.Random, number: int, steps: int) -> str:
    """Return the text of one map: a few sections, of which some choose, go back or run in parallel."""
    ids = [f"step-{place}" for place in range(steps)]
    own = [f"paper {number}-{place}" for place in range(8)]
    parts = [
        f'customer = "Customer {dice.randrange(5)}"',
        f"importance = {dice.randint(1, 5)}",
        f'volume = "{dice.randint(10, 2000)}/month"',
        LANES.format(region=number % 7),
    ]
    parts.append(_block(ids[0], "Begin", 'kind = "start"', 'lane = "customer"', _to(ids[1])))
    place = 1
    while place < steps - 9:
        make = dice.choice((_line, _line, _choice, _rework, _rework, _parallel))
        made = make(dice, ids[place:], own)
        parts += made
        place += len(made)
    while place < steps - 1:
        parts.append(_task(dice, ids[place], ids[place + 1], own))
        place += 1
    parts.append(_block(ids[-1], "Done", 'kind = "end"'))
    return "\n".join(parts)


def _line(dice: random.Random, ids: list[str], own: list[str]) -> list[str]:
    return [_task(dice, one, then, own) for one, then in pairwise(ids[:5])]


def _choice(dice: random.Random, ids: list[str], own: list[str]) -> list[str]:
    """Return a decision with two branches that meet again."""
    ask, yes, no, more, last, then = ids[:6]
    share = dice.randint(10, 60)
    ways = _ways((yes, share, "yes"), (no, 100 - share, "no"))
    return [
        _block(ask, f"{_name(dice)}?", 'kind = "decision"', 'lane = "office"', *_facts(dice, own), ways),
        _task(dice, yes, last, own),
        _task(dice, no, more, own),
        _task(dice, more, last, own),
        _task(dice, last, then, own),
    ]


def _rework(dice: random.Random, ids: list[str], own: list[str]) -> list[str]:
    """Return work that is checked and done again where it is not right."""
    do, check, mend, then = ids[:4]
    share = dice.randint(5, 30)
    ways = _ways((mend, share, "not right"), (then, 100 - share, "right"))
    return [
        _task(dice, do, check, own),
        _block(
            check,
            f"{_name(dice)} right?",
            'kind = "decision"',
            'lane = "finance"',
            *_facts(dice, own),
            ways,
        ),
        _task(dice, mend, do, own),
    ]


def _parallel(dice: random.Random, ids: list[str], own: list[str]) -> list[str]:
    """Return two branches that run beside each other; one in a few varies, so that it is simulated."""
    split, one, other, more, join, then = ids[:6]
    varies = dice.random() < 0.15
    return [
        _block(split, "In parallel", 'kind = "parallel"', _to(one, other)),
        _task(dice, one, join, own, varies),
        _task(dice, other, more, own, varies),
        _task(dice, more, join, own, False),
        _block(join, "Together again", 'kind = "join"', _to(then)),
    ]


def _task(dice: random.Random, name: str, then: str, own: list[str], varies: bool = False) -> str:
    least = dice.randint(1, 30)
    work = f"{least}m/{least + 5}m/{least + dice.randint(6, 60)}m" if varies else f"{least}m"
    fields = [
        f'lane = "{dice.choice(("customer", "front", "front", "office", "office", "finance", "link"))}"',
        f'work = "{work}"',
        f'wait = "{dice.choice(("0m", "10m", "2h", "5h", "2d"))}"',
        *_facts(dice, own),
    ]
    if dice.random() < 0.35:
        fields.append(f'channel = "{dice.choice(CHANNELS)}"')
    if dice.random() < 0.5:
        fields.append(
            f'value = {dice.randint(0, 5)}\nbenefit = "I know where my {dice.choice(THINGS)} is"'
        )
    if dice.random() < 0.7:
        fields.append(f'adds = "{dice.choice(ADDS)}"\nreason = "Somebody asks for it each month"')
    if dice.random() < 0.5:
        fields.append(f'needs = ["{dice.choice(CAPABILITIES)}", "{dice.choice(CAPABILITIES)}"]')
    if dice.random() < 0.06:
        fields.append(f'approves = "{dice.choice(own)}"')
    if dice.random() < 0.05:
        fields.append(
            'rival = { who = "Acme", time = "5m", same_benefit = true, source = "their page" }'
        )
    if dice.random() < 0.05:
        fields.append('without = { how = "A form on the portal", capability = "capability-1" }')
    if dice.random() < 0.15:
        fields.append('disposition = "modify"\nto_be = { work = "1m", system = "CRM" }')
    return _block(name, _name(dice), *fields, _to(then))


def _facts(dice: random.Random, own: list[str]) -> list[str]:
    """Return what a step asks, reads and writes, and where that is known from."""
    facts = []
    if dice.random() < 0.1:
        facts.append(f"asks = {_texts([dice.choice(own), dice.choice(SHARED_ITEMS)])}")
    if dice.random() < 0.5:
        facts.append(f"reads = {_texts([dice.choice(own), dice.choice(SHARED_ITEMS)])}")
    if dice.random() < 0.4:
        facts.append(f"writes = {_texts([dice.choice(own)])}")
    if dice.random() < 0.6:
        facts.append(f'system = "{dice.choice(SYSTEMS)}"')
    if dice.random() < 0.7:
        facts.append('source = "interview 2026-02-11"')
    return facts


def _name(dice: random.Random) -> str:
    kind = f"{dice.choice(KINDS)} " if dice.random() < 0.6 else ""
    behind = f" for {dice.choice(THINGS)}" if dice.random() < 0.5 else ""
    return f"{dice.choice(VERBS)} {kind}{dice.choice(THINGS)}{behind}"


def _block(name: str, label: str, *lines: str) -> str:
    return "\n".join(["[[step]]", f'id = "{name}"', f'name = "{label}"', *lines, ""])


def _to(*steps: str) -> str:
    return f"next = {_texts(steps)}"


def _ways(*ways: tuple[str, int, str]) -> str:
    rows = (f'    {{ to = "{to}", share = "{share}%", when = "{when}" }},' for to, share, when in ways)
    return "\n".join(["next = [", *rows, "]"])


def _texts(texts: tuple[str, ...] | list[str]) -> str:
    return "[" + ", ".join(f'"{text}"' for text in dict.fromkeys(texts)) + "]"
