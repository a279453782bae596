"""Bytes in and out: a local folder, or any address that fsspec knows.

A file lies under a key made from its content, so the same bytes are kept once and a
file once kept never changes.  What is written appears whole or not at all.
"""

import errno
import hashlib
import logging
import os
import secrets
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from flask import Flask, Response, current_app

from architecture.errors import NotFound, Refused
from architecture.model import Document
from architecture.registration.drafting import StoredFile
from eaportal import uploads

log = logging.getLogger(__name__)

FULL = "Tempat penyimpanan sedang penuh; berkas tidak disimpan. Hubungi pengelola."
OUT_OF_REACH = "Tempat penyimpanan tidak dapat dijangkau. Coba lagi beberapa saat lagi."
_FULL_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Storage:
    """Keeps bytes by their content, in a local folder or elsewhere."""

    def __init__(self, url: str) -> None:
        """Take a folder, or an address such as `s3://bucket/folder`."""
        self.local = "://" not in url or url.startswith("file://")
        self.root = url.removeprefix("file://").rstrip("/")
        self._system: Any = None

    @property
    def system(self) -> Any:
        """Return what reaches the place; loaded late, for it is slow to load."""
        if self._system is None:
            from fsspec.core import url_to_fs

            self._system, _ = url_to_fs(self.root)
        return self._system

    def write(self, content: bytes) -> str:
        """Keep bytes and return their key.

        Raises `Refused` when there is no room; then nothing is left behind.
        """
        digest = hashlib.sha256(content).hexdigest()
        key = f"{digest[:2]}/{digest[2:4]}/{digest}"
        if self.has(key, len(content)):
            return key
        try:
            if self.local:
                _write_whole(self._path(key), content)
            else:
                self.system.pipe_file(self._place(key), content)
        except OSError as error:
            log.exception("cannot keep a file of %d bytes", len(content))
            full = error.errno in _FULL_ERRORS
            raise Refused(FULL if full else OUT_OF_REACH) from error
        return key

    def read(self, key: str) -> bytes:
        """Return what is kept under a key; raise `NotFound` if it is gone."""
        try:
            if self.local:
                return self._path(key).read_bytes()
            return cast("bytes", self.system.cat_file(self._place(key)))
        except FileNotFoundError as error:
            raise NotFound("Berkas ini tidak ada lagi dalam penyimpanan.") from error
        except OSError as error:
            raise Refused(OUT_OF_REACH) from error

    def has(self, key: str, size: int | None = None) -> bool:
        """Tell whether something is kept under a key, of that size if one is named."""
        try:
            if self.local:
                kept = self._path(key).stat().st_size
            else:
                kept = int(self.system.size(self._place(key)))
        except OSError:
            return False
        return size is None or kept == size

    def remove(self, key: str) -> None:
        """Forget what is kept under a key, if anything is."""
        try:
            if self.local:
                self._path(key).unlink()
            else:
                self.system.rm_file(self._place(key))
        except OSError:
            log.info("nothing to remove under %s", key)

    def _path(self, key: str) -> Path:
        return Path(self.root) / key

    def _place(self, key: str) -> str:
        return f"{self.root}/{key}"


def _write_whole(place: Path, content: bytes) -> None:
    """Write beside the place, then move there: others see all of it or nothing."""
    place.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    except OSError:
        beside.unlink()
        raise
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name too outlives a power cut
    finally:
        os.close(folder)


def current() -> Storage:
    """Return the storage of this portal."""
    return cast("Storage", current_app.extensions["storage"])


def keep(content: bytes, filename: str, media_type: str = "") -> StoredFile:
    """Keep a file that is known to be good, and return what a row tells of it.

    Call `uploads.read` first for what people send; without a type the name gives it.
    Raises `Refused` without room.
    """
    name = uploads.tidy_name(filename)
    return StoredFile(
        key=current().write(content),
        filename=name,
        media_type=media_type or uploads.type_of_name(name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def send(document: Document) -> Response:
    """Return a file as a download; the page has to ask for the permission itself."""
    return send_bytes(
        current().read(document.key), document.filename, document.media_type
    )


def send_bytes(content: bytes, filename: str, media_type: str) -> Response:
    """Return bytes as a download: never shown in the browser, never guessed at."""
    response = Response(content, mimetype=media_type)
    response.headers.set(
        "Content-Disposition", "attachment", **_names(uploads.tidy_name(filename))
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def init_app(app: Flask) -> None:
    """Open the storage of this portal."""
    app.extensions["storage"] = Storage(app.config["STORAGE_URL"])


def _names(filename: str) -> dict[str, Any]:
    """Return the name for old and new browsers (RFC 6266)."""
    try:
        filename.encode("ascii")
    except UnicodeEncodeError:
        plain = filename.encode("ascii", "ignore").decode() or "berkas"
        return {"filename": plain, "filename*": f"UTF-8''{quote(filename, safe='')}"}
    return {"filename": filename}
