"""Saved filters: what a list is narrowed by, or a map shows, under a name.

A saved filter is the question and never the answer: who opens it sees what that person
may see.  What its words mean is known to the pages of the portal; here they are texts.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from architecture.errors import CodeTaken, Invalid, NotAllowed, WrongState
from architecture.locking import lock_government
from architecture.model import Account, SavedFilter
from architecture.roles import Role
from architecture.scope import Viewer

LONGEST = 60
"""Letters of a name."""
OWN, SHARED = 40, 40
"""So many a person keeps in a government, and so many a government."""
FRONT = 3
"""So many maps of a person stand on the front page, and so many of a government."""

SHARES = frozenset({Role.ARCHITECT, Role.ADMINISTRATOR})
"""Who makes filters for everybody of the government."""


def save(
    session: Session,
    viewer: Viewer,
    government: int,
    *,
    page: str,
    name: str,
    asked: Mapping[str, str],
    shared: bool,
    front: bool = False,
) -> SavedFilter:
    """Keep what a page is asked; `shared` for everybody of the government.

    Raises `NotAllowed`, `Invalid` for a name that is none, `CodeTaken` for one that is
    given, and `WrongState` if there are too many.
    """
    row = SavedFilter(
        government_id=government,
        account_id=None if shared else viewer.account,
        page=page,
        asked=dict(asked),
    )
    _hold(session, viewer, row)
    row.name = _named(session, row, name)
    most = SHARED if shared else OWN
    if len(session.scalars(select(SavedFilter.id).where(_kin(row))).all()) >= most:
        raise WrongState(
            f"Paling banyak {most} saringan dan tampilan. Hapus dahulu salah satu."
        )
    _put(session, row, front)
    session.add(row)
    session.flush()
    return row


def rename(session: Session, viewer: Viewer, row: SavedFilter, name: str) -> None:
    """Give a filter another name.  Raises as `save` does."""
    _hold(session, viewer, row)
    row.name = _named(session, row, name)


def replace(
    session: Session, viewer: Viewer, row: SavedFilter, asked: Mapping[str, str]
) -> None:
    """Let a filter ask something else of the same page.  Raises `NotAllowed`."""
    _hold(session, viewer, row)
    row.asked = dict(asked)


def put_in_front(
    session: Session, viewer: Viewer, row: SavedFilter, front: bool
) -> None:
    """Put a map on the front page, or take it off: of oneself, or of everybody.

    Raises `NotAllowed`, and `WrongState` if there are as many as there may be.
    """
    _hold(session, viewer, row)
    _put(session, row, front)


def remove(session: Session, viewer: Viewer, row: SavedFilter) -> None:
    """Forget a filter.  Raises `NotAllowed`."""
    _hold(session, viewer, row)
    session.delete(row)


def may_change(viewer: Viewer, row: SavedFilter) -> bool:
    """Tell whether a filter is the viewer's own, or one of a government kept so."""
    if row.account_id is not None:
        return row.account_id == viewer.account
    return bool(viewer.holds(SHARES, government=row.government_id))


def find(session: Session, viewer: Viewer, key: int) -> SavedFilter | None:
    """Return a filter that the viewer may open."""
    return session.scalar(
        select(SavedFilter).where(SavedFilter.id == key, _seen(viewer))
    )


def seen(
    session: Session,
    viewer: Viewer,
    *,
    government: int = 0,
    pages: Collection[str] = (),
) -> Sequence[SavedFilter]:
    """Return the filters that the viewer may open, the own ones first, by name."""
    query = select(SavedFilter).where(_seen(viewer))
    if government:
        query = query.where(SavedFilter.government_id == government)
    if pages:
        query = query.where(SavedFilter.page.in_(sorted(pages)))
    return session.scalars(
        query.order_by(
            SavedFilter.account_id.is_(None),
            func.lower(SavedFilter.name),
            SavedFilter.id,
        )
    ).all()


def _seen(viewer: Viewer) -> ColumnElement[bool]:
    return and_(
        SavedFilter.government_id.in_(sorted(viewer.governments)),
        or_(
            SavedFilter.account_id.is_(None),
            SavedFilter.account_id == viewer.account,
        ),
    )


def _hold(session: Session, viewer: Viewer, row: SavedFilter) -> None:
    """Let those who name and count the same filters queue up."""
    if not may_change(viewer, row):
        raise NotAllowed("Milik instansi diatur oleh arsitek dan administrator.")
    if row.account_id is None:
        lock_government(session, row.government_id)
        return
    session.execute(
        select(Account.id).where(Account.id == viewer.account).with_for_update()
    )


def _kin(row: SavedFilter) -> ColumnElement[bool]:
    """Return the condition for the filters of the same owner."""
    return and_(
        SavedFilter.government_id == row.government_id,
        SavedFilter.account_id == row.account_id
        if row.account_id
        else SavedFilter.account_id.is_(None),
    )


def _put(session: Session, row: SavedFilter, front: bool) -> None:
    others = select(SavedFilter.id).where(
        _kin(row), SavedFilter.front, SavedFilter.id != (row.id or 0)
    )
    if front and len(session.scalars(others).all()) >= FRONT:
        raise WrongState(
            f"Paling banyak {FRONT} di beranda. Turunkan dahulu salah satu."
        )
    row.front = front


def _named(session: Session, row: SavedFilter, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid("", problems={"name": ["Beri nama."]})
    if len(name) > LONGEST:
        problem = f"Nama paling panjang {LONGEST} karakter; ini {len(name)}."
        raise Invalid(problem, problems={"name": [problem]})
    given = session.execute(
        select(SavedFilter.id, SavedFilter.name).where(
            _kin(row), SavedFilter.page == row.page
        )
    )
    if any(
        key != row.id and other.casefold() == name.casefold() for key, other in given
    ):
        raise CodeTaken(f"Sudah ada “{name}” pada halaman ini.", field="name")
    return name
