"""Pages: a cluster of three and more with its picture, and a family of sites."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask import Response, abort, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from architecture import consolidating, inventory, suspecting
from architecture.model import Application
from architecture.scope import readable_fields
from architecture.suspecting import Cluster
from eaportal import db, formats
from eaportal.maps import drawings
from eaportal.maps.known import map_of
from eaportal.maps.sending import sent
from eaportal.maps.views import ENDINGS
from eaportal.maps.wanted import CLUSTER, Wanted
from eaportal.permissions import Permission, requires
from eaportal.suspicions.blueprint import found, government, pages, sees_all

KEY = "<int:key>"
COST = "cost_yearly"
REFRESH = "2"
"""Seconds until a page looks again for its picture."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Yearly costs by application, how many are unknown, and how many are not shown."""

    known: Mapping[int, Decimal]
    unknown: int
    hidden: int

    @property
    def total(self) -> Decimal:
        """Return the sum of what is known."""
        return sum(self.known.values(), Decimal(0))


@pages.get(f"/kelompok/{KEY}")
@requires(Permission.READ_SUSPICIONS)
def cluster(key: int) -> ResponseReturnValue:
    """Show the cluster that an application is in."""
    group = _cluster(key)
    wanted = _wanted(key)
    map_ = map_of(g.viewer, wanted)
    known = inventory.several(db.session, g.viewer, group.members)
    told = consolidating.told_of(db.session, g.viewer, group.members)
    picture = drawings.ask(g.viewer, wanted, map_)
    page = render_template(
        "suspicions/cluster.html",
        cluster=group,
        applications=known,
        costs=costs(known.values()),
        cases=consolidating.of_group(told, group.members),
        busy=consolidating.running(told, group.members),
        key=key,
        map=map_,
        picture=picture,
        svg=Markup(drawings.read(picture) if picture.file else ""),  # noqa: S704 - ours
        whole=request.args.get("ukuran") == "utuh",
    )
    return _waiting(page, picture)


@pages.get(f"/kelompok/{KEY}/gambar.<any({ENDINGS}):ending>")
@requires(Permission.READ_SUSPICIONS)
def cluster_file(key: int, ending: str) -> ResponseReturnValue:
    """Send its picture as a file."""
    _cluster(key)
    wanted, back = _wanted(key), url_for(".cluster", key=key)
    map_ = map_of(g.viewer, wanted)
    return sent(wanted, map_, ending, name="kelompok-serupa", back=back)


@pages.get(f"/keluarga/{KEY}")
@requires(Permission.READ_SUSPICIONS)
def family(key: int) -> ResponseReturnValue:
    """Show the sites of one pattern."""
    root = government()
    group = suspecting.family_of(found(root), key) if sees_all(root) else None
    if group is None:
        abort(404)
    known = inventory.several(db.session, g.viewer, group.members)
    some = [each for each in known.values() if not each.merged_into_id]
    sites = sorted(some, key=lambda each: each.sort_name)
    return render_template("suspicions/family.html", family=group, sites=sites)


def costs(applications: Iterable[Application]) -> Costs:
    """Return what is known of the yearly cost, as far as the viewer may read it."""
    known: dict[int, Decimal] = {}
    hidden = unknown = 0
    for each in applications:
        if COST not in readable_fields(g.viewer, each):
            hidden += 1
        elif each.cost_yearly is None:
            unknown += 1
        else:
            known[each.id] = each.cost_yearly
    return Costs(known, unknown, hidden)


def _cluster(key: int) -> Cluster:
    return suspecting.cluster_of(found(government()), key) or abort(404)


def _wanted(key: int) -> Wanted:
    return Wanted(
        view=CLUSTER,
        government=government().id,
        focus=key,
        on=formats.today().isoformat(),
    )


def _waiting(page: str, picture: drawings.Picture) -> Response:
    """Return a page that looks again for its picture, by header, without script."""
    response = make_response(page)
    if picture.drawing:
        response.headers["Refresh"] = REFRESH
    return response
