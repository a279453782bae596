"""What the pages of reference codes show, taken together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import g, request

from architecture import classifying, engines, history, organisations, referencing
from architecture.classifying import Hit, Tally, Tree
from architecture.classifying.asking import Asked
from architecture.classifying.counting import upwards
from architecture.classifying.suggesting import suggested
from architecture.classifying.values import Change
from architecture.errors import Invalid, Refused
from architecture.model import CodeQuestion, Element, Organisation, OwnCode, Urusan
from architecture.reference.codes import DOMAINS
from eaportal import db, queries

_KEPT = 32
_kept: dict[tuple[int, int, str], Tally] = {}
MOST_OPEN = 200
"""Branches that an address opens; what it says beyond is not read."""


_LABELS = {
    "code": "Kode",
    "parent": "Induk",
    "name": "Judul",
    "note": "Catatan",
    "replacement": "Pengganti",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What was done to a code: when, by whom, and what changed."""

    at: datetime
    by: str
    deed: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Matter:
    """An urusan with its codes, and the offices that see to it."""

    row: Urusan
    offices: Sequence[Organisation]


def domain() -> str:
    """Return which of the six trees is shown; the first if the address says none."""
    said = request.args.get("pohon", "").upper()
    return said if said in DOMAINS else next(iter(DOMAINS))


def opened() -> set[str]:
    """Return the branches that stand open, each with all that it stands below."""
    said = request.args.getlist("buka")[:MOST_OPEN]
    return {code for each in said for code in upwards(each.strip().upper()[:40])}


def found(tree: Tree, domains: Collection[str] = ()) -> Sequence[Hit] | None:
    """Return what the search of the address finds, None without one.

    It looks in all trees unless some are named.
    """
    words = queries.words()
    if not words:
        return None
    thesaurus = engines.in_force(db.session).thesaurus
    return classifying.search(tree, thesaurus, words, domains=domains)


def tally(government: int) -> Tally:
    """Return the numbers by code, counted once for each state of the history.

    They are the same for all who work in the government.
    """
    sequence, head = history.head_of(db.session, government)
    key = (government, sequence, head)
    if not head:
        return classifying.tally(db.session, g.viewer, government)
    if key not in _kept:
        while len(_kept) >= _KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = classifying.tally(db.session, g.viewer, government)
    return _kept[key]


def loose(tree: Tree, counts: Tally, code: str) -> list[str]:
    """Return the codes right below one that elements bear and nobody named."""
    return sorted(
        each
        for each in counts.here
        if each.rpartition(".")[0] == code and each not in tree.nodes
    )


def notes_of(key: int) -> list[Told]:
    """Return what was done to a code of one's own, the newest first."""
    row = db.session.get(OwnCode, key) if key else None
    if row is None or row.government_id not in g.viewer.governments:
        return []
    kept = history.of(db.session, row, governments=g.viewer.governments, limit=20)
    return [
        Told(
            each.entry.at,
            each.entry.by,
            each.deed,
            [
                (_LABELS[name], old or "–", new or "–")
                for name, (old, new) in each.values.items()
                if name in _LABELS and (old or new)
            ],
        )
        for each in kept
    ]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of what, and what there is to choose."""

    row: CodeQuestion
    name: str
    element: Element | None
    change: Change
    choices: list[tuple[str, str, str]]
    """Code, title and why; the likeliest first."""


def question(asked: Asked, codes: Tree) -> Question:
    """Return a question with its choices, those first for which the texts speak."""
    thesaurus = engines.in_force(db.session).thesaurus
    texts = _texts(asked)
    domain = asked.row.code[:3]
    found = suggested(codes, thesaurus, [domain], texts, most=len(codes.nodes))
    weights = {each.code: each for each in found}
    targets = [code for code in asked.row.targets if code in codes.nodes]
    likely = sorted(
        targets or [each.code for each in found[:3]],
        key=lambda code: -(weights[code].weight if code in weights else 0),
    )
    choices = [
        (code, codes.nodes[code].name, weights[code].reason if code in weights else "")
        for code in likely
    ]
    change = Change[asked.row.change]
    return Question(asked.row, texts[0], asked.element, change, choices)


def _texts(asked: Asked) -> list[str]:
    """Return what is written of what a question is about, its name first."""
    row = asked.row
    if row.registration is not None:
        details = row.registration.details
        told = [str(details.get(name) or "") for name in ("description", "function")]
        return [row.registration.name, *told]
    if asked.element is not None:
        told = [asked.element.description, getattr(asked.element, "function", "")]
        return [asked.element.name, *told]
    return [f"{row.own.code} {row.own.name}" if row.own else row.code]


def sentence(error: Refused) -> str:
    """Return all that a refusal says, in one text."""
    problems = error.problems if isinstance(error, Invalid) else {}
    told = [each for several in problems.values() for each in several]
    return " ".join(dict.fromkeys(told)) or error.sentence


def titles(element: Element) -> dict[str, str]:
    """Return the titles of an element's codes; own codes of others stay untold."""
    own = element.government_id in g.viewer.governments
    root = element.government_id if own else None
    return referencing.titles(db.session, element.reference_codes, root)


def matters(government: int, code: str = "") -> list[Matter]:
    """Return the urusan, or those that lead to a code or to what lies around it."""
    offices = [
        each
        for each in organisations.tree(db.session, government)
        if each.urusan and each.id != government
    ]
    return [
        Matter(row, [each for each in offices if row.letter in each.urusan])
        for row in referencing.matters(db.session)
        if not code or any(_related(code, each) for each in row.codes)
    ]


def _related(one: str, other: str) -> bool:
    return one in upwards(other) or other in upwards(one)
