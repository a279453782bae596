"""The picture of a cluster: who is in it, and how sure each pair is."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from architecture import inventory
from architecture.layers import Layer
from architecture.maps.content import Item, Map
from architecture.maps.views.cluster import Tie, cluster
from architecture.model import Application, Organisation, PairVerdict
from architecture.scope import Viewer
from architecture.suspecting.lines import Cluster
from architecture.suspecting.pairs import Pair


def picture(
    session: Session,
    viewer: Viewer,
    government: Organisation,
    found: Cluster,
    *,
    on: date,
    address: str,
) -> Map:
    """Return the map of a cluster; `address` has a `{}` for an application's id."""
    known = inventory.several(session, viewer, found.members)
    return cluster(
        [_item(each, address) for each in known.values()],
        [tie(each) for each in found.pairs],
        scope=government.name,
        on=on,
        source=f"Inventaris aplikasi {government.name}",
    )


def tie(pair: Pair) -> Tie:
    """Return a pair as a map tells of it."""
    said: Mapping[PairVerdict, str] = {
        each: f"Dinilai {each.value.lower()}" for each in PairVerdict
    }
    return Tie(
        one=str(pair.one),
        other=str(pair.other),
        percent=pair.percent,
        judged=said[pair.verdict] if pair.verdict and pair.standing else "",
        apart=pair.judged and pair.verdict is PairVerdict.DIFFERENT,
    )


def _item(application: Application, address: str) -> Item:
    return Item(
        key=str(application.id),
        name=application.acronym or application.name,
        layer=Layer.APPLICATION,
        code=application.code,
        status=application.status,
        url=address.format(application.id),
        detail=application.organisation.label,
        summary=application.name,
    )
