"""Judged pairs as the files that the search for duplicates learns from.

`apps.csv` and `pairs.csv` are what `python -m architecture.duplicates train` reads.
Only applications of judged pairs are written: what is not listed counts as different.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import judging
from architecture.duplicates import Profile
from architecture.duplicates.names import read_name
from architecture.model import (
    Element,
    Judgement,
    Organisation,
    PairVerdict,
    Registration,
    SuspectedPair,
)
from architecture.similar import profiles, registration_key, registration_of

APPLICATIONS = (
    "app_id",
    "name",
    "acronym",
    "opd",
    "description",
    "service",
    "reference_codes",
    "data_entities",
)
PAIRS = ("app_id_a", "app_id_b", "label")

Key = tuple[int, int]

_LABELS = {
    PairVerdict.SAME: "duplicate",
    PairVerdict.OVERLAP: "overlap",
    PairVerdict.DIFFERENT: "different",
}


@dataclass(frozen=True)
class Labels:
    """What is to be written.

    `outdated` pairs are left out, because the texts that were judged are gone;
    `unjudged` are suspected, not judged, and will count as different.
    """

    applications: Mapping[int, list[str]]
    pairs: Mapping[Key, str]
    outdated: int
    unjudged: int

    def write(self, folder: Path) -> None:
        """Write both files, by the names that people know; raises `OSError`."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = sorted(self.applications.values())
        _write(folder / "apps.csv", APPLICATIONS, rows)
        names = {key: row[0] for key, row in self.applications.items()}
        told = (
            [*sorted((names[one], names[other])), label]
            for (one, other), label in self.pairs.items()
        )
        _write(folder / "pairs.csv", PAIRS, sorted(told))


def labels(session: Session, government: int | None = None) -> Labels:
    """Return what was judged in a government, or in all of the installation."""
    query = select(Judgement).order_by(Judgement.government_id, Judgement.id)
    if government is not None:
        query = query.where(Judgement.government_id == government)
    known: dict[int, Profile] = {}
    said: dict[Key, str] = {}
    outdated = 0
    for root, some in _by_government(session.scalars(query)).items():
        keys = {key for each in some for key in (each.one, each.other)}
        read = profiles(session, root, keys)
        for each in some:
            pair = each.one, each.other
            if not (set(pair) <= read.keys() and judging.stands(each, read)):
                outdated += 1
                continue
            said[pair] = _label(each.verdict, *(read[key] for key in pair))
            known |= {key: read[key] for key in pair if key not in known}
    said |= _implied(said)
    return Labels(
        _rows(session, known), said, outdated, _unjudged(session, known, said)
    )


def _label(verdict: PairVerdict, one: Profile, other: Profile) -> str:
    """Return the label; what differs and bears one name is a conflict of names."""
    mine, theirs = (set(read_name(p.name, p.acronym).keys) for p in (one, other))
    if verdict is PairVerdict.DIFFERENT and mine & theirs:
        return "name_conflict"
    return _LABELS[verdict]


def _implied(said: Mapping[Key, str]) -> dict[Key, str]:
    """Return the pairs that are the same because both are the same as a third."""
    group: dict[int, set[int]] = {}
    for (one, other), label in said.items():
        if label != "duplicate":
            continue
        joined = group.get(one, {one}) | group.get(other, {other})
        group |= dict.fromkeys(joined, joined)
    pairs = {
        pair
        for members in group.values()
        for pair in combinations(sorted(members), 2)
        if pair not in said
    }
    return dict.fromkeys(sorted(pairs), "duplicate")


def _unjudged(
    session: Session, known: Mapping[int, Profile], said: Mapping[Key, str]
) -> int:
    query = select(SuspectedPair.one_id, SuspectedPair.other_id)
    return sum(
        one in known and other in known and (one, other) not in said
        for one, other in session.execute(query)
    )


def _rows(session: Session, known: Mapping[int, Profile]) -> dict[int, list[str]]:
    names = _names(session, known)
    offices = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    return {
        key: [
            names[key],
            profile.name,
            profile.acronym,
            offices.get(profile.owner, ""),
            _joined(profile.description, profile.function, profile.output),
            _joined(profile.services, profile.processes),
            ";".join(profile.codes),
            ";".join(filter(None, (profile.data_used, profile.data_produced))),
        ]
        for key, profile in known.items()
    }


def _names(session: Session, keys: Iterable[int]) -> dict[int, str]:
    """Return what each thing is called in the files: government and code or number."""
    elements = select(Element.id, Organisation.code, Element.code).join(
        Organisation, Organisation.id == Element.government_id
    )
    registrations = select(
        Registration.id, Organisation.code, Registration.number
    ).join(Organisation, Organisation.id == Registration.government_id)
    found = {}
    wanted = sorted(keys)
    own = [key for key in wanted if registration_of(key) is None]
    for key, root, code in session.execute(elements.where(Element.id.in_(own))):
        found[key] = f"{root}/{code}"
    numbers = [number for key in wanted if (number := registration_of(key))]
    query = registrations.where(Registration.id.in_(numbers))
    for number, root, code in session.execute(query):
        found[registration_key(number)] = f"{root}/{code}"
    return found


def _by_government(rows: Iterable[Judgement]) -> dict[int, list[Judgement]]:
    found: defaultdict[int, list[Judgement]] = defaultdict(list)
    for each in rows:
        found[each.government_id].append(each)
    return found


def _joined(*texts: str) -> str:
    told = (" ".join(text.split()) for text in texts)
    return " ".join(text if text[-1] in ".?!" else f"{text}." for text in told if text)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
