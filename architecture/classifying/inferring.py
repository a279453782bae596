"""Tell what became of each code of a release in the next one.

What the file says counts; where it says nothing, titles decide: the same code and
title stayed, the same title elsewhere moved, much the same title was renamed.  What is
neither is not guessed but asked.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from architecture.classifying.values import Change, Fate, NewCode
from architecture.duplicates.text import WORD, fold

ALIKE = 0.5
"""From which share of common words on two titles are the same, said otherwise."""

_STAYS = frozenset({None, Change.SAME, Change.RENAMED})


def fates(old: Mapping[str, str], new: Sequence[NewCode]) -> dict[str, Fate]:
    """Return the fate of every old code; `old` runs code → title."""
    there = [row for row in new if row.change is not Change.WITHDRAWN]
    told: dict[str, list[str]] = defaultdict(list)
    for row in there:
        said = row.origins or ((row.code,) if _says_it_stays(row) else ())
        for origin in said:
            told[origin].append(row.code)
    gone = {
        code
        for row in new
        if row.change is Change.WITHDRAWN
        for code in (row.code, *row.origins)
    }
    reach = Counter(code for targets in told.values() for code in set(targets))
    titles = _Titles(there)
    found = {}
    for code, title in old.items():
        if code in told:
            found[code] = _stated(code, title, told[code], titles, reach)
        elif code in gone:
            found[code] = Fate(Change.WITHDRAWN)
        else:
            found[code] = titles.infer(code, title, old)
    return _with_merges(found)


class _Titles:
    def __init__(self, rows: Sequence[NewCode]) -> None:
        self.rows = {row.code: row for row in rows}
        self.by_title: dict[tuple[str, str], list[NewCode]] = defaultdict(list)
        for row in rows:
            if row.change is not Change.NEW and not row.origins:
                self.by_title[row.code[:3], plain(row.name)].append(row)

    def infer(self, code: str, title: str, old: Mapping[str, str]) -> Fate:
        """Return what titles tell of a code that the file does not mention."""
        at = self.rows.get(code)
        stays = at if at and at.change in _STAYS and not at.origins else None
        if stays and plain(stays.name) == plain(title):
            return Fate(Change.SAME, (code,))
        named = self._named(code, title, old)
        if len(named) == 1:
            return Fate(Change.MOVED, tuple(named))
        if stays and not named and alike(stays.name, title) >= ALIKE:
            return Fate(Change.RENAMED, (code,))
        if stays or named:
            likely = [*named, code] if stays else named
            return Fate(Change.UNSURE, tuple(dict.fromkeys(likely)))
        return Fate(Change.WITHDRAWN)

    def _named(self, code: str, title: str, old: Mapping[str, str]) -> list[str]:
        """Return where the title stands now; not where it stood before already."""
        rows = [
            row
            for row in self.by_title[code[:3], plain(title)]
            if plain(old.get(row.code, "")) != plain(title)
        ]
        level = code.count(".")
        same_level = [row.code for row in rows if row.level == level]
        return same_level or [row.code for row in rows]


def plain(title: str) -> str:
    """Return a title as it is compared: its words in small letters.

    >>> plain("Usaha  Kecil & Menengah")
    'usaha kecil dan menengah'
    """
    return " ".join(WORD.findall(fold(title)))


def alike(one: str, other: str) -> float:
    """Return the share of words that two titles have in common.

    >>> alike("Pekerjaan Umum", "Pekerjaan Umum dan Penataan Ruang")
    0.5
    """
    left, right = (set(plain(each).split()) - {"dan"} for each in (one, other))
    union = left | right
    return len(left & right) / len(union) if union else 0.0


def _says_it_stays(row: NewCode) -> bool:
    return row.change in {Change.SAME, Change.RENAMED}


def _stated(
    code: str, title: str, targets: Sequence[str], titles: _Titles, reach: Counter[str]
) -> Fate:
    several = tuple(dict.fromkeys(targets))
    if len(several) > 1:
        return Fate(Change.SPLIT, several)
    [target] = several
    if target == code and reach[target] == 1:
        same = plain(titles.rows[target].name) == plain(title)
        return Fate(Change.SAME if same else Change.RENAMED, several)
    return Fate(Change.MERGED if reach[target] > 1 else Change.MOVED, several)


def _with_merges(found: dict[str, Fate]) -> dict[str, Fate]:
    """Call merged what was carried to one code from several."""
    reach = Counter(fate.targets[0] for fate in found.values() if not fate.asked)
    return {
        code: Fate(Change.MERGED, fate.targets)
        if fate.change is Change.MOVED and reach[fate.targets[0]] > 1
        else fate
        for code, fate in found.items()
    }
