"""What could be consolidated: groups of applications that do the same work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import engines, inventory, suspecting
from architecture.consolidating.telling import Told, of_group, told_of
from architecture.duplicates import Concept, Thesaurus, common_work
from architecture.layers import Status
from architecture.model import Application, CaseMember
from architecture.scope import Viewer, readable_fields
from architecture.suspecting import Found
from architecture.suspecting.lines import Cluster, clusters_of

COST = "cost_yearly"


@dataclass(frozen=True)
class Group:
    """Applications that do the same work, what they cost, and the case about them.

    `concealed` are those whose yearly cost the viewer may not read; neither they nor
    those of unknown cost are taken for nothing.  `whole` tells whether all of them
    stand in the case, `earlier` are the cases about some of them that are over,
    `work` is what the thesaurus sees in most of them.
    """

    applications: tuple[Application, ...]
    percent: int
    costs: Mapping[int, Decimal]
    concealed: frozenset[int]
    case: int | None
    whole: bool = True
    earlier: tuple[Told, ...] = ()
    work: Concept | None = None

    @property
    def key(self) -> int:
        """Return the id of its first application."""
        return min(each.id for each in self.applications)

    @property
    def hidden(self) -> int:
        """Return how many costs the viewer may not read."""
        return len(self.concealed)

    @property
    def unstated(self) -> frozenset[int]:
        """Return which of them have no cost stated."""
        every = frozenset(each.id for each in self.applications)
        return every - self.concealed - self.costs.keys()

    @property
    def unknown(self) -> int:
        """Return of how many the cost is not stated."""
        return len(self.unstated)

    @property
    def total(self) -> Decimal:
        """Return the sum of what is known, in rupiah a year."""
        return sum(self.costs.values(), Decimal(0))

    @property
    def functions(self) -> tuple[str, ...]:
        """Return the reference codes that all of them share."""
        codes = [set(each.reference_codes) for each in self.applications]
        return tuple(sorted(set.intersection(*codes))) if codes else ()

    @property
    def offices(self) -> tuple[str, ...]:
        """Return who owns them, by name."""
        return tuple(sorted({each.organisation.label for each in self.applications}))


@dataclass(frozen=True)
class Report:
    """All groups, the dearest first; those of unknown cost alone come last.

    An application that stands in several groups is counted once.
    """

    groups: Sequence[Group]

    @property
    def applications(self) -> int:
        """Return how many applications stand in groups."""
        return len({one.id for each in self.groups for one in each.applications})

    @property
    def total(self) -> Decimal:
        """Return the sum of all costs that are known."""
        return sum(self.costs.values(), Decimal(0))

    @property
    def costs(self) -> Mapping[int, Decimal]:
        """Return the yearly costs that are known, by application."""
        return {key: cost for e in self.groups for key, cost in e.costs.items()}

    @property
    def unknown(self) -> int:
        """Return of how many the cost is not known."""
        return len(frozenset().union(*(each.unstated for each in self.groups)))

    @property
    def hidden(self) -> int:
        """Return how many costs the viewer may not read."""
        return len(frozenset().union(*(each.concealed for each in self.groups)))


def report(session: Session, viewer: Viewer, government: int) -> Report:
    """Return what could be consolidated, as far as the viewer sees it.

    A group is a cluster of three and more, or a pair that is as sure; retired and
    merged records are in none.
    """
    found = suspecting.read(session, viewer, government)
    members = list(_groups(found))
    keys = {key for keys, _ in members for key in keys}
    known = inventory.several(session, viewer, keys)
    busy = _busy(session, keys)
    over = [each for each in told_of(session, viewer, keys) if not each.runs]
    thesaurus = engines.in_force(session).thesaurus
    groups = []
    for some, percent in members:
        running = tuple(
            known[key]
            for key in some
            if key in known and known[key].status is not Status.RETIRED
        )
        if len(running) > 1:
            group = _group(viewer, running, percent, busy, over)
            groups.append(replace(group, work=_work(running, thesaurus)))
    groups.sort(key=lambda each: (-each.total, -len(each.applications), each.key))
    return Report(groups)


def _groups(found: Found) -> Iterable[tuple[tuple[int, ...], int]]:
    clusters: list[Cluster] = clusters_of(found.pairs)
    within = {key for each in clusters for key in each.members}
    for each in clusters:
        yield each.members, each.percent
    for pair in found.pairs:
        if pair.holds and not {pair.one, pair.other} <= within:
            yield (pair.one, pair.other), pair.percent


def _work(applications: Iterable[Application], thesaurus: Thesaurus) -> Concept | None:
    texts = [
        " ".join(filter(None, (each.name, each.function, each.description)))
        for each in applications
    ]
    return common_work(texts, thesaurus)


def _group(
    viewer: Viewer,
    applications: tuple[Application, ...],
    percent: int,
    busy: Mapping[int, int],
    over: Sequence[Told],
) -> Group:
    costs: dict[int, Decimal] = {}
    concealed = set()
    for each in applications:
        if COST not in readable_fields(viewer, each):
            concealed.add(each.id)
        elif each.cost_yearly is not None:
            costs[each.id] = each.cost_yearly
    cases = [busy.get(each.id) for each in applications]
    case = next((each for each in cases if each), None)
    earlier = tuple(of_group(over, [each.id for each in applications]))
    return Group(
        applications,
        percent,
        costs,
        frozenset(concealed),
        case,
        whole=all(each == case for each in cases),
        earlier=earlier,
    )


def _busy(session: Session, keys: Iterable[int]) -> dict[int, int]:
    query = select(CaseMember.busy_with, CaseMember.case_id).where(
        CaseMember.busy_with.in_(sorted(keys))
    )
    return {key: case for key, case in session.execute(query) if key is not None}
