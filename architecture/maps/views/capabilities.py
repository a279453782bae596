"""The capabilities of a government (RAB) as tiles: what supports each, and what none.

The question it answers: which of our duties have no application, and which so many that
one should look for twins?
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from architecture.layers import Layer, Status
from architecture.maps.choices import Colour
from architecture.maps.content import Box, Facts, Group, Layout, Map, Row, Share
from architecture.maps.looks.palette import COOL, EMPTY
from architecture.maps.views.colouring import Shade, legend, within
from architecture.maps.words import layer_count, listed, money, number, status_name
from architecture.reference.calendar import tanggal

LIMIT = 300
"""So many tiles are drawn at the most: deeper levels are left out before."""

LOOSE = "+"
"""What the key of the tile ends with that holds what no deeper code tells."""

_NONE = Shade(EMPTY, "Tanpa aplikasi", 0)
_NUMBERS = (
    (2, Shade(COOL[0], "1 aplikasi", 1)),
    (5, Shade(COOL[1], "2–4 aplikasi", 2)),
    (10, Shade(COOL[2], "5–9 aplikasi", 3)),
    (20, Shade(COOL[3], "10–19 aplikasi", 4)),
    (10**9, Shade(COOL[4], "20 aplikasi atau lebih", 5)),
)
_COSTS = (
    (Decimal(100_000_000), Shade(COOL[0], "Di bawah Rp100 juta", 1)),
    (Decimal(500_000_000), Shade(COOL[1], "Rp100–500 juta", 2)),
    (Decimal(10**9), Shade(COOL[2], "Rp500 juta–1 miliar", 3)),
    (Decimal(5 * 10**9), Shade(COOL[3], "Rp1–5 miliar", 4)),
    (Decimal("Infinity"), Shade(COOL[4], "Rp5 miliar atau lebih", 5)),
)
_COSTLESS = Shade("", "Biaya belum dicatat", 6)
_RUNNING = Shade("LIVE", "Ada yang berjalan terus", 1)
_ENDING = Shade("PHASING_OUT", "Semua yang berjalan akan dihentikan", 2)
_AHEAD = Shade("PLANNED", "Baru direncanakan atau dibangun", 3)


@dataclass(frozen=True, slots=True)
class Capability:
    """A code of the RAB; `parent` is empty for a sector."""

    code: str
    name: str
    parent: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Supporter:
    """An application with the codes that it supports; `cost` None where unknown."""

    key: str
    codes: tuple[str, ...]
    status: Status
    cost: Decimal | None = None
    own: bool = True


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How it is told: `depth` levels below the sectors, `money` if it may be read."""

    scope: str
    on: date
    source: str = ""
    colour: Colour = Colour.NUMBER
    depth: int = 1
    money: bool = False
    note: str = ""
    limit: int = LIMIT


def capabilities(
    several: Iterable[Capability], supporters: Iterable[Supporter], telling: Telling
) -> Map:
    """Return a tile for each capability, in the frame of the one above it.

    An application counts once in each that it supports, and in all above.
    """
    tree = _Tree(sorted(several, key=lambda each: each.code))
    under = _under(supporters)
    depth = telling.depth
    while depth > 1 and len(tree.tiles(depth, under)) > telling.limit:
        depth -= 1
    tiles = tree.tiles(depth, under)
    shades = {tile.key: _shade(under.get(tile.key, ()), telling) for tile in tiles}
    boxes = [_box(tile, under.get(tile.key, ()), shades, telling) for tile in tiles]
    everything = {each for found in under.values() for each in found}
    loose = under.get("", ())
    empty = sum(shade is _NONE for shade in shades.values())
    return Map(
        title=f"Peta kapabilitas {telling.scope}",
        subtitle=listed(
            (
                f"Keadaan {tanggal(telling.on)}",
                layer_count(Layer.APPLICATION, len(everything)),
                f"{number(empty)} dari {number(len(tiles))} kapabilitas tanpa aplikasi",
                f"Warna: {telling.colour.value.lower()}",
            )
        ),
        layout=Layout.TILES,
        boxes=tuple(boxes),
        groups=tuple(tree.groups(depth, under)),
        legend=legend(shades.values()),
        note=_note(loose, telling, cut=depth < telling.depth),
        source=telling.source,
        facts=_facts(tree, depth, under, shades, telling),
    )


@dataclass(frozen=True, slots=True)
class _Tile:
    """A tile: a capability, or what of it no deeper code tells."""

    key: str
    label: str
    code: str
    url: str
    frame: str


_Under = Mapping[str, Sequence[Supporter]]


class _Tree:
    """The capabilities by code, in the order of their codes."""

    def __init__(self, several: Sequence[Capability]) -> None:
        self.nodes = {each.code: each for each in several}
        self._below: dict[str, list[Capability]] = defaultdict(list)
        for each in several:
            known = each.parent if each.parent in self.nodes else ""
            self._below[known].append(each)

    def shown(self, depth: int) -> list[tuple[Capability, int]]:
        """Return what is shown with its level, parents before what lies below."""
        found: list[tuple[Capability, int]] = []

        def walk(code: str, level: int) -> None:
            for each in self._below[code] if level <= depth else ():
                found.append((each, level))
                walk(each.code, level + 1)

        walk("", 0)
        return found

    def parted(self, code: str, level: int, depth: int) -> bool:
        """Tell whether a capability is a frame around others."""
        return level == 0 or (level < depth and bool(self._below[code]))

    def tiles(self, depth: int, under: _Under) -> list[_Tile]:
        """Return the tiles in the order of their codes."""
        found = []
        for each, level in self.shown(depth):
            if not self.parted(each.code, level, depth):
                found.append(
                    _Tile(each.code, each.name, each.code, each.url, each.parent)
                )
            elif under.get(each.code + LOOSE):
                name = "Belum dirinci"
                key = each.code + LOOSE
                found.append(_Tile(key, name, each.code, each.url, each.code))
        return found

    def groups(self, depth: int, under: _Under) -> list[Group]:
        """Return the frames that hold something."""
        held = {tile.frame for tile in self.tiles(depth, under)}
        frames = [
            each
            for each, level in self.shown(depth)
            if self.parted(each.code, level, depth)
        ]
        for each in reversed(frames):
            if each.code in held and each.parent:
                held.add(each.parent)
        return [
            Group(
                each.code,
                f"{each.code} {each.name}",
                parent=each.parent if each.parent in self.nodes else "",
                url=each.url,
                remark=number(len(under.get(each.code, ()))),
            )
            for each in frames
            if each.code in held
        ]


def _under(supporters: Iterable[Supporter]) -> _Under:
    """Return code → what supports it or what lies below; "" for what has no code.

    What bears just that code, and none below it, stands under its code and `LOOSE`.
    """
    found: dict[str, dict[str, Supporter]] = defaultdict(dict)
    for each in supporters:
        above = {
            code.rsplit(".", up)[0]
            for code in each.codes
            for up in range(code.count("."))
        }
        for code in above or {""}:
            found[code][each.key] = each
        for code in each.codes:
            if not any(other.startswith(f"{code}.") for other in each.codes):
                found[code + LOOSE][each.key] = each
    return {code: tuple(several.values()) for code, several in found.items()}


def _shade(several: Sequence[Supporter], telling: Telling) -> Shade:
    if not several:
        return _NONE
    if telling.colour is Colour.NUMBER:
        return within(_NUMBERS, len(several))
    if telling.colour is Colour.COST:
        known = [each.cost for each in several if each.cost is not None]
        return within(_COSTS, sum(known, Decimal(0))) if known else _COSTLESS
    statuses = {each.status for each in several}
    if Status.LIVE in statuses:
        return _RUNNING
    return _ENDING if Status.PHASING_OUT in statuses else _AHEAD


def _box(
    tile: _Tile,
    several: Sequence[Supporter],
    shades: Mapping[str, Shade],
    telling: Telling,
) -> Box:
    counts = Counter(each.status for each in several)
    parts = tuple(Share(each.name, counts[each]) for each in Status if counts[each])
    said = layer_count(Layer.APPLICATION, len(several)) if several else "belum ada"
    states = [f"{status_name(each.colour_key)}: {number(each.count)}" for each in parts]
    return Box(
        key=tile.key,
        label=tile.label,
        layer=Layer.BUSINESS,
        group=tile.frame,
        colour_key=shades[tile.key].key,
        url=tile.url,
        summary=listed((tile.code, said, *states, _cost(several, telling))),
        remark=listed((said, _cost(several, telling))),
        detail=tile.code,
        shares=parts if telling.colour is Colour.STATUS else (),
    )


def _cost(several: Sequence[Supporter], telling: Telling) -> str:
    known = [each.cost for each in several if each.cost is not None]
    return money(sum(known, Decimal(0))) if telling.money and known else ""


def _note(loose: Sequence[Supporter], telling: Telling, *, cut: bool) -> str:
    parts = [
        "Aplikasi dihitung pada setiap kapabilitas yang didukungnya, langsung atau"
        " lewat proses dan layanannya."
    ]
    if loose:
        others = sum(not each.own for each in loose)
        among = (
            f", {number(others)} di antaranya milik instansi lain," if others else ""
        )
        parts.append(
            f"{layer_count(Layer.APPLICATION, len(loose))}{among} belum berkode RAB dan"
            " tidak tampak di sini."
        )
    if telling.money:
        parts.append("Biaya dijumlahkan dari yang tercatat.")
    if cut:
        parts.append(
            f"Tingkat yang lebih dalam tidak digambar (batas {number(telling.limit)}"
            " petak)."
        )
    return " ".join((*parts, telling.note)).strip()


def _facts(
    tree: _Tree,
    depth: int,
    under: _Under,
    shades: Mapping[str, Shade],
    telling: Telling,
) -> Facts:
    columns = ["Kapabilitas", "Kode", "Aplikasi", "Aktif", "Akan dihentikan", "Rencana"]
    if telling.money:
        columns.append("Biaya setahun")
    rows = []
    sector = ""
    for each, level in tree.shown(depth):
        sector = f"{each.code} {each.name}" if level == 0 else sector
        several = under.get(each.code, ())
        counts = Counter(one.status for one in several)
        cells = [
            each.name,
            each.code,
            number(len(several)) if several else "belum ada",
            number(counts[Status.LIVE]),
            number(counts[Status.PHASING_OUT]),
            number(counts[Status.PLANNED] + counts[Status.IN_BUILD]),
        ]
        if telling.money:
            cells.append(_cost(several, telling))
        marks = (shades[each.code].key,) if each.code in shades else ()
        rows.append(Row(tuple(cells), each.url, group=sector, marks=marks))
    return Facts(tuple(columns), tuple(rows), unit="baris")
