"""An import on record: its file, what was chosen, its preview, and its end.

The preview is kept row by row, so that what is applied is what a person saw.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import history
from architecture.errors import WrongState
from architecture.exchange.inventories.actions import Action, Kind, NewOffice, Plan
from architecture.exchange.inventories.choices import Choices
from architecture.exchange.inventories.columns import map_columns
from architecture.exchange.inventories.known import Likely
from architecture.model import (
    Document,
    Import,
    ImportFormat,
    ImportRow,
    ImportState,
    Organisation,
    now,
)
from architecture.registration.drafting import StoredFile

if TYPE_CHECKING:  # what reads files is slow to load, and pages do not read any
    from architecture.exchange.inventories.applying import Applied
    from architecture.exchange.inventories.reading import Table

OFFICE = "OFFICE"
"""The action of a row that tells of an organisation which the import creates."""

ENDED = frozenset({ImportState.APPLIED, ImportState.REFUSED, ImportState.CANCELLED})
PAGE_SIZE = 25

_PORTION = 1_000
_SAMPLES = 3
_SAMPLE_LENGTH = 60


@dataclass(frozen=True)
class Page:
    """One page of the rows of a preview."""

    rows: Sequence[ImportRow]
    number: int
    last: int
    total: int


def begin(
    session: Session,
    government: Organisation,
    file: StoredFile,
    *,
    account: int,
    kind: ImportFormat = ImportFormat.LIST,
) -> Import:
    """Note a file that was uploaded."""
    upload = Import(
        government_id=government.id,
        format=kind,
        document_id=keep(session, government.id, "IMPORT", file, account=account),
        by_id=account or None,
    )
    session.add(upload)
    session.flush()
    return upload


def keep(
    session: Session, government: int, kind: str, file: StoredFile, *, account: int
) -> int:
    """Note a file of an import; return its id."""
    document = Document(
        government_id=government,
        kind=kind,
        filename=file.filename,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        key=file.key,
        by_id=account or None,
    )
    session.add(document)
    session.flush()
    return document.id


def listed(
    session: Session, government: int, kind: ImportFormat = ImportFormat.LIST
) -> Sequence[Import]:
    """Return the imports of a government, the newest first, with their files."""
    query = (
        select(Import)
        .where(Import.government_id == government, Import.format == kind)
        .options(joinedload(Import.document))
        .order_by(Import.id.desc())
        .limit(200)
    )
    return session.scalars(query).all()


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


def find(
    session: Session,
    key: int,
    *,
    lock: bool = False,
    kind: ImportFormat = ImportFormat.LIST,
) -> Import | None:
    """Return an import with its file; with `lock`, nobody else may change it now."""
    query = select(Import).where(Import.id == key, Import.format == kind)
    if lock:
        query = query.with_for_update(of=Import)
    options = (joinedload(Import.document), joinedload(Import.government))
    return session.scalar(
        query.options(*options).execution_options(populate_existing=lock)
    )


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
    session.execute(delete(ImportRow).where(ImportRow.import_id == upload.id))
    query = select(Organisation.code, Organisation.name).where(
        Organisation.government_id == upload.government_id
    )
    names = dict(session.execute(query).all())
    names |= {office.code: office.name for office in plan.offices}
    rows = list(_rows(upload.id, plan, names))
    for start in range(0, len(rows), _PORTION):
        session.execute(insert(ImportRow), rows[start : start + _PORTION])
    upload.state, upload.message = ImportState.PREVIEWED, ""
    upload.head_sequence = head
    upload.counts = plan.counts | ({OFFICE: len(plan.offices)} if plan.offices else {})
    upload.options = {
        **upload.options,
        "plan_notes": list(plan.notes),
        "fingerprint": plan.fingerprint,
        "mend": mend,
    }


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


def page(
    session: Session, upload: Import, *, kind: str = "", text: str = "", number: int = 1
) -> Page:
    """Return one page of the rows, of one kind and with a text in their names."""
    query = select(ImportRow).where(ImportRow.import_id == upload.id)
    if kind:
        query = query.where(ImportRow.action == kind)
    else:
        query = query.where(ImportRow.action != OFFICE)
    if text:
        found = func.lower(ImportRow.name).contains(text.lower(), autoescape=True)
        at = int(text) if text.isdecimal() and len(text) < 7 else -1
        query = query.where(or_(found, ImportRow.number == at))
    total = session.scalar(query.with_only_columns(func.count(ImportRow.id))) or 0
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(number, 1), last)
    query = query.order_by(ImportRow.number, ImportRow.id).limit(PAGE_SIZE)
    rows = session.scalars(query.offset((number - 1) * PAGE_SIZE)).all()
    return Page(rows, number, last, total)


def require_applicable(upload: Import, *, readable_only: bool = False) -> None:
    """Raise `WrongState` unless a preview waits that can be carried out.

    One with refused rows can if a person chose to leave these out, and some remain.
    """
    if upload.state is not ImportState.PREVIEWED:
        raise WrongState("Impor ini tidak sedang menunggu untuk diterapkan.")
    many = upload.counts.get(Kind.REFUSED.name, 0)
    if many and not (readable_only and many < sum(upload.counts.values())):
        raise WrongState(
            f"{many} baris masih ditolak. Perbaiki barisnya, lalu unggah lagi."
        )


def finish(session: Session, upload: Import, applied: "Applied") -> None:
    """Note that an import was carried out."""
    upload.state, upload.message = ImportState.APPLIED, ""
    upload.applied_at = now()
    upload.options = {**upload.options, "applied": asdict(applied)}
    history.note(
        session,
        upload,
        f"Impor {upload.document.filename} diterapkan",
        {name: (None, many) for name, many in asdict(applied).items() if many},
        government=upload.government_id,
    )


def refuse(upload: Import, sentence: str) -> None:
    """Note that the file cannot be imported, and why."""
    upload.state, upload.message = ImportState.REFUSED, sentence


def cancel(session: Session, upload: Import) -> None:
    """Give an import up; its file stays on record.  Raises `WrongState` if it ended."""
    if upload.state in ENDED:
        raise WrongState("Impor ini sudah selesai.")
    session.execute(delete(ImportRow).where(ImportRow.import_id == upload.id))
    upload.state, upload.message = ImportState.CANCELLED, ""


def _samples(table: "Table") -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {header: {} for header in table.headers}
    for line in table.lines[:2_000]:
        for header, cell in zip(table.headers, line.cells, strict=True):
            if cell and len(found[header]) < _SAMPLES:
                found[header].setdefault(" ".join(cell.split())[:_SAMPLE_LENGTH])
    return {header: list(cells) for header, cells in found.items()}


def _rows(
    upload: int, plan: Plan, names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for office in plan.offices:
        yield {
            "import_id": upload,
            "number": office.row,
            "action": OFFICE,
            "name": office.name,
            "reasons": [],
            "values": asdict(office),
        }
    for action in plan.actions:
        told = action.as_json()
        yield {
            "import_id": upload,
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
