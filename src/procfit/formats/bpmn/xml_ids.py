"""The ids of a BPMN file's elements: those of the maps where they are free, for each is unique in a file."""

from __future__ import annotations

from collections.abc import Sequence

from procfit.formats.names import Ids
from procfit.model.process import ProcessMap

__all__ = ["XmlIds"]


class XmlIds:
    """Gives each map, step, lane and flow its id in the file.

    Ids of maps come first, then those of steps and lanes, so that a file of one map shows its own.
    """

    def __init__(self, maps: Sequence[ProcessMap]) -> None:
        self._ids = Ids()
        keys = [("map", process.id, process.id) for process in maps]
        keys += [("step", process.id, step.id) for process in maps for step in process.steps]
        keys += [("lane", process.id, lane.id) for process in maps for lane in process.lanes]
        kept = {key: self._ids.keep(key[2]) for key in keys}
        self._given = {key: kept[key] or self.new(key[1], key[2]) for key in keys}
        self._flows = {
            (process.id, step.id, place): self.new(self.step(process.id, step.id), "to", flow.to)
            for process in maps
            for step in process.steps
            for place, flow in enumerate(step.next)
        }

    def new(self, *words: str) -> str:
        """Return an id for an element that has none in its map."""
        most = 60 // len(words)
        return self._ids.make("-".join(word[:most] for word in words))

    def map(self, process: str) -> str:
        """Return the id of a map's process."""
        return self._given["map", process, process]

    def called(self, process: str) -> str:
        """Return the id that a call names: that of the map's process, else the map's own."""
        return self._given.get(("map", process, process), process)

    def step(self, process: str, step: str) -> str:
        """Return the id of a step's element."""
        return self._given["step", process, step]

    def lane(self, process: str, lane: str) -> str:
        """Return the id of a lane's element."""
        return self._given["lane", process, lane]

    def flow(self, process: str, step: str, place: int) -> str:
        """Return the id of a flow's element."""
        return self._flows[process, step, place]
