"""The governments of the installation, and their first administrators."""

from flask import Blueprint, flash, g, render_template
from flask.typing import ResponseReturnValue

from architecture import organisations, people
from architecture.errors import Refused
from architecture.roles import Role
from eaportal import db, formats
from eaportal.accounts import passwords
from eaportal.governments.forms import GovernmentForm
from eaportal.permissions import Permission, requires

pages = Blueprint("governments", __name__, url_prefix="/instansi")


@pages.get("/")
@requires(Permission.MANAGE_GOVERNMENTS)
def index() -> ResponseReturnValue:
    """List the governments; of their business nothing is shown."""
    rows = organisations.governments(db.session)
    return render_template("governments/index.html", rows=rows)


@pages.route("/baru", methods=["GET", "POST"])
@requires(Permission.MANAGE_GOVERNMENTS)
def create() -> ResponseReturnValue:
    """Make a government with its first administrator."""
    form = GovernmentForm()
    if form.validate_on_submit():
        password = passwords.made()
        try:
            _create(form, password)
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(f"{form.name.data} dibuat.")
            return render_template(
                "governments/created.html", form=form, password=password
            )
    page = render_template("governments/create.html", form=form)
    return page, 422 if form.errors else 200


def _create(form: GovernmentForm, password: str) -> None:
    government = organisations.create_government(
        db.session,
        form.code.data or "",
        form.name.data or "",
        place=form.place.data or "",
    )
    account = people.create_account(
        db.session,
        form.email.data or "",
        form.person.data or "",
        password_hash=passwords.hashed(password),
        government=government.id,
    )
    people.give_post(
        db.session,
        account,
        people.PostDetails(
            role=Role.ADMINISTRATOR,
            organisation=government,
            starts_on=formats.today(),
        ),
    )
