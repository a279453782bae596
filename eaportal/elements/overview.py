"""How far the architecture of a government is filled, by layer and by office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import g

from architecture import elements
from architecture.elements import figures, lacking
from architecture.elements.figures import Figures
from architecture.elements.lacking import Gap, Tally
from architecture.layers import Layer, Status
from eaportal import db
from eaportal.days import AsOf
from eaportal.elements import work
from eaportal.elements.places import SLUGS


@dataclass(frozen=True, slots=True)
class Filled:
    """A share of what is asked that is there."""

    elements: int
    asked: int
    stated: int
    unrelated: int = 0

    @property
    def percent(self) -> int:
        """Return the share in percent, rounded down; 0 where nothing is asked."""
        return self.stated * 100 // self.asked if self.asked else 0


@dataclass(frozen=True, slots=True)
class Row:
    """A layer as the overview shows it."""

    layer: Layer
    elements: int
    filled: Filled


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing of so many elements of a layer."""

    name: str
    label: str
    asked: int
    missing: int
    is_link: bool


def counted(root: int, as_of: AsOf, job: int = 0) -> Figures | None:
    """Return the figures of a government on a day, None where they are not counted.

    Those that are not of now are counted anew by the worker.  Those of another day are
    counted at once where that is quick, else by a job that somebody asks for.
    """
    if as_of.moved:
        if figures.is_small(db.session, root):
            return figures.count_then(db.session, root, as_of.day)
        return work.counted_on(root, as_of.day, job)
    found, fresh = figures.of(db.session, root, as_of.today)
    if not fresh:
        work.ask(root)
    return found


def layers(root: int, found: Figures | None, as_of: AsOf) -> list[Row]:
    """Return every layer with its living elements and how filled it is."""
    if found is None and as_of.moved:
        there = elements.by_layer_on(db.session, g.viewer, root, as_of.day)
        return [Row(each, there.get(each, 0), filled(())) for each in SLUGS]
    if found is None:
        counts = elements.by_layer(db.session, g.viewer, root)
        return [Row(each, _living(counts[each]), filled(())) for each in SLUGS]
    several = {
        each: filled(tally for tally in found.tallies if tally.layer is each)
        for each in SLUGS
    }
    return [Row(each, several[each].elements, several[each]) for each in SLUGS]


def _living(counts: Mapping[Status, int]) -> int:
    return sum(many for status, many in counts.items() if status != Status.RETIRED)


def filled(several: Iterable[Tally]) -> Filled:
    """Return the sum of several counts."""
    number = asked = stated = unrelated = 0
    for each in several:
        number += each.elements
        asked += sum(n for name, n in each.asked.items() if name != lacking.UNRELATED)
        stated += sum(n for name, n in each.stated.items() if name != lacking.UNRELATED)
        unrelated += each.elements - each.stated.get(lacking.UNRELATED, 0)
    return Filled(number, asked, stated, unrelated)


def by_office(several: Sequence[Tally]) -> dict[int, Filled]:
    """Return office → how filled its elements are."""
    offices = dict.fromkeys(each.organisation for each in several)
    return {
        office: filled(each for each in several if each.organisation == office)
        for office in offices
    }


def lacks(root: int, layer: Layer, several: Iterable[Tally]) -> list[Lack]:
    """Return what is missing in a layer, the most missed first."""
    fields = elements.fields_of(db.session, root, layer)
    of_layer = [each for each in several if each.layer is layer]
    found = [_lack(gap, of_layer) for gap in lacking.gaps(fields, layer)]
    return sorted((each for each in found if each.missing), key=lambda x: -x.missing)


def _lack(gap: Gap, several: Sequence[Tally]) -> Lack:
    asked = sum(each.asked.get(gap.name, 0) for each in several)
    stated = sum(each.stated.get(gap.name, 0) for each in several)
    return Lack(gap.name, gap.label, asked, asked - stated, gap.link is not None)
