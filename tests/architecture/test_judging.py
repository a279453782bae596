"""What people decide of a pair is kept, stands, and goes out of date."""

import pytest
from sqlalchemy import select

from architecture import checking, history, inventory, judging
from architecture.conflicts import Severity
from architecture.errors import Changed, Invalid, NotAllowed
from architecture.judging import Said
from architecture.model import (
    JudgedAt,
    Judgement,
    Note,
    Outcome,
    PairVerdict,
    RegistrationKind,
)
from architecture.registration import drafting, judgements
from architecture.similar import profiles, registration_key
from tests.architecture.registration.office import in_review, office

PRESENCE = {
    "name": "SIAP HADIR",
    "description": "Mencatat kehadiran pegawai dengan foto wajah dan lokasi",
    "function": "Absensi pegawai harian, rekap potongan tunjangan kinerja pegawai",
    "data_used": "Data pegawai",
}
WISH = {
    "name": "KLIK PRESENSI",
    "description": "Presensi pegawai lewat telepon genggam dengan swafoto",
    "function": "Merekam kehadiran pegawai, menghitung potongan tunjangan kinerja",
    "data_used": "Data pegawai",
}
BECAUSE = "Yang satu untuk pegawai lapangan tanpa jaringan."


@pytest.fixture
def pair(kota):
    """Give two applications of one government that do the same work."""
    made = [inventory.add(kota.session, kota.dinas, each) for each in (PRESENCE, WISH)]
    commit(kota)
    return made


def commit(kota):
    history.seal(kota.session, by="uji")
    kota.session.commit()


def say(kota, keys, verdict=PairVerdict.DIFFERENT, reason=BECAUSE, **more):
    version = more.pop("version", None)
    made = judging.judge(
        kota.session,
        kota.government.id,
        keys,
        Said(verdict=verdict, reason=reason, **more),
        viewer=kota.viewer("reviewer"),
        version=version,
    )
    commit(kota)
    return made


def stands(kota, judgement):
    known = profiles(kota.session, kota.government.id, (judgement.one, judgement.other))
    return judging.stands(judgement, known)


def test_what_is_said_is_kept_with_who_and_when_and_in_the_history(kota, pair):
    made = say(kota, (pair[1].id, pair[0].id))

    found = judging.find(kota.session, kota.government.id, pair[0].id, pair[1].id)
    assert found is made
    assert (found.verdict, found.reason) == (PairVerdict.DIFFERENT, BECAUSE)
    assert found.by_id == kota.accounts["reviewer"].id
    assert found.place is JudgedAt.SUSPICIONS
    [note] = history.of(kota.session, made)
    assert "berbeda" in note.deed
    assert note.values["verdict"] == [None, "DIFFERENT"]


def test_a_later_word_takes_the_place_of_the_earlier_and_both_are_history(kota, pair):
    keys = pair[0].id, pair[1].id
    first = say(kota, keys)
    say(kota, keys, PairVerdict.SAME, "")

    assert kota.session.scalars(select(Judgement)).all() == [first]
    assert first.verdict is PairVerdict.SAME
    deeds = [each.values["verdict"] for each in history.of(kota.session, first)]
    assert deeds == [["DIFFERENT", "SAME"], [None, "DIFFERENT"]]


def test_it_belongs_to_one_government(kota, pair):
    say(kota, (pair[0].id, pair[1].id))
    other = office(kota.session).government.id

    assert judging.find(kota.session, other, pair[0].id, pair[1].id) is None


def test_it_stands_until_one_of_the_two_changes_in_what_is_compared(kota, pair):
    made = say(kota, (pair[0].id, pair[1].id))

    inventory.revise(kota.session, pair[0], {**PRESENCE, "vendor": "PT Maju"})
    commit(kota)
    assert stands(kota, made), "who built it is not compared"

    inventory.revise(kota.session, pair[0], {**PRESENCE, "function": "Izin cuti"})
    commit(kota)
    assert not stands(kota, made)

    inventory.revise(kota.session, pair[0], PRESENCE)
    commit(kota)
    assert stands(kota, made), "it is again what it was"


@pytest.mark.parametrize(
    ("verdict", "reason", "field"),
    [
        (None, BECAUSE, "verdict"),
        (PairVerdict.DIFFERENT, "Beda.", "reason"),
        (PairVerdict.SAME, "x" * 5000, "reason"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    kota, pair, verdict, reason, field
):
    with pytest.raises(Invalid) as refused:
        say(kota, (pair[0].id, pair[1].id), verdict, reason)

    assert list(refused.value.problems) == [field]


def test_two_people_who_judge_the_same_pair_are_told(kota, pair):
    keys = pair[0].id, pair[1].id
    say(kota, keys, version=0)

    with pytest.raises(Changed):
        say(kota, keys, PairVerdict.SAME, "", version=0)


def test_nobody_judges_a_registration_of_the_own_office(kota, pair):
    wish = in_review(kota, of=kota.kominfo, findings=[])

    with pytest.raises(NotAllowed):
        judgements.judge(
            kota.session,
            wish,
            pair[0].id,
            PairVerdict.DIFFERENT,
            BECAUSE,
            viewer=kota.viewer("reviewer"),
        )


# ---- registrations ---------------------------------------------------------


@pytest.fixture
def wish(kota):
    """Give a draft that does the work of an application of another office."""
    inventory.add(kota.session, kota.kominfo, PRESENCE)
    made = drafting.start(
        kota.session,
        kota.dinas,
        RegistrationKind.BUILD,
        account=kota.accounts["operator"].id,
    )
    drafting.save(kota.session, made, WISH)
    commit(kota)
    return made


def twin(kota, wish):
    """Return what is found of the application."""
    found = checking.check(kota.session, wish)
    return next(each for each in found if each.subject.name == PRESENCE["name"])


def judge(kota, wish, verdict, reason=BECAUSE):
    judgements.judge(
        kota.session,
        wish,
        twin(kota, wish).subject.id,
        verdict,
        reason,
        viewer=kota.viewer("reviewer"),
    )
    commit(kota)


def test_a_pair_that_was_called_different_is_no_serious_finding(kota, wish):
    before = twin(kota, wish)
    assert before.severity is Severity.SERIOUS

    judge(kota, wish, PairVerdict.DIFFERENT)

    after = twin(kota, wish)
    assert (after.key, after.score) == (before.key, before.score)
    assert after.severity is Severity.INFO
    name = kota.accounts["reviewer"].name
    assert after.reasons[0].startswith(f"Dinilai berbeda oleh {name} pada ")
    assert BECAUSE in after.reasons[0]


def test_it_is_serious_again_when_the_wish_changes(kota, wish):
    judge(kota, wish, PairVerdict.DIFFERENT)

    drafting.save(kota.session, wish, {**WISH, "output": "Rekap kehadiran"})
    commit(kota)

    after = twin(kota, wish)
    assert after.severity is Severity.SERIOUS
    assert after.reasons[0].startswith("Sebelum isiannya berubah pernah dinilai berbed")


def test_what_was_called_partly_the_same_is_a_warning(kota, wish):
    judge(kota, wish, PairVerdict.OVERLAP)

    assert twin(kota, wish).severity is Severity.WARNING


def test_what_was_called_the_same_says_so_and_stays_serious(kota, wish):
    judge(kota, wish, PairVerdict.SAME, "")

    after = twin(kota, wish)
    assert after.severity is Severity.SERIOUS
    assert after.reasons[0].startswith("Dinilai pekerjaan yang sama oleh ")


def test_another_government_is_told_nothing(kota, wish, session):
    judge(kota, wish, PairVerdict.DIFFERENT)
    lain = office(session)

    own = registration_key(wish.id)
    assert judging.about(session, lain.government.id, own) == {}


def test_the_conclusion_to_reuse_judges_the_pair_as_the_same(kota, pair):
    found = [finding_of(pair[0])]
    usulan = kota.to_conclusion(in_review(kota, findings=found))
    kota.say(
        usulan,
        "CONCLUSION",
        "reviewer",
        passed=False,
        outcome=Outcome.REUSE,
        reason="Sudah ada dan dapat dipakai bersama.",
        reused=pair[0].id,
    )

    [made] = kota.session.scalars(select(Judgement))
    assert made.verdict is PairVerdict.SAME
    assert made.place is JudgedAt.REVIEW
    assert made.registration_id == usulan.id
    assert made.reason == "Sudah ada dan dapat dipakai bersama."


def test_what_a_conclusion_says_of_a_pair_holds_for_the_application_it_becomes(
    kota, pair
):
    about = finding_of(pair[0])
    usulan = kota.to_signature(
        in_review(kota, findings=[about]),
        overrides={about.key: BECAUSE},
        judged={about.key: PairVerdict.DIFFERENT},
    )
    kota.say(usulan, "SIGNATURE", "signatory")

    made = judging.find(
        kota.session, kota.government.id, usulan.application_id, pair[0].id
    )
    assert made.verdict is PairVerdict.DIFFERENT
    assert made.reason == BECAUSE
    assert stands(kota, made)
    assert kota.session.scalars(
        select(Note).where(Note.subject == "judgements", Note.subject_id == made.id)
    ).all()


def finding_of(application):
    """Return a serious finding about an application."""
    from tests.eaportal.review.test_beside import about

    return about(application)
