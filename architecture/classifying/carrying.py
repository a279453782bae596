"""Tell where each code of one government goes when a release comes, and what is asked.

It reads and writes nothing: values in, values out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from architecture.classifying.inferring import plain
from architecture.classifying.values import Change, Fate
from architecture.referencing import DEEPEST


@dataclass(frozen=True, slots=True)
class Owned:
    """A code of a government's own; id 0 for one that is in use and has no row yet."""

    id: int
    code: str
    parent: str
    name: str


@dataclass(slots=True)
class Carried:
    """Where codes go: `moves` old → new for all that is determined.

    `asked` are national codes that somebody has to choose for; `waiting` are own codes
    right below such, `absorbed` own codes that became national.
    """

    moves: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Fate] = field(default_factory=dict)
    waiting: dict[str, Fate] = field(default_factory=dict)
    absorbed: set[str] = field(default_factory=set)
    following: set[str] = field(default_factory=set)
    """Own codes below a waiting one: they go where it goes."""


def carried(
    fates: Mapping[str, Fate],
    new: Mapping[str, str],
    own: Iterable[Owned],
    taken: Iterable[str] = (),
) -> Carried:
    """Return where codes go; `new` runs code → title of the coming release.

    `taken` are codes that none of the moved may have, such as retired ones.
    """
    found = Carried()
    for code, fate in fates.items():
        if fate.asked:
            found.asked[code] = fate
        else:
            found.moves[code] = fate.targets[0]
    several = sorted(own, key=lambda each: (each.code.count("."), each.code))
    used = {*new, *taken}
    staying = {each.code for each in several if _stays(each, found)} - set(new)
    used |= staying
    for each in several:
        if each.parent in found.waiting or each.parent in found.following:
            found.following.add(each.code)
            used.add(each.code)
        elif each.parent in found.asked:
            found.waiting[each.code] = found.asked[each.parent]
            used.add(each.code)
        else:
            _place(each, found, new, used, staying)
    return found


def _stays(own: Owned, found: Carried) -> bool:
    parent = own.parent
    while (
        parent.count(".") > 2
        and parent not in found.moves
        and parent not in found.asked
    ):
        parent = parent.rpartition(".")[0]
    return found.moves.get(parent, parent) == parent or parent in found.asked


def _place(
    own: Owned,
    found: Carried,
    new: Mapping[str, str],
    used: set[str],
    staying: set[str],
) -> None:
    parent = found.moves.get(own.parent, own.parent)
    last = own.code.rpartition(".")[2]
    wanted = f"{parent}.{last}"
    if wanted in new and plain(new[wanted]) == plain(own.name):
        found.absorbed.add(own.code)
        found.moves[own.code] = wanted
        return
    if wanted.count(".") > DEEPEST:
        found.waiting[own.code] = Fate(Change.UNSURE)
        used.add(own.code)
        return
    mine = wanted == own.code and own.code in staying
    number = 1
    while not mine and wanted in used:
        wanted = f"{parent}.{number:02d}"
        number += 1
    used.add(wanted)
    found.moves[own.code] = wanted
