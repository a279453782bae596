"""Where the pages of an import are."""

from flask import url_for


def show_url(key: int) -> str:
    """Return the address of an import: its preview, or what became of it."""
    return url_for("imports.show", key=key)


def columns_url(key: int) -> str:
    """Return the address of the page that says which column holds what."""
    return url_for("imports.columns", key=key)
