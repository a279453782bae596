"""What runs where on a day: on which machine, and where that stands."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import scope, timeline
from architecture.layers import FieldClass, Layer, Verb
from architecture.mapping.asking import Asked
from architecture.mapping.reading import as_on_day, item, items, seen
from architecture.mapping.ties import Standing, Tie, standing, ties, within
from architecture.mapping.tops import Tops, tops
from architecture.maps.content import HIDDEN, Item, Map, Office
from architecture.maps.views import infrastructure as maps
from architecture.maps.views.housing import Host, Placed
from architecture.maps.views.infrastructure import LIMIT, MOST_HOSTS, Estate, Nowhere
from architecture.model import Infrastructure, Relation
from architecture.reference.calendar import tanggal
from architecture.scope import Viewer

FULL = 90
"""From so many per cent on a machine is nearly full."""

_VERBS = (Verb.RUNS_ON, Verb.STORED_ON, Verb.PART_OF, Verb.CONNECTED_TO)
_SAID = {Verb.RUNS_ON: "environment", Verb.STORED_ON: "copy"}
_USUAL = frozenset({"", "Produksi", "Utama"})
_LACKS = {Layer.APPLICATION: "unhosted", Layer.DATA: "unstored"}
"""The address of the list of what has no place."""


def infrastructure(
    session: Session,
    viewer: Viewer,
    asked: Asked,
    *,
    limit: int = LIMIT,
    most: int = MOST_HOSTS,
) -> Map:
    """Return what runs on which machine of a government, and where that stands.

    Of more than `limit` cards those of a machine are counted; of more than `most`
    machines those of an office.
    """
    found = _found(session, viewer, asked)
    if len(found.hosts) <= most:
        return _each(session, viewer, asked, found, limit)
    known = tops(session, asked)
    return maps.by_office(
        _estates(found, known),
        _nowhere(session, viewer, asked, found, few=0),
        scope=known.scope(asked),
        on=asked.on,
        source=asked.source,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands where, by ids: host → parent (0: none), and what is on them."""

    every: Mapping[int, Standing]
    hosts: Mapping[int, int]
    placed: Sequence[Tie]
    connected: Sequence[Tie]
    lost: Mapping[Layer, Collection[int]]

    def key(self, host: int) -> str:
        """Return what a host is called; what others own, by its place."""
        if not host or self.every[host].own:
            return str(host or "")
        theirs = sorted(key for key in self.hosts if not self.every[key].own)
        return f"hidden-{theirs.index(host)}"


def _found(session: Session, viewer: Viewer, asked: Asked) -> _Found:
    own = standing(session, asked, (*_LACKS, Layer.INFRASTRUCTURE))
    related, others = ties(session, viewer, asked, _VERBS, own)
    every = {**own, **others}
    on_hosts = [tie for tie in related if _is_host(every, tie.target)]
    parents: dict[int, int] = {}
    placed = []
    for verb in (Verb.RUNS_ON, Verb.STORED_ON, Verb.PART_OF):
        for tie in (each for each in on_hosts if each.verb is verb):
            if _is_host(every, tie.source):
                parents.setdefault(tie.source, tie.target)
            else:
                placed.append(tie)
    chosen = [tie for tie in placed if within(asked, own[tie.source])]
    wanted = {tie.target for tie in chosen} | {
        key
        for key, each in own.items()
        if each.layer is Layer.INFRASTRUCTURE and within(asked, each)
    }
    somewhere = {tie.source for tie in placed}
    lost = {
        layer: [
            key
            for key, each in own.items()
            if each.layer is layer and key not in somewhere and within(asked, each)
        ]
        for layer in _LACKS
    }
    connected = [tie for tie in on_hosts if tie.verb is Verb.CONNECTED_TO]
    return _Found(every, _forest(wanted, parents), chosen, connected, lost)


def _is_host(every: Mapping[int, Standing], key: int) -> bool:
    return every[key].layer is Layer.INFRASTRUCTURE


def _forest(wanted: Iterable[int], parents: Mapping[int, int]) -> dict[int, int]:
    """Return these hosts and all that they stand in: host → parent, without circles."""
    found: dict[int, int] = {}
    for start in sorted(wanted):
        path: list[int] = []
        key = start
        while key and key not in found:
            found[key] = 0  # until it is known that its parent is not on this path
            path.append(key)
            up = parents.get(key, 0)
            if up in path:
                break
            found[key] = up
            key = up
    return found


def _estates(found: _Found, known: Tops) -> list[Estate]:
    counts: defaultdict[Office, Counter[Layer]] = defaultdict(Counter)
    for key in found.hosts:
        counts[known.of(found.every[key].office)][Layer.INFRASTRUCTURE] += 1
    once = {
        (known.of(found.every[tie.target].office), tie.source) for tie in found.placed
    }
    for office, key in once:
        counts[office][found.every[key].layer] += 1
    return [Estate(office=office, counts=each) for office, each in counts.items()]


def _each(
    session: Session, viewer: Viewer, asked: Asked, found: _Found, limit: int
) -> Map:
    known = tops(session, asked)
    few = len(found.placed) + len(found.hosts) <= limit
    hosts = _hosts(session, viewer, asked, found)
    return maps.infrastructure(
        hosts,
        _items(session, viewer, asked, found, few=few),
        _placed(session, asked, found, few=few),
        _nowhere(session, viewer, asked, found, few=limit),
        {
            str(key): known.of(each.office).name
            for key, each in found.every.items()
            if each.own
        },
        connected=_connected(found, hosts),
        scope=known.scope(asked),
        on=asked.on,
        source=asked.source,
        limit=limit,
    )


def _items(
    session: Session, viewer: Viewer, asked: Asked, found: _Found, *, few: bool
) -> list[Item]:
    """Return what runs on the hosts; of what is only counted nothing but the layer."""
    keys = {tie.source for tie in found.placed}
    if few:
        return items(session, viewer, asked, keys, seen(session, viewer, keys))
    return [Item(key=str(key), name="", layer=found.every[key].layer) for key in keys]


def _hosts(session: Session, viewer: Viewer, asked: Asked, found: _Found) -> list[Host]:
    query = select(Infrastructure).where(
        Infrastructure.id.in_(sorted(found.hosts)),
        Infrastructure.government_id == asked.government.id,
    )
    rows = as_on_day(session, session.scalars(query).all(), asked.on)
    told = {
        row.id: _host(row, viewer, asked, found.key(found.hosts[row.id]))
        for row in rows
    }
    hidden = [
        Host(
            item=Item(
                key=found.key(key), name="", layer=Layer.INFRASTRUCTURE, hidden=True
            ),
            parent=found.key(up),
        )
        for key, up in found.hosts.items()
        if key not in told
    ]
    return [*told.values(), *hidden]


def _host(row: Infrastructure, viewer: Viewer, asked: Asked, parent: str) -> Host:
    """Return a machine with what is said of its state, as far as one may read it."""
    classes = scope.readable_classes(viewer, row)
    used = row.used_percent if FieldClass.RESTRICTED in classes else None
    alarm = used is not None and used >= FULL
    full = "hampir penuh, " if alarm else ""
    said = [] if used is None else [f"{full}terpakai {used}%"]
    for words, until in (
        ("langganan", row.subscribed_until),
        ("lisensi", row.licence_until),
    ):
        if until and FieldClass.INTERNAL in classes:
            over = until < asked.on
            alarm = alarm or over
            how = "sudah berakhir" if over else "sampai"
            said.append(f"{words} {how} {tanggal(until)}")
    return Host(
        item=item(row, viewer, asked.addresses),
        parent=parent,
        said=", ".join(said),
        alarm=alarm,
    )


def _placed(
    session: Session, asked: Asked, found: _Found, *, few: bool
) -> list[Placed]:
    said = _said(session, asked, found.placed) if few else {}
    return [
        Placed(
            key=str(tie.source), host=found.key(tie.target), said=said.get(tie.key, "")
        )
        for tie in found.placed
    ]


def _said(session: Session, asked: Asked, placed: Sequence[Tie]) -> dict[int, str]:
    """Return for what something runs there, where that is not the usual: for tests."""
    keys = [tie.key for tie in placed]
    query = select(Relation.id, Relation.attributes).where(Relation.id.in_(keys))
    stated: dict[int, dict[str, Any]] = dict(session.execute(query).all())
    planned = timeline.relation_overlays(
        session, asked.government.id, asked.on, relations=keys
    )
    words = {}
    for tie in placed:
        told = {**stated[tie.key], **planned.get(tie.key, {})}
        word = told.get(_SAID.get(tie.verb, ""), "")
        words[tie.key] = "" if word in _USUAL else word.lower()
    return words


def _connected(found: _Found, hosts: Iterable[Host]) -> dict[str, list[str]]:
    names = {
        host.item.key: HIDDEN if host.item.hidden else host.item.name for host in hosts
    }
    to: dict[str, list[str]] = {}
    for tie in found.connected:
        if tie.target in found.hosts and tie.source in found.hosts:
            name = names[found.key(tie.target)]
            to.setdefault(found.key(tie.source), []).append(name)
    return to


def _nowhere(
    session: Session, viewer: Viewer, asked: Asked, found: _Found, *, few: int
) -> list[Nowhere]:
    """Return what has no place, by name if there are a few."""
    keys = {key for several in found.lost.values() for key in several}
    by_key = {}
    if len(keys) <= few:
        told = items(session, viewer, asked, keys, dict.fromkeys(keys, True))
        by_key = {each.key: each for each in told}
    return [
        Nowhere(
            layer=layer,
            count=len(several),
            url=asked.addresses[_LACKS[layer]],
            items=[by_key[str(key)] for key in several if by_key],
        )
        for layer, several in found.lost.items()
        if several
    ]
