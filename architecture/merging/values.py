"""What a merge is made of: the fields that are chosen, and the rows that move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from architecture.model import Application

Values = Mapping[str, tuple[Any, Any]]
"""Column → (old, new), as JSON keeps them."""


class Choice(StrEnum):
    """Whose word stands in a field after the merge."""

    KEEP = "Milik yang tetap"
    TAKE = "Milik yang digabung"
    BOTH = "Keduanya"


class Fate(StrEnum):
    """What becomes of something that refers to the merged application."""

    MOVES = "Pindah"
    FOLDS = "Dilebur"
    ADDED = "Dicatat"
    STAYS = "Tetap"


class Topic(StrEnum):
    """What refers to an application."""

    USE = "Pemakaian"
    RELATION = "Hubungan"
    REGISTRATION = "Usulan"
    ANSWER = "Tanggapan atas temuan"
    JUDGEMENT = "Penilaian kemiripan"
    DOCUMENT = "Dokumen"
    PLAN_LINE = "Baris peta rencana"
    MERGED = "Catatan yang digabung sebelumnya"
    EXCHANGE = "Padanan di model ArchiMate"


class DeedKind(StrEnum):
    """What was done to a row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A change of one row, whole enough to be undone.

    `values` hold the changed columns; all of them where the row is added or removed.
    `government` is whose history tells of it.
    """

    kind: DeedKind
    table: str
    government: int
    id: int = 0
    values: Values = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the deed as the table of merges keeps it."""
        values = {name: list(pair) for name, pair in self.values.items()}
        return {
            "kind": self.kind.value,
            "table": self.table,
            "government": self.government,
            "id": self.id,
            "values": values,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Deed":
        """Return what `to_json` wrote."""
        values = {name: (old, new) for name, (old, new) in kept["values"].items()}
        return cls(
            kind=DeedKind(kept["kind"]),
            table=kept["table"],
            government=kept["government"],
            id=kept["id"],
            values=values,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One thing that refers to the merged application, and what becomes of it.

    `text` is what only those who may merge read: it may name what is restricted.
    """

    topic: Topic
    text: str
    fate: Fate
    why: str = ""
    deeds: tuple[Deed, ...] = ()

    def to_json(self) -> dict[str, str]:
        """Return what is told of it, as the table of merges keeps it."""
        return {
            "topic": self.topic.name,
            "text": self.text,
            "fate": self.fate.name,
            "why": self.why,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> "Moved":
        """Return what `to_json` wrote."""
        return cls(
            topic=Topic[kept["topic"]],
            text=kept["text"],
            fate=Fate[kept["fate"]],
            why=kept["why"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A field in which the two differ: what each says, and what can stand after.

    The texts are as people read them; `outcomes` holds the values to choose from.
    """

    name: str
    label: str
    kept: str
    other: str
    outcomes: Mapping[Choice, Any]
    texts: Mapping[Choice, str]
    default: Choice

    @property
    def asked(self) -> bool:
        """Tell whether there is anything to choose."""
        return len(self.outcomes) > 1

    def told(self, choice: str) -> str:
        """Return what will stand after a choice, by the name of the choice."""
        return self.texts[Choice[choice]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a merge will do.

    `token` changes as soon as anything does that is told here.
    """

    survivor: Application
    merged: Application
    lines: Sequence[Line]
    moved: Sequence[Moved]
    warnings: Sequence[str]
    token: str

    @property
    def asked(self) -> list[Line]:
        """Return the fields in which both say something, and not the same."""
        return [each for each in self.lines if each.asked]

    @property
    def filled(self) -> list[Line]:
        """Return the fields that are empty in one and known in the other."""
        return [each for each in self.lines if not each.asked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something that changed after a merge, so that an undo leaves it as it is."""

    what: str
    before: str = ""
    now: str = ""

    def to_json(self) -> dict[str, str]:
        """Return what the table of merges keeps of it."""
        return {"what": self.what, "before": self.before, "now": self.now}
