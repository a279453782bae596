"""Say what a change will do: the very rows that it will move, told in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.errors import Refused
from architecture.model import (
    Case,
    CaseMember,
    CaseState,
    Judgement,
    Restructuring,
    RestructuringState,
)
from architecture.organisations import tidy
from architecture.restructuring import telling
from architecture.restructuring.board import OFFICES, Board
from architecture.restructuring.references import FOLLOWING
from architecture.restructuring.settling import settle
from architecture.restructuring.steps import Impossible, standing, take, units
from architecture.restructuring.values import (
    Follower,
    Foreseen,
    Standing,
    StepDetails,
)
from architecture.roles import Role


def details(row: Restructuring) -> list[StepDetails]:
    """Return the steps of a change as values, in their order."""
    return [StepDetails.from_row(each) for each in row.steps]


def foresee(session: Session, row: Restructuring, on: date) -> Foreseen:
    """Return what a change will do if it holds from a day; nothing is written."""
    board = Board(session, row.government_id, on)
    problems = [*_overtaken(session, row, on), *_taken(board, details(row))]
    if not problems:
        settle(board)
        problems += _codes(board)
    moved = list(telling.followers(board))
    return Foreseen(
        on=on,
        offices=list(telling.offices(board)),
        followers=[*moved, *_staying(board)],
        problems=problems,
        warnings=list(_warnings(board)),
        deeds=board.deeds(),
        foretold=board.foretold(),
    )


@dataclass(frozen=True, slots=True)
class Assignable:
    """Things of an office of which one may choose where each goes."""

    table: str
    label: str
    rows: Sequence[Follower]
    total: int


def assignable(
    session: Session, row: Restructuring, place: int, on: date, text: str = ""
) -> list[Assignable]:
    """Return by kind what the office that a step splits has when it comes to it."""
    steps = details(row)
    board = Board(session, row.government_id, on)
    _taken(board, steps[:place])
    source = steps[place].sources[0]
    if board.office(source) is None:
        return []
    some = [(each.table, each.label) for each in FOLLOWING]
    found = []
    for table, label in [*some, (OFFICES, "Unit di bawahnya")]:
        rows = units(board, source) if table == OFFICES else board.of(table, source)
        texts = telling.texts_of(board, table, rows)
        wanted = [
            Follower(
                table=table,
                label=telling.label_of(table, each),
                text=texts[each["id"]],
                to="",
                key=f"{table}:{board.root(each)}",
            )
            for each in rows
            if text.casefold() in texts[each["id"]].casefold()
        ]
        if rows:
            found.append(Assignable(table, label, wanted[:SHOWN], len(wanted)))
    return found


SHOWN = 200
"""So many things of a kind are shown at once; a search narrows them."""


def offices_after(session: Session, row: Restructuring, on: date) -> list[Standing]:
    """Return the offices as the steps so far leave them, for the step that follows."""
    board = Board(session, row.government_id, on)
    _taken(board, details(row))
    return standing(board)


def _taken(board: Board, steps: Sequence[StepDetails]) -> list[str]:
    """Take the steps one after another; return why one of them cannot be."""
    if not steps:
        return ["Belum ada langkah. Tambahkan perubahan yang pertama."]
    for number, step in enumerate(steps, 1):
        try:
            take(board, step)
        except Impossible as problem:
            return [f"Langkah {number}, {step.kind.value.lower()}: {problem}"]
    return []


def _overtaken(session: Session, row: Restructuring, on: date) -> Iterator[str]:
    """Yield why a change cannot hold from a day before another that holds already."""
    later = select(Restructuring.title).where(
        Restructuring.government_id == row.government_id,
        Restructuring.state == RestructuringState.DONE,
        Restructuring.effective_on > on,
        Restructuring.id != (row.id or 0),
    )
    for title in session.scalars(later.limit(1)):
        yield f"SOTK “{title}” berlaku sesudah tanggal itu. Pilih tanggal sesudahnya."


def _codes(board: Board) -> list[str]:
    """Return which new codes are no codes, or in use anywhere on the installation."""
    found = []
    for was, now in board.touched(OFFICES):
        if was is None and now is not None:
            try:
                tidy(board.session, now["code"], now["name"])
            except Refused as problem:
                found.append(problem.sentence)
    return found


def _moved(board: Board) -> list[int]:
    return [now["id"] for was, now in board.touched("elements") if was and now]


def _staying(board: Board) -> Iterator[Follower]:
    """Yield cases and judgements: they speak of applications and go on to hold."""
    moved = set(_moved(board))
    members = (
        select(CaseMember.case_id, CaseMember.application_id)
        .join(CaseMember.case)
        .where(Case.government_id == board.government, Case.state == CaseState.OPEN)
    )
    cases = len({case for case, key in board.session.execute(members) if key in moved})
    pairs = select(Judgement.one, Judgement.other).where(
        Judgement.government_id == board.government
    )
    judged = sum(not moved.isdisjoint(pair) for pair in board.session.execute(pairs))
    for label, count in (("Kasus konsolidasi", cases), ("Penilaian kemiripan", judged)):
        if count:
            yield Follower(
                table="",
                label=label,
                text=f"{count} tentang aplikasi yang pindah",
                to="tetap berlaku",
            )


def _warnings(board: Board) -> Iterator[str]:
    """Yield what is allowed but to be looked at: posts that are held twice."""
    reached = {
        now["organisation_id"]
        for was, now in board.touched("posts")
        if now and (was is None or was["organisation_id"] != now["organisation_id"])
    }
    day = board.on.isoformat()
    for office in sorted(reached):
        heads = Counter(
            row["account_id"]
            for row in board.of("posts", office)
            if row["role"] == Role.HEAD.name
            and row["starts_on"] <= day
            and (row["ends_on"] is None or row["ends_on"] >= day)
        )
        if len(heads) > 1:
            yield (
                f"{board.name(office)} akan punya {len(heads)} kepala. Akhiri jabatan "
                "yang tidak diteruskan pada halaman Akun."
            )
