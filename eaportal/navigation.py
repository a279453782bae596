"""The menu as data, and the addresses that templates build."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request

from architecture.scope import PUBLIC
from eaportal import queries
from eaportal.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu.

    It is left out where its page does not exist or the viewer may not open it.
    `permission` None: for everyone who is signed in.  `also` names another blueprint
    whose pages are reached from there.
    """

    title: str
    endpoint: str
    icon: str
    permission: Permission | None = None
    also: str = ""

    @property
    def part(self) -> str:
        """Return the name of the blueprint that the entry leads into."""
        return self.endpoint.partition(".")[0]

    def holds(self, part: str) -> bool:
        """Tell whether the pages of a blueprint are reached from here."""
        return part in {self.part, self.also or self.part}


ENTRIES = (
    Entry("Beranda", "home.index", "home"),
    Entry("Inventaris", "inventory.index", "apps", Permission.READ),
    Entry("Arsitektur", "elements.index", "stack-2", Permission.READ),
    Entry("Kode referensi", "reference.index", "hierarchy", Permission.READ),
    Entry(
        "Usulan",
        "registration.index",
        "clipboard-list",
        Permission.READ_REGISTRATIONS,
    ),
    Entry("Telaah", "review.index", "gavel", Permission.REVIEW),
    Entry(
        "Kemiripan",
        "suspicions.index",
        "arrows-diff",
        Permission.READ_SUSPICIONS,
    ),
    Entry(
        "Konsolidasi",
        "consolidation.index",
        "puzzle",
        Permission.READ_SUSPICIONS,
    ),
    Entry("Peta", "maps.index", "map-2", Permission.READ),
    Entry("Riwayat", "history.index", "history", Permission.READ),
    Entry("Peta rencana", "roadmap.index", "route", Permission.READ),
    Entry("Rencana perubahan", "planned.index", "calendar-due", Permission.READ),
    Entry("Impor", "imports.index", "file-import", Permission.IMPORT),
    Entry(
        "Pertukaran",
        "exchange.index",
        "file-spreadsheet",
        Permission.EXPORT,
        also="archimate",
    ),
    Entry("Ketentuan", "rules.index", "scale", Permission.MANAGE_RULES),
    Entry("Isian", "fields.index", "forms", Permission.MANAGE_FIELDS),
    Entry("Tesaurus", "thesaurus.index", "book", Permission.READ_THESAURUS),
    Entry(
        "Perangkat daerah",
        "organisations.index",
        "sitemap",
        Permission.MANAGE_ORGANISATIONS,
    ),
    Entry("Akun", "people.index", "users", Permission.MANAGE_ACCOUNTS),
    Entry(
        "Instansi",
        "governments.index",
        "building-bank",
        Permission.MANAGE_GOVERNMENTS,
    ),
    Entry(
        "Rilis kode",
        "releases.index",
        "versions",
        Permission.IMPORT_RELEASE,
    ),
    Entry(
        "Aplikasi nasional",
        "listed.index",
        "flag",
        Permission.MANAGE_GOVERNMENTS,
    ),
    Entry(
        "Calon nasional",
        "nationals.index",
        "inbox",
        Permission.MANAGE_GOVERNMENTS,
    ),
)

PUBLIC_ENTRIES = (
    Entry("Beranda", "home.index", "home"),
    Entry("Katalog publik", "public.index", "world"),
)


def menu() -> Iterator[Entry]:
    """Return what the viewer may open, in the order of the menu."""
    viewer = g.get("viewer", PUBLIC)
    for entry in ENTRIES if viewer.account else PUBLIC_ENTRIES:
        if entry.endpoint not in current_app.view_functions:
            continue
        if entry.permission is None or may(viewer, entry.permission):
            yield entry


Below = Callable[[], Sequence[tuple[str, str]]]
"""Gives titles and addresses of what stands below an entry for the viewer."""

BELOW = "menu below"


def below(app: Flask, endpoint: str, entries: Below) -> None:
    """Let a part put entries of its own below one of the menu."""
    app.extensions[BELOW][endpoint] = entries


def entries_below(entry: Entry) -> Sequence[tuple[str, str]]:
    """Return what stands below an entry while one is in its part of the portal.

    Asked once, though the menu is there twice, and by no other page.
    """
    if not entry.holds(request.blueprint or ""):
        return ()
    found: dict[str, Sequence[tuple[str, str]]] = g.setdefault("menu_below", {})
    if entry.endpoint not in found:
        asked = current_app.extensions[BELOW].get(entry.endpoint)
        found[entry.endpoint] = asked() if asked else ()
    return found[entry.endpoint]


def url_with(**changes: Any) -> str:
    """Return the address of this page with some of its query changed; None removes.

    In a template: `url_with(urut='nama', halaman=None)`.
    """
    query: dict[str, Any] = request.args.to_dict(flat=False)
    query.update(changes)
    kept = {name: value for name, value in query.items() if value not in (None, "")}
    endpoint, values = request.endpoint or "home.index", request.view_args or {}
    return queries.address(endpoint, kept, **values)


def exists(endpoint: str) -> bool:
    """Tell whether there is such a page."""
    return endpoint in current_app.view_functions


def init_app(app: Flask) -> None:
    """Give templates the menu, and files an address that changes with them."""
    app.extensions[BELOW] = {}
    app.jinja_env.globals.update(
        url_with=url_with,
        url_asking=queries.address,
        exists=exists,
        entries_below=entries_below,
    )

    @app.url_defaults
    def version_files(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and app.static_folder and "v" not in values:
            file = Path(app.static_folder) / values["filename"]
            if file.is_file():  # kept by the browser until the file changes
                values["v"] = f"{file.stat().st_mtime_ns:x}"

    @app.context_processor
    def words_for_templates() -> dict[str, Any]:
        return {
            "viewer": g.get("viewer", PUBLIC),
            "menu": list(menu()),
            "part": (request.endpoint or "").partition(".")[0],
        }
