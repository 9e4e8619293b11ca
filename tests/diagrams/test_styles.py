"""Every style on every map: nothing cut off, nothing hidden, nothing invented."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from helpers_bpmn import imports, needs_corpus
from helpers_diagrams import branching
from helpers_pictures import (
    OF_MAPS,
    assert_in_lanes,
    assert_on_page,
    assert_texts_fit,
    example_maps,
    needs_graphviz,
    picture,
    svg_texts,
    texts,
    vendor_of,
    workspace,
)
from procfit.api import draw, scene
from procfit.diagrams import scene as plain_scene
from procfit.diagrams.render import STYLES, WHOLE, scene_svg, scene_text
from procfit.diagrams.scene import Line, Shape
from procfit.diagrams.styles.fit import FitFacts, Served
from procfit.diagrams.theme import THEMES, themed
from procfit.model.errors import ProcfitError, UsageError
from procfit.model.process import Flow, Lane, ProcessMap, Step

LANED = [style for style in OF_MAPS if style not in ("journey", "capabilities")]
MAPS = example_maps()
CORPUS_SAMPLE = 40


@pytest.mark.parametrize("style", OF_MAPS)
@pytest.mark.parametrize("name", MAPS)
def test_nothing_lies_outside_the_page_and_text_fits_its_box(name: str, style: str) -> None:
    drawn = picture(name, style)
    assert_on_page(drawn)
    assert_texts_fit(drawn)


@pytest.mark.parametrize("style", LANED)
@pytest.mark.parametrize("name", MAPS)
def test_steps_stand_inside_lanes_and_never_on_each_other(name: str, style: str) -> None:
    assert_in_lanes(picture(name, style))


@pytest.mark.parametrize("style", [style for style in OF_MAPS if style != "journey"])
def test_every_step_of_the_view_is_there(style: str) -> None:
    for name in MAPS:
        process = workspace().map(name)
        shown = process if style == "change" else process.as_is
        wanted = {f"step-{s.id}" for s in shown.steps if style != "capabilities" or s.needs}
        drawn = {item.id for item in picture(name, style).items if isinstance(item, Shape)}
        assert wanted <= drawn, name


@pytest.mark.parametrize("style", [style for style in OF_MAPS if style not in ("change", "findings")])
def test_the_to_be_view_shows_what_is_added_and_not_what_goes(style: str) -> None:
    drawn = {
        item.id for item in picture("lead-to-order", style, "to-be").items if isinstance(item, Shape)
    }
    assert "step-log-enquiry" not in drawn
    if style == "journey":
        assert "contact-2-offer-slot" in drawn
    else:
        assert "step-offer-slot" in drawn


@pytest.mark.parametrize("style", [*OF_MAPS, *WHOLE])
def test_the_legend_explains_every_letter(style: str) -> None:
    drawn = picture("" if style in WHOLE else "lead-to-order", style)
    assert any("legend" in getattr(item, "classes", "") for item in drawn.items)


@pytest.mark.parametrize("style", OF_MAPS)
def test_maps_without_anything_known_say_so(style: str) -> None:
    steps = (
        Step("a", "Ask", lane="x", next=(Flow("b"),)),
        Step("b", "Fit?", lane="x", kind="decision", next=(Flow("c"), Flow("a"))),
        Step("c", "Done", lane="x", kind="end"),
    )
    bare = ProcessMap("bare", "Bare", lanes=(Lane("x", "Somebody"),), steps=steps)
    drawn = scene(bare, style, workspace=workspace(), vendor=vendor_of(style))
    assert_on_page(drawn)
    said = " ".join(texts(drawn)).lower()
    if style != "swimlane":
        assert any(word in said for word in ("not assessed", "nothing", "no rule", "no capability")), (
            said
        )


@pytest.mark.parametrize("style", [*OF_MAPS, *WHOLE])
def test_a_style_without_facts_still_draws(style: str) -> None:
    assert_on_page(plain_scene(ProcessMap("empty", "Empty"), style))


@pytest.mark.parametrize("style", LANED)
def test_long_maps_wrap(style: str) -> None:
    process = branching(60)
    around = replace(workspace(), maps={**workspace().maps, process.id: process})
    drawn = scene(process, style, workspace=around, vendor=vendor_of(style))
    assert_on_page(drawn)
    assert_in_lanes(drawn)
    assert len([item for item in drawn.items if getattr(item, "classes", "") == "pool"]) > 1
    whole = scene(process, style, workspace=around, vendor=vendor_of(style), ratio=None)
    assert len([item for item in whole.items if getattr(item, "classes", "") == "pool"]) == 1


def _corpus_maps() -> list[ProcessMap]:
    found = [
        process for each in imports().values() for process in each.maps if 3 < len(process.steps) < 40
    ]
    return random.Random(7).sample(found, CORPUS_SAMPLE)


@needs_corpus
@pytest.mark.parametrize("style", OF_MAPS)
def test_maps_of_strangers_are_drawn_without_any_values(style: str) -> None:
    drawn = 0
    for process in _corpus_maps():
        around = replace(workspace(), maps={process.id: process})
        try:
            made = scene(process, style, workspace=around, vendor=vendor_of(style))
        except ProcfitError:
            continue
        drawn += 1
        assert_on_page(made)
        if style in LANED:
            assert_in_lanes(made)
    assert drawn >= CORPUS_SAMPLE * 0.8


@needs_graphviz
@pytest.mark.parametrize("style", OF_MAPS)
def test_an_svg_holds_every_text_of_its_picture(style: str) -> None:
    drawn = picture("credit-review", style)
    assert sorted(filter(None, svg_texts(scene_svg(drawn)))) == sorted(filter(None, texts(drawn)))


def test_dark_pictures_differ_in_colors_alone() -> None:
    light = picture("lead-to-order", "change")
    dark = themed(light, "dark")
    assert dark.background != light.background
    for one, other in zip(light.items, dark.items, strict=True):
        if isinstance(one, Shape) and isinstance(other, Shape):
            assert replace(other, color=one.color, fill=one.fill, stroke=one.stroke) == one
        elif isinstance(one, Line) and isinstance(other, Line):
            assert replace(other, stroke=one.stroke) == one


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("style", [*OF_MAPS, *WHOLE])
def test_text_in_boxes_has_the_contrast_of_wcag_aa(style: str, theme: str) -> None:
    drawn = themed(picture("" if style in WHOLE else "field-service-visit", style), theme)  # type: ignore[arg-type]
    for item in drawn.items:
        if isinstance(item, Shape) and item.lines and item.fill.startswith("#"):
            assert _contrast(item.color, item.fill) >= 4.5, item


def test_text_form_says_what_a_screen_reader_hears() -> None:
    told = scene_text(picture("lead-to-order", "value"))
    assert told.startswith("Lead to order\n")
    assert "- Log enquiry (task): value adds nothing, work 5 min · wait 2 h\n" in told


def test_steps_lead_where_they_are_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from helpers_pictures import needs_graphviz as needed

    if needed.args[0]:
        pytest.skip("Graphviz is not installed")
    path = tmp_path / "a.svg"
    draw(
        workspace().map("credit-review"), path, "value", workspace=workspace(),
        link="report.html#{map}.{step}",
    )  # fmt: skip
    first = workspace().map("credit-review").steps[0].id
    assert f'href="report.html#credit-review.{first}"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//x.org/a.html", "data:text/html,x", "a b.html"]
)
def test_addresses_that_may_do_harm_are_refused(tmp_path, link: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match="cannot lead"):
        draw(workspace().map("credit-review"), tmp_path / "a.svg", link=link)


def test_an_unknown_vendor_theme_scale_or_missing_map_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    process, path = workspace().map("credit-review"), tmp_path / "a.svg"
    with pytest.raises(UsageError, match="shows one vendor"):
        draw(process, path, "fit", workspace=workspace())
    with pytest.raises(UsageError, match='no vendor "nobody"'):
        draw(process, path, "fit", workspace=workspace(), vendor="nobody")
    with pytest.raises(UsageError, match="no theme"):
        draw(process, path, theme="sepia")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="times as big"):
        draw(process, path, scale=0)
    with pytest.raises(UsageError, match="draws one map"):
        draw(None, path, "value", workspace=workspace())
    assert not path.exists()


def test_what_is_not_answered_is_never_a_gap() -> None:
    process = ProcessMap("p", "P", steps=(Step("a", "A"), Step("b", "B"), Step("c", "C")))
    facts = FitFacts(
        "Vendor",
        {
            "a": (Served("Forms", "blank", "□", None),),
            "b": (Served("Forms", "none", "N", 0.0), Served("Mail", "blank", "□", None)),
        },
        (("N", "none", 0.0),),
    )
    drawn = plain_scene(process, "fit", facts=facts)
    by_id = {item.id: item for item in drawn.items if isinstance(item, Shape) and item.id}
    assert by_id["step-a"].is_dashed
    assert by_id["step-a"].stroke_width < by_id["step-b"].stroke_width
    assert by_id["step-a"].title.endswith("Forms: not assessed (blank)")
    marks = [
        item.lines[0] for item in drawn.items if isinstance(item, Shape) and item.classes == "mark style"
    ]
    assert "□" in marks
    assert "N□" in marks
    assert "needs no capability" in texts(drawn)
    assert any("1 none, 1 not assessed" in t or "1 not assessed, 1 none" in t for t in texts(drawn))


def test_what_the_buyer_leaves_out_is_neither_a_gap_nor_open() -> None:
    facts = FitFacts("V", {"a": (Served("Fax", "not-applicable", "–", None),)})
    drawn = plain_scene(ProcessMap("p", "P", steps=(Step("a", "A"),)), "fit", facts=facts)
    said = " ".join(texts(drawn))
    assert "1 not applicable" in said
    assert "not assessed" not in said


def test_all_styles_are_modules_with_a_scene() -> None:
    from importlib import import_module

    for home in STYLES.values():
        assert callable(import_module(home).scene)


def test_scene_is_the_function_though_a_module_has_its_name() -> None:
    import procfit.diagrams
    import procfit.diagrams.scene as module_or_function  # noqa: F401

    assert callable(procfit.diagrams.scene)
