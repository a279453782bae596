"""What becomes of a letter: signed, withdrawn, replaced, each once."""

from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from architecture import history, letters
from architecture.documents.letter import of_content, worded
from architecture.errors import Invalid, NotAllowed, WrongState
from architecture.model import (
    Letter,
    LetterState,
    Registration,
)
from architecture.model.documents import Document
from architecture.registration import deciding
from architecture.registration.verdicts import Verdict
from eaportal import db
from tests.architecture.letters.made import corrected, of_kominfo, signed, waiting
from tests.architecture.registration.office import office


def test_eight_people_on_one_signature_make_one_letter(engine, session):
    kota = office(session)
    key, viewer = waiting(kota).id, kota.viewer("signatory")
    session.rollback()
    told: list[str] = []

    def sign():
        with db.sessions(engine, db.WRITING)() as own:
            usulan = own.get_one(Registration, key)
            step = next(each for each in usulan.steps if each.signs)
            try:
                deciding.take(own, step, Verdict(passed=True), viewer=viewer)
                history.seal(own, by="uji")
                own.commit()
                told.append("signed")
            except Exception as error:  # noqa: BLE001 - told by the test
                told.append(type(error).__name__)

    threads = [Thread(target=sign) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["Changed"] * 7 + ["signed"]
    session.rollback()
    assert len(session.scalars(select(Letter)).all()) == 1


def test_a_signed_pdf_comes_back_and_may_be_replaced(kota):
    letter = signed(kota)
    for number in (1, 2):
        letters.keep_signed(
            kota.session, letter, document(kota, number), signed_at=letter.issued_on
        )
        kota.keep(letter)
        assert letter.state is LetterState.SIGNED
        assert letter.signed_document.sha256 == str(number)


@pytest.mark.parametrize("days", [-1, 2])
def test_a_letter_is_signed_between_its_issue_and_today(kota, days):
    letter = signed(kota)
    day = letter.issued_on + timedelta(days=days)
    with pytest.raises(Invalid) as refused:
        letters.keep_signed(kota.session, letter, document(kota, 1), signed_at=day)
    assert "signed_on" in refused.value.problems


def test_a_withdrawn_letter_stays_and_takes_nothing_more(kota):
    letter = signed(kota)
    letters.withdraw(kota.session, letter, " Salah tujuan. ")
    kota.keep(letter)
    assert letter.state is LetterState.WITHDRAWN
    assert letter.withdrawn_reason == "Salah tujuan."
    with pytest.raises(WrongState):
        letters.withdraw(kota.session, letter, "Lagi.")
    with pytest.raises(WrongState):
        letters.keep_signed(
            kota.session, letter, document(kota, 1), signed_at=date(2026, 1, 1)
        )
    assert letters.by_token(kota.session, letter.token) is letter


def test_a_withdrawn_letter_is_replaced_by_one_that_names_it(kota):
    first = signed(kota, conditions=["Pakai API."])
    outcome = first.content["outcome_label"]
    letters.withdraw(kota.session, first, "Salah alamat.")
    second = corrected(kota, first)

    assert (first.sequence, second.sequence) == (1, 2)
    assert first.state is LetterState.WITHDRAWN
    assert first.replaced_by is second
    assert second.token != first.token
    assert second.content["addressee"] == "Dinas Perikanan"
    assert second.content["reasons"] == ["Ada.", "Sudah dipakai."]
    assert second.content["outcome_label"] == outcome
    assert second.content["conditions"] == ["Pakai API."]
    assert worded(of_content(second.content)).replaces == (
        f"Surat ini menggantikan surat nomor {first.number}, tanggal "
        f"{first.content['date']}, yang telah dicabut."
    )
    assert letters.of_registration(kota.session, first.registration)[0] is second


def test_a_letter_is_replaced_once_and_the_next_one_in_its_turn(kota):
    first = signed(kota)
    with pytest.raises(WrongState, match="masih berlaku"):
        corrected(kota, first)
    letters.withdraw(kota.session, first, "Salah.")
    second = corrected(kota, first)
    with pytest.raises(WrongState, match=second.number):
        corrected(kota, first)
    letters.withdraw(kota.session, second, "Salah lagi.")
    assert corrected(kota, second).replaces is second
    assert kota.session.query(Letter).count() == 3


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"addressee": " "}, "addressee"),
        ({"addressee": "x" * 201}, "addressee"),
        ({"reasons": "\n"}, "reasons"),
        ({"reasons": "x" * 4001}, "reasons"),
    ],
)
def test_a_correction_says_to_whom_and_why(kota, said, field):
    letter = signed(kota)
    letters.withdraw(kota.session, letter, "Salah.")
    with pytest.raises(Invalid) as refused:
        corrected(kota, letter, **said)
    assert set(refused.value.problems) == {field}


def test_only_who_signs_there_replaces_and_never_for_the_own_office(kota):
    other = office(kota.session)
    office_letter, own_letter = signed(kota), of_kominfo(kota)
    for letter in (office_letter, own_letter):
        letters.withdraw(kota.session, letter, "Salah.")
    kota.keep(office_letter)
    for who in ("reviewer", "operator", "head", "coordinator", "architect"):
        with pytest.raises(NotAllowed):
            corrected(kota, office_letter, who)
    assert not letters.may_replace(other.viewer("signatory"), office_letter)
    assert not letters.may_replace(kota.viewer("signatory"), own_letter)
    replaced = corrected(kota, own_letter, "coordinator")
    assert "TK-SPBE" in replaced.number


def test_eight_replacements_at_once_make_one_letter(engine, session):
    kota = office(session)
    letter = signed(kota)
    letters.withdraw(session, letter, "Salah.")
    key, viewer = kota.keep(letter).id, kota.viewer("signatory")
    session.rollback()
    told: list[str] = []

    def send():
        said = letters.Correction(addressee="Dinas", reasons="Ada.")
        with db.sessions(engine, db.WRITING)() as own:
            try:
                letters.replace(own, own.get_one(Letter, key), said, viewer=viewer)
                history.seal(own, by="uji")
                own.commit()
                told.append("issued")
            except Exception as error:  # noqa: BLE001 - told by the test
                told.append(type(error).__name__)

    threads = [Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["WrongState"] * 7 + ["issued"]
    session.rollback()
    rows = session.scalars(select(Letter).order_by(Letter.id)).all()
    assert [each.sequence for each in rows] == [1, 2]


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 2001])
def test_a_withdrawal_needs_a_reason_that_can_be_read(kota, reason):
    letter = signed(kota)
    with pytest.raises(Invalid) as refused:
        letters.withdraw(kota.session, letter, reason)
    assert "reason" in refused.value.problems


def document(kota, number):
    made = Document(
        government_id=kota.government.id,
        kind="SURAT",
        filename="surat.pdf",
        media_type="application/pdf",
        size=1,
        sha256=str(number),
        key=f"ab/{number}",
    )
    kota.session.add(made)
    kota.session.flush()
    return made
