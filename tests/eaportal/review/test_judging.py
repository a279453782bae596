"""A reviewer says what a pair is, beside the registration and in the conclusion."""

import pytest
from sqlalchemy import select

from architecture import inventory, judging
from architecture.model import Judgement, PairVerdict
from architecture.similar import registration_key
from tests.architecture.registration.office import in_review
from tests.architecture.test_judging import BECAUSE, PRESENCE
from tests.eaportal.review.test_beside import about


def press(browser, page, label, status=200, **fields):
    """Fill in the form of a button and send it."""
    return browser.submit(page, fields, status, button=label)


@pytest.fixture
def known(kota):
    made = inventory.add(kota.session, kota.kominfo, PRESENCE)
    kota.keep(None)
    return made


def judged(kota, usulan, other):
    own = registration_key(usulan.id)
    return judging.find(kota.session, kota.government.id, own, other)


def test_it_is_kept_and_shown_the_next_time(kota, known, browser):
    usulan = in_review(kota, findings=[about(known)])
    browser.sign_in(kota.accounts["reviewer"])
    address = f"/telaah/{usulan.id}/banding/{known.id}"

    press(
        browser,
        browser.get(address),
        "Simpan penilaian",
        verdict="OVERLAP",
        reason=BECAUSE,
    )

    made = judged(kota, usulan, known.id)
    assert (made.verdict, made.registration_id) == (PairVerdict.OVERLAP, usulan.id)
    assert BECAUSE in browser.get(address).select_one("#penilaian").text
    assert "Dinilai sebagian sama oleh" in browser.get(f"/telaah/{usulan.id}").text


def test_what_was_called_different_asks_for_no_reason_any_more(kota, known, browser):
    usulan = kota.to_conclusion(in_review(kota, findings=[about(known)]))
    browser.sign_in(kota.accounts["reviewer"])
    assert "Persetujuan memerlukan alasan" in browser.get(f"/telaah/{usulan.id}").text

    press(
        browser,
        browser.get(f"/telaah/{usulan.id}/banding/{known.id}"),
        "Simpan penilaian",
        verdict="DIFFERENT",
        reason=BECAUSE,
    )

    page = browser.get(f"/telaah/{usulan.id}")
    assert "Persetujuan memerlukan alasan" not in page.text
    assert "Dinilai berbeda oleh" in page.text


def test_a_conclusion_may_say_what_the_pair_is(kota, known, browser):
    usulan = kota.to_conclusion(in_review(kota, findings=[about(known)]))
    step = kota.step(usulan, "CONCLUSION").id
    browser.sign_in(kota.accounts["reviewer"])

    press(
        browser,
        browser.get(f"/telaah/{usulan.id}"),
        "Putuskan",
        **{
            f"langkah-{step}-outcome": "APPROVED",
            f"langkah-{step}-reason": "Kebutuhannya lain.",
            f"langkah-{step}-temuan_1": BECAUSE,
            f"langkah-{step}-nilai_1": "DIFFERENT",
        },
    )

    made = judged(kota, usulan, known.id)
    assert (made.verdict, made.reason) == (PairVerdict.DIFFERENT, BECAUSE)


def test_two_registrations_are_judged_too(kota, browser):
    usulan, other = (in_review(kota, findings=[], name=name) for name in ("A", "B"))
    browser.sign_in(kota.accounts["reviewer"])

    press(
        browser,
        browser.get(f"/telaah/{usulan.id}/banding/usulan/{other.id}"),
        "Simpan penilaian",
        verdict="SAME",
    )

    assert judged(kota, usulan, registration_key(other.id)).verdict is PairVerdict.SAME


def test_the_own_office_s_wish_has_no_form_and_takes_no_judgement(kota, known, browser):
    usulan = in_review(kota, of=kota.kominfo, findings=[])
    browser.sign_in(kota.accounts["reviewer"])
    address = f"/telaah/{usulan.id}/banding/{known.id}"

    page = browser.get(address)
    assert page.select_one("#penilaian form") is None
    browser.post(address, {"verdict": "DIFFERENT", "reason": BECAUSE}, status=403)
    assert kota.session.scalars(select(Judgement)).all() == []
