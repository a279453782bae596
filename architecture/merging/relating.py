"""What becomes of the relations of the merged application."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture import scope
from architecture.layers import Verb
from architecture.merging import rows
from architecture.merging.values import Deed, Fate, Moved, Topic
from architecture.model import Application, Element, Relation
from architecture.scope import Viewer

Row = Mapping[str, Any]

HIDDEN = "elemen yang tidak dapat Anda lihat"
_TABLE = Relation.__tablename__
_TOLD = ("starts_on", "ends_on", "attributes")


def relations(
    session: Session, viewer: Viewer, survivor: Application, merged: Application
) -> list[Moved]:
    """Return what becomes of each: turned, or folded into one that says as much."""
    both = [survivor.id, merged.id]
    touching = or_(Relation.source_id.in_(both), Relation.target_id.in_(both))
    known = rows.read(
        session, _TABLE, session.scalars(select(Relation.id).where(touching))
    )
    ends = {row[end] for row in known.values() for end in ("source_id", "target_id")}
    names, roots = _ends(session, viewer, ends)
    there = [row for row in known.values() if merged.id not in _pair(row)]
    found = []
    for _, row in sorted(known.items()):
        if merged.id not in _pair(row):
            continue
        after = {
            end: survivor.id
            for end in ("source_id", "target_id")
            if row[end] == merged.id
        }
        would = {**row, **after}
        fate, why = _fate(would, there, survivor.id)
        root = roots[row["source_id"]]
        if fate is Fate.MOVES:
            there.append(would)
        found.append(
            Moved(
                topic=Topic.RELATION,
                text=_words(row, merged.id, names),
                fate=fate,
                why=why,
                deeds=(_deed(row, after, fate, root),),
            )
        )
    return found


def _deed(row: Row, after: Row, fate: Fate, government: int) -> Deed:
    if fate is Fate.FOLDS:
        return rows.removed(_TABLE, row, government=government)
    return rows.changed(_TABLE, row, after, government=government)


def _fate(would: Row, there: list[dict[str, Any]], survivor: int) -> tuple[Fate, str]:
    if _pair(would) == (survivor, survivor):
        return Fate.FOLDS, "menghubungkan keduanya sendiri"
    for each in there:
        same = _pair(each) == _pair(would) and each["verb"] == would["verb"]
        if same and all(would[name] in (None, {}, each[name]) for name in _TOLD):
            return Fate.FOLDS, "sudah ada pada yang tetap"
    return Fate.MOVES, ""


def _pair(row: Row) -> tuple[int, int]:
    return row["source_id"], row["target_id"]


def _words(row: Row, merged: int, names: Mapping[int, str]) -> str:
    source, target = _pair(row)
    verb = Verb[row["verb"]].value
    if source == merged:
        return f"{verb} {names.get(target, HIDDEN)}"
    return f"{names.get(source, HIDDEN)} {verb} aplikasi ini"


def _ends(
    session: Session, viewer: Viewer, keys: set[int]
) -> tuple[dict[int, str], dict[int, int]]:
    """Return names of what the viewer may see, and the government of everything."""
    query = select(Element.id, Element.government_id).where(Element.id.in_(keys))
    seen = select(Element.id, Element.name).where(
        Element.id.in_(keys), scope.elements(viewer, national=True)
    )
    return dict(session.execute(seen).all()), dict(session.execute(query).all())
