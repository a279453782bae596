"""Which page answers which error: Indonesian, calm, and with what to do next."""

import logging
import secrets
from dataclasses import dataclass

from flask import Flask, current_app, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from architecture import history
from architecture.errors import NotAllowed, NotFound, Refused
from architecture.scope import PUBLIC
from eaportal import db

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """What the page of an error says."""

    title: str
    text: str
    icon: str = "alert-circle"


PAGES = {
    400: Words(
        "Permintaan tidak dapat dibaca",
        "Ada bagian permintaan yang tidak lengkap. Kembali, lalu kirim sekali lagi.",
    ),
    403: Words(
        "Tidak diizinkan",
        "Jabatan Anda tidak membuka halaman ini. Bila seharusnya terbuka, hubungi "
        "administrator instansi Anda.",
        "lock",
    ),
    404: Words(
        "Halaman tidak ditemukan",
        "Alamat ini tidak ada, atau isinya tidak dapat Anda lihat.",
        "search",
    ),
    405: Words(
        "Cara membuka tidak dikenal",
        "Alamat ini hanya dapat dituju melalui tombol pada halamannya.",
    ),
    409: Words(
        "Tidak dapat dilanjutkan",
        "Keadaannya sudah berubah. Kembali, muat ulang halaman, lalu periksa lagi.",
        "refresh",
    ),
    413: Words(
        "Kiriman terlalu besar",
        "Satu kiriman paling besar 25 MB, dan satu berkas paling besar 20 MB. "
        "Perkecil berkasnya, lalu kirim lagi.",
        "file-upload",
    ),
    429: Words(
        "Terlalu banyak permintaan",
        "Tunggu sebentar, lalu coba lagi.",
        "clock",
    ),
    503: Words(
        "Portal sedang sibuk",
        "Banyak yang sedang menulis pada saat yang sama; yang Anda kirim belum "
        "tersimpan. Tunggu sebentar, lalu kirim lagi.",
        "hourglass",
    ),
    500: Words(
        "Terjadi kesalahan pada portal",
        "Yang terakhir Anda kirim tidak tersimpan; data lain aman. Coba lagi beberapa "
        "saat lagi. Bila berulang, sampaikan nomor rujukan di bawah ini kepada "
        "pengelola portal.",
        "alert-triangle",
    ),
}

_BUSY = ("database is locked", "deadlock detected", "could not serialize")

CHANGED = (
    "Data ini baru saja diubah orang lain. Kembali, muat ulang halaman, lalu periksa "
    "apakah perubahan Anda masih diperlukan."
)


def wants_fragment() -> bool:
    """Tell whether htmx asks: it gets a piece of a page."""
    return request.headers.get("HX-Request") == "true"


def answer(
    status: int, text: str | None = None, *, reference: str = ""
) -> ResponseReturnValue:
    """Return the page, or the fragment, of an error."""
    words = PAGES.get(status, PAGES[400])
    name = "errors/fragment.html" if wants_fragment() else "errors/error.html"
    g.setdefault("viewer", PUBLIC)
    page = render_template(
        name,
        status=status,
        words=words,
        text=text or words.text,
        reference=reference,
    )
    return page, status


def undo() -> None:
    """Take back what the request did so far."""
    db.session.rollback()
    history.discard(db.session)


def init_app(app: Flask) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(IntegrityError, _conflict)
    app.register_error_handler(StaleDataError, _conflict)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(InternalServerError, _defect)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()  # a redirect, or an answer that is whole
    if isinstance(error, CSRFError):
        return _stale_form()
    if error.code == 413:
        _drain()
    return answer(error.code)


def _stale_form() -> ResponseReturnValue:
    """Show what was typed, to be sent once more, when only its token is too old."""
    from eaportal.accounts import kept

    kept_fields = kept.take()
    if kept_fields and g.viewer.account and not wants_fragment():
        flash("Halaman ini sudah kedaluwarsa; isian Anda masih ada.")
        return kept.show(kept_fields), 400
    return answer(
        400,
        "Halaman ini sudah kedaluwarsa. Muat ulang halaman, lalu kirim sekali lagi.",
    )


def _refused(error: Refused) -> ResponseReturnValue:
    undo()
    if isinstance(error, NotFound):
        return answer(404, error.sentence)
    if isinstance(error, NotAllowed):
        return answer(403, error.sentence)
    return answer(409, error.sentence)


def _conflict(error: IntegrityError | StaleDataError) -> ResponseReturnValue:
    undo()
    log.warning("conflict on %s: %s", request.path, error)
    return answer(409, CHANGED)


def _database(error: OperationalError) -> ResponseReturnValue:
    undo()
    if db.is_full(error):
        log.error("the database has no room: %s", error.orig)
        return answer(409, db.FULL)
    if any(sign in str(error.orig).lower() for sign in _BUSY):
        log.warning("the database was busy on %s: %s", request.path, error.orig)
        return answer(503)
    raise error


def _defect(error: InternalServerError) -> ResponseReturnValue:
    reference = secrets.token_hex(4)
    cause = error.original_exception or error
    current_app.logger.error("reference %s", reference, exc_info=cause)
    undo()
    return answer(500, reference=reference)


def _drain(limit: int = 200_000_000) -> None:
    """Read what is still being sent, else the browser shows a broken connection."""
    stream = request.environ["wsgi.input"]
    left = min(request.content_length or 0, limit)
    while left > 0:
        read = len(stream.read(min(left, 1_000_000)))
        if not read:
            return
        left -= read
