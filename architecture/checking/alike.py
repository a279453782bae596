"""What the index says is like a proposal, with what people judged of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, cast, literal, select
from sqlalchemy.orm import Session, joinedload

from architecture import judging
from architecture.checking.known import (
    known_application,
    known_registration,
    known_where,
)
from architecture.checking.wishes import Wish
from architecture.conflicts import Known
from architecture.conflicts import Similar as SimilarThing
from architecture.conflicts.kinds import Kind as RuleKind
from architecture.conflicts.similar import worth_a_look
from architecture.duplicates import Profile
from architecture.model import Application, Judgement, Registration
from architecture.similar import registration_key, registration_of, similar

LIMIT = 10


def alike(
    session: Session, wish: Wish, profile: Profile, table: Mapping[str, RuleKind]
) -> list[SimilarThing]:
    """Return what does similar work, as far as the rules want to know of it."""
    own, others = similar.both(
        session,
        profile.government,
        profile,
        limit=LIMIT,
        exclude={registration_key(wish.id), wish.replaces, wish.application},
    )
    wanted = [each for each in (*own, *others) if worth_a_look(each, table)]
    keys = [each.key for each in wanted]
    mine = replace(profile, key=registration_key(wish.id))
    said: dict[int, Judgement] = {}
    known = _known(session, mine, keys, said)
    told = judging.told_of(session, mine, said) if said else {}
    return [
        SimilarThing(known[each.key], each, told.get(each.key))
        for each in wanted
        if each.key in known
    ]


def _known(
    session: Session, mine: Profile, keys: Sequence[int], said: dict[int, Judgement]
) -> dict[int, Known]:
    """Return what is similar as the rules know it; fill in what was said of each.

    One query for applications and one for registrations, as this is asked while typing.
    """
    applications = [key for key in keys if registration_of(key) is None]
    registrations = [number for key in keys if (number := registration_of(key))]
    found: dict[int, Known] = {}
    if applications:
        query = _with_judgements(
            known_where(Application.id.in_(applications)), mine, Application.id
        )
        for row in session.execute(query):
            found[row.id] = known_application(row, mine.government)
            said |= {row.id: row.Judgement} if row.Judgement else {}
    if registrations:
        plain_key = cast(Registration.id, BigInteger)
        key = plain_key + literal(registration_key(0), BigInteger)
        waiting = (
            select(Registration)
            .where(Registration.id.in_(registrations))
            .options(joinedload(Registration.organisation))
        )
        for row, judgement in session.execute(_with_judgements(waiting, mine, key)):
            found[registration_key(row.id)] = known_registration(row)
            said |= {registration_key(row.id): judgement} if judgement else {}
    return found


def _with_judgements(query: Any, mine: Profile, key: Any) -> Any:
    """Return the query with what was judged of each row and our own thing."""
    joined = query.add_columns(Judgement).outerjoin(Judgement, judging.of(mine, key))
    return joined.options(joinedload(Judgement.by))
