"""From which probability on a pair is worth a person's look: where findings begin."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from architecture import rulebook


@dataclass(frozen=True, slots=True)
class Floors:
    """The least probabilities of findings, as one government has them."""

    duplicate: float
    overlap: float

    def passed(self, duplicate: float, overlap: float, *, name_conflict: bool) -> bool:
        """Tell whether a check would speak of such a pair."""
        likely = duplicate >= self.duplicate or overlap >= self.overlap
        return likely or name_conflict


def floors_of(session: Session, government: int) -> Floors:
    """Return where the findings of a government begin, by its own rulebook."""
    table = rulebook.kinds_of(session, government)
    kind = table["duplicate"]
    return Floors(
        duplicate=min(kind.case(each, "").at for each in ("possible", "likely")),
        overlap=table["overlap"].case("likely", "").at,
    )
