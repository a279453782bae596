"""Say in words what each part of a score rests on."""

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.accounts import Account, Accounts
from architecture.duplicates.features import (
    COLUMN,
    FEATURES,
    NAMES_OF_FEATURES,
    NEAR,
    Floats,
)
from architecture.duplicates.matcher import MARK, Matcher
from architecture.duplicates.model import Model
from architecture.duplicates.names import read_name
from architecture.duplicates.text import compact
from architecture.duplicates.values import Kind, Profile, Reason, Suspicion

GRAIN = 2.0**20  # points are multiples of this part, so that they add up exactly
SHOWN = 4
Titles = Callable[[], Mapping[str, str]]
"""What returns the title of each reference code, asked only if it is needed."""


class Explainer:
    """Turns a row of features into a suspicion with its reasons."""

    def __init__(self, matcher: Matcher, model: Model) -> None:
        """Explain with the labels of a thesaurus and the weights of a model."""
        self.matcher = matcher
        self.model = model
        self._labels = {c.code: c.label for c in matcher.thesaurus.concepts}
        self._accounts = Accounts(matcher)

    def read(self, profiles: Iterable[Profile]) -> None:
        """Read profiles that are about to be explained, all at once."""
        self._accounts.read(profiles)

    def suspicion(
        self, one: Profile, other: Profile, row: Floats, titles: Titles = dict
    ) -> Suspicion:
        """Return how likely `other` does the work of `one`, and why.

        `titles` is asked for the titles of reference codes if the two share one.
        """
        points = self._points(row)
        odds = math.fsum(points.values())
        honest = float(self.model.honest(np.array([odds]))[0])
        points[Kind.BASE] += round((honest - odds) * GRAIN) / GRAIN
        duplicate = probability(math.fsum(points.values()))
        codes = _codes(one, other, titles)
        reasons = self._reasons(one, other, row, points, codes)
        overlap = probability(math.fsum((row * self.model.overlap).tolist()))
        conflict = duplicate < 0.5 and self.conflict(row)
        return Suspicion(other.key, duplicate, overlap, conflict, reasons)

    def conflict(self, row: Floats) -> bool:
        """Tell whether the names are the same or nearly so."""
        return bool(rivals(row[None])[0])

    def _points(self, row: Floats) -> dict[Kind, float]:
        points: dict[Kind, float] = {}
        values = zip(NAMES_OF_FEATURES, row * self.model.duplicate, strict=True)
        for name, value in values:
            kind = FEATURES[name][0]
            points[kind] = points.get(kind, 0.0) + round(float(value) * GRAIN) / GRAIN
        return points

    def _reasons(
        self,
        one: Profile,
        other: Profile,
        row: Floats,
        points: Mapping[Kind, float],
        codes: str,
    ) -> tuple[Reason, ...]:
        mine, theirs = self._accounts.of(one), self._accounts.of(other)
        texts = {
            Kind.BASE: "Dua aplikasi yang diambil sembarang hampir selalu berbeda; "
            "disesuaikan dengan pasangan yang sudah dinilai orang.",
            Kind.FUNCTION: self._function(mine, theirs, points[Kind.FUNCTION]),
            Kind.OBJECT: self._terms(
                "Objek", mine.objects, theirs.objects, points[Kind.OBJECT]
            ),
            Kind.ACTIVITY: self._activity(mine, theirs, row, points[Kind.ACTIVITY]),
            Kind.DATA: _data(mine, theirs),
            Kind.CODE: codes or _apart(points[Kind.CODE]),
            Kind.NAME: _names(one, other, row),
            Kind.WORDS: _words(mine, theirs),
            Kind.OWNER: "Keduanya milik perangkat daerah yang sama.",
            Kind.FAMILY: "Keduanya situs profil dari satu keluarga, "
            "masing-masing untuk kantornya sendiri.",
            Kind.THIN: "Banyaknya keterangan yang dapat dibandingkan.",
        }
        told = [
            Reason(kind, texts[kind], value)
            for kind, value in points.items()
            if value or kind is Kind.BASE or (kind is Kind.CODE and codes)
        ]
        return tuple(sorted(told, key=lambda r: (-abs(r.points), r.kind)))

    def _function(self, mine: Account, theirs: Account, points: float) -> str:
        shared = [code for code in mine.concepts if code in theirs.concepts]
        if shared and points < 0:
            aside = " dan ".join(self._labels[code] for code in shared[:2])
            return f"Fungsi utamanya berbeda; {aside} hanya disebut sambil lalu."
        if shared:
            told = []
            for code in shared[:2]:
                one, two = mine.concepts[code], theirs.concepts[code]
                same = f" (“{one}” dan “{two}”)" if compact(one) != compact(two) else ""
                told.append(self._labels[code] + same)
            return f"Keduanya mengerjakan {' dan '.join(told)}."
        if mine.concepts and theirs.concepts:
            one, two = (self._listed(account) for account in (mine, theirs))
            return f"Fungsinya berbeda: {two}, bukan {one}."
        return "Fungsi yang sama tidak dikenali dari keterangannya."

    def _listed(self, account: Account) -> str:
        labels = [self._labels[code] for code in account.concepts]
        return " dan ".join(labels[:2])

    def _activity(
        self, mine: Account, theirs: Account, row: Floats, points: float
    ) -> str:
        if row[COLUMN["view_only"]] and points <= 0:
            return "Yang satu hanya menampilkan data, yang lain mengerjakannya."
        return self._terms("Kegiatan", mine.activities, theirs.activities, points)

    def _terms(
        self, what: str, mine: dict[str, str], theirs: dict[str, str], points: float
    ) -> str:
        label = self.matcher.term_label
        shared = [label(token) for token in mine if token in theirs]
        if shared:
            once = ", ".join(list(dict.fromkeys(shared))[:SHOWN])
            if points < 0:
                return f"{what} utamanya berbeda; yang sama hanya {once}."
            return f"{what}nya sama: {once}."
        if mine and theirs:
            one = ", ".join(label(token) for token in list(mine)[:2])
            two = ", ".join(label(token) for token in list(theirs)[:2])
            return f"{what}nya berbeda: {two}, bukan {one}."
        return f"{what} salah satunya tidak disebut."


def rivals(table: Floats) -> NDArray[np.bool_]:
    """Tell of each row of features whether the names are the same or nearly so."""
    same: NDArray[np.bool_] = table[:, COLUMN["name_same"]] > 0
    same |= table[:, COLUMN["name_letters"]] >= NEAR
    same |= table[:, COLUMN["name_near"]] > 0
    same &= table[:, COLUMN["siblings"]] == 0
    return same


def probability(odds: float) -> float:
    """Return the probability of log-odds.

    >>> probability(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, odds))))


def _data(mine: Account, theirs: Account) -> str:
    shared = [theirs.data[key] for key in mine.data if key in theirs.data]
    if shared:
        return f"Data yang sama: {', '.join(shared[:SHOWN])}."
    one = {word for key in mine.data for word in key.split()}
    two = {word for key in theirs.data for word in key.split()}
    alike = sorted(word.strip(MARK).replace("_", " ") for word in one & two)
    if alike:
        return f"Data yang mirip, tentang {', '.join(alike[:SHOWN])}."
    if mine.data and theirs.data:
        first, second = next(iter(theirs.data.values())), next(iter(mine.data.values()))
        return f"Datanya berbeda: {first}, bukan {second}."
    return "Data salah satunya tidak disebut."


def _codes(one: Profile, other: Profile, titles: Titles) -> str:
    """Return which codes both have, with their titles; empty if none.

    That they have one is told even where it weighs nothing: many unrelated
    applications share a code, but people ask for it.
    """
    mine = {code.strip().upper() for code in one.codes}
    shared = sorted(mine & {code.strip().upper() for code in other.codes} - {""})
    if not shared:
        return ""
    known = titles()
    told = [f"{code} {known.get(code, '')}".strip() for code in shared[:SHOWN]]
    return f"Kode referensi yang sama: {', '.join(told)}."


def _apart(points: float) -> str:
    """Return what is said of codes that are not the same."""
    return "Kode referensinya " + ("berdekatan." if points > 0 else "berbeda.")


def _names(one: Profile, other: Profile, row: Floats) -> str:
    mine, theirs = (set(read_name(p.name, p.acronym).keys) for p in (one, other))
    if mine & theirs:
        return f"Namanya sama: {one.name} = {other.name}."
    if rivals(row[None])[0]:
        return f"Namanya hampir sama: {one.name} dan {other.name}."
    return "Ada bagian nama yang mirip."


def _words(mine: Account, theirs: Account) -> str:
    shared = [theirs.words[token] for token in mine.words if token in theirs.words]
    if not shared:
        return "Tidak ada kata penting yang sama dalam uraiannya."
    unique = list(dict.fromkeys(shared))
    return f"Kata yang sama dalam uraian: {', '.join(unique[: SHOWN + 2])}."
