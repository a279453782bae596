"""Who changes what must not be changed twice queues up at one row."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.model import Organisation


def lock_government(session: Session, government: int) -> None:
    """Let all who number, begin, send, decide or end posts in a government queue up.

    What was read before is read anew after it.
    """
    session.scalar(
        select(Organisation.id).where(Organisation.id == government).with_for_update()
    )
