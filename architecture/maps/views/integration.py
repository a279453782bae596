"""Who gives which data to whom, and through what: applications, or their offices.

The question it answers: from whom do these data come, to whom do they go, and how?
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from architecture.layers import Direction, Layer, ThroughLink
from architecture.maps.content import (
    HIDDEN,
    NO_ELEMENT,
    Arrow,
    Box,
    Facts,
    Group,
    Heads,
    Item,
    Layout,
    Legend,
    Map,
    Office,
    Row,
)
from architecture.maps.words import layer_count, listed, number, status_name
from architecture.reference.calendar import tanggal

MOST_BOXES, MOST_ARROWS = 44, 60
"""Of more, offices are drawn instead of applications."""

MOST_PAIRS = 60
"""So many arrows between offices are drawn, those of most data first."""

EXCHANGED, SHARED = "EXCHANGES", "USES"

_LINES: Mapping[ThroughLink, str] = {
    ThroughLink.YES: "bold",
    ThroughLink.NO: "",
    ThroughLink.UNKNOWN: "dashed",
}
_WAYS: Mapping[ThroughLink, str] = {
    ThroughLink.YES: "SPLP",
    ThroughLink.NO: "langsung",
    ThroughLink.UNKNOWN: "belum diketahui",
}
_MANY = "…"


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One application exchanges data with another, as far as the viewer may read it."""

    source: str
    target: str
    data: str = ""
    direction: Direction = Direction.UNKNOWN
    through: ThroughLink = ThroughLink.UNKNOWN
    protocol: str = ""
    frequency: str = ""
    note: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """Return who gives and who takes; both ways, or nobody knows: as recorded."""
        if self.direction is Direction.BACK:
            return self.target, self.source
        return self.source, self.target

    @property
    def heads(self) -> Heads:
        """Return at which ends of its arrow the data arrive."""
        if self.direction is Direction.BOTH:
            return Heads.BOTH
        return Heads.NONE if self.direction is Direction.UNKNOWN else Heads.FORTH


@dataclass(frozen=True, kw_only=True)
class Common:
    """Data that some applications produce and others use."""

    data: str
    producers: tuple[str, ...]
    users: tuple[str, ...]


@dataclass(kw_only=True)
class Traffic:
    """What goes from one office to another: how much, what it is, and how it goes."""

    count: int = 0
    both: int = 0
    unknown: int = 0
    through: Counter[ThroughLink] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)

    @property
    def aimed(self) -> int:
        """Return how much is known to go that way."""
        return self.count - self.unknown

    @property
    def label(self) -> str:
        """Return the name of the data, or how many there are."""
        if len(self.names) == 1 and self.count == 1:
            return next(iter(self.names))
        return f"{number(self.count)} aliran data"

    @property
    def line(self) -> str:
        """Return how the arrow is drawn: bold if all of it passes through the SPLP."""
        whole = self.through[ThroughLink.YES] == self.count
        return _LINES[ThroughLink.YES] if whole else ""


Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What the subtitle and the note tell."""

    exchanges: int
    through: int
    common: int
    alone: int
    nameless: int = 0

    @classmethod
    def of(
        cls, exchanges: Collection[Exchange], common: Collection[Common], alone: int
    ) -> "Counts":
        """Count them."""
        return cls(
            exchanges=len(exchanges),
            through=sum(each.through is ThroughLink.YES for each in exchanges),
            common=len(common),
            alone=alone,
            nameless=sum(not each.data for each in exchanges),
        )


def integration(
    items: Iterable[Item],
    owners: Mapping[str, Office],
    exchanges: Sequence[Exchange],
    common: Sequence[Common],
    *,
    scope: str,
    on: date,
    alone: int = 0,
    middle: str = "",
    source: str = "",
) -> Map:
    """Draw each application in the frame of its owner, and the data between them.

    `owners` are by the key of the application, `alone` is how many applications neither
    give nor take anything.  Above the limits the owners are drawn instead.
    """
    known = {item.key: item for item in items}
    of = known[middle].name if middle else f"di {scope}"
    pen = _Pen(known, owners, middle)
    counts = Counts.of(exchanges, common, alone)
    arrows = [*pen.exchanged(exchanges), *pen.shared(common)]
    facts = pen.facts(exchanges, common)
    if len(known) > MOST_BOXES or len(arrows) > MOST_ARROWS:
        traffic = between(owners, exchanges, common, known)
        return by_owner(
            traffic, owners, counts, of=of, on=on, source=source, facts=facts
        )
    boxes = pen.boxes()
    return Map(
        title=f"Integrasi {of}",
        subtitle=_subtitle(on, counts, scope if middle else ""),
        layout=Layout.FLOW,
        boxes=boxes,
        arrows=tuple(arrows),
        groups=pen.groups(boxes),
        legend=_legend(boxes, arrows),
        note=_note(counts),
        source=source,
        facts=facts,
    )


def between(
    owners: Mapping[str, Office],
    exchanges: Iterable[Exchange],
    common: Iterable[Common],
    known: Mapping[str, Item] | None = None,
) -> dict[Pair, Traffic]:
    """Sum up who gives data to whom, owner by owner; `known` tells names of data."""
    found: defaultdict[Pair, Traffic] = defaultdict(Traffic)
    for each in exchanges:
        giver, taker = (owners[key].key for key in each.ends)
        traffic = found[giver, taker]
        traffic.count += 1
        traffic.both += each.heads is Heads.BOTH
        traffic.unknown += each.heads is Heads.NONE
        traffic.through[each.through] += 1
        traffic.names.add(each.data or "data belum disebut")
    for one in common:
        name = known[one.data].name if known and not known[one.data].hidden else _MANY
        givers = {owners[key].key for key in one.producers}
        for taker in {owners[key].key for key in one.users}:
            for giver in givers:
                found[giver, taker].count += 1
                found[giver, taker].names.add(name)
    return dict(found)


def by_owner(
    traffic: Mapping[Pair, Traffic],
    owners: Mapping[str, Office],
    counts: Counts,
    *,
    of: str,
    on: date,
    source: str = "",
    facts: Facts | None = None,
) -> Map:
    """Draw who gives data to whom, one box an owner; without `facts` pair by pair."""
    by_key = {office.key: office for office in owners.values()}
    outside = {pair: each for pair, each in traffic.items() if pair[0] != pair[1]}
    joined = _joined(outside)
    chosen = sorted(joined, key=lambda pair: (-joined[pair].count, pair))[:MOST_PAIRS]
    left = len(joined) - len(chosen)
    arrows = tuple(_between(pair, joined[pair], outside) for pair in sorted(chosen))
    inside = {pair[0]: each for pair, each in traffic.items() if pair[0] == pair[1]}
    shown = {key for pair in chosen for key in pair} | inside.keys()
    boxes = tuple(
        _owner(by_key[key], traffic, inside.get(key))
        for key in sorted(shown, key=lambda key: (by_key[key].name.casefold(), key))
    )
    return Map(
        title=f"Integrasi {of}",
        subtitle=_subtitle(on, counts),
        layout=Layout.FLOW,
        boxes=boxes,
        arrows=arrows,
        legend=_legend(boxes, arrows, whole=True),
        note=_note(counts, grouped=True, left=left),
        source=source,
        facts=facts or _pairs(traffic, by_key),
        grouped=True,
    )


@dataclass(frozen=True)
class _Pen:
    """What every box and every row needs to know."""

    known: Mapping[str, Item]
    owners: Mapping[str, Office]
    middle: str

    def key(self, key: str) -> str:
        """Return what a box is called; what is hidden by its place."""
        if not self.known[key].hidden:
            return key
        hidden = [each for each, item in self.known.items() if item.hidden]
        return f"hidden-{sorted(hidden).index(key)}"

    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes by owner and name; the data beside their producers."""

        def order(item: Item) -> tuple[str, bool, str, str]:
            owner = self.owners[item.key]
            hidden = item.hidden  # the order must not tell the name
            name = "" if hidden else item.name.casefold()
            return owner.name.casefold(), hidden, name, item.key

        return tuple(self._box(item) for item in sorted(self.known.values(), key=order))

    def _box(self, item: Item) -> Box:
        plain = Box(
            key=self.key(item.key),
            label=_name(item),
            layer=item.layer,
            group=self.owners[item.key].key,
            colour_key=item.layer.name,
            focus=item.key == self.middle,
            kind=item.kind,
        )
        if item.hidden:
            return plain
        status = item.status.name if item.status else ""
        usual = status in {"", "LIVE"}
        return replace(
            plain,
            url=item.url,
            summary=listed(
                (
                    item.layer.value,
                    item.code,
                    status and status_name(status),
                    item.summary,
                )
            ),
            remark="" if usual else status_name(status),
            pattern=status,
        )

    def groups(self, boxes: Iterable[Box]) -> tuple[Group, ...]:
        """Return a frame for each owner that has a box."""
        by_key = {owner.key: owner for owner in self.owners.values()}
        used = dict.fromkeys(box.group for box in boxes)
        return tuple(Group(key, by_key[key].name, url=by_key[key].url) for key in used)

    def exchanged(self, exchanges: Iterable[Exchange]) -> Iterator[Arrow]:
        """Yield an arrow for each pair, way and line; the data are its label."""
        found: defaultdict[tuple[str, str, str, Heads], list[str]] = defaultdict(list)
        for each in exchanges:
            giver, taker = map(self.key, each.ends)
            kind = giver, taker, _LINES[each.through], each.heads
            found[kind].append(each.data)
        for (giver, taker, line, heads), names in sorted(found.items()):
            said = ", ".join(sorted({name for name in names if name}))
            yield Arrow(giver, taker, said, EXCHANGED, line, heads)

    def shared(self, common: Iterable[Common]) -> Iterator[Arrow]:
        """Yield the arrows from those who produce data, and to those who use them."""
        for each in common:
            data = self.key(each.data)
            for producer in each.producers:
                yield Arrow(self.key(producer), data, "", "PRODUCES")
            for user in each.users:
                yield Arrow(data, self.key(user), "", SHARED)

    def facts(self, exchanges: Iterable[Exchange], common: Iterable[Common]) -> Facts:
        """Return one row for each exchange, and for each who uses common data."""
        rows = [self._exchange(each) for each in exchanges]
        rows += [self._use(each, user) for each in common for user in each.users]
        columns = ["Pemberi", "Data", "Penerima", "Lewat"]
        last = ["Protokol", "Kekerapan", "Keterangan"]
        told = [any(row.cells[4 + place] for row in rows) for place in range(3)]
        kept = [True] * 4 + told
        rows = [
            replace(
                row,
                cells=tuple(
                    cell for cell, keep in zip(row.cells, kept, strict=True) if keep
                ),
            )
            for row in rows
        ]
        columns += [name for name, keep in zip(last, told, strict=True) if keep]
        rows.sort(key=lambda row: (row.group.casefold(), row.cells))
        return Facts(tuple(columns), tuple(rows), "aliran data")

    def _exchange(self, each: Exchange) -> Row:
        giver, taker = each.ends
        said = {
            Heads.BOTH: "dua arah",
            Heads.NONE: "arah belum diketahui",
            Heads.FORTH: "",
        }[each.heads]
        return Row(
            (
                _name(self.known[giver]),
                listed((each.data or "belum disebut", said)),
                _name(self.known[taker]),
                _WAYS[each.through],
                each.protocol,
                each.frequency,
                each.note,
            ),
            self._url(giver),
            group=self.owners[giver].name,
        )

    def _use(self, each: Common, user: str) -> Row:
        producers = sorted(_name(self.known[key]) for key in each.producers)
        first = each.producers[0]
        return Row(
            (
                ", ".join(producers),
                _name(self.known[each.data]),
                _name(self.known[user]),
                "data bersama",
                "",
                "",
                "",
            ),
            self._url(each.data),
            linked=1,
            group=self.owners[first].name,
        )

    def _url(self, key: str) -> str:
        return "" if self.known[key].hidden else self.known[key].url


def _joined(traffic: Mapping[Pair, Traffic]) -> dict[Pair, Traffic]:
    """Let what goes both ways be one arrow."""
    found: dict[Pair, Traffic] = {}
    for pair in sorted(traffic):
        first, second = min(pair), max(pair)
        each = traffic[pair]
        one = found.setdefault((first, second), Traffic())
        one.count += each.count
        one.both += each.both
        one.unknown += each.unknown
        one.through += each.through
        one.names |= each.names
    return found


def _between(pair: Pair, each: Traffic, ways: Mapping[Pair, Traffic]) -> Arrow:
    back = (pair[1], pair[0])
    if (pair in ways and back in ways) or each.both:
        heads = Heads.BOTH
    else:
        heads = Heads.NONE if each.unknown == each.count else Heads.FORTH
    giver, taker = pair if pair in ways else back
    return Arrow(giver, taker, each.label, EXCHANGED, each.line, heads)


def _owner(office: Office, traffic: Mapping[Pair, Traffic], own: Traffic | None) -> Box:
    gives, takes, aimless = 0, 0, 0
    for (giver, taker), each in traffic.items():
        if giver == taker or office.key not in {giver, taker}:
            continue
        gives += each.aimed if giver == office.key else each.both
        takes += each.aimed if taker == office.key else each.both
        aimless += each.unknown
    said = [
        f"{number(count)} {words}"
        for count, words in (
            (gives, "keluar"),
            (takes, "masuk"),
            (aimless, "tanpa arah"),
            (own.count if own else 0, "di dalam"),
        )
        if count
    ]
    return Box(
        key=office.key,
        label=office.name,
        layer=Layer.APPLICATION,
        colour_key=Layer.APPLICATION.name,
        url=office.url,
        kind=NO_ELEMENT,
        summary=f"Aliran data: {', '.join(said)}",
        remark=", ".join(said[:2]),
    )


def _pairs(traffic: Mapping[Pair, Traffic], by_key: Mapping[str, Office]) -> Facts:
    rows = sorted(
        (
            Row(
                (
                    by_key[giver].name,
                    number(each.count),
                    by_key[taker].name,
                    number(each.through[ThroughLink.YES]),
                ),
                by_key[giver].url,
            )
            for (giver, taker), each in traffic.items()
        ),
        key=lambda row: (row.cells[0].casefold(), row.cells[2].casefold()),
    )
    columns = ("Pemberi", "Aliran data", "Penerima", "Melalui SPLP")
    return Facts(columns, tuple(rows), "pasangan")


def _subtitle(on: date, counts: Counts, scope: str = "") -> str:
    return listed(
        (
            scope,
            f"Keadaan {tanggal(on)}",
            f"{number(counts.exchanges)} pertukaran"
            f", {number(counts.through)} di antaranya melalui SPLP",
            f"{number(counts.common)} data dipakai bersama",
        )
    )


def _legend(
    boxes: Collection[Box], arrows: Collection[Arrow], *, whole: bool = False
) -> tuple[Legend, ...]:
    layers = {box.layer for box in boxes}
    told = [
        Legend(layer.name, words)
        for layer, words in (
            (Layer.APPLICATION, "Pemilik aplikasi" if whole else "Aplikasi"),
            (Layer.DATA, "Data bersama: dari yang menghasilkan ke yang memakai"),
        )
        if layer in layers
    ]
    lines = {arrow.line for arrow in arrows if arrow.kind == EXCHANGED}
    said = {
        "bold": "Semuanya melalui SPLP" if whole else "Melalui SPLP",
        "": "Sebagian atau seluruhnya di luar SPLP"
        if whole
        else "Langsung, tanpa SPLP",
        "dashed": "Jalur belum diketahui",
    }
    told += [
        Legend("", words, line or "solid")
        for line, words in said.items()
        if line in lines
    ]
    if any(arrow.heads is Heads.NONE for arrow in arrows):
        told.append(Legend("", "Tanpa kepala panah: arah belum diketahui", "solid"))
    return tuple(told)


def _note(counts: Counts, *, grouped: bool = False, left: int = 0) -> str:
    said = []
    if grouped:
        said.append(
            "Aplikasi dirangkum menurut pemiliknya; pilih satu perangkat daerah untuk"
            " melihat aplikasinya."
        )
    if left:
        said.append(
            f"{number(left)} pasangan dengan data paling sedikit hanya ada pada daftar."
        )
    if counts.nameless:
        said.append(f"{number(counts.nameless)} pertukaran belum menyebut datanya.")
    if counts.alone:
        said.append(
            f"{layer_count(Layer.APPLICATION, counts.alone)} belum tercatat memberi"
            " atau menerima data."
        )
    return " ".join(said)


def _name(item: Item) -> str:
    return HIDDEN if item.hidden else item.name
