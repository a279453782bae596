"""Drafts: begun once, kept as typed, and passed only by who may."""

from datetime import UTC, datetime

import pytest

from architecture import history
from architecture.conflicts import Finding, Severity, Subject, SubjectType
from architecture.errors import Changed, Invalid, NotAllowed, WrongState
from architecture.layers import Status
from architecture.model import AnswerKind, RegistrationKind, State, at
from architecture.registration import drafting
from architecture.registration.drafting import StoredFile
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer
from tests import make

BUILD = RegistrationKind.BUILD

FILE = StoredFile(
    key="ab/cd", filename="a.pdf", media_type="application/pdf", size=1, sha256="ab"
)


@pytest.fixture
def office(session):
    return make.office(session)


@pytest.fixture
def author(session):
    return make.account(session)


def begin(session, office, author, kind=BUILD, **more):
    return drafting.start(session, office, kind, account=author.id, **more)


def blocking():
    return Finding(
        key="missing_documents:documents",
        kind="missing_documents",
        case="",
        severity=Severity.BLOCKING,
        subject=Subject(type=SubjectType.FIELD, code="documents", name="Dokumen"),
        reasons=("Belum dilampirkan: KAK.",),
        norm="",
        advice="",
    )


def holder(role, office):
    post = PostHeld(role, office.id, office.government_id, frozenset({office.id}))
    return Viewer(0, "a@b.go.id", "A", (post,))


def test_numbers_of_a_government_follow_each_other(session, office, author):
    one = begin(session, office, author)
    drafting.save(session, one, {"name": "Satu"})
    two = begin(session, office, author)

    assert int(two.number[-4:]) == int(one.number[-4:]) + 1


def test_a_number_bears_the_year_of_the_day_in_indonesia(session, office, author):
    with at(datetime(2026, 12, 31, 20, 0, tzinfo=UTC)):
        begun = begin(session, office, author)

    assert begun.number.startswith("USUL-2027-")


def test_what_is_begun_twice_within_seconds_is_one_draft(session, office, author):
    one = begin(session, office, author, stated={"name": "Satu"})

    assert begin(session, office, author, stated={"name": "Satu"}) is one
    assert begin(session, office, author) is not one
    assert begin(session, office, author, RegistrationKind.BUY) is not one
    assert begin(session, office, make.account(session)) is not one


def test_an_enhancement_names_an_active_application_of_the_own_government(
    session, office, author
):
    gone = make.application(session, of=office, status=Status.RETIRED)
    foreign = make.application(session)

    for replaces in (None, gone, foreign):
        with pytest.raises(Invalid):
            begin(session, office, author, RegistrationKind.ENHANCE, replaces=replaces)


def test_a_draft_keeps_what_is_wrong_and_forgets_what_was_emptied(
    session, office, author
):
    made = begin(session, office, author)
    drafting.save(session, made, {"name": "Satu", "cost_build": "banyak", "users": "A"})
    drafting.save(session, made, {"name": "Dua", "users": ""})

    assert made.details == {"name": "Dua", "cost_build": "banyak"}
    assert made.name == "Dua"


def test_a_stale_save_is_refused_unless_it_says_the_same(session, office, author):
    made = begin(session, office, author)
    session.flush()
    before = made.version
    drafting.save(session, made, {"name": "Satu"})
    session.flush()

    drafting.save(session, made, {"name": "Satu"}, version=before)
    with pytest.raises(Changed):
        drafting.save(session, made, {"name": "Dua"}, version=before)
    assert made.name == "Satu"


def test_nothing_is_written_once_it_was_sent(session, office, author):
    made = begin(session, office, author)
    made.state = State.IN_REVIEW

    with pytest.raises(WrongState):
        drafting.save(session, made, {"name": "Lain"})
    with pytest.raises(WrongState):
        drafting.attach(session, made, "KAK", FILE, account=author.id)
    with pytest.raises(WrongState):
        drafting.answer(session, made, "a:b", AnswerKind.USE, "", account=author.id)


def test_a_document_has_a_known_kind_and_there_is_a_most(
    session, office, author, monkeypatch
):
    made = begin(session, office, author)
    with pytest.raises(Invalid):
        drafting.attach(session, made, "APA SAJA", FILE, account=author.id)

    monkeypatch.setattr(drafting, "MOST_DOCUMENTS", 1)
    drafting.attach(session, made, "KAK", FILE, account=author.id)
    session.expire(made)
    with pytest.raises(Invalid):
        drafting.attach(session, made, "KAK", FILE, account=author.id)


def test_a_later_answer_takes_the_place_of_the_first(session, office, author):
    made = begin(session, office, author)
    with pytest.raises(Invalid):
        drafting.answer(
            session, made, "a:b", AnswerKind.DIFFERENT, "lain", account=author.id
        )
    one = drafting.answer(session, made, "a:b", AnswerKind.USE, "", account=author.id)
    two = drafting.answer(
        session, made, "a:b", AnswerKind.INTEGRATE, "", account=author.id
    )

    assert two is one
    assert two.answer is AnswerKind.INTEGRATE
    history.seal(session, by="uji")
    said = history.of(session, made)[0].values["a:b"]
    assert said == [AnswerKind.USE.value, AnswerKind.INTEGRATE.value]


@pytest.mark.parametrize("role", sorted(Role, key=lambda each: each.name))
def test_only_the_head_of_the_office_passes_what_blocks(session, office, author, role):
    made = begin(session, office, author)
    reason = "KAK disusulkan paling lambat akhir bulan."

    if role is Role.HEAD:
        other = make.office(session)
        with pytest.raises(NotAllowed):
            drafting.override(
                session, made, blocking(), reason, viewer=holder(role, other)
            )
        with pytest.raises(Invalid):
            drafting.override(
                session, made, blocking(), "nanti", viewer=holder(role, office)
            )
        viewer = Viewer(author.id, "", "", holder(role, office).posts)
        given = drafting.override(session, made, blocking(), reason, viewer=viewer)
        assert given.overrides
    else:
        with pytest.raises(NotAllowed):
            drafting.override(
                session, made, blocking(), reason, viewer=holder(role, office)
            )


def test_each_deed_is_in_the_history(session, office, author):
    made = begin(session, office, author)
    drafting.save(session, made, {"name": "Satu"})
    document = drafting.attach(session, made, "KAK", FILE, account=author.id)
    drafting.detach(session, made, document)
    history.seal(session, by="uji")

    deeds = [note.deed for note in history.of(session, made)]
    assert deeds[:2] == ["Dokumen dilepas", "Dokumen dilampirkan"]
    assert deeds[2:] == ["Draf disimpan", "Draf dibuat"]
