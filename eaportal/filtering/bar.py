"""The saved filters above a list or a map, and on the front page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import g, request, url_for

from architecture import filtering
from architecture.model import SavedFilter
from architecture.scope import Viewer
from eaportal import db
from eaportal.filtering.pages import MAPS, PAGES, Page, here
from eaportal.filtering.reading import Reader
from eaportal.filtering.values import Question
from eaportal.home.cards import Link, Links
from eaportal.inventory.filters import home
from eaportal.permissions import may
from eaportal.queries import whole

STALE = "saringan"
"""How the address calls the filter of which something no longer counts."""
FIRST, SHOWN = 6, 8
"""So many stand on the front page, and above a list."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved filter above a list; `current` if the list is narrowed by just this."""

    row: SavedFilter
    current: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands above a list or a map.

    `to_save` is where what the page is asked is saved, empty if it is nothing, or if a
    list is saved so already; of a map more may be switched off.  `stale` is the filter
    that was opened and what of it no longer counts.
    """

    tabs: list[Tab]
    page: Page | None = None
    to_save: str = ""
    stale: tuple[SavedFilter, list[str]] | None = None

    @property
    def kept(self) -> bool:
        """Tell whether what the page is asked is saved already."""
        return not self.stale and any(tab.current for tab in self.tabs)

    @property
    def shown(self) -> list[Tab]:
        """Return the first of them, and what is current; a phone has little room."""
        return [*self.tabs[:SHOWN], *(tab for tab in self.tabs[SHOWN:] if tab.current)]


def above() -> Bar:
    """Return what stands above the list of this request."""
    page, root = here(), home()
    if page is None or root is None:
        return Bar([])
    rows = filtering.seen(db.session, g.viewer, government=root, pages=[page.key])
    reader = Reader(root, [request.args, *(row.asked for row in rows)])
    shown = reader.read(page.key, request.args, strict=False).values
    says = page.says(shown)
    opened, stale = whole(request.args.get(STALE)), None
    tabs = []
    for row in rows:
        question = reader.read(page.key, row.asked)
        tabs.append(Tab(row, says and question.values == shown))
        if row.id == opened and question.stale:
            stale = row, question.stale
    kept = any(tab.current and not stale for tab in tabs)
    if not says or (kept and page.view is None):
        return Bar(tabs, page, stale=stale)
    to_save = url_for(
        "filtering.create",
        daftar=page.key,
        saring=urlencode(shown),
        ganti=opened if stale else None,
        instansi=request.args.get("instansi"),
    )
    return Bar(tabs, page, to_save, stale)


def url_of(row: SavedFilter, viewer: Viewer) -> str:
    """Return the page asked what still counts; it says what does not."""
    question = Reader(row.government_id).read(row.page, row.asked)
    return PAGES[row.page].address(query_of(row, question, viewer))


def query_of(row: SavedFilter, question: Question, viewer: Viewer) -> dict[str, Any]:
    """Return what the address of the page has to say."""
    values: dict[str, Any] = dict(question.values)
    if len(viewer.governments) > 1:
        values["instansi"] = row.government_id
    if question.stale:
        values[STALE] = row.id
    return values


def openable(rows: Iterable[SavedFilter], viewer: Viewer) -> Iterator[SavedFilter]:
    """Yield the filters of pages that there are and that the viewer may open."""
    for row in rows:
        if row.page in PAGES and may(viewer, PAGES[row.page].permission):
            yield row


def lists(viewer: Viewer) -> Iterator[Links]:
    """Yield the saved filters of the viewer and of the government, if there are any."""
    kept = filtering.seen(db.session, viewer, pages=PAGES.keys() - MAPS)
    rows = list(openable(kept, viewer))
    links = [
        Link(row.name, url_for("filtering.show", key=row.id), told(row))
        for row in rows[:FIRST]
    ]
    if links:
        more = url_for("filtering.index")
        yield Links("Saringan tersimpan", links, more, "Semua saringan", order=40)


def told(row: SavedFilter) -> str:
    """Return of which page a filter is, and whether all of the government see it."""
    title = PAGES[row.page].title
    return title if row.account_id else f"{title} · seluruh instansi"
