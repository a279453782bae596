"""Versions of thesaurus and model: proposed, published, in force, taken back."""

from dataclasses import replace

import pytest

from architecture import engines, history, inventory
from architecture.duplicates import Profile, shipped
from architecture.errors import Changed, Invalid, NotFound, Refused
from architecture.shelving import Shelf
from architecture.similar import Similar
from tests import make

SHIPPED, MODEL = shipped()
PRESENCE = SHIPPED.concept("pegawai.presensi")
SLANG = "jempol fajar"
"""Words that nobody has taught the shipped thesaurus."""

RUNNING = {
    "name": "SIABON",
    "description": "Absensi pegawai online dengan swafoto",
    "function": "Absensi pegawai",
    "sharing": None,
}
WANTED = Profile(0, "DUGAL", description="jempol fajar ASN", function="jempol fajar")


def propose(session, entry, **given):
    told = {"reason": "Begitu kami menyebutnya.", "account": None, "government": None}
    return engines.propose(session, entry, **(told | given))


def taught(text=SLANG):
    return replace(PRESENCE, variants=(*PRESENCE.variants, text))


@pytest.fixture
def published(session):
    propose(session, taught())
    made = engines.publish(session, "Kata baru", account=None)
    session.commit()
    return made.number


def test_at_first_what_was_shipped_is_in_force(session):
    engine = engines.in_force(session)

    assert (engine.number, engine.fingerprint) == (0, engines.SHIPPED)
    assert engine.thesaurus is SHIPPED
    assert engine.model is MODEL


def test_a_version_has_a_title_that_tells_what_it_is_made_of(session, published):
    shipped_title = engines.in_force(session).title
    engines.adopt(session, published, "Diberlakukan", account=None)
    title = engines.in_force(session).title

    assert shipped_title.startswith("versi bawaan (tesaurus ")
    assert title.startswith(f"versi {published} (tesaurus ")
    marks = [each.split("(")[1].split(", ") for each in (shipped_title, title)]
    assert marks[0][0] != marks[1][0], "the thesaurus is another"
    assert marks[0][1] == marks[1][1], "the model is the same"


def test_a_change_waits_until_it_is_published_and_adopted(session):
    propose(session, taught())
    assert engines.in_force(session).thesaurus is SHIPPED
    assert SLANG in engines.drafted(session).thesaurus.concept(PRESENCE.code).variants

    made = engines.publish(session, "Kata baru", account=None)
    assert engines.in_force(session).number == 0
    assert engines.drafts(session) == []

    engines.adopt(session, made.number, "Sudah dicoba", account=None)
    found = engines.in_force(session)
    assert found.number == made.number == 1
    assert SLANG in found.thesaurus.concept(PRESENCE.code).variants
    assert engines.of_number(session, 0).thesaurus is SHIPPED


def test_the_next_version_builds_on_the_one_in_force(session, published):
    engines.adopt(session, published, "Sudah dicoba", account=None)
    before = engines.in_force(session).thesaurus.concept(PRESENCE.code)
    propose(session, replace(before, label="Kehadiran pegawai"))
    made = engines.publish(session, "Nama", account=None)
    engines.adopt(session, made.number, "Ya", account=None)

    found = engines.in_force(session).thesaurus.concept(PRESENCE.code)
    assert found.label == "Kehadiran pegawai"
    assert SLANG in found.variants


def test_a_version_can_be_taken_back_and_that_is_on_record(session, published):
    engines.adopt(session, published, "Sudah dicoba", account=None)
    assert engines.previous(session) == 0
    engines.adopt(session, 0, "Keliru", account=None)

    assert engines.in_force(session).thesaurus is SHIPPED
    assert [each.reason for each in engines.adoptions(session)] == [
        "Keliru",
        "Sudah dicoba",
    ]
    assert engines.previous(session) == published


def test_who_saw_an_older_draft_is_told_and_nothing_is_lost(session):
    first = propose(session, taught())
    with pytest.raises(Changed, match="diubah orang lain"):
        propose(session, taught("jari subuh"), seen=0)

    propose(session, taught("jari subuh"), seen=first.version)
    assert (
        "jari subuh"
        in engines.draft_of(session, "concept", PRESENCE.code).after.variants
    )


def test_a_change_that_is_undone_waits_no_more(session):
    row = propose(session, taught())

    assert propose(session, PRESENCE, seen=row.version) is None
    assert engines.drafts(session) == []


def test_two_waiting_changes_may_not_claim_the_same_words(session):
    propose(session, taught())
    leave = SHIPPED.concept("pegawai.cuti")

    with pytest.raises(Invalid) as error:
        propose(session, replace(leave, variants=(*leave.variants, SLANG)))

    assert "sudah menjadi kata" in error.value.problems["variants"][0]


def test_nothing_is_published_or_adopted_without_a_reason(session, published):
    with pytest.raises(Refused, match="Tidak ada perubahan"):
        engines.publish(session, "x", account=None)
    with pytest.raises(Invalid, match="alasan"):
        engines.adopt(session, published, " ", account=None)
    with pytest.raises(NotFound):
        engines.adopt(session, 99, "x", account=None)
    with pytest.raises(Refused, match="sudah berlaku"):
        engines.adopt(session, 0, "x", account=None)
    with pytest.raises(Refused, match="Belum pernah"):
        engines.previous(session)
    with pytest.raises(Invalid) as error:
        propose(session, taught(), reason=" ")
    assert error.value.problems == {"reason": ["Sebutkan alasannya."]}


def test_a_model_with_doubts_is_kept_and_never_adopted(session):
    made = engines.keep_model(session, MODEL, {}, ["penilaian: lebih buruk."], "Latih")

    with pytest.raises(Refused, match="lebih buruk"):
        engines.adopt(session, made.number, "Coba", account=None)
    assert engines.in_force(session).number == 0


def likely(similar, session, government):
    found = similar.own(session, government, WANTED, limit=3)
    return [(each.key, each.duplicate) for each in found]


def test_a_published_word_finds_the_twin_and_taking_it_back_forgets_it(
    session, published, tmp_path
):
    office = make.office(session)
    running = inventory.add(session, office, {k: v for k, v in RUNNING.items() if v})
    history.seal(session, by="uji")
    session.commit()
    one, other = Similar(Shelf(tmp_path / "i")), Similar(Shelf(tmp_path / "i"))
    government = office.government_id
    before = likely(one, session, government)
    assert not before or before[0][1] < 0.5

    one.prepare(session, engines.of_number(session, published))
    engines.adopt(session, published, "Sudah dicoba", account=None)
    session.commit()
    for similar in (one, other):
        [(key, duplicate), *_] = likely(similar, session, government)
        assert key == running.id
        assert duplicate > 0.5

    engines.adopt(session, 0, "Keliru", account=None)
    session.commit()
    assert likely(one, session, government) == before
    assert likely(other, session, government) == before


@pytest.mark.parametrize("number", [7, 2**31, 10**30])
def test_a_version_that_there_never_was_is_said_to_be_missing(session, number):
    with pytest.raises(NotFound, match="tidak ada"):
        engines.of_number(session, number)
