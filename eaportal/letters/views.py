"""The page of a letter: what it says, its files, what came back, its end."""

from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue

from architecture import letters
from architecture.documents.letter import worded
from architecture.errors import Invalid, NotFound
from architecture.model import Letter
from architecture.registration.drafting import StoredFile
from eaportal import db, formats, storage, uploads
from eaportal.errors import undo
from eaportal.letters import making
from eaportal.letters.forms import SignedForm, WithdrawForm
from eaportal.letters.papers import SIGNED, document_of
from eaportal.permissions import Permission, Place, may, requires

pages = Blueprint("letters", __name__, url_prefix="/surat")

KEY = "<int:key>"
REFRESH = "2"
"""Seconds; by header, so that it works without script."""


@pages.get(f"/{KEY}")
@requires(Permission.READ_REGISTRATIONS)
def show(key: int) -> ResponseReturnValue:
    """Show a letter to those who may see what it is about."""
    return _page(find(key))


@pages.get(f"/{KEY}/<any(pdf, docx):ending>")
@requires(Permission.READ_REGISTRATIONS)
def download(key: int, ending: str) -> ResponseReturnValue:
    """Download the letter as it was written."""
    letter = find(key)
    try:
        content = making.made(db.session, letter, ending)
    except NotFound:
        content = None
    if content is None:
        flash("Berkas ini belum ada; tekan “Siapkan berkas”.")
        return redirect(url_for(".show", key=key))
    name = making.filename(letter, ending)
    return storage.send_bytes(content, name, making.TYPES[ending])


@pages.get(f"/{KEY}/bertanda-tangan")
@requires(Permission.READ_REGISTRATIONS)
def signed(key: int) -> ResponseReturnValue:
    """Download the signed letter that came back."""
    return storage.send(find(key).signed_document or abort(404))


@pages.post(f"/{KEY}/berkas")
@requires(Permission.READ_REGISTRATIONS)
def prepare(key: int) -> ResponseReturnValue:
    """Ask for the files, again if they failed or went missing."""
    letter = find(key)
    making.ask(db.session, letter, account=g.viewer.account)
    db.commit(by=g.viewer.email)
    return redirect(url_for(".show", key=key))


@pages.post(f"/{KEY}/bertanda-tangan")
@requires(Permission.ISSUE_LETTERS)
def keep_signed(key: int) -> ResponseReturnValue:
    """Take the signed PDF that came back, judged by its content."""
    with db.reading() as session:  # the file is read before the transaction begins
        found = letters.find(session, g.viewer, key) or abort(404)
        _require_issuing(found)
    form = SignedForm()
    if not form.validate():
        return _page(find(key), signing=form, status=422)
    try:
        file = _stored(form)
        letter = find(key)
        document = document_of(file, letter, SIGNED, account=g.viewer.account)
        db.session.add(document)
        db.session.flush()
        day: Any = form.signed_on.data  # a date: `DateField` has read it
        letters.keep_signed(db.session, letter, document, signed_at=day)
    except Invalid as error:
        undo()
        form.refuse(error)
        return _page(find(key), signing=form, status=422)
    db.commit(by=g.viewer.email)
    flash("Surat bertanda tangan disimpan.")
    return redirect(url_for(".show", key=key))


@pages.post(f"/{KEY}/cabut")
@requires(Permission.ISSUE_LETTERS)
def withdraw(key: int) -> ResponseReturnValue:
    """Withdraw a letter with a reason; it stays visible as withdrawn."""
    letter = find(key)
    _require_issuing(letter)
    form = WithdrawForm()
    try:
        letters.withdraw(db.session, letter, form.reason.data or "")
    except Invalid as error:
        undo()
        form.refuse(error)
        return _page(find(key), withdrawing=form, status=422)
    making.ask(db.session, letter, account=g.viewer.account)
    db.commit(by=g.viewer.email)
    flash("Surat dicabut; halaman verifikasinya sekarang menyatakan demikian.")
    return redirect(url_for(".show", key=key))


def find(key: int) -> Letter:
    """Return a letter that the viewer may see, or stop with the 404 page."""
    return letters.find(db.session, g.viewer, key) or abort(404)


def _issues(letter: Letter) -> bool:
    """Tell whether the viewer issues letters there; never about the own office's."""
    offices = letters.offices_of(letter)
    return all(
        may(g.viewer, Permission.ISSUE_LETTERS, Place(letter.government_id, office))
        for office in offices
    )


def _require_issuing(letter: Letter) -> None:
    if not _issues(letter):
        abort(403)


def _stored(form: SignedForm) -> StoredFile:
    """Keep the file of the form; a refusal stands beside it."""
    try:
        upload = uploads.read(form.file.data, uploads.SIGNED)
    except Invalid as error:
        raise Invalid(error.sentence, problems={"file": [error.sentence]}) from error
    return storage.keep(upload.content, upload.filename, upload.media_type)


def _page(
    letter: Letter,
    *,
    signing: SignedForm | None = None,
    withdrawing: WithdrawForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    files = making.state(db.session, letter)
    response = make_response(
        render_template(
            "letters/show.html",
            letter=letter,
            words=worded(making.content_of(letter)),
            files=files,
            issues=_issues(letter),
            replacing=not letters.replacing_problem(letter)
            and letters.may_replace(g.viewer, letter),
            signing=signing or SignedForm(formdata=None, signed_on=formats.today()),
            withdrawing=withdrawing or WithdrawForm(formdata=None),
        ),
        status,
    )
    if files.busy and status == 200:
        response.headers["Refresh"] = REFRESH
    return response
