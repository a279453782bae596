"""What was typed into a form when the session was over: kept, and sent once more.

The fields travel in the sign-in page itself, signed, so that nothing is stored for
strangers.  Only forms of this portal are kept: otherwise another site could plant
fields that a person then sends.  The token of a form tells whose page it stood on, also
when the session is over; nobody sends what another person typed.
"""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g, render_template, request
from itsdangerous import BadData, URLSafeTimedSerializer

LARGEST = 400_000
"""Characters of all fields together; the sign-in form has to carry them."""

LONGEST_WAIT = 12 * 3600
"""Seconds for which the page with the kept fields can be used."""

_NEVER = {"csrf_token", "password", "old", "new", "again"}


@dataclass(frozen=True, slots=True)
class Kept:
    """Fields of a form, the address that they were sent to, and names of its files.

    `owner` is the account on whose page they were typed, 0 where nothing tells.
    """

    owner: int
    target: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    """Field and file name: a browser does not give a file twice."""

    def signed(self) -> str:
        """Return the text that the sign-in page carries."""
        return _signer().dumps([self.owner, self.target, self.fields, self.files])


def take() -> Kept | None:
    """Return what this request sent; None if it is not ours or too much to carry."""
    if request.method != "POST" or not from_here():
        return None
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in _NEVER
    )
    if not fields or sum(len(name) + len(value) for name, value in fields) > LARGEST:
        return None
    files = tuple(
        (name, file.filename)
        for name, file in request.files.items(multi=True)
        if file.filename
    )
    return Kept(_owner(), request.full_path.rstrip("?"), fields, files)


def read(text: str | None) -> Kept | None:
    """Return what a sign-in page carried; None if it is not as we wrote it."""
    if not text:
        return None
    try:
        owner, target, fields, files = _signer().loads(text, max_age=LONGEST_WAIT)
    except (BadData, ValueError):
        return None
    return Kept(owner, target, _pairs(fields), _pairs(files))


def show(kept: Kept) -> str:
    """Return the page with a button that sends the fields to where they belong.

    To somebody else than who typed them it says that they are not sent.
    """
    if kept.owner not in {0, g.viewer.account}:
        return render_template("accounts/kept_of_another.html")
    return render_template("accounts/kept.html", kept=kept)


def token_secret(account: int) -> str:
    """Return what the tokens of a session are made from; they tell whose it is."""
    return f"{secrets.token_hex(20)}.{account}"


def from_here() -> bool:
    """Tell whether a page of this portal sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(source) and urlsplit(source).netloc == request.host


def _owner() -> int:
    """Return the account whose page the form stood on, as its token tells."""
    signer = URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"], salt="wtf-csrf-token"
    )
    try:
        secret = str(signer.loads(request.form.get("csrf_token", "")))
    except BadData:
        return 0
    account = secret.rpartition(".")[2]
    return int(account) if "." in secret and account.isdecimal() else 0


def _pairs(values: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in values)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="kept-fields")
