"""What is protected by what, and what is not: a frame for each control.

The question it answers: which control protects what, and what does none protect?
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from architecture.maps.looks.palette import EXPOSED, PROTECTED, UNPROTECTED
from architecture.maps.words import layer_count, listed, number
from architecture.reference.calendar import tanggal

LIMIT = 300
"""How many cards one picture carries before it is summed up."""

NEEDING = (Layer.APPLICATION, Layer.DATA, Layer.INFRASTRUCTURE)
"""What is asked for protection; processes and services are shown where they have it."""

_WORDS: Mapping[str, str] = {
    EXPOSED: "Belum diamankan, padahal memuat data pribadi atau data terbatas",
    UNPROTECTED: "Belum diamankan",
    PROTECTED: "Diamankan",
}
_PATTERNS: Mapping[str, str] = {EXPOSED: "bold", UNPROTECTED: "dashed", PROTECTED: ""}


@dataclass(frozen=True, kw_only=True)
class Control:
    """What protects; with `ended` it does no longer, since that day if it is known."""

    item: Item
    ended: bool = False
    until: date | None = None

    @property
    def said(self) -> str:
        """Return what is said of one that has ended."""
        if not self.ended:
            return ""
        since = f" {tanggal(self.until)}" if self.until else ""
        return f"tidak berlaku lagi, berakhir{since}" if since else "tidak berlaku lagi"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many of an office, or of a layer, are protected, and how many are not."""

    of: Office
    counts: Mapping[str, int]
    """By `PROTECTED`, `UNPROTECTED`, `EXPOSED`."""


def security(
    controls: Iterable[Control],
    items: Iterable[Item],
    shields: Iterable[tuple[str, str]],
    exposed: frozenset[str],
    offices: Mapping[str, str],
    *,
    scope: str,
    on: date,
    idle: int = 0,
    unsaid: int = 0,
    source: str = "",
) -> Map:
    """Put what is protected into the frames of its controls, the rest before them.

    `shields` pair the key of a control with what it protects, `exposed` are the keys of
    what holds data about persons, `offices` the names of owners by the key of what they
    own.  What only an ended control protects is not protected; `idle` controls protect
    nothing, of `unsaid` applications nobody knows whether they hold data about persons.
    """
    known = {item.key: item for item in items}
    guards = {each.item.key: each for each in controls}
    over: defaultdict[str, list[str]] = defaultdict(list)
    by: defaultdict[str, list[str]] = defaultdict(list)
    for guard, key in sorted(shields):
        over[guard].append(key)
        by[key].append(guard)
    pen = _Pen(known, guards, by, exposed, offices)
    states = {key: pen.state(key) for key in known}
    frames = [
        (state, [key for key in pen.ordered(states) if states[key] == state])
        for state in (EXPOSED, UNPROTECTED)
    ]
    frames += [(guard, pen.ordered(over[guard])) for guard in pen.guards_in_order(over)]
    frames = [(frame, keys) for frame, keys in frames if keys]
    return Map(
        title=f"Pengamanan di {scope}",
        subtitle=_subtitle(on, pen.counted(states), len(guards)),
        layout=Layout.GRID,
        boxes=tuple(
            pen.box(frame, key, place)
            for frame, keys in frames
            for place, key in enumerate(keys)
        ),
        groups=tuple(pen.group(frame, keys) for frame, keys in frames),
        legend=_legend(
            set(states.values()), "Diamankan; bingkainya menyebut pengamannya"
        ),
        note=_note(idle=idle, unsaid=unsaid),
        source=source,
        facts=pen.facts(states),
    )


def summed(
    tallies: Iterable[Tally],
    *,
    by: str,
    scope: str,
    on: date,
    controls: int,
    unsaid: int = 0,
    source: str = "",
) -> Map:
    """Give each office, or layer, one box with its counts; most that is open first."""
    rows = sorted(
        tallies,
        key=lambda each: (
            -each.counts[EXPOSED],
            -each.counts[UNPROTECTED],
            each.of.name.casefold(),
        ),
    )
    counts = {key: sum(each.counts[key] for each in rows) for key in _WORDS}
    told = tuple(key for key in _WORDS if counts[key])
    return Map(
        title=f"Pengamanan di {scope}",
        subtitle=_subtitle(on, counts, controls),
        layout=Layout.GRID,
        boxes=tuple(_sum(each) for each in rows),
        legend=_legend(set(told)),
        note=_note(
            grouped=f"{number(sum(counts.values()))} elemen dirangkum menurut"
            f" {by.lower()}; pilih satu perangkat daerah untuk melihat isinya.",
            unsaid=unsaid,
        ),
        source=source,
        facts=Facts(
            (
                by,
                "Belum diamankan, data pribadi atau terbatas",
                "Belum diamankan lainnya",
                "Diamankan",
            ),
            tuple(
                Row(
                    (each.of.name, *(number(each.counts[key]) for key in _WORDS)),
                    each.of.url,
                )
                for each in rows
            ),
        ),
        grouped=True,
    )


@dataclass(frozen=True)
class _Pen:
    """What every card and every row needs to know."""

    known: Mapping[str, Item]
    guards: Mapping[str, Control]
    by: Mapping[str, Sequence[str]]
    exposed: frozenset[str]
    offices: Mapping[str, str]

    def state(self, key: str) -> str:
        """Tell whether a control that holds protects it."""
        if any(not self.guards[guard].ended for guard in self.by.get(key, ())):
            return PROTECTED
        return EXPOSED if key in self.exposed else UNPROTECTED

    def counted(self, states: Mapping[str, str]) -> Mapping[str, int]:
        """Return how many there are of each state."""
        return {key: sum(each == key for each in states.values()) for key in _WORDS}

    def ordered(self, keys: Iterable[str]) -> list[str]:
        """Sort by layer, then by name."""

        def order(key: str) -> tuple[int, bool, str, str]:
            item = self.known[key]
            place = NEEDING.index(item.layer) if item.layer in NEEDING else len(NEEDING)
            hidden = item.hidden  # the order must not tell the name
            return place, hidden, "" if hidden else item.name.casefold(), key

        return sorted(keys, key=order)

    def guards_in_order(self, over: Mapping[str, Sequence[str]]) -> list[str]:
        """Sort the controls: the largest first, those that have ended last."""

        def order(guard: str) -> tuple[bool, int, str, str]:
            each = self.guards[guard]
            return each.ended, -len(over[guard]), each.item.name.casefold(), guard

        return sorted((guard for guard in self.guards if over[guard]), key=order)

    def group(self, frame: str, keys: Sequence[str]) -> Group:
        """Return the frame of a control, or of those that none protects."""
        if frame in _WORDS:
            return Group(frame, _WORDS[frame], remark=number(len(keys)))
        guard = self.guards[frame]
        label = listed((guard.item.name, guard.said))
        return Group(frame, label, url=guard.item.url, remark=number(len(keys)))

    def box(self, frame: str, key: str, place: int) -> Box:
        """Return a card; what several controls protect stands in each of them."""
        item = self.known[key]
        guard = self.guards.get(frame)
        state = self.state(key) if guard else frame
        ended = guard is not None and guard.ended
        office = self.offices.get(key, "")
        return Box(
            key=f"{frame}:{'hidden-' + str(place) if item.hidden else key}",
            label=_name(item),
            layer=item.layer,
            group=frame,
            colour_key=state,
            url=item.url,
            summary=listed((item.layer.value, item.code, item.summary, office)),
            remark="belum diamankan" if state != PROTECTED else "",
            detail=listed((item.layer.value, office)),
            kind=item.kind,
            pattern="dotted" if ended and state == PROTECTED else _PATTERNS[state],
        )

    def facts(self, states: Mapping[str, str]) -> Facts:
        """Return what is open first, then what is protected and by what."""
        rows = [
            Row(
                (
                    _name(self.known[key]),
                    self.known[key].layer.value,
                    self.offices.get(key, ""),
                    _WORDS[state] if state != PROTECTED else "Diamankan",
                    "; ".join(self._named(guard) for guard in self.by.get(key, ())),
                ),
                self.known[key].url,
                group=_WORDS[state],
            )
            for state in _WORDS
            for key in self.ordered(states)
            if states[key] == state
        ]
        columns = ("Elemen", "Lapisan", "Perangkat daerah", "Keadaan", "Pengaman")
        return Facts(columns, tuple(rows), "elemen")

    def _named(self, guard: str) -> str:
        each = self.guards[guard]
        return f"{each.item.name} ({each.said})" if each.ended else each.item.name


def _name(item: Item) -> str:
    return HIDDEN if item.hidden else item.name


def _sum(each: Tally) -> Box:
    said = [
        f"{number(each.counts[key])} {words}"
        for key, words in (
            (EXPOSED, "belum, data pribadi/terbatas"),
            (UNPROTECTED, "belum lainnya"),
            (PROTECTED, "diamankan"),
        )
        if each.counts[key]
    ]
    return Box(
        key=each.of.key,
        label=each.of.name,
        layer=Layer.SECURITY,
        url=each.of.url,
        summary=listed(said),
        remark=listed(said),
        shares=tuple(
            Share(key, each.counts[key]) for key in _WORDS if each.counts[key]
        ),
    )


def _subtitle(on: date, counts: Mapping[str, int], controls: int) -> str:
    open_ = counts[EXPOSED] + counts[UNPROTECTED]
    return listed(
        (
            f"Keadaan {tanggal(on)}",
            f"{number(counts[PROTECTED])} elemen diamankan",
            f"{number(open_)} belum, {number(counts[EXPOSED])} di antaranya memuat data"
            " pribadi atau data terbatas",
            f"{number(controls)} pengaman",
        )
    )


def _legend(states: set[str], framed: str = "Diamankan") -> tuple[Legend, ...]:
    words = {**_WORDS, PROTECTED: framed}
    return tuple(Legend(key, said) for key, said in words.items() if key in states)


def _note(*, idle: int = 0, unsaid: int = 0, grouped: str = "") -> str:
    said = [grouped] if grouped else []
    asked = ", ".join(layer.value.lower() for layer in NEEDING)
    said.append(f"Yang ditanyakan pengamanannya: {asked}.")
    if unsaid:
        said.append(
            f"{layer_count(Layer.APPLICATION, unsaid)} yang belum diamankan belum"
            " menyebut apakah memuat data pribadi."
        )
    if idle:
        said.append(
            f"{layer_count(Layer.SECURITY, idle)} belum mencatat apa yang diamankannya."
        )
    return " ".join(said)
