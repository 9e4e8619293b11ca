"""XML heard as a stream: any DTD, and with it every entity, is refused; size and depth are bounded.

The parser is the one openpyxl reads cells with, so that both see the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from procfit.formats.grid import Budget

__all__ = ["Elements", "Listener", "RefusedXmlError", "listen"]

MAX_AT_ONCE = 100_000
"""How many elements one row or one text may have; a reader holds that many in memory at once."""

MAX_DEPTH = 256


class RefusedXmlError(Exception):
    """XML that is not well formed, not safe or not what it should be."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Listener:
    """Hears the elements of one XML text, counts them and bounds their depth.

    Parameters
    ----------
    elements
        How many elements the whole file may have.
    root
        The tag that the root must have, namespace}name; any by default.
    unit
        The tag of the elements whose predecessors a reader lets go: rows, texts.

    Attributes
    ----------
    offset
        While an element is heard: at which byte it begins.
    """

    def __init__(self, elements: Budget, root: str = "", unit: str = "") -> None:
        self._elements = elements
        self._root = root
        self._unit = unit
        self._count = 0
        self._depth = 0
        self.offset: Callable[[], int] = int

    def heard(self, tag: str, given: Mapping[str, str]) -> None:
        """Take note of an element; nothing by default."""

    def data(self, text: str) -> None:
        """Take note of a piece of text; nothing by default."""

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Count an element and hear it."""
        if self._root and tag != self._root:
            raise RefusedXmlError("is not in the usual form of .xlsx", "save it as .xlsx, not as strict")
        self._root = ""
        self._count += 1
        self._depth += 1
        if tag == self._unit:
            self.charge()
        elif self._count > MAX_AT_ONCE:
            raise RefusedXmlError(
                f"has more than {MAX_AT_ONCE:,} elements in one piece", "do not open it"
            )
        elif self._depth > MAX_DEPTH:
            raise RefusedXmlError(f"is nested deeper than {MAX_DEPTH} levels", "do not open it")
        self.heard(tag, given)

    def end(self, tag: str) -> None:
        """Leave an element."""
        self._depth -= 1

    def doctype(self, *_: object) -> None:
        """Refuse a DTD."""
        hint = "no workbook needs one; do not open it"
        raise RefusedXmlError("has a DTD, which can hold entities", hint)

    def charge(self) -> None:
        """Take what was counted from what the file may have."""
        self._elements.spend(self._count)
        self._count = 0


class Elements(Listener):
    """Keeps the attributes of the elements with one of the given names; names without namespace."""

    def __init__(self, elements: Budget, *names: str) -> None:
        super().__init__(elements)
        self._names = names
        self.found: list[tuple[str, dict[str, str]]] = []

    def heard(self, tag: str, given: Mapping[str, str]) -> None:
        """Keep the element when it is wanted."""
        name = tag.rpartition("}")[2]
        if name in self._names:
            local = {key.rpartition("}")[2]: value for key, value in given.items()}
            self.found.append((name, local))


def listen(chunks: Iterable[bytes], listener: Listener) -> None:
    """Let a listener hear an XML text that comes in chunks.

    Raises
    ------
    RefusedXmlError
        When the text is not well formed, has a DTD, or is nested too deep.

    Examples
    --------
    >>> heard = Elements(Budget(9, "elements", "a.xml"), "b")
    >>> listen([b"<x:a xmlns:x='u'><b n='1'/>", b"<b x:n='2'/></x:a>"], heard)
    >>> heard.found
    [('b', {'n': '1'}), ('b', {'n': '2'})]
    """
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = listener.doctype
    parser.StartElementHandler = listener.start
    parser.CharacterDataHandler = listener.data
    parser.EndElementHandler = listener.end
    listener.offset = lambda: parser.CurrentByteIndex
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise RefusedXmlError(f"is not well-formed XML ({error})", "get the file again") from error
    finally:
        listener.offset = int
    listener.charge()
