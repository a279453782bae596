"""The rule about names and acronyms that another application bears already."""

from collections.abc import Iterator
from itertools import chain

from architecture.conflicts.ending import told
from architecture.conflicts.finding import Finding
from architecture.conflicts.kinds import finding
from architecture.conflicts.similar import of_one_family, subject
from architecture.conflicts.values import (
    Known,
    Proposal,
    Standing,
    Surroundings,
    concerns,
)
from architecture.duplicates.names import read_name

_HERE = frozenset({Standing.OWN, Standing.QUEUE})


def name_taken(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find own applications and registrations of the same name or acronym."""
    mine = set(read_name(proposal.text("name"), proposal.text("acronym")).keys)
    clashing = {
        _identity(each.known)
        for each in around.similar
        if each.suspicion.name_conflict and not of_one_family(each.suspicion)
    }
    seen = chain(around.names, (each.known for each in around.similar))
    for known in {_identity(each): each for each in seen}.values():
        if known.standing not in _HERE or not concerns(proposal, known):
            continue
        theirs = set(read_name(known.name, known.acronym).keys)
        if mine & theirs:
            yield _finding(
                proposal, around, known, "memakai nama atau singkatan yang sama"
            )
        elif _identity(known) in clashing:
            yield _finding(proposal, around, known, "memakai nama yang hampir sama")


def _finding(
    proposal: Proposal, around: Surroundings, known: Known, what: str
) -> Finding:
    owner = known.owner or "OPD lain"
    return finding(
        around.kinds,
        "name_taken",
        proposal.kind,
        subject(known),
        [f"{known.title} dari {owner} {what}.", *told(known)],
    )


def _identity(known: Known) -> tuple[str, int]:
    return known.standing.name, known.key
