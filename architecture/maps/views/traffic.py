"""Who gives data to whom, owner by owner: integration where applications are many."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from architecture.layers import Layer, ThroughLink
from architecture.maps.content import (
    NO_ELEMENT,
    Arrow,
    Box,
    Facts,
    Heads,
    Item,
    Layout,
    Map,
    Office,
    Row,
)
from architecture.maps.views.exchanges import (
    EXCHANGED,
    LINES,
    Common,
    Counts,
    Exchange,
    legend,
    note,
    subtitle,
)
from architecture.maps.words import number

MOST_PAIRS = 60
"""So many arrows between offices are drawn, those of most data first."""

_MANY = "…"


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
        return LINES[ThroughLink.YES] if whole else ""


Pair = tuple[str, str]


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
        subtitle=subtitle(on, counts),
        layout=Layout.FLOW,
        boxes=boxes,
        arrows=arrows,
        legend=legend(boxes, arrows, whole=True),
        note=note(counts, grouped=True, left=left),
        source=source,
        facts=facts or _pairs(traffic, by_key),
        grouped=True,
    )


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
