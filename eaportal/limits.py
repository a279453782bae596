"""A coarse brake on requests per address.

The limiter counts in each process for itself; failed sign-ins are counted in the
database, by `eaportal.accounts.attempts`.
"""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

PER_ADDRESS = "1200 per minute"
"""Generous: a whole office may stand behind one address."""

limiter = Limiter(get_remote_address, default_limits=[PER_ADDRESS])


def init_app(app: Flask) -> None:
    """Brake every page but the files of the pages."""
    limiter.init_app(app)


@limiter.request_filter
def _files() -> bool:
    return request.endpoint == "static"
