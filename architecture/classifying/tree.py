"""The codes that a government sees, as a tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.model import ReferenceCode, Release
from architecture.reference.codes import DOMAINS


@dataclass(frozen=True, slots=True)
class Node:
    """A code of the tree; `parent` is "" at level 1."""

    code: str
    parent: str
    level: int
    name: str
    note: str = ""
    confidence: str = ""

    @property
    def domain(self) -> str:
        """Return the first three letters: which of the six trees it stands in."""
        return self.code[:3]


class Tree:
    """All codes by their text, and what stands below each."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        """Take the nodes in any order."""
        self.nodes = {node.code: node for node in sorted(nodes, key=lambda n: n.code)}
        self._below: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            self._below[node.parent or node.domain].append(node)

    def __iter__(self) -> Iterator[Node]:
        """Yield all nodes by code."""
        return iter(self.nodes.values())

    def get(self, code: str) -> Node | None:
        """Return the node of a code, however it was typed."""
        return self.nodes.get(code.strip().upper())

    def below(self, code: str) -> Sequence[Node]:
        """Return what stands right below a code, or below a domain such as RAB."""
        return self._below.get(code, ())

    def path(self, code: str) -> tuple[Node, ...]:
        """Return the known codes from level 1 down to this one."""
        found = self.nodes.get(code)
        if found is None:
            return ()
        return (*self.path(found.parent), found)


def tree(session: Session, release: int | None = None) -> Tree:
    """Return the codes of a release, of the current one if none is named."""
    query = select(ReferenceCode)
    if release is None:
        query = query.join(Release).where(Release.current)
    else:
        query = query.where(ReferenceCode.release_id == release)
    return Tree(
        Node(
            code=row.code,
            parent=row.parent or "",
            level=row.level,
            name=row.name,
            note=row.note,
            confidence=row.confidence,
        )
        for row in session.scalars(query)
        if row.domain in DOMAINS
    )


def releases(session: Session) -> Sequence[Release]:
    """Return all releases, the newest first."""
    return session.scalars(select(Release).order_by(Release.id.desc())).all()


def current(session: Session) -> Release | None:
    """Return the release in force, None before any was loaded."""
    return session.scalar(select(Release).where(Release.current))
