"""How often honest registrations meet a serious finding, to be read by a person.

Run `python -m tests.bench.alarms [LIST.csv [GOVERNMENT …]] [--show] [--clusters]`.
Sixty distinct registrations of a city are checked one by one beside the demonstration;
then every row of each government of a real list (columns as an import reads them,
`pemda` the government) as a registration beside all other rows.  Documents are taken as
given, for a missing one is no false alarm.  With `--clusters` the governments of the
list are swept instead, and their clusters, pairs and families printed.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import checking, history, referencing, scope, suspecting
from architecture.checking import Wish
from architecture.conflicts import Finding, Severity
from architecture.exchange.inventories.applying import apply
from architecture.exchange.inventories.choices import Choices
from architecture.exchange.inventories.foreseeing import foresee, read
from architecture.inventory.details import details_of, plain
from architecture.model import Application, Base, Organisation, RegistrationKind
from architecture.reference import documents
from architecture.suspecting.lines import clusters_of, families_of
from eaportal import create_app, db
from eaportal.demonstration import loading
from tests import make
from tests.browser import settings

HONEST = Path(__file__).resolve().parents[1] / "data" / "conflicts" / "honest.csv"
GRAVE = frozenset({Severity.SERIOUS, Severity.BLOCKING})
SHOWN = 5
ALL_PAPERS = tuple(documents.kinds())
Judged = tuple[str, list[Finding]]


def honest(session: Session) -> Iterator[Judged]:
    """Yield the sixty registrations with what they meet."""
    offices = {each.code: each for each in session.scalars(select(Organisation))}
    with HONEST.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            office = offices[row.pop("opd")]
            yield row["name"], judged(session, office, row)


def judged(
    session: Session, office: Organisation, details: dict[str, object], own: int = 0
) -> list[Finding]:
    """Return what a registration of an office meets; `own` is its own application."""
    wish = Wish(
        kind=RegistrationKind.WEBSITE
        if details.get("type") == "WEBSITE"
        else RegistrationKind.BUILD,
        organisation=office,
        details=details,
        documents=ALL_PAPERS,
        application=own,
        no_plan_reason="Diperiksa",
    )
    return checking.judge(session, wish)


def governments(path: Path, only: Iterable[str]) -> list[str]:
    """Return the governments of a list, those with the most rows first."""
    with path.open(encoding="utf-8-sig") as file:
        counts = Counter(row["pemda"] for row in csv.DictReader(file))
    wanted = set(only)
    return [name for name, _ in counts.most_common() if not wanted or name in wanted]


def imported(session: Session, path: Path, name: str) -> Organisation:
    """Import a government of a list."""
    root = make.government(session, name)
    choices = Choices(create_organisations=True, only=(("pemda", name),))
    table, columns = read(path, path.name, choices)
    plan = foresee(session, root, table, columns, choices)
    apply(session, root, plan, source=path.name)
    history.seal(session, by="bench")
    session.commit()
    return root


def one_by_one(session: Session, path: Path, name: str) -> Iterator[Judged]:
    """Import a government, then yield each application as if it were proposed."""
    root = imported(session, path, name)
    query = select(Application).where(Application.government_id == root.id)
    for each in session.scalars(query.order_by(Application.id)).all():
        details = plain(details_of(each))
        yield each.name, judged(session, each.organisation, details, each.id)


def tell(name: str, found: Iterable[Judged], *, show: bool) -> None:
    """Print how many there are a registration, and each of them if it is wished."""
    rows = list(found)
    grave = [(title, [f for f in some if f.severity in GRAVE]) for title, some in rows]
    kinds = Counter(f.kind for _, some in grave for f in some)
    seen = sum(len(some) for _, some in rows) / max(1, len(rows))
    many = sum(len(some) > SHOWN for _, some in rows)
    total = sum(kinds.values())
    print(
        f"{name:<28} {len(rows):4d} registrations  {total:4d} serious "
        f"({total / max(1, len(rows)):.2f} each)  {seen:.1f} findings each, "
        f"more than {SHOWN} for {many}  {dict(kinds)}",
        flush=True,
    )
    for title, some in grave if show else ():
        for each in some:
            score = "" if each.score is None else f" {each.score:.2f}"
            print(f"  {title} -> {each.kind}{score} {each.subject.name}")
            print(f"      {' '.join(each.reasons)[:400]}")


def tell_clusters(session: Session, path: Path, name: str) -> None:
    """Print what a sweep of a government finds, to be read through."""
    root = imported(session, path, name)
    suspecting.refresh(session, root.id)
    session.commit()
    found = suspecting.read(session, scope.full(root.id), root.id)
    groups = clusters_of(found.pairs)
    families = families_of(found)
    inside = {pair for group in groups for pair in group.pairs}
    alone = [pair for pair in found.pairs if pair not in inside]
    print(
        f"## {name}: {len(groups)} clusters, {len(alone)} pairs, "
        f"{len(families)} families"
    )
    every = session.scalars(
        select(Application).where(Application.government_id == root.id)
    )
    of = {each.id: each for each in every}
    for family in families:
        print(f"family of {len(family.members)}: {family.label}")
    for group in groups:
        print(f"cluster of {len(group.members)}, {group.percent} %")
        for key in group.members:
            print(
                f"    {of[key].name} [{of[key].organisation.name}]: "
                f"{(of[key].description or '')[:160]}"
            )
    for pair in sorted(alone, key=lambda pair: -pair.duplicate):
        one, other = of[pair.one], of[pair.other]
        print(
            f"pair {pair.sort} {pair.percent} %: "
            f"{one.name}: {(one.description or '')[:120]} | "
            f"{other.name}: {(other.description or '')[:120]}"
        )


def main(arguments: list[str]) -> None:
    """Measure beside the demonstration, and each government of the list if given."""
    show = "--show" in arguments
    swept = "--clusters" in arguments
    rest = [each for each in arguments if not each.startswith("--")]
    with TemporaryDirectory() as folder:
        engine = db.connect(f"sqlite:///{folder}/bench.sqlite")
        Base.metadata.create_all(engine)
        app = create_app(settings(engine, Path(folder)))
        with app.app_context(), db.sessions(engine, db.WRITING)() as session:
            referencing.load(session)
            history.seal(session, by="bench")
            session.commit()
            if swept:
                for name in governments(Path(rest[0]), rest[1:]):
                    tell_clusters(session, Path(rest[0]), name)
                return
            loading.load(session, password="contoh-2026-rahasia")
            tell("60 honest, Kota Contoh", honest(session), show=show)
            if not rest:
                print("Real governments left out: name a list.")
                return
            path = Path(rest[0])
            for name in governments(path, rest[1:]):
                tell(name, one_by_one(session, path, name), show=show)


if __name__ == "__main__":
    main(sys.argv[1:])
