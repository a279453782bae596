"""Find the row of headers: below titles, over two rows, above a row of numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from architecture.exchange.files.cleaning import clean, one_line
from architecture.exchange.files.workbook import Merge
from architecture.exchange.inventories.columns import is_exact, recognise

HEAD = 60
"""How many rows are searched for headers."""

_NUMBER = re.compile(r"\(?\d{1,2}\)?\.?(?:\s*=.*)?$")
_LONGEST = 80

Lines = Sequence[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Header:
    """The headers; `first` is the index of the first line of data below them."""

    names: tuple[str, ...]
    first: int
    score: int
    notes: tuple[str, ...]


def find_header(lines: Lines, merges: Sequence[Merge] = ()) -> Header:
    """Return the row (or two) that names most known fields, else the first full row.

    `lines` holds at least one line.
    """
    head = lines[:HEAD]
    best = max(range(len(head)), key=lambda at: (_score(head[at][1]), -at))
    score = _score(head[best][1])
    if score < 2:
        best = next((at for at, line in enumerate(head) if _filled(line[1]) > 1), 0)
    names, last = _pair(head, best, merges)
    notes = []
    if last > best or names != head[best][1]:
        notes.append("Judul kolom terdiri atas dua baris; keduanya digabung.")
    top = min(best, last)
    if top > 0 and not notes:
        notes.append(f"{top} baris di atas judul kolom dilewati.")
    first = last + 1
    if first < len(lines) and _numbers(lines[first][1]):
        first += 1
    return Header(_unique(names), first, max(score, _score(names)), tuple(notes))


def _score(cells: Sequence[str]) -> int:
    fields = {recognise(cell) for cell in cells if cell and len(cell) <= _LONGEST}
    fields.discard(None)
    return len(fields) + 2 * ("name" in fields)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _pair(head: Lines, best: int, merges: Sequence[Merge]) -> tuple[list[str], int]:
    """Join the best row with the one above or below it if they are one header.

    They are if together they name more fields, or if cells are merged over both.
    """
    alone = head[best][1]
    choices = [(_score(alone), 0, alone, best)]
    for top, bottom in ((best, best + 1), (best - 1, best)):
        if top < 0 or bottom >= len(head) or not _belong(head[top][1], head[bottom]):
            continue
        joined = _join(head[top], head[bottom], merges)
        over_both = any(
            merge.top == head[top][0] and merge.bottom == head[bottom][0]
            for merge in merges
        )
        choices.append((_score(joined), 1 if over_both else -1, joined, bottom))
    _, _, names, last = max(choices, key=lambda choice: (choice[0], choice[1]))
    return names, last


def _belong(top: list[str], bottom: tuple[int, list[str]]) -> bool:
    """Tell whether two rows may be one header: the lower one fills gaps, with names."""
    cells = bottom[1]
    names = [cell for cell in cells if cell.strip()]
    gaps = [
        column
        for column, cell in enumerate(cells)
        if cell.strip() and (column >= len(top) or not top[column].strip())
    ]
    return (
        bool(gaps)
        and _filled(top) > 1
        and all(len(cell) <= _LONGEST for cell in names)
        and any(recognise(cell) for cell in names)
    )


def _join(
    top: tuple[int, list[str]], bottom: tuple[int, list[str]], merges: Sequence[Merge]
) -> list[str]:
    width = max(len(top[1]), len(bottom[1]))
    upper = top[1] + [""] * (width - len(top[1]))
    lower = bottom[1] + [""] * (width - len(bottom[1]))
    spans = {
        column: merge.left
        for merge in merges
        if merge.top <= top[0] <= merge.bottom
        for column in range(merge.left, min(merge.right + 1, width))
    }
    names = []
    group = ""
    for column in range(width):
        own = upper[column] or upper[spans.get(column, column)]
        group = own or group
        names.append(_name(own, group, lower[column]))
    return names


def _name(own: str, group: str, lower: str) -> str:
    """Prefer what is known by its exact words: the two together, or the lower one."""
    if not lower.strip():
        return own
    joined = f"{own or group} {lower}".strip()
    if is_exact(joined) or not recognise(lower):
        return joined
    if len(lower.split()) > 1 or not own:
        return lower if own or not group else _known_first(joined, lower)
    return joined


def _known_first(joined: str, lower: str) -> str:
    return lower if len(lower.split()) > 1 or not recognise(joined) else joined


def _numbers(cells: Sequence[str]) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3)."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 2 and all(_NUMBER.match(cell) for cell in filled)


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Name the nameless after their place, and number those of one name."""
    seen: dict[str, int] = {}
    unique = []
    for column, name in enumerate(names):
        told = one_line(clean(name))[:200] or f"Kolom {_letters(column)}"
        seen[told.casefold()] = seen.get(told.casefold(), 0) + 1
        many = seen[told.casefold()]
        unique.append(told if many == 1 else f"{told} ({many})")
    return tuple(unique)


def _letters(column: int) -> str:
    """Return the letters of a column.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
