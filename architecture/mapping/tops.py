"""The offices of a government on the day, and under which one each unit stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from architecture import organisations, periods
from architecture.mapping.asking import Asked
from architecture.maps.content import Office
from architecture.model import now
from architecture.reference.calendar import day_of


@dataclass(frozen=True, slots=True)
class Tops:
    """Each office or unit by its id, as the office directly below the government."""

    by_id: Mapping[int, Office]
    names: Mapping[int, str]
    parents: Mapping[int, int | None]

    def of(self, office: int) -> Office:
        """Return the office of a unit; one that is not known has no name."""
        return self.by_id.get(office, Office("", "Belum ada perangkat daerah"))

    def scope(self, asked: Asked) -> str:
        """Return of whom the map is: the government, or an office it is narrowed to."""
        chosen = [
            self.names[key]
            for key in sorted(asked.offices & self.names.keys())
            if self.parents[key] not in asked.offices
        ]
        return ", ".join((*chosen, asked.government.name))


def tops(session: Session, asked: Asked) -> Tops:
    """Return them as they are, or as they are on another day."""
    root = asked.government.id
    rows = organisations.tree(session, root)
    known = {
        each.id: each
        for each in (
            rows
            if asked.on == day_of(now())
            else periods.tree_on(session, root, rows, asked.on)
        )
    }
    found = {}
    for key, top in known.items():
        seen = {key}
        while (above := known.get(top.parent_id or 0)) and above.id != root:
            if above.id in seen:
                break  # a circle ends the climb
            seen.add(above.id)
            top = above  # noqa: PLW2901 - climbing
        url = asked.addresses["office"].format(top.id)
        found[key] = Office(f"office-{top.id}", top.label, url=url)
    return Tops(
        found,
        {key: each.label for key, each in known.items()},
        {key: each.parent_id for key, each in known.items()},
    )
