"""The public page that a letter's QR leads to: is it ours, and does it still hold."""

import re

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from architecture import letters
from eaportal import db
from eaportal.limits import limiter
from eaportal.permissions import public

pages = Blueprint("verification", __name__, url_prefix="/surat/cek")

BRAKE = "60 per minute"
"""Per address; a token of 24 letters is not found by trying."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")


@pages.get("/<token>")
@public
@limiter.limit(BRAKE)
def check(token: str) -> ResponseReturnValue:
    """Tell whoever holds the letter what is known of it, and nothing more."""
    letter = letters.by_token(db.session, token) if _TOKEN.fullmatch(token) else None
    if letter is None:
        response = make_response(render_template("letters/unknown.html"), 404)
    else:
        response = make_response(
            render_template(
                "letters/check.html",
                letter=letter,
                said=letter.content,
                chain=letters.chain_of(db.session, letter),
                signed=letter.signed_document,
            )
        )
    response.headers["X-Robots-Tag"] = "noindex"
    return response
