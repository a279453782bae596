"""Hold a release against what makes a tree, before anything is done with it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from architecture.classifying.values import Change, NewCode
from architecture.reference.codes import DOMAINS
from architecture.referencing import DEEPEST

CODE = re.compile(rf"(?:{'|'.join(DOMAINS)})(?:\.[0-9]{{2,3}}){{1,{DEEPEST}}}")
MOST = 20_000
MOST_TOLD = 20
LONGEST_NAME = 300
_FROM_OTHERS = frozenset({Change.MOVED, Change.MERGED, Change.SPLIT})


def problems(rows: Sequence[NewCode], old: Mapping[str, str]) -> list[str]:
    """Return what is wrong, each with its line; `old` is the release before."""
    if not rows:
        return ["Berkas ini tidak memuat satu kode pun."]
    if len(rows) > MOST:
        return [f"Berkas ini memuat {len(rows)} kode; paling banyak {MOST}."]
    there = [row for row in rows if row.change is not Change.WITHDRAWN]
    codes = {row.code for row in there}
    times = Counter(row.code for row in there)
    circle = _circle({row.code: row.parent for row in there})
    found: list[str] = []
    for row in rows:
        said = [*_of_row(row), *_of_origins(row, old)]
        if row.change is Change.WITHDRAWN:
            if row.code in codes:
                said.append(f"{row.code} dicabut, tetapi juga ada sebagai kode.")
        else:
            said += _of_place(row, codes, circle)
            if times[row.code] > 1:
                said.append(f"{row.code} tertulis {times[row.code]} kali.")
        found += [f"Baris {row.line}: {text}" for text in said]
    return found


def _of_row(row: NewCode) -> Iterator[str]:
    if not CODE.fullmatch(row.code):
        yield (
            f"“{row.code[:40]}” bukan kode; tulis seperti RAB.09.06, paling dalam "
            f"{DEEPEST} tingkat."
        )
        return
    if row.change is Change.WITHDRAWN:
        return
    if not row.name or len(row.name) > LONGEST_NAME:
        yield f"{row.code} perlu judul, paling panjang {LONGEST_NAME} huruf."
    if "\ufffd" in row.name:
        yield f"judul {row.code} rusak; simpan berkasnya sebagai UTF-8."
    level = row.code.count(".")
    if row.level != level:
        yield f"{row.code} berada pada tingkat {level}, bukan {row.level}."


def _of_origins(row: NewCode, old: Mapping[str, str]) -> Iterator[str]:
    for origin in row.origins:
        if origin not in old:
            yield f"asal {origin} tidak ada pada rilis yang berlaku."
        elif origin[:3] != row.code[:3]:
            yield f"asal {origin} dari pohon lain."
    if row.change in _FROM_OTHERS and not row.origins:
        yield f"{row.code} {row.change.value}, tetapi kolom asalnya kosong."
    if row.change is Change.WITHDRAWN and row.code not in old:
        yield f"{row.code} dicabut, tetapi tidak ada pada rilis yang berlaku."


def _of_place(row: NewCode, codes: set[str], circle: set[str]) -> Iterator[str]:
    if not CODE.fullmatch(row.code):
        return
    if row.code in circle:
        yield f"induk {row.code} berputar kembali kepadanya."
    above = row.code.rpartition(".")[0] if row.code.count(".") > 1 else ""
    if row.parent != above:
        said = row.parent or "kosong"
        yield f"induk {row.code} adalah {above or 'kosong'}, bukan {said}."
    elif above and above not in codes:
        yield f"induk {above} tidak ada dalam berkas, jadi ada tingkat yang hilang."


def _circle(parents: Mapping[str, str]) -> set[str]:
    """Return the codes from which parents lead back to themselves."""
    free: set[str] = set()
    caught: set[str] = set()
    for start in parents:
        way: dict[str, None] = {}
        code = start
        while code in parents and code not in way and code not in free:
            way[code] = None
            code = parents[code]
        if code in way:
            names = list(way)
            caught |= set(names[names.index(code) :])
        free |= set(way)
    return caught
