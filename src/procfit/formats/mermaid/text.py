"""Names and labels in Mermaid: written so that nothing in them acts, read back as they were."""

from __future__ import annotations

import re
from html import unescape

from procfit.formats.shares import exact_percent, share_of
from procfit.model.process import Flow
from procfit.model.text import is_id

__all__ = [
    "KEYWORDS",
    "flow_label",
    "lane_name",
    "node_name",
    "parse_flow_label",
    "quoted",
    "step_name",
    "unquoted",
]

KEYWORDS = frozenset(
    {
        *("end", "graph", "flowchart", "subgraph", "style", "default", "class", "click", "call", "href"),
        *("direction", "interpolate", "linkstyle", "classdef", "acctitle", "accdescr"),
        *("o", "x", "v", "td", "tb", "lr", "rl", "bt", "br"),
    }
)
"""Words that Mermaid takes for its own where a node is due."""

LANE_MARK = "Lane_"
LONGEST_LABEL = 2000
# What has no meaning inside quotes, in Markdown or to Mermaid's own clean-up before it parses.
_HARMLESS = re.compile(r"[^\W_]|[ ,?!'/€§°=()%.+-]")
_LINE_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([+-])|^( +)|( +)$", re.MULTILINE)
_DIRECTION = re.compile(r"direction (?=[TBLR])")  # Mermaid takes these two words for its own anywhere
_OWN_MARKS = "ﬂ¶"
_ENTITY = re.compile(r"#(\d{1,7}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SHARE = r"\d+(?:[.,]\d+)?\s*%"
_LABEL = re.compile(
    rf"(?P<when>.*?)\s*\(?\s*(?:(?P<share>{_SHARE})\s*(?:,\s*(?P<rejects>rejects))?|(?P<only>rejects))\s*\)?",
    re.DOTALL,
)
_SHARE_FIRST = re.compile(rf"(?P<share>{_SHARE})\s*[:,–-]?\s*(?P<when>.+)", re.DOTALL)


def quoted(text: str) -> str:
    """Return text as a quoted label: what could act stands as an entity.

    Examples
    --------
    >>> print(quoted('Say "hi" <b>#1</b>'))
    "Say #quot;hi#quot; #lt;b#gt;#35;1#lt;/b#gt;"
    """
    text = _DIRECTION.sub("direction\x0032;", _LINE_START.sub(_at_line_start, text))
    lines = text.split("\n")
    return '"' + "<br>".join("".join(map(_harmless, _signs(line))) for line in lines) + '"'


def unquoted(label: str) -> str:
    r"""Return the text of a label: entities and line breaks as the signs they stand for.

    Examples
    --------
    >>> unquoted("a#quot;b#35;<br/>c")
    'a"b#\nc'
    """
    return _ENTITY.sub(_decoded, _BREAK.sub("\n", label))


def node_name(step: str) -> str:
    """Return what a step is called in a drawing: its id, safe from Mermaid's own words.

    Examples
    --------
    >>> node_name("check-order"), node_name("end")
    ('check_order', 'End')
    """
    return step.capitalize() if step in KEYWORDS else step.replace("-", "_")


def step_name(node: str) -> str | None:
    """Return the id that a node's name stands for, or None where it is no id of ours.

    Examples
    --------
    >>> step_name("check_order"), step_name("End"), step_name("A")
    ('check-order', 'end', None)
    """
    name = node.lower() if node.lower() in KEYWORDS else node.replace("_", "-")
    return name if is_id(name) else None


def lane_name(lane: str) -> str:
    """Return what a lane is called in a drawing; nodes and subgraphs share one set of names."""
    return LANE_MARK + lane.replace("-", "_")


def flow_label(flow: Flow) -> str:
    """Return the label of a flow, empty where there is nothing to say.

    Examples
    --------
    >>> flow_label(Flow("a", 0.85, "limit free")), flow_label(Flow("a", 0.15, rejects=True))
    ('limit free (85%)', '15%, rejects')
    """
    marks = [exact_percent(flow.share)] if flow.share is not None else []
    marks += ["rejects"] if flow.rejects else []
    joined = ", ".join(marks)
    return f"{flow.when} ({joined})" if flow.when and joined else flow.when or joined


def parse_flow_label(label: str) -> dict[str, object]:
    """Return the condition and the share in a label.

    Examples
    --------
    >>> parse_flow_label("limit free (85 %)"), parse_flow_label("no")
    ({'when': 'limit free', 'share': 0.85}, {'when': 'no'})
    """
    label = label.strip()
    short = len(label) <= LONGEST_LABEL
    found = short and (_LABEL.fullmatch(label) or _SHARE_FIRST.fullmatch(label))
    if not found:
        return {"when": label} if label else {}
    parts = found.groupdict()
    read: dict[str, object] = {"when": parts["when"]} if parts["when"] else {}
    if parts["share"]:
        read["share"] = share_of(parts["share"])
    if parts.get("rejects") or parts.get("only"):
        read["rejects"] = True
    return read


def _signs(line: str) -> list[str]:
    """Return the signs of a line, those already written as entities in one piece."""
    return re.findall(r"\x00\d+;|.", line)


def _at_line_start(found: re.Match[str]) -> str:
    """Keep a list, a heading or an indent of Markdown from being one."""
    if found[1]:
        return f"{found[1]}\x00{ord(found[2])};"
    return "".join(f"\x00{ord(sign)};" for sign in found[0])


def _harmless(sign: str) -> str:
    if sign.startswith("\x00"):
        return f"#{sign[1:]}"
    if sign in _NAMED:
        return f"#{_NAMED[sign]};"
    if _HARMLESS.fullmatch(sign) and sign not in _OWN_MARKS:
        return sign
    return sign if ord(sign) > 0x7F and sign not in _OWN_MARKS else f"#{ord(sign)};"


_NAMED = {'"': "quot", "<": "lt", ">": "gt", "&": "amp"}


def _decoded(found: re.Match[str]) -> str:
    name = found[1]
    if not name.isdigit():
        sign = unescape(f"&{name};")
        return found[0] if sign.startswith("&") and len(sign) > 1 else sign
    return chr(int(name)) if 0 < int(name) < 0x110000 else found[0]
