"""The last hand on an SVG: proof that it is harmless, names for screen readers, nothing engine-specific."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from procfit.diagrams.links import is_safe
from procfit.diagrams.palette import FONT, FONT_BOLD
from procfit.diagrams.scene import Item, Line, Scene, Shape, Text
from procfit.model.errors import ProcfitError
from procfit.model.text import visible

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["finish_svg"]

SVG = "{http://www.w3.org/2000/svg}"

_ELEMENTS = frozenset(
    {"svg", "g", "title", "desc", "polygon", "polyline", "path", "ellipse", "text", "a"}
)


def finish_svg(raw: bytes, scene: Scene) -> str:
    """Return an SVG with titles and roles.

    Parameters
    ----------
    raw
        What Graphviz wrote.
    scene
        What it was asked to draw.

    Raises
    ------
    ProcfitError
        When it is not well-formed, or holds a script, a foreign element or a link that is not one.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise ProcfitError(f"the drawing is not well-formed: {error.msg}") from None
    for element in root.iter():
        _refuse_active(element)
    _name_parts(root, _titles(scene))
    _add_data(root, scene)
    _set_text_starts(root, scene)
    _name_sheet(root, scene)
    return etree.tostring(root, encoding="unicode", pretty_print=False) + "\n"


def _refuse_active(element: _Element) -> None:
    name = str(element.tag).removeprefix(SVG)
    if name not in _ELEMENTS:
        raise ProcfitError(f'the drawing holds a "{name}" element')
    for attribute in map(str, element.attrib):
        if attribute.lower().startswith("on"):
            raise ProcfitError(f'the drawing holds a script in "{attribute}"')
        if attribute.endswith("href") and not is_safe(element.get(attribute, "")):
            raise ProcfitError("the drawing holds a link that leads nowhere safe")


def _titles(scene: Scene) -> Mapping[str, str]:
    return {
        _id(item, number): item.title
        for number, item in enumerate(scene.items)
        if isinstance(item, Shape | Line) and item.title
    }


def _id(item: Item, number: int) -> str:
    """Return the id under which Graphviz was asked to draw an item."""
    if isinstance(item, Text):
        return f"t{number}"
    return item.id or f"{'s' if isinstance(item, Shape) else 'l'}{number}"


def _set_text_starts(root: _Element, scene: Scene) -> None:
    """Put every text where the scene has it: Graphviz moves left-aligned ones whose width it overrates."""
    sheet = root.find(f".//{SVG}g[@id='sheet']/{SVG}polygon")
    if sheet is None:
        return
    corners = sheet.get("points", "").split()
    left = min(float(corner.partition(",")[0]) for corner in corners)
    texts = {_id(item, n): item for n, item in enumerate(scene.items) if isinstance(item, Text)}
    for group in root.iter(f"{SVG}g"):
        item = texts.get(group.get("id", ""))
        if item is not None:
            for text in group.iter(f"{SVG}text"):
                text.set("x", f"{left + item.x:g}")


def _add_data(root: _Element, scene: Scene) -> None:
    """Write what programs want to know of an item into ``data-…`` attributes."""
    data = {_id(item, number): item.data for number, item in enumerate(scene.items) if item.data}
    for group in root.iter(f"{SVG}g"):
        for name, value in data.get(group.get("id", ""), ()):
            group.set(f"data-{name}", visible(value))


def _name_parts(root: _Element, titles: Mapping[str, str]) -> None:
    """Put people's names into the titles, and hide from screen readers what has none."""
    for group in list(root.iter(f"{SVG}g")):
        title = group.find(f"{SVG}title")
        if group.get("class") == "graph" or title is None:
            continue
        name = titles.get(group.get("id", ""))
        if name:
            title.text = visible(name)
            group.set("role", "img")
            group.set("aria-label", visible(name))
        else:
            group.remove(title)
            if "text" not in group.get("class", "").split():
                group.set("aria-hidden", "true")
    for text in root.iter(f"{SVG}text"):
        if text.get("font-family") in (FONT_BOLD, "Helvetica,sans-Serif"):
            text.set("font-family", FONT)
            text.set("font-weight", "bold")


def _name_sheet(root: _Element, scene: Scene) -> None:
    from lxml import etree

    drawing = root.find(f"{SVG}g")
    if drawing is not None:
        for title in drawing.findall(f"{SVG}title"):
            drawing.remove(title)
    root.set("role", "graphics-document")
    root.set("aria-labelledby", "title desc")
    for place, (tag, text) in enumerate((("title", scene.title), ("desc", scene.description))):
        element = etree.Element(f"{SVG}{tag}", id=tag)
        element.text = visible(text)
        root.insert(place, element)
