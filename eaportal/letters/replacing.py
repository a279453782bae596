"""Issuing a corrected letter in place of one that was withdrawn."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import letters, organisations
from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.model import Letter, NumberMode
from eaportal import db
from eaportal.errors import undo
from eaportal.letters import making
from eaportal.letters.forms import CorrectionForm
from eaportal.letters.views import KEY, find, pages
from eaportal.permissions import Permission, requires


@pages.route(f"/{KEY}/ganti", methods=["GET", "POST"])
@requires(Permission.ISSUE_LETTERS)
def replace(key: int) -> ResponseReturnValue:
    """Write the same decision anew, with a number of its own."""
    letter = find(key)
    if not letters.may_replace(g.viewer, letter):
        abort(403)
    if problem := letters.replacing_problem(letter):
        return _refused(key, problem)
    form = _form(letter)
    if form.validate_on_submit():
        try:
            return _issued(letter, form)
        except WrongState as error:
            return _refused(key, error.sentence)
        except (Invalid, CodeTaken) as error:
            undo()
            form.refuse(error)
    page = render_template("letters/replace.html", form=form, letter=find(key))
    return page, 422 if form.errors else 200


def _refused(key: int, sentence: str) -> ResponseReturnValue:
    """Lead back to the letter, which tells how things stand: a second click too."""
    undo()
    flash(sentence)
    return redirect(url_for(".show", key=key))


def _issued(letter: Letter, form: CorrectionForm) -> ResponseReturnValue:
    """Issue the letter, ask for the files of both, and show the new one."""
    made = letters.replace(db.session, letter, form.correction(), viewer=g.viewer)
    for each in (letter, made):
        making.ask(db.session, each, account=g.viewer.account)
    db.commit(by=g.viewer.email)
    flash(f"Surat {made.number} terbit, menggantikan {letter.number}.")
    return redirect(url_for(".show", key=made.id))


def _form(letter: Letter) -> CorrectionForm:
    """Return the form, begun with what the withdrawn letter says."""
    said = letter.content
    begun = {
        "addressee": said["addressee"],
        "reasons": "\n\n".join(said["reasons"]),
    }
    form = CorrectionForm(data=begun)
    government = organisations.settings(db.session, letter.government_id)
    if government.number_mode is not NumberMode.TYPED:
        del form.number
    return form
