"""Write a government as an exchange file, a portion at a time.

What a file of another tool brought stands as it stated it, with what changed since;
what is ours stands behind it.
"""

from collections.abc import Iterator, Sequence
from typing import TextIO

from sqlalchemy.orm import Session

from architecture.exchange.archimate import past, pruning
from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.leaving import Extent
from architecture.exchange.archimate.nodes import Node, from_kept, opening, xml
from architecture.exchange.archimate.properties import KNOWN_ON, ON
from architecture.exchange.archimate.reading import Section
from architecture.exchange.archimate.reckoning import put
from architecture.exchange.archimate.state import State, Written, begin
from architecture.exchange.archimate.views import Sight, our_views
from architecture.exchange.archimate.words import DC, LANG, NAMESPACE, XSI
from architecture.exchange.archimate.writing_elements import written_elements
from architecture.exchange.archimate.writing_relations import written_relations
from architecture.reference.calendar import tanggal

_SCHEMA = (
    f"{NAMESPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
)


def write(
    session: Session, extent: Extent, out: TextIO, *, sights: Sequence[Sight] = ()
) -> Written:
    """Write the file and return what it holds; `sights` are views of ours."""
    state = begin(session, extent)
    names = state.known.names
    for sight in sights if state.known.own else ():
        state.wanted |= {names[key] for key in sight.keys if key in names}
    head = _head(state)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n' + opening(head) + "\n")
    out.writelines(xml(child, 1) for child in head.children)
    _section(out, "elements", written_elements(state))
    _section(out, "relationships", written_relations(state))
    views = list(our_views(state, sights)) if state.known.own else []
    _section(out, "organizations", _folders(state))
    viewpoints = list(_viewpoints(state))
    drawn = _kept_views(state)  # uses no definition that is not there yet
    state.done.counts["views"] += len(views)
    _section(out, "propertyDefinitions", iter(state.definitions.values()))
    _views(out, viewpoints, drawn, views)
    out.write("</model>\n")
    return state.done


def _head(state: State) -> Node:
    if state.models:
        head = from_kept(state.models[0].content)
        for other in state.models[1:]:
            state.done.left_out.append(f"Kepala model “{other.name}”.")
    else:
        head = _own_head(state)
    spaces = {"xmlns": NAMESPACE, "xmlns:dc": DC, "xmlns:xsi": XSI}
    head.attributes = spaces | head.attributes
    if state.extent.on:
        put(head, {ON.identifier: state.extent.on.isoformat()})
        head.children.sort(key=lambda each: each.tag == "metadata")  # the last of them
    model = state.models[0].id if state.models else 0
    return state.add(model, head)


def _own_head(state: State) -> Node:
    extent = state.extent
    day, name = extent.known_on, f"Arsitektur SPBE {extent.government.name}"
    head = Node(
        "model",
        {
            f"{{{XSI}}}schemaLocation": _SCHEMA,
            "identifier": identifier(state.code, "model"),
        },
    )
    if extent.on:
        name = f"{name} pada {tanggal(extent.on)}"
    if day:
        name = past.title(extent.government, day)
        put(head, {KNOWN_ON.identifier: day.isoformat()})
    head.children.insert(0, Node("name", {LANG: "id"}, name))
    return head


def _section(out: TextIO, tag: str, nodes: Iterator[Node], indent: int = 1) -> None:
    """Write a section if it holds anything; the format allows no empty one."""
    first = next(nodes, None)
    if first is None:
        return
    space = "  " * indent
    out.write(f"{space}<{tag}>\n")
    out.write(xml(first, indent + 1))
    out.writelines(xml(node, indent + 1) for node in nodes)
    out.write(f"{space}</{tag}>\n")


def _folders(state: State) -> Iterator[Node]:
    for section in (Section.VIEW, Section.VIEWPOINT):
        state.there.update(item.identifier for _, item in state.kept(section))
    for _, item in state.kept(Section.FOLDER):
        node = from_kept(item.content)
        if pruning.folder(node, state.there):
            yield state.free(node)


def _viewpoints(state: State) -> Iterator[Node]:
    for model, item in state.kept(Section.VIEWPOINT):
        yield state.use(model.id, state.free(from_kept(item.content)))


def _kept_views(state: State) -> Iterator[Node]:
    for model, item in state.kept(Section.VIEW):
        node = from_kept(item.content)
        pruning.view(node, state.there)
        state.done.counts["views"] += 1
        yield state.use(model.id, state.free(node))


def _views(
    out: TextIO, viewpoints: list[Node], drawn: Iterator[Node], ours: list[Node]
) -> None:
    first = next(drawn, None)
    if not (viewpoints or ours or first):
        return
    out.write("  <views>\n")
    _section(out, "viewpoints", iter(viewpoints), 2)
    _section(out, "diagrams", _together(first, drawn, ours), 2)
    out.write("  </views>\n")


def _together(
    first: Node | None, drawn: Iterator[Node], ours: list[Node]
) -> Iterator[Node]:
    if first is not None:
        yield first
    yield from drawn
    yield from ours
