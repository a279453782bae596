"""Rules about data and affairs: who produces what, and whose work it is."""

import re
from collections.abc import Iterable, Iterator

from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import finding
from architecture.conflicts.values import Proposal, Surroundings
from architecture.conflicts.wording import overlapping, telling
from architecture.reference import codes
from architecture.reference.urusan import Affair

_ITEMS = re.compile(r"[;,\n]|\bdan\b")


def data_owner(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find data that the proposal would produce and another office does."""
    parts = _ITEMS.split(proposal.text("data_produced"))
    items = [(item, words) for item in parts if (words := telling(item))]
    spoken = frozenset().union(*(words for _, words in items))
    for data in around.data_sets:
        if data.producer_id == proposal.office.id:
            continue
        named = telling(data.name)
        if spoken.isdisjoint(named):
            continue
        item = next((each for each, said in items if overlapping(said, named)), None)
        if item is not None:
            yield finding(
                around.kinds,
                "data_owner",
                proposal.kind,
                Subject(
                    type=SubjectType.DATA_SET,
                    code=data.code,
                    name=data.name,
                    id=data.key,
                    owner=data.producer,
                ),
                [
                    f"Aplikasi ini akan menghasilkan “{item.strip()}”.",
                    f"Produsen {data.name} ({data.code}) adalah {data.producer}.",
                ],
                case="master" if data.master else "",
            )


def outside_function(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Ask about process codes that do not belong to the affairs of the office.

    It stays a question where an affair of the office, or the one that the code belongs
    to, has no direct counterpart in the national codes.
    """
    own = [around.affairs[each] for each in proposal.urusan if each in around.affairs]
    if not own:
        return
    wanted = [
        code.upper()
        for code in proposal.names("reference_codes")
        if code.upper().startswith("RAB.")
    ]
    inside = [code for affair in own for code in affair.codes]
    for code in dict.fromkeys(wanted):
        if any(_under(code, each) or _under(each, code) for each in inside):
            continue
        theirs = [each for each in around.affairs.values() if _covers(each, code)]
        certain = all(each.certain for each in (*own, *theirs))
        yield finding(
            around.kinds,
            "outside_function",
            proposal.kind,
            Subject(
                type=SubjectType.FIELD,
                code=f"reference_codes.{code}",
                name=f"{code} {_title(code)}".strip(),
                owner=proposal.office.name,
            ),
            [_lies(code, theirs), _has(proposal, own)],
            case="certain" if certain else "approximate",
        )


def _lies(code: str, theirs: Iterable[Affair]) -> str:
    names = " atau ".join(sorted(each.name for each in theirs))
    if not names:
        return f"{code} ({_title(code)}) tidak termasuk urusan OPD pengusul"
    return f"{code} ({_title(code)}) biasanya urusan {names}"


def _has(proposal: Proposal, own: Iterable[Affair]) -> str:
    names = ", ".join(each.name for each in own)
    rough = "" if all(each.certain for each in own) else " (padanan kodenya perkiraan)"
    return f"{proposal.office.name} mengurus {names}{rough}"


def _covers(affair: Affair, code: str) -> bool:
    return any(_under(code, each) for each in affair.codes)


def _under(code: str, ancestor: str) -> bool:
    return f"{code}.".startswith(f"{ancestor}.")


def _title(code: str) -> str:
    path = codes.path(code)
    return path[-1].name if path else ""
