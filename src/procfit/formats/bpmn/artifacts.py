"""Data and notes: what each step reads and writes, and the annotations that hang on it."""

from __future__ import annotations

from procfit.formats.bpmn.document import Annotation, Association, DataElement, Document, Edge, Node
from procfit.formats.bpmn.links import own_id
from procfit.formats.bpmn.unread import words
from procfit.formats.notices import Notices, quote

__all__ = ["join_artifacts"]


def join_artifacts(document: Document, notices: Notices) -> None:
    """Give the nodes their items and annotations; tell what hangs on nothing."""
    _join_data_uses(document, notices)
    edges = {edge.id: edge for node in document.nodes.values() for edge in node.outgoing if edge.id}
    for association in document.associations:
        _join_association(association, document, edges, notices)
    for annotation in document.annotations.values():
        if not annotation.attached and annotation.text:
            notices.add(annotation.ref, f"text annotation on no step left out: {quote(annotation.text)}")
    _tell_unused_data(document, notices)


def _join_data_uses(document: Document, notices: Notices) -> None:
    fed: set[str] = set()
    for use in document.data_uses:
        for reference in use.data:
            data = document.data.get(own_id(reference))
            if data is not None:
                fed.add(use.inner)
                _add_item(use.node, _use(data, document), use.is_input)
            elif reference:
                notices.add(use.ref, f"data association with {quote(reference)}, which is not there")
    for node, key, name, is_input in document.inner_data:
        if name.strip() and key not in fed:
            _add_item(node, name, is_input)


def _add_item(node: Node, name: str, is_input: bool) -> None:
    if is_input:
        node.reads += (name,)
    else:
        node.writes += (name,)


def _use(data: DataElement, document: Document) -> str:
    """Return the name of a data element and mark it, and what it refers to, as used."""
    data.used = True
    referred = document.data.get(own_id(data.refers_to))
    if referred is not None:
        referred.used = True
    name = data.name.strip()
    return name or (referred.name.strip() if referred else "") or own_id(data.refers_to) or data.ref


def _join_association(
    association: Association, document: Document, edges: dict[str, Edge], notices: Notices
) -> None:
    ends = (own_id(association.source), own_id(association.target))
    note = next((document.annotations[end] for end in ends if end in document.annotations), None)
    if note is not None:
        _attach(note, association, ends, document, edges, notices)
        return
    source, target = ends
    if source in document.data:
        _associate(association, source, target, True, document, edges, notices)
    elif target in document.data:
        _associate(association, target, source, False, document, edges, notices)
    elif source in document.nodes and target in document.nodes:
        _compensate(document.nodes[source], document.nodes[target], association, notices)
    else:
        notices.add(
            association.ref,
            f"association left out: {quote(association.source)} to {quote(association.target)}",
        )


def _attach(
    note: Annotation,
    association: Association,
    ends: tuple[str, str],
    document: Document,
    edges: dict[str, Edge],
    notices: Notices,
) -> None:
    """Put an annotation into the description of the step, or of the step a flow comes from."""
    for end in ends:
        node = document.nodes.get(end) or (edges[end].source if end in edges else None)
        if node is not None:
            note.attached = True
            node.documentation += (note.text,)
            if end in edges:
                notices.add(note.ref, "annotates a sequence flow: put to the step the flow comes from")
            return
    others = " and ".join(quote(end) for end in ends if end not in document.annotations)
    notices.add(association.ref, f"ties an annotation to {others or 'another one'}, which is no step")


def _associate(
    association: Association,
    data_id: str,
    other: str,
    is_input: bool,
    document: Document,
    edges: dict[str, Edge],
    notices: Notices,
) -> None:
    """Let a step read or write; data on a flow is written before it and read behind it."""
    data = document.data[data_id]
    if other in document.nodes:
        _add_item(document.nodes[other], _use(data, document), is_input)
    elif other in edges:
        edge = edges[other]
        _add_item(edge.source, _use(data, document), is_input=False)
        _add_item(edge.target, _use(data, document), is_input=True)
    else:
        notices.add(
            association.ref, f"ties data to {quote(other)}, which is neither a step nor a flow: left out"
        )


def _compensate(source: Node, target: Node, association: Association, notices: Notices) -> None:
    """Lead a compensation event on to the activity that undoes the work."""
    if source.kind == "boundaryEvent" and source.scope is target.scope and not source.outgoing:
        edge = Edge(association.ref, source, target)
        source.outgoing.append(edge)
        target.incoming.append(edge)
    else:
        notices.add(association.ref, "association between two steps left out: it is no flow")


def _tell_unused_data(document: Document, notices: Notices) -> None:
    unused: dict[str, list[str]] = {}
    for data in document.data.values():
        if not data.used and data.kind in ("dataObject", "dataObjectReference", "dataStoreReference"):
            unused.setdefault(data.kind, []).append(data.ref)
    for kind, references in unused.items():
        notices.add_group(references, f"{words(kind)} that no step reads or writes left out")
