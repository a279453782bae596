"""What an import would do, as values: a line for each thing, and the changes."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from architecture.elements.changes import ChangeSet, Ref
from architecture.exchange.archimate.contents import Contents, Piece
from architecture.exchange.archimate.reading import Section


class Action(StrEnum):
    """What becomes of one thing of a file."""

    CREATED = "Baru"
    UPDATED = "Diperbarui"
    UNCHANGED = "Tidak berubah"
    KEPT = "Disimpan apa adanya"
    REFUSED = "Melanggar aturan"
    GONE = "Tidak ada lagi di berkas"


@dataclass(slots=True)
class Line:
    """What becomes of one thing, and why; `changes` runs label → old and new."""

    number: int
    action: Action
    section: Section
    identifier: str
    type: str
    name: str = ""
    reasons: list[str] = field(default_factory=list)
    changes: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as programs read it."""
        return {
            "line": self.number,
            "action": self.action.name.lower(),
            "section": self.section.name.lower(),
            "identifier": self.identifier,
            "type": self.type,
            "name": self.name,
            "reasons": self.reasons,
            "changes": self.changes,
        }


@dataclass(slots=True)
class Plan:
    """An import before it is carried out.

    `links` runs identifier → the element that it is or becomes, `related` names the
    relations of the file that relations of ours stand for, `stored` what is to be kept
    with its position, `gone` the kept things that the file holds no more.  With `on`
    the changes in `later` are planned for that day.
    """

    contents: Contents
    lines: Sequence[Line]
    changes: ChangeSet
    links: Mapping[str, Ref]
    related: frozenset[str]
    stored: Sequence[tuple[int, Piece]]
    gone: Sequence[int]
    notes: Sequence[str] = ()
    on: date | None = None
    later: Sequence[object] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return action → how many, all actions named."""
        found = Counter(line.action for line in self.lines)
        return {each.name.lower(): found[each] for each in Action}

    @property
    def writes(self) -> bool:
        """Tell whether anything would be different afterwards."""
        return any((self.changes, self.stored, self.gone, self.later))

    @property
    def fingerprint(self) -> str:
        """Return what is the same only if the same would be done."""
        digest = hashlib.sha256()
        for line in self.lines:
            digest.update(repr(line.as_json()).encode())
        return digest.hexdigest()
