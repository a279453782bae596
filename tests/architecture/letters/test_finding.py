"""How a letter is found, and what the chain says of it."""

import pytest
from sqlalchemy import select

from architecture import letters
from architecture.letters import Chain
from architecture.model import (
    Entry,
)
from tests.architecture.letters.made import signed, waiting
from tests.architecture.registration.office import office


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
