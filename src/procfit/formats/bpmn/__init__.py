"""BPMN 2.0 in: every element of a file becomes part of a map or is named in a notice.

The way of a file: `safe_xml` parses it without trusting it, `collect` gathers its elements into a
`document`, `links` and `artifacts` join them by their references, `maps` and `lower` turn each process
and sub-process into a map.
"""

from __future__ import annotations

from procfit.formats.bpmn.reader import read_bpmn, read_bpmn_bytes

__all__ = ["read_bpmn", "read_bpmn_bytes"]
