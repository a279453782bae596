"""The list as a spreadsheet or CSV: a short one at once, a long one by the worker."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from architecture import inventory
from architecture.documents.inventory import xlsx
from architecture.inventory import Filters
from architecture.inventory.listing import Order, Where
from architecture.layers import ApplicationType, Status
from architecture.model import Organisation
from architecture.scope import Viewer
from eaportal import days, formats, jobs, uploads
from eaportal.inventory import showing
from eaportal.jobs import files

KIND = "inventory sheet"

AT_ONCE = 1000
"""So many rows are written within the request; more are the worker's."""


MEDIA = {"xlsx": uploads.XLSX, "csv": "text/csv"}
"""How a list may be sent: ending → media type."""

_DAYS = ("on", "unsure_since")


def written(session: Session, viewer: Viewer, asked: Filters, ending: str) -> bytes:
    """Return the file of the list, with the fields that the viewer may read."""
    rows = showing.rows(inventory.every(session, viewer, asked), viewer)
    columns = showing.columns()
    if ending == "csv":
        from architecture.exchange.files.writing import write_csv  # and of XLSX

        cells = ([row.get(name) for name, _ in columns] for row in rows)
        return write_csv([heading for _, heading in columns], cells)
    return xlsx(
        rows,
        columns,
        title="Inventaris aplikasi",
        subtitle=_scope(session, asked),
    )


def _scope(session: Session, asked: Filters) -> str:
    """Return in words which part of the inventory was asked for."""
    home = session.get(Organisation, asked.government) if asked.government else None
    offices = [session.get(Organisation, key) for key in sorted(asked.organisations)]
    parts = [
        home.name if home else "",
        asked.where.value,
        ", ".join(office.name for office in offices if office),
        f"bentuk {asked.type.value}" if asked.type else "",
        f"status {asked.status.value}" if asked.status else "",
        f"memuat “{asked.text}”" if asked.text else "",
        f"keadaan per {formats.day(asked.day)}" if asked.day else "",
        f"belum dipastikan sejak {formats.day(asked.unsure_since)}"
        if asked.unsure_since
        else "",
        f"diunduh {formats.day(formats.today())}",
    ]
    return " · ".join(part for part in parts if part)


def filename(ending: str, on: date | None) -> str:
    """Return what a download is called: of today, or of the day that it shows."""
    return f"inventaris-aplikasi-{days.stamp(on)}.{ending}"


def to_json(asked: Filters) -> dict[str, Any]:
    """Return filters as a job can carry them."""
    words = {"where": asked.where.name, "order": asked.order.name}
    words["type"] = asked.type.name if asked.type else ""
    words["status"] = asked.status.name if asked.status else ""
    dated = {name: _iso(getattr(asked, name)) for name in _DAYS}
    offices = {"organisations": sorted(asked.organisations)}
    return asdict(asked) | words | dated | offices


def from_json(stated: Mapping[str, Any]) -> Filters:
    """Return the filters that a job carries."""
    return Filters(
        **{
            **stated,
            "where": Where[stated["where"]],
            "order": Order[stated["order"]],
            "type": ApplicationType[stated["type"]] if stated["type"] else None,
            "status": Status[stated["status"]] if stated["status"] else None,
            "organisations": frozenset(stated["organisations"]),
            **{name: _day(stated.get(name)) for name in _DAYS},
        }
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


@jobs.handles(KIND, title="Menyiapkan berkas unduhan")
def write(context: jobs.Context) -> dict[str, Any]:
    """Write the list as its asker may see it now, and keep it for the download."""
    asked = from_json(context.arguments["asked"])
    ending = context.arguments.get("ending", "xlsx")
    viewer = context.viewer()
    with context.reading() as session:
        content = written(session, viewer, asked, ending)
    url = f"/aplikasi/unduhan/{context.job}"
    return files.made(viewer, content, filename(ending, asked.on), url)
