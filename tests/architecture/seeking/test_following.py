"""The index is shared by processes, keeps up with the histories, and mends itself."""

import shutil

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from architecture import elements, history, scope
from architecture.layers import Layer
from architecture.model import Element, Entry, Head, Note, Organisation, Service
from architecture.seeking import NotReady, Seeker, Wanted, search
from architecture.shelving import Shelf
from eaportal import db
from tests import make
from tests.browser import Statements


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "search")


@pytest.fixture
def office(session):
    return make.office(session)


def added(session, office, *names):
    made = [elements.add(session, office, Layer.SERVICE, {"name": n}) for n in names]
    history.seal(session, by="uji")
    session.commit()
    return made


def names(session, seeker, office, text="surat"):
    viewer = scope.full(office.government_id)
    found = search(session, viewer, Wanted(text=text), index=seeker)
    return [hit.element.name for hit in found.hits]


class Whole(Statements):
    """Tells whether everything was read within a `with` block."""

    def __bool__(self):
        return any("ORDER BY elements.id" in text for text in self.texts)


def test_who_began_to_read_earlier_does_not_build_the_index_anew(
    session, office, shelf, engine
):
    added(session, office, "Surat masuk")
    one, other = Seeker(shelf, most_changes=0), Seeker(shelf)
    reading = db.sessions(engine, db.READING)
    with reading() as earlier, reading() as later:
        assert names(earlier, one, office) == ["Surat masuk"]
        added(session, office, "Surat keluar")
        assert names(later, one, office) == ["Surat keluar", "Surat masuk"]
        with Whole(engine) as whole:
            for seeker in (one, other, Seeker(shelf)):
                assert "Surat masuk" in names(earlier, seeker, office)
                assert len(names(later, seeker, office)) == 2

    assert not whole


def test_who_writes_is_not_kept_waiting_and_finds_what_is_committed(
    session, office, shelf, engine
):
    added(session, office, "Surat masuk")
    seeker = Seeker(shelf)
    with db.sessions(engine, db.WRITING)() as own:
        elements.add(own, own.merge(office), Layer.SERVICE, {"name": "Surat batal"})
        history.seal(own, by="uji")
        assert names(own, seeker, office) == ["Surat masuk"]
        own.rollback()
    added(session, office, "Surat keluar")

    assert names(session, seeker, office) == ["Surat keluar", "Surat masuk"]


def test_a_second_process_opens_what_the_first_has_built(
    session, office, shelf, engine
):
    added(session, office, "Surat masuk")
    names(session, Seeker(shelf), office)
    added(session, office, "Surat keluar")

    with Whole(engine) as whole:
        found = names(session, Seeker(shelf), office)
    assert found == ["Surat keluar", "Surat masuk"]
    assert not whole


def test_many_changes_are_sorted_in_once_for_all(session, office, shelf, engine):
    one, other = Seeker(shelf, most_changes=1), Seeker(shelf)
    (first,) = added(session, office, "Surat masuk")
    names(session, one, office)
    names(session, other, office)
    before = shelf.latest().folder
    elements.revise(session, first, {"name": "Naskah masuk"})
    added(session, office, "Surat keluar", "Surat tugas")
    expected = ["Surat keluar", "Surat tugas"]

    with Whole(engine) as whole:
        assert names(session, one, office) == expected
        assert shelf.latest().folder != before
        assert not before.exists()
        for seeker in (one, other, Seeker(shelf)):
            assert names(session, seeker, office) == expected
            assert names(session, seeker, office, "naskah") == ["Naskah masuk"]
    assert not whole


def test_the_folder_can_be_deleted_at_any_time(session, office, shelf, tmp_path):
    added(session, office, "Surat masuk")
    seeker = Seeker(shelf, most_changes=0)
    names(session, seeker, office)
    shutil.rmtree(tmp_path / "search")
    added(session, office, "Surat keluar")

    for each in (seeker, Seeker(shelf)):
        assert names(session, each, office) == ["Surat keluar", "Surat masuk"]


def test_a_file_that_was_cut_short_leads_to_a_new_index(session, office, shelf):
    added(session, office, "Surat masuk")
    names(session, Seeker(shelf), office)
    for name in ("words.npy", "element.npy", "read-with", "heads.json"):
        for left in (0.5, 0):
            path = shelf.latest().folder / name
            path.write_bytes(path.read_bytes()[: int(path.stat().st_size * left)])

            assert names(session, Seeker(shelf), office) == ["Surat masuk"]


def test_a_folder_that_cannot_be_written_leaves_the_index_to_the_process(
    session, office, tmp_path
):
    added(session, office, "Surat masuk")
    (tmp_path / "search").write_text("bukan folder")

    seeker = Seeker(Shelf(tmp_path / "search"), most_changes=0)
    assert names(session, seeker, office) == ["Surat masuk"]
    added(session, office, "Surat keluar")
    assert names(session, seeker, office) == ["Surat keluar", "Surat masuk"]


def test_an_older_database_that_was_restored_is_indexed_anew(session, office, shelf):
    added(session, office, "Surat masuk")
    seeker = Seeker(shelf)
    (gone,) = added(session, office, "Surat keluar")
    assert len(names(session, seeker, office)) == 2
    head = session.get_one(Head, office.government_id)
    last = session.query(Entry).order_by(Entry.sequence.desc()).first()
    head.sequence, head.hash = last.sequence - 1, last.previous_hash
    session.execute(delete(Note).where(Note.entry_id == last.id))
    session.execute(delete(Entry).where(Entry.id == last.id))
    for table in (Service, Element):
        rows = table.__table__
        session.execute(delete(rows).where(rows.c.id == gone.id))
    session.commit()
    session.expunge_all()
    office = session.get_one(Organisation, office.id)

    for each in (seeker, Seeker(shelf)):
        assert names(session, each, office) == ["Surat masuk"]
    added(session, office, "Surat tugas")
    for each in (seeker, Seeker(shelf)):
        assert names(session, each, office) == ["Surat masuk", "Surat tugas"]


def test_two_databases_that_share_a_folder_find_each_their_own(
    session, office, shelf, databases
):
    added(session, office, "Surat masuk")
    with databases.copy("sqlite") as engine:
        with Session(engine) as other:
            elsewhere = make.office(other)
            added(other, elsewhere, "Surat asing")
            one, two = Seeker(shelf), Seeker(shelf)
            for _ in range(2):
                assert names(session, one, office) == ["Surat masuk"]
                assert names(other, two, elsewhere) == ["Surat asing"]
                assert names(other, one, elsewhere) == ["Surat asing"]
        engine.dispose()


def test_an_index_of_another_format_is_made_anew(session, office, shelf, tmp_path):
    added(session, office, "Surat masuk")
    names(session, Seeker(shelf), office)
    before = shelf.latest().folder
    other = Shelf(tmp_path / "search", "lain")

    assert names(session, Seeker(other), office) == ["Surat masuk"]
    assert other.latest().folder != before


def test_while_another_process_builds_who_has_an_index_goes_on(session, office, shelf):
    added(session, office, "Surat masuk")
    with shelf.locked(wait=False), pytest.raises(NotReady):
        names(session, Seeker(shelf), office)
    seeker = Seeker(shelf, most_changes=0)
    names(session, seeker, office)
    added(session, office, "Surat keluar")

    with shelf.locked(wait=False):
        assert names(session, seeker, office) == ["Surat keluar", "Surat masuk"]
        assert len(names(session, Seeker(shelf), office)) == 2
