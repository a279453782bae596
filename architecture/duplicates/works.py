"""Tell what work several texts have in common."""

from collections import Counter
from collections.abc import Sequence

from architecture.duplicates.shipping import matcher_of
from architecture.duplicates.thesaurus import Concept, Thesaurus


def common_work(texts: Sequence[str], thesaurus: Thesaurus) -> Concept | None:
    """Return the concept that most of the texts name, if at least two of them do.

    Of those that are named as often, a broad one comes last.
    """
    matcher = matcher_of(thesaurus)
    found: dict[int, set[int]] = {}
    for text, number, _ in matcher.read(texts).hits:
        found.setdefault(text, set()).add(number)
    counted = Counter(number for numbers in found.values() for number in numbers)
    concepts = thesaurus.concepts
    best = max(
        counted, key=lambda n: (counted[n], not concepts[n].broad, -n), default=None
    )
    return concepts[best] if best is not None and counted[best] > 1 else None
