"""What each style says of the worked example is what the map, the rules and the vendors say."""

from __future__ import annotations

import procfit
from helpers_pictures import VENDOR, needs_graphviz, picture, shapes, svg_texts, texts, titles, workspace
from procfit.diagrams.palette import MARK, QUIET
from procfit.diagrams.render import scene_svg
from procfit.diagrams.scene import Line, Scene, Shape
from procfit.diagrams.styles.change import both
from procfit.fit.letters import code_letters
from procfit.model import sayings
from procfit.model.process import Flow, Lane, ProcessMap, Step

pytestmark = needs_graphviz
LEAD = "lead-to-order"


def by_step(drawn: Scene) -> dict[str, Shape]:
    return {
        item.id.removeprefix("step-"): item
        for item in drawn.items
        if isinstance(item, Shape) and item.id.startswith("step-")
    }


def told(drawn: Scene) -> set[str]:
    return set(svg_texts(scene_svg(drawn)))


def dots_in(drawn: Scene, box: Shape) -> int:
    """Return how many filled dots stand in a box."""
    return sum(
        abs(dot.x - box.x) < box.width / 2 and abs(dot.y - box.y) < box.height / 2
        for dot in shapes(drawn, "dot", "filled")
    )


def test_value_shows_the_value_and_time_of_each_step() -> None:
    drawn = picture(LEAD, "value")
    said = told(drawn)
    process = workspace().map(LEAD)
    measures = procfit.measure(process, workspace())
    boxes = by_step(drawn)
    for step in process.as_is.steps:
        if step.kind == "task" and step.value is not None:
            assert dots_in(drawn, boxes[step.id]) == step.value, step.id
    assert {"work 5 min · wait 2 h", "work 3 min · wait ?", "value: for the business"} <= said
    assert sayings.minutes(measures.lead_time.mean, at_least=True) in said
    assert boxes["log-enquiry"].is_dashed
    assert not boxes["note-loss"].is_dashed


def test_findings_are_numbered_and_listed_with_what_they_save() -> None:
    drawn = picture(LEAD, "findings")
    said = told(drawn)
    report = procfit.check(workspace(), [LEAD])
    assert any(line.startswith(f"{len(report.findings)} findings") for line in said)
    assert {found.rule for found in report.findings} <= said
    listed = [shape for shape in shapes(drawn, "mark", "style") if shape.title]
    assert [shape.lines[0] for shape in listed] == [str(n) for n in range(1, len(report.findings) + 1)]
    assert {shape.fill for shape in listed} == {MARK, QUIET}
    flagged = {step for found in report.findings for step in found.steps if "#" not in step}
    shown = {name for name, box in by_step(drawn).items() if ": findings " in box.title}
    assert shown == flagged


def test_findings_of_a_plan_are_not_made_up() -> None:
    assert any("as it runs today" in line for line in texts(picture(LEAD, "findings", "to-be")))


def test_change_tells_what_goes_changes_and_is_new() -> None:
    drawn = picture(LEAD, "change")
    words = {name: box.title.rpartition(": ")[2] for name, box in by_step(drawn).items()}
    assert words["log-enquiry"] == "goes"
    assert words["offer-slot"] == "is new"
    assert words["fill-web-form"] == "changes"
    assert words["confirm-order"].endswith("(task)")
    said = told(drawn)
    assert "Steps: 1 go, 8 change, 1 new" in said
    measures = [procfit.measure(workspace().map(LEAD), workspace(), view) for view in ("as-is", "to-be")]
    cost = " → ".join(f"{each.cost:.2f} EUR" for each in measures)
    assert cost in said


def test_change_tells_flows_that_stay_go_and_are_new() -> None:
    process = ProcessMap(
        "p",
        "P",
        steps=(
            Step("a", "A", next=(Flow("b"), Flow("c")), kind="parallel"),
            Step("b", "B", next=(Flow("c"),), disposition="discard"),
            Step("c", "C", next=(Flow("d"),), to_be={"next": (Flow("e"),)}),
            Step("d", "D", next=(Flow("e"),)),
            Step("e", "E"),
        ),
    )
    union, words = both(process)
    named = {(step, union.step(step).next[number].to): word for (step, number), word in words.items()}
    assert named == {
        ("a", "b"): "goes",
        ("a", "c"): "stays",
        ("b", "c"): "goes",
        ("c", "d"): "goes",
        ("c", "e"): "new",
        ("d", "e"): "stays",
    }


def test_a_change_of_lane_is_told_by_the_names_of_lanes() -> None:
    assert 'lane "Quality" → "Service desk"' in texts(picture("complaint", "change"))


def test_a_step_to_be_modified_without_a_plan_is_marked_and_not_assessed() -> None:
    from procfit.api import scene

    process = ProcessMap("p", "P", steps=(Step("a", "A", disposition="modify"),))
    drawn = scene(process, "change", workspace=workspace())
    assert by_step(drawn)["a"].title.endswith(": changes")
    assert "what changes: not assessed" in texts(drawn)


def test_change_of_a_map_without_a_plan_says_so() -> None:
    process = ProcessMap("p", "P", steps=(Step("a", "A", next=(Flow("b"),)), Step("b", "B")))
    from procfit.api import scene

    assert "Nothing is planned: the to-be is as the as-is." in texts(scene(process, "change"))


def test_blueprint_puts_steps_behind_the_lines_and_shows_evidence() -> None:
    drawn = picture("return-and-refund", "blueprint")
    process = workspace().map("return-and-refund").as_is
    bands: dict[str, str] = {}
    for lane in shapes(drawn, "lane"):
        if "head" not in lane.classes.split():
            for name, box in by_step(drawn).items():
                if abs(box.y - lane.y) < lane.height / 2:
                    bands[name] = lane.classes.removeprefix("lane ")
    kinds = {"customer": "customer", "front": "front", "system": "system", "partner": "system"}
    for step in process.steps:
        lane = process.lane_of(step)
        if lane is None or lane.kind is None:
            continue
        expected = "front" if lane.kind == "back" and step.channel else kinds.get(lane.kind, "back")
        assert bands[step.id] == expected, step.id
    chips = {chip.lines[0] for chip in shapes(drawn, "chip")}
    assert {step.channel for step in process.steps if step.channel} <= chips
    said = told(drawn)
    assert {"line of interaction", "line of visibility", "line of internal interaction"} <= said


def test_a_back_office_that_writes_to_the_customer_stands_in_front() -> None:
    from procfit.api import scene

    lanes = (Lane("front", kind="front"), Lane("back", kind="back"))
    steps = (
        Step("talk", "Talk", lane="front", next=(Flow("write"),)),
        Step("write", "Write", lane="back", channel="e-mail", next=(Flow("file"),)),
        Step("file", "File", lane="back"),
    )
    boxes = by_step(scene(ProcessMap("p", "P", lanes=lanes, steps=steps), "blueprint"))
    assert boxes["talk"].y == boxes["write"].y < boxes["file"].y


def test_blueprint_of_lanes_without_kinds_is_not_assessed() -> None:
    from procfit.api import scene

    drawn = scene(ProcessMap("p", "P", steps=(Step("a", "A"),)), "blueprint")
    assert any("Not assessed" in line for line in texts(drawn))


def test_journey_shows_the_contacts_of_both_ways_in_order() -> None:
    drawn = picture(LEAD, "journey")
    measures = procfit.measure(workspace().map(LEAD), workspace())
    said = told(drawn)
    for kind, prefix in (("typical", "contact-"), ("longest", "way-2-contact-")):
        contacts = measures.paths[kind].journey.contacts
        shown = [s for s in shapes(drawn, "contact", "step") if s.id.startswith(prefix)]
        shown.sort(key=lambda shape: int(shape.lines[0]))
        expected = [f"{prefix}{number}-{each.step}" for number, each in enumerate(contacts, start=1)]
        assert [shape.id for shape in shown] == expected
        for shape, each in zip(shown, contacts, strict=True):
            step = measures.process.step(each.step)
            assert shape.form == ("diamond" if step.expected is False else "circle")
            assert shape.is_dashed == (step.expected is None)
            assert not each.waited or f"waits {sayings.minutes(each.waited)}" in said
    assert any(line.startswith("The longest way") for line in said)


def test_fit_shows_the_vendors_letter_for_every_need() -> None:
    drawn = picture("field-service-visit", "fit")
    letters = code_letters(workspace().evaluation)
    answers = procfit.fit(workspace()).answers[VENDOR]
    boxes = by_step(drawn)
    for step in workspace().map("field-service-visit").as_is.steps:
        if not step.needs:
            continue
        codes = [answers[need.capability].code for need in step.needs]
        if all(code in letters for code in codes) and step.kind == "task":
            assert f"needs: {' '.join(letters[code] for code in codes)}" in texts(drawn), step.id
        for code in codes:
            assert code in boxes[step.id].title


def test_the_worst_answered_need_stands_on_the_corner() -> None:
    drawn = picture("delivery-and-installation", "fit")
    box = by_step(drawn)["agree-slot"]
    corner = [
        mark.lines[0]
        for mark in shapes(drawn, "mark", "style")
        if abs(mark.x - box.x - box.width / 2) < 8 and abs(mark.y - box.y + box.height / 2) < 8
    ]
    assert corner == ["R"]


def test_capabilities_lead_from_steps_to_vendors() -> None:
    drawn = picture(LEAD, "capabilities")
    process = workspace().map(LEAD).as_is
    lines = {item.title for item in drawn.items if isinstance(item, Line) and item.classes == "need"}
    names = workspace().capabilities
    wanted = {
        f"{step.name} needs {names[need.capability].name}"
        for step in process.steps
        for need in step.needs
    }
    assert lines == wanted
    answers = procfit.fit(workspace()).answers
    vendors = workspace().vendors
    title = next(text for text in titles(drawn) if text.startswith("Payment terms: "))
    for vendor, own in answers.items():
        assert f"{vendors[vendor].name} {own['payment-terms'].code}" in title


def test_portfolio_shows_every_map_by_importance_and_volume() -> None:
    drawn = picture("", "portfolio")
    boxes = by_step(drawn)
    maps = workspace().maps
    assert set(boxes) == set(maps)
    calendar = workspace().settings.calendar
    cases = {name: each.volume.per_month(calendar) for name, each in maps.items() if each.volume}
    ordered = sorted(cases, key=cases.__getitem__)
    sizes = [boxes[name].width * boxes[name].height for name in ordered]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 1.5 * sizes[0]
    flows = {
        item.title for item in drawn.items if isinstance(item, Line) and "flow" in item.classes.split()
    }
    assert "lead-to-order to quotation (calls)" in flows
    assert not any("account-review" in flow for flow in flows)
    rated = {name: boxes[name].y for name, each in maps.items() if each.importance}
    for one in rated:
        for other in rated:
            if (maps[one].importance or 0) > (maps[other].importance or 0):
                assert rated[one] < rated[other]
