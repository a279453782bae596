"""Which rows of a file are one application, and whose it most likely is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from architecture.exchange.inventories.addresses import address_key, host_of
from architecture.exchange.inventories.known import Office, Value
from architecture.exchange.inventories.naming import in_common, telling_words
from architecture.exchange.inventories.offices import Offices
from architecture.exchange.inventories.rows import Row

MOST_ALIKE = 100
"""With so many applications of one name a row is compared; beyond, only if equal."""

_CLASHES = 5
_ENOUGH = 0.25
_MUCH = 0.5


@dataclass(frozen=True, slots=True)
class Member:
    """A row with its organisation."""

    row: Row
    office: Office


@dataclass(slots=True)
class Group:
    """Rows of one application; rows of one name and another function are another."""

    members: list[Member]
    clashes: tuple[int, ...] = ()

    @property
    def national(self) -> bool:
        """Whether more rows call it national than local."""
        said = [member.row.owner.national for member in self.members]
        return said.count(True) > said.count(False)

    @property
    def contradiction(self) -> bool:
        """Whether the rows disagree about whose it is."""
        said = {member.row.owner.national for member in self.members}
        return {True, False} <= said


def group(members: Iterable[Member]) -> list[Group]:
    """Return the groups in the order in which they begin in the file."""
    by_key: dict[str, list[Group]] = {}
    exact: dict[tuple[str, ...], Group] = {}
    for member in members:
        same_name = by_key.setdefault(_key(member.row), [])
        told = _told(member)
        found = exact.get(told) or next(
            (
                each
                for each in same_name[:MOST_ALIKE]
                if same_application(each.members[0], member)
            ),
            None,
        )
        if found is None:
            found = Group([])
            same_name.append(found)
        found.members.append(member)
        exact.setdefault(told, found)
    for same_name in by_key.values():
        first = same_name[: _CLASHES + 1]
        for each in same_name:
            each.clashes = tuple(
                other.members[0].row.number for other in first if other is not each
            )[:_CLASHES]
    groups = [each for same_name in by_key.values() for each in same_name]
    return sorted(groups, key=lambda each: each.members[0].row.number)


def _told(member: Member) -> tuple[str, ...]:
    """Return what two rows have in common that say the very same."""
    row = member.row
    site = "site" if row.is_website else ""
    said = (row.reading.long, row.purpose, address_key(row.url), site)
    return (_key(row), member.office.code, *said, str(row.owner.national))


def _key(row: Row) -> str:
    if row.is_website and row.reading.vague and row.url:
        return address_key(row.url)
    return row.reading.key


def same_application(first: Member, second: Member) -> bool:
    """Tell whether two rows of one name mean one application.

    The same address or the same claim to be national settles it; unlike long forms,
    unlike addresses or unlike functions keep them apart, and so does a name that says
    nothing, unless one office has it twice.
    """
    one, other = first.row, second.row
    if one.owner.national and other.owner.national:
        return True
    if one.url and address_key(one.url) == address_key(other.url):
        return True
    if one.is_website != other.is_website:
        return False
    if one.reading.vague and first.office.code != second.office.code:
        return False
    return _fits(
        (one.reading.long, one.purpose, one.url),
        (other.reading.long, other.purpose, other.url),
    )


def _fits(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Compare long form, purpose and address; what is not told does not part them."""
    longs = in_common(one[0], other[0])
    if longs is not None and longs < _ENOUGH:
        return False
    purposes = in_common(f"{one[0]} {one[1]}", f"{other[0]} {other[1]}")
    if one[2] and other[2] and host_of(one[2]) != host_of(other[2]):
        alone = in_common(one[1], other[1])
        return alone is not None and alone >= _MUCH
    return purposes is None or purposes >= _ENOUGH


def fits(row: Row, name: str, purpose: str, url: str, *, same_office: bool) -> bool:
    """Tell whether a row and a known application of its name do the same work."""
    if row.url and address_key(row.url) == address_key(url):
        return True
    if row.reading.vague and not same_office:
        return False
    return _fits((row.reading.long, row.purpose, row.url), (name, purpose, url))


def owner_of(members: Sequence[Member], offices: Offices) -> tuple[Member, str]:
    """Return the row of the most plausible owner, and why it is.

    Whoever is named as the one who built or runs it goes first, then the office whose
    field is that of the application, then the fullest row, then the first.
    """
    if len({member.office.code for member in members}) == 1:
        return max(members, key=lambda each: (len(each.row.values), -_at(each))), ""
    named = _named(members, offices)
    text = " ".join(f"{each.row.reading.long} {each.row.purpose}" for each in members)
    about = telling_words(f"{text} {members[0].row.name}")

    def score(member: Member) -> tuple[float, ...]:
        field = len(telling_words(member.office.name) & about)
        is_named = member.office.code in named
        return (is_named, field, len(member.row.values), -_at(member))

    best = max(members, key=score)
    is_named, field, *_ = score(best)
    if is_named:
        why = "disebut sebagai pengembang atau pengelolanya"
    elif field:
        why = "urusannya paling dekat dengan fungsi aplikasi"
    else:
        why = "barisnya paling lengkap atau paling awal"
    return best, f"Pemilik: {best.office.name}, karena {why}."


def _at(member: Member) -> int:
    return member.row.number


def _named(members: Sequence[Member], offices: Offices) -> set[str]:
    found = set()
    for member in members:
        for name in ("built_by", "operating_unit"):
            said = str(member.row.values.get(name, ""))
            office = offices.find(said).office if said else None
            if office:
                found.add(office.code)
    return found


def merged(leader: Member, members: Iterable[Member]) -> dict[str, Value]:
    """Return what the leader states, completed by what only other rows state."""
    values = dict(leader.row.values)
    for member in members:
        for name, value in member.row.values.items():
            guess = name in leader.row.guessed and name not in member.row.guessed
            if name not in values or guess:
                values[name] = value
    return values
