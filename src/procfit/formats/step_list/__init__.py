"""Step lists: one row per step in a spreadsheet, in and out.

`columns` says what the columns are called, `values` and `ways` what stands in their cells, `sheet` finds
them in a sheet, `reader` makes a map of each sheet, `writer` writes one.
"""

from __future__ import annotations

from procfit.formats.step_list.reader import parse_step_list, read_step_list
from procfit.formats.step_list.writer import step_list_content, write_step_list

__all__ = ["parse_step_list", "read_step_list", "step_list_content", "write_step_list"]
