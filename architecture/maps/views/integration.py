"""Who gives which data to whom, and through what: applications, or their offices.

The question it answers: from whom do these data come, to whom do they go, and how?
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from architecture.maps.content import (
    HIDDEN,
    Arrow,
    Box,
    Facts,
    Group,
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
    SHARED,
    WAYS,
    Common,
    Counts,
    Exchange,
    legend,
    note,
    subtitle,
)
from architecture.maps.views.traffic import between, by_owner
from architecture.maps.words import listed, status_name

MOST_BOXES, MOST_ARROWS = 44, 60
"""Of more, offices are drawn instead of applications."""


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
        subtitle=subtitle(on, counts, scope if middle else ""),
        layout=Layout.FLOW,
        boxes=boxes,
        arrows=tuple(arrows),
        groups=pen.groups(boxes),
        legend=legend(boxes, arrows),
        note=note(counts),
        source=source,
        facts=facts,
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
            kind = giver, taker, LINES[each.through], each.heads
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
                WAYS[each.through],
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


def _name(item: Item) -> str:
    return HIDDEN if item.hidden else item.name
