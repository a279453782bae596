"""A government to which things are done over several days."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import elements, handing, history
from architecture.errors import Invalid, Refused
from architecture.layers import Layer, Status, Verb
from architecture.model import Element, Merge, Organisation, Relation, at
from architecture.scope import Viewer
from tests.architecture.merging.pairs import join, part

FIRST = date(2026, 3, 1)


def morning(day: date) -> AbstractContextManager[None]:
    """Let it be ten o'clock in Jakarta on a day."""
    return at(datetime.combine(day, time(3), UTC))


def seal(session: Session) -> None:
    """Seal what was done."""
    history.seal(session, by="uji")
    session.commit()


TEXTS = st.text('aé𝔘 "\\', max_size=4)
STEPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(list(Layer)), TEXTS),
    st.tuples(st.just("revise"), st.integers(0, 9), TEXTS),
    st.tuples(st.just("live"), st.integers(0, 9), st.sampled_from(list(Status))),
    st.tuples(st.just("relate"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("amend"), st.integers(0, 9), TEXTS),
    st.tuples(st.just("unrelate"), st.integers(0, 9), st.none()),
    st.tuples(st.just("night"), st.none(), st.none()),
)
TURNS = st.one_of(
    STEPS,
    st.tuples(st.just("retire"), st.integers(0, 9), st.none()),
    st.tuples(st.just("hand"), st.integers(0, 9), st.integers(0, 1)),
    st.tuples(st.just("merge"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("part"), st.integers(0, 9), st.none()),
)
"""What may befall a government with an architect, beside what offices do."""

BEGUN = (
    *(("add", Layer.APPLICATION, text) for text in "abc"),
    *(("relate", *ends) for ends in ((0, 1), (1, 2), (2, 1))),
    ("night", None, None),
)
"""Three applications that exchange, for merges to be worth something."""


def _chosen(several: list[Any], number: int) -> Any:
    if not several:
        raise Refused("Tidak ada apa-apa.")
    return several[number % len(several)]


@dataclass
class Past:
    """A government to which things are done, and what was there each evening.

    `architect` merges, parts and hands over, between `office` and `other`.
    """

    session: Any
    office: Organisation
    look: Callable[[], Any]
    day: date = FIRST
    evenings: dict[date, Any] = field(default_factory=dict)
    architect: Viewer | None = None
    other: Organisation | None = None

    def things(self) -> list[Element]:
        """Return its elements."""
        query = select(Element).where(
            Element.government_id == self.office.government_id
        )
        return list(self.session.scalars(query.order_by(Element.id)))

    def relations(self) -> list[Relation]:
        """Return its relations."""
        keys = [each.id for each in self.things()]
        query = select(Relation).where(Relation.source_id.in_(keys))
        return list(self.session.scalars(query.order_by(Relation.id)))

    def merges(self) -> list[Merge]:
        """Return its merges, undone or not."""
        query = select(Merge).where(Merge.government_id == self.office.government_id)
        return list(self.session.scalars(query.order_by(Merge.id)))

    def do(self, what: str, one: Any, two: Any) -> None:
        """Do one thing, if it can be done."""
        there, ties = self.things(), self.relations()
        if what == "add":
            stated = {"name": f"E {two}", "notes": two}
            if one is Layer.STRATEGY:
                stated["kind"] = "VISION"
            elements.add(self.session, self.office, one, stated)
        elif what == "revise" and there:
            stated = {"name": f"N {two}", "description": two}
            elements.revise(self.session, there[one % len(there)], stated)
        elif what == "live" and there:
            elements.revise(self.session, there[one % len(there)], {}, status=two)
        elif what == "relate" and len(there) > 1:
            self._relate(there[one % len(there)], there[two % len(there)])
        elif what == "amend" and ties:
            tie = ties[one % len(ties)]
            starts = self.day if two else None
            elements.amend(
                self.session, tie, starts_on=starts, ends_on=None, attributes={}
            )
        elif what == "unrelate" and ties:
            elements.unrelate(self.session, ties[one % len(ties)])

    def _befall(self, what: str, one: int, two: Any) -> None:
        """Let something be retired, handed over, merged or taken apart again."""
        if what == "part":
            part(self.session, self.architect, _chosen(self.merges(), one))
            return
        if what == "merge":
            some = [each for each in self.things() if each.layer is Layer.APPLICATION]
            pair = _chosen(some, one), _chosen(some, two)
            join(self.session, self.architect, *pair)
            return
        element = _chosen(self.things(), one)
        if what == "retire":
            elements.retire(self.session, element, on=self.day, reason="usang")
        else:
            to = (self.office, self.other)[two]
            handing.offer(
                self.session, self.architect, element, to, "Miliknya", today=self.day
            )

    def _relate(self, source: Element, target: Element) -> None:
        if source is target or source.layer is Layer.STRATEGY:
            return
        for verb in (Verb.EXCHANGES, Verb.PART_OF, Verb.USES, Verb.SUPPORTED_BY):
            try:
                elements.relate(self.session, source, verb, target)
            except Invalid:
                continue
            return

    def evening(self) -> None:
        """Seal the day and look at what is there."""
        seal(self.session)
        self.evenings[self.day] = self.look()
        self.day += timedelta(1)

    def live(self, steps: Iterable[tuple[str, Any, Any]]) -> None:
        """Do all of it, and look each evening."""
        for what, one, two in steps:
            with morning(self.day):
                if what == "night":
                    self.evening()
                elif what in {"retire", "hand", "merge", "part"}:
                    with suppress(Refused):
                        self._befall(what, one, two)
                else:
                    self.do(what, one, two)
        with morning(self.day):
            self.evening()
        self.session.expire_all()
