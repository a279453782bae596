"""Carry out the plan of an import: all of it, in the transaction of the caller.

The same is done as by `inventory.add`, `revise` and `start_use`, but for all rows at
once: codes in one go, rows in portions, and no query a row.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history, organisations
from architecture.errors import Refused
from architecture.exchange.files.refusals import ImportRefused
from architecture.exchange.inventories.actions import CREATES, Action, Kind, Plan
from architecture.inventory.details import (
    blank,
    details_of,
    parsed,
    search_text,
)
from architecture.layers import Layer, Sharing, Status
from architecture.model import (
    Application,
    Government,
    Organisation,
    Use,
    UseState,
    now,
)
from architecture.numbering import element_codes
from architecture.organisations import OfficeDetails
from architecture.reference.calendar import day_of

PORTION = 500
"""So many rows are written or loaded at once."""

STALE = (
    "Inventaris sudah berubah sejak pratinjau dibuat. Buat pratinjau baru, lalu "
    "periksa sekali lagi."
)

Progress = Callable[[int, int], None]
"""Called with how many rows are done, and how many there are."""

_Item = TypeVar("_Item")


class Stale(ImportRefused):
    """The plan speaks of something that is no longer there; plan anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """How many things an import made or changed."""

    offices: int = 0
    applications: int = 0
    updates: int = 0
    uses: int = 0


def apply(
    session: Session,
    government: Organisation,
    plan: Plan,
    *,
    source: str,
    progress: Progress = lambda _done, _total: None,
) -> Applied:
    """Do what the plan says; `source` is the file that the history names.

    Raises `ImportRefused` if a row is refused, and `Stale` if something that the plan
    names is gone.  The caller commits, or undoes all of it.
    """
    if plan.refused:
        rows = ", ".join(str(each.row) for each in plan.refused[:10])
        raise ImportRefused(
            f"{len(plan.refused)} baris ditolak (baris {rows}); tidak ada yang ditulis."
        )
    work = _Work(session, government, plan, source, progress)
    with session.no_autoflush:
        work.make_offices()
        work.make_applications()
        work.change_applications()
        work.note_uses()
    return Applied(
        offices=len(plan.offices),
        applications=len(work.made),
        updates=work.updates,
        uses=work.uses,
    )


class _Work:
    """One import while it is carried out."""

    def __init__(
        self,
        session: Session,
        government: Organisation,
        plan: Plan,
        source: str,
        progress: Progress,
    ) -> None:
        self.made: dict[int, Application] = {}
        self.updates = 0
        self.uses = 0
        self._session = session
        self._government = government
        self._plan = plan
        self._source = source
        self._progress = progress
        self._done = 0
        self._offices: dict[str, Organisation] = {}

    def make_offices(self) -> None:
        """Create the organisations of the plan, parents first."""
        rows = organisations.tree(self._session, self._government.id)
        self._offices = {row.code: row for row in rows}
        for each in self._plan.offices:
            details = OfficeDetails(
                code=each.code, name=each.name, short_name=each.short_name
            )
            parent = self._office(each.parent or self._government.code)
            try:
                made = organisations.create_office(self._session, parent, details)
            except Refused as error:
                raise Stale(f"{error.sentence} {STALE}") from error
            self._offices[each.code] = made

    def make_applications(self) -> None:
        """Write what becomes new, with codes given out in the order of the rows."""
        new = [each for each in self._plan.actions if each.kind in CREATES]
        if not new:
            return
        government = self._government.id
        codes = element_codes(
            self._session, government, Layer.APPLICATION, many=len(new)
        )
        sharing = self._sharing()
        for portion in _portions(list(zip(new, codes, strict=True))):
            written = []
            for action, code in portion:
                values = _values(action)
                application = self._application(action, values, code, sharing)
                written.append((action, values, application))
            self._session.add_all(application for *_, application in written)
            self._session.flush()  # the history and the uses need the ids
            for action, values, application in written:
                self.made[action.row] = application
                self._note_new(values, application)
            self._tell(len(portion))

    def _application(
        self, action: Action, values: dict[str, Any], code: str, sharing: Sharing
    ) -> Application:
        return Application(
            code=code,
            government_id=self._government.id,
            organisation_id=self._office(action.organisation).id,
            search_text=search_text(values),
            sharing=sharing,
            candidate_national=action.candidate_national,
            **{**blank(), **values},
        )

    def _note_new(self, values: dict[str, Any], application: Application) -> None:
        noted = {name: (None, value) for name, value in values.items() if value}
        history.note(
            self._session,
            application,
            f"Aplikasi dicatat dari {self._source}",
            noted,
            government=self._government.id,
        )

    def change_applications(self) -> None:
        """Write what is updated; what the file does not state stays."""
        changes = [each for each in self._plan.actions if each.kind is Kind.UPDATE]
        for portion in _portions(changes):
            keys = {each.application_id for each in portion}
            query = select(Application).where(
                Application.id.in_(keys),
                Application.government_id == self._government.id,
                Application.merged_into_id.is_(None),
            )
            found = {row.id: row for row in self._session.scalars(query)}
            for action in portion:
                application = found.get(action.application_id or 0)
                if application is None:
                    raise Stale(STALE)
                self._change(action, application)
            self._session.flush()
            self._tell(len(portion))

    def _change(self, action: Action, application: Application) -> None:
        values = _values(action)
        if values.get("status") is Status.RETIRED and not application.retires_on:
            values["retires_on"] = day_of(now())
        changed = history.change(
            self._session,
            application,
            values,
            deed=f"Data aplikasi diubah dari {self._source}",
            government=self._government.id,
        )
        if changed:
            application.search_text = search_text(details_of(application))
            application.updated_at = now()
            self.updates += 1

    def note_uses(self) -> None:
        """Write who uses what, also what is retired: the list says that it is used."""
        wanted = [each for each in self._plan.actions if each.users]
        for portion in _portions(wanted):
            targets = [(each, self._target(each)) for each in portion]
            known = self._known({key for _, key in targets})
            for action, key in targets:
                if key not in known:
                    raise Stale(STALE)
                for code in action.users:
                    self._use(known[key], self._office(code), action.note)
            self._session.flush()
            self._tell(len(portion))

    def _target(self, action: Action) -> int:
        """Return what a row uses: something that exists, or what another row made."""
        if action.application_id:
            return action.application_id
        made = self.made.get(action.with_row or action.row)
        if made is None:
            raise Stale(STALE)
        return made.id

    def _known(self, keys: set[int]) -> dict[int, tuple[Application, dict[int, Use]]]:
        """Return the applications with the uses that this government's offices have."""
        query = select(Application).where(
            Application.id.in_(keys), Application.merged_into_id.is_(None)
        )
        found: dict[int, tuple[Application, dict[int, Use]]] = {
            row.id: (row, {}) for row in self._session.scalars(query)
        }
        own = select(Organisation.id).where(
            Organisation.government_id == self._government.id
        )
        uses = select(Use).where(
            Use.application_id.in_(found), Use.organisation_id.in_(own)
        )
        for use in self._session.scalars(uses):
            found[use.application_id][1][use.organisation_id] = use
        return found

    def _use(
        self,
        known: tuple[Application, dict[int, Use]],
        office: Organisation,
        note: str,
    ) -> None:
        application, uses = known
        use = uses.get(office.id)
        if use is not None and use.state is UseState.IN_USE:
            return
        if use is None:
            use = Use(application_id=application.id, organisation_id=office.id)
            uses[office.id] = use
            self._session.add(use)
        use.state, use.note = UseState.IN_USE, note
        self.uses += 1
        history.note(
            self._session,
            application,
            "Pemakaian dicatat",
            {"organisation": (None, office.code), "note": (None, note)},
            government=self._government.id,
        )

    def _office(self, code: str) -> Organisation:
        found = self._offices.get(code)
        if found is None:
            raise Stale(STALE)
        return found

    def _sharing(self) -> Sharing:
        settings = self._session.get(Government, self._government.id)
        return settings.sharing if settings else Sharing.NAME_AND_FUNCTION

    def _tell(self, many: int) -> None:
        self._done += many
        self._progress(self._done, max(self._done, len(self._plan.actions)))


def _values(action: Action) -> dict[str, Any]:
    """Return the values of a row as the tables hold them."""
    stated: dict[str, Any] = {**action.values}
    status = stated.pop("status", None)
    values, wrong = parsed(stated)
    if wrong:  # the rows were vetted: only a stale plan can hold such
        raise Stale(STALE)
    if status:
        values["status"] = Status[status]
    return values


def _portions(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), PORTION):
        yield items[start : start + PORTION]
