"""Pages: the documents of a registration, wanted and given."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from architecture.errors import Invalid
from architecture.inventory.details import parsed
from architecture.layers import PersonalData
from architecture.model import Document, Registration
from architecture.reference import documents as words
from architecture.registration import drafting
from architecture.registration.drafting import StoredFile
from eaportal import db, storage, uploads
from eaportal.permissions import Permission, require, requires
from eaportal.registration.blueprint import KEY, find, pages

PREFIX = "berkas-"
"""What the names of the inputs begin with; the code of the kind follows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of document, how much it is wanted, and what there is of it."""

    kind: words.Kind
    requirement: words.Requirement
    required: bool
    files: list[Document]

    @property
    def missing(self) -> bool:
        """Tell whether the registration cannot be sent without it."""
        return self.required and not self.files


def wanted(registration: Registration) -> list[Wanted]:
    """Return the documents of this kind of registration, the required first."""
    values, _ = parsed(registration.details)
    personal = values.get("personal_data") is PersonalData.YES
    needed = words.required(registration.kind.name, personal_data=personal)
    found = [
        Wanted(
            words.kinds()[code],
            requirement,
            code in needed,
            [each for each in registration.documents if each.kind == code],
        )
        for code, requirement in words.rules()[registration.kind.name].items()
    ]
    found += [
        Wanted(words.kinds()[each.kind], words.Requirement.OPTIONAL, False, [each])
        for each in registration.documents
        if each.kind not in words.rules()[registration.kind.name]
    ]
    return sorted(found, key=lambda each: not each.required)


@pages.route(f"/{KEY}/dokumen", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def attach(key: int) -> ResponseReturnValue:
    """List the documents that are wanted, and take several at once."""
    if request.method == "POST":
        return _take(key)
    registration = find(db.session, key)
    require(Permission.REGISTER, registration)
    if registration.state not in drafting.OPEN_TO_OFFICE:
        flash("Dokumen usulan ini tidak dapat diubah lagi.")
        return redirect(url_for(".show", key=key))
    return _page(registration)


@pages.get(f"/{KEY}/dokumen/<int:document>")
@requires(Permission.READ_REGISTRATIONS)
def document(key: int, document: int) -> ResponseReturnValue:
    """Download a document of a registration that the viewer may see."""
    return storage.send(_of(find(db.session, key), document))


@pages.post(f"/{KEY}/dokumen/<int:document>/lepas")
@requires(Permission.REGISTER)
def detach(key: int, document: int) -> ResponseReturnValue:
    """Take a document off the registration."""
    registration = find(db.session, key)
    require(Permission.REGISTER, registration)
    found = _of(registration, document)
    drafting.detach(db.session, registration, found)
    db.commit(by=g.viewer.email)
    flash(f"{found.filename} dilepas dari usulan.")
    return redirect(url_for(".attach", key=key))


def _take(key: int) -> ResponseReturnValue:
    """Keep the files that are good, and say which are not and why."""
    with db.reading() as session:  # files are read before the transaction begins
        require(Permission.REGISTER, find(session, key))
    refused: dict[str, list[str]] = {}
    good = list(_good(refused))
    registration = find(db.session, key)
    for kind, file in good:
        drafting.attach(db.session, registration, kind, file, account=g.viewer.account)
    db.commit(by=g.viewer.email)
    if not good and not refused:
        refused[""] = ["Pilih dahulu berkas yang akan diunggah."]
    if good:
        flash(f"{len(good)} berkas diunggah.")
    if refused:
        db.session.expire(registration)
        return _page(find(db.session, key), refused), 422
    return redirect(url_for(".attach", key=key))


def _good(refused: dict[str, list[str]]) -> Iterator[tuple[str, StoredFile]]:
    for kind, file in _sent():
        if kind not in words.kinds():
            refused.setdefault("", []).append("Jenis dokumen tidak dikenal.")
            continue
        try:
            sent = uploads.read(file)
            yield kind, storage.keep(sent.content, sent.filename, sent.media_type)
        except Invalid as error:
            refused.setdefault(kind, []).append(error.sentence)
        finally:
            file.close()


def _sent() -> Iterator[tuple[str, FileStorage]]:
    """Yield the files that were chosen; an input left empty sends one without name."""
    for name, file in request.files.items(multi=True):
        if file.filename and name.startswith(PREFIX):
            yield name.removeprefix(PREFIX), file


def _of(registration: Registration, key: int) -> Document:
    found = (each for each in registration.documents if each.id == key)
    return next(found, None) or abort(404)


def _page(
    registration: Registration, refused: dict[str, list[str]] | None = None
) -> str:
    listed = wanted(registration)
    return render_template(
        "registration/documents.html",
        registration=registration,
        needed=[each for each in listed if each.required],
        others=[each for each in listed if not each.required],
        missing=sum(each.missing for each in listed),
        refused=refused or {},
    )
