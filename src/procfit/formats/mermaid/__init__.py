"""Mermaid flowcharts, in and out, for the part of a map that they can carry: steps, ways on and lanes.

`text` holds how texts are made harmless, `shapes` which shape means which kind, `statements` the grammar,
`reader` makes a map of a drawing, `writer` a drawing of a map.
"""

from __future__ import annotations

from procfit.formats.mermaid.reader import read_mermaid, read_mermaid_text
from procfit.formats.mermaid.writer import mermaid_text, write_mermaid

__all__ = ["mermaid_text", "read_mermaid", "read_mermaid_text", "write_mermaid"]
