"""Find the application of the inventory that rows of a file mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from architecture.exchange.files.cleaning import one_line
from architecture.exchange.inventories.addresses import address_key
from architecture.exchange.inventories.grouping import MOST_ALIKE, Group, Member, fits
from architecture.exchange.inventories.known import Existing, Value, Values
from architecture.exchange.inventories.naming import in_common, key_of, read_name
from architecture.exchange.inventories.rows import Row
from architecture.layers import ApplicationType

_SITE = ApplicationType.WEBSITE.name


@dataclass(frozen=True, slots=True)
class Answer:
    """The application that is meant; else those that may be, or only bear the name."""

    existing: Existing | None = None
    unsure: tuple[Existing, ...] = ()
    clashes: tuple[Existing, ...] = ()


class Inventory:
    """The applications of one government, ready to be found by code, name and address.

    An application is given to one group of rows only.
    """

    def __init__(self, applications: Sequence[Existing]) -> None:
        """Prepare the names."""
        self._codes = {each.code.casefold(): each for each in applications}
        self._keys: dict[str, dict[int, Existing]] = {}
        self._exact: dict[tuple[str, str, str], dict[int, Existing]] = {}
        self._taken: set[int] = set()
        for each in applications:
            told = " ".join(_purpose(each.values).split())
            for key in _keys(each.name, each.acronym, _text(each.values, "url")):
                self._keys.setdefault(key, {})[each.id] = each
                same = self._exact.setdefault((key, each.organisation, told), {})
                same[each.id] = each

    def by_code(self, code: str) -> Existing | None:
        """Return the application of that code."""
        return self._codes.get(code.casefold())

    def take(self, existing: Existing) -> bool:
        """Let no other group of rows have this application; False if one has it."""
        free = existing.id not in self._taken
        self._taken.add(existing.id)
        return free

    def match(self, groups: Sequence[Group]) -> list[Answer]:
        """Return the application that each group means; the best fit is given first.

        Of two that fit alike, what stands for itself goes before what was merged.

        So rows that say the same as an application get it before rows that only bear
        its name, wherever they stand in the file.
        """
        found = [self._candidates(group) for group in groups]
        pairs = sorted(
            (
                (rank, -at, -number, each)
                for at, ranked in enumerate(found)
                for number, (rank, each) in enumerate(ranked)
                if rank
            ),
            key=lambda pair: pair[:3],
            reverse=True,
        )
        answers: dict[int, Answer] = {}
        for rank, minus, _, each in pairs:
            at = -minus
            if at in answers or each.id in self._taken:
                continue
            same = tuple(
                other
                for its, other in found[at]
                if its == rank and other.id not in self._taken
            )
            if len(same) > 1:
                answers[at] = Answer(unsure=same)
            else:
                self._taken.add(each.id)
                answers[at] = Answer(existing=each)
        return [
            replace(
                answers.get(at, Answer()),
                clashes=tuple(each for rank, each in ranked if not rank),
            )
            for at, ranked in enumerate(found)
        ]

    def _candidates(
        self, group: Group
    ) -> list[tuple[tuple[float, ...] | None, Existing]]:
        row = group.members[0].row
        found: dict[int, Existing] = {}
        for key in _keys(row.name, row.reading.acronym, row.url):
            for member in group.members[:MOST_ALIKE]:
                told = " ".join(member.row.purpose.split())
                exact = self._exact.get((key, member.office.code, told), {})
                found |= dict(islice(exact.items(), MOST_ALIKE))
            found |= dict(islice(self._keys.get(key, {}).items(), MOST_ALIKE))
        return [
            (_rank(each, group.members[:MOST_ALIKE]), each)
            for each in found.values()
            if each.id not in self._taken
        ]


def _keys(name: str, acronym: str, url: str) -> list[str]:
    reading = read_name(name, acronym)
    keys = [reading.key, key_of(name)]
    if reading.vague and url:
        keys.append(address_key(url))
    return [key for key in dict.fromkeys(keys) if key]


def _text(values: Values, name: str) -> str:
    return str(values.get(name, ""))


def _rank(existing: Existing, members: Sequence[Member]) -> tuple[float, ...] | None:
    """Say how well an application fits: nothing if it only bears the same name."""
    best: tuple[float, ...] | None = None
    for member in members:
        rank = _fit(existing, member.row, member.office.code == existing.organisation)
        if rank and (best is None or rank > best):
            best = rank
    return best


def _fit(existing: Existing, row: Row, same_office: bool) -> tuple[float, ...] | None:
    name = one_line(row.name).casefold() == one_line(existing.name).casefold()
    url = _text(existing.values, "url")
    address = bool(url) and address_key(url) == address_key(row.url)
    purpose = _purpose(existing.values)
    both_national = existing.candidate_national and row.owner.national is True
    long = read_name(existing.name, existing.acronym).long
    fit = both_national or fits(row, long, purpose, url, same_office=same_office)
    if not (fit or (same_office and name)):
        return None
    told = row.purpose.split() == purpose.split()
    alike = in_common(row.purpose, purpose) or 0.0
    site = row.is_website == (existing.values.get("type") == _SITE)
    equal = sum(existing.values.get(key) == value for key, value in row.values.items())
    stands = not existing.merged_into
    return (same_office, site, name, address, told, fit, alike, equal, stands)


def _purpose(values: Values) -> str:
    return f"{_text(values, 'description')} {_text(values, 'function')}".strip()


def difference(
    known: Values, stated: Values, without: frozenset[str]
) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return what changes and what it was; an empty cell erases nothing.

    Notes grow by the lines that are not there yet.
    """
    after: dict[str, Value] = {}
    before: dict[str, Value] = {}
    for name, value in stated.items():
        old = known.get(name, "")
        if name in without or value == "UNKNOWN":
            continue
        new = _with_lines(str(old), str(value)) if name == "notes" else value
        if not _equal(old, new):
            after[name], before[name] = new, old
    return after, before


def _with_lines(old: str, new: str) -> str:
    have = {line.strip() for line in old.splitlines()}
    more = [line for line in new.splitlines() if line.strip() not in have]
    return "\n".join([old, *more] if old else more) if more else old


def _equal(old: Value, new: Value) -> bool:
    if isinstance(old, list) and isinstance(new, list):
        return sorted(old) == sorted(new)
    if isinstance(old, str) and isinstance(new, str):
        return old.split() == new.split()
    return old == new
