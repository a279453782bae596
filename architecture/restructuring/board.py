"""Rows as a change finds them and as it leaves them, before anything is written.

Steps move rows about on the board.  What is left at the end, compared with what was
there, are the deeds: so two steps over one office make one change of each row.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.merging import rows
from architecture.merging.values import Deed, DeedKind
from architecture.restructuring.references import BY_TABLE, Row

OFFICES = "organisations"
_TOLD = (
    "code",
    "name",
    "short_name",
    "kind",
    "parent_id",
    "government_id",
    "starts_on",
    "ends_on",
)
_AT_ONCE = 500
_UNNAMED = -1_000_000
"""Below this are the ids of new rows that no step can name."""


class Board:
    """The offices of a government and what belongs to some of them."""

    def __init__(self, session: Session, government: int, on: date) -> None:
        """Lay out the offices of a government, for a change on a day."""
        self.session = session
        self.government = government
        self.on = on
        self._before: dict[str, dict[int, Row]] = {}
        self._after: dict[str, dict[int, Row]] = {}
        self._loaded: set[tuple[str, int]] = set()
        self.passings: list[tuple[int, list[int], dict[str, int]]] = []
        self._last = _UNNAMED
        self._roots: dict[int, int] = {}
        table = rows.table_of(OFFICES)
        self._put(OFFICES, select(table).where(table.c.government_id == government))

    @property
    def eve(self) -> str:
        """Return the last day before the change, as JSON keeps it."""
        return (self.on - timedelta(days=1)).isoformat()

    @property
    def offices(self) -> dict[int, Row]:
        """Return the offices as they stand on the board, by id."""
        return self._after[OFFICES]

    def office(self, key: int) -> Row | None:
        """Return an office of the government, if there is one of that id."""
        return self.offices.get(key)

    def name(self, key: int) -> str:
        """Return what an office is called on the board."""
        found = self.offices.get(key)
        return str(found["name"]) if found else ""

    def of(self, table: str, office: int) -> list[Row]:
        """Return the rows of a table that belong to an office on the board."""
        self._load(table, office)
        return [
            row
            for row in list(self._after.get(table, {}).values())
            if row["organisation_id"] == office
        ]

    def by_ids(self, table: str, keys: Iterable[int]) -> dict[int, Row]:
        """Return rows by their ids, wherever they belong."""
        wanted = sorted(set(keys) - self._after.setdefault(table, {}).keys())
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            of = rows.table_of(table)
            self._put(table, select(*self._columns(of)).where(of.c.id.in_(some)))
        return self._after[table]

    def change(self, table: str, row: Row, **values: Any) -> None:
        """Set columns of a row; values are as JSON keeps them."""
        self._after[table][row["id"]].update(
            {name: history.plain(value) for name, value in values.items()}
        )

    def add(self, table: str, key: int = 0, **values: Any) -> int:
        """Put a new row on the board; its id is negative until it is written.

        `key` is that id where steps name the row.
        """
        if not key:
            self._last -= 1
            key = self._last
        kept = {name: history.plain(value) for name, value in values.items()}
        self._after.setdefault(table, {})[key] = {"id": key, **kept}
        self._before.setdefault(table, {})
        return key

    def go_on(self, table: str, row: Row, **values: Any) -> None:
        """Put a new row on the board that goes on for another one."""
        again = {name: each for name, each in row.items() if name != "id"}
        self._roots[self.add(table, **again | values)] = self.root(row)

    def root(self, row: Row) -> int:
        """Return the id of the row for which one goes on, its own if for none."""
        key: int = row["id"]
        return self._roots.get(key, key)

    def remove(self, table: str, row: Row) -> None:
        """Take a row from the board."""
        del self._after[table][row["id"]]

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a table that lie on the board."""
        return list(self._after.get(table, {}).values())

    def touched(self, table: str) -> Iterator[tuple[Row | None, Row | None]]:
        """Yield what was and what is of each row that changed."""
        before, after = self._before.get(table, {}), self._after.get(table, {})
        for key in [*before, *(each for each in after if each not in before)]:
            was, now = before.get(key), after.get(key)
            if was != now:
                yield was, now

    def foretold(self) -> dict[str, Any]:
        """Return what lists of a later day need to know, as the table keeps it."""
        offices = [
            (
                now["id"],
                {
                    name: now[name]
                    for name in _TOLD
                    if not was or was[name] != now[name]
                },
            )
            for was, now in self.touched(OFFICES)
            if now
        ]
        return {"offices": offices, "passings": self.passings}

    def passes_on(
        self, source: int, targets: list[int], choices: Mapping[str, int]
    ) -> None:
        """Keep to whom an office gives its elements: by id, the others by ""."""
        kinds = {
            name.removeprefix("elements").removeprefix(":"): place
            for name, place in choices.items()
            if name.startswith("elements")
        }
        self.passings.append((source, targets, kinds))

    def deeds(self) -> list[Deed]:
        """Return all changes of rows, offices first."""
        tables = [OFFICES, *(each for each in self._after if each != OFFICES)]
        return [deed for table in tables for deed in self._deeds(table)]

    def _deeds(self, table: str) -> Iterator[Deed]:
        for was, now in self.touched(table):
            if was is None:
                values = {name: (None, new) for name, new in (now or {}).items()}
                yield self._deed(DeedKind.ADDED, table, (now or {})["id"], values)
            elif now is None:
                values = {name: (old, None) for name, old in was.items()}
                yield self._deed(DeedKind.REMOVED, table, was["id"], values)
            else:
                values = {
                    name: (was[name], new)
                    for name, new in now.items()
                    if was[name] != new
                }
                yield self._deed(DeedKind.CHANGED, table, was["id"], values)

    def _deed(self, kind: DeedKind, table: str, key: int, values: Any) -> Deed:
        return Deed(
            kind=kind, table=table, government=self.government, id=key, values=values
        )

    def _load(self, table: str, office: int) -> None:
        if office < 0 or (table, office) in self._loaded:
            return
        self._loaded.add((table, office))
        of = rows.table_of(table)
        query = select(*self._columns(of)).where(
            of.c.organisation_id == office, BY_TABLE[table].still
        )
        self._put(table, query.order_by(of.c.id))

    def _columns(self, of: Table) -> list[Any]:
        reference = BY_TABLE.get(of.name)
        named = reference.columns if reference else ()
        return [of.c[name] for name in named] or list(of.c)

    def _put(self, table: str, query: Any) -> None:
        before = self._before.setdefault(table, {})
        after = self._after.setdefault(table, {})
        for found in self.session.execute(query).mappings():
            if found["id"] not in before:
                row = {name: history.plain(value) for name, value in found.items()}
                before[row["id"]] = row
                after[row["id"]] = dict(row)
