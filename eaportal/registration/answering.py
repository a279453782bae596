"""Pages: what was found, and what the office says to it."""

from collections.abc import Mapping, Sequence

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import checking, inventory
from architecture.conflicts import Finding
from architecture.errors import Invalid, WrongState
from architecture.model import AnswerKind, Registration, State
from architecture.registration import drafting, submitting
from architecture.registration.asking import asked_of
from eaportal import db
from eaportal.errors import undo
from eaportal.permissions import Permission, Place, may, require, requires
from eaportal.registration import findings
from eaportal.registration.blueprint import KEY, find, pages
from eaportal.registration.findings import Shown
from eaportal.registration.forms import CHOICE, REASON, AnswersForm, answers_form

OPEN = drafting.OPEN_TO_OFFICE | {State.WAITING_FOR_HEAD}
"""The states in which findings may be answered."""

CHANGED = (
    "Temuannya berubah sejak halaman ini dibuka, jadi belum ada yang disimpan. Periksa "
    "jawaban Anda, lalu simpan lagi."
)


@pages.route(f"/{KEY}/temuan", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def answers(key: int) -> ResponseReturnValue:
    """Show every finding of a draft, and take the answers to them."""
    registration = find(db.session, key)
    require(Permission.REGISTER, registration)
    if registration.state not in OPEN:
        flash("Temuan usulan ini tidak dapat dijawab lagi.")
        return redirect(url_for(".show", key=key))
    found = checking.check(db.session, registration)
    cards = findings.shown(db.session, g.viewer, found, registration)
    if request.method == "POST":
        return _answer(registration, cards)
    return _page(registration, cards, answers_form(cards, sent=False))


def send(registration: Registration) -> ResponseReturnValue:
    """Hand the draft to the head; what was answered is kept, whatever comes of it."""
    db.session.expire(registration, ["answers"])
    try:
        submitting.submit(db.session, registration)
    except Invalid as error:
        db.commit(by=g.viewer.email)
        return _refused(registration, error.problems)
    db.commit(by=g.viewer.email)
    if may(g.viewer, Permission.CONFIRM, registration):
        flash("Usulan siap disahkan. Sebagai kepala OPD, Anda dapat mengesahkannya.")
        return redirect(url_for(".confirm", key=registration.id))
    flash("Usulan dikirim ke kepala OPD untuk disahkan.")
    return redirect(url_for(".show", key=registration.id))


def _refused(
    registration: Registration, problems: Mapping[str, list[str]]
) -> ResponseReturnValue:
    """Show what keeps a draft from being sent."""
    found = checking.check(db.session, registration)
    cards = findings.shown(db.session, g.viewer, found, registration)
    form = answers_form(cards, sent=False)
    return _page(registration, cards, form, problems), 422


def _answer(registration: Registration, cards: Sequence[Shown]) -> ResponseReturnValue:
    """Keep all that is said on the page, or nothing of it and say why."""
    form = answers_form(cards, sent=True)
    if form.strays(request.form.items(multi=True)):
        form.form_errors.append(CHANGED)
        return _page(registration, cards, form), 409
    try:
        done = _keep(registration, cards, form)
    except Invalid as error:
        undo()
        form.refuse(error)
        return _page(find(db.session, registration.id), cards, form), 422
    if request.form.get("kirim") and registration.state in drafting.OPEN_TO_OFFICE:
        return send(registration)
    db.commit(by=g.viewer.email)
    flash(" ".join(done) or "Belum ada jawaban baru untuk disimpan.")
    return redirect(url_for(".answers", key=registration.id))


def _keep(
    registration: Registration, cards: Sequence[Shown], form: AnswersForm
) -> list[str]:
    """Keep what is new; return in sentences what was done."""
    wrong: dict[str, list[str]] = {}
    done: list[str] = []
    for card in cards:
        key = card.finding.key
        try:
            done += _take(registration, card, form)
        except Invalid as error:
            asked = form.choice(key)
            name = REASON + key if asked is None or asked.data else CHOICE + key
            wrong[name] = [error.sentence]
    if wrong:
        raise Invalid("Periksa jawaban yang ditandai.", problems=wrong)
    return list(dict.fromkeys(done))


def _take(registration: Registration, card: Shown, form: AnswersForm) -> list[str]:
    chosen, field = form.choice(card.finding.key), form.reason(card.finding.key)
    reason = str(field.data or "") if field is not None else ""
    given = card.answer
    if chosen is None:
        if not reason or (given and given.overrides and given.reason == reason):
            return []
        drafting.override(
            db.session, registration, card.finding, reason, viewer=g.viewer
        )
        return ["Alasan disimpan."]
    kind = AnswerKind.__members__.get(str(chosen.data or ""))
    if kind is None and not chosen.data and not reason:
        return []
    if kind not in card.answers:
        chosen.data = None
        raise Invalid("Pilih salah satu jawaban.")
    if given and not given.overrides and (given.answer, given.reason) == (kind, reason):
        return []
    drafting.answer(
        db.session,
        registration,
        card.finding.key,
        kind,
        reason,
        account=g.viewer.account,
    )
    use = _use(registration, card.finding) if kind is AnswerKind.USE else []
    return ["Jawaban disimpan.", *use]


def _use(registration: Registration, about: Finding) -> list[str]:
    """Note the use; that it is noted already is what was wanted too."""
    found = inventory.find(db.session, g.viewer, about.subject.id) or abort(404)
    office = registration.organisation
    require(Permission.USE, Place(registration.government_id, office.id))
    try:
        inventory.start_use(
            db.session, found, office, note=f"Dari usulan {registration.number}"
        )
    except WrongState as error:
        return [error.sentence]
    return [f"Tercatat: {office.name} memakai {found.name}."]


def _page(
    registration: Registration,
    cards: Sequence[Shown],
    form: AnswersForm,
    problems: Mapping[str, list[str]] | None = None,
) -> str:
    shortcomings = submitting.shortcomings(db.session, registration)
    standing = [each for each in cards if each.stands]
    first, more = findings.foremost(cards)
    return render_template(
        "registration/findings.html",
        registration=registration,
        standing=standing,
        cards=cards,
        groups=findings.grouped(first),
        more=more,
        form=form,
        shortcomings=shortcomings,
        labels={
            name: field.label
            for name, field in asked_of(db.session, registration).items()
        },
        problems=problems or {},
        used=[
            each
            for each in cards
            if each.answer and each.answer.answer is AnswerKind.USE
        ],
        drafting=registration.state in drafting.OPEN_TO_OFFICE,
        sendable=not shortcomings
        and all(each.passable for each in standing if each.blocks),
    )
