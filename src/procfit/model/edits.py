"""Changes of maps as pure functions: a map in, a map out, valid or refused with a reason.

Every function leaves its input as it is. It raises `EditError` where the result would have an error that
the map did not have. References follow everywhere, in ``next`` and in ``to_be.next``.
"""

from __future__ import annotations

from procfit.model.edit_copies import Copied, copy_steps, delete_steps, paste_steps
from procfit.model.edit_flows import branch, connect, disconnect, reconnect, set_shares
from procfit.model.edit_inline import inline_call
from procfit.model.edit_lanes import add_lane, move_to_lane, remove_lane, rename_lane, reorder_lane
from procfit.model.edit_merge import merge_steps
from procfit.model.edit_regions import extract_call
from procfit.model.edit_split import MOVABLE, split_step
from procfit.model.edit_steps import add_step, delete_step, duplicate_step, insert_between, reorder
from procfit.model.errors import EditError
from procfit.model.renames import (
    Everything,
    rename_capability_everywhere,
    rename_item_everywhere,
    rename_map_everywhere,
    rename_maps,
    rename_step,
    rename_step_everywhere,
)

__all__ = [
    "MOVABLE",
    "Copied",
    "EditError",
    "Everything",
    "add_lane",
    "add_step",
    "branch",
    "connect",
    "copy_steps",
    "delete_step",
    "delete_steps",
    "disconnect",
    "duplicate_step",
    "extract_call",
    "inline_call",
    "insert_between",
    "merge_steps",
    "move_to_lane",
    "paste_steps",
    "reconnect",
    "remove_lane",
    "rename_capability_everywhere",
    "rename_item_everywhere",
    "rename_lane",
    "rename_map_everywhere",
    "rename_maps",
    "rename_step",
    "rename_step_everywhere",
    "reorder",
    "reorder_lane",
    "set_shares",
    "split_step",
]
