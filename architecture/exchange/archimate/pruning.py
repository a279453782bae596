"""Take out of folders and views what leads nowhere in a file that is written."""

from collections.abc import Container, Iterable

from architecture.exchange.archimate.nodes import Node


def folder(node: Node, there: Container[str]) -> bool:
    """Take out of a folder what is not there; tell whether the folder is to stay."""
    name = node.attributes.get("identifierRef")
    if name is not None and name not in there:
        return False
    node.children = [
        child for child in node.children if child.tag != "item" or folder(child, there)
    ]
    return True


def view(node: Node, there: Container[str]) -> None:
    """Take out of a view what shows nothing that is there, and lines without an end."""
    _shapes(node, there)
    ends = {
        part.attributes.get("identifier", "")
        for part in node.walk()
        if part.tag in {"node", "connection"}
    }
    while lost := set(_loose(node, ends, there)):
        node.children = [
            child
            for child in node.children
            if child.tag != "connection" or child.attributes["identifier"] not in lost
        ]
        ends -= lost
    for part in node.walk():
        part.children = [
            child
            for child in part.children
            if child.tag != "viewRef" or child.attributes.get("ref") in there
        ]
        if part.attributes.get("conceptRef", "") not in there:
            part.attributes.pop("conceptRef", None)


def _shapes(node: Node, there: Container[str]) -> None:
    """Take out boxes of what is not there; what stands in them moves up."""
    kept: list[Node] = []
    for child in node.children:
        if child.tag != "node":
            kept.append(child)
            continue
        _shapes(child, there)
        name = child.attributes.get("elementRef")
        if name is None or name in there:
            kept.append(child)
        else:
            kept += child.all("node")
    node.children = kept


def _loose(node: Node, ends: Container[str], there: Container[str]) -> Iterable[str]:
    for each in node.all("connection"):
        relation = each.attributes.get("relationshipRef")
        lost = relation is not None and relation not in there
        for end in ("source", "target"):
            name = each.attributes.get(end)
            lost = lost or (name is not None and name not in ends)
        if lost:
            yield each.attributes["identifier"]
