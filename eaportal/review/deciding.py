"""Taking a step: said once, refused beside its field, never lost."""

from flask import abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from architecture import letters, organisations
from architecture.errors import Changed, CodeTaken, Invalid, NotAllowed, WrongState
from architecture.model import Document, Registration, State, Step, StepState
from architecture.registration import deciding
from architecture.registration.drafting import StoredFile
from architecture.registration.verdicts import Verdict, owed
from eaportal import db, storage, uploads
from eaportal.errors import undo
from eaportal.letters import making
from eaportal.letters.papers import CONSIDERATION, document_of
from eaportal.permissions import Permission, require, requires
from eaportal.registration import progress
from eaportal.review.blueprint import KEY, STEP, find, pages, step_of
from eaportal.review.forms import SkipForm, StepForm, form_for, skip_form
from eaportal.review.working import Answered, page


@pages.post(f"/{KEY}/langkah/{STEP}")
@requires(Permission.DECIDE)
def decide(key: int, step: int) -> ResponseReturnValue:
    """Say yes or no in a step; what follows from it happens with it."""
    form, file, refusal = _read(key, step)
    try:
        if refusal is not None:
            raise refusal
        registration = find(db.session, key)
        taken = step_of(registration, step)
        deciding.take(
            db.session,
            taken,
            _verdict(form, file, registration),
            viewer=g.viewer,
            version=form.seen,
        )
    except (Invalid, CodeTaken) as error:
        undo()
        form.say(error)
        return page(find(db.session, key), Answered(step, form=form)), 422
    except (Changed, WrongState) as error:
        return _too_late(key, step, form, error.sentence)
    if taken.signs and registration.state is State.DECIDED:
        return _signed(registration)
    db.commit(by=g.viewer.email)
    flash(_told(registration, taken))
    return redirect(url_for(".show", key=key))


@pages.post(f"/{KEY}/langkah/{STEP}/lewati")
@requires(Permission.DECIDE)
def skip(key: int, step: int) -> ResponseReturnValue:
    """Leave out a consideration from outside, with a reason."""
    registration = find(db.session, key)
    require(Permission.DECIDE, registration)
    taken = step_of(registration, step)
    form = skip_form(taken)
    try:
        deciding.leave_out(
            db.session,
            taken,
            form.reason.data or "",
            viewer=g.viewer,
            version=form.seen,
        )
    except Invalid as error:
        undo()
        form.say(error)
        answered = Answered(step, skipping=True, form=form)
        return page(find(db.session, key), answered), 422
    except (Changed, WrongState) as error:
        return _too_late(key, step, form, error.sentence)
    db.commit(by=g.viewer.email)
    flash(f"Langkah “{taken.title}” dilewati.")
    return redirect(url_for(".show", key=key))


@pages.get(f"/{KEY}/langkah/{STEP}/surat")
@requires(Permission.REVIEW)
def paper(key: int, step: int) -> ResponseReturnValue:
    """Download the letter of a consideration from outside."""
    registration = find(db.session, key)
    found = step_of(registration, step).document
    if found is None or not progress.may_read_reasons(registration, g.viewer):
        abort(404)
    return storage.send(found)


def _read(key: int, step: int) -> tuple[StepForm, StoredFile | None, Invalid | None]:
    """Read form and file before the transaction that changes something begins."""
    with db.reading() as session:
        registration = find(session, key)
        require(Permission.DECIDE, registration)
        asked = step_of(registration, step)
        if not deciding.may_take(g.viewer, asked, registration):
            raise NotAllowed("Anda tidak dapat memutus langkah ini.")
        government = organisations.settings(session, registration.government_id)
        form = form_for(
            asked,
            registration,
            owed(registration, asked, g.viewer),
            numbers=government.number_mode,
        )
        late = asked.state is not StepState.OPEN
    if late:
        return form, None, None
    if not form.validate():
        return form, None, Invalid("", problems={"": []})
    try:
        return form, _kept(form), None
    except Invalid as error:
        wrong = Invalid(error.sentence, problems={"file": [error.sentence]})
        return form, None, wrong


def _kept(form: StepForm) -> StoredFile | None:
    file = form.file.data if form.file else None
    if not file or not file.filename:
        return None
    upload = uploads.read(file)
    return storage.keep(upload.content, upload.filename, upload.media_type)


def _verdict(
    form: StepForm, file: StoredFile | None, registration: Registration
) -> Verdict:
    document: Document | None = None
    if file is not None:
        document = document_of(
            file, registration, CONSIDERATION, account=g.viewer.account
        )
        db.session.add(document)
        db.session.flush()
    return form.verdict(document)


def _signed(registration: Registration) -> ResponseReturnValue:
    """Commit the signature, ask for the letter's files, and show the letter."""
    letter = letters.of_registration(db.session, registration)[0]
    making.ask(db.session, letter, account=g.viewer.account)
    db.commit(by=g.viewer.email)
    flash(f"Surat {letter.number} terbit.")
    return redirect(url_for("letters.show", key=letter.id))


def _too_late(
    key: int, step: int, form: StepForm | SkipForm, sentence: str
) -> ResponseReturnValue:
    """Say calmly that somebody was faster, and give back what was written."""
    undo()
    answered = Answered(step, form=form, late=sentence)
    return page(find(db.session, key), answered), 409


def _told(registration: Registration, step: Step) -> str:
    if registration.state is State.RETURNED:
        return "Usulan dikembalikan ke OPD untuk diperbaiki."
    if registration.state is State.DECIDED:
        return f"Usulan diputus: {step.outcome.value if step.outcome else ''}."
    return f"Langkah “{step.title}” disimpan."
