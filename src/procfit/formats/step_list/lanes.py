"""The lanes of a step list, made from its "Who" column."""

from __future__ import annotations

from procfit.formats.drafts import Draft
from procfit.formats.names import Ids
from procfit.formats.notices import Notices, quote
from procfit.formats.step_list.values import items_of
from procfit.model.errors import Place
from procfit.model.text import is_id, item_key

__all__ = ["LaneBook"]


class LaneBook:
    """Who does the work: each wording one lane, in the order of the rows."""

    def __init__(self, file: Place, notices: Notices) -> None:
        self._home = file
        self._notices = notices
        self._ids = Ids()
        self._lanes: dict[str, Draft] = {}

    def lane(self, who: str, lane_id: str, place: Place, element: str) -> str:
        """Return the id of the lane that a row names by its words, its id or both; empty for neither."""
        if not who and not lane_id:
            return ""
        found = self._lanes.get(f"#{lane_id}" if lane_id else item_key(who))
        if found is None:
            found = self._new(who, lane_id, place, element)
        name: str = found.data["id"]
        return name

    def named(self, who: str, place: Place, element: str) -> str:
        """Return the id of the lane with that id or name, a new one where there is none."""
        found = self._lanes.get(f"#{who}")
        return str(found.data["id"]) if found else self.lane(who, "", place, element)

    def tell(self, lane_id: str, key: str, text: str, place: Place, element: str) -> None:
        """Keep the department or kind that a row gives its lane; tell where two rows differ."""
        lane = self._lanes[f"#{lane_id}"]
        if lane.data.setdefault(key, text) != text:
            said = f"{quote(text)} differs from the first {key} of this lane, {quote(lane.data[key])}"
            self._notices.add(element, f"{said}; not read")
        lane.places.setdefault(key, place)

    def drafts(self, order: str) -> list[Draft]:
        """Return the lanes; those that `order` lists first, and those that only it names among them."""
        listed = [self.named(name, self._home, "") for name in items_of(order)]
        all_lanes = {draft.data["id"]: draft for draft in self._lanes.values()}
        return [all_lanes[name] for name in dict.fromkeys([*listed, *all_lanes])]

    def _new(self, who: str, lane_id: str, place: Place, element: str) -> Draft:
        if lane_id:
            made = self._ids.keep(lane_id) or self._ids.make(lane_id, "lane")
            name = who
        else:
            kept = self._ids.keep(who)
            made, name = (kept, "") if kept else (self._ids.make(who, "lane"), who)
        lane = Draft({"id": made, **({"name": name} if name else {})}, place, element)
        self._lanes[f"#{made}"] = lane
        if lane_id and not is_id(lane_id):
            self._lanes[f"#{lane_id}"] = lane
        self._lanes.setdefault(item_key(who), lane)
        return lane
