"""The files of a letter, made by a job and kept by content.

The QR leads to `PUBLIC_URL`; where that is not set, to the address under which the
portal was reached by whoever issued the letter: nobody else turns it elsewhere.  A
withdrawn letter has files of its own, which say so, and so has one that was replaced.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.documents.letter import Letter as Content
from architecture.documents.letter import of_content
from architecture.model import Job, JobState, Letter
from architecture.reference.calendar import day_of, tanggal
from eaportal import jobs, storage, uploads

KIND = "letter"
TYPES = {"pdf": "application/pdf", "docx": uploads.DOCX}


@dataclass(frozen=True, slots=True)
class Making:
    """How far the files of a letter are; `sizes` in bytes, by ending, once made."""

    asked: bool
    failed: bool
    sizes: Mapping[str, int]

    @property
    def busy(self) -> bool:
        """Tell whether the files are being made now."""
        return self.asked and not self.failed and not self.sizes


def ask(session: Session, letter: Letter, *, account: int) -> Job:
    """Ask for the files of a letter in the transaction of the caller."""
    earlier = _job(session, letter)
    site = current_app.config["PUBLIC_URL"] or (
        earlier.arguments["site"] if earlier else request.url_root.rstrip("/")
    )
    return jobs.ask(
        session,
        KIND,
        {"letter": letter.id, "site": site},
        key=_key(letter),
        government=letter.government_id,
        account=account,
    )


def state(session: Session, letter: Letter) -> Making:
    """Return how far the files of a letter are."""
    job = _job(session, letter)
    if job is None:
        return Making(asked=False, failed=False, sizes={})
    files = job.result.get("files", {}) if job.state is JobState.DONE else {}
    return Making(
        asked=True,
        failed=job.state is JobState.FAILED,
        sizes={ending: int(file["size"]) for ending, file in files.items()},
    )


def made(session: Session, letter: Letter, ending: str) -> bytes | None:
    """Return a file that was made, None where there is none.

    Raises `NotFound` if the storage has lost it.
    """
    job = _job(session, letter)
    file = job.result.get("files", {}).get(ending) if job else None
    return storage.current().read(file["key"]) if file else None


def filename(letter: Letter, ending: str) -> str:
    """Return how a file of a letter is called when it is downloaded."""
    number = letter.number.replace("/", "-").replace("\\", "-")
    return f"Surat {number}.{ending}"


def content_of(letter: Letter, *, site: str = "") -> Content:
    """Return the value that both files are made from."""
    withdrawn = ""
    if letter.withdrawn_at is not None:
        day = tanggal(day_of(letter.withdrawn_at))
        withdrawn = f"Dicabut pada {day}. Alasan: {letter.withdrawn_reason}"
    if letter.replaced_by is not None:
        number, day = letter.replaced_by.number, letter.replaced_by.content["date"]
        withdrawn += f"\nDiganti dengan surat nomor {number}, tanggal {day}."
    return of_content(letter.content, site=site, withdrawn=withdrawn)


@jobs.handles(KIND, title="Menyiapkan surat")
def make(context: jobs.Context) -> Mapping[str, Any]:
    """Write DOCX and PDF of a letter and keep them."""
    from architecture.documents.letter_docx import docx
    from architecture.documents.letter_pdf import pdf

    with context.reading() as session:
        letter = session.get_one(Letter, context.arguments["letter"])
        content = content_of(letter, site=context.arguments["site"])
        names = {ending: filename(letter, ending) for ending in TYPES}
    written = {"pdf": pdf(content), "docx": docx(content)}
    files = {
        ending: storage.keep(written[ending], names[ending], media_type)
        for ending, media_type in TYPES.items()
    }
    return {
        "files": {
            ending: {"key": file.key, "size": file.size}
            for ending, file in files.items()
        }
    }


def _key(letter: Letter) -> str:
    if letter.replaced_by is not None:
        return f"letter-{letter.id}-replaced"
    return f"letter-{letter.id}{'-withdrawn' if letter.withdrawn_at else ''}"


def _job(session: Session, letter: Letter) -> Job | None:
    return session.scalar(select(Job).where(Job.key == _key(letter)))
