"""Saved maps: in the menu, on the page of maps, and in front with a picture."""

from collections.abc import Iterator, Sequence

from flask import g, url_for

from architecture import filtering
from architecture.model import SavedFilter
from architecture.scope import Viewer
from eaportal import db
from eaportal.filtering import bar
from eaportal.filtering.pages import MAPS, PAGES
from eaportal.filtering.reading import Reader
from eaportal.filtering.values import Question
from eaportal.home.cards import Link, Preview
from eaportal.queries import address

FIRST = 4
"""So many stand in the menu."""
PLACE = "tampilan"
"""Where on the page of maps all of them are."""


def in_menu() -> list[tuple[str, str]]:
    """Return title and address of the first of them, and where there are more.

    What stands on the front page comes first, then what everybody sees.
    """
    rows = sorted(
        _openable(g.viewer), key=lambda row: (not row.front, bool(row.account_id))
    )
    entries = [
        (row.name, url_for("filtering.show", key=row.id)) for row in rows[:FIRST]
    ]
    if len(rows) > FIRST:
        entries.append(("Semua tampilan", url_for("maps.index", _anchor=PLACE)))
    return entries


def saved() -> list[Link]:
    """Return all of them, each with what it asks."""
    return [
        Link(row.name, url_for("filtering.show", key=row.id), _told(row, question))
        for row, question in _read(_openable(g.viewer))
    ]


def previews(viewer: Viewer) -> Iterator[Preview]:
    """Yield what was chosen for the front page, that of the government first."""
    chosen = [row for row in _openable(viewer) if row.front]
    for row, question in _read(chosen):
        page = PAGES[row.page]
        picture = ""
        if not question.stale and page.view:
            query = bar.query_of(row, question, viewer)
            picture = address("maps.small", query, slug=page.view.slug)
        yield Preview(
            row.name,
            url_for("filtering.show", key=row.id),
            _told(row, question),
            picture,
            order=40 if row.account_id else 30,
        )


def _openable(viewer: Viewer) -> list[SavedFilter]:
    return list(bar.openable(filtering.seen(db.session, viewer, pages=MAPS), viewer))


def _read(rows: Sequence[SavedFilter]) -> Iterator[tuple[SavedFilter, Question]]:
    """Read their questions; those of one government at once."""
    readers: dict[int, Reader] = {}
    for row in rows:
        root = row.government_id
        kin = [each.asked for each in rows if each.government_id == root]
        reader = readers.setdefault(root, Reader(root, kin))
        yield row, reader.read(row.page, row.asked)


def _told(row: SavedFilter, question: Question) -> str:
    words = [bar.told(row), *question.words]
    if question.stale:
        words.append(f"tidak berlaku lagi: {', '.join(question.stale).lower()}")
    return " · ".join(words)
