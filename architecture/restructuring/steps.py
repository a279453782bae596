"""Each step on the board: what it demands, and where offices and things go."""

from collections.abc import Callable, Mapping

from architecture.model import Kind, StepKind
from architecture.restructuring.board import OFFICES, Board
from architecture.restructuring.references import FOLLOWING, Row
from architecture.restructuring.values import Standing, StepDetails, Target


class Impossible(Exception):
    """A step that cannot be; the text is a sentence that a person can act on."""


def take(board: Board, step: StepDetails) -> None:
    """Carry out a step on the board.  Raises `Impossible`."""
    sources = [_living(board, key) for key in dict.fromkeys(step.sources)]
    if not sources:
        raise Impossible("Pilih perangkat daerahnya.")
    for each in sources:
        if each["id"] == board.government:
            raise Impossible("Pemerintah daerahnya sendiri tidak dapat diubah di sini.")
    _DOING[step.kind](board, step, sources)


def followed_name(row: Row, name: str) -> list[str]:
    """Return the former names of an office once it bears a new one."""
    former = [each for each in row["former_names"] if each != name]
    return former if row["name"] in {name, *former} else [*former, row["name"]]


def _rename(board: Board, step: StepDetails, sources: list[Row]) -> None:
    office, target = _one(sources), _first(step)
    name = " ".join(target.name.split())
    if not name:
        raise Impossible(f"Tuliskan nama baru {office['name']}.")
    short = target.short_name.strip()
    if (name, short or office["short_name"]) == (office["name"], office["short_name"]):
        raise Impossible(f"Nama baru {office['name']} sama dengan nama sekarang.")
    new = office["id"] < 0
    board.change(
        OFFICES,
        office,
        former_names=office["former_names"] if new else followed_name(office, name),
        name=name,
        short_name=short or office["short_name"],
    )


def _move(board: Board, step: StepDetails, sources: list[Row]) -> None:
    office, parent = _one(sources), _living(board, _first(step).parent)
    if office["parent_id"] == parent["id"]:
        raise Impossible(f"{office['name']} sudah berada di bawah {parent['name']}.")
    _hang(board, office, parent["id"])


def _merge(board: Board, step: StepDetails, sources: list[Row]) -> None:
    target = _first(step)
    if len(sources) + (target.office not in {0, *step.sources}) < 2:
        raise Impossible("Pilih paling sedikit dua perangkat daerah untuk digabung.")
    _pass_on(board, step, sources)


def _split(board: Board, step: StepDetails, sources: list[Row]) -> None:
    _one(sources)
    if len(step.targets) < 2:
        raise Impossible("Sebut paling sedikit dua hasil pemecahannya.")
    _pass_on(board, step, sources)


def _end(board: Board, step: StepDetails, sources: list[Row]) -> None:
    office = _one(sources)
    if office["id"] < 0 and not step.targets:
        raise Impossible(
            f"{office['name']} baru dibuat langkah sebelumnya; hapus langkah itu saja."
        )
    if step.targets:
        if step.targets[0].office in step.sources:
            raise Impossible("Yang bubar tidak dapat menjadi penerusnya sendiri.")
        _pass_on(board, step, sources)
        return
    left = [
        f"{len(some)} {each.label.lower()}"
        for each in FOLLOWING
        if each.table != "posts" and (some := board.of(each.table, office["id"]))
    ]
    below = units(board, office["id"])
    left += [f"{len(below)} unit di bawahnya"] if below else []
    if left:
        raise Impossible(
            f"{office['name']} masih memiliki {', '.join(left)}. Pilih penerusnya."
        )
    for post in board.of("posts", office["id"]):
        _end_post(board, post)
    board.change(OFFICES, office, ends_on=board.eve)


def _pass_on(board: Board, step: StepDetails, sources: list[Row]) -> None:
    """Give what the sources have to the targets; who is no target ends."""
    targets = [each.office or _made(board, each, sources[0]) for each in step.targets]
    if len(set(targets)) < len(targets):
        raise Impossible("Satu tujuan disebut dua kali.")
    for key in targets:
        _check_target(board, key, sources)
    for source in sources:
        _give(board, step, source, targets)
    for source in sources:
        if source["id"] not in targets:
            _close(board, source, targets[0])


def _give(board: Board, step: StepDetails, source: Row, targets: list[int]) -> None:
    stays = source["id"] if source["id"] in targets else 0
    board.passes_on(source["id"], targets, step.choices)

    def goes(table: str, row: Row) -> int:
        every = step.choices.get(table, 0)
        place = step.choices.get(f"{table}:{board.root(row)}", every)
        return targets[place] if 0 <= place < len(targets) else targets[0]

    for reference in FOLLOWING:
        for row in board.of(reference.table, source["id"]):
            to = goes(reference.table, row)
            if to == stays:
                continue
            if reference.table == "posts":
                _post(board, row, to)
            else:
                board.change(reference.table, row, organisation_id=to)
    for unit in units(board, source["id"]):
        to = goes(OFFICES, unit)
        if unit["id"] not in targets and to != stays:
            _hang(board, unit, to)


def _close(board: Board, source: Row, to: int) -> None:
    """End an office and let its name, its matters and its duty lead to another."""
    target = board.offices[to]
    new = source["id"] < 0
    names = [*source["former_names"], *([] if new else [source["name"]])]
    kept = [*target["former_names"]]
    kept += [each for each in names if each not in {*kept, target["name"]}]
    urusan = [*target["urusan"]]
    urusan += [each for each in source["urusan"] if each not in urusan]
    board.change(
        OFFICES,
        target,
        former_names=kept,
        urusan=urusan,
        is_kominfo=target["is_kominfo"] or source["is_kominfo"],
    )
    if new:
        _pass_by(board, source, to)
        return
    board.change(OFFICES, source, ends_on=board.eve, successor_id=to, is_kominfo=False)


def _pass_by(board: Board, source: Row, to: int) -> None:
    """Take an office that the same change made from the board: it never stood."""
    for each in board.offices.values():
        if each["successor_id"] == source["id"]:
            board.change(OFFICES, each, successor_id=to)
    board.remove(OFFICES, source)


def _made(board: Board, target: Target, beside: Row) -> int:
    """Put a new office on the board; codes are checked against all by the caller."""
    code, name = target.code.strip().upper(), " ".join(target.name.split())
    if not code or not name:
        raise Impossible("Kode dan nama perangkat daerah yang baru wajib diisi.")
    parent = _living(board, target.parent or beside["parent_id"])
    if any(code == str(each["code"]).upper() for each in board.offices.values()):
        raise Impossible(f"Kode “{code}” sudah dipakai.")
    root = parent["id"] == board.government
    return board.add(
        OFFICES,
        target.key,
        code=code,
        name=name,
        short_name=target.short_name.strip(),
        kind=Kind.OFFICE if root else Kind.UNIT,
        parent_id=parent["id"],
        government_id=board.government,
        is_kominfo=False,
        former_names=[],
        urusan=[],
        starts_on=board.on,
        ends_on=None,
        successor_id=None,
    )


def _check_target(board: Board, key: int, sources: list[Row]) -> None:
    target = _living(board, key)
    if key == board.government:
        raise Impossible("Pilih perangkat daerah, bukan pemerintah daerahnya.")
    for source in sources:
        if key == source["id"]:
            continue
        if source["id"] in _above(board, key):
            raise Impossible(
                f"{target['name']} berada di bawah {source['name']}. Pindahkan dahulu "
                "ke induk lain dengan langkah tersendiri."
            )


def _hang(board: Board, office: Row, parent: int) -> None:
    if office["id"] in {parent, *_above(board, parent)}:
        raise Impossible(
            f"{office['name']} tidak dapat dipindahkan ke bawah dirinya sendiri."
        )
    kind = Kind.OFFICE if parent == board.government else Kind.UNIT
    board.change(OFFICES, office, parent_id=parent, kind=kind)


def _above(board: Board, key: int) -> set[int]:
    """Return all offices that one lies below."""
    found: set[int] = set()
    row = board.office(key)
    while row and row["parent_id"] and row["parent_id"] not in found:
        found.add(row["parent_id"])
        row = board.office(row["parent_id"])
    return found


def standing(board: Board) -> list[Standing]:
    """Return the offices that stand on the board, as a tree is read."""
    below: dict[int | None, list[Row]] = {}
    for each in board.offices.values():
        if not _ended(board, each):
            below.setdefault(each["parent_id"], []).append(each)
    found: list[Standing] = []
    stack = [(board.offices[board.government], 0)]
    while stack:
        row, depth = stack.pop()
        found.append(Standing(id=row["id"], name=row["name"], depth=depth))
        children = below.get(row["id"], [])
        children.sort(key=lambda each: str(each["name"]).casefold(), reverse=True)
        stack += [(each, depth + 1) for each in children]
    return found


def units(board: Board, office: int) -> list[Row]:
    """Return what hangs below an office and has not ended by the day."""
    return [
        each
        for each in board.offices.values()
        if each["parent_id"] == office and not _ended(board, each)
    ]


def _post(board: Board, row: Row, to: int) -> None:
    """End a post on the eve and begin it anew; one that is over stays as it was."""
    if row["ends_on"] is not None and row["ends_on"] <= board.eve:
        return
    if row["starts_on"] > board.eve:
        board.change("posts", row, organisation_id=to)
        return
    board.go_on("posts", row, organisation_id=to, starts_on=board.on)
    _end_post(board, row)


def _end_post(board: Board, row: Row) -> None:
    if row["starts_on"] > board.eve:
        board.remove("posts", row)
    elif row["ends_on"] is None or row["ends_on"] > board.eve:
        board.change("posts", row, ends_on=board.eve)


def _living(board: Board, key: int) -> Row:
    found = board.office(key)
    if found is None and key < 0:
        raise Impossible(
            "Perangkat daerah baru yang dimaksud tidak dibuat, atau sudah dilebur, "
            "oleh langkah sebelumnya. Hapus langkah ini dan pilih lagi."
        )
    if found is None:
        raise Impossible("Perangkat daerah ini tidak ada di instansi Anda.")
    if _ended(board, found):
        raise Impossible(f"{found['name']} sudah berakhir pada tanggal itu.")
    if found["starts_on"] and found["starts_on"] > board.on.isoformat():
        raise Impossible(f"{found['name']} belum berdiri pada tanggal itu.")
    return found


def _ended(board: Board, row: Row) -> bool:
    return row["ends_on"] is not None and row["ends_on"] <= board.eve


def _one(sources: list[Row]) -> Row:
    if len(sources) != 1:
        raise Impossible("Pilih satu perangkat daerah saja.")
    return sources[0]


def _first(step: StepDetails) -> Target:
    if not step.targets:
        raise Impossible("Sebut tujuannya.")
    return step.targets[0]


_DOING: Mapping[StepKind, Callable[[Board, StepDetails, list[Row]], None]] = {
    StepKind.RENAME: _rename,
    StepKind.MOVE: _move,
    StepKind.MERGE: _merge,
    StepKind.SPLIT: _split,
    StepKind.END: _end,
}
