"""The numbers of letters: in turn, without holes, or typed from outside."""

from datetime import date
from threading import Thread

import pytest
from sqlalchemy import select

from architecture import history, letters
from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.letters import Chain, numbers
from architecture.model import (
    Letter,
    NumberMode,
    Registration,
    at,
    now,
)
from architecture.registration import deciding
from architecture.registration.verdicts import Verdict
from eaportal import db
from tests.architecture.letters.made import of_kominfo, settings, signed, waiting
from tests.architecture.registration.office import office


def test_numbers_run_without_holes_and_begin_anew_each_year(kota):
    for year in (2026, 2027):
        for _ in range(2):
            usulan = waiting(kota)
            with at(now().replace(year=year)):
                kota.say(usulan, "SIGNATURE", "signatory")
    rows = kota.session.scalars(select(Letter).order_by(Letter.id)).all()
    assert [(each.sequence, each.year) for each in rows] == [
        (1, 2026),
        (2, 2026),
        (1, 2027),
        (2, 2027),
    ]
    assert rows[0].number == "500.12/001/KOMINFO/2026"


def test_a_scheme_without_the_year_counts_on(kota):
    settings(kota).number_scheme = "{urut}/SK"
    kota.session.commit()
    for year in (2026, 2027):
        usulan = waiting(kota)
        with at(now().replace(year=year)):
            kota.say(usulan, "SIGNATURE", "signatory")
    found = kota.session.scalars(select(Letter.number).order_by(Letter.id))
    assert list(found) == ["1/SK", "2/SK"]


def test_the_coordination_counts_for_itself_without_holes(kota):
    with at(now().replace(year=2026)):
        made = [signed(kota), of_kominfo(kota), signed(kota), of_kominfo(kota)]
    assert [each.number for each in made] == [
        "500.12/001/KOMINFO/2026",
        "500.12/001/TK-SPBE/2026",
        "500.12/002/KOMINFO/2026",
        "500.12/002/TK-SPBE/2026",
    ]


@pytest.mark.parametrize("scheme", ["", "500.12/{urut3}/KOMINFO/{tahun}"])
def test_a_coordination_without_a_scheme_of_its_own_counts_on(kota, scheme):
    settings(kota).coordination_scheme = scheme
    kota.session.commit()
    made = [signed(kota), of_kominfo(kota), signed(kota)]
    assert [each.sequence for each in made] == [1, 2, 3]


def test_a_refused_signature_gives_its_number_back(kota):
    usulan = waiting(kota)
    kota.session.begin_nested()
    deciding.take(
        kota.session,
        kota.step(usulan, "SIGNATURE"),
        Verdict(passed=True),
        viewer=kota.viewer("signatory"),
    )
    kota.session.rollback()
    history.discard(kota.session)
    assert signed(kota).sequence == 1


def test_a_number_typed_before_is_passed_over(kota):
    settings(kota).number_mode = NumberMode.TYPED
    kota.session.commit()
    usulan = waiting(kota)
    kota.say(usulan, "SIGNATURE", "signatory", outside_number="500.12/001/KOMINFO/2026")
    settings(kota).number_mode = NumberMode.ISSUED
    kota.session.commit()
    with at(now().replace(year=2026)):
        assert signed(kota).number == "500.12/002/KOMINFO/2026"


@pytest.mark.parametrize("number", ["", "   ", "x" * 101])
def test_a_typed_number_must_be_there_and_short(kota, number):
    settings(kota).number_mode = NumberMode.TYPED
    kota.session.commit()
    usulan = waiting(kota)
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "SIGNATURE", "signatory", outside_number=number)
    assert "number" in refused.value.problems


def test_a_typed_number_is_used_once_in_a_government(kota):
    settings(kota).number_mode = NumberMode.TYPED
    kota.session.commit()
    first, second = waiting(kota), waiting(kota)
    kota.say(first, "SIGNATURE", "signatory", outside_number=" 12/SRI  /2026 ")
    with pytest.raises(CodeTaken, match="12/SRI /2026"):
        kota.say(second, "SIGNATURE", "signatory", outside_number="12/SRI /2026")


def test_two_governments_number_for_themselves(kota):
    other = office(kota.session)
    assert signed(kota).sequence == signed(other).sequence == 1


def test_a_scheme_that_cannot_count_gives_no_number(kota):
    settings(kota).number_scheme = "TETAP"
    kota.session.commit()
    usulan = waiting(kota)
    with pytest.raises(WrongState, match="Pola nomor"):
        kota.say(usulan, "SIGNATURE", "signatory")


@pytest.mark.parametrize(
    ("scheme", "problem"),
    [
        ("500/{urut3}/{bulan}/{tahun}", ""),
        ("500/{tahun}", "harus memuat"),
        ("{urut}/{hari}", "tidak dikenal: {hari}"),
    ],
)
def test_a_scheme_says_what_is_wrong_with_it(scheme, problem):
    assert problem in letters.scheme_problem(scheme)
    assert bool(problem) is bool(letters.scheme_problem(scheme))


def test_eight_signatures_at_once_are_numbered_without_holes(engine, session):
    kota = office(session)
    keys = [waiting(kota).id for _ in range(8)]
    viewer = kota.viewer("signatory")
    session.rollback()
    failed: list[BaseException] = []

    def sign(key):
        try:
            with db.sessions(engine, db.WRITING)() as own:
                usulan = own.get_one(Registration, key)
                step = next(each for each in usulan.steps if each.signs)
                deciding.take(own, step, Verdict(passed=True), viewer=viewer)
                history.seal(own, by="uji")
                own.commit()
        except BaseException as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    threads = [Thread(target=sign, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    session.rollback()
    rows = session.scalars(select(Letter).order_by(Letter.sequence)).all()
    assert [each.sequence for each in rows] == list(range(1, 9))
    assert {each.registration_id for each in rows} == set(keys)
    assert {letters.chain_of(session, each) for each in rows} == {Chain.HOLDS}


def test_the_roman_month_and_places_of_a_number():
    assert numbers.numbered("{urut5}/{bulan}/{lain}", 42, date(2026, 4, 1)) == (
        "00042/IV/{lain}"
    )
