"""XML of unknown origin, parsed without trusting it.

No DTD, no entities, no network, bounded size and depth.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from procfit.formats.notices import Notices, quote
from procfit.model.errors import InputError, Place
from procfit.model.text import visible

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

__all__ = ["BPMN", "MAX_BYTES", "parse_definitions"]

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
"""The namespace of BPMN 2.0."""

MAX_BYTES = 64 * 1024 * 1024
DEEPEST = 256  # the limit of libxml2 without its "huge" option
_PROLOG = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = b"<!DOCTYPE"
# Names of libxml2's errors.
_ENCODING_FAULTS = frozenset(
    {"ERR_INVALID_ENCODING", "ERR_UNSUPPORTED_ENCODING", "ERR_UNKNOWN_ENCODING"}
)
_LIMIT = "ERR_RESOURCE_LIMIT"
_ODD_NAMESPACE = "WAR_NS_URI"


def parse_definitions(raw: bytes, shown: str, notices: Notices) -> _Element:
    """Return the root element of a BPMN file.

    Raises
    ------
    InputError
        When the file is too large, has a DTD, is not well-formed, nests too deep or is not BPMN 2.0.
    """
    _refuse_unread(raw, shown)
    root = _parse(raw, shown, notices)
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None:
        raise _has_dtd(shown, 1)
    _refuse_other_roots(root, shown)
    return root


def _refuse_unread(raw: bytes, shown: str) -> None:
    if not raw or raw.isspace():
        raise InputError("the file is empty", "export it again", Place(shown))
    if len(raw) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1024 // 1024} MB"
        raise InputError(f"larger than {limit}", "split it into several files", Place(shown))
    line = _line_of_dtd(raw)
    if line is not None:
        raise _has_dtd(shown, line)


def _has_dtd(shown: str, line: int) -> InputError:
    return InputError(
        "has a DTD, which could hold entities: refused",
        "delete the <!DOCTYPE …> part; BPMN needs none",
        Place(shown, line),
    )


def _line_of_dtd(raw: bytes) -> int | None:
    """Return the line of the document type declaration, looking only at what stands above the root."""
    head = _as_ascii_compatible(raw)
    position = 0
    while True:
        found = _PROLOG.match(head, position)
        if found is None:
            break
        position = found.end()
    return head.count(b"\n", 0, position) + 1 if head.startswith(_DOCTYPE, position) else None


def _as_ascii_compatible(raw: bytes) -> bytes:
    if raw.startswith(BOM_UTF8):
        return raw[len(BOM_UTF8) :]
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace").encode()
    if raw.startswith((b"<\0", b"\0<")):
        return raw.replace(b"\0", b"")
    return raw


@dataclass(frozen=True, slots=True)
class _Fault:
    """The first thing libxml2 could not read."""

    kind: str
    message: str
    line: int
    column: int


_UNKNOWN = _Fault("", "broken XML", 1, 1)


def _parse(raw: bytes, shown: str, notices: Notices) -> _Element:
    root, fault = _tree(raw)
    if fault is not None and fault.kind in _ENCODING_FAULTS:
        encoding = _encoding_of(raw)
        root, fault_left = _tree(raw, encoding)
        told = f"is not in the encoding the file declares; the file was read as {encoding}"
    elif fault is not None and fault.kind == _ODD_NAMESPACE:
        root, fault_left = _tree(raw, recover=True)
        told = "declares a namespace that is not a valid address"
    else:
        fault_left, told = fault, ""
    if fault_left is not None or root is None:
        raise _not_xml(fault_left or _UNKNOWN, shown)
    if fault is not None:
        notices.add(f"line {fault.line}", told)
    return root


def _tree(
    raw: bytes, encoding: str | None = None, recover: bool = False
) -> tuple[_Element | None, _Fault | None]:
    """Return the tree, or what keeps it from being read; `recover` forgives odd namespaces only."""
    from lxml import etree

    parser = _parser(encoding, recover)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is not None and not recover:
        return root, None
    for entry in parser.error_log.filter_from_errors():
        if not (recover and entry.domain_name == "NAMESPACE"):
            return None, _Fault(entry.type_name, entry.message, entry.line, entry.column)
    return root, None


def _parser(encoding: str | None, recover: bool) -> XMLParser:
    from lxml.etree import XMLParser

    return XMLParser(
        encoding=encoding,
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _encoding_of(raw: bytes) -> str:
    for encoding in ("utf-8", "windows-1252"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "iso-8859-1"


def _not_xml(fault: _Fault, shown: str) -> InputError:
    place = Place(shown, fault.line, fault.column)
    if fault.kind == _LIMIT and "depth" in fault.message:
        return InputError(
            f"nested deeper than {DEEPEST} levels", "split the sub-processes into files", place
        )
    reason = visible(fault.message[:1].lower() + fault.message[1:]).strip()
    return InputError(f"not well-formed XML: {reason}", "export it again, or mend it here", place)


def _refuse_other_roots(root: _Element, shown: str) -> None:
    namespace, _, name = str(root.tag).rpartition("}")
    namespace = namespace.removeprefix("{")
    place = Place(shown, cast("int | None", root.sourceline))
    if name != "definitions":
        raise InputError(f"not BPMN: root element {name}", "give a BPMN 2.0 file", place)
    if namespace != BPMN:
        raise InputError(
            f"not BPMN 2.0: definitions in namespace {quote(namespace)}", f"BPMN 2.0 is {BPMN}", place
        )
