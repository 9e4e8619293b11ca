"""The few moves that writing an XML tree takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from procfit.formats.bpmn.own import FIELD, NAMESPACE, shown_text
from procfit.formats.bpmn.safe_xml import BPMN
from procfit.model.picture import Rect

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["DC", "DI", "DRAWING", "add", "add_bounds", "add_parts", "new_root", "xml_text"]

DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
_PREFIXES = {"bpmn": BPMN, "bpmndi": DRAWING, "dc": DC, "di": DI, "procfit": NAMESPACE}


def new_root(**attributes: str) -> _Element:
    """Return the root element of a BPMN file."""
    from lxml import etree

    return etree.Element(f"{{{BPMN}}}definitions", attributes, nsmap=_PREFIXES)


def add(parent: _Element, name: str, namespace: str = BPMN, /, **attributes: str) -> _Element:
    """Add an element; attributes without a value are left out."""
    from lxml import etree

    given = {key: value for key, value in attributes.items() if value}
    return etree.SubElement(parent, f"{{{namespace}}}{name}", given)


def add_parts(element: _Element, fields: Mapping[str, str], documentation: str = "") -> None:
    """Add the documentation and our own fields, which come first in every element of BPMN."""
    shown = shown_text(documentation)
    if shown:
        add(element, "documentation").text = shown
    if fields:
        extensions = add(element, "extensionElements")
        for key, value in fields.items():
            field = add(extensions, FIELD.rpartition("}")[2], NAMESPACE, key=key)
            field.text = value


def add_bounds(element: _Element, rect: Rect) -> None:
    """Add where a shape stands, in whole points."""
    x, y = round(rect.x), round(rect.y)
    width, height = round(rect.x + rect.width) - x, round(rect.y + rect.height) - y
    add(element, "Bounds", DC, x=str(x), y=str(y), width=str(width), height=str(height))


def xml_text(root: _Element) -> str:
    """Return the text of a whole file."""
    from lxml import etree

    etree.indent(root, "  ")
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
