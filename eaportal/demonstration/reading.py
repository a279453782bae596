"""Read a demonstration government from its files; strict, so no code leads nowhere."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from architecture.layers import (
    PREFIXES,
    RELATION_FIELDS,
    Layer,
    Verb,
    may_relate,
)
from architecture.planning import Milestone
from architecture.reference import codes, documents, muatan, national, urusan
from architecture.reference.workflow import steps, track_for
from architecture.roles import Field, Role
from eaportal.demonstration.cells import Row, Unreadable, element, table
from eaportal.demonstration.rows import (
    AccountRow,
    Demonstration,
    ElementRow,
    OrganisationRow,
    PlanLineRow,
    PlanRow,
    PostRow,
    RelationRow,
    UseRow,
)
from eaportal.demonstration.stories import case, registration

DATA = Path(__file__).parent / "data"

GOVERNMENTS = ("KAB-TELADAN", "KOTA-CONTOH")
"""The governments that come with us; the neighbour first, so that the proposals of the
one that people are shown meet what it shares."""

FILES = {
    Layer.BUSINESS: "processes.csv",
    Layer.SERVICE: "services.csv",
    Layer.DATA: "data.csv",
    Layer.APPLICATION: "applications.csv",
    Layer.INFRASTRUCTURE: "infrastructure.csv",
    Layer.SECURITY: "security.csv",
    Layer.STRATEGY: "strategy.csv",
}


def read(code: str, *, today: date, folder: Path = DATA) -> Demonstration:
    """Return the demonstration government, its stories dated back from `today`.

    Raises `Unreadable` with file and row where a value or code is wrong.
    """
    home = folder / code
    found = Demonstration(
        government=_json(home / "government.json"),
        organisations=[_organisation(row) for row in table(home, "organisations.csv")],
        accounts=[_account(row) for row in table(home, "accounts.csv")],
        posts=[_post(row) for row in table(home, "posts.csv")],
        elements=[
            element(layer, row)
            for layer, name in FILES.items()
            for row in table(home, name)
        ],
        uses=[_use(row) for row in table(home, "uses.csv")],
        relations=[
            *(_relation(row) for row in table(home, "relations.csv")),
            *(_exchange(row) for row in table(home, "exchanges.csv")),
        ],
        plan=_plan(_json(home / "plan.json")),
        plan_lines=_plan_lines(home),
        registrations=[
            registration(each, today) for each in _json(home / "registrations.json")
        ],
        cases=[case(each, today) for each in _json(home / "cases.json")],
        planted=_json(home / "planted.json"),
    )
    check(found)
    return found


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise Unreadable(f"{path.name} bukan JSON yang sah: {problem}.") from problem


def _organisation(row: Row) -> OrganisationRow:
    return OrganisationRow(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        parent=row["parent"],
        is_kominfo=row.yes("is_kominfo"),
        former_names=row.parts("former_names"),
        urusan=row.parts("urusan"),
        starts_on=row.day("starts_on"),
    )


def _account(row: Row) -> AccountRow:
    return AccountRow(
        email=row["email"],
        name=row["name"],
        title=row["title"],
        employee_number=row["employee_number"],
        announced=row.yes("announced"),
    )


def _post(row: Row) -> PostRow:
    starts_on = row.day("starts_on")
    if starts_on is None:
        raise row.wrong("tanggal mulai kosong")
    return PostRow(
        email=row["email"],
        role=row.member("role", Role),
        organisation=row["organisation"],
        field=row.member("field", Field) if row["field"] else None,
        acting=row["acting"],
        starts_on=starts_on,
        ends_on=row.day("ends_on"),
    )


def _use(row: Row) -> UseRow:
    return UseRow(
        application=row["application"],
        organisation=row["organisation"],
        state=row["state"],
        since=row.day("since"),
        note=row["note"],
    )


def _relation(row: Row) -> RelationRow:
    return RelationRow(
        source=row["source"],
        verb=row.member("verb", Verb),
        target=row["target"],
        starts_on=row.day("starts_on"),
        ends_on=row.day("ends_on"),
        attributes={"note": row["note"]} if row["note"] else {},
    )


def _exchange(row: Row) -> RelationRow:
    fields = [field.name for field in RELATION_FIELDS[Verb.EXCHANGES]]
    return RelationRow(
        source=row["source"],
        verb=Verb.EXCHANGES,
        target=row["target"],
        starts_on=row.day("starts_on"),
        ends_on=row.day("ends_on"),
        attributes={name: row[name] for name in fields if row[name]},
    )


def _plan(stated: dict[str, Any] | None) -> PlanRow | None:
    if stated is None:
        return None
    set_on = date.fromisoformat(stated["set_on"])
    return PlanRow(**{**stated, "set_on": set_on})


def _plan_lines(home: Path) -> list[PlanLineRow]:
    marks: dict[str, list[Milestone]] = defaultdict(list)
    for row in table(home, "plan_milestones.csv"):
        due_on = row.day("due_on")
        if due_on is None:
            raise row.wrong("due_on kosong")
        mark = Milestone(
            name=row["name"], due_on=due_on, reached_on=row.day("reached_on")
        )
        marks[row["line"]].append(mark)
    lines = [_plan_line(row, marks) for row in table(home, "plan_lines.csv")]
    known = {each.code for each in lines}
    named = (("plan_milestones.csv", code) for code in marks)
    _known("baris peta rencana", named, known)
    return lines


def _plan_line(row: Row, marks: Mapping[str, Sequence[Milestone]]) -> PlanLineRow:
    targets = {
        name.removeprefix("target_"): row[name]
        for name in row.names
        if name.startswith("target_") and row[name]
    }
    budgets = {
        name.removeprefix("budget_"): amount
        for name in row.names
        if name.startswith("budget_") and (amount := row.amount(name)) is not None
    }
    return PlanLineRow(
        code=row["code"],
        muatan=row["muatan"],
        number=int(row["number"]),
        name=row["name"],
        indicator=row["indicator"],
        organisation=row["organisation"],
        programme=row["programme"],
        starts_on=row.day("starts_on"),
        ends_on=row.day("ends_on"),
        state=row["state"],
        source_of_funds=row["source_of_funds"],
        targets=targets,
        budgets=budgets,
        element=row["element"],
        note=row["note"],
        needs=row.parts("needs"),
        milestones=tuple(marks.get(row["code"], ())),
    )


def _known(what: str, wanted: Iterable[tuple[str, str]], known: Iterable[str]) -> None:
    """Refuse the first code that is not known; `wanted` pairs it with its place."""
    every = set(known)
    for where, code in wanted:
        if code not in every:
            raise Unreadable(f"{where}: {what} {code} tidak dikenal.")


def _once(what: str, every: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in every:
        if code in seen:
            raise Unreadable(f"{what} {code} tercantum lebih dari sekali.")
        seen.add(code)


def check(found: Demonstration) -> None:
    """Refuse what is listed twice or names something that does not exist."""
    _check_organisations(found)
    _check_people(found)
    _check_elements(found)
    _check_relations(found)
    _check_plan(found)
    _check_registrations(found)
    _check_cases(found)


def _check_organisations(found: Demonstration) -> None:
    _once("Organisasi", (each.code for each in found.organisations))
    seen = {found.code}
    for each in found.organisations:
        where = f"organisations.csv, {each.code}"
        _known("induk", [(where, each.parent)], seen)
        _known("urusan", ((where, one) for one in each.urusan), urusan.affairs())
        seen.add(each.code)


def _offices(found: Demonstration) -> set[str]:
    return {found.code, *(each.code for each in found.organisations)}


def _check_people(found: Demonstration) -> None:
    _once("Akun", (each.email for each in found.accounts))
    emails = [each.email for each in found.accounts]
    _known("akun", (("posts.csv", each.email) for each in found.posts), emails)
    offices = _offices(found)
    named = [(f"posts.csv, {each.email}", each.organisation) for each in found.posts]
    _known("organisasi", named, offices)


def _check_elements(found: Demonstration) -> None:
    _once("Elemen", (each.code for each in found.elements))
    offices = _offices(found)
    for each in found.elements:
        where = f"{FILES[each.layer]}, {each.code}"
        if not each.code.startswith(PREFIXES[each.layer]):
            raise Unreadable(f"{where}: kode tidak sesuai dengan lapisannya.")
        _known("organisasi", [(where, each.organisation)], offices)
        named = ((where, code) for code in each.reference_codes)
        _known("kode referensi", named, codes.codes())


def _layers(found: Demonstration) -> dict[str, Layer]:
    every = {
        code: Layer.APPLICATION
        for code, each in national.applications().items()
        if not each.is_infrastructure
    }
    return every | {each.code: each.layer for each in found.elements}


def _check_relations(found: Demonstration) -> None:
    layers = _layers(found)
    own = {each.code for each in found.elements}
    for each in found.relations:
        where = f"relations.csv, {each.source} {each.verb.name} {each.target}"
        _known("elemen asal", [(where, each.source)], own)
        _known("elemen tujuan", [(where, each.target)], layers)
        if not may_relate(layers[each.source], each.verb, layers[each.target]):
            raise Unreadable(f"{where}: relasi ini tidak diizinkan.")
    applications = {code for code, each in layers.items() if each is Layer.APPLICATION}
    used = [("uses.csv", each.application) for each in found.uses]
    _known("aplikasi", used, applications)
    by = [("uses.csv", each.organisation) for each in found.uses]
    _known("organisasi", by, _offices(found))


def _check_plan(found: Demonstration) -> None:
    _once("Baris peta rencana", (each.code for each in found.plan_lines))
    if found.plan_lines and found.plan is None:
        raise Unreadable("plan_lines.csv berisi baris, tetapi plan.json kosong.")
    elements: set[str] = {"", *(each.code for each in found.elements)}
    for each in found.plan_lines:
        where = f"plan_lines.csv, {each.code}"
        _known("muatan", [(where, each.muatan)], muatan.muatan())
        _known("organisasi", [(where, each.organisation)], _offices(found))
        _known("elemen", [(where, each.element)], elements)
        lines = {one.code for one in found.plan_lines}
        _known("baris peta rencana", ((where, code) for code in each.needs), lines)


def _check_registrations(found: Demonstration) -> None:
    layers = _layers(found)
    emails = {each.email for each in found.accounts}
    lines = {"", *(each.code for each in found.plan_lines)}
    kominfo = {each.code for each in found.organisations if each.is_kominfo}
    for each in found.registrations:
        where = f"registrations.json, {each.key}"
        _known("organisasi", [(where, each.organisation)], _offices(found))
        _known("baris peta rencana", [(where, each.plan_line)], lines)
        _known("aplikasi", [(where, each.replaces)], {"", *layers})
        _known("aplikasi", ((where, one.subject) for one in each.answers), layers)
        named = ((where, kind) for kind, _name in each.documents)
        _known("jenis dokumen", named, documents.kinds())
        _known("akun", ((where, event.by) for event in each.events), emails)
        track = track_for(each.kind, own=each.organisation in kominfo)
        taken = ((where, event.step) for event in each.events if event.step)
        _known("langkah", taken, {step.code for step in steps(track)} if track else ())


def _check_cases(found: Demonstration) -> None:
    emails = {each.email for each in found.accounts}
    own = {each.code for each in found.of(Layer.APPLICATION)}
    for each in found.cases:
        where = f"cases.json, {each.key}"
        _known("aplikasi", ((where, code) for code in each.applications), own)
        _known("akun", ((where, event.by) for event in each.events), emails)
        offices = [(where, event.office) for event in each.events if event.office]
        _known("organisasi", offices, _offices(found))
        fates = [fate for event in each.events for fate in event.fates]
        named = [(where, fate.application) for fate in fates]
        named += [(where, fate.into) for fate in fates if fate.into]
        _known("aplikasi kasus", named, each.applications)


def elements_by_code(found: Demonstration) -> dict[str, ElementRow]:
    """Return the elements of a demonstration government by their code."""
    return {each.code: each for each in found.elements}
