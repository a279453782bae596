"""What a government changes of the rules, and its list of technology."""

from datetime import date

import pytest

from architecture import history, referencing, rulebook
from architecture.conflicts import Adjustment, kinds
from architecture.errors import Invalid, NotFound
from architecture.model import Note
from architecture.rulebook import TechnologyDetails
from tests import make


@pytest.fixture
def government(session):
    return make.government(session, "Pemerintah Kota Contoh")


def wanted(**changes):
    was = rulebook.shipped("channels", "")
    values = {"severity": "info", "norm": was.norm, "advice": was.advice}
    return Adjustment(kind="channels", **(values | changes))


def test_a_government_changes_a_severity_for_itself_alone(session, government):
    other = make.government(session, "Pemerintah Kabupaten Lain")
    rulebook.revise(session, government, wanted())

    own = rulebook.kinds_of(session, government.id)
    assert own["channels"].case("", "BUILD").severity == "info"
    theirs = rulebook.kinds_of(session, other.id)
    assert theirs["channels"].case("", "BUILD").severity == "warning"


def test_the_change_is_in_the_history_and_can_be_taken_back(session, government):
    rulebook.revise(session, government, wanted(norm="Perwali 7/2026"))
    rulebook.restore(session, government, "channels", "")
    history.seal(session, by="uji")
    session.commit()

    assert rulebook.kinds_of(session, government.id) == kinds()
    deeds = session.query(Note.values).filter(Note.deed.startswith("Ketentuan")).all()
    assert {"severity", "norm"} == set(deeds[0][0])
    assert len(deeds) == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "duplicate", "severity": "blocking", "least": None}, "severity"),
        ({"severity": "gawat"}, "severity"),
        ({"norm": " "}, "norm"),
        ({"advice": "x" * 1001}, "advice"),
        ({"kind": "overlap", "case": "likely", "least": 1.5}, "least"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(session, government, change, field):
    asked = Adjustment(
        **{
            "kind": "channels",
            "severity": "info",
            "norm": "Perwali",
            "advice": "Rancang.",
            **change,
        }
    )
    with pytest.raises(Invalid) as refused:
        rulebook.revise(session, government, asked)
    assert field in refused.value.problems


def test_what_is_no_rule_is_not_found(session, government):
    with pytest.raises(NotFound):
        rulebook.revise(session, government, Adjustment(kind="channels", case="x"))


def test_an_own_entry_takes_the_place_of_the_shipped_one(session, government):
    referencing.load(session)
    before = rulebook.technologies(session, government.id)
    details = TechnologyDetails(name="php 7.4", allowed=True, ends_on=date(2027, 1, 1))
    made = rulebook.state(session, government, details)

    after = rulebook.technologies(session, government.id)
    assert len(after) == len(before)
    assert made in after
    rulebook.drop(session, government, made.id)
    assert rulebook.technologies(session, government.id) == before


def test_a_shipped_entry_cannot_be_taken_off(session, government):
    referencing.load(session)
    some = rulebook.technologies(session, government.id)[0]
    with pytest.raises(NotFound):
        rulebook.drop(session, government, some.id)


def test_another_governments_entry_is_not_found(session, government):
    other = make.government(session, "Pemerintah Kabupaten Lain")
    theirs = rulebook.state(session, other, TechnologyDetails(name="Cobol"))
    with pytest.raises(NotFound):
        rulebook.own_technology(session, government.id, theirs.id)
