from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from procfit.tui.actions import ACTIONS, PAGES, action, bindings, key_names, keys_table
from procfit.tui.actor import Actor
from procfit.tui.app import ProcfitApp
from procfit.tui.editing.answering import Answering, Deciding
from procfit.tui.screens.dialog import Dialog
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.grid import Grid

OUTER = {"canvas": ("map", "app"), "grid": ("app",), "dialog": ()}


def actor_of(scope: str) -> type[Actor]:
    known: dict[str, type[Actor]] = {
        "app": ProcfitApp,
        "grid": Grid,
        "canvas": Canvas,
        "dialog": Dialog,
        "deciding": Deciding,
        "accepting": Answering,
    }
    if scope in known:
        return known[scope]
    found: type[Actor] = getattr(
        import_module(f"procfit.tui.screens.{scope}"), f"{scope.capitalize()}Page"
    )
    return found


@pytest.mark.parametrize("found", ACTIONS, ids=lambda found: found.id)
def test_every_action_has_somebody_who_does_it(found) -> None:
    actor = actor_of(found.scope)
    assert found.scope in (actor.scope, *actor.also)
    assert callable(getattr(actor, found.method))


def test_ids_are_unique_because_keys_are_remapped_by_them() -> None:
    assert max(Counter(found.id for found in ACTIONS).values()) == 1


def test_no_key_means_two_things_in_one_place() -> None:
    scopes = {found.scope for found in ACTIONS}
    for scope in scopes:
        reachable = (scope, *OUTER.get(scope, ("app",)))
        keys = Counter(
            key for found in ACTIONS if found.scope in reachable for key in found.keys.split(",")
        )
        assert [key for key, number in keys.items() if number > 1] == [], scope


@pytest.mark.parametrize("page", [page for page, _ in PAGES])
def test_what_a_screen_does_besides_takes_no_key_of_its_own(page: str) -> None:
    reachable = {page, *actor_of(page).also, "app"} | ({"canvas"} if page == "map" else set())
    keys = Counter(key for found in ACTIONS if found.scope in reachable for key in found.keys.split(","))
    assert [key for key, number in keys.items() if number > 1] == []


def test_every_screen_can_be_reached_by_its_number() -> None:
    for number, (page, name) in enumerate(PAGES, start=1):
        assert action(f"go-{page}").keys == str(number)
        assert action(f"go-{page}").title == f"Go to: {name}"


def test_bindings_carry_the_id_of_their_action() -> None:
    assert {binding.id for binding in bindings("map")} == {
        found.id for found in ACTIONS if found.scope == "map"
    }


def test_remapped_keys_are_shown_instead_of_the_usual_ones() -> None:
    assert key_names(action("walk-proof"), {}) == ["w"]
    assert key_names(action("walk-proof"), {"walk-proof": "ctrl+w,f7"}) == ["Ctrl+W", "F7"]


def test_the_page_about_the_app_shows_the_current_keys() -> None:
    page = Path(__file__).parents[2] / "docs" / "app.md"
    assert keys_table() in page.read_text(encoding="utf-8"), (
        "docs/app.md is out of date; put in what `python -m procfit.tui.actions` prints"
    )
