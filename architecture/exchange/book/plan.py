"""What an import of a workbook would do, row by row, as values."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from architecture.elements.changes import Change as ModelChange
from architecture.exchange.book.actions import Action
from architecture.exchange.book.cells import Raw
from architecture.handing import Circles


@dataclass(frozen=True, slots=True, kw_only=True)
class UseChange:
    """An office uses an application from now on, or what is said of it changes."""

    application: int | str
    organisation_id: int
    values: Mapping[str, Any]
    use_id: int | None = None


Change = ModelChange | UseChange


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that changes: what it says now and what it is to say, as people read."""

    name: str
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a cell, or with a row where no cell is named."""

    text: str
    name: str = ""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What becomes of one row, and why; `cells` are kept to return it for mending.

    `needs` are the refs of new rows that it cannot be without.
    """

    sheet: str
    row: int
    action: Action
    code: str = ""
    name: str = ""
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()
    change: Change | None = None
    ref: str = ""
    needs: frozenset[str] = frozenset()
    cells: Mapping[str, Raw] = field(default_factory=dict)

    def refuse(self, *reasons: str) -> None:
        """Take it out of what is done, for reasons that say what to do."""
        self.action, self.reasons = Action.REFUSED, (*self.reasons, *reasons)

    @property
    def key(self) -> str:
        """Return what a person's choice names the row by."""
        return f"{self.sheet}!{self.row}"

    def as_json(self) -> dict[str, Any]:
        """Return what programs read of it."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "action": self.action.name,
            "code": self.code,
            "name": self.name,
            "differences": [
                {
                    "field": each.name,
                    "heading": each.heading,
                    "before": each.before,
                    "after": each.after,
                }
                for each in self.differences
            ],
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The rows that do not stay as they are, how many do, and what is to be told."""

    outcomes: Sequence[Outcome]
    same: Mapping[str, int]
    headings: Mapping[str, Mapping[str, str]]
    since: int | None = None
    notes: Sequence[str] = ()

    def of(self, action: Action) -> list[Outcome]:
        """Return the rows of one action."""
        return [each for each in self.outcomes if each.action is action]

    @property
    def refused(self) -> list[Outcome]:
        """Return the rows that cannot be taken."""
        return self.of(Action.REFUSED)

    @property
    def conflicts(self) -> list[Outcome]:
        """Return the rows that somebody else changed in the meantime."""
        return self.of(Action.CONFLICT)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Return sheet → action → number of rows."""
        found: dict[str, Counter[str]] = {
            sheet: Counter({Action.SAME.name: many})
            for sheet, many in self.same.items()
        }
        for each in self.outcomes:
            found.setdefault(each.sheet, Counter())[each.action.name] += 1
        return {
            sheet: {name: many for name, many in each.items() if many}
            for sheet, each in found.items()
        }

    def total(self, action: Action) -> int:
        """Return how many rows of all sheets have an action."""
        return sum(each.get(action.name, 0) for each in self.counts.values())

    @property
    def fingerprint(self) -> str:
        """Return a mark of what the plan would do, to know it again."""
        told = json.dumps([each.as_json() for each in self.outcomes], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    def chosen(self, take: Callable[[Outcome], bool]) -> list[Outcome]:
        """Return what is done; conflicts only where `take` says to use the file."""
        return [
            each
            for each in self.outcomes
            if each.action in _DONE or (each.action is Action.CONFLICT and take(each))
        ]


_DONE = frozenset({Action.NEW, Action.CHANGED, Action.REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whose rows a person may change; None: those of the whole government.

    `among` says within which offices a row gets another owner (`handing.circles`).
    """

    edit: frozenset[int] | None = None
    use: frozenset[int] | None = None
    among: Circles = None
    today: date


def may(reach: frozenset[int] | None, organisation: int) -> bool:
    """Tell whether a reach holds an organisation."""
    return reach is None or organisation in reach


__all__ = [
    "Action",
    "Change",
    "Difference",
    "Flaw",
    "Outcome",
    "Plan",
    "Reach",
    "UseChange",
    "may",
]
