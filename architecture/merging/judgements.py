"""What people said of the two and of others, carried over to the survivor.

Both are the same: that is what a merge says.  What was said of the merged one and a
third is said of the survivor too, unless somebody said something of these already;
what was said of the survivor still stands, though its texts may have grown.
"""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from architecture import history, judging
from architecture.duplicates import Profile
from architecture.inventory.details import details_of
from architecture.judging import digest, pair_of
from architecture.merging import rows
from architecture.merging.values import Deed, Fate, Moved, Topic
from architecture.model import (
    Application,
    JudgedAt,
    Judgement,
    PairVerdict,
    now,
)
from architecture.similar import profile_of, profiles

_TABLE = Judgement.__tablename__


def judgements(
    session: Session,
    survivor: Application,
    merged: Application,
    after: Mapping[str, Any],
    *,
    by: int,
    reason: str,
) -> list[Moved]:
    """Return what becomes of the judgements about either; `after` will be stated."""
    work = _Said(session, survivor, merged, after)
    return [work.same(by=by, reason=reason), *work.standing(), *work.said_too()]


class _Said:
    """What was said of both, while it is carried over."""

    def __init__(
        self,
        session: Session,
        survivor: Application,
        merged: Application,
        after: Mapping[str, Any],
    ) -> None:
        self.government = survivor.government_id
        self.survivor, self.merged = survivor.id, merged.id
        self.mine = judging.about(session, self.government, survivor.id)
        self.theirs = judging.about(session, self.government, merged.id)
        keys = {survivor.id, merged.id, *self.mine, *self.theirs}
        self.known = profiles(session, self.government, keys)
        self.grown = digest(_grown(survivor, after))

    def same(self, *, by: int, reason: str) -> Moved:
        """Judge both the same, of the texts that they have had until now."""
        low, high = pair_of(self.survivor, self.merged)
        values = {
            "verdict": PairVerdict.SAME,
            "reason": reason,
            "one_digest": digest(self.known[low]),
            "other_digest": digest(self.known[high]),
            "outdated": False,
            "place": JudgedAt.MERGE,
            "registration_id": None,
            "by_id": by or None,
            "at": now(),
        }
        before = self.mine.get(self.merged)
        if before is None:
            keys = {"government_id": self.government, "one": low, "other": high}
            deed = self._added({**keys, "version": 1, **values})
        else:
            plain = {name: history.plain(value) for name, value in values.items()}
            deed = self._changed(before, plain)
        return Moved(
            topic=Topic.JUDGEMENT,
            text="Keduanya dinilai pekerjaan yang sama",
            fate=Fate.ADDED,
            deeds=(deed,),
        )

    def standing(self) -> Iterator[Moved]:
        """Let judgements of the survivor stand for what it will state."""
        for key, each in sorted(self.mine.items()):
            side = "one_digest" if each.one == self.survivor else "other_digest"
            stands = judging.stands(each, self.known)
            if key == self.merged or not stands or getattr(each, side) == self.grown:
                continue
            deed = self._changed(each, {side: self.grown})
            yield Moved(topic=Topic.JUDGEMENT, text="", fate=Fate.STAYS, deeds=(deed,))

    def said_too(self) -> Iterator[Moved]:
        """Let what was said of the merged one and a third hold for the survivor."""
        for key, each in sorted(self.theirs.items()):
            if key == self.survivor:
                continue
            name = self.known[key].name if key in self.known else "yang lain"
            text = f"“{each.verdict.value}” terhadap {name}"
            fate, why = Fate.STAYS, "tentang yang tetap sudah ada penilaian"
            deeds: tuple[Deed, ...] = ()
            if key not in self.mine and judging.stands(each, self.known):
                fate, why = Fate.ADDED, "berlaku juga bagi yang tetap"
                deeds = (self._copied(key, each),)
            elif key not in self.mine:
                why = "isiannya sudah berubah sejak dinilai"
            yield Moved(
                topic=Topic.JUDGEMENT, text=text, fate=fate, why=why, deeds=deeds
            )

    def _copied(self, key: int, each: Judgement) -> Deed:
        low, high = pair_of(self.survivor, key)
        theirs = each.one_digest if each.one == key else each.other_digest
        mine_first = low == self.survivor
        values = _row(each) | {
            "one": low,
            "other": high,
            "one_digest": self.grown if mine_first else theirs,
            "other_digest": theirs if mine_first else self.grown,
            "version": 1,
        }
        del values["id"]
        return self._added(values)

    def _added(self, values: Mapping[str, Any]) -> Deed:
        return rows.added(_TABLE, values, government=self.government)

    def _changed(self, each: Judgement, values: Mapping[str, Any]) -> Deed:
        return rows.changed(_TABLE, _row(each), values, government=self.government)


def _grown(survivor: Application, after: Mapping[str, Any]) -> Profile:
    """Return what is compared of the survivor when it states that."""
    stated = {
        **details_of(survivor),
        "id": survivor.id,
        "organisation_id": survivor.organisation_id,
        "government_id": survivor.government_id,
        "former_names": survivor.former_names,
        **after,
    }
    record = SimpleNamespace(**stated)
    return profile_of(record)  # type: ignore[arg-type]  # it has the same names


def _row(each: Judgement) -> dict[str, Any]:
    """Return the row of a judgement as JSON keeps it."""
    columns = rows.table_of(_TABLE).columns
    return {
        column.name: history.plain(getattr(each, column.name)) for column in columns
    }
