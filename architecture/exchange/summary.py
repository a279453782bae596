"""What a list of applications comes to, in numbers: by office, by type, and by year.

The one place with data frames.  pandas is loaded when a summary is asked for, so that
a web worker at rest does not carry it.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from architecture.layers import Status

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN = "Belum diketahui"
HIDDEN = "Tidak dibagikan"
TOTAL = "Seluruhnya"

GROUPS: Mapping[str, str] = {
    "organisation": "Perangkat daerah",
    "type": "Bentuk",
    "year_started": "Tahun mulai",
}
"""What applications are counted by → how people call it, in this order."""

COSTS: Mapping[str, str] = {
    "cost_build": "Biaya pembangunan",
    "cost_yearly": "Biaya per tahun",
}

_OF_ALL = ["office", "government", "status"]
_COSTS = [each for name in COSTS for each in (name, f"{name} unknown")]
_TOLD = [*_OF_ALL, *GROUPS, *_COSTS]
_AT_ONCE = 1000
"""So many rows are added up together."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many applications of each status, and what they cost where it is known.

    A cost is a sum and how many do not state it.  No sum means that none is known; no
    number beside it, that the viewer may read none.
    """

    by: str
    item: str | int
    counts: Sequence[int]
    costs: Sequence[tuple[Decimal | None, int | None]]


@dataclass(frozen=True, slots=True)
class Summary:
    """The groups, the statuses that their counts stand for, and all of them as one."""

    statuses: Sequence[str]
    groups: Sequence[Group]
    total: Group


class Tally:
    """Lets rows pass and adds them up, in bounded memory.

    A row is a mapping by the names of fields, without those that its reader may not
    know; `office` is the id of its organisation, `government` the name above it.
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take the rows; they pass when somebody asks for them."""
        self.rows = rows
        self.count = 0
        self._waiting: list[tuple[Any, ...]] = []
        self._sums: pd.DataFrame | None = None

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Yield each row as it is."""
        for row in self.rows:
            self.count += 1
            self._waiting.append(_told(row))
            if len(self._waiting) == _AT_ONCE:
                self._add_up()
            yield row

    def summary(self) -> Summary:
        """Return what the rows come to that have passed, one at least."""
        sums = self._add_up().reset_index()
        alike = sums.groupby(["by", "item"])["office"].transform("nunique") > 1
        full = sums["item"] + ", " + sums["government"]
        sums["item"] = sums["item"].mask(alike, full)
        line = ["by", "item", "office"]
        counts = sums.pivot_table("count", line, "status", "sum", fill_value=0)
        statuses = [each.value for each in Status if each.value in counts]
        table = counts[statuses].join(sums.groupby(line)[_COSTS].sum(min_count=1))
        return _summary(statuses, table)

    def _add_up(self) -> "pd.DataFrame":
        """Add what waits to the sums by group and status, and return these."""
        import pandas as pd

        told = pd.DataFrame.from_records(self._waiting, columns=_TOLD)
        told = told.astype(dict.fromkeys(_COSTS, float))
        self._waiting.clear()
        told["total"] = TOTAL
        long = told.melt([*_OF_ALL, *_COSTS], [*GROUPS, "total"], "by", "item")
        long.loc[long["by"] != "organisation", ["office", "government"]] = 0, ""
        key = ["by", "item", *_OF_ALL]
        new = long.assign(count=1.0).groupby(key)[["count", *_COSTS]].sum(min_count=1)
        both = new if self._sums is None else pd.concat([self._sums, new])
        self._sums = both.groupby(level=key).sum(min_count=1)
        return self._sums


def _summary(statuses: Sequence[str], table: "pd.DataFrame") -> Summary:
    """Return the lines of a table of counts and costs, by group and then by name."""
    lines: dict[str, list[Group]] = {by: [] for by in (*GROUPS, "total")}
    rows = zip(table.index, table.to_numpy().tolist(), strict=True)
    for (by, item, _), values in rows:
        lines[by].append(_group(by, item, values, len(statuses)))
    [total] = lines.pop("total")
    for found in lines.values():
        found.sort(key=lambda line: str(line.item).casefold())
    return Summary(statuses, [line for by in lines.values() for line in by], total)


def _told(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what is added up of a row, in the order of `_TOLD`."""
    return (
        row.get("office", 0),
        row.get("government", ""),
        row.get("status", UNKNOWN),
        *(_word(row, name) for name in GROUPS),
        *(each for name in COSTS for each in _cost(row, name)),
    )


def _word(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name, HIDDEN)
    return UNKNOWN if value in {None, ""} else str(value)


def _cost(row: Mapping[str, Any], name: str) -> tuple[float, float]:
    """Return the amount, and 1 where it is not stated; no number where none is read."""
    if name not in row:
        return math.nan, math.nan
    amount = row[name]
    return (math.nan, 1.0) if amount is None else (float(amount), 0.0)


def _group(by: str, item: str, values: Sequence[float], statuses: int) -> Group:
    amounts = values[statuses:]
    return Group(
        by=GROUPS.get(by, TOTAL),
        item=int(item) if by == "year_started" and item.isdigit() else item,
        counts=[int(each) for each in values[:statuses]],
        costs=[
            (
                None if math.isnan(amount) else Decimal(f"{amount:.2f}"),
                None if math.isnan(unknown) else int(unknown),
            )
            for amount, unknown in zip(amounts[::2], amounts[1::2], strict=True)
        ],
    )
