"""XML read as a stream of events through defusedxml; any DTD, and with it every entity, is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

__all__ = ["Event", "RefusedXmlError", "xml_events"]

MAX_DEPTH = 256


class Event(NamedTuple):
    """The start of an element with its attributes, or its end with the text just before it.

    Names stand without their namespace.
    """

    is_start: bool
    name: str
    attributes: dict[str, str]
    text: str


class RefusedXmlError(Exception):
    """XML that is not well formed or not safe."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def xml_events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """Yield the events of an XML text that comes in chunks.

    Raises
    ------
    RefusedXmlError
        When the text is not well formed, has a DTD, or is nested too deep.

    Examples
    --------
    >>> [(event.name, event.text) for event in xml_events([b"<x:a xmlns:x='u'><b>1", b"2</b></x:a>"])]
    [('a', ''), ('b', ''), ('b', '12'), ('a', '')]
    """
    collector = _Collector()
    parser = DefusedXMLParser(target=collector, forbid_dtd=True)
    try:
        for chunk in chunks:
            parser.feed(chunk)
            yield from collector.take()
        parser.close()
        yield from collector.take()
    except DefusedXmlException as error:
        hint = "no workbook needs one; do not open it"
        raise RefusedXmlError("has a DTD, which can hold entities", hint) from error
    except ParseError as error:
        raise RefusedXmlError(f"is not well-formed XML ({error})", "get the file again") from error


class _Collector:
    """Turns the parser's calls into a list of events."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._text: list[str] = []
        self._depth = 0

    def take(self) -> list[Event]:
        """Return what was collected since the last call."""
        taken, self._events = self._events, []
        return taken

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note the start of an element."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise RefusedXmlError(f"is nested deeper than {MAX_DEPTH} levels", "do not open it")
        self._text.clear()
        local = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        self._events.append(Event(True, tag.rpartition("}")[2], local, ""))

    def end(self, tag: str) -> None:
        """Note the end of an element."""
        self._depth -= 1
        self._events.append(Event(False, tag.rpartition("}")[2], {}, "".join(self._text)))
        self._text.clear()

    def data(self, text: str) -> None:
        """Keep a piece of text."""
        self._text.append(text)
