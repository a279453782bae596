"""What may be done to applications, their uses and their relations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Changed, Invalid, WrongState
from architecture.inventory.details import blank, details_of, parsed, search_text
from architecture.layers import Layer, Sharing, Status, Verb, may_relate
from architecture.model import (
    Application,
    Element,
    Government,
    Kind,
    Organisation,
    Relation,
    Use,
    UseState,
    now,
)
from architecture.numbering import element_codes
from architecture.reference.calendar import day_of
from architecture.referencing import unknown_codes

_LIFE = ("status", "sharing", "sensitive", "live_on", "retires_on")


def add(
    session: Session,
    organisation: Organisation,
    stated: Mapping[str, Any],
    *,
    code: str | None = None,
    deed: str = "Aplikasi dicatat",
    **life: Any,
) -> Application:
    """Add an application to the inventory of a government, owned by an organisation.

    `stated` is what `details.parsed` accepts; `life` may give status, sharing,
    sensitive, live_on and retires_on.  Raises `Invalid` with the problems by field.
    """
    values = checked(session, stated)
    government = organisation.government_id or organisation.id
    life.setdefault("sharing", _default_sharing(session, government))
    application = Application(
        code=code or element_codes(session, government, Layer.APPLICATION)[0],
        government_id=government,
        organisation_id=organisation.id,
        search_text=search_text(values),
        **{**blank(), **values},
        **life,
    )
    session.add(application)
    session.flush()
    noted = {key: (None, value) for key, value in values.items() if value}
    history.note(session, application, deed, noted, government=government)
    return application


def revise(
    session: Session,
    application: Application,
    stated: Mapping[str, Any],
    *,
    version: int | None = None,
    deed: str = "Data aplikasi diubah",
    **life: Any,
) -> dict[str, tuple[Any, Any]]:
    """Replace what is stated, and return what changed, field → (old, new).

    Raises `Changed` if `version` is given and somebody else changed it since,
    `WrongState` if another stands for it, and `Invalid` with the problems by field.
    """
    if application.merged_into_id:
        raise WrongState(
            f"{application.name} sudah digabung; ubah catatan yang mewakilinya."
        )
    if version is not None and version != application.version:
        raise Changed(
            "Data ini sudah diubah orang lain sejak Anda membukanya. "
            "Isian Anda belum disimpan; bandingkan dengan data terbaru di bawah."
        )
    values = checked(session, stated) | {key: life[key] for key in _LIFE if key in life}
    if life.get("status") is Status.RETIRED and not application.retires_on:
        values.setdefault("retires_on", day_of(now()))
    changed = history.change(
        session, application, values, deed=deed, government=application.government_id
    )
    if changed:
        application.search_text = search_text(details_of(application))
        application.updated_at = now()
    return changed


def retire(
    session: Session, application: Application, *, on: date, reason: str
) -> None:
    """End the life of an application; it stays on record and is offered no more.

    Raises `WrongState` if it is retired already, `Invalid` without a reason.
    """
    if application.status is Status.RETIRED:
        raise WrongState("Aplikasi ini sudah tidak aktif.")
    if not reason.strip():
        raise Invalid("Alasan penghentian wajib diisi.")
    life = {"status": Status.RETIRED, "retires_on": on}
    history.change(
        session,
        application,
        life,
        deed=f"Aplikasi dihentikan: {reason.strip()}",
        government=application.government_id,
    )
    application.updated_at = now()


def start_use(
    session: Session,
    application: Application,
    organisation: Organisation,
    *,
    note: str = "",
    since: date | None = None,
) -> Use:
    """Note that an office uses an application; one that ended is taken up again.

    Raises `WrongState` if it is retired, merged, its own, or in use already.
    """
    if application.status is Status.RETIRED or application.merged_into_id:
        raise WrongState(f"{application.name} sudah tidak aktif.")
    if application.organisation_id == organisation.id:
        raise WrongState(f"{application.name} memang milik {organisation.name}.")
    use = session.scalar(
        select(Use).where(
            Use.application_id == application.id, Use.organisation_id == organisation.id
        )
    )
    if use is not None and use.state is UseState.IN_USE:
        raise WrongState(f"{organisation.name} sudah tercatat memakai aplikasi ini.")
    if use is None:
        use = Use(application_id=application.id, organisation_id=organisation.id)
        session.add(use)
    use.state, use.note, use.since = UseState.IN_USE, note.strip(), since
    session.flush()
    _note_use(session, application, organisation, "Pemakaian dicatat", note.strip())
    return use


def end_use(session: Session, use: Use) -> None:
    """Note that an office uses it no more.  Raises `WrongState` if that is known."""
    if use.state is UseState.ENDED:
        raise WrongState("Pemakaian ini sudah dicatat berakhir.")
    use.state = UseState.ENDED
    _note_use(session, use.application, use.organisation, "Pemakaian diakhiri", "")


def relate(
    session: Session,
    source: Element,
    verb: Verb,
    target: Element,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    attributes: dict[str, Any] | None = None,
) -> Relation:
    """Relate two elements.  Raises `Invalid` if the layered model forbids it."""
    if not may_relate(source.layer, verb, target.layer):
        raise Invalid(
            f"{source.layer.value} tidak dapat “{verb.value}” {target.layer.value}."
        )
    if source.id == target.id:
        raise Invalid("Sebuah elemen tidak dapat berhubungan dengan dirinya sendiri.")
    relation = Relation(
        source_id=source.id,
        verb=verb,
        target_id=target.id,
        starts_on=starts_on,
        ends_on=ends_on,
        attributes=attributes or {},
    )
    session.add(relation)
    session.flush()
    values = {verb.name: (None, target.code)}
    history.note(
        session, source, "Relasi ditambahkan", values, government=source.government_id
    )
    return relation


def checked(session: Session, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of what was stated; raise `Invalid` with the problems."""
    values, wrong = parsed(stated)
    if "name" in stated and not values.get("name") and "name" not in wrong:
        wrong["name"] = ["Nama aplikasi wajib diisi."]
    unknown = unknown_codes(session, values.get("reference_codes", []))
    if unknown:
        wrong["reference_codes"] = [f"Kode tidak dikenal: {', '.join(unknown)}."]
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)
    return values


def _default_sharing(session: Session, government: int) -> Sharing:
    settings = session.get(Government, government)
    if settings is not None:
        return settings.sharing
    root = session.get(Organisation, government)
    national = root is not None and root.kind is Kind.NATIONAL
    return Sharing.PROFILE if national else Sharing.NAME_AND_FUNCTION


def _note_use(
    session: Session, application: Application, user: Organisation, deed: str, note: str
) -> None:
    """Keep the deed with the government of the user: there something changed."""
    history.note(
        session,
        application,
        deed,
        {"organisation": (None, user.code), "note": (None, note)},
        government=user.government_id or user.id,
    )
