"""The pictures in the docs show what the styles draw today; engines may place letters differently."""

from __future__ import annotations

import importlib.util
from collections.abc import Collection
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from helpers_maps import EXAMPLE
from helpers_pictures import SVG, svg_texts, texts
from procfit.diagrams.scene import Scene, Shape
from procfit.diagrams.styles import STYLES

PICTURES = EXAMPLE / "docs" / "pictures"
RENEW = "run: python docs/pictures/make.py"
MOST_BYTES = 450_000


@cache
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_pictures_make", PICTURES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def gallery() -> dict[str, Scene]:
    return dict(maker().gallery())


def stored(name: str) -> str:
    path = PICTURES / "gallery" / f"{name}.svg"
    assert path.exists(), RENEW
    return path.read_text(encoding="utf-8")


def fills(root: etree._Element, ids: Collection[str]) -> set[str]:
    return {
        str(element.get("fill", "")).lower()
        for group in root.iter(f"{SVG}g")
        if group.get("id") in ids
        for element in group.iter(f"{SVG}polygon", f"{SVG}path", f"{SVG}ellipse")
    }


@pytest.mark.parametrize("name", [*STYLES, "value-dark"])
def test_the_gallery_is_current(name: str) -> None:
    drawn, svg = gallery()[name], stored(name)
    assert sorted(filter(None, svg_texts(svg))) == sorted(filter(None, texts(drawn))), RENEW
    root = etree.fromstring(svg.encode())
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert abs(width - drawn.width) < 2, RENEW
    assert abs(height - drawn.height) < 2, RENEW
    groups = {group.get("id"): group.get("aria-label") for group in root.iter(f"{SVG}g")}
    named = {item.id: item.title for item in drawn.items if isinstance(item, Shape) and item.id}
    assert named.items() <= groups.items(), RENEW
    wanted = {item.fill for item in drawn.items if isinstance(item, Shape) and item.id}
    assert wanted <= fills(root, named), RENEW


def test_the_gallery_is_small_and_holds_nothing_else() -> None:
    files = list((PICTURES / "gallery").iterdir())
    assert {path.stem for path in files} == set(gallery()), RENEW
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


def test_every_picture_stands_on_the_page() -> None:
    page = (EXAMPLE / "docs" / "gallery.md").read_text(encoding="utf-8")
    for name in gallery():
        assert f"(pictures/gallery/{name}.svg)" in page, name
    assert Path(maker().__file__ or "").name == "make.py"
