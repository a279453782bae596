"""What the page and the command say of an impact: by layer, with paths in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from architecture.impact import MOST_PATHS, Effect
from architecture.layers import Layer
from architecture.model import Element
from architecture.stopping import Answer, Clause, Reached, told
from eaportal import formats

ORDER = (
    Layer.STRATEGY,
    Layer.BUSINESS,
    Layer.SERVICE,
    Layer.APPLICATION,
    Layer.DATA,
    Layer.INFRASTRUCTURE,
    Layer.SECURITY,
)
"""Layers as a leader asks for them: what is promised first, what carries it last."""

FEW = 8
"""Rows of each layer while all layers are shown."""

MANY = 50
"""Rows of a page that shows one layer."""

UNNAMED = "elemen milik instansi lain"


@dataclass(frozen=True, slots=True)
class Part:
    """A layer of an answer: how many stop, how many are weakened, and some of them."""

    layer: Layer
    stops: int
    weakened: int
    rows: Sequence[Reached]

    @property
    def total(self) -> int:
        """Return how many of the layer are reached."""
        return self.stops + self.weakened


def parts(
    session: Session, answer: Answer, layer: Layer | None, number: int = 1
) -> list[Part]:
    """Return the layers that are reached, each with its first rows, or one's page.

    Names are read at once for all of them.
    """
    chosen = {each: answer.of(each) for each in ORDER if layer is None or each is layer}
    size = FEW if layer is None else MANY
    cut = {each: _page(places, number, size) for each, places in chosen.items()}
    rows = iter(told(session, answer, [at for some in cut.values() for at in some]))
    counts = answer.counts()
    return [
        Part(
            each,
            counts[each][Effect.STOPS],
            counts[each][Effect.WEAKENED],
            [next(rows) for _ in some],
        )
        for each, some in cut.items()
        if chosen[each]
    ]


def _page(places: list[int], number: int, size: int) -> list[int]:
    """Return a page of these; one beyond the last is the last."""
    start = (min(number, last_page(len(places))) - 1) * size
    return places[start : start + size]


def totals(answer: Answer) -> list[tuple[Layer, int]]:
    """Return how many of each layer are reached."""
    counts = answer.counts()
    return [(layer, sum(counts[layer].values())) for layer in ORDER]


def last_page(total: int) -> int:
    """Return the number of the last page of one layer."""
    return max(1, -(-total // MANY))


def chain(reached: Reached) -> str:
    """Return what the path leads through, the reached element left out."""
    names = [name_of(each.reached) for each in reached.path[:-1]]
    if reached.left_out:
        names.insert(len(names) // 2, "…")
    return " → ".join(names) or "langsung"


def sentence(reached: Reached) -> str:
    """Return the path as a sentence, from what stops on."""
    clauses = [_clause(each) for each in reached.path]
    if reached.left_out:
        middle = len(clauses) // 2
        clauses.insert(middle, f"… {reached.left_out} langkah lagi …")
    return "; ".join(clauses) + "."


def others(reached: Reached) -> str:
    """Return how many other paths are as short, in words; nothing if none is."""
    if not reached.others:
        return ""
    if reached.others >= MOST_PATHS - 1:
        return f"dan paling sedikit {formats.number(MOST_PATHS - 1)} jalur lain"
    return f"dan {formats.number(reached.others)} jalur lain sama pendeknya"


def name_of(element: Element | None) -> str:
    """Return what a path calls an element; others' may not be named."""
    return element.name if element is not None else UNNAMED


def _clause(clause: Clause) -> str:
    return f"{name_of(clause.source)} {clause.verb.value} {name_of(clause.target)}"
