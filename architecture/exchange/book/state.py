"""What the rows of a workbook are compared with, asked for in portions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from architecture import scope
from architecture.elements import CLASSES, fields_of
from architecture.exchange.book import gathering
from architecture.exchange.book.extent import Extent
from architecture.exchange.book.layout import NEW
from architecture.exchange.book.plan import Outcome, Reach
from architecture.history import plain
from architecture.layers import FieldClass, Layer, Verb
from architecture.model import Element, Entry, Note, Organisation, Relation, Use
from architecture.model.elements import sorted_as
from architecture.scheduling import noting

AT_ONCE = 500
_VERBS = frozenset(Verb.__members__)
_ASIDE = _VERBS | {noting.PLANNED}
"""What the history names the changes of relations by; and of plans."""


_OF_OTHERS = re.compile(r"\s*/\s*")
_NEW = re.compile(rf"{NEW}\b.*", re.IGNORECASE)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class End:
    """An element that a row names: its id, or the ref of a new row."""

    key: int | str
    layer: Layer
    name: str
    organisation: int
    government: int
    status: Any = None


class State:
    """The model as it stands, and the new rows of the file so far."""

    def __init__(
        self, session: Session, extent: Extent, reach: Reach, since: int | None = None
    ) -> None:
        """Begin without any new row; `since` is how far the history was known."""
        self.session, self.extent, self.reach = session, extent, reach
        self.since = since
        self.government = extent.government.id
        self.new: dict[str, Outcome] = {}
        self.new_names: dict[str, list[str]] = {}
        self._classes: dict[int, frozenset[FieldClass]] = {}

    def classes(self, organisation: int) -> frozenset[FieldClass]:
        """Return the classes that the viewer may read of what an office owns."""
        if organisation not in self._classes:
            self._classes[organisation] = scope.classes_for(
                self.extent.viewer, self.government, organisation
            )
        return self._classes[organisation]

    def fields(self, layer: Layer) -> Mapping[str, Any]:
        """Return name → field of a layer."""
        found = fields_of(self.session, self.government, layer)
        return {each.name: each for each in found}

    def add_new(self, outcome: Outcome, ref: str, name: str) -> None:
        """Remember a new row, so that relations and uses can name it."""
        self.new[ref] = outcome
        self.new_names.setdefault(sorted_as(name), []).append(ref)

    def elements(self, layer: Layer, codes: Iterable[str]) -> dict[str, Any]:
        """Return code in capitals → row of the elements of a layer."""
        query = gathering.element_query(self.extent, layer)
        found: dict[str, Any] = {}
        for some in portions(_cases(codes)):
            wanted = query.where(Element.__table__.c.code.in_(some))
            found |= {row.code.upper(): row for row in self.session.execute(wanted)}
        return found

    def others(self, codes: Iterable[str]) -> dict[str, Layer]:
        """Return code → layer of whatever of the government bears these codes."""
        query = select(Element.code, Element.layer).where(
            Element.government_id == self.government, Element.code.in_(_cases(codes))
        )
        return {code.upper(): layer for code, layer in self.session.execute(query)}

    def namesakes(
        self, layer: Layer, names: Iterable[str]
    ) -> dict[tuple[str, int], str]:
        """Return name and owner → code of the elements of a layer that live."""
        found = {}
        for some in portions(sorted({sorted_as(each) for each in names if each})):
            query = gathering.element_query(self.extent, layer).where(
                Element.__table__.c.sort_name.in_(some)
            )
            for row in self.session.execute(query):
                found[row.sort_name, row.organisation_id] = row.code
        return found

    def relations(self, keys: Iterable[int]) -> dict[int, Any]:
        """Return id → row of relations of the government."""
        found: dict[int, Any] = {}
        for some in portions(sorted(keys)):
            query = gathering.relation_query(self.extent).where(Relation.id.in_(some))
            found |= {row.id: row for row in self.session.execute(query)}
        return found

    def changed_since(
        self, layer: Layer, keys: Iterable[int]
    ) -> dict[int, dict[str, Any]]:
        """Return id → field → what stood there when the workbook was written.

        Only fields that somebody changed since are named, and only elements whose
        history tells of it.
        """
        found: dict[int, dict[str, Any]] = {}
        for note in self._notes([CLASSES[layer].__tablename__], keys):
            before = found.setdefault(note.subject_id, {})
            for name, pair in note.values.items():
                if name not in _ASIDE:
                    before.setdefault(name, pair[0])
        return found

    def relations_changed_since(self, rows: Iterable[Any]) -> dict[int, dict[str, Any]]:
        """Return id → field → what was said of a relation when it was written."""
        now = {row.id: row for row in rows}
        tables = [each.__tablename__ for each in CLASSES.values()]
        found: dict[int, dict[str, Any]] = {}
        for note in self._notes(tables, {row.source_id for row in now.values()}):
            for name, (old, _) in note.values.items():
                row = now.get(old["relation"]) if name in _VERBS and old else None
                if row is not None and row.id not in found:
                    found[row.id] = _said_before(old, row)
        return found

    def _notes(self, tables: Sequence[str], keys: Iterable[int]) -> Iterator[Note]:
        if self.since is None:
            return
        for some in portions(sorted(keys)):
            query = (
                select(Note)
                .join(Note.entry)
                .where(
                    Entry.government_id == self.government,
                    Entry.sequence > self.since,
                    Note.subject.in_(tables),
                    Note.subject_id.in_(some),
                )
                .order_by(Note.id)
            )
            yield from self.session.scalars(query)

    def uses(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Any]:
        """Return application and office → row of uses."""
        found = {}
        pair = tuple_(Use.application_id, Use.organisation_id)
        for some in portions(sorted(pairs)):
            query = gathering.use_query(self.extent).where(pair.in_(some))
            for row in self.session.execute(query):
                found[row.application_id, row.organisation_id] = row
        return found

    def ends(self, texts: Iterable[str]) -> dict[str, End]:
        """Return what codes in a sheet stand for: of ours, of others, of new rows."""
        texts = {each for each in texts if each}
        own = {each for each in texts if "/" not in each and not is_new(each)}
        found = self._own_ends(own)
        found |= self._ends_of_others(texts - own)
        for text in texts:
            if is_new(text) and text.upper() in self.new:
                found[text] = self.end_of_new(text.upper())
        return found

    def end_of_new(self, ref: str) -> End:
        """Return the end that a new row is."""
        change: Any = self.new[ref].change
        return End(
            ref,
            change.layer,
            self.new[ref].name,
            change.organisation_id,
            self.government,
        )

    def named(self, names: Iterable[str]) -> dict[str, list[End]]:
        """Return sorted name → the elements and new rows of that name."""
        wanted = sorted({sorted_as(each) for each in names if each})
        found: dict[str, list[End]] = {}
        for some in portions(wanted):
            query = _end_query().where(
                Element.government_id == self.government,
                Element.sort_name.in_(some),
                scope.by_itself(),
            )
            for row in self.session.execute(query):
                found.setdefault(sorted_as(row.name), []).append(_end(row))
        for name in wanted:
            for ref in self.new_names.get(name, ()):
                found.setdefault(name, []).append(self.end_of_new(ref))
        return found

    def _own_ends(self, texts: Iterable[str]) -> dict[str, End]:
        by_code: dict[str, list[str]] = {}
        for text in texts:
            by_code.setdefault(text.upper(), []).append(text)
        found = {}
        for some in portions(_cases(texts)):
            query = _end_query().where(
                Element.government_id == self.government, Element.code.in_(some)
            )
            for row in self.session.execute(query):
                for text in by_code.get(row.code.upper(), ()):
                    found[text] = _end(row)
        return found

    def _ends_of_others(self, texts: Iterable[str]) -> dict[str, End]:
        pairs = {
            (parts[0].upper(), parts[1].upper()): text
            for text in texts
            if len(parts := _OF_OTHERS.split(text.strip(), maxsplit=1)) == 2
        }
        found = {}
        for some in portions(sorted(pairs)):
            query = (
                _end_query()
                .add_columns(func.upper(Organisation.code).label("home"))
                .join(Organisation, Organisation.id == Element.government_id)
                .where(
                    func.upper(Organisation.code).in_([home for home, _ in some]),
                    Element.code.in_([code for _, code in some]),
                    scope.elements(self.extent.viewer, national=True),
                )
            )
            for row in self.session.execute(query):
                if (row.home, row.code.upper()) in pairs:
                    found[pairs[row.home, row.code.upper()]] = _end(row)
        return found


def _said_before(old: Mapping[str, Any], row: Any) -> dict[str, Any]:
    """Return what differs from a relation as it stands now."""
    then = {**old["attributes"], "starts_on": old["starts_on"]}
    then["ends_on"] = old["ends_on"]
    now = {**row.attributes, "starts_on": row.starts_on, "ends_on": row.ends_on}
    names = then.keys() | now.keys()
    return {
        name: then.get(name)
        for name in names
        if plain(then.get(name)) != plain(now.get(name))
    }


def is_new(text: str) -> bool:
    """Tell whether a code says that the row is new.

    >>> is_new(""), is_new("baru-3"), is_new("DAA-0001")
    (True, True, False)
    """
    return not text or _NEW.fullmatch(text) is not None


def portions(several: Iterable[Item], many: int = AT_ONCE) -> Iterator[list[Item]]:
    """Yield lists of so many, and a shorter last one."""
    some: list[Item] = []
    for each in several:
        some.append(each)
        if len(some) == many:
            yield some
            some = []
    if some:
        yield some


def _cases(codes: Iterable[str]) -> Sequence[str]:
    """Return codes as they are written and in capitals; people mix them up."""
    return sorted({form for each in codes for form in (each, each.upper())})


def _end_query() -> Any:
    return select(
        Element.id,
        Element.code,
        Element.layer,
        Element.name,
        Element.organisation_id,
        Element.government_id,
        Element.status,
    )


def _end(row: Any) -> End:
    return End(
        row.id,
        row.layer,
        row.name,
        row.organisation_id,
        row.government_id,
        row.status,
    )
