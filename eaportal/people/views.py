"""The accounts of a government: who holds which post from when to when."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import organisations, people
from architecture.errors import NotAllowed, Refused
from architecture.model import Account, Organisation, Post
from architecture.roles import Role
from eaportal import db, formats
from eaportal.accounts import passwords
from eaportal.organisations.views import administered, of_government
from eaportal.people.forms import AccountForm, PersonForm, PostForm
from eaportal.permissions import Permission, requires

pages = Blueprint("people", __name__, url_prefix="/akun")


@pages.get("/")
@requires(Permission.MANAGE_ACCOUNTS)
def index() -> ResponseReturnValue:
    """List the accounts of the government with their posts."""
    government = administered()
    return render_template(
        "people/index.html",
        government=government,
        accounts=people.of_government(db.session, government.id),
        today=formats.today(),
    )


@pages.route("/baru", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def create() -> ResponseReturnValue:
    """Make an account with its first post; its password is shown once."""
    government = administered()
    form = AccountForm()
    _offer(form, government)
    if form.validate_on_submit():
        password = passwords.made()
        try:
            account = people.create_account(
                db.session,
                form.email.data or "",
                form.name.data or "",
                password_hash=passwords.hashed(password),
                government=government.id,
                title=form.title.data or "",
                employee_number=form.employee_number.data or "",
            )
            place = of_government(form.organisation.data, government)
            people.give_post(db.session, account, form.details(place))
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return _password_page(account, password)
    page = render_template("people/create.html", form=form)
    return page, 422 if form.errors else 200


@pages.route("/<int:key>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def show(key: int) -> ResponseReturnValue:
    """Show an account; give it a further post."""
    government = administered()
    account = _account(key, government)
    form = PostForm()
    _offer(form, government)
    if form.validate_on_submit():
        try:
            place = of_government(form.organisation.data, government)
            people.give_post(db.session, account, form.details(place))
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash("Jabatan diberikan.")
            return redirect(url_for(".show", key=key))
    page = render_template(
        "people/show.html",
        account=account,
        posts=_posts(account, government),
        form=form,
        today=formats.today(),
    )
    return page, 422 if form.errors else 200


@pages.route("/<int:key>/ubah", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def edit(key: int) -> ResponseReturnValue:
    """Change name, title and number of a person, as letters print them."""
    account = _own_account(key)
    form = PersonForm(obj=account)
    if form.validate_on_submit():
        try:
            people.revise(
                db.session, account, **form.stated(), government=administered().id
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash("Akun diperbarui.")
            return redirect(url_for(".show", key=key))
    page = render_template("people/edit.html", form=form, account=account)
    return page, 422 if form.errors else 200


@pages.post("/<int:key>/jabatan/<int:post>/akhiri")
@requires(Permission.MANAGE_ACCOUNTS)
def end_post(key: int, post: int) -> ResponseReturnValue:
    """Let a post end."""
    government = administered()
    account = _account(key, government)
    held = next((p for p in _posts(account, government) if p.id == post), None)
    people.end_post(db.session, held or abort(404), today=formats.today())
    db.commit(by=g.viewer.email)
    flash("Jabatan diakhiri.")
    return redirect(url_for(".show", key=key))


@pages.post("/<int:key>/kata-sandi")
@requires(Permission.MANAGE_ACCOUNTS)
def reset_password(key: int) -> ResponseReturnValue:
    """Give a new temporary password; other sessions of the account end."""
    account = _own_account(key)
    password = passwords.made()
    people.set_password(db.session, account, passwords.hashed(password), temporary=True)
    db.commit(by=g.viewer.email)
    return _password_page(account, password)


@pages.post("/<int:key>/tutup")
@requires(Permission.MANAGE_ACCOUNTS)
def close(key: int) -> ResponseReturnValue:
    """Close an account, or open it again."""
    account = _own_account(key)
    government = administered().id
    if account.id == g.viewer.account:
        raise NotAllowed("Anda tidak dapat menutup akun sendiri.")
    if account.closed_at is None:
        people.close(db.session, account, government=government, today=formats.today())
        flash("Akun ditutup.")
    else:
        people.reopen(db.session, account, government=government)
        flash("Akun dibuka kembali.")
    db.commit(by=g.viewer.email)
    return redirect(url_for(".show", key=key))


def _password_page(account: Account, password: str) -> ResponseReturnValue:
    return render_template("people/password.html", account=account, password=password)


def _account(key: int, government: Organisation) -> Account:
    account = db.get_or_404(Account, key)
    return account if _posts(account, government) else abort(404)


def _own_account(key: int) -> Account:
    """Return an account all of whose posts lie in the administered government."""
    government = administered()
    account = _account(key, government)
    foreign = len(_posts(account, government)) < len(account.posts)
    if foreign or any(post.role is Role.INSTALLER for post in account.posts):
        raise NotAllowed(
            "Akun ini juga memegang jabatan di luar instansi Anda; "
            "hanya pengelola instalasi yang dapat mengubahnya."
        )
    return account


def _posts(account: Account, government: Organisation) -> list[Post]:
    return [p for p in account.posts if p.organisation.government_id == government.id]


def _offer(form: PostForm, government: Organisation) -> None:
    rows = organisations.tree(db.session, government.id)
    deep = organisations.depths(rows)
    standing = organisations.standing(rows, formats.today())
    form.offer([(row, deep[row.id]) for row in standing])
    if not form.is_submitted():
        form.starts_on.process_data(formats.today())
