"""The twins of a government: what its last sweep found, with what people judged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from architecture import inventory, scope, suspecting
from architecture.layers import FieldClass
from architecture.mapping.asking import Asked
from architecture.mapping.reading import item
from architecture.maps.content import Map
from architecture.maps.views import duplicates as maps
from architecture.maps.views.duplicates import Twins
from architecture.model import Application
from architecture.reference.calendar import day_of, tanggal
from architecture.scope import Viewer
from architecture.suspecting import Cluster, Found, Pair
from architecture.suspecting import Wanted as Lines
from architecture.suspecting.drawing import tie

EVERYTHING = 1_000_000


def duplicates(
    session: Session, viewer: Viewer, asked: Asked, *, limit: int = maps.MOST_FRAMES
) -> Map:
    """Return clusters and sure pairs that the viewer may see, as of the last sweep.

    What is less sure, or was called different, has its place in the list of pairs.
    """
    government = asked.government
    found = suspecting.read(session, viewer, government.id)
    groups = _groups(found, asked.offices)
    keys = {key for members, _ in groups for key in members}
    known = inventory.several(session, viewer, keys)
    return maps.duplicates(
        [_twins(viewer, asked, members, pairs, known) for members, pairs in groups],
        scope=government.name,
        on=asked.on,
        source=f"Inventaris aplikasi {government.name}",
        note=_note(found),
        limit=limit,
    )


_Members = tuple[int, ...]


def _groups(
    found: Found, offices: frozenset[int]
) -> list[tuple[_Members, Sequence[Pair]]]:
    wanted = Lines(size=EVERYTHING, offices=offices)
    groups: list[tuple[_Members, Sequence[Pair]]] = []
    for line in suspecting.listed(found, wanted, families=False).lines:
        if isinstance(line, Cluster):
            groups.append((line.members, line.pairs))
        elif isinstance(line, Pair) and line.holds:
            groups.append(((line.one, line.other), (line,)))
    return groups


def _twins(
    viewer: Viewer,
    asked: Asked,
    members: _Members,
    pairs: Sequence[Pair],
    known: Mapping[int, Application],
) -> Twins:
    rows = [known[key] for key in members if key in known]
    one, other = members[0], members[-1]
    name, said = ("twins", one) if len(members) > 2 else ("pair", f"{one}/{other}")
    return Twins(
        items=tuple(
            replace(item(row, viewer, asked.addresses), detail=row.organisation.label)
            for row in rows
        ),
        ties=tuple(tie(pair) for pair in pairs),
        url=asked.addresses[name].format(said),
        costs={str(row.id): cost for row in rows if (cost := _cost(viewer, row))},
    )


def _cost(viewer: Viewer, row: Application) -> int:
    reads = FieldClass.RESTRICTED in scope.readable_classes(viewer, row)
    return round(row.cost_yearly) if reads and row.cost_yearly else 0


def _note(found: Found) -> str:
    if found.sweep is None:
        return "Belum pernah dibandingkan: jalankan pemeriksaan pada halaman Kemiripan."
    day = tanggal(day_of(found.sweep.at))
    return f"Menurut pembandingan {day}; pasangan yang kurang pasti ada pada Kemiripan."
