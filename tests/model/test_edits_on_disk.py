"""Every edit of a map that a team has commented: what it leaves alone stays as the team wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pytest

from helpers_maps import process as map_of
from procfit.formats.process_save import updated_text
from procfit.formats.process_toml import read_process_text
from procfit.model import edits
from procfit.model.capability import Capability
from procfit.model.edits import Everything
from procfit.model.process import Lane, ProcessMap, Step

TEXT = """\
# Written down in the workshop of 3 March.
format = 1
name = "Repair"           # Götz calls it "service"
default_wait = "0m"       # nobody objected

# ==== what we are measured by ====

# asked for by the board
[[kpi]]
name = "Days to repair"   # working days
unit = "d"
baseline = 9

# ==== who does it ====

# the four at the window
[[lane]]
id = "desk"               # Petra, Sven
name = "Front desk"
kind = "front"

# downstairs
[[lane]]
id = "shop"
name = "Workshop"         # with the apprentices

# nobody is sure who this is
[[lane]]
id = "unused"

# ==== the first half ====

# the bell rings
[[step]]
id = "open"
name = "Customer comes in"
kind = "start"
next = ["take-in"]        # always

# we watched this one
[[step]]
id = "take-in"            # the old form says "intake"
name = "Take in the device"
lane = "desk"             # not the shop!
work = "10m"              # stop-watch
cost = 2                  # the label
asks = [
    "name",               # spelled out
    # and again
    "phone",
    "fault",
]
needs = [
    "tickets",            # Sven wants this most
    # the next one is only wished for
    { id = "labels", share = "20%" },   # printer
]
next = ["look"]           # carried by hand

# on the old bench
[[step]]
id = "look"
name = "Look at it"
lane = "shop"
work = "5m/10m/1h"        # estimates
# he does not write anything down
wait = "1d"
next = ["worth-it"]

# the boss decides
[[step]]
id = "worth-it"
name = "Worth a repair?"
lane = "shop"
kind = "decision"
source = "ledger 2026-02" # 120 lines
next = [
    # most of them
    { to = "parts", share = "80%" },                     # counted twice
    # the sad ones
    { to = "refuse", share = "20%", rejects = true },    # old devices
]

# ==== the second half ====
# (drawn on the other flip chart)

# both at once
[[step]]
id = "parts"
name = "Work and paper"
kind = "parallel"
next = ["repair", "bill"]         # since January

# the heart of it
[[step]]
id = "repair"
name = "Repair it"                # also "mend"
lane = "shop"
work = "2h"                       # no idea really
value = 5                         # all agreed
benefit = "It works again"
next = ["both-done"]
# Sven: sometimes two of them work on it

# she hates this
[[step]]
id = "bill"
name = "Write the bill"
lane = "desk"
work = "15m"                      # with the old printer
disposition = "modify"            # decided
[step.rival]
# seen at the trade fair
who = "Fixers"                    # the ones in Hall 3
time = "1m"
[step.to_be]
# with the new till
work = "2m"                       # promised
next = ["both-done"]              # stays
[step.next]
both-done = "100%"                # what else

[[step]]
id = "both-done"                  # no comment above, on purpose
name = "Both done"
kind = "join"
next = ["test"]

# twice, if the boss is here
[[step]]
id = "test"
name = "Test it"
lane = "shop"
work = "5m"
next = ["fine"]

# a lamp is red or green
[[step]]
id = "fine"
name = "Fine?"
kind = "decision"
next = { hand-out = "90%", repair = "10%" }   # from the test log

# at last
[[step]]
id = "hand-out"
name = "Hand it out"
lane = "desk"
channel = "counter"               # never by mail
work = "3m"
next = ["closed"]

# sorry
[[step]]
id = "refuse"
name = "Give it back"
lane = "desk"
next = ["ask-stock"]

# only on Fridays
[[step]]
id = "ask-stock"
name = "Offer a used one"
kind = "call"
call = "stock"                    # they have a map too
next = ["closed"]

# ==== the end ====

# the door closes
[[step]]
id = "closed"
name = "Closed"
kind = "end"

# the courier comes at five
[[message]]
from = "test#look"                # by mail
to = "stock#order"

# and brings them at nine
[[message]]
from = "stock#ship"
to = "test#parts"
"""

BEFORE = map_of(TEXT, head="")
CALLED = replace(
    map_of(
        """
    [[step]]
    id = "open"
    name = "Begin"
    kind = "start"
    next = ["search"]

    [[step]]
    id = "search"
    name = "Search the shelf"
    wait = "1h"
    """
    ),
    id="stock",
    default_wait=BEFORE.default_wait,
)


@dataclass(frozen=True)
class Case:
    """An edit, the new ids of what it renames, and the comments that go with what it takes away."""

    edit: Callable[[ProcessMap], ProcessMap]
    renamed: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


def everywhere(
    rename: Callable[[Everything], Everything], name: str = "test"
) -> Callable[[ProcessMap], ProcessMap]:
    def edit(process: ProcessMap) -> ProcessMap:
        known = {key: Capability(key, key) for key in ("tickets", "labels")}
        return rename(Everything({process.id: process}, known)).maps[name]

    return edit


NEW = Step("new", "New step", "desk")
CASES: dict[str, Case] = {
    "add_step alone": Case(lambda p: edits.add_step(p, NEW)),
    "add_step after": Case(lambda p: edits.add_step(p, NEW, after="take-in")),
    "add_step before": Case(lambda p: edits.add_step(p, NEW, before="closed")),
    "add_step before the target of three flows": Case(lambda p: edits.add_step(p, NEW, before="repair")),
    "insert_between a list": Case(lambda p: edits.insert_between(p, "worth-it", "refuse", NEW)),
    "insert_between shares": Case(lambda p: edits.insert_between(p, "fine", "repair", NEW)),
    "insert_between a sub-table": Case(lambda p: edits.insert_between(p, "bill", "both-done", NEW)),
    "delete_step": Case(lambda p: edits.delete_step(p, "look")),
    "delete_step with a comment under it": Case(lambda p: edits.delete_step(p, "repair")),
    "delete_step behind a list": Case(lambda p: edits.delete_step(p, "refuse")),
    "delete_step with sub-tables": Case(lambda p: edits.delete_step(p, "bill")),
    "delete_step that splits": Case(lambda p: edits.delete_step(p, "worth-it", "parts")),
    "delete_step in front of a list": Case(lambda p: edits.delete_step(p, "take-in")),
    "split_step": Case(
        lambda p: edits.split_step(p, "take-in", Step("label", "Label it"), 0.4, ["needs"]),
        lost=("Sven wants", "only wished for", "# printer"),
    ),
    "split_step with sub-tables": Case(
        lambda p: edits.split_step(p, "bill", Step("stamp", "Stamp it")), lost=("# stays",)
    ),
    "merge_steps": Case(lambda p: edits.merge_steps(p, "test", "fine")),
    "merge_steps with lists": Case(
        lambda p: edits.merge_steps(edits.move_to_lane(p, "look", "desk"), "take-in", "look")
    ),
    "move_to_lane": Case(lambda p: edits.move_to_lane(p, "take-in", "shop")),
    "add_lane": Case(lambda p: edits.add_lane(p, Lane("stock", "Stock"), before="shop")),
    "remove_lane": Case(lambda p: edits.remove_lane(p, "unused"), lost=("nobody is sure",)),
    "rename_lane": Case(lambda p: edits.rename_lane(p, "desk", "window"), {"desk": "window"}),
    "rename_lane without a name": Case(
        lambda p: edits.rename_lane(p, "unused", "spare"), {"unused": "spare"}
    ),
    "connect to a list": Case(lambda p: edits.connect(p, "worth-it", "test", 0.1, "warranty")),
    "connect to shares": Case(lambda p: edits.connect(p, "fine", "look", 0.05)),
    "disconnect": Case(
        lambda p: edits.disconnect(edits.set_shares(p, "worth-it", [1.0, 0.0]), "worth-it", "refuse"),
        lost=("old devices", "sad ones"),
    ),
    "reconnect": Case(lambda p: edits.reconnect(p, "worth-it", "refuse", "closed")),
    "reconnect a sub-table": Case(lambda p: edits.reconnect(p, "bill", "both-done", "test")),
    "branch": Case(lambda p: edits.branch(p, "look", Step("sure", "Sure?"), "take-in", 0.1)),
    "set_shares in a list": Case(lambda p: edits.set_shares(p, "worth-it", [0.7, 0.3])),
    "set_shares": Case(lambda p: edits.set_shares(p, "fine", {"hand-out": 0.8, "repair": 0.2})),
    "set_shares away": Case(lambda p: edits.set_shares(p, "fine", [None, None])),
    "rename_step": Case(lambda p: edits.rename_step(p, "take-in", "intake"), {"take-in": "intake"}),
    "rename_step in a list": Case(
        lambda p: edits.rename_step(p, "refuse", "sorry"), {"refuse": "sorry"}
    ),
    "rename_step in a sub-table": Case(
        lambda p: edits.rename_step(p, "both-done", "joined"), {"both-done": "joined"}
    ),
    "rename_step with messages": Case(lambda p: edits.rename_step(p, "parts", "go"), {"parts": "go"}),
    "rename_step_everywhere": Case(
        everywhere(lambda all_: edits.rename_step_everywhere(all_, "test", "look", "see")),
        {"look": "see"},
    ),
    "rename_map_everywhere": Case(
        everywhere(lambda all_: edits.rename_map_everywhere(all_, "test", "fix"), "fix")
    ),
    "rename_capability_everywhere": Case(
        everywhere(lambda all_: edits.rename_capability_everywhere(all_, "tickets", "cases"))
    ),
    "rename_capability_everywhere in a table": Case(
        everywhere(lambda all_: edits.rename_capability_everywhere(all_, "labels", "tags"))
    ),
    "rename_item_everywhere": Case(
        everywhere(lambda all_: edits.rename_item_everywhere(all_, "name", "full name"))
    ),
    "reorder to the front": Case(lambda p: edits.reorder(p, "refuse", before="take-in")),
    "reorder to the end": Case(lambda p: edits.reorder(p, "repair")),
    "duplicate_step": Case(lambda p: edits.duplicate_step(p, "bill", "bill-2")),
    "extract_call": Case(lambda p: edits.extract_call(p, ["take-in", "look"], "intake", "Take in")[0]),
    "extract_call of a step with messages": Case(
        lambda p: edits.extract_call(p, ["look"], "look", "Look at it closely")[0],
        lost=("estimates",),
    ),
    "inline_call": Case(lambda p: edits.inline_call(p, "ask-stock", CALLED)),
}


def paragraphs(text: str) -> dict[str, str]:
    """Return the paragraph of each step and lane, by its id."""
    found = {}
    for paragraph in text.split("\n\n"):
        tables = re.findall(r"^\[\[(step|lane)\]\]", paragraph, re.MULTILINE)
        if tables:
            assert len(tables) == 1, paragraph
            name = re.search(r'^id = "([^"]+)"', paragraph, re.MULTILINE)
            assert name
            found[tables[0], name[1]] = paragraph.strip("\n")
    return found


def comments(text: str) -> list[str]:
    return re.findall(r"# [^\n]*", text)


def parts(process: ProcessMap) -> dict[tuple[str, str], object]:
    return {("step", step.id): step for step in process.steps} | {
        ("lane", lane.id): lane for lane in process.lanes
    }


@pytest.mark.parametrize("name", CASES)
def test_what_an_edit_leaves_alone_stays_as_it_was_written(name: str) -> None:
    case = CASES[name]
    after = case.edit(BEFORE)
    assert after != BEFORE
    text = updated_text(TEXT, BEFORE, after)
    assert read_process_text(text, after.id)[0] == after
    old, new = paragraphs(TEXT), paragraphs(text)
    before, now = parts(BEFORE), parts(after)
    assert old.keys() == before.keys()
    assert new.keys() == now.keys()
    gone = []
    for (table, key), paragraph in old.items():
        place = table, case.renamed.get(key, key)
        if place not in now:
            gone += comments(paragraph)
            continue
        if now[place] == before[table, key]:
            assert new[place] == paragraph
        kept = [
            comment for comment in comments(paragraph) if not any(lost in comment for lost in case.lost)
        ]
        assert sorted(set(comments(new[place])) & set(kept)) == sorted(kept)
    expected = [
        comment
        for comment in comments(TEXT)
        if comment not in gone and not any(lost in comment for lost in case.lost)
    ]
    assert sorted(comments(text)) == sorted(expected)
