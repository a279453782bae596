"""What the preview says will happen to the rows of an import."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any

from architecture.exchange.inventories.known import Likely, Values


class Kind(StrEnum):
    """What happens to a row; every row has exactly one."""

    NEW = "Aplikasi baru"
    WEBSITE = "Situs web baru"
    SUGGESTION = "Baru, mungkin sama dengan yang ada"
    UPDATE = "Diperbarui"
    USE = "Pemakaian aplikasi yang ada"
    MERGED = "Digabung dengan baris lain"
    SAME = "Sudah sama"
    IGNORED = "Bukan aplikasi"
    REFUSED = "Ditolak"


CREATES = frozenset({Kind.NEW, Kind.WEBSITE, Kind.SUGGESTION})
"""Kinds of rows that become an application of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """An organisation that the import creates; `parent` is the code of another."""

    code: str
    name: str
    short_name: str
    parent: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What happens to one row of the file, and why.

    `organisation` is the code of the office of the row, existing or about to be
    created; for what becomes new (`CREATES`) it is the owner.  `values` are what is
    written: all fields of something new, only the changed ones of an update (`before`
    holds the old ones).  `application_id` is what is updated, used or the same;
    `with_row` is the row whose application this row becomes a part of.  `users` are
    the organisations that become users of the application through this row, `note`
    what their use notes.
    """

    row: int
    kind: Kind
    name: str
    organisation: str = ""
    values: Values = field(default_factory=dict)
    before: Values = field(default_factory=dict)
    application_id: int | None = None
    with_row: int | None = None
    users: tuple[str, ...] = ()
    note: str = ""
    candidate_national: bool = False
    parts: tuple[str, ...] = ()
    likely: tuple[Likely, ...] = ()
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the action as JSON knows it; amounts and dates become texts."""
        return {name: _plain(getattr(self, name)) for name in _NAMES}


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it; a kind gives its name."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Likely):
        return _plain(asdict(value))
    return _plain_value(value)


def _plain_value(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


_NAMES = tuple(each.name for each in fields(Action))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import will do: one action a row, and the organisations it creates."""

    actions: tuple[Action, ...]
    offices: tuple[NewOffice, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows each kind has, by the name of the kind."""
        many = Counter(action.kind for action in self.actions)
        return {kind.name: many[kind] for kind in Kind if many[kind]}

    @property
    def refused(self) -> tuple[Action, ...]:
        """Return the rows that cannot be imported as they are."""
        return tuple(each for each in self.actions if each.kind is Kind.REFUSED)

    @property
    def readable(self) -> "Plan":
        """Return the plan of the other rows, with the offices that these need."""
        kept = tuple(each for each in self.actions if each.kind is not Kind.REFUSED)
        named = {code for each in kept for code in (each.organisation, *each.users)}
        needed: list[NewOffice] = []
        for office in reversed(self.offices):  # parents stand before their children
            if office.code in named:
                needed.insert(0, office)
                named.add(office.parent)
        return replace(self, actions=kept, offices=tuple(needed))

    @property
    def fingerprint(self) -> str:
        """Return a hash of all that will happen; equal plans have equal ones."""
        told = {
            "actions": [action.as_json() for action in self.actions],
            "offices": [asdict(office) for office in self.offices],
        }
        text = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()
