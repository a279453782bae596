"""The codes that a government sees, as a tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.classifying.values import Change
from architecture.model import CodeChange, OwnCode, ReferenceCode, Release
from architecture.reference.codes import DOMAINS
from architecture.referencing import DEEPEST

LOWEST = 2
"""The last level that is national in every tree."""


@dataclass(frozen=True, slots=True)
class Node:
    """A code of the tree; `parent` is "" at level 1."""

    code: str
    parent: str
    level: int
    name: str
    note: str = ""
    confidence: str = ""
    own: int = 0
    """The key of a government's own code; 0 for a national one."""
    retired: bool = False
    replacement: str = ""

    @property
    def domain(self) -> str:
        """Return the first three letters: which of the six trees it stands in."""
        return self.code[:3]


class Tree:
    """All codes by their text, and what stands below each."""

    def __init__(
        self, nodes: Iterable[Node], followed: Mapping[str, str] | None = None
    ) -> None:
        """Take the nodes in any order.

        `followed` are codes of earlier releases and what each is now, "" for none.
        """
        self._followed = followed or {}
        self.nodes = {node.code: node for node in sorted(nodes, key=lambda n: n.code)}
        self._below: dict[str, list[Node]] = defaultdict(list)
        for node in self:
            self._below[node.parent or node.domain].append(node)

    def __iter__(self) -> Iterator[Node]:
        """Yield what may be used, by code."""
        return (node for node in self.nodes.values() if not node.retired)

    def today(self, code: str) -> str:
        """Return what a code of an earlier release is now; "" for what is no more."""
        now = self._followed.get(code, code)
        return now if now in self.nodes else ""

    def get(self, code: str) -> Node | None:
        """Return the node of a code, however it was typed."""
        return self.nodes.get(code.strip().upper())

    def below(self, code: str) -> Sequence[Node]:
        """Return what stands right below a code, or below a domain such as RAB."""
        return self._below.get(code, ())

    def retired_below(self, code: str) -> Sequence[Node]:
        """Return what was retired right below a code."""
        return [n for n in self.nodes.values() if n.retired and n.parent == code]

    def carries_own(self, code: str) -> bool:
        """Tell whether a government may hang codes of its own below this one.

        Below level 2; where level 3 is national too, below that (RAI).
        """
        node = self.nodes.get(code)
        if node is None or node.retired or not LOWEST <= node.level < DEEPEST:
            return False
        return bool(node.own) or all(each.own for each in self.below(code))

    def path(self, code: str) -> tuple[Node, ...]:
        """Return the known codes from level 1 down to this one."""
        found = self.nodes.get(code)
        if found is None:
            return ()
        return (*self.path(found.parent), found)


def tree(
    session: Session, government: int | None = None, *, release: int | None = None
) -> Tree:
    """Return the national codes of a release, with a government's own below them.

    Without a release it is the current one.
    """
    query = select(ReferenceCode)
    if release is None:
        query = query.join(Release).where(Release.current)
    else:
        query = query.where(ReferenceCode.release_id == release)
    rows = [row for row in session.scalars(query) if row.domain in DOMAINS]
    # Where both have a code, the national one is meant: it comes last and stays.
    nodes = [*_own(session, government), *map(_national, rows)]
    return Tree(nodes, _followed(session) if release is None else None)


def _followed(session: Session) -> dict[str, str]:
    """Return each code that a release changed, and what it is since the last one."""
    query = select(CodeChange).order_by(CodeChange.release_id, CodeChange.code)
    found: dict[str, str] = {}
    for _, several in groupby(session.scalars(query), attrgetter("release_id")):
        step = {
            row.code: row.targets[0] if len(row.targets) == 1 else ""
            for row in several
            if row.change != Change.RENAMED.name
        }
        found = {old: step.get(code, code) for old, code in found.items()}
        found = step | found
    return found


def _national(row: ReferenceCode) -> Node:
    return Node(
        code=row.code,
        parent=row.parent or "",
        level=row.level,
        name=row.name,
        note=row.note,
        confidence=row.confidence,
    )


def _own(session: Session, government: int | None) -> list[Node]:
    query = select(OwnCode).where(OwnCode.government_id == government)
    return [
        Node(
            code=row.code,
            parent=row.parent,
            level=row.level,
            name=row.name,
            note=row.note,
            own=row.id,
            retired=row.retired_on is not None,
            replacement=row.replacement,
        )
        for row in (session.scalars(query) if government is not None else ())
    ]


def releases(session: Session) -> Sequence[Release]:
    """Return all releases, the newest first."""
    return session.scalars(select(Release).order_by(Release.id.desc())).all()


def current(session: Session) -> Release | None:
    """Return the release in force, None before any was loaded."""
    return session.scalar(select(Release).where(Release.current))


def changes(session: Session, release: int) -> Sequence[CodeChange]:
    """Return what became of the codes before a release, by code."""
    query = select(CodeChange).where(CodeChange.release_id == release)
    return session.scalars(query.order_by(CodeChange.code)).all()
