"""What the colours of a landscape tell, read within the viewer's scope."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import rulebook, scope, succession, suspecting, timeline
from architecture.confirming import YEAR
from architecture.conflicts.technical import STACK
from architecture.elements import lacking, lacking_then
from architecture.elements.lacking import When
from architecture.elements.sureness import unsure_since
from architecture.layers import FieldClass, Layer, Status, Verb
from architecture.mapping.applications import Row
from architecture.mapping.asking import Asked
from architecture.maps.choices import Colour
from architecture.maps.views import colouring, risks
from architecture.maps.views.colouring import OF_OTHERS, Mark
from architecture.model import Application, Element, PairVerdict, Relation, now
from architecture.reference.calendar import day_of
from architecture.scope import OFFICE_ROLES, READS_MONEY, Viewer
from architecture.suspecting import Sort

_COLUMNS: Mapping[Colour, tuple[str, ...]] = {
    Colour.CLASS: ("type", "reference_codes"),
    Colour.AGE: ("year_started",),
    Colour.COST: ("cost_yearly",),
    Colour.RISK: (
        "personal_data",
        "privacy_basis",
        "security_controls",
        "contract_ends_on",
        *STACK,
    ),
}
_OF_ALL = frozenset({Colour.STATUS, Colour.CLASS, Colour.NUMBER})
"""What may be told of an application of another owner."""


def offered(viewer: Viewer, government: int, several: Sequence[Colour]) -> list[Colour]:
    """Return those of several colours that the viewer may ask for."""
    money = bool(viewer.holds(READS_MONEY, government=government))
    twins = money or bool(viewer.holds(OFFICE_ROLES, government=government))
    own = government in viewer.governments
    asked = {Colour.COST: money, Colour.DUPLICATES: twins}
    return [each for each in several if asked.get(each, own or each in _OF_ALL)]


def colour_of(viewer: Viewer, asked: Asked, several: Sequence[Colour]) -> Colour:
    """Return the colour asked for, or the first if the viewer may not ask for it."""
    found = offered(viewer, asked.government.id, several)
    return asked.colour if asked.colour in found else found[0]


def columns_of(colour: Colour) -> tuple[str, ...]:
    """Return which columns of an application a colour is told from."""
    return _COLUMNS.get(colour, ())


def marks(
    session: Session, viewer: Viewer, asked: Asked, rows: Sequence[Row], colour: Colour
) -> tuple[dict[str, Mark], str]:
    """Return what the colour says of each application, and what has to be noted."""
    own = [row for row in rows if row.own or colour in _OF_ALL]
    found = dict.fromkeys((str(row.id) for row in rows if not row.own), OF_OTHERS)
    told, note = _READERS[colour](session, viewer, asked, own)
    return found | {str(row.id): told(row) for row in own}, note


_Told = tuple[Callable[[Row], Mark], str]


def _status(_s: Session, _v: Viewer, _a: Asked, _rows: Sequence[Row]) -> _Told:
    return lambda row: colouring.by_status(row.status.name), ""


def _class(_s: Session, _v: Viewer, _a: Asked, _rows: Sequence[Row]) -> _Told:
    def told(row: Row) -> Mark:
        return colouring.by_class(row.values["reference_codes"], row.values["type"])

    return told, "Umum atau khusus menurut kode RAA."


def _age(_s: Session, _v: Viewer, asked: Asked, _rows: Sequence[Row]) -> _Told:
    def told(row: Row) -> Mark:
        year = row.values["year_started"]
        return colouring.by_age(row.status.name, year, row.live_on, asked.on)

    return told, ""


def _completeness(
    session: Session, viewer: Viewer, asked: Asked, _rows: Sequence[Row]
) -> _Told:
    government, on = asked.government.id, asked.on
    shares = (
        lacking.shares(session, viewer, government, Layer.APPLICATION, When(on))
        if on == day_of(now())
        else lacking_then.shares(session, viewer, government, Layer.APPLICATION, on)
    )

    def told(row: Row) -> Mark:
        known = shares.get(row.id)
        return colouring.by_completeness(*known) if known else colouring.UNJUDGED

    return told, ""


def _cost(_s: Session, _v: Viewer, _a: Asked, _rows: Sequence[Row]) -> _Told:
    return lambda row: colouring.by_cost(row.values["cost_yearly"]), ""


def _risk(session: Session, viewer: Viewer, asked: Asked, rows: Sequence[Row]) -> _Told:
    government, on = asked.government.id, asked.on
    judged = risks.remembered(rulebook.listed(session, government), on)
    guarded = _related(session, government, Verb.PROTECTS, on)
    replaced = _related(session, government, Verb.REPLACES, on)
    ending = [row.id for row in rows if row.status is Status.PHASING_OUT]
    replaced |= succession.ended(session, ending).keys()
    unsure = _unsure(session, government, on)
    entitled = {
        owner: scope.classes_for(viewer, government, owner)
        for owner in {row.owner for row in rows}
    }

    def told(row: Row) -> Mark:
        said = row.values
        reads = FieldClass.RESTRICTED in entitled[row.owner]
        facts = risks.Facts(
            status=row.status,
            personal_data=said["personal_data"],
            basis=bool(said["privacy_basis"]),
            guarded=row.id in guarded or bool(said["security_controls"])
            if reads
            else None,
            contract_ends_on=said["contract_ends_on"] if reads else None,
            stack=" ; ".join(said[name] for name in STACK if said[name]),
            confirmed=row.id not in unsure,
            successor=row.id in replaced,
            retires_on=row.retires_on,
        )
        return colouring.by_risk(judged(facts))

    note = "Risiko dihitung dari yang tercatat; alasannya ada pada daftar."
    if any(FieldClass.RESTRICTED not in each for each in entitled.values()):
        note += " Kontrak dan pengamanan yang tidak dapat Anda baca tidak dihitung."
    return told, note


def _twins(
    session: Session, viewer: Viewer, asked: Asked, rows: Sequence[Row]
) -> _Told:
    found = suspecting.read(session, viewer, asked.government.id)
    kinds: dict[str, defaultdict[int, list[str]]] = {
        kind: defaultdict(list) for kind in ("same", "alike", "judged")
    }
    pairs = [pair for pair in found.pairs if _suspected(pair)]
    names = {row.id: row.label for row in rows}
    ends = {key for pair in pairs for key in (pair.one, pair.other)}
    names |= _names(session, viewer, ends - names.keys())
    for pair in pairs:
        kind = (
            "judged"
            if pair.confirmed
            else ("same" if pair.sort is Sort.DUPLICATE else "alike")
        )
        for key, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if other in names:
                kinds[kind][key].append(f"{names[other]} ({pair.percent} %)")
    swept = found.sweep is not None

    def told(row: Row) -> Mark:
        several = {kind: each.get(row.id, ()) for kind, each in kinds.items()}
        return colouring.by_twins(**several, swept=swept)

    return told, "" if swept else "Inventaris ini belum pernah diperiksa kembarannya."


def _suspected(pair: suspecting.Pair) -> bool:
    """Tell whether a pair may do the same work, or a part of it."""
    apart = pair.judged and pair.verdict not in {PairVerdict.SAME, PairVerdict.OVERLAP}
    return not apart and pair.sort is not Sort.NAME


def _names(session: Session, viewer: Viewer, keys: Collection[int]) -> dict[int, str]:
    if not keys:
        return {}
    query = select(Application.id, Application.acronym, Application.name).where(
        Application.id.in_(sorted(keys)), scope.elements(viewer)
    )
    return {key: acronym or name for key, acronym, name in session.execute(query)}


def _related(session: Session, government: int, verb: Verb, on: date) -> set[int]:
    """Return which applications stand at the end of such a relation on a day."""
    query = (
        select(Relation.target_id)
        .join(Element, Element.id == Relation.target_id)
        .where(
            Relation.verb == verb,
            Element.government_id == government,
            Element.layer == Layer.APPLICATION,
            timeline.held(on),
        )
    )
    return set(session.scalars(query))


def _unsure(session: Session, government: int, on: date) -> set[int]:
    """Return whom nobody confirmed for a year; ahead and back nobody can know it."""
    if on != day_of(now()):
        return set()
    query = select(Element.id).where(
        Element.government_id == government,
        Element.layer == Layer.APPLICATION,
        unsure_since(on - YEAR),
    )
    return set(session.scalars(query))


_READERS: Mapping[Colour, Callable[[Session, Viewer, Asked, Sequence[Row]], _Told]] = {
    Colour.STATUS: _status,
    Colour.CLASS: _class,
    Colour.AGE: _age,
    Colour.COMPLETENESS: _completeness,
    Colour.COST: _cost,
    Colour.RISK: _risk,
    Colour.DUPLICATES: _twins,
}
