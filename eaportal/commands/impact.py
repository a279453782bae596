"""`flask impact`: what stops with an element."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext

from architecture import elements, scope, stopping
from architecture.errors import NotFound
from architecture.impact import Effect
from architecture.model import Element
from architecture.stopping import Answer, Reached
from eaportal import db, formats
from eaportal.commands.groups import Command, government, print_json
from eaportal.impact import showing

AT_ONCE = 1_000
"""So many elements are read together."""


@click.command("impact", cls=Command)
@click.argument("code", metavar="KODE")
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Hari ia berhenti; bawaannya hari ini.",
)
@click.option("--json", "as_json", is_flag=True, help="Untuk dibaca program.")
@with_appcontext
def group(*, code: str, organisation: str, on: datetime | None, as_json: bool) -> None:
    """Sebut yang berhenti atau terganggu bila elemen berkode KODE berhenti."""
    root = government(organisation)
    viewer = scope.full(root.id)
    element = elements.by_code(db.session, viewer, root.id, code)
    if element is None:
        raise NotFound(f"Tidak ada elemen berkode “{code}” di {root.name}.")
    day = on.date() if on else formats.today()
    answer = stopping.ask(db.session, viewer, root.id, element, on=day)
    if as_json:
        print_json(_document(answer, day))
        return
    _tell(answer, day)


def _tell(answer: Answer, day: date) -> None:
    said = answer.element
    click.echo(
        f"{said.code} {said.name} berhenti pada {formats.day(day)}: "
        f"{_total(answer, Effect.STOPS)} ikut berhenti, "
        f"{_total(answer, Effect.WEAKENED)} terganggu."
    )
    for layer in showing.ORDER:
        for each in _told(answer, answer.of(layer)):
            click.echo(
                f"{layer.value} · {each.effect.value} · {each.element.code} "
                f"{each.element.name} · {showing.sentence(each)}"
            )
    if answer.hidden:
        click.echo(f"Selain itu {answer.hidden} elemen milik instansi lain.")


def _document(answer: Answer, day: date) -> dict[str, Any]:
    return {
        "element": _named(answer.element),
        "date": day.isoformat(),
        "stops": _total(answer, Effect.STOPS),
        "weakened": _total(answer, Effect.WEAKENED),
        "hidden": answer.hidden,
        "layers": {
            layer.name: {effect.name: count for effect, count in counts.items()}
            for layer, counts in answer.counts().items()
        },
        "reached": [
            _reached(each)
            for layer in showing.ORDER
            for each in _told(answer, answer.of(layer))
        ],
    }


def _reached(each: Reached) -> dict[str, Any]:
    return {
        **_named(each.element),
        "organisation": each.element.organisation.code,
        "effect": each.effect.name,
        "hops": each.hops,
        "other_paths": each.others,
        "left_out_of_path": each.left_out,
        "path": [
            {
                "source": _end(step.source),
                "verb": step.verb.name,
                "target": _end(step.target),
            }
            for step in each.path
        ],
    }


def _end(element: Element | None) -> dict[str, str] | None:
    return None if element is None else _named(element)


def _named(element: Element) -> dict[str, str]:
    return {"code": element.code, "name": element.name, "layer": element.layer.name}


def _told(answer: Answer, places: list[int]) -> Iterable[Reached]:
    for start in range(0, len(places), AT_ONCE):
        yield from stopping.told(db.session, answer, places[start : start + AT_ONCE])


def _total(answer: Answer, effect: Effect) -> int:
    return sum(counts[effect] for counts in answer.counts().values())
