"""What the worker does for ArchiMate files: write one, foresee one, carry one out."""

import io
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy.orm import Session

from architecture import history
from architecture.exchange import importing
from architecture.exchange.archimate import keeping
from architecture.exchange.archimate.keeping import ARCHIMATE
from architecture.model import Import, Organisation
from eaportal import days, formats, jobs, storage
from eaportal.exchange import carrying
from eaportal.exchange.carrying import Result, found
from eaportal.jobs import files

if TYPE_CHECKING:
    from architecture.exchange.archimate.plan import Plan

WRITE = "write archimate"
PREVIEW = "preview archimate"
APPLY = "apply archimate"


@jobs.handles(WRITE, title="Menyiapkan berkas ArchiMate")
def write(context: jobs.Context) -> Result:
    """Write the file as its asker may see the model, and keep it for the download."""
    from architecture.exchange.archimate.leaving import Extent
    from architecture.exchange.archimate.sights import sights
    from architecture.exchange.archimate.writing import write as write_file

    stated = context.arguments
    day = date.fromisoformat(stated["on"]) if stated.get("on") else None
    with context.reading() as session, TemporaryDirectory() as folder:
        office = session.get_one(Organisation, int(stated["office"]))
        root = session.get_one(Organisation, office.government_id or office.id)
        offices = _below(session, office) if office.id != root.id else frozenset()
        extent = Extent(context.viewer(), root, day, offices)
        context.progress(0, 0, "Menggambar pandangan dan menulis berkasnya.")
        shown, missed = sights(session, extent, today=formats.today())
        place = Path(folder) / "model.xml"
        with place.open("w", encoding="utf-8", newline="\n") as out:
            done = write_file(session, extent, out, sights=shown)
        content = place.read_bytes()
        name = f"arsitektur-{office.code.lower()}-{days.stamp(day)}.xml"
    told = [*missed, *done.left_out]
    url = url_for("archimate.prepared", key=context.job)
    return {
        **files.made(extent.viewer, content, name, url),
        "message": f"Tidak ikut: {' '.join(told[:5])}" if told else "",
    }


@jobs.handles(PREVIEW, title="Membandingkan berkas ArchiMate")
def preview(context: jobs.Context) -> Result:
    """Say for everything in the file what will happen; refuse what cannot be read."""
    from architecture.exchange.archimate.reading import Unreadable

    key = int(context.arguments["import"])
    try:
        _preview(context, key)
    except Unreadable as refusal:
        upload = found(context.session, key, ARCHIMATE, lock=True)
        several = [_sentence(*each) for each in refusal.problems]
        upload.options = {**upload.options, "problems": several}
        importing.refuse(upload, refusal.sentence)
    return {"url": show_url(key)}


@jobs.handles(APPLY, title="Menerapkan berkas ArchiMate")
def carry_out(context: jobs.Context) -> Result:
    """Write what the preview says."""

    def write(upload: Import, plan: "Plan") -> None:
        from architecture.exchange.archimate.applying import apply

        context.progress(0, 0, "Menulis ke arsitektur.")
        name = upload.document.filename
        apply(context.session, upload.government, plan, source=name)
        keeping.finish(context.session, upload)

    return carrying.carry_out(
        context,
        ARCHIMATE,
        require=keeping.require_applicable,
        foresee=_foreseen,
        preview=partial(_preview, context),
        write=write,
        url=show_url(int(context.arguments["import"])),
    )


def show_url(key: int) -> str:
    """Return the address of an import: its preview, or what became of it."""
    return url_for("archimate.show", key=key)


def _preview(context: jobs.Context, key: int) -> None:
    context.progress(0, 0, "Membaca berkas dan membandingkannya.")
    with context.reading() as session:
        upload = found(session, key, ARCHIMATE)
        head, _ = history.head_of(session, upload.government_id)
        plan = _foreseen(session, upload)
    upload = found(context.session, key, ARCHIMATE, lock=True)
    if upload.state not in importing.ENDED:
        keeping.keep_preview(context.session, upload, plan, head=head)


def _foreseen(session: Session, upload: Import) -> "Plan":
    from architecture.exchange.archimate.contents import read
    from architecture.exchange.archimate.foreseeing import foresee

    content = storage.current().read(upload.document.key)
    owner = session.get_one(Organisation, int(upload.options["owner"]))
    return foresee(session, upload.government, read(io.BytesIO(content)), owner=owner)


def _below(session: Session, office: Organisation) -> frozenset[int]:
    from architecture import organisations

    rows = organisations.tree(session, office.government_id or office.id)
    found = {office.id}
    for row in rows:  # parents before children
        if row.parent_id in found:
            found.add(row.id)
    return frozenset(found)


def _sentence(line: int, text: str) -> str:
    return f"Baris {line}: {text}" if line else text
