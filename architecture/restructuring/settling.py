"""What is twice at one office after all steps becomes one; what it means is kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import select

from architecture.model import Element, OwnerPeriod, UseConfirmation, UseState
from architecture.restructuring.board import Board
from architecture.restructuring.references import Row

IN_USE = UseState.IN_USE.name


def settle(board: Board) -> None:
    """Fold doubles of uses, posts and answers, and note how things stood before."""
    _uses(board)
    _posts(board)
    _answers(board)
    _periods(board)
    _owners(board)


def _reached(board: Board, table: str) -> Iterator[int]:
    """Yield the offices at which something of a table has arrived."""
    found = {
        now["organisation_id"]
        for was, now in board.touched(table)
        if now and (was is None or was["organisation_id"] != now["organisation_id"])
    }
    yield from sorted(found)


def _uses(board: Board) -> None:
    """Let an office use an application once, and never its own."""
    offices = {*_reached(board, "uses"), *_reached(board, "elements")}
    for office in sorted(offices):
        board.of("uses", office)
    uses = [row for row in board.rows("uses") if row["organisation_id"] in offices]
    owned = board.by_ids("elements", [row["application_id"] for row in uses])
    for same in _grouped(uses, "organisation_id", "application_id"):
        application = owned[same[0]["application_id"]]
        if application["organisation_id"] == same[0]["organisation_id"]:
            for row in same:
                board.remove("uses", row)
            continue
        kept = min(same, key=lambda row: (row["state"] != IN_USE, row["id"] < 0))
        days = [row["since"] for row in same if row["since"]]
        notes = [row["note"] for row in same if row["note"]]
        if len(same) > 1:
            note = kept["note"] or next(iter(notes), "")
            said = next((row for row in same if _confirmed(row)), kept)
            board.change(
                "uses",
                kept,
                since=min(days, default=None),
                note=note,
                confirmation=said["confirmation"],
            )
        for row in same:
            if row is not kept:
                board.remove("uses", row)


def _confirmed(row: Row) -> bool:
    confirmed: bool = row["confirmation"] == UseConfirmation.CONFIRMED.name
    return confirmed and row["state"] == IN_USE


def _posts(board: Board) -> None:
    """Let a person hold a post once at a time: what overlaps becomes one."""
    offices = set(_reached(board, "posts"))
    for office in sorted(offices):
        board.of("posts", office)
    posts = [row for row in board.rows("posts") if row["organisation_id"] in offices]
    for same in _grouped(posts, "organisation_id", "account_id", "role", "field"):
        same.sort(key=lambda row: (row["starts_on"], row["id"] < 0))
        kept = same[0]
        for row in same[1:]:
            kept = _one_post(board, kept, row) if _overlap(kept, row) else row


def _overlap(one: Row, later: Row) -> bool:
    return one["ends_on"] is None or one["ends_on"] >= later["starts_on"]


def _one_post(board: Board, one: Row, later: Row) -> Row:
    """Let one post hold for two; what was there before stays rather than what came."""
    both = (one["ends_on"], later["ends_on"])
    kept, gone = (later, one) if one["id"] < 0 < later["id"] else (one, later)
    starts = one["starts_on"]
    board.change(
        "posts", kept, starts_on=starts, ends_on=None if None in both else max(both)
    )
    board.remove("posts", gone)
    return kept


def _answers(board: Board) -> None:
    """Let an office say one thing of a case: the last word of those that it follows."""
    table = "consolidation_answers"
    offices = set(_reached(board, table))
    for office in sorted(offices):
        board.of(table, office)
    some = [row for row in board.rows(table) if row["organisation_id"] in offices]
    for same in _grouped(some, "organisation_id", "case_id"):
        same.sort(key=lambda row: (row["at"], row["id"]))
        for row in same[:-1]:
            board.remove(table, row)


def _periods(board: Board) -> None:
    """Keep how an office was called and where it stood until the eve."""
    told = ("name", "short_name", "parent_id")
    for was, now in list(board.touched("organisations")):
        if was and now and any(was[each] != now[each] for each in told):
            board.add(
                "office_periods",
                organisation_id=was["id"],
                until=board.eve,
                **{each: was[each] for each in told},
            )


def _owners(board: Board) -> None:
    """Keep who owned what until the eve, unless who owned it then is known."""
    moved = [was for was, now in board.touched("elements") if was and now]
    known = _known(board)
    for was in moved:
        if was["id"] not in known:
            board.add(
                "owner_periods",
                element_id=was["id"],
                organisation_id=was["organisation_id"],
                until=board.eve,
            )


def _known(board: Board) -> set[int]:
    """Return which elements came to their owner on the day or later."""
    query = (
        select(OwnerPeriod.element_id)
        .join(Element, Element.id == OwnerPeriod.element_id)
        .where(
            Element.government_id == board.government,
            OwnerPeriod.until >= board.on - timedelta(days=1),
        )
    )
    return set(board.session.scalars(query))


def _grouped(rows: Iterable[Row], *columns: str) -> list[list[Row]]:
    found: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[each] for each in columns)].append(row)
    return list(found.values())
