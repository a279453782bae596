"""Note what was done to rows: to a relation at both of its ends."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.elements import CLASSES
from architecture.elements.relating import ADDED, REMOVED
from architecture.merging import rows
from architecture.merging.values import Deed, DeedKind
from architecture.model import Application, Element, Relation

Row = Mapping[str, Any]

_ELSEWHERE = frozenset({Element.__tablename__, Application.__tablename__})
"""What is noted by whoever merges it."""

_RELATIONS = Relation.__tablename__
_TOLD = ("starts_on", "ends_on", "attributes")
_MOVED = "Relasi dipindah"
_AT_ONCE = 500


def note(session: Session, deeds: Iterable[Deed], words: str) -> None:
    """Note deeds that were carried out.

    What was done to a relation stands at its ends, where the history of elements looks
    for it: one that moves to another end goes from one and comes to the other.
    """
    done = [each for each in deeds if each.table not in _ELSEWHERE]
    relations = [each for each in done if each.table == _RELATIONS]
    for each in done:
        if each.table != _RELATIONS:
            subject = rows.Row(each.table, each.id)
            history.note(
                session, subject, words, each.values, government=each.government
            )
    there = rows.read(session, _RELATIONS, [each.id for each in relations])
    changes = [(each, *_states(each, there.get(each.id))) for each in relations]
    ends = _Ends(session, [row for _, *both in changes for row in both])
    for deed, old, new in changes:
        for key in ends.of(old, new):
            pair = (ends.told(key, old), ends.told(key, new))
            verb = (new or old or {})["verb"]
            history.note(
                session,
                ends.subject(key),
                f"{_what(pair)}: {words[0].lower()}{words[1:]}",
                {verb: pair},
                government=deed.government,
            )


def _states(deed: Deed, row: Row | None) -> tuple[Row | None, Row | None]:
    """Return all that a relation said before a deed and says after it."""
    before = {name: old for name, (old, _) in deed.values.items()}
    if deed.kind is DeedKind.REMOVED:
        return before, None
    return (None if deed.kind is DeedKind.ADDED else {**(row or {}), **before}), row


def _what(pair: tuple[Any, Any]) -> str:
    """Return what became of a relation, seen from one end."""
    old, new = pair
    return ADDED if old is None else REMOVED if new is None else _MOVED


class _Ends:
    """The elements that relations join, with what a note needs of them."""

    def __init__(self, session: Session, relations: Iterable[Row | None]) -> None:
        keys = sorted(set(self.of(*relations)))
        self._known: dict[int, Any] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            query = select(Element.id, Element.layer, Element.code)
            found = session.execute(query.where(Element.id.in_(some)))
            self._known |= {row.id: row for row in found}

    @staticmethod
    def of(*relations: Row | None) -> list[int]:
        """Return the ends of relations, each once, in the order in which they stand."""
        several = (
            (row["source_id"], row["target_id"]) for row in relations if row is not None
        )
        return list(dict.fromkeys(end for both in several for end in both))

    def subject(self, key: int) -> rows.Row:
        """Return an end as what a note is about."""
        return rows.Row(CLASSES[self._known[key].layer].__tablename__, key)

    def told(self, key: int, row: Row | None) -> dict[str, Any] | None:
        """Return what a relation says as the history of one end keeps it."""
        if row is None or key not in self.of(row):
            return None
        source, target = row["source_id"], row["target_id"]
        other = target if key == source else source
        return {
            "relation": row["id"],
            "source": source,
            "target": target,
            **{name: row[name] for name in _TOLD},
            "code": self._known[other].code,
        }
