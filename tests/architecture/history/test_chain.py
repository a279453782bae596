"""The history: one entry a request, chained, in the order of the commits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import select

from architecture import history, inventory
from architecture.layers import Status
from architecture.model import Entry, Head, UnsealedHistory
from eaportal import db
from tests import make


def test_only_what_really_differs_is_noted(session):
    application = make.application(session, "SIMPEG", vendor="CV Satu")

    changed = inventory.revise(
        session, application, {"name": "SIMPEG", "vendor": "CV Dua"}
    )
    [entry] = history.seal(session, by="ani@contoh.go.id", cause="/aplikasi/1/ubah")
    session.commit()

    assert changed == {"vendor": ("CV Satu", "CV Dua")}
    assert [note.values for note in entry.notes] == [{"vendor": ["CV Satu", "CV Dua"]}]
    assert (entry.by, entry.cause) == ("ani@contoh.go.id", "/aplikasi/1/ubah")


def test_values_are_kept_as_json_can_hold_them(session):
    application = make.application(session)

    history.change(
        session,
        application,
        {
            "cost_yearly": Decimal(1500000),
            "contract_ends_on": date(2027, 1, 31),
            "status": Status.PHASING_OUT,
            "platforms": ["WEB"],
        },
        deed="Diubah",
        government=application.government_id,
    )
    [entry] = history.seal(session, by="uji")
    session.commit()

    assert entry.notes[0].values == {
        "cost_yearly": [None, "1500000.00"],
        "contract_ends_on": [None, "2027-01-31"],
        "status": ["LIVE", "PHASING_OUT"],
        "platforms": [[], ["WEB"]],
    }


def test_a_commit_that_forgot_to_seal_is_refused(session):
    application = make.application(session)
    inventory.revise(session, application, {"name": "Nama lain"})

    with pytest.raises(UnsealedHistory):
        session.commit()
    session.rollback()
    history.discard(session)


def test_each_entry_carries_the_hash_of_the_one_before(session):
    application = make.application(session)
    for name in ("Satu", "Dua", "Tiga"):
        inventory.revise(session, application, {"name": name})
        history.seal(session, by="uji")
        session.commit()

    entries = session.scalars(
        select(Entry)
        .where(Entry.government_id == application.government_id)
        .order_by(Entry.sequence)
    ).all()
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    before = ""
    for entry in entries:
        assert entry.previous_hash == before
        assert entry.hash == history.chained(before, entry.text)
        before = entry.hash
    assert history.head_of(session, application.government_id) == (len(entries), before)


def test_the_text_of_an_entry_can_be_written_again_from_its_rows(session):
    application = make.application(session)
    inventory.revise(session, application, {"name": "Ajnabi “خ” 𝔘", "vendor": "CV"})
    [entry] = history.seal(session, by="uji")
    session.commit()
    session.expire_all()

    notes = [(n.subject, n.subject_id, n.deed, n.values) for n in entry.notes]

    assert history.canonical(entry, notes) == entry.text


def test_two_governments_touched_in_one_request_get_an_entry_each(session):
    one, other = make.application(session), make.application(session)
    inventory.revise(session, one, {"name": "A"})
    inventory.revise(session, other, {"name": "B"})

    entries = history.seal(session, by="uji")
    session.commit()

    assert {entry.government_id for entry in entries} == {
        one.government_id,
        other.government_id,
    }


def test_what_changed_since_a_sequence_is_found_by_its_table(session):
    application = make.application(session)
    inventory.revise(session, application, {"name": "A"})
    history.seal(session, by="uji")
    session.commit()
    seen, _ = history.head_of(session, application.government_id)
    inventory.revise(session, application, {"name": "B"})
    history.seal(session, by="uji")
    session.commit()

    def since(sequence, *tables):
        return history.changed_since(
            session, application.government_id, sequence, tables
        )

    assert since(seen, "applications") == {application.id}
    assert since(seen + 1, "applications") == set()
    assert since(seen, "registrations") == set()


def test_eight_writers_leave_one_unbroken_chain(engine, session):
    applications = [make.application(session)]
    owner = applications[0].organisation
    applications += [make.application(session, of=owner) for _ in range(7)]
    government = owner.government_id
    first, _ = history.head_of(session, government)
    keys = [application.id for application in applications]
    session.rollback()
    makers = db.sessions(engine, db.WRITING)

    def write(key):
        for turn in range(5):
            with makers() as own:
                application = own.get(type(applications[0]), key)
                inventory.revise(own, application, {"name": f"Putaran {turn} {key}"})
                history.seal(own, by=f"penulis {key}")
                own.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, keys))

    session.expire_all()
    entries = session.scalars(
        select(Entry)
        .where(Entry.government_id == government, Entry.sequence > first)
        .order_by(Entry.sequence)
    ).all()
    assert len(entries) == 40
    assert [e.sequence for e in entries] == list(range(first + 1, first + 41))
    pairs = pairwise(entries)
    assert all(b.previous_hash == a.hash for a, b in pairs)
    assert session.get(Head, government).hash == entries[-1].hash
