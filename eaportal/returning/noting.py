"""Note what a person opened, after the answer is sent.

A GET writes nothing: its session only reads.  So this is a transaction of its own,
begun when the person has the page already, and given up where it would have to wait.
"""

from flask import Flask, Response, after_this_request, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from architecture import returning
from architecture.model import Element, Registration
from architecture.returning import Kind
from eaportal import db


def note(thing: Element | Registration) -> None:
    """Note that the viewer opened this, if the page is shown."""
    if request.method != "GET":
        return
    kind: Kind = "registration" if isinstance(thing, Registration) else "element"
    opened = g.viewer.account, kind, thing.id
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001

    @after_this_request
    def later(response: Response) -> Response:
        if response.status_code == 200:
            response.call_on_close(lambda: _write(app, *opened))
        return response


def _write(app: Flask, account: int, kind: Kind, key: int) -> None:
    try:
        with app.app_context():
            with db.reading() as session:
                if returning.is_last(session, account, kind, key):
                    return
            with db.in_passing() as session:
                returning.opened(session, account, kind, key)
                session.commit()
    except SQLAlchemyError as error:
        app.logger.info("An opened page was not noted: %s", error)
