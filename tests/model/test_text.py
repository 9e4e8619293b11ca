from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procfit.model.text import is_id, item_key, slug, unsafe_at, visible


@given(st.text())
def test_visible_text_holds_nothing_that_acts_on_a_screen(text: str) -> None:
    assert unsafe_at(visible(text)) is None


@given(st.text(max_size=80))
def test_every_slug_is_an_id(text: str) -> None:
    assert is_id(slug(text))


def test_controls_and_direction_overrides_are_found_where_they_stand() -> None:
    assert unsafe_at("ab\x1bc") == 2
    assert unsafe_at("a\u202eb") == 1
    assert unsafe_at("Grüße 注文 👩‍🔧") is None


def test_items_are_the_same_after_case_space_and_normal_form() -> None:
    assert item_key("Adresse  des Käufers") == item_key("adresse des KA\u0308ufers")
    assert item_key("phone") != item_key("phones")
