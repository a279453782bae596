"""Where the stories of a demonstration government happen: who acts, where, on what."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from architecture.model import Account, Element, Organisation, PlanLine, Post
from architecture.scope import Viewer
from eaportal.accounts import signing_in


class Stage:
    """What the stories of one government need."""

    def __init__(
        self,
        session: Session,
        offices: Mapping[str, Organisation],
        elements: Mapping[str, Element],
        lines: Mapping[str, PlanLine],
    ) -> None:
        """Take what was loaded, by code, and look the people up."""
        self.session = session
        self.offices = offices
        self.elements = elements
        self.lines = lines
        accounts = session.scalars(
            select(Account).options(
                selectinload(Account.posts).joinedload(Post.organisation)
            )
        )
        self.accounts = {account.email: account for account in accounts}

    def viewer(self, by: str, on: date) -> Viewer:
        """Return who acts on a day, with the posts of that day."""
        return signing_in.viewer_of(self.session, self.accounts[by], on)
