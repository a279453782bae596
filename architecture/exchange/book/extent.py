"""What part of a government a workbook holds, and who looks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from architecture import organisations, periods, scope
from architecture.elements import fields_of, relation_fields
from architecture.elements.fields import fields_ever
from architecture.exchange.book import layout
from architecture.exchange.book.layout import SheetPlan
from architecture.layers import Field, FieldClass, Layer, Verb
from architecture.model import Organisation, now
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

EVERY = frozenset(FieldClass)


class Offices:
    """The offices of a government by the words that a sheet says for them.

    A name that two offices bear stands with the code behind it.  What is said of an
    office that ended means the one that goes on for it; former names are known.
    """

    def __init__(self, rows: Iterable[Organisation]) -> None:
        """Take them in the order in which they are shown."""
        self.rows = list(rows)
        names = [_plain(each.name) for each in self.rows]
        self.labels = {
            each.id: f"{each.name} ({each.code})"
            if names.count(_plain(each.name)) > 1
            else each.name
            for each in self.rows
        }
        self._found: dict[str, set[int]] = {}
        known = {each.id: each for each in self.rows}
        heirs = {
            each.id: (periods.heir_of(known, each, day_of(now())) or each).id
            for each in self.rows
        }
        for each in self.rows:
            words = {self.labels[each.id], each.code, each.name, each.short_name}
            for word in words | {f"{each.name} ({each.code})"}:
                if word.strip():
                    self._found.setdefault(_plain(word), set()).add(heirs[each.id])
        for each in self.rows:  # a code means one office, whatever others are called
            self._found[_plain(each.code)] = {heirs[each.id]}
        borne = frozenset(self._found)
        for each in self.rows:
            for name in filter(None, map(_plain, each.former_names)):
                if name not in borne:
                    self._found.setdefault(name, set()).add(heirs[each.id])

    def rename(self, then: Iterable[periods.OfficeThen]) -> None:
        """Call them in the cells what they were called at another time."""
        several = list(then)
        names = Counter(_plain(each.name) for each in several)
        for each in several:
            alone = names[_plain(each.name)] == 1
            self.labels[each.id] = each.name if alone else f"{each.name} ({each.code})"

    def find(self, text: str) -> list[int]:
        """Return the ids of the offices that a text may mean."""
        return sorted(self._found.get(_plain(text), ()))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, kw_only=True)
class Extent:
    """A government, or some of its offices, as one person may read it.

    `offices` empty: all of the government.  `day`: as the model is on that day, and
    not as it is recorded today.  `known_on`: as it was known at the end of that day.
    """

    viewer: Viewer
    government: Organisation
    known: Offices
    offices: frozenset[int] = field(default_factory=frozenset)
    day: date | None = None
    known_on: date | None = None

    @property
    def classes(self) -> frozenset[FieldClass]:
        """Return the classes that the viewer may read of every row."""
        key = self.government.id
        kinds = [
            scope.classes_for(self.viewer, key, office)
            for office in self.offices or [key]
        ]
        return frozenset.intersection(*kinds)


def extent_of(
    session: Session,
    viewer: Viewer,
    government: Organisation,
    offices: Iterable[int] = (),
    *,
    day: date | None = None,
    known_on: date | None = None,
) -> Extent:
    """Return the extent with the offices of the government known by name."""
    known = Offices(organisations.tree(session, government.id))
    if then := known_on or day:
        key = government.id
        known.rename(periods.tree_on(session, key, known.rows, then))
    return Extent(
        viewer=viewer,
        government=government,
        known=known,
        offices=frozenset(offices),
        day=day,
        known_on=known_on,
    )


def sheets_of(
    session: Session, extent: Extent, classes: frozenset[FieldClass] | None = None
) -> list[SheetPlan]:
    """Return the sheets of a workbook with the columns that its reader may see.

    An import knows the columns of all `classes` and looks at each row by its own.
    """
    key = extent.government.id
    classes = extent.classes if classes is None else classes
    by_verb = {verb: relation_fields(session, key, verb) for verb in Verb}
    return [
        *(
            layout.layer_sheet(layer, _fields(session, extent, layer), classes)
            for layer in Layer
        ),
        layout.relation_sheet(by_verb, classes),
        layout.use_sheet(),
        layout.office_sheet(),
    ]


def _fields(session: Session, extent: Extent, layer: Layer) -> tuple[Field, ...]:
    """Return the fields of a layer; of a past day those that ended since, too."""
    key = extent.government.id
    offered = fields_of(session, key, layer)
    if extent.known_on is None:
        return offered
    there = {each.name for each in offered}
    ever = fields_ever(session, key, layer).values()
    return (*offered, *(each for each in ever if each.name not in there))
