"""A conclusion that something is to be reused notes who uses it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from architecture.documents.letter import of_content, worded
from architecture.errors import Invalid
from architecture.model import (
    Letter,
    Outcome,
    Use,
)
from tests import make
from tests.architecture.registration.office import REASON, SERIOUS, in_review


def offered(kota):
    """Give a registration that resembles an application, and the application."""
    other = make.application(kota.session, "SIPADU", of=kota.kominfo)
    subject = replace(SERIOUS.subject, id=other.id, code=other.code)
    usulan = in_review(kota, findings=[replace(SERIOUS, subject=subject)])
    return kota.to_conclusion(usulan), other


def test_reuse_names_what_is_used_and_the_use_is_noted_with_the_signature(kota):
    usulan, other = offered(kota)
    said = {"passed": False, "outcome": Outcome.REUSE, "reason": REASON}
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "CONCLUSION", "reviewer", **said)
    assert list(refused.value.problems) == ["reused"]
    kota.session.rollback()
    kota.say(usulan, "CONCLUSION", "reviewer", **said, reused=other.id)
    assert kota.session.scalars(select(Use)).all() == []

    kota.say(usulan, "SIGNATURE", "signatory")

    [use] = kota.session.scalars(select(Use)).all()
    assert (use.application_id, use.organisation_id) == (other.id, kota.dinas.id)
    assert usulan.number in use.note
    [letter] = kota.session.scalars(select(Letter)).all()
    assert letter.content["reused"].startswith("SIPADU (")
    told = worded(of_content(letter.content)).meaning
    assert "agar dipenuhi dengan SIPADU (" in told


@pytest.mark.parametrize("reused", [0, None])
def test_what_only_the_reason_names_is_noted_for_nobody(kota, reused):
    usulan, other = offered(kota)
    if reused is None:
        usulan.findings = []
        kota.session.flush()
    kota.say(
        usulan,
        "CONCLUSION",
        "reviewer",
        passed=False,
        outcome=Outcome.REUSE,
        reason=f"{REASON} Pakai {other.name}.",
        reused=reused,
    )
    kota.say(usulan, "SIGNATURE", "signatory")
    assert usulan.application_id is None
    assert kota.session.scalars(select(Use)).all() == []


def test_another_conclusion_forgets_what_was_to_be_used(kota):
    usulan, other = offered(kota)
    said = {"passed": False, "reason": REASON}
    reuse = {"outcome": Outcome.REUSE, "reused": other.id}
    kota.say(usulan, "CONCLUSION", "reviewer", **said, **reuse)
    kota.say(usulan, "SIGNATURE", "signatory", passed=False, reason=REASON)
    kota.say(usulan, "CONCLUSION", "reviewer", **said, outcome=Outcome.REFUSED)
    assert usulan.application_id is None
