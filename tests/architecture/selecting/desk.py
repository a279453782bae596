"""Somebody who changes a selection of elements at once."""

from architecture import elements, history, scope
from architecture.layers import Layer
from architecture.model import now
from architecture.reference.calendar import day_of
from architecture.selecting import Editor, Wish, apply, foresee

TODAY = day_of(now())


def commit(session):
    entries = history.seal(session, by="uji", cause="uji")
    session.commit()
    return entries


def some(session, office, number=3, layer=Layer.SERVICE, **stated):
    made = [
        elements.add(session, office, layer, {"name": f"Hal {n}", **stated})
        for n in range(number)
    ]
    commit(session)
    return made


class Desk:
    """Somebody who may edit in some offices, or in the whole government."""

    def __init__(self, session, office, layer=Layer.SERVICE, edit=None):
        self.session = session
        self.editor = Editor(
            viewer=scope.full(office.government_id),
            government=office.government_id,
            layer=layer,
            edit=edit,
            today=TODAY,
        )

    def foresee(self, several, wish, seen=None):
        keys = [each.id for each in several]
        return foresee(self.session, self.editor, keys, wish, seen=seen)

    def apply(self, seen, wish):
        return apply(self.session, self.editor, seen, wish)

    def do(self, several, wish):
        """Look and write at once; return the plan that was seen."""
        plan = self.foresee(several, wish)
        self.apply(plan.seals, wish)
        return plan


def states(plan):
    return [line.state for line in plan.lines]


def wish(name, value="", **more):
    return Wish(name=name, value=value, reason="Hasil rapat", **more)
