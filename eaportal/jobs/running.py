"""Running jobs: who takes one holds a lease, and commits only while it is his.

A job that was taken away (the lease ran out) finds its number of attempts changed and
commits nothing, so a job that ran twice still happened once.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Event, Thread
from typing import Any, TypeVar

from flask import Flask, g
from sqlalchemy import and_, or_, select, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Refused
from architecture.model import Account, Entry, Job, JobState, now
from architecture.scope import PUBLIC, Viewer
from eaportal import db, formats

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
RENEWED_EVERY = 20.0
"""Seconds."""

MOST_ATTEMPTS = 3
WAIT = timedelta(seconds=10)
"""After a failure, times the attempts so far."""

STOPPED = "Pekerjaan ini terhenti berulang kali. Sampaikan kepada pengelola portal."


class TakenAway(RuntimeError):
    """The lease ran out and somebody else does the job; nothing is committed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that we hold: its row's id and our number of attempt."""

    id: int
    attempt: int


@dataclass
class Context:
    """What a handler works with.

    `session` writes: on SQLite its first statement takes the write lock, so read and
    parse with `reading()` before.  The runner commits when the handler returns.
    """

    app: Flask
    session: Session
    taken: Taken
    arguments: dict[str, Any]
    government: int | None
    account: int | None
    by: str
    kind: str
    _last: float = field(default=0.0, repr=False)

    @property
    def job(self) -> int:
        """Return the id of the job."""
        return self.taken.id

    def viewer(self, today: date | None = None) -> Viewer:
        """Return the person who asked, with the posts in force; else the public."""
        from eaportal.accounts import signing_in

        with self.reading() as session:
            account = session.get(Account, self.account) if self.account else None
            if account is None or account.closed_at is not None:
                return PUBLIC
            return signing_in.viewer_of(session, account, today or formats.today())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads and holds up nobody."""
        with self.app.extensions["sessions"][db.READING]() as session:
            yield session

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far it is; cheap enough to be called for every row."""
        moment = time.monotonic()
        if moment - self._last < 0.4 and done < total:
            return
        self._last = moment
        if self.session.in_transaction():  # we hold the lock that a row would need
            self.app.extensions["bell"].note(self.job, (done, total, message))
            return
        _set(self.app, self.taken, done=done, total=total, message=message)

    def commit(self) -> list[Entry]:
        """Seal the history and commit what was done so far; return the entries.

        Raises `TakenAway` if somebody else has the job by now.
        """
        _fence(self.session, self.taken, lease_until=now() + LEASE)
        entries = history.seal(self.session, by=self.by, cause=f"pekerjaan {self.kind}")
        self.session.commit()
        return entries


Handler = Callable[[Context], Mapping[str, Any] | None]
Handling = TypeVar("Handling", bound=Handler)


@dataclass(frozen=True, slots=True)
class Registered:
    """What does jobs of a kind, and how people read of it.

    `short` work takes a second or two and somebody waits for it.
    """

    run: Handler
    title: str
    short: bool = False


HANDLERS: dict[str, Registered] = {}
"""Kind → who does it."""


def handles(
    kind: str, *, title: str, short: bool = False
) -> Callable[[Handling], Handling]:
    """Let a function do jobs of a kind; what it returns is the job's result.

    `short` ones are taken before those that take long, whoever asked first.

    `result["url"]` is where the page of the job leads, `result["message"]` is shown
    there; `result["download"]` says that a file comes from there instead of a page.
    `Refused` ends the job with its sentence; other errors are tried again.
    """

    def register(function: Handling) -> Handling:
        HANDLERS[kind] = Registered(function, title, short)
        return function

    return register


def take(app: Flask, *, short: bool = False) -> Taken | None:
    """Take a job that waits, or one whose lease has run out; `short` ones first.

    The oldest of them is taken.  With `short` nothing else is taken.
    """
    waiting = _waiting(short=short)
    with app.extensions["sessions"][db.READING]() as session:
        if session.scalar(waiting) is None:
            return None
    with app.extensions["sessions"][db.WRITING]() as session:
        job = session.scalar(waiting.with_for_update(skip_locked=True))
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            job.state, job.message = JobState.FAILED, STOPPED
            job.finished_at = now()
            session.commit()
            return take(app, short=short)
        job.state, job.lease_until = JobState.RUNNING, now() + LEASE
        job.attempts += 1
        session.commit()
        return Taken(job.id, job.attempts)


def run(app: Flask, taken: Taken) -> None:
    """Do a job that was taken; it ends done, failed, or waits for another attempt."""
    with (
        _renewing(app, taken),
        app.app_context(),  # of its own: the session of who asks at once stays there
        app.test_request_context("/pekerjaan", method="POST"),
    ):
        session = app.extensions["sessions"][db.WRITING]()
        g.session, g.viewer = session, PUBLIC
        context = _context(app, session, taken)
        try:
            result = HANDLERS[context.kind].run(context)
            _finish(context, dict(result or {}))
        except TakenAway:
            log.warning("job %d was taken away", taken.id)
        except Refused as refusal:
            _undo(session)
            _end(app, taken, JobState.FAILED, refusal.sentence)
        except OperationalError as error:
            _undo(session)
            if db.is_full(error):
                _end(app, taken, JobState.FAILED, db.FULL)
            else:
                _fail(app, taken, context.kind)
        except Exception:  # noqa: BLE001 - a defect: `_fail` logs it
            _undo(session)
            _fail(app, taken, context.kind)
    app.extensions["bell"].forget(taken.id)


def run_at_once(app: Flask, job: int) -> None:
    """Do a job in this process, one attempt only (commands and tests)."""
    with app.extensions["sessions"][db.WRITING]() as session:
        row = session.get_one(Job, job)
        row.state, row.attempts = JobState.RUNNING, MOST_ATTEMPTS
        row.lease_until = now() + LEASE
        session.commit()
    run(app, Taken(job, MOST_ATTEMPTS))


def _waiting(*, short: bool) -> Any:
    moment = now()
    quick = sorted(kind for kind, each in HANDLERS.items() if each.short)
    free = or_(Job.lease_until.is_(None), Job.lease_until < moment)
    return (
        select(Job)
        .where(
            Job.kind.in_(quick if short else sorted(HANDLERS)),
            or_(
                and_(Job.state == JobState.WAITING, free),
                and_(Job.state == JobState.RUNNING, Job.lease_until < moment),
            ),
        )
        .order_by(Job.kind.in_(quick).desc(), Job.id)
        .limit(1)
    )


def _context(app: Flask, session: Session, taken: Taken) -> Context:
    with app.extensions["sessions"][db.READING]() as reading:
        job = reading.get_one(Job, taken.id)
        account = reading.get(Account, job.account_id) if job.account_id else None
    return Context(
        app=app,
        session=session,
        taken=taken,
        arguments=job.arguments,
        government=job.government_id,
        account=job.account_id,
        by=account.email if account else f"pekerjaan {job.kind}",
        kind=job.kind,
    )


def _finish(context: Context, result: dict[str, Any]) -> None:
    """Commit what the handler did together with the end of the job."""
    _fence(
        context.session,
        context.taken,
        state=JobState.DONE,
        result=result,
        message=str(result.get("message", "")),
        finished_at=now(),
        lease_until=None,
    )
    history.seal(context.session, by=context.by, cause=f"pekerjaan {context.kind}")
    context.session.commit()


def _fence(session: Session, taken: Taken, **values: Any) -> None:
    changed = session.execute(
        update(Job)
        .where(
            Job.id == taken.id,
            Job.attempts == taken.attempt,
            Job.state == JobState.RUNNING,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE has one
        _undo(session)
        raise TakenAway(taken.id)


def _set(app: Flask, taken: Taken, **values: Any) -> None:
    with app.extensions["sessions"][db.WRITING]() as session:
        _fence(session, taken, **values)
        session.commit()


def _end(app: Flask, taken: Taken, state: JobState, message: str) -> None:
    ends = now() if state is JobState.FAILED else None
    again = None if ends else now() + WAIT * taken.attempt
    try:
        _set(
            app,
            taken,
            state=state,
            message=message,
            finished_at=ends,
            lease_until=again,
        )
    except TakenAway:
        log.warning("job %d was taken away", taken.id)


def _fail(app: Flask, taken: Taken, kind: str) -> None:
    reference = secrets.token_hex(4)
    log.exception("job %d (%s), reference %s", taken.id, kind, reference)
    if taken.attempt < MOST_ATTEMPTS:
        _end(app, taken, JobState.WAITING, "Dicoba lagi sebentar lagi.")
        return
    sentence = f"Terjadi kesalahan pada portal. Nomor rujukan: {reference}."
    _end(app, taken, JobState.FAILED, sentence)


def _undo(session: Session) -> None:
    session.rollback()
    history.discard(session)


@contextmanager
def _renewing(app: Flask, taken: Taken) -> Iterator[None]:
    """Renew the lease while the block runs; a database that is busy is tried later."""
    over = Event()

    def renew() -> None:
        while not over.wait(RENEWED_EVERY):
            try:
                _set(app, taken, lease_until=now() + LEASE)
            except TakenAway:
                return
            except SQLAlchemyError:
                log.warning("job %d: its lease cannot be renewed now", taken.id)

    thread = Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=1)
