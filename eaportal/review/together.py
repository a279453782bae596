"""Taking several steps at once: whoever takes all fields loses no note beside another.

What is said on the page is taken together or not at all; a step of which nothing is
said stays open.
"""

from collections.abc import Mapping

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from architecture.errors import Changed, Invalid, WrongState
from architecture.model import Registration
from architecture.registration import deciding
from eaportal import db
from eaportal.errors import undo
from eaportal.permissions import Permission, require, requires
from eaportal.review.blueprint import KEY, find, pages
from eaportal.review.forms import StepForm, judges, prefix_of, together_form
from eaportal.review.working import Answered, page

Forms = Mapping[int, StepForm]


@pages.post(f"/{KEY}/langkah")
@requires(Permission.DECIDE)
def decide_together(key: int) -> ResponseReturnValue:
    """Say yes or no in all steps of the page of which something is said."""
    registration = find(db.session, key)
    require(Permission.DECIDE, registration)
    forms = _sent(registration) or abort(404)
    said = {step: form for step, form in forms.items() if form.says_something}
    try:
        _take(registration, said)
    except Invalid:
        undo()
        return page(find(db.session, key), Answered(together=forms)), 422
    except (Changed, WrongState) as error:
        undo()
        late = Answered(together=forms, late=error.sentence)
        return page(find(db.session, key), late), 409
    db.commit(by=g.viewer.email)
    flash(f"{len(said)} pendapat disimpan." if said else "Belum ada pendapat baru.")
    return redirect(url_for(".show", key=key))


def _sent(registration: Registration) -> Forms:
    """Return the forms that were sent, by the id of their steps."""
    return {
        step.id: together_form(step)
        for step in registration.steps
        if judges(step) and f"{prefix_of(step)}version" in request.form
    }


def _take(registration: Registration, said: Forms) -> None:
    """Take each step; what is wrong with any stands beside its fields."""
    wrong = [Invalid("") for form in said.values() if not form.validate()]
    if wrong:
        raise wrong[0]
    for step in [each for each in registration.steps if each.id in said]:
        form = said[step.id]
        try:
            deciding.take(
                db.session, step, form.verdict(), viewer=g.viewer, version=form.seen
            )
        except Invalid as error:
            form.say(error)
            wrong.append(error)
    if wrong:
        raise wrong[0]
