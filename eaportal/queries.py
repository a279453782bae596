"""What an address or a hidden field says: words and numbers; nonsense is no error."""

from flask import request

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


def page() -> int:
    """Return which page of a list is asked for; the first if none is."""
    return whole(request.args.get("halaman")) or 1


def words(name: str = "cari") -> str:
    """Return what is searched for."""
    return request.args.get(name, "").replace("\x00", "").strip()[:_LONGEST]


def is_free(name: str) -> bool:
    """Tell whether links may carry a name of a query; some mean other things to them.

    >>> is_free("urut"), is_free("endpoint"), is_free("_external")
    (True, False, False)
    """
    return name != "endpoint" and not name.startswith("_")
