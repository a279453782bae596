"""Who changes what must not be changed twice queues up at one row."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.model import Organisation


def lock_government(session: Session, government: int) -> None:
    """Let all who number, begin, send, decide or end posts in a government queue up.

    What was read before is read anew after it.  Whoever only refers to the government,
    as every entry of a history does, need not wait: who saves a form holds its element
    while writing one, and the element may be what is waited for behind this lock.
    """
    session.scalar(
        select(Organisation.id)
        .where(Organisation.id == government)
        .with_for_update(key_share=True)
    )
