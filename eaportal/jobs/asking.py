"""Asking for work: a row now, the bell after the commit."""

import logging
from collections.abc import Mapping
from typing import Any

from flask import current_app, has_app_context
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from architecture.model import Job, JobState
from eaportal.jobs import running

log = logging.getLogger(__name__)

_ASKED = "jobs asked"


def ask(
    session: Session,
    kind: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    key: str | None = None,
    government: int | None = None,
    account: int | None = None,
) -> Job:
    """Ask for a job of a kind in the transaction of the caller, who commits.

    With a key there is one job: one that waits or runs is returned as it is, one that
    has ended is started again.
    """
    if kind not in running.HANDLERS:
        raise LookupError(f"nobody handles jobs of the kind {kind!r}")
    job = _of_key(session, key) if key else None
    if job is not None and job.state in {JobState.WAITING, JobState.RUNNING}:
        return job
    stated = {
        "kind": kind,
        "arguments": dict(arguments or {}),
        "government_id": government,
        "account_id": account or None,
    }
    if job is None:
        job = _added(session, Job(key=key, **stated))
    else:
        _start_again(job, stated)
    session.flush()
    session.info.setdefault(_ASKED, []).append(job.id)
    return job


def _of_key(session: Session, key: str) -> Job | None:
    query = select(Job).where(Job.key == key).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def _added(session: Session, job: Job) -> Job:
    if job.key is None:
        session.add(job)
        return job
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:  # somebody asked for the same in the same moment
        return session.scalars(select(Job).where(Job.key == job.key)).one()
    return job


def _start_again(job: Job, stated: Mapping[str, Any]) -> None:
    for name, value in stated.items():
        setattr(job, name, value)
    job.state = JobState.WAITING
    job.done = job.total = job.attempts = 0
    job.message, job.result = "", {}
    job.lease_until = job.finished_at = None


@event.listens_for(Session, "after_commit")
def _ring(session: Session) -> None:
    if session.in_nested_transaction():  # only a savepoint ends
        return
    asked = session.info.pop(_ASKED, [])
    if not asked or not has_app_context():
        return
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    for job in asked:
        if app.config["JOBS_INLINE"]:
            running.run_at_once(app, job)
            continue
        try:
            app.extensions["bell"].ring(job)
        except Exception:  # the worker finds the row without the bell
            log.exception("the bell did not ring for job %d", job)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_ASKED, None)
