"""A piece of an exchange file as a value, kept as JSON and written as XML."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from architecture.exchange.archimate.words import DC, XML, XSI

_PREFIXES = {XML: "xml", XSI: "xsi", DC: "dc"}
"""Those that the root of a file declares."""

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""

_IN_TEXT = {"\r": "&#13;"}
_IN_ATTRIBUTE = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


@dataclass(slots=True)
class Node:
    """A tag with what it holds.

    `tag` and the names of attributes are bare in the namespace of the format, else
    `{namespace}name`.  White space between tags is not kept.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)
    tail: str = ""

    def all(self, tag: str) -> Iterator["Node"]:
        """Yield the children of that tag."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Node | None":
        """Return the first child of that tag."""
        return next(self.all(tag), None)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and everything below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def kept(self) -> str:
        """Return the node as the database keeps it."""
        return json.dumps(_plain(self), ensure_ascii=False, separators=(",", ":"))


def from_kept(text: str) -> Node:
    """Return the node that `Node.kept` wrote."""
    return _node(json.loads(text))


def xml(node: Node, indent: int = 0) -> str:
    """Return the node as lines of XML; leaves keep their text to the letter."""
    lines: list[str] = []
    _write(node, indent, lines)
    return "".join(lines)


def opening(node: Node) -> str:
    """Return the tag without its end, for a node whose children are written later."""
    return f"<{_named(node)[0]}>"


def fit(text: str) -> str:
    r"""Return a text without what XML cannot hold.

    >>> fit("a\x0bb\x00"), fit("ꦏ 𝔘\n")
    ('ab', 'ꦏ 𝔘\n')
    """
    return _UNFIT.sub("", text)


def _plain(node: Node) -> list[Any]:
    children = [_plain(child) for child in node.children]
    whole = [node.tag, node.attributes, node.text, children, node.tail]
    while len(whole) > 1 and not whole[-1]:
        whole.pop()
    return whole


def _node(plain: list[Any]) -> Node:
    tag, attributes, text, children, tail = (*plain, *[None] * 4)[:5]
    return Node(
        tag,
        dict(attributes or {}),
        text or "",
        [_node(child) for child in children or ()],
        tail or "",
    )


def _write(node: Node, indent: int, lines: list[str]) -> None:
    space = "  " * indent
    start, tag = _named(node)
    text = escape(fit(node.text), _IN_TEXT)
    mixed = any(child.tail for child in node.children) or bool(
        text.strip() and node.children
    )
    if not node.children:
        ending = f">{text}</{tag}>" if text else " />"
        lines.append(f"{space}<{start}{ending}\n")
    elif mixed:
        lines.append(f"{space}{_inline(node)}\n")
    else:
        lines.append(f"{space}<{start}>\n")
        for child in node.children:
            _write(child, indent + 1, lines)
        lines.append(f"{space}</{tag}>\n")


def _inline(node: Node) -> str:
    start, tag = _named(node)
    inner = escape(fit(node.text), _IN_TEXT)
    for child in node.children:
        inner += _inline(child) + escape(fit(child.tail), _IN_TEXT)
    return f"<{start}>{inner}</{tag}>"


def _named(node: Node) -> tuple[str, str]:
    """Return what stands behind `<`, and the name of the tag."""
    declared: dict[str, str] = {}
    tag = _prefixed(node.tag, declared)
    attributes = [
        f"{_prefixed(name, declared)}={quoteattr(fit(value), _IN_ATTRIBUTE)}"
        for name, value in node.attributes.items()
    ]
    spaces = [
        f"xmlns:{prefix}={quoteattr(space)}" for space, prefix in declared.items()
    ]
    return " ".join([tag, *spaces, *attributes]), tag


def _prefixed(name: str, declared: dict[str, str]) -> str:
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    prefix = _PREFIXES.get(space) or declared.setdefault(space, f"n{len(declared) + 1}")
    return f"{prefix}:{local}"
