"""What is planned, said and decided in a case, and its letter."""

from flask import g
from flask.typing import ResponseReturnValue

from architecture import consolidating, letters
from architecture.errors import Invalid, Refused
from architecture.model import Case
from eaportal import db
from eaportal.consolidation.forms import (
    AnswerForm,
    BackForm,
    DecisionForm,
    DropForm,
    plan_forms,
    plans,
)
from eaportal.consolidation.views import (
    KEY,
    answered,
    for_all,
    found,
    pages,
    shown,
    taken,
)
from eaportal.errors import undo
from eaportal.letters import making
from eaportal.permissions import Permission, Place, require, requires
from eaportal.queries import whole


@pages.post(f"/{KEY}/usul")
@requires(Permission.CONSOLIDATE)
def plan(key: int) -> ResponseReturnValue:
    """Keep what is proposed for each application."""
    case = for_all(key, Permission.CONSOLIDATE)
    forms, decision = plan_forms(case), DecisionForm()
    sound = [form.validate() for form in forms.values()]
    if not all(sound):
        return shown(case, plans=forms), 422
    try:
        seen = whole(decision.seen.data)
        consolidating.plan(db.session, case, plans(forms), seen=seen)
        return taken(case, "Usulan disimpan.")
    except Refused as error:
        undo()
        decision.refuse(error)
        return shown(found(key), plans=forms, decision=decision), 422


@pages.post(f"/{KEY}/tanggapan/<int:office>")
@requires(Permission.CONFIRM)
def answer(key: int, office: int) -> ResponseReturnValue:
    """Say what the own office thinks of the plan."""
    case, form = found(key), AnswerForm()
    require(Permission.CONFIRM, Place(case.government_id, office))

    def say() -> None:
        consolidating.answer(
            db.session,
            case,
            office,
            agrees=form.agrees.data == "ya",
            text=form.text.data or "",
            viewer=g.viewer,
        )

    return answered(case, say, "Tanggapan disimpan.", answer=form)


@pages.post(f"/{KEY}/putuskan")
@requires(Permission.DECIDE_CONSOLIDATION)
def decide(key: int) -> ResponseReturnValue:
    """Decide what was planned; the letter is issued with it."""
    case, form = for_all(key, Permission.DECIDE_CONSOLIDATION), DecisionForm()

    def settle() -> None:
        try:
            _decide(case, form)
        except Invalid as error:
            form.form_errors += _about_members(error)
            raise

    sentence = "Konsolidasi diputuskan; suratnya sedang disiapkan."
    return answered(case, settle, sentence, decision=form)


@pages.post(f"/{KEY}/hentikan")
@requires(Permission.CONSOLIDATE)
def drop(key: int) -> ResponseReturnValue:
    """Give the case up before it is decided."""
    case, form = for_all(key, Permission.CONSOLIDATE), DropForm()

    def end() -> None:
        consolidating.drop(db.session, case, form.ended_reason.data or "")

    return answered(case, end, "Pembahasan dihentikan.", drop=form)


@pages.post(f"/{KEY}/cabut")
@requires(Permission.DECIDE_CONSOLIDATION)
def take_back(key: int) -> ResponseReturnValue:
    """Take the decision back; its letter is withdrawn, a signed one replaced."""
    case, form = for_all(key, Permission.DECIDE_CONSOLIDATION), BackForm()

    def undecide() -> None:
        consolidating.take_back(
            db.session,
            case,
            form.back_reason.data or "",
            viewer=g.viewer,
            seen=whole(form.seen.data),
            number=(form.number.data or "") if "number" in form else "",
        )
        _ask_for_files(case)

    return answered(case, undecide, "Keputusan dicabut; kasus dibahas lagi.", back=form)


def _decide(case: Case, form: DecisionForm) -> None:
    consolidating.decide(
        db.session,
        case,
        form.reason.data or "",
        viewer=g.viewer,
        seen=whole(form.seen.data),
        number=(form.number.data or "") if "number" in form else "",
    )
    _ask_for_files(case)


def _ask_for_files(case: Case) -> None:
    """Have the files made of each letter that is new, or reads otherwise now."""
    for each in letters.of_case(db.session, case)[:2]:
        making.ask(db.session, each, account=g.viewer.account)


def _about_members(error: Invalid) -> list[str]:
    """Return what is wrong with the plan; it has no field in the form of a decision."""
    return [
        text
        for name, texts in error.problems.items()
        if name.startswith("fate-")
        for text in texts
    ]
