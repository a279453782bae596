"""A chain that was sealed is sound; whatever is done to it behind it shows."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from architecture import history, inventory
from architecture.errors import Invalid
from tests import make


@pytest.fixture
def application(session):
    """Give an application whose government has a chain of some entries."""
    made = make.application(session, "SIMPEG")
    for name in ("Satu", "Dua “خ” 𝔘", "Tiga", "Empat"):
        inventory.revise(session, made, {"name": name, "vendor": f"CV {name}"})
        history.seal(session, by="ani@contoh.go.id", cause="/aplikasi/1/ubah")
        session.commit()
    return made


def verified(session, application, expect=None):
    session.rollback()
    return history.verify(session, application.government_id, expect)


def tamper(session, statement, **values):
    """Change the tables as somebody with the database in his hands would."""
    if session.get_bind().dialect.name == "sqlite":
        session.rollback()
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    done = session.execute(text(statement), values)
    session.commit()
    assert done.rowcount


def test_what_was_sealed_is_sound(session, application):
    last, digest = history.head_of(session, application.government_id)

    found = verified(session, application)

    assert (found.sequence, found.hash) == (last, digest)
    assert (found.problem, found.broken) == ("", None)
    assert found.notes >= last


def test_a_government_without_history_is_sound(session):
    made = make.bare_government(session)
    found = history.verify(session, made.id)
    assert (found.sequence, found.problem) == (0, "")


OF_ONE = "WHERE government_id = :government AND sequence = 3"
ENTRY = f"(SELECT id FROM history_entries {OF_ONE})"
TAMPERED = {
    "who": f"UPDATE history_entries SET by = 'budi@contoh.go.id' {OF_ONE}",
    "when": f"UPDATE history_entries SET at = '2020-01-01 00:00:00.000000' {OF_ONE}",
    "cause": f"UPDATE history_entries SET cause = '/lain' {OF_ONE}",
    "text": f"UPDATE history_entries SET text = replace(text, 'Dua', 'Due') {OF_ONE}",
    "hash": f"UPDATE history_entries SET hash = replace(hash, '1', '2') || '' {OF_ONE}",
    "predecessor": f"UPDATE history_entries SET previous_hash = 'a' {OF_ONE}",
    "deed": f"UPDATE history_notes SET deed = 'Lain' WHERE entry_id = {ENTRY}",
    "subject": f"UPDATE history_notes SET subject_id = 77 WHERE entry_id = {ENTRY}",
    "value": f'UPDATE history_notes SET "values" = :values WHERE entry_id = {ENTRY}',
    "unreadable": f'UPDATE history_notes SET "values" = :bad WHERE entry_id = {ENTRY}',
    "note added": (
        'INSERT INTO history_notes (entry_id, subject, subject_id, deed, "values") '
        f"VALUES ({ENTRY}, 'applications', 1, 'Lain', '{{}}')"
    ),
    "note moved": (
        f"UPDATE history_notes SET entry_id = entry_id + 1 WHERE entry_id = {ENTRY}"
    ),
    "time and text": (
        "UPDATE history_entries SET at = '2020-01-01 00:00:00.000000', "
        f'text = replace(text, \'"at":"20\', \'"at":"19\') {OF_ONE}'
    ),
    "note removed": f"DELETE FROM history_notes WHERE entry_id = {ENTRY}",
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_what_was_changed_is_named(session, application, kind):
    values = {"government": application.government_id}
    if kind == "unreadable":  # PostgreSQL keeps no JSON that is none
        values["bad"] = "[1" if session.get_bind().dialect.name == "sqlite" else "[1]"
    if kind == "value":
        values["values"] = json.dumps({"name": ["Satu", "Lain"]})
    tamper(session, TAMPERED[kind], **values)

    found = verified(session, application)

    assert found.broken == 3
    assert "3" in found.problem
    assert found.sequence == 2


def remove(session, application, where):
    entries = f"FROM history_entries WHERE government_id = :government AND {where}"
    values = {"government": application.government_id}
    tamper(
        session,
        f"DELETE FROM history_notes WHERE entry_id IN (SELECT id {entries})",
        **values,
    )
    tamper(session, f"DELETE {entries}", **values)


def test_an_entry_that_was_removed_is_named(session, application):
    remove(session, application, "sequence = 2")
    assert verified(session, application).problem == "Catatan 2 tidak ada lagi."


def test_an_entry_that_was_removed_and_closed_up_is_named(session, application):
    remove(session, application, "sequence = 2")
    for number in (3, 4, 5):
        tamper(
            session,
            "UPDATE history_entries SET sequence = sequence - 1 "
            f"WHERE government_id = :government AND sequence = {number}",
            government=application.government_id,
        )
    found = verified(session, application)
    assert found.problem == "Catatan 2 tidak menyambung catatan sebelumnya."


def test_two_entries_that_changed_places_are_named(session, application):
    for was, becomes in ((2, 99), (3, 2), (99, 3)):
        tamper(
            session,
            f"UPDATE history_entries SET sequence = {becomes} "
            f"WHERE government_id = :government AND sequence = {was}",
            government=application.government_id,
        )
    assert verified(session, application).broken == 2


def test_an_end_that_was_cut_off_is_named(session, application):
    last, _ = history.head_of(session, application.government_id)
    remove(session, application, f"sequence > {last - 2}")
    found = verified(session, application)
    assert found.problem == f"Catatan {last - 1} sampai {last} tidak ada lagi."


def test_a_head_that_knows_another_end_is_named(session, application):
    government = application.government_id
    last, _ = history.head_of(session, government)
    head = "UPDATE history_heads SET {} WHERE government_id = :government"
    tamper(session, head.format("hash = 'a'"), government=government)
    assert verified(session, application).broken == last
    tamper(session, head.format("sequence = sequence - 1"), government=government)
    assert verified(session, application).broken == last
    tamper(
        session,
        "DELETE FROM history_heads WHERE government_id = :government",
        government=government,
    )
    assert verified(session, application).broken == 1


def test_a_chain_that_was_cut_and_written_anew_lacks_what_a_letter_prints(
    session, application
):
    government = application.government_id
    last, digest = history.head_of(session, government)
    printed = history.expected(f"{last}:{digest}")
    assert verified(session, application, printed).met
    session.rollback()

    remove(session, application, f"sequence = {last}")
    before = session.execute(
        text(
            "SELECT hash FROM history_entries "
            "WHERE government_id = :government AND sequence = :last"
        ),
        {"government": government, "last": last - 1},
    ).scalar_one()
    tamper(
        session,
        "UPDATE history_heads SET sequence = :last, hash = :hash "
        "WHERE government_id = :government",
        government=government,
        last=last - 1,
        hash=before,
    )
    session.expire_all()
    inventory.revise(session, application, {"name": "Ditulis ulang"})
    history.seal(session, by="budi@contoh.go.id")
    session.commit()

    found = verified(session, application, printed)
    assert found.problem == ""
    assert not found.met
    assert not verified(session, application, history.expected(digest)).met
    assert verified(session, application, history.expected(before)).met


@pytest.mark.parametrize("told", ["", "abc", "x:" + "a" * 64, "1:2:" + "a" * 63, "ʼ"])
def test_what_is_no_head_is_refused_with_what_one_looks_like(told):
    with pytest.raises(Invalid):
        history.expected(told)


def test_a_head_may_be_typed_as_it_stands_on_paper():
    assert history.expected(f" 12 : {'AB' * 16}\n{'cd' * 16}").hash == (
        "ab" * 16 + "cd" * 16
    )


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(st.characters(codec="ascii", exclude_characters="\0"), max_size=5),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text('aé𝔘"\\\n', max_size=6), VALUES), max_size=5))
def test_whatever_is_noted_is_sealed_and_found_sound(session, several):
    government = make.bare_government(session)
    for deed, value in several:
        history.note(
            session, government, deed, {"a": (None, value)}, government=government.id
        )
        if len(deed) % 2:
            history.seal(session, by=deed)
    history.seal(session, by="uji")
    session.commit()
    session.expire_all()

    found = history.verify(session, government.id)
    session.rollback()

    assert found.problem == ""
    assert found.notes == len(several)
