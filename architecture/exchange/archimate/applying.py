"""Carry out a plan: elements and relations of ours, and all the rest kept as it is."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.elements import changes
from architecture.elements.changes.values import batches
from architecture.exchange.archimate.contents import Piece
from architecture.exchange.archimate.plan import Plan
from architecture.exchange.archimate.reading import Section
from architecture.exchange.postponing import schedule
from architecture.model import (
    ExchangeItem,
    ExchangeModel,
    Organisation,
    now,
)

STALE = (
    "Model berubah sejak pratinjau dibuat; tidak ada yang ditulis. Buat pratinjau lagi."
)
_NAMELESS = frozenset({Section.DEFINITION, Section.FOLDER})


def apply(
    session: Session, government: Organisation, plan: Plan, *, source: str
) -> None:
    """Write everything of a plan, or raise and write nothing; the caller commits."""
    if not plan.writes:
        return
    deed = f"Impor ArchiMate {source}"
    if plan.on is not None:
        schedule(session, plan.later, plan.on, deed=deed)
    done = changes.apply(session, government.id, plan.changes, deed=deed)
    links = {
        name: link if isinstance(link, int) else done.created[link]
        for name, link in plan.links.items()
    }
    if plan.stored or plan.gone:
        model = _model(session, government, plan)
        _forget(session, plan.gone)
        _keep(session, model, plan, links)
        counts = {name: [None, many] for name, many in plan.counts.items() if many}
        deed = f"Model ArchiMate diimpor dari {source}"
        history.note(session, model, deed, counts, government=government.id)


def _model(session: Session, government: Organisation, plan: Plan) -> ExchangeModel:
    """Return the row of the file's model with its present head."""
    contents = plan.contents
    query = select(ExchangeModel).where(
        ExchangeModel.government_id == government.id,
        ExchangeModel.identifier == contents.identifier,
    )
    model = session.scalar(query)
    if model is None:
        model = ExchangeModel(
            government_id=government.id, identifier=contents.identifier
        )
        session.add(model)
    model.name, model.content = contents.name, contents.head.kept()
    model.updated_at = now()
    session.flush()
    return model


def _keep(
    session: Session, model: ExchangeModel, plan: Plan, links: dict[str, int]
) -> None:
    """Put what the file states in the place of what was kept of it before."""
    for some in batches(plan.stored):
        _replace(session, model, some)
        session.execute(
            insert(ExchangeItem),
            [_row(model, plan, links, position, piece) for position, piece in some],
        )


def _replace(
    session: Session, model: ExchangeModel, some: Iterable[tuple[int, Piece]]
) -> None:
    """Take away what was kept of the same things, whichever model it came with."""
    of_model = ExchangeItem.model_id == model.id
    of_government = ExchangeItem.government_id == model.government_id
    pieces = list(some)
    names = [p.identifier for _, p in pieces if p.section not in _NAMELESS]
    own = [p.identifier for _, p in pieces if p.section in _NAMELESS and p.identifier]
    places = [at for at, p in pieces if not p.identifier]
    wanted = [
        (of_government, ExchangeItem.identifier.in_(names)) if names else None,
        (of_model, ExchangeItem.identifier.in_(own)) if own else None,
        (
            of_model,
            ExchangeItem.identifier == "",
            ExchangeItem.section == Section.FOLDER,
            ExchangeItem.position.in_(places),
        )
        if places
        else None,
    ]
    for conditions in filter(None, wanted):
        query = delete(ExchangeItem).where(*conditions)
        if conditions[0] is of_government:
            query = query.where(ExchangeItem.section.not_in(list(_NAMELESS)))
        session.execute(query.execution_options(synchronize_session=False))


def _row(
    model: ExchangeModel,
    plan: Plan,
    links: dict[str, int],
    position: int,
    piece: Piece,
) -> dict[str, Any]:
    return {
        "government_id": model.government_id,
        "model_id": model.id,
        "section": piece.section,
        "identifier": piece.identifier,
        "type": piece.type,
        "position": position,
        "element_id": links.get(piece.identifier),
        "related": piece.identifier in plan.related,
        "digest": piece.digest,
        "content": piece.content,
    }


def _forget(session: Session, gone: Iterable[int]) -> None:
    for some in batches(gone):
        session.execute(
            delete(ExchangeItem)
            .where(ExchangeItem.id.in_(some))
            .execution_options(synchronize_session=False)
        )
