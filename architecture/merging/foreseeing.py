"""Say what a merge will do, before it is done and while it is."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from architecture import inventory
from architecture.errors import Invalid, NotAllowed, NotFound, WrongState
from architecture.inventory import Filters
from architecture.inventory.details import BY_NAME
from architecture.layers import Sharing, Status
from architecture.merging import fields, judgements, relating, turning, using
from architecture.merging.values import Choice, Deed, DeedKind, Foreseen, Line, Moved
from architecture.model import Application, Kind
from architecture.roles import Role
from architecture.scope import Viewer

MERGES = frozenset({Role.ARCHITECT, Role.ADMINISTRATOR})
"""Who may merge records of the government."""

NOT_ALLOWED = "Catatan digabung oleh arsitek atau administrator instansi."

_KNOWN = frozenset({Status.LIVE, Status.PHASING_OUT})


def both(
    session: Session, viewer: Viewer, survivor: int, merged: int
) -> tuple[Application, Application]:
    """Return the two records that are to become one, if they may.

    Raises `NotFound`, `NotAllowed`, `Invalid` or `WrongState`, each with its reason.
    """
    known = inventory.several(session, viewer, {survivor, merged})
    if len(known) < len({survivor, merged}):
        raise NotFound("Catatan ini tidak ada, atau tidak dapat Anda lihat.")
    one, other = known[survivor], known[merged]
    if one is other:
        raise Invalid("Pilih catatan lain: ini catatan yang sama.")
    for each in (one, other):
        if each.government.kind is Kind.NATIONAL:
            raise Invalid(
                f"{each.name} adalah aplikasi nasional; catat pemakaiannya saja."
            )
    if one.government_id != other.government_id:
        raise Invalid("Hanya dua catatan dari satu instansi yang dapat digabung.")
    if not viewer.holds(MERGES, government=one.government_id):
        raise NotAllowed(NOT_ALLOWED)
    for each in (one, other):
        _check(session, each)
    return one, other


def likelier(one: Application, other: Application) -> tuple[Application, Application]:
    """Return both, first the one that rather stays: it runs, more is known of it."""

    def weight(each: Application) -> tuple[bool, int, int]:
        known = sum(
            getattr(each, name) not in (None, "", []) for name in BY_NAME
        ) + len(each.former_names)
        return each.status in _KNOWN, known, -each.id

    return (one, other) if weight(one) >= weight(other) else (other, one)


def candidates(
    session: Session, viewer: Viewer, application: Application, text: str
) -> list[Application]:
    """Return records of the government that a search finds and that can be merged."""
    asked = Filters(text=text, government=application.government_id)
    found = inventory.page(session, viewer, asked).rows if text.strip() else ()
    return [
        each
        for each in found
        if each.id != application.id
        and each.status is not Status.RETIRED
        and not each.candidate_national
    ]


def foresee(session: Session, viewer: Viewer, survivor: int, merged: int) -> Foreseen:
    """Return what a merge of the two will do, field by field and row by row.

    Raises what `both` raises.
    """
    one, other = both(session, viewer, survivor, merged)
    lines = fields.lines(one, other)
    found = moved(session, viewer, one, other, after(one, other, lines, {}))
    return Foreseen(
        survivor=one,
        merged=other,
        lines=lines,
        moved=[each for each in found if each.text],
        warnings=list(_warnings(one, other, found)),
        token=token([one, other], lines, found),
    )


def after(
    survivor: Application,
    merged: Application,
    lines: list[Line],
    choices: Mapping[str, Choice],
) -> dict[str, Any]:
    """Return field → value that the survivor will have of what it has not now."""
    values = fields.outcome(lines, choices)
    names = fields.former_names(survivor, merged, values)
    return {
        name: value
        for name, value in {**values, "former_names": names}.items()
        if getattr(survivor, name) != value
    }


def moved(
    session: Session,
    viewer: Viewer,
    survivor: Application,
    merged: Application,
    values: Mapping[str, Any],
    *,
    reason: str = "",
) -> list[Moved]:
    """Return what becomes of everything that refers to the merged one."""
    return [
        *using.uses(session, survivor, merged),
        *relating.relations(session, viewer, survivor, merged),
        *turning.turned(session, survivor, merged),
        *turning.answers(session, survivor, merged),
        *judgements.judgements(
            session, survivor, merged, values, by=viewer.account, reason=reason
        ),
    ]


def token(
    both: Iterable[Application], lines: Iterable[Line], found: Iterable[Moved]
) -> str:
    """Return what stays equal as long as a preview is true."""
    told = {
        "both": [(each.id, each.version) for each in both],
        "lines": [
            (each.name, each.kept, each.other, sorted(each.texts.items()))
            for each in lines
        ],
        "moved": [(each.to_json(), list(map(_seen, each.deeds))) for each in found],
    }
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _seen(deed: Deed) -> list[Any]:
    """Return what of a deed was there before."""
    values = deed.values if deed.kind is not DeedKind.ADDED else {}
    before = {name: old for name, (old, _) in values.items()}
    return [deed.kind.value, deed.table, deed.id, before]


def _check(session: Session, each: Application) -> None:
    if each.merged_into_id:
        into = session.get_one(Application, each.merged_into_id)
        raise WrongState(f"{each.name} sudah digabung ke {into.code} {into.name}.")
    if each.status is Status.RETIRED:
        raise WrongState(
            f"{each.name} sudah tidak aktif, jadi tidak digabung; catatannya tetap ada."
        )
    if each.candidate_national:
        raise WrongState(
            f"{each.name} menunggu pengesahan sebagai aplikasi nasional; gabung "
            "sesudah itu diputuskan."
        )


def _warnings(
    survivor: Application, merged: Application, found: Iterable[Moved]
) -> Iterable[str]:
    if survivor.organisation_id != merged.organisation_id:
        yield (
            f"{merged.name} milik {merged.organisation.name}. Sesudah digabung, "
            f"pemiliknya {survivor.organisation.name}."
        )
    foreign = any(
        deed.government != survivor.government_id
        for each in found
        for deed in each.deeds
    )
    hidden = survivor.sharing is Sharing.NOTHING or survivor.sensitive
    if foreign and hidden:
        yield (
            f"{merged.name} dipakai pemerintah lain, sedangkan {survivor.name} tidak "
            "dibagikan. Pilih tingkat berbaginya di bawah."
        )
