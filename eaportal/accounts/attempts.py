"""Failed attempts to sign in, counted in the database: all processes see the same."""

from datetime import timedelta

from sqlalchemy import delete, func, select

from architecture.model import SignInAttempt, now
from eaportal import db

PER_ACCOUNT = 5
PER_ADDRESS = 30
MINUTES = 15


def begin(email: str, address: str) -> bool:
    """Count an attempt before it is made; False when there were too many.

    Counted first and forgiven on success, so that attempts side by side count too.
    """
    since = now() - timedelta(minutes=MINUTES)
    with db.writing() as session:
        session.execute(
            delete(SignInAttempt).where(SignInAttempt.at < now() - timedelta(days=1))
        )
        recent = select(func.count()).where(SignInAttempt.at >= since)
        for_account = session.scalar(recent.where(SignInAttempt.email == email)) or 0
        for_address = (
            session.scalar(recent.where(SignInAttempt.address == address)) or 0
        )
        allowed = for_account < PER_ACCOUNT and for_address < PER_ADDRESS
        if allowed:
            session.add(SignInAttempt(email=email, address=address))
        session.commit()
    return allowed


def forgive(email: str, address: str) -> None:
    """Forget the attempts of an account from an address after it signed in."""
    with db.writing() as session:
        session.execute(
            delete(SignInAttempt).where(
                SignInAttempt.email == email, SignInAttempt.address == address
            )
        )
        session.commit()
