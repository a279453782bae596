"""What an address or a hidden field says: words and numbers; nonsense is no error."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

_LONGEST = 200
_DIGITS = 9
"""More has no number of ours, nor would the columns of ids hold it."""


def whole(text: object) -> int:
    """Return a whole number that was sent as a text; 0 for what is none.

    >>> whole("12"), whole("-1"), whole("1e3"), whole("9" * 5000), whole(None)
    (12, 0, 0, 0, 0)
    """
    told = str(text or "")
    return int(told) if told.isdecimal() and len(told) <= _DIGITS else 0


def address(endpoint: str, query: Mapping[str, Any], **values: Any) -> str:
    """Return the address of a page with a query that somebody typed; None says nothing.

    `url_for` would take some of its names for its own: a scheme, an anchor, a place.
    """
    kept = {name: value for name, value in query.items() if value is not None}
    place = url_for(endpoint, **values)
    return f"{place}?{urlencode(kept, doseq=True)}" if kept else place


def page() -> int:
    """Return which page of a list is asked for; the first if none is."""
    return whole(request.args.get("halaman")) or 1


def words(name: str = "cari") -> str:
    """Return what is searched for."""
    return request.args.get(name, "").replace("\x00", "").strip()[:_LONGEST]
