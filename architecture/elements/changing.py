"""What may be done to an element of any layer: add, revise, retire."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from architecture import history
from architecture.elements.fields import (
    asked_of,
    fields_of,
    is_custom,
    kind_of,
    set_values,
    stated_of,
    value_of,
)
from architecture.elements.searching import search_text
from architecture.elements.values import as_json, nothing, parsed
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import Field, Layer, Sharing, Status
from architecture.model import (
    Application,
    BusinessProcess,
    Data,
    Element,
    Government,
    Infrastructure,
    Kind,
    Organisation,
    Security,
    Service,
    Strategy,
    now,
)
from architecture.numbering import element_codes
from architecture.reference.calendar import day_of
from architecture.referencing import told_unknown, unknown_codes

CLASSES: Mapping[Layer, type[Element]] = {
    Layer.BUSINESS: BusinessProcess,
    Layer.SERVICE: Service,
    Layer.DATA: Data,
    Layer.APPLICATION: Application,
    Layer.INFRASTRUCTURE: Infrastructure,
    Layer.SECURITY: Security,
    Layer.STRATEGY: Strategy,
}
"""Which table holds the elements of a layer."""

LIFE = ("status", "sharing", "sensitive", "live_on", "retires_on")
"""What belongs to every element beside its fields."""


def add(
    session: Session,
    organisation: Organisation,
    layer: Layer,
    stated: Mapping[str, Any],
    *,
    code: str | None = None,
    deed: str = "Elemen dicatat",
    whole: bool = True,
    **life: Any,
) -> Element:
    """Add an element to a layer of a government, owned by an organisation.

    `stated` runs field → what was typed or a value; `life` may give the names of
    `LIFE`.  `whole`: what is required must be stated.  Raises `Invalid` with the
    problems by field.
    """
    government = organisation.government_id or organisation.id
    fields = fields_of(session, government, layer)
    values = checked(session, fields, stated, government=government, whole=whole)
    life.setdefault("sharing", default_sharing(session, government, layer))
    check_life(life)
    columns = {name: value for name, value in values.items() if not is_custom(name)}
    element = CLASSES[layer](
        code=code or element_codes(session, government, layer)[0],
        government_id=government,
        organisation_id=organisation.id,
        search_text=search_text(layer, fields, values),
        **{each.name: nothing(each) for each in fields if not each.custom} | columns,
        **life,
    )
    element.custom = {}
    set_values(element, {name: values[name] for name in values if is_custom(name)})
    session.add(element)
    session.flush()
    noted = {key: (None, value) for key, value in values.items() if value}
    noted |= {key: (None, value) for key, value in life.items() if value}
    history.note(session, element, deed, noted, government=government)
    return element


def revise(
    session: Session,
    element: Element,
    stated: Mapping[str, Any],
    *,
    version: int | None = None,
    deed: str = "Data diubah",
    **life: Any,
) -> dict[str, tuple[Any, Any]]:
    """Replace what is stated, and return what changed, field → (old, new).

    Raises `Changed` if `version` is given and somebody else changed it since, and
    `Invalid` with the problems by field.
    """
    if version is not None and version != element.version:
        raise Changed(
            "Data ini sudah diubah orang lain sejak Anda membukanya. "
            "Isian Anda belum disimpan; bandingkan dengan data terbaru di bawah."
        )
    fields = fields_of(session, element.government_id, element.layer)
    values = checked(session, fields, stated, element=element)
    values |= {key: life[key] for key in LIFE if key in life}
    if life.get("status") is Status.RETIRED and not element.retires_on:
        values.setdefault("retires_on", day_of(now()))
    check_life(
        {name: values.get(name, getattr(element, name)) for name in LIFE}
        if LIFE_DAYS & values.keys()
        else {}
    )
    return put(session, element, values, fields=fields, deed=deed)


def put(
    session: Session,
    element: Element,
    values: Mapping[str, Any],
    *,
    fields: Sequence[Field],
    deed: str,
) -> dict[str, tuple[Any, Any]]:
    """Set checked values, keep the search in step, note what really changed."""
    by_name = {field.name: field for field in fields}
    old = {
        name: value_of(element, by_name[name])
        if name in by_name
        else getattr(element, name)
        for name in values
    }
    changed = history.difference(old, values)
    if not changed:
        return {}
    set_values(element, {name: new for name, (_, new) in changed.items()})
    element.search_text = search_text(element.layer, fields, stated_of(element, fields))
    element.updated_at = now()
    history.note(session, element, deed, changed, government=element.government_id)
    return changed


def retire(session: Session, element: Element, *, on: date, reason: str) -> None:
    """End the life of an element; it stays on record and is offered no more.

    Until a day that is ahead it is being phased out.  Raises `WrongState` if it is
    retired already, `Invalid` without a reason.
    """
    noun = "Aplikasi" if element.layer is Layer.APPLICATION else "Elemen"
    if element.status is Status.RETIRED:
        raise WrongState(f"{noun} ini sudah tidak aktif.")
    if not reason.strip():
        raise Invalid("Alasan penghentian wajib diisi.")
    ahead = on > day_of(now())
    status = Status.PHASING_OUT if ahead else Status.RETIRED
    life = {"status": status, "retires_on": on}
    history.change(
        session,
        element,
        life,
        deed=f"{noun} {'akan ' if ahead else ''}dihentikan: {reason.strip()}",
        government=element.government_id,
    )
    element.updated_at = now()


def checked(
    session: Session,
    fields: Sequence[Field],
    stated: Mapping[str, Any],
    *,
    element: Element | None = None,
    government: int | None = None,
    whole: bool = False,
) -> dict[str, Any]:
    """Return the values of what was stated; raise `Invalid` with the problems.

    What an element says already is not judged again, though a word is no longer
    offered or a code was withdrawn.  `whole`: what is required must be stated.
    `government` is the one whose own codes are known, where there is no element yet.
    """
    kept = {} if element is None else stated_of(element, fields)
    new = {name: each for name, each in stated.items() if not _kept(kept, name, each)}
    values, wrong = parsed(fields, new)
    for field in asked_of(fields, values.get("kind", kept.get("kind"))):
        empty = values.get(field.name, nothing(field)) == nothing(field)
        asked = whole or field.name in new
        if field.required and empty and asked and field.name not in wrong:
            wrong[field.name] = [f"{field.label} wajib diisi."]
    before = set(kept.get("reference_codes", []))
    several = [each for each in values.get("reference_codes", []) if each not in before]
    root = element.government_id if element is not None else government
    unknown = unknown_codes(session, several, root)
    if unknown:
        wrong["reference_codes"] = [told_unknown(session, unknown)]
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)
    return values


LIFE_DAYS = frozenset({"live_on", "retires_on"})


def check_life(life: Mapping[str, Any]) -> None:
    """Raise `Invalid` if a life ends before it begins."""
    begins, ends = life.get("live_on"), life.get("retires_on")
    if begins and ends and ends < begins:
        problem = "Tanggal berhenti mendahului tanggal aktif."
        raise Invalid(problem, problems={"retires_on": [problem]})


def _kept(kept: Mapping[str, Any], name: str, stated: Any) -> bool:
    """Tell whether what is stated is what the element says, as value or as JSON."""
    if name not in kept:
        return False
    return bool(stated == kept[name] or as_json(stated) == as_json(kept[name]))


def default_sharing(session: Session, government: int, layer: Layer) -> Sharing:
    """Return how much others see of what is new; only applications are shared."""
    if layer is not Layer.APPLICATION:
        return Sharing.NOTHING
    settings = session.get(Government, government)
    if settings is not None:
        return settings.sharing
    root = session.get(Organisation, government)
    national = root is not None and root.kind is Kind.NATIONAL
    return Sharing.PROFILE if national else Sharing.NAME_AND_FUNCTION


__all__ = ["CLASSES", "LIFE", "add", "checked", "kind_of", "put", "retire", "revise"]
