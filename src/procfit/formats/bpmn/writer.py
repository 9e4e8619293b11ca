"""Maps as a BPMN 2.0 file, with a drawing and with all that BPMN itself has no place for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from procfit.formats.bpmn.helpers import with_helpers
from procfit.formats.bpmn.interchange import Interchange
from procfit.formats.bpmn.messages import DrawnMessage, drawn_messages, outside_maps
from procfit.formats.bpmn.own import shown_line
from procfit.formats.bpmn.process_element import add_process
from procfit.formats.bpmn.spelled import message_fields
from procfit.formats.bpmn.tree import add, add_parts, new_root, xml_text
from procfit.formats.bpmn.xml_ids import XmlIds
from procfit.formats.process_write import value_text
from procfit.model.picture import Picture
from procfit.model.process import ProcessMap

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["bpmn_text"]

TARGET = "urn:procfit:bpmn"


def bpmn_text(maps: ProcessMap | Sequence[ProcessMap], picture: Callable[[ProcessMap], Picture]) -> str:
    """Return maps as the text of a BPMN 2.0 file that reads back as equal maps.

    Parameters
    ----------
    maps
        One map or several with different ids, each a pool of its own. Messages between them are drawn.
    picture
        Tells where everything of a map stands; see `procfit.diagrams.picture`.
    """
    maps = (maps,) if isinstance(maps, ProcessMap) else maps
    drawn = [with_helpers(process) for process in maps]
    ids = XmlIds([part.process for part in drawn])
    root = new_root(id=ids.new("definitions"), targetNamespace=TARGET, exporter="procfit")
    collaboration = _Collaboration(root, maps, ids)
    for part in drawn:
        add_process(root, part, ids)
    interchange = Interchange(root, ids, collaboration.id)
    for part in drawn:
        pool = collaboration.pools[part.process.id]
        interchange.add_map(part.process, pool, picture(part.process))
    collaboration.draw(interchange)
    return xml_text(root)


class _Collaboration:
    """The pools of a file and the messages between them."""

    def __init__(self, root: _Element, maps: Sequence[ProcessMap], ids: XmlIds) -> None:
        self.ids = ids
        self.id = ids.new("collaboration")
        self.element = add(root, "collaboration", id=self.id)
        self.pools: dict[str, str] = {}
        for process in maps:
            self._add_pool(process.id, shown_line(process.name), ids.map(process.id))
        messages = drawn_messages(maps)
        self.outside = outside_maps(messages, maps)
        for name in self.outside:
            self._add_outside(name)
        self.flows = [self._add_message(message) for message in messages]

    def draw(self, interchange: Interchange) -> None:
        """Draw what the maps themselves do not hold."""
        for name in self.outside:
            interchange.add_outside(self.pools[name])
        for flow in self.flows:
            interchange.add_message(*flow)

    def _add_pool(self, process: str, name: str, element: str = "") -> _Element:
        self.pools[process] = self.ids.new(process, "pool")
        return add(self.element, "participant", id=self.pools[process], name=name, processRef=element)

    def _add_outside(self, name: str) -> None:
        add_parts(self._add_pool(name, shown_line(name)), {"id": value_text("id", name)})

    def _add_message(self, drawn: DrawnMessage) -> tuple[str, str, str]:
        flow = self.ids.new("message"), self._end(drawn.source), self._end(drawn.target)
        shown = shown_line(drawn.message.name)
        name, source, target = flow
        element = add(
            self.element, "messageFlow", id=name, name=shown, sourceRef=source, targetRef=target
        )
        ends = (drawn.source, drawn.target)
        add_parts(element, message_fields(drawn.message, ends, drawn.home, drawn.place))
        return flow

    def _end(self, end: str) -> str:
        process, _, step = end.partition("#")
        return self.ids.step(process, step) if step else self.pools[process]
