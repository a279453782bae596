"""Write down what happens to each row, so that no use counts twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from architecture.exchange.inventories.actions import Action, Kind
from architecture.exchange.inventories.assigning import Place
from architecture.exchange.inventories.grouping import Member
from architecture.exchange.inventories.known import Existing, National
from architecture.exchange.inventories.rows import Row

_LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Target:
    """An application that offices use; `owner` is "" for a national one."""

    id: int
    owner: str
    users: frozenset[str]

    @classmethod
    def of(cls, application: Existing | National) -> "Target":
        """Return what a use needs to know of an application."""
        owner = application.organisation if isinstance(application, Existing) else ""
        return cls(application.id, owner, application.users)


class Ledger:
    """The actions of one preview, by row."""

    def __init__(self, places: Mapping[int, Place]) -> None:
        """Begin empty; the places carry warnings of their own."""
        self._places = places
        self._using: dict[tuple[int, str], int] = {}
        self._joined: set[tuple[int, str]] = set()
        self.actions: dict[int, Action] = {}

    def write(self, row: Row, office: str, kind: Kind, **told: Any) -> None:
        """Write the action of a row, with what is odd about the row itself."""
        place = self._places[row.number]
        warnings = (*row.warnings, *place.warnings, *told.pop("warnings", ()))
        self.actions[row.number] = Action(
            row=row.number,
            kind=kind,
            name=row.name,
            organisation=office,
            parts=row.parts,
            warnings=tuple(dict.fromkeys(warnings)),
            **told,
        )

    def use(
        self,
        member: Member,
        target: Target,
        reasons: Iterable[str],
        warnings: Iterable[str] = (),
    ) -> None:
        """Let the office of a row use an application, once."""
        row, office = member.row, member.office.code
        first = self._using.setdefault((target.id, office), row.number)
        if office in target.users or office == target.owner:
            kind, told = Kind.SAME, "Pemakaian ini sudah tercatat."
        elif first != row.number:
            kind = Kind.MERGED
            told = f"Pemakaian yang sama sudah disebut baris {first}."
        else:
            kind, told = Kind.USE, ""
        used = kind is Kind.USE
        self.write(
            row,
            office,
            kind,
            application_id=target.id,
            with_row=first if kind is Kind.MERGED else None,
            users=(office,) if used else (),
            note=use_note(row) if used else "",
            reasons=tuple(each for each in (*reasons, told) if each),
            warnings=tuple(warnings),
        )

    def follow(self, member: Member, leader: Member) -> None:
        """Let a row be part of the row that leads, and add nothing of its own."""
        number = leader.row.number
        leading = self.actions[number]
        self.write(
            member.row,
            member.office.code,
            Kind.SAME if leading.kind is Kind.SAME else Kind.MERGED,
            application_id=leading.application_id,
            with_row=number,
            reasons=(f"Aplikasi yang sama sudah disebut baris {number}.",),
        )

    def stand(self, member: Member, existing: Existing) -> None:
        """Let a site that another office lists too stand: sites have no users."""
        self.mean(
            member, existing, (f"Situs ini sudah tercatat sebagai {existing.code}.",)
        )

    def mean(
        self,
        member: Member,
        existing: Existing,
        reasons: Iterable[str],
        warnings: Iterable[str] = (),
    ) -> None:
        """Let a row mean an application that exists, and change nothing."""
        self.write(
            member.row,
            member.office.code,
            Kind.SAME,
            application_id=existing.id,
            reasons=tuple(reasons),
            warnings=tuple(warnings),
        )

    def join(self, member: Member, leader: Member, warnings: Iterable[str]) -> None:
        """Let the office of a row use the new application of the row that leads."""
        office, number = member.office.code, leader.row.number
        own = office == leader.office.code or member.row.is_website
        if own or (number, office) in self._joined:
            self.follow(member, leader)
            return
        self._joined.add((number, office))
        self.write(
            member.row,
            office,
            Kind.MERGED,
            with_row=number,
            users=(office,),
            note=use_note(member.row),
            reasons=(
                f"Aplikasi yang sama dengan baris {number} ({leader.office.name}); "
                "dicatat sebagai pemakaian.",
            ),
            warnings=tuple(warnings),
        )


def use_note(row: Row) -> str:
    """Return what a row says of an application that its office only uses."""
    told = [f"Nama di daftar asal: {row.name}"]
    for name, label in (
        ("description", "Uraian: "),
        ("url", "Alamat: "),
        ("notes", ""),
    ):
        text = str(row.values.get(name, ""))
        told += [f"{label}{text}"] if text else []
    return "\n".join(told)[:_LONGEST_NOTE]
