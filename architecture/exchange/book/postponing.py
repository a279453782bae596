"""Let a plan of a workbook be true from a day on."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from architecture import scheduling
from architecture.exchange.book.plan import Action, Plan, UseChange
from architecture.exchange.postponing import (
    WITHOUT,
    against,
    from_day,
    relations_of,
)
from architecture.reference.calendar import tanggal

_USE = f"Pemakaian tidak direncanakan. {WITHOUT}"


def postpone(session: Session, plan: Plan, on: date) -> Plan:
    """Return a plan that holds from a day on; what cannot wait is refused.

    Raises `Invalid` if the day is not ahead.
    """
    scheduling.check_day(on)
    relations = relations_of(session, (each.change for each in plan.outcomes))
    for each in plan.outcomes:
        if each.change is None or each.action is Action.REFUSED:
            continue
        uses = isinstance(each.change, UseChange)
        why = _USE if uses else against(each.change, relations, on)
        if why:
            each.refuse(why)
        else:
            each.change = from_day(each.change, relations, on)
    told = (
        f"Berlaku mulai {tanggal(on)}: perubahan isian menjadi rencana, yang baru "
        "mulai pada hari itu, relasi yang dihapus berakhir sehari sebelumnya."
    )
    return replace(plan, notes=(told, *plan.notes))
