"""Learn from what people judged: a model that is kept only with its figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from architecture import engines
from architecture.duplicates import Model
from architecture.duplicates.__main__ import Unusable, read_labels
from architecture.duplicates.quality import held_back, worse
from architecture.duplicates.training import Labelled, train
from architecture.engines import Engine
from architecture.errors import Refused
from architecture.exchange.labels import labels
from architecture.model import EngineVersion

JUDGED = "penilaian"
"""The name of the set that this installation's people made."""

ENOUGH = 10
"""So few pairs of the same work in all sets that are kept out prove nothing."""

Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Learnt:
    """A trained model, and how it does beside the one in force.

    `figures` has for each set `before` and `after`, as `Quality` names them; `doubts`
    say in words why it is not to be adopted.
    """

    engine: Engine
    model: Model
    figures: Figures
    doubts: tuple[str, ...]
    judged: int

    def keep(self, session: Session, account: int | None = None) -> EngineVersion:
        """Keep it as a version, which is not in force.  Raises `Refused`."""
        if engines.mark(session)[1] != self.engine.fingerprint:
            raise Refused("Versi yang berlaku berganti selama pelatihan. Latih lagi.")
        sets = ", ".join(self.figures)
        reason = f"Dilatih dari {self.judged} pasangan yang dinilai; diuji pada {sets}."
        return engines.keep_model(
            session, self.model, self.figures, self.doubts, reason, account=account
        )

    def lines(self) -> list[str]:
        """Return the figures for people, a line for each set."""
        return [
            f"{name}: ketepatan {each['before']['average_precision']:.3f} → "
            f"{each['after']['average_precision']:.3f}, sepuluh besar "
            f"{each['before']['recall_at_10']:.3f} → "
            f"{each['after']['recall_at_10']:.3f}"
            for name, each in self.figures.items()
        ]


def learn(session: Session, folders: Iterable[Path]) -> Learnt:
    """Train on what people judged here and on labelled sets in folders.

    Raises `Refused` where there is too little to learn from or to compare on, or a
    folder cannot be used.
    """
    sets: dict[str, Labelled] = {}
    try:
        for folder in folders:
            sets[folder.name] = read_labels(folder)
    except (Unusable, OSError) as error:
        raise Refused(str(error)) from error
    judged = _judged(session)
    if judged is not None:
        sets[JUDGED] = judged
    if not sets:
        raise Refused("Belum ada pasangan yang dinilai, dan tidak ada --labels.")
    engine = engines.in_force(session)
    before = held_back(sets, engine.thesaurus, engine.model)
    if sum(each.duplicates for each in before.values()) < ENOUGH:
        raise Refused(
            f"Label yang disisihkan untuk menguji memuat kurang dari {ENOUGH} pasangan "
            "yang sama. Nilai lebih banyak pasangan, atau sertakan --labels."
        )
    try:
        model = train(sets, engine.thesaurus)
    except ValueError as error:
        raise Refused(str(error)) from error
    after = held_back(sets, engine.thesaurus, model)
    doubts = tuple(
        f"{name}: {sentence}"
        for name, figures in before.items()
        for sentence in worse(figures, after[name])
    )
    return Learnt(
        engine,
        model,
        {
            name: {"before": each.to_values(), "after": after[name].to_values()}
            for name, each in before.items()
        },
        doubts,
        len(judged.labels) if judged else 0,
    )


def _judged(session: Session) -> Labelled | None:
    """Return what people judged in all governments; None if that is nothing."""
    found = labels(session)
    if not found.pairs:
        return None
    with TemporaryDirectory() as folder:
        found.write(Path(folder))
        return read_labels(Path(folder))
