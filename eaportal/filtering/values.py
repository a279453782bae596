"""What the parts of a kept question are: values, and how they are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from architecture.reference.calendar import read_day, tanggal
from eaportal import days

Asked = Mapping[str, str]
Value = tuple[str, str]
"""What the address says, and how people say it; both empty for what says nothing."""

NOTHING: Value = ("", "")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a page may be asked; `read` returns None for what does not count."""

    label: str
    read: Callable[[str], Value | None]
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands today."""

    values: dict[str, str]
    words: list[str]
    stale: list[str]
    """Labels of what no longer counts."""


def day(text: str) -> Value | None:
    """Read a day on which the model can be shown."""
    try:
        found = read_day(text)
    except ValueError:
        return None
    return (found.isoformat(), tanggal(found)) if days.fits(found) else None
