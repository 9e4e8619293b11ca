"""What a map has no place for: gathered by kind while reading, told in one notice per kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from procfit.formats.bpmn.document import NO_FIELDS, Fields
from procfit.formats.bpmn.own import FIELD, read_fields
from procfit.formats.bpmn.safe_xml import BPMN
from procfit.formats.notices import Notices, quote
from procfit.formats.spec import Key

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["EXTENSIONS", "Unread", "attributes_of", "local_name", "reference", "text_of", "words"]

_DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"
_DOCUMENTATION = f"{{{BPMN}}}documentation"
EXTENSIONS = f"{{{BPMN}}}extensionElements"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Unread:
    """The elements and attributes of one file that nothing reads."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._kinds: dict[str, list[str]] = {}
        self._namespaces: dict[str, list[str]] = {}

    def add(self, element: _Element) -> None:
        """Note an element that no map can hold; the drawing is not content and is passed over."""
        namespace, name = _split(element.tag)
        if namespace == BPMN:
            self._kinds.setdefault(name, []).append(reference(element))
        elif namespace != _DRAWING:
            self._namespaces.setdefault(namespace, []).append(reference(element))

    def add_part(self, part: _Element, owner: _Element) -> None:
        """Note a part that nothing reads of an element without a description."""
        if part.tag == EXTENSIONS:
            self.extensions(part, reference(owner), {})
        elif part.tag != _DOCUMENTATION:
            self.add(part)
        elif text_of(part):
            self._notices.add(
                reference(owner), "documentation left out: only steps and maps have a description"
            )

    def extensions(self, element: _Element, ref: str, keys: Mapping[str, Key]) -> Fields:
        """Return our own fields in an ``extensionElements``; note the vendors of all the rest."""
        is_own = False
        for child in element:
            if keys and child.tag == FIELD:
                is_own = True
            else:
                self._namespaces.setdefault(_split(child.tag)[0], []).append(ref)
        return read_fields(element, keys, ref, self._notices) if is_own else NO_FIELDS

    def add_attributes(self, element: _Element, attributes: Mapping[str, str]) -> None:
        """Note the vendors whose attributes stand on an element."""
        for key in attributes:
            if key[0] == "{":
                self._namespaces.setdefault(_split(key)[0], []).append(reference(element))

    def tell(self) -> None:
        """Add one notice per kind of element and per vendor."""
        for kind, elements in self._kinds.items():
            self._notices.add_group(elements, f"{words(kind)} left out: a map has no place for it")
        for namespace, elements in self._namespaces.items():
            owner = f"namespace {quote(namespace)}" if namespace else "no namespace"
            self._notices.add_group(dict.fromkeys(elements), f"data of {owner} left out")


def reference(element: _Element) -> str:
    """Return how notices name an element: its id, or its line."""
    return element.get("id") or f"line {element.sourceline}"


def attributes_of(element: _Element, unread: Unread) -> dict[str, str]:
    """Return the attributes of an element; those of vendors are noted as left out."""
    attributes = dict(cast("list[tuple[str, str]]", element.items()))
    if "{" in "".join(attributes):
        unread.add_attributes(element, attributes)
    return attributes


def text_of(element: _Element) -> str:
    """Return all text inside an element, without the blanks around it."""
    text = "".join(cast("Iterator[str]", element.itertext())) if len(element) else element.text
    return (text or "").strip()


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return _split(element.tag)[1]


@cache
def words(kind: str) -> str:
    """Return the words of an element name.

    Examples
    --------
    >>> words("intermediateCatchEvent")
    'intermediate catch event'
    """
    return _HUMP.sub(" ", kind).lower().replace("sub process", "sub-process")


@lru_cache(maxsize=4096)
def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name
