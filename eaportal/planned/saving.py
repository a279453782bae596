"""Plan what a form says of an element, if it names a day ahead."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import g, request

from architecture import scheduling
from architecture.errors import Changed, Invalid, Refused
from architecture.layers import Field
from architecture.model import Element
from eaportal import days, db, formats
from eaportal.details import typed

STALE = (
    "Data ini sudah diubah orang lain sejak Anda membukanya. "
    "Isian Anda belum disimpan; bandingkan dengan data terbaru di bawah."
)
STALE_THEN = (
    "Data atau rencananya diubah orang lain sejak Anda membuka formulir ini. Isian "
    "Anda belum disimpan; salin bila perlu, lalu buka lagi halamannya."
)
DAY = "mulai"
"""How an address names the day that a form is to plan for."""
AT_ONCE = "Selalu berlaku segera; simpan tersendiri tanpa tanggal berlaku."


def as_then(element: Element, fields: Sequence[Field]) -> dict[str, Any]:
    """Return what a form begins with that plans for the day of its address.

    It is what the element says by that day.  Nothing where no day ahead is named.
    """
    as_of = days.as_of(DAY)
    if as_of.day <= as_of.today or request.method != "GET":
        return {}
    said = scheduling.said_on(db.session, element, as_of.day, fields=fields)
    based_on = f"{as_of.day} {scheduling.mark(db.session, element)}"
    day = {"starts_on": as_of.day, "based_on": based_on}
    return typed(said, fields) | day


def planned(
    element: Element, form: Any, stated: Mapping[str, Any], life: Mapping[str, Any]
) -> str:
    """Plan what a form says from its day on, and return what to say.

    An empty text if the form holds from now on: then it is for the caller to save.
    `form` has the fields of `FromDay` and knows the version that was seen; `life` is
    what cannot be planned and has to stay.  Raises what `scheduling.plan` raises.
    """
    on, based_on = form.starts_on.data, form.based_on.data
    if based_on:
        shown = _shown_then(element, form, based_on)
    elif on is None or on == formats.today():
        return ""
    elif form.seen_version != element.version:
        raise Changed(STALE)
    else:
        shown = scheduling.said_on(db.session, element, formats.today())
    differing = {
        name: [AT_ONCE]
        for name, value in life.items()
        if getattr(element, name) != value
    }
    if differing:
        raise Invalid("Periksa isian yang ditandai.", problems=differing)
    made = scheduling.plan(
        db.session,
        element,
        stated,
        on=on,
        note=form.plan_note.data or "",
        by=g.viewer.email,
        shown=shown,
    )
    if not made:
        raise Refused(
            f"Tidak ada isian yang berbeda pada {formats.day(on)}.", field="starts_on"
        )
    return told(len(made), on)


def _shown_then(element: Element, form: Any, based_on: str) -> dict[str, Any]:
    day = base_of(element, based_on)
    if form.starts_on.data is None:
        raise Refused(missing_day(day), field="starts_on")
    if form.seen_version != element.version:
        raise Refused(STALE_THEN)
    return scheduling.said_on(db.session, element, day)


def base_of(element: Element, based_on: str) -> date:
    """Return the day that a form was begun with; raise `Refused` if out of date."""
    text, _, mark = based_on.partition(" ")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(STALE_THEN) from None
    if mark != scheduling.mark(db.session, element):
        raise Refused(STALE_THEN)
    return day


def missing_day(day: date) -> str:
    """Return what to say where a form of a day ahead does not say from when on."""
    return (
        f"Formulir ini berisi keadaan per {formats.day(day)}, jadi sebutkan mulai "
        "kapan perubahannya berlaku."
    )


def told(many: int, on: date) -> str:
    """Return what to say when so much was planned."""
    return f"{formats.number(many)} perubahan direncanakan mulai {formats.day(on)}."
