"""What lists say of what nobody confirmed since a day."""

from collections.abc import Iterable
from typing import Any

from architecture.elements.sureness import sure_of
from architecture.model import Element
from eaportal import days, db


def unsure(rows: Iterable[Element]) -> dict[str, Any]:
    """Return the day that is asked for, and since when each row is sure if one is."""
    asked = days.as_of(days.UNSURE)
    keys = [row.id for row in rows] if asked.moved else []
    return {"unsure": asked, "sure": sure_of(db.session, keys) if keys else {}}
