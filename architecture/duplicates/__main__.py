"""Commands that outsiders use: `pairs`, `rank`, `train`, `evaluate`; no database."""

import argparse
import codecs
import csv
import io
import json
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from architecture.duplicates.index import Index
from architecture.duplicates.model import Model
from architecture.duplicates.quality import evaluate
from architecture.duplicates.shipping import shipped
from architecture.duplicates.thesaurus import Thesaurus
from architecture.duplicates.thin import too_thin
from architecture.duplicates.training import Labelled, train
from architecture.duplicates.values import Profile, Suspicion

LABELS = ("duplicate", "overlap", "name_conflict", "different")
LONGEST_CELL = 2**24
SAID = 10  # so many ids are named in a sentence


class Unusable(Exception):
    """A file cannot be used; the message says why, in Indonesian."""


def read_inventory(path: Path) -> tuple[list[str], list[Profile]]:
    """Return the ids and the profiles of a CSV file, in its order.

    Keys count from 1. Raises `Unusable` without the columns `app_id` and `name`, and
    for a missing or repeated id.
    """
    rows = _rows(path, ("app_id", "name"))
    ids: list[str] = []
    profiles: list[Profile] = []
    owners: dict[str, int] = {}
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        name = row["app_id"].strip()
        if not name:
            raise Unusable(f"{path.name} baris {line}: app_id kosong.")
        if name in seen:
            raise Unusable(f"{path.name} baris {line}: app_id {name} berulang.")
        seen.add(name)
        ids.append(name)
        owner = row.get("opd", "").strip()
        number = owners.setdefault(owner.casefold(), len(owners) + 1) if owner else 0
        profiles.append(_profile(len(ids), row, number))
    return ids, profiles


def read_labels(folder: Path) -> Labelled:
    """Return the labelled set of a folder with `apps.csv` and `pairs.csv`."""
    ids, profiles = read_inventory(folder / "apps.csv")
    number = {name: key for key, name in enumerate(ids, start=1)}
    labels: dict[tuple[int, int], str] = {}
    path = folder / "pairs.csv"
    for line, row in enumerate(_rows(path, ("app_id_a", "app_id_b", "label")), start=2):
        one, other = row["app_id_a"].strip(), row["app_id_b"].strip()
        label = row["label"].strip()
        if one not in number or other not in number or one == other:
            raise Unusable(f"{path.name} baris {line}: pasangan tidak dikenal.")
        if label not in LABELS:
            raise Unusable(f"{path.name} baris {line}: label {label} tidak dikenal.")
        keys = sorted((number[one], number[other]))
        labels[keys[0], keys[1]] = label
    return Labelled(tuple(profiles), labels)


def read_queries(
    path: Path, number: dict[str, int], profiles: Sequence[Profile]
) -> tuple[list[str], list[Profile]]:
    """Return ids and profiles of queries: full rows, or ids of the inventory's rows."""
    rows = _rows(path, ())
    column = "query_id" if rows and "query_id" in rows[0] else "app_id"
    names, queries = [], []
    owners = {profile.key: profile.owner for profile in profiles}
    for line, row in enumerate(rows, start=2):
        name = row.get(column, "").strip()
        key = number.get(name, 0)
        if row.get("name", "").strip():
            queries.append(_profile(key, row, owners.get(key, 0)))
        elif key:
            queries.append(profiles[key - 1])
        else:
            raise Unusable(f"{path.name} baris {line}: {column} tidak dikenal.")
        names.append(name)
    return names, queries


def write_pairs(inventory: Path, out: Path, top: int, index: Index | None) -> None:
    """Write each unordered pair once that is in either one's best `top`."""
    ids, profiles = read_inventory(inventory)
    index = _filled(index, profiles)
    found: dict[tuple[str, str], Suspicion] = {}
    for profile in profiles:
        for suspicion in index.similar(profile, limit=top):
            one, other = ids[profile.key - 1], ids[suspicion.key - 1]
            if one < other:
                found[one, other] = suspicion
            else:
                found.setdefault((other, one), suspicion)
    header = [
        "app_id_a",
        "app_id_b",
        "duplicate",
        "overlap",
        "name_conflict",
        "reasons",
    ]
    _write(out, header, ([*pair, *_cells(found[pair])] for pair in sorted(found)))
    _tell_thin(ids, profiles)


def write_ranks(
    inventory: Path, queries: Path, out: Path, top: int, index: Index | None
) -> None:
    """Write for each query its best `top`, never the query itself."""
    ids, profiles = read_inventory(inventory)
    index = _filled(index, profiles)
    number = {name: key for key, name in enumerate(ids, start=1)}
    lines: list[list[Any]] = []
    names, asked = read_queries(queries, number, profiles)
    for name, query in zip(names, asked, strict=True):
        for rank, suspicion in enumerate(index.similar(query, limit=top), start=1):
            lines.append([name, ids[suspicion.key - 1], rank, *_cells(suspicion)])
    header = ["query_id", "app_id", "rank", "duplicate", "overlap", "name_conflict"]
    _write(out, [*header, "reasons"], lines)
    _tell_thin(names, asked)


def _tell_thin(names: Sequence[str], profiles: Sequence[Profile]) -> None:
    """Say what could not be judged: that nothing resembles it means nothing."""
    rows = zip(names, profiles, strict=True)
    thin = [name for name, profile in rows if too_thin(profile)]
    if thin:
        more = f", dan {len(thin) - SAID} lagi" if len(thin) > SAID else ""
        sys.stderr.write(
            f"{len(thin)} dari {len(names)} belum dapat dinilai karena keterangannya"
            f" terlalu singkat: {', '.join(thin[:SAID])}{more}.\n"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except OSError as error:
        sys.stderr.write(f"Gagal: {_file_problem(error)}\n")
        return 1
    except (Unusable, ValueError, TypeError, AttributeError, csv.Error) as error:
        sys.stderr.write(f"Gagal: {error}\n")
        return 1
    return 0


def _file_problem(error: OSError) -> str:
    """Return in Indonesian what is wrong with a file."""
    said = {
        IsADirectoryError: "adalah map, bukan berkas",
        NotADirectoryError: "bukan map",
        FileNotFoundError: "tidak ditemukan",
        PermissionError: "tidak boleh dibaca atau ditulis",
    }.get(type(error), error.strerror)
    return f"{error.filename} {said}."


def _count(text: str) -> int:
    """Return how many are asked for."""
    if not text.isdecimal() or not int(text[:9]) > 0 or len(text) > 9:
        raise argparse.ArgumentTypeError("isi bilangan bulat mulai dari 1")
    return int(text)


def _run(options: argparse.Namespace) -> None:
    thesaurus, model = shipped()
    if options.thesaurus:
        thesaurus = _thesaurus(options.thesaurus)
    if options.model:
        text = options.model.read_text(encoding="utf-8")
        model = Model.from_values(json.loads(text))
    if options.command == "pairs":
        index = Index((), thesaurus, model)
        write_pairs(options.inventory, options.out, options.top, index)
    elif options.command == "rank":
        index = Index((), thesaurus, model)
        write_ranks(options.inventory, options.queries, options.out, options.top, index)
    elif options.command == "train":
        sets = {folder.name: read_labels(folder) for folder in options.labels}
        model = train(sets, thesaurus)
        text = json.dumps(model.to_values(), indent=1, ensure_ascii=False)
        options.out.write_text(text + "\n", encoding="utf-8")
    else:
        for folder in options.labels:
            labelled = read_labels(folder)
            if not options.all:
                labelled = labelled.part(held_back=True)
            figures = evaluate(labelled, thesaurus, model).to_values()
            named = {"set": folder.name} | figures
            sys.stdout.write(json.dumps(named, indent=1) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m architecture.duplicates")
    commands = parser.add_subparsers(dest="command", required=True)
    pairs = commands.add_parser("pairs", help="pasangan yang mencurigakan")
    rank = commands.add_parser("rank", help="aplikasi serupa untuk tiap pertanyaan")
    learn = commands.add_parser("train", help="latih bobot dari pasangan berlabel")
    judge = commands.add_parser("evaluate", help="ukur mutu pada pasangan berlabel")
    for command, top in ((pairs, 50), (rank, 20)):
        command.add_argument("--inventory", type=Path, required=True)
        command.add_argument("--out", type=Path, required=True)
        command.add_argument("--top", type=_count, default=top)
    rank.add_argument("--queries", type=Path, required=True)
    for command in (learn, judge):
        command.add_argument(
            "--labels",
            type=Path,
            required=True,
            action="append",
            help="map dengan apps.csv dan pairs.csv; boleh disebut lebih dari sekali",
        )
    default = Path(__file__).parent / "data" / "model.json"
    learn.add_argument("--out", type=Path, default=default)
    judge.add_argument("--all", action="store_true", help="bukan sepertiga saja")
    for command in (pairs, rank, learn, judge):
        command.add_argument("--thesaurus", type=Path)
        command.add_argument("--model", type=Path)
    return parser


def _thesaurus(path: Path) -> Thesaurus:
    paths = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    tables = []
    for item in paths:
        text = item.read_text(encoding="utf-8")
        json_file = item.suffix == ".json"
        tables.append(json.loads(text) if json_file else tomllib.loads(text))
    try:
        thesaurus = Thesaurus.from_values(*tables)
    except KeyError as error:
        raise Unusable(f"{path.name}: {error.args[0]} tidak ada.") from error
    if not thesaurus.concepts:
        raise Unusable(f"{path.name}: tidak ada konsep di dalamnya.")
    return thesaurus


def _rows(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    usual = csv.field_size_limit(LONGEST_CELL)  # it is one for the whole process
    try:
        with io.StringIO(_text(path), newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise Unusable(f"{path.name}: kolom {', '.join(missing)} tidak ada.")
            return [
                {name: value for name, value in row.items() if isinstance(value, str)}
                for row in reader
            ]
    finally:
        csv.field_size_limit(usual)


def _text(path: Path) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or what Excel writes."""
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _profile(key: int, row: dict[str, str], owner: int) -> Profile:
    codes = row.get("reference_codes", "").split(";")
    return Profile(
        key=key,
        name=row["name"],
        acronym=row.get("acronym", ""),
        description=row.get("description", ""),
        services=row.get("service", ""),
        data_used=row.get("data_entities", ""),
        codes=tuple(code.strip() for code in codes if code.strip()),
        owner=owner,
    )


def _filled(index: Index | None, profiles: Sequence[Profile]) -> Index:
    if index is None:
        return Index(profiles)
    index.apply(profiles)
    return index


def _cells(suspicion: Suspicion) -> list[str | int]:
    reasons = [
        {"kind": r.kind.name, "text": r.text, "points": r.points}
        for r in suspicion.reasons
    ]
    return [
        f"{suspicion.duplicate:.6f}",
        f"{suspicion.overlap:.6f}",
        int(suspicion.name_conflict),
        json.dumps(reasons, ensure_ascii=False, separators=(",", ":")),
    ]


def _write(path: Path, header: list[str], lines: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


if __name__ == "__main__":
    sys.exit(main())
