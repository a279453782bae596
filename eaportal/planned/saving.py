"""Plan what a form says of an element, if it names a day ahead."""

from collections.abc import Mapping
from typing import Any

from flask import g

from architecture import scheduling
from architecture.errors import Changed, Invalid, Refused
from architecture.model import Element
from eaportal import db, formats

STALE = (
    "Data ini sudah diubah orang lain sejak Anda membukanya. "
    "Isian Anda belum disimpan; bandingkan dengan data terbaru di bawah."
)
AT_ONCE = "Selalu berlaku segera; simpan tersendiri tanpa tanggal berlaku."


def planned(
    element: Element, form: Any, stated: Mapping[str, Any], life: Mapping[str, Any]
) -> str:
    """Plan what a form says from its day on, and return what to say.

    An empty text if the form holds from now on: then it is for the caller to save.
    `form` has the fields of `FromDay` and knows the version that was seen; `life` is
    what cannot be planned and has to stay.  Raises what `scheduling.plan` raises.
    """
    on = form.starts_on.data
    if on is None or on == formats.today():
        return ""
    if form.seen_version != element.version:
        raise Changed(STALE)
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
    )
    if not made:
        raise Refused(
            f"Tidak ada isian yang berbeda pada {formats.day(on)}.", field="starts_on"
        )
    count = formats.number(len(made))
    return f"{count} perubahan direncanakan mulai {formats.day(on)}."
