"""The files of a case's letter, made by a job and kept by content."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.documents.letter import Letter, of_content
from architecture.model import Case, Job, JobState
from eaportal import jobs, storage
from eaportal.letters.making import TYPES

KIND = "consolidation letter"


def ask(session: Session, case: Case, *, account: int) -> Job:
    """Ask for the files in the transaction of the caller."""
    return jobs.ask(
        session,
        KIND,
        {"case": case.id, "back": f"/konsolidasi/{case.id}"},
        key=_key(case),
        government=case.government_id,
        account=account,
    )


def read(session: Session, case: Case, ending: str) -> bytes | None:
    """Return a file that was made, None where there is none yet."""
    file = files(session, case).get(ending)
    return storage.current().read(file["key"]) if file else None


def files(session: Session, case: Case) -> Mapping[str, Any]:
    """Return the files by their endings; nothing while they are made."""
    job = session.scalar(select(Job).where(Job.key == _key(case)))
    done = job is not None and job.state is JobState.DONE
    return job.result.get("files", {}) if job is not None and done else {}


def content(case: Case) -> Letter:
    """Return the value that both files are made from."""
    return of_content(case.letter)


@jobs.handles(KIND, title="Menyiapkan surat")
def make(context: jobs.Context) -> Mapping[str, Any]:
    """Write DOCX and PDF of the letter and keep them."""
    from architecture.documents.letter_docx import docx
    from architecture.documents.letter_pdf import pdf

    with context.reading() as session:
        case = session.get_one(Case, context.arguments["case"])
        letter, key = content(case), case.id
    kept = {
        ending: storage.keep(data, f"Surat konsolidasi {key}.{ending}", TYPES[ending])
        for ending, data in (("pdf", pdf(letter)), ("docx", docx(letter)))
    }
    return {
        "url": url_for("consolidation.show", key=key),
        "files": {e: {"key": f.key, "size": f.size} for e, f in kept.items()},
    }


def _key(case: Case) -> str:
    return f"case-letter-{case.id}"
