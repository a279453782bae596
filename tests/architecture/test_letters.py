"""Letters: their numbers, what stands in them, what the chain says, their end."""

from dataclasses import dataclass
from datetime import date, timedelta
from threading import Thread
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from architecture import history, letters
from architecture.documents.letter import Letter as Value
from architecture.documents.letter import of_content, worded
from architecture.errors import CodeTaken, Invalid, NotAllowed, WrongState
from architecture.letters import Chain, numbers
from architecture.letters.content import signed_as
from architecture.model import (
    Account,
    Entry,
    Government,
    Letter,
    LetterState,
    NumberMode,
    Outcome,
    Registration,
    at,
    now,
)
from architecture.model.documents import Document
from architecture.registration import deciding
from architecture.registration.verdicts import Verdict
from architecture.roles import Role
from architecture.scope import PostHeld
from eaportal import db
from tests.architecture.registration.office import in_review, office

HEAD = "Kepala Dinas Kominfo"


@pytest.fixture
def kota(session):
    """Give a government with everybody who decides."""
    return office(session)


def settings(kota):
    return kota.session.get_one(Government, kota.government.id)


def waiting(kota, **said):
    """Bring a registration to the signature without its way there."""
    usulan = in_review(kota, findings=[], of=said.pop("of", None))
    usulan.outcome = said.pop("outcome", Outcome.APPROVED)
    usulan.outcome_reason = said.pop("reason", "Belum ada.\n\nSudah direncanakan.")
    usulan.conditions = said.pop("conditions", [])
    for step in usulan.steps:
        step.state = "DONE"
        if step.signs:
            step.state = "OPEN"
    return kota.keep(usulan)


def signed(kota, **said):
    usulan = waiting(kota, **said)
    kota.say(usulan, "SIGNATURE", "signatory")
    [letter] = letters.of_registration(kota.session, usulan)
    return letter


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


def of_kominfo(kota):
    """Return the letter that the coordination signs for Kominfo's own proposal."""
    usulan = waiting(kota, of=kota.kominfo)
    kota.say(usulan, "SIGNATURE", "coordinator")
    [letter] = letters.of_registration(kota.session, usulan)
    return letter


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


def test_the_content_is_what_the_documents_read(kota):
    settings(kota).copies = ["Wali Kota (sebagai laporan)", "Kepala Bappeda"]
    settings(kota).letterhead = ["PEMERINTAH KOTA", "DINAS KOMINFO"]
    kota.session.commit()
    letter = signed(
        kota, outcome=Outcome.APPROVED_WITH_CONDITIONS, conditions=["Pakai API."]
    )
    value = of_content(letter.content, site="https://ea.contoh.go.id")
    usulan = letter.registration
    assert value == Value(
        government=kota.government.name,
        office="Dinas Kominfo",
        letterhead=("PEMERINTAH KOTA", "DINAS KOMINFO"),
        number=letter.number,
        place="",
        date=letter.content["date"],
        subject=f"Keputusan atas usulan aplikasi “{usulan.name}”",
        addressee="Dinas Kelautan",
        registration_number=usulan.number,
        registration_name=usulan.name,
        registration_kind="Membangun baru",
        outcome="APPROVED_WITH_CONDITIONS",
        outcome_label="Disetujui dengan syarat",
        reasons=("Belum ada.", "Sudah direncanakan."),
        conditions=("Pakai API.",),
        signatory_title="Kepala Dinas Kominfo",
        signatory_name="Ibu Signatory",
        signatory_number="19800101 200501 1 001",
        copies=("Wali Kota (sebagai laporan)", "Kepala Bappeda"),
        verification_url=f"https://ea.contoh.go.id/surat/cek/{letter.token}",
        history_head=letter.history_head,
    )


def test_every_key_of_the_content_is_known_to_the_documents(kota):
    known = set(Value.__dataclass_fields__) | {"verification_path"}
    assert set(signed(kota).content) <= known


def test_a_letter_names_what_was_found_and_its_evidence(kota):
    usulan = waiting(kota)
    usulan.findings = [
        found("duplicate", "application", "SIPADU"),
        found("too_thin", "field", "Fungsi"),
    ]
    kota.keep(usulan)
    reasons = dict.fromkeys(("duplicate", "too_thin"), "Berbeda lingkupnya.")
    kota.step(usulan, "CONCLUSION").overrides = reasons
    kota.keep(usulan)
    kota.say(usulan, "SIGNATURE", "signatory")
    [letter] = letters.of_registration(kota.session, usulan)
    assert letter.content["findings"] == [
        {
            "name": "SIPADU",
            "owner": "Dinas Sosial",
            "reason": "Fungsinya sama. Datanya sama.",
        }
    ]


@dataclass
class Case:
    """A post and an account, and how the letter is signed."""

    role: Role
    acting: str
    title: str
    at_root: bool
    delegation: str
    signed: str


@pytest.mark.parametrize(
    "case",
    [
        Case(Role.SIGNATORY, "", "Kepala Dinas X", False, "", "Kepala Dinas X"),
        Case(Role.SIGNATORY, "", "", False, "", "Kepala Dinas Kominfo"),
        Case(
            Role.SIGNATORY,
            "a.n.",
            "Kepala Dinas X",
            False,
            "a.n. Wali Kota Contoh",
            "Kepala Dinas X",
        ),
        Case(
            Role.SIGNATORY, "Plt", "Sekretaris", False, "", "Plt. Kepala Dinas Kominfo"
        ),
        Case(
            Role.SIGNATORY, "plh.", "Sekretaris", False, "", "Plh. Kepala Dinas Kominfo"
        ),
        Case(
            Role.COORDINATOR,
            "Pj.",
            "Sekretaris Daerah",
            True,
            "",
            "Pj. Sekretaris Daerah",
        ),
        Case(
            Role.SIGNATORY,
            "Plt. Kepala Dinas Y",
            "Sekretaris",
            False,
            "",
            "Plt. Kepala Dinas Y",
        ),
        Case(
            Role.SIGNATORY,
            "a.n. Sekretaris Daerah",
            "Kepala Dinas X",
            False,
            "a.n. Sekretaris Daerah",
            "Kepala Dinas X",
        ),
        Case(Role.COORDINATOR, "", "", True, "", "Koordinator SPBE"),
    ],
    ids=lambda case: f"{case.role.name} {case.acting}",
)
def test_delegation_stands_as_officials_write_it(case):
    place = SimpleNamespace(
        id=1 if case.at_root else 2, government_id=1, name="Dinas Kominfo"
    )
    post = PostHeld(case.role, place.id, 1, frozenset({place.id}), acting=case.acting)
    rules = Government(organisation_id=1, head_title="Wali Kota Contoh")
    account = Account(email="a@b.go.id", name="Ani", title=case.title, password_hash="")
    assert signed_as(account, post, place, rules) == (case.delegation, case.signed)
    words = worded(
        of_content(
            CONTENT | {"delegation": case.delegation, "signatory_title": case.signed}
        )
    )
    assert words.signature == tuple(filter(None, (case.delegation, f"{case.signed},")))


def test_the_printed_head_stays_in_the_chain(kota):
    letter = signed(kota)
    assert letter.history_head
    assert letters.chain_of(kota.session, letter) is Chain.HOLDS
    waiting(kota)
    assert letters.chain_of(kota.session, letter) is Chain.HOLDS


@pytest.mark.parametrize("how", ["altered", "removed", "other government"])
def test_a_broken_chain_is_told(kota, how):
    letter = signed(kota)
    query = select(Entry).where(Entry.hash == letter.history_head)
    entry = kota.session.scalars(query).one()
    if how == "altered":
        entry.text = entry.text.replace("uji", "aju")
    elif how == "removed":
        letter.history_head = "0" * 64
    else:
        letter.history_head = signed(office(kota.session)).history_head
    kota.session.commit()
    assert letters.chain_of(kota.session, letter) is Chain.BROKEN


def test_a_letter_from_before_the_history_says_so(kota):
    letter = signed(kota)
    letter.history_head = ""
    assert letters.chain_of(kota.session, letter) is Chain.NONE


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


def corrected(kota, letter, who="signatory", **said):
    """Issue a letter in place of a withdrawn one."""
    stated = {"addressee": "Dinas Perikanan", "reasons": "Ada.\n\nSudah dipakai."}
    made = letters.replace(
        kota.session,
        letter,
        letters.Correction(**(stated | said)),
        viewer=kota.viewer(who),
    )
    return kota.keep(made)


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


def test_a_token_is_long_and_unlike_any_other(kota):
    tokens = {signed(kota).token for _ in range(3)}
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 24
    assert letters.by_token(kota.session, "tidak-ada") is None


def test_a_letter_is_found_by_who_may_see_its_registration(kota):
    letter = signed(kota)
    other = office(kota.session)
    seen = {
        who: letters.find(kota.session, kota.viewer(who), letter.id) is not None
        for who in ("reviewer", "operator", "head", "signatory", "coordinator")
    }
    assert set(seen.values()) == {True}
    for who in ("reviewer", "operator", "signatory"):
        assert letters.find(kota.session, other.viewer(who), letter.id) is None


def test_the_roman_month_and_places_of_a_number():
    assert numbers.numbered("{urut5}/{bulan}/{lain}", 42, date(2026, 4, 1)) == (
        "00042/IV/{lain}"
    )


CONTENT = {
    "government": "Kota",
    "number": "1",
    "place": "",
    "date": "",
    "subject": "",
    "addressee": "Dinas",
    "registration_number": "",
    "registration_name": "",
    "registration_kind": "",
    "outcome": "APPROVED",
    "outcome_label": "Disetujui",
}


def found(key, kind, name):
    return {
        "key": key,
        "kind": "duplicate",
        "case": "likely",
        "severity": "serious",
        "subject": {
            "type": kind,
            "code": "A-1",
            "name": name,
            "id": 0,
            "owner": "Dinas Sosial",
            "government": "",
        },
        "reasons": [
            "Dinas Sosial memakainya.",
            "Kami menduga pekerjaannya sama, karena:",
            "Fungsinya sama.",
            "Datanya sama.",
        ],
        "norm": "",
        "advice": "",
        "score": 0.9,
    }


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
