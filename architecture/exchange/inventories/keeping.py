"""The import of a list of applications on record: what was chosen, and its preview."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from architecture.errors import WrongState
from architecture.exchange import importing
from architecture.exchange.importing import ENDED
from architecture.exchange.inventories.actions import Action, Kind, NewOffice, Plan
from architecture.exchange.inventories.choices import Choices
from architecture.exchange.inventories.columns import map_columns
from architecture.exchange.inventories.known import Likely
from architecture.model import (
    Import,
    ImportFormat,
    ImportRow,
    ImportState,
    Organisation,
)

if TYPE_CHECKING:  # what reads files is slow to load, and pages do not read any
    from architecture.exchange.inventories.applying import Applied
    from architecture.exchange.inventories.reading import Table

OFFICE = "OFFICE"
"""The action of a row that tells of an organisation which the import creates."""

_PORTION = 1_000
_SAMPLES = 3
_SAMPLE_LENGTH = 60


def unfinished(session: Session, governments: Iterable[int]) -> int:
    """Return how many imports wait for somebody to look at them."""
    query = (
        select(func.count())
        .select_from(Import)
        .where(
            Import.government_id.in_(sorted(governments)),
            Import.format == ImportFormat.LIST,
            Import.state.in_([ImportState.READ, ImportState.PREVIEWED]),
        )
    )
    return session.scalar(query) or 0


def note_reading(upload: Import, table: "Table") -> None:
    """Keep what the file holds: sheets, headers with samples, recognised columns."""
    upload.state = ImportState.READ
    upload.headers = list(table.headers)
    upload.sheets = list(table.sheets)
    upload.mapping = map_columns(table.headers).named
    upload.message = ""
    upload.options = {
        "sheet": table.sheet,
        "rows": len(table.lines),
        "samples": _samples(table),
        "notes": list(table.notes),
    }


def choose(upload: Import, choices: Choices) -> None:
    """Keep what a person chose.  Raises `WrongState` once the import has ended."""
    if upload.state in ENDED or upload.state is ImportState.UPLOADED:
        raise WrongState("Impor ini tidak dapat diatur lagi.")
    upload.mapping = {
        field: header for field, header in (choices.columns or {}).items() if header
    }
    upload.options = {
        **upload.options,
        "sheet": choices.sheet,
        "only": [list(pair) for pair in choices.only],
        "create_organisations": choices.create_organisations,
        "accept_suggestions": choices.accept_suggestions,
    }
    upload.state, upload.message = ImportState.READ, ""


def choices_of(upload: Import) -> Choices:
    """Return what a person chose."""
    chosen = upload.options
    return Choices(
        sheet=chosen.get("sheet", ""),
        columns=upload.mapping or None,
        only=tuple((header, value) for header, value in chosen.get("only", ())),
        create_organisations=chosen.get("create_organisations", False),
        accept_suggestions=chosen.get("accept_suggestions", False),
    )


def keep_preview(
    session: Session, upload: Import, plan: Plan, *, head: int, mend: int | None = None
) -> None:
    """Keep a preview in place of an older one.

    `head` is the history's sequence that it was made against, `mend` the document
    with the rows to mend, if rows are refused.
    """
    query = select(Organisation.code, Organisation.name).where(
        Organisation.government_id == upload.government_id
    )
    names = dict(session.execute(query).all())
    names |= {office.code: office.name for office in plan.offices}
    offices = {OFFICE: len(plan.offices)} if plan.offices else {}
    importing.keep_preview(
        session,
        upload,
        _rows(plan, names),
        counts=plan.counts | offices,
        head=head,
        plan_notes=list(plan.notes),
        fingerprint=plan.fingerprint,
        mend=mend,
    )


def kept_plan(session: Session, upload: Import) -> Plan:
    """Return the plan that was kept as the preview."""
    query = (
        select(ImportRow.action, ImportRow.values)
        .where(ImportRow.import_id == upload.id)
        .order_by(ImportRow.id)
        .execution_options(yield_per=_PORTION)
    )
    actions: list[Action] = []
    offices: list[NewOffice] = []
    for kind, values in session.execute(query):
        told = {name: value for name, value in values.items() if name != "office"}
        if kind == OFFICE:
            offices.append(NewOffice(**told))
        else:
            actions.append(_action(told))
    return Plan(actions=tuple(actions), offices=tuple(offices))


def require_applicable(upload: Import, *, readable_only: bool = False) -> None:
    """Raise `WrongState` unless a preview waits that can be carried out.

    One with refused rows can if a person chose to leave these out, and some remain.
    """
    importing.require_waiting(upload)
    many = upload.counts.get(Kind.REFUSED.name, 0)
    if many and not (readable_only and many < sum(upload.counts.values())):
        raise WrongState(
            f"{many} baris masih ditolak. Perbaiki barisnya, lalu unggah lagi."
        )


def finish(session: Session, upload: Import, applied: "Applied") -> None:
    """Note that an import was carried out."""
    upload.options = {**upload.options, "applied": asdict(applied)}
    importing.finish(session, upload, asdict(applied))


def _samples(table: "Table") -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {header: {} for header in table.headers}
    for line in table.lines[:2_000]:
        for header, cell in zip(table.headers, line.cells, strict=True):
            if cell and len(found[header]) < _SAMPLES:
                found[header].setdefault(" ".join(cell.split())[:_SAMPLE_LENGTH])
    return {header: list(cells) for header, cells in found.items()}


def _rows(plan: Plan, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for office in plan.offices:
        yield {
            "number": office.row,
            "action": OFFICE,
            "name": office.name,
            "reasons": [],
            "values": asdict(office),
        }
    for action in plan.actions:
        told = action.as_json()
        yield {
            "number": action.row,
            "action": action.kind.name,
            "name": action.name,
            "reasons": list(action.reasons),
            "values": told | {"office": names.get(action.organisation, "")},
        }


def _action(told: dict[str, Any]) -> Action:
    return Action(
        **{
            **told,
            "kind": Kind[told["kind"]],
            "likely": tuple(
                Likely(**{**each, "reasons": tuple(each["reasons"])})
                for each in told["likely"]
            ),
            **{
                name: tuple(told[name])
                for name in ("users", "parts", "reasons", "warnings")
            },
        }
    )
