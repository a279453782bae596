"""The front page."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from eaportal.home.cards import pieces_for
from eaportal.permissions import public

pages = Blueprint("home", __name__)


@pages.get("/")
@public
def index() -> ResponseReturnValue:
    """Show what waits for the person, or what the portal is."""
    if not g.viewer.account:
        return render_template("home/landing.html")
    pieces = pieces_for(g.viewer)
    cards = pieces.cards
    return render_template(
        "home/index.html",
        tasks=[card for card in cards if card.task and card.count != 0],
        done=[card for card in cards if card.task and card.count == 0],
        starts=[card for card in cards if not card.task and card.count is None],
        facts=[card for card in cards if not card.task and card.count is not None],
        bars=pieces.bars,
        links=pieces.links,
        previews=pieces.previews,
    )
