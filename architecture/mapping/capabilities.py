"""The capabilities of a government, with what supports each."""

from sqlalchemy.orm import Session

from architecture import classifying
from architecture.layers import Status
from architecture.mapping import affairs, applications
from architecture.mapping.asking import MOST_HOPS, Asked
from architecture.mapping.colouring import colour_of
from architecture.mapping.landscape import offices_on, scope_of
from architecture.maps.choices import Colour
from architecture.maps.content import Map
from architecture.maps.views import capabilities as maps
from architecture.maps.views.capabilities import Capability, Supporter, Telling
from architecture.scope import READS_MONEY, Viewer

COLOURS = (Colour.NUMBER, Colour.COST, Colour.STATUS)
_DOMAIN = "RAB"
_CODES = (applications.CODES,)


def capabilities(
    session: Session, viewer: Viewer, asked: Asked, *, limit: int = maps.LIMIT
) -> Map:
    """Return the RAB with the applications under each code, websites left out.

    Those count by their own codes and by those of what they support; what is used of
    other owners counts too, but not its cost.  What has ended supports nothing.
    """
    government = asked.government
    money = bool(viewer.holds(READS_MONEY, government=government.id))
    tree = classifying.tree(session, government.id)
    through = affairs.supported(session, viewer, government.id, asked.on)
    columns = (*_CODES, "cost_yearly") if money else _CODES
    rows = [
        *applications.own(session, viewer, asked, columns),
        *applications.of_others(session, viewer, asked, _CODES),
    ]
    supporters = [
        Supporter(
            str(row.id),
            tuple(
                affairs.standing(
                    (*row.values[applications.CODES], *through.get(row.id, ())), tree
                )
            ),
            row.status,
            row.values.get("cost_yearly"),
            row.own,
        )
        for row in rows
        if row.status is not Status.RETIRED
    ]
    address = asked.addresses["code"]
    several = [
        Capability(node.code, node.name, node.parent, address.format(node.code))
        for node in tree
        if node.domain == _DOMAIN
    ]
    telling = Telling(
        scope=scope_of(asked, offices_on(session, government.id, asked.on)),
        on=asked.on,
        source=asked.source,
        colour=colour_of(viewer, asked, COLOURS),
        depth=min(max(asked.hops, 1), MOST_HOPS),
        money=money,
        limit=limit,
    )
    return maps.capabilities(several, supporters, telling)
