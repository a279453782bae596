"""What runs where: places, in them machines, and on these applications and data.

The question it answers: what stands in this room, on this server, in this cloud?
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from architecture.layers import Layer
from architecture.maps.content import (
    HIDDEN,
    Box,
    Facts,
    Group,
    Item,
    Layout,
    Legend,
    Map,
    Office,
    Row,
    Share,
)
from architecture.maps.views.housing import DEEP, LAYERS, LOOSE, Host, Placed, Tree
from architecture.maps.words import layer_count, listed, number, status_name
from architecture.reference.calendar import tanggal

LIMIT = 300
"""So many cards are drawn one by one; of more, those of a machine are counted."""

MOST_HOSTS = 250
"""So many machines and places are drawn; of more, each office is one box."""

_LOOSE = "Perangkat lain: belum tercatat apa yang ada padanya"
_NOWHERE = "Belum dicatat di mana berjalan atau disimpan"


@dataclass(frozen=True, kw_only=True)
class Nowhere:
    """What stands nowhere known: how many of a layer, and where they are listed."""

    layer: Layer
    count: int
    url: str
    items: Sequence[Item] = ()


@dataclass(frozen=True, kw_only=True)
class Estate:
    """How much of what an office has, and how much runs on it."""

    office: Office
    counts: Mapping[Layer, int]


def infrastructure(
    hosts: Iterable[Host],
    items: Iterable[Item],
    placed: Sequence[Placed],
    nowhere: Sequence[Nowhere],
    offices: Mapping[str, str],
    *,
    connected: Mapping[str, Sequence[str]],
    scope: str,
    on: date,
    source: str = "",
    limit: int = LIMIT,
) -> Map:
    """Put everything into the frame of what it runs on, and that into its place.

    `offices` names owners by the key of the element, `connected` what a machine is
    connected to by its name.
    """
    pen = _Pen(
        {host.item.key: host for host in hosts},
        {item.key: item for item in items},
        placed,
        offices,
        connected,
    )
    crowded = len(placed) + len(pen.hosts) > limit
    boxes = pen.crowds() if crowded else pen.cards()
    groups = pen.groups()
    counts = Counter({Layer.INFRASTRUCTURE: len(pen.hosts)})
    counts.update(pen.items[key].layer for key in {each.key for each in placed})
    return Map(
        title=f"Infrastruktur {scope}",
        subtitle=_subtitle(on, counts, len([g for g in groups if not g.parent])),
        layout=Layout.GRID,
        boxes=tuple(boxes),
        groups=tuple(groups),
        legend=_legend(boxes),
        note=_note(nowhere, crowded=crowded, limit=limit, tabled=bool(boxes)),
        source=source,
        facts=pen.facts(nowhere, crowded=crowded),
        grouped=crowded,
    )


def by_office(
    estates: Iterable[Estate],
    nowhere: Sequence[Nowhere],
    *,
    scope: str,
    on: date,
    source: str = "",
) -> Map:
    """Give each office one box: what it has, and how much runs on it."""
    rows = sorted(
        estates,
        key=lambda each: (-sum(each.counts.values()), each.office.name.casefold()),
    )
    counts: Counter[Layer] = Counter()
    for row in rows:
        counts.update(row.counts)
    told = tuple(layer for layer in LAYERS if counts[layer])
    return Map(
        title=f"Infrastruktur {scope}",
        subtitle=_subtitle(on, counts, 0),
        layout=Layout.GRID,
        boxes=tuple(
            Box(
                key=each.office.key,
                label=each.office.name,
                layer=Layer.INFRASTRUCTURE,
                url=each.office.url,
                summary=_counted(each.counts),
                remark=_counted(each.counts),
                shares=tuple(
                    Share(layer.name, each.counts[layer])
                    for layer in told
                    if each.counts.get(layer)
                ),
            )
            for each in rows
        ),
        legend=tuple(Legend(layer.name, layer.value) for layer in told),
        note=f"Dirangkum menurut pemilik infrastrukturnya; pilih satu perangkat daerah"
        f" untuk melihat isinya. {_note(nowhere)}".strip(),
        source=source,
        facts=Facts(
            ("Pemilik", *(layer.value for layer in LAYERS)),
            (
                *(
                    Row(
                        (
                            each.office.name,
                            *(number(each.counts.get(layer, 0)) for layer in LAYERS),
                        ),
                        each.office.url,
                    )
                    for each in rows
                ),
                *(
                    Row(
                        (
                            _NOWHERE,
                            *(
                                number(each.count) if layer is each.layer else ""
                                for layer in LAYERS
                            ),
                        ),
                        each.url,
                    )
                    for each in nowhere
                ),
            ),
            "perangkat daerah",
        ),
        grouped=True,
    )


class _Pen:
    """What every frame, card and row needs to know."""

    def __init__(
        self,
        hosts: Mapping[str, Host],
        items: Mapping[str, Item],
        placed: Sequence[Placed],
        offices: Mapping[str, str],
        connected: Mapping[str, Sequence[str]],
    ) -> None:
        """Sort everything by where it stands."""
        self.hosts, self.items, self.offices = hosts, items, offices
        self.connected = connected
        self.tree = Tree(hosts, items, placed)
        self.on = self.tree.on

    def groups(self) -> list[Group]:
        """Return the frames, the largest places first; those within follow theirs."""
        found: list[Group] = []
        shown = {key for key in self.tree.framed if self.tree.depths[key] < DEEP}

        def add(key: str) -> None:
            host = self.hosts[key]
            found.append(
                Group(
                    key,
                    listed((_name(host.item), host.said, _usual(host.item))),
                    parent=host.parent,
                    url="" if host.item.hidden else host.item.url,
                    remark=number(self.tree.size(key)),
                )
            )
            for inner in sorted(self.tree.under[key], key=self.tree.largest):
                if inner in shown:
                    add(inner)

        for key in sorted(self.tree.under[""], key=self.tree.largest):
            if key in shown:
                add(key)
        if loose := [key for key in self.tree.under[""] if key not in self.tree.framed]:
            found.append(Group(LOOSE, _LOOSE, remark=number(len(loose))))
        return found

    def cards(self) -> list[Box]:
        """Return a card for all that runs somewhere, and for hosts without a frame."""
        boxes = []
        for host in self.hosts:
            frame = self.tree.frame(host)
            boxes += [self._card(each, frame) for each in self.on[host]]
        return [*self._machines(), *boxes]

    def crowds(self) -> list[Box]:
        """Return a card for each layer that runs on a host, with how many there are."""
        boxes = []
        for key, host in self.hosts.items():
            counts = Counter(self.items[each.key].layer for each in self.on[key])
            within = "" if self.tree.frame(key) == key else f"di {_name(host.item)}"
            boxes += [
                Box(
                    key=f"{key}:{layer.name}",
                    label=layer_count(layer, counts[layer]),
                    layer=layer,
                    group=self.tree.frame(key),
                    colour_key=layer.name,
                    url="" if host.item.hidden else host.item.url,
                    summary="Buka daftarnya pada halaman tempatnya.",
                    detail=within,
                )
                for layer in LAYERS
                if counts[layer]
            ]
        return [*self._machines(), *boxes]

    def _machines(self) -> list[Box]:
        alone = [key for key in self.hosts if self.tree.frame(key) != key]
        return [self._machine(key) for key in sorted(alone, key=self.tree.order)]

    def _machine(self, key: str) -> Box:
        host = self.hosts[key]
        to = ", ".join(sorted(self.connected.get(key, ())))
        return Box(
            key=key,
            label=_name(host.item),
            layer=Layer.INFRASTRUCTURE,
            group=self.tree.frame(key),
            colour_key=Layer.INFRASTRUCTURE.name,
            url=host.item.url,
            summary=listed(
                (
                    Layer.INFRASTRUCTURE.value,
                    host.item.code,
                    self.offices.get(key, ""),
                    host.said,
                    to and f"terhubung ke {to}",
                )
            ),
            remark=host.said or _usual(host.item),
            detail=to and f"terhubung ke {to}",
            pattern="bold" if host.alarm else _status(host.item),
        )

    def _card(self, each: Placed, frame: str) -> Box:
        item = self.items[each.key]
        within = "" if frame == each.host else f"di {_name(self.hosts[each.host].item)}"
        more = self.tree.times[each.key] - 1
        elsewhere = f"juga di {number(more)} tempat lain" if more else ""
        office = self.offices.get(each.key, "")
        hidden = self.on[each.host].index(each)
        return Box(
            key=f"{each.host}:{f'hidden-{hidden}' if item.hidden else each.key}",
            label=_name(item),
            layer=item.layer,
            group=frame,
            colour_key=item.layer.name,
            url="" if item.hidden else item.url,
            summary=listed(
                (
                    item.layer.value,
                    item.code,
                    item.summary,
                    office,
                    each.said,
                    elsewhere,
                )
            ),
            remark=listed((_usual(item), each.said, within)) or elsewhere,
            detail=listed((item.layer.value, office)),
            pattern=_status(item),
        )

    def facts(self, nowhere: Iterable[Nowhere], *, crowded: bool) -> Facts:
        """Return a row for all that runs somewhere, after what runs nowhere known."""
        rows = [row for each in nowhere for row in self._missing(each)]
        for key in sorted(self.hosts, key=self._place):
            rows.append(self._host_row(key))
            if crowded:
                continue
            rows += [self._row(each) for each in self.on[key]]
        columns = ("Elemen", "Lapisan", "Perangkat daerah", "Berjalan di", "Keterangan")
        return Facts(columns, tuple(rows), "elemen")

    def _missing(self, each: Nowhere) -> list[Row]:
        if not each.items:
            label = layer_count(each.layer, each.count)
            return [
                Row((label, each.layer.value, "", "", ""), each.url, group=_NOWHERE)
            ]
        return [
            Row(
                (
                    item.name,
                    item.layer.value,
                    self.offices.get(item.key, ""),
                    "belum dicatat",
                    _usual(item),
                ),
                item.url,
                group=_NOWHERE,
            )
            for item in sorted(each.items, key=lambda item: item.name.casefold())
        ]

    def _host_row(self, key: str) -> Row:
        host = self.hosts[key]
        to = ", ".join(sorted(self.connected.get(key, ())))
        counts = Counter(self.items[each.key].layer for each in self.on[key])
        return Row(
            (
                _name(host.item),
                Layer.INFRASTRUCTURE.value,
                self.offices.get(key, ""),
                _name(self.hosts[host.parent].item) if host.parent else "",
                listed(
                    (
                        _usual(host.item),
                        host.said,
                        to and f"terhubung ke {to}",
                        _counted(counts),
                    )
                ),
            ),
            host.item.url,
            group=self._top(key),
        )

    def _row(self, each: Placed) -> Row:
        item = self.items[each.key]
        return Row(
            (
                _name(item),
                item.layer.value,
                self.offices.get(each.key, ""),
                _name(self.hosts[each.host].item),
                listed((_usual(item), each.said)),
            ),
            "" if item.hidden else item.url,
            group=self._top(each.host),
        )

    def _top(self, key: str) -> str:
        if key not in self.tree.framed and not self.hosts[key].parent:
            return _LOOSE
        return _name(self.hosts[(self.tree.above(key) or [key])[-1]].item)

    def _place(self, key: str) -> tuple[str, int, str, str]:
        return (self._top(key).casefold(), self.tree.depths[key], *self.tree.order(key))


def _name(item: Item) -> str:
    return HIDDEN if item.hidden else item.name


def _status(item: Item) -> str:
    return item.status.name if item.status and not item.hidden else ""


def _usual(item: Item) -> str:
    """Return the words for a status that is not the usual one."""
    status = _status(item)
    return "" if status in {"", "LIVE"} else status_name(status).lower()


def _counted(counts: Mapping[Layer, int]) -> str:
    several = [layer_count(each, counts[each]) for each in LAYERS if counts.get(each)]
    return ", ".join(several)


def _subtitle(on: date, counts: Mapping[Layer, int], places: int) -> str:
    return listed(
        (
            f"Keadaan {tanggal(on)}",
            f"{number(places)} tempat" if places else "",
            *(layer_count(each, counts[each]) for each in LAYERS if counts.get(each)),
        )
    )


def _legend(boxes: Collection[Box]) -> tuple[Legend, ...]:
    there = {box.layer for box in boxes}
    told = [Legend(layer.name, layer.value) for layer in LAYERS if layer in there]
    if any(box.pattern == "bold" for box in boxes):
        told.append(Legend("bold", "Tepi tebal: perlu tindakan"))
    return tuple(told)


def _note(
    nowhere: Iterable[Nowhere],
    *,
    crowded: bool = False,
    limit: int = 0,
    tabled: bool = True,
) -> str:
    said = []
    if crowded:
        said.append(
            f"Lebih dari {number(limit)} kartu: yang berjalan pada satu tempat dihitung"
            " menurut lapisan."
        )
    if missing := [layer_count(each.layer, each.count) for each in nowhere]:
        said.append(
            f"{' dan '.join(missing)} belum dicatat di mana berjalan atau disimpan"
            + ("; daftarnya ada pada tabel." if tabled else ".")
        )
    return " ".join(said)
