"""A change in words: what becomes of offices, and of each thing that follows."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from architecture.layers import Layer
from architecture.model import Account, Case, State
from architecture.reference.calendar import tanggal
from architecture.restructuring.board import OFFICES, Board
from architecture.restructuring.references import BY_TABLE, FOLLOWING, Row
from architecture.restructuring.values import Follower
from architecture.roles import Role

_OPEN = frozenset(
    state.name for state in State if state not in {State.DECIDED, State.WITHDRAWN}
)
_AT_ONCE = 500


def offices(board: Board) -> Iterator[str]:
    """Yield one sentence for each office that begins, ends, moves or is renamed."""
    for was, now in board.touched(OFFICES):
        if now is None:
            continue
        if was is None:
            above = board.name(now["parent_id"])
            begins = tanggal(board.on)
            yield f"{now['name']} ({now['code']}) berdiri {begins} di bawah {above}."
        else:
            yield from _office(board, was, now)


def _office(board: Board, was: Row, now: Row) -> Iterator[str]:
    day = tanggal(board.on)
    if was["name"] != now["name"]:
        yield f"{was['name']} bernama {now['name']} sejak {day}."
    elif was["short_name"] != now["short_name"]:
        yield f"Nama pendek {now['name']} menjadi {now['short_name']}."
    if was["parent_id"] != now["parent_id"]:
        above = board.name(now["parent_id"])
        yield f"{now['name']} pindah ke bawah {above} sejak {day}."
    if was["ends_on"] != now["ends_on"]:
        after = board.name(now["successor_id"] or 0)
        heir = f", diteruskan {after}" if after else ""
        yield f"{was['name']} berakhir {tanggal(board.eve)}{heir}."
    if now["is_kominfo"] and not was["is_kominfo"]:
        yield f"{now['name']} menjadi dinas yang menelaah usulan."


def followers(board: Board) -> Iterator[Follower]:
    """Yield what goes from one office to another, and what is folded on the way."""
    for reference in FOLLOWING:
        touched = list(board.touched(reference.table))
        rows = [now or was or {} for was, now in touched]
        texts = texts_of(board, reference.table, rows)
        for (was, now), row in zip(touched, rows, strict=True):
            told = _told(board, reference.table, was, now)
            if told is not None:
                label, to, why = told
                yield Follower(
                    table=reference.table,
                    label=label or label_of(reference.table, row),
                    text=texts[row["id"]],
                    to=to,
                    why=why,
                )


def label_of(table: str, row: Row) -> str:
    """Return what people call such a thing; an element by its layer."""
    if table == "elements":
        return Layer[row["layer"]].value
    return "Unit di bawahnya" if table == OFFICES else BY_TABLE[table].label


def texts_of(board: Board, table: str, rows: list[Row]) -> dict[int, str]:
    """Return how people know each row, by id."""
    texts = zip(rows, _TEXTS[table](board, rows), strict=True)
    return {row["id"]: text for row, text in texts}


def _told(
    board: Board, table: str, was: Row | None, now: Row | None
) -> tuple[str, str, str] | None:
    """Return label, place and remark of a row that changed; None for a by-product."""
    if table == "posts":
        return _told_post(board, was, now)
    if was is None:
        return None
    if now is None:
        return "", "dilebur", _FOLDED.get(table, "")
    if was["organisation_id"] == now["organisation_id"]:
        return None
    why = ""
    if table == "registrations":
        open_ = was["state"] in _OPEN
        why = "dengan langkah dan pengesahannya" if open_ else "sudah diputus"
    return "", board.name(now["organisation_id"]), why


_FOLDED = {
    "uses": "penerusnya pemilik aplikasi itu, atau sudah tercatat memakainya",
    "consolidation_answers": "tanggapan yang terakhir berlaku",
}


def _told_post(
    board: Board, was: Row | None, now: Row | None
) -> tuple[str, str, str] | None:
    if now is None:
        return "", "dilebur", "sudah memegang jabatan yang sama di penerusnya"
    if was is None:
        return "", board.name(now["organisation_id"]), f"mulai {tanggal(board.on)}"
    if was["organisation_id"] != now["organisation_id"]:
        return "", board.name(now["organisation_id"]), "baru akan mulai"
    ended = was["ends_on"] != now["ends_on"] and now["ends_on"] == board.eve
    return ("Jabatan yang berakhir", tanggal(board.eve), "") if ended else None


def _elements(_: Board, rows: list[Row]) -> list[str]:
    return [f"{row['code']} {row['name']}" for row in rows]


def _uses(board: Board, rows: list[Row]) -> list[str]:
    known = board.by_ids("elements", [row["application_id"] for row in rows])
    return [str(known[row["application_id"]]["name"]) for row in rows]


def _posts(board: Board, rows: list[Row]) -> list[str]:
    names = _named(board, Account.id, Account.name, {row["account_id"] for row in rows})
    return [f"{names[row['account_id']]}, {Role[row['role']].value}" for row in rows]


def _registrations(_: Board, rows: list[Row]) -> list[str]:
    return [f"{row['number']} {row['name']}".strip() for row in rows]


def _answers(board: Board, rows: list[Row]) -> list[str]:
    names = _named(board, Case.id, Case.title, {row["case_id"] for row in rows})
    return [names[row["case_id"]] for row in rows]


def _steps(_: Board, rows: list[Row]) -> list[str]:
    return [str(row["text"]) for row in rows]


def _offices(_: Board, rows: list[Row]) -> list[str]:
    return [str(row["name"]) for row in rows]


_TEXTS: Mapping[str, Callable[[Board, list[Row]], list[str]]] = {
    "elements": _elements,
    "uses": _uses,
    "posts": _posts,
    "registrations": _registrations,
    "consolidation_answers": _answers,
    "consolidation_steps": _steps,
    "plan_lines": _elements,
    OFFICES: _offices,
}


def _named(board: Board, key: Any, name: Any, keys: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(key, name).where(key.in_(wanted[start : start + _AT_ONCE]))
        found |= dict(board.session.execute(query).all())
    return found
