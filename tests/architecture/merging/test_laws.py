"""For any mix of what refers to two records: merged and undone, all is as it was."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from architecture import inventory, judging, planning
from architecture.judging import Said
from architecture.layers import Status, Verb
from architecture.merging import Choice
from architecture.merging.references import TURNED, WEIGHED
from architecture.model import (
    Answer,
    AnswerKind,
    Base,
    Document,
    Merge,
    PairVerdict,
    PlanLine,
    Registration,
    RegistrationKind,
    Relation,
    State,
    Use,
    UseState,
)
from eaportal import db
from tests import make
from tests.architecture.merging.pairs import ONE, OTHER, commit, content, join, part
from tests.architecture.merging.pairs import uses as uses_of
from tests.architecture.registration.office import office

NAMES = ("one", "other", "third", "fourth")

relations = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([Verb.EXCHANGES, Verb.USES, Verb.REPLACES]),
        st.sampled_from(NAMES),
        st.sampled_from([None, date(2027, 1, 1)]),
        st.sampled_from([{}, {"cara": "API"}]),
    ).filter(lambda each: each[0] != each[2]),
    max_size=8,
)
uses = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(0, 3),
        st.sampled_from(list(UseState)),
        st.sampled_from(["", "Catatan"]),
        st.sampled_from([None, date(2020, 1, 1), date(2024, 1, 1)]),
    ),
    unique_by=lambda each: each[:2],
    max_size=8,
)
judgements = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.sampled_from(list(PairVerdict)),
    ).filter(lambda each: each[0] < each[1]),
    unique_by=lambda each: each[:2],
    max_size=5,
)
registrations = st.lists(
    st.tuples(
        st.sampled_from(list(State)),
        st.sampled_from([None, *NAMES]),
        st.sampled_from([None, *NAMES]),
        st.frozensets(st.sampled_from(NAMES)),
    ),
    max_size=4,
)
contents = st.fixed_dictionaries(
    {
        "registrations": registrations,
        "lines": st.lists(st.sampled_from([None, *NAMES]), max_size=3),
        "relations": relations,
        "uses": uses,
        "judgements": judgements,
        "documents": st.lists(st.sampled_from(NAMES), max_size=3),
    }
)
choices = st.dictionaries(
    st.sampled_from(["name", "acronym", "function", "notes", "platforms", "status"]),
    st.sampled_from(list(Choice)),
)
life = st.sampled_from([Status.PLANNED, Status.LIVE, Status.PHASING_OUT])


class Town:
    """A government with four applications, and offices that use them."""

    def __init__(self, session, states):
        self.session = session
        self.kota = office(session)
        of = (self.kota.dinas, self.kota.kominfo, self.kota.dinas, self.kota.dinas)
        stated = (ONE, OTHER, {**ONE, "name": "TIGA"}, {"name": "EMPAT"})
        self.applications = {
            name: inventory.add(session, owner, each, status=state)
            for name, owner, each, state in zip(NAMES, of, stated, states, strict=True)
        }
        self.offices = [
            self.kota.dinas,
            self.kota.kominfo,
            make.office(session, of=self.kota.government),
            make.office(session),
        ]
        self.architect = self.kota.viewer("architect")

    def fill(self, *, relations, uses, judgements, documents, registrations, lines):
        """Let rows refer to the applications."""
        key = {name: each.id for name, each in self.applications.items()}
        self._wish(key, registrations)
        self._plan(key, lines)
        for source, verb, target, day, more in relations:
            self.session.add(
                Relation(
                    source_id=key[source],
                    verb=verb,
                    target_id=key[target],
                    starts_on=day,
                    attributes=more,
                )
            )
        for name, at, state, note, since in uses:
            self.session.add(
                Use(
                    application_id=key[name],
                    organisation_id=self.offices[at].id,
                    state=state,
                    note=note,
                    since=since,
                )
            )
        for number, name in enumerate(documents):
            self.session.add(
                Document(
                    government_id=self.kota.government.id,
                    element_id=key[name],
                    kind="SOP",
                    filename=f"{number}.pdf",
                    media_type="application/pdf",
                    size=1,
                    sha256="0",
                    key=str(number),
                )
            )
        for one, other, verdict in judgements:
            said = Said(verdict=verdict, reason="Alasan yang cukup panjang.")
            government = self.kota.government.id
            judging.judge(
                self.session,
                government,
                (key[one], key[other]),
                said,
                viewer=self.architect,
            )
        commit(self.session)

    def _wish(self, key, registrations):
        """Let registrations replace applications, become some, and answer of some."""
        for number, (state, replaced, became, answered) in enumerate(registrations):
            made = Registration(
                number=f"USUL-{number}",
                kind=RegistrationKind.ENHANCE,
                state=state,
                government_id=self.kota.government.id,
                organisation_id=self.kota.dinas.id,
                replaces_id=key.get(replaced),
                application_id=key.get(became),
            )
            made.answers = [
                Answer(
                    finding=f"duplicate:{self.applications[name].code}",
                    answer=AnswerKind.INTEGRATE,
                )
                for name in sorted(answered)
            ]
            self.session.add(made)

    def _plan(self, key, lines):
        """Let lines of a plan be about applications."""
        plan = planning.create_plan(
            self.session,
            self.kota.government,
            planning.PlanDetails(title="Peta", from_year=2024, to_year=2028),
        )
        for number, name in enumerate(lines):
            plan.lines.append(
                PlanLine(
                    code=f"A-{number}",
                    muatan=planning.APPLICATIONS,
                    number=number,
                    name="Presensi",
                    element_id=key.get(name),
                )
            )


@pytest.fixture(scope="module")
def shelf(databases):
    with databases.copy("sqlite") as engine:
        yield db.sessions(engine, db.WRITING)


def referring(session, key):
    """Return the columns by which rows refer to an application, and how often."""
    columns = WEIGHED | {(each.table, each.column) for each in TURNED}
    found = {}
    for table, column in sorted(columns):
        of = Base.metadata.tables[table]
        rows = session.execute(select(of.c.id).where(of.c[column] == key)).all()
        if rows:
            found[table, column] = len(rows)
    return found


@settings(max_examples=60)
@given(st.tuples(life, life, life, life), contents, choices)
def test_merge_and_undo_leave_every_value_as_it_was(shelf, states, rows, chosen):
    with shelf() as session:
        town = Town(session, states)
        town.fill(**rows)
        one, other = town.applications["one"], town.applications["other"]
        before = content(session)

        row = join(session, town.architect, one, other, **chosen)
        assert referring(session, other.id) == {}
        twice = [use.organisation_id for use in uses_of(session, one)]
        assert len(twice) == len(set(twice))
        assert one.organisation_id not in twice or one.organisation_id in {
            town.offices[at].id for name, at, *_ in rows["uses"] if name == "one"
        }
        part(session, town.architect, row)

        assert content(session) == before


@settings(max_examples=25)
@given(contents, st.permutations(NAMES))
def test_merges_of_merges_undone_in_reverse_leave_every_value_as_it_was(
    shelf, rows, order
):
    with shelf() as session:
        town = Town(session, [Status.LIVE] * 4)
        town.fill(**rows)
        some = [town.applications[name] for name in order]
        before = content(session)

        made = [
            join(session, town.architect, some[1], some[0]),
            join(session, town.architect, some[2], some[1]),
            join(session, town.architect, some[2], some[3]),
        ]
        assert {each.merged_into_id for each in some} == {None, some[2].id}
        for each in reversed(made):
            part(session, town.architect, session.get_one(Merge, each.id))

        assert content(session) == before
