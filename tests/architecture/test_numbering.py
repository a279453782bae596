"""Numbers without holes, also when many ask at once."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from architecture.layers import Layer
from architecture.model import Counter
from architecture.numbering import element_codes, next_number
from eaportal import db
from tests import make


def test_each_series_of_each_government_and_year_counts_for_itself(session):
    one, other = make.government(session), make.government(session)

    taken = [
        next_number(session, one.id, "SURAT", year=2026),
        next_number(session, one.id, "SURAT", year=2026),
        next_number(session, one.id, "SURAT", year=2027),
        next_number(session, one.id, "USULAN", year=2026),
        next_number(session, other.id, "SURAT", year=2026),
    ]

    assert taken == [1, 2, 1, 1, 1]


def test_many_codes_come_at_once_without_those_that_are_taken(session):
    office = make.office(session)
    make.application(session, of=office, code="DAA-0002")

    codes = element_codes(session, office.government_id, Layer.APPLICATION, many=3)

    assert codes == ["DAA-0001", "DAA-0003", "DAA-0004"]


def test_a_number_that_was_not_committed_is_given_again(engine, session):
    government = make.government(session).id
    session.rollback()
    makers = db.sessions(engine, db.WRITING)
    with makers() as own:
        assert next_number(own, government, "SURAT", year=2026) == 1
    with makers() as own:
        assert next_number(own, government, "SURAT", year=2026) == 1


def test_eight_who_ask_at_once_get_eight_numbers_without_a_hole(engine, session):
    government = make.government(session).id
    session.rollback()
    makers = db.sessions(engine, db.WRITING)

    def take(_turn):
        with makers() as own:
            number = next_number(own, government, "SURAT", year=2026)
            own.commit()
            return number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(take, range(40)))

    assert sorted(numbers) == list(range(1, 41))
    session.expire_all()
    assert [each.last for each in session.scalars(select(Counter))] == [40]
