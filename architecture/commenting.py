"""Talk about elements: a comment is written, mended within the hour, settled, reopened.

Only who works in the element's government reads and writes; a comment says nothing of
the element itself, so it is no part of its history.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import scope
from architecture.elements import Page
from architecture.elements.listing import FURTHEST, PAGE_SIZE, last_page
from architecture.errors import Invalid, NotAllowed, WrongState
from architecture.model import Comment, Element, now
from architecture.scope import Viewer

LONGEST = 4000
HOUR = timedelta(hours=1)
SHOWN = 50


def write(session: Session, viewer: Viewer, element: Element, text: str) -> Comment:
    """Say something about an element.  Raises `Invalid`, or `NotAllowed` elsewhere."""
    if element.government_id not in viewer.governments:
        raise NotAllowed("Komentar hanya untuk elemen instansi sendiri.")
    comment = Comment(
        element_id=element.id, account_id=viewer.account, text=_checked(text)
    )
    session.add(comment)
    session.flush()
    return comment


def mend(viewer: Viewer, comment: Comment, text: str) -> None:
    """Change one's own words, within an hour.  Raises `WrongState` or `NotAllowed`."""
    if not may_mend(viewer, comment):
        if comment.account_id != viewer.account:
            raise NotAllowed("Hanya penulisnya yang dapat mengubah komentar.")
        raise WrongState("Komentar hanya dapat diubah dalam satu jam; tulis yang baru.")
    said = _checked(text)
    if said != comment.text:
        comment.text, comment.edited_at = said, now()


def may_mend(viewer: Viewer, comment: Comment) -> bool:
    """Tell whether the viewer may still change a comment."""
    own = comment.account_id == viewer.account
    return own and comment.settled_at is None and now() - comment.at <= HOUR


def settle(viewer: Viewer, comment: Comment) -> None:
    """Say that nothing is left to answer.  Raises `WrongState`."""
    if comment.settled_at is not None:
        raise WrongState("Komentar ini sudah ditandai selesai.")
    comment.settled_at, comment.settled_by_id = now(), viewer.account


def reopen(comment: Comment) -> None:
    """Say that something is left to answer after all.  Raises `WrongState`."""
    if comment.settled_at is None:
        raise WrongState("Komentar ini belum ditandai selesai.")
    comment.settled_at = comment.settled_by_id = None


def find(
    session: Session, viewer: Viewer, key: int, *, lock: bool = False
) -> Comment | None:
    """Return a comment on an element of the viewer's own governments."""
    query = _query(viewer).where(Comment.id == key)
    if lock:
        query = query.with_for_update(of=Comment)
    return session.scalar(query.execution_options(populate_existing=lock))


def of(session: Session, viewer: Viewer, element: Element) -> Sequence[Comment]:
    """Return the last comments on an element, the oldest of them first."""
    query = (
        _query(viewer)
        .where(Comment.element_id == element.id)
        .order_by(Comment.at.desc(), Comment.id.desc())
        .limit(SHOWN)
    )
    return list(reversed(session.scalars(query).all()))


def open_page(
    session: Session, viewer: Viewer, government: int, *, mine: bool, number: int = 1
) -> Page[Comment]:
    """Return a page of what is not settled, the newest first.

    `mine` leaves what waits for the viewer: on elements of the own offices, or naming
    the viewer's address.
    """
    query = _query(viewer).where(
        Comment.settled_at.is_(None), Element.government_id == government
    )
    if mine:
        query = query.where(_waits_for(viewer, government))
    counted = query.with_only_columns(func.count(Comment.id)).order_by(None)
    total = session.scalar(counted.options()) or 0
    number = min(max(number, 1), FURTHEST, last_page(total, PAGE_SIZE))
    cut = query.order_by(Comment.at.desc(), Comment.id.desc())
    rows = session.scalars(cut.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return Page(rows, number, PAGE_SIZE, total)


def waiting(session: Session, viewer: Viewer, government: int) -> int:
    """Return how many open comments of others wait for the viewer."""
    query = (
        select(func.count(Comment.id))
        .join(Comment.element)
        .where(
            Comment.settled_at.is_(None),
            Comment.account_id != viewer.account,
            Element.government_id == government,
            _waits_for(viewer, government),
        )
    )
    return session.scalar(query) or 0


def _waits_for(viewer: Viewer, government: int) -> ColumnElement[bool]:
    offices = sorted(viewer.offices(government))
    own = Element.organisation_id.in_(offices) if offices else false()
    named = Comment.text.icontains(viewer.email, autoescape=True)
    return or_(own, named if viewer.email else false())


def _query(viewer: Viewer) -> Select[Comment]:
    return (
        select(Comment)
        .join(Comment.element)
        .where(
            Element.government_id.in_(sorted(viewer.governments)),
            scope.elements(viewer),
        )
        .options(
            joinedload(Comment.account),
            joinedload(Comment.settled_by),
            joinedload(Comment.element).joinedload(Element.organisation),
        )
    )


def _checked(text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise Invalid("Tulis komentarnya.", problems={"text": ["Tulis komentarnya."]})
    if len(said) > LONGEST:
        problem = f"Komentar paling panjang {LONGEST} karakter; ini {len(said)}."
        raise Invalid(problem, problems={"text": [problem]})
    return said
