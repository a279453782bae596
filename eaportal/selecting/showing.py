"""What the preview of a change shows, and how a file keeps it for the worker."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from architecture.selecting import Plan, State

SHOWN = 200
"""Elements of a state that the preview writes out; the rest are counted."""

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Row:
    """An element as the preview shows it."""

    key: int
    code: str
    name: str
    office: str
    before: str
    after: str
    why: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of a selection; `news` elements changed since the last look."""

    label: str
    counts: Mapping[str, int]
    rows: Mapping[str, Sequence[Row]]
    seals: Mapping[int, str]
    lost: int = 0
    news: int = 0

    @property
    def seen(self) -> str:
        """Return what was seen of each element, as a hidden field carries it."""
        return ",".join(f"{key}.{seal}" for key, seal in self.seals.items())


def preview_of(plan: Plan) -> Preview:
    """Return a plan as people see it."""
    rows = {
        state.name: [
            Row(
                each.key,
                each.code,
                each.name,
                each.office,
                _cut(each.before),
                _cut(each.after),
                each.why,
                each.is_new,
            )
            for each in plan.of(state)[:SHOWN]
        ]
        for state in State
    }
    return Preview(
        label=plan.label,
        counts={state.name: plan.counts[state] for state in State},
        rows=rows,
        seals=plan.seals,
        lost=plan.lost,
        news=sum(each.is_new for each in plan.lines),
    )


def to_file(preview: Preview) -> bytes:
    """Return a preview as the worker keeps it."""
    return json.dumps(asdict(preview)).encode()


def from_file(content: bytes) -> Preview:
    """Return the preview that the worker kept."""
    told: dict[str, Any] = json.loads(content)
    rows = {
        state: [Row(**each) for each in several]
        for state, several in told["rows"].items()
    }
    seals = {int(key): seal for key, seal in told["seals"].items()}
    return Preview(**{**told, "rows": rows, "seals": seals})


def seals_from(text: str | None) -> dict[int, str]:
    """Return what a hidden field says was seen: element → seal; nonsense is left out.

    >>> seals_from("7.0a1b2c3d,x,8.,9.ffffffff"), seals_from(None)
    ({7: '0a1b2c3d', 9: 'ffffffff'}, {})
    """
    pairs = (each.partition(".") for each in (text or "").split(","))
    return {
        int(key): seal
        for key, _, seal in pairs
        if key.isdecimal() and len(key) <= 9 and len(seal) == 8
    }


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
