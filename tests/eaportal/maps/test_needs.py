"""A map of suspicions is there for those only who may open suspicions."""

import pytest

from architecture.errors import NotFound
from architecture.mapping.catalogue import VIEWS
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer
from eaportal.maps.needs import NEEDS, needed, opens
from eaportal.maps.wanted import Wanted, content
from eaportal.permissions import RULES
from tests import make


def viewer_of(role, office):
    held = PostHeld(role, office.id, office.government_id, frozenset({office.id}))
    return Viewer(1, "v@contoh.go.id", "V", (held,))


def test_a_view_opens_for_the_roles_of_its_permission(session):
    office = make.office(session)

    assert set(NEEDS) <= set(VIEWS)
    for role in Role:
        viewer = viewer_of(role, office)
        for view in VIEWS:
            assert opens(viewer, view) is (role in RULES[needed(view)]), (role, view)


def test_the_worker_draws_no_map_that_its_asker_may_not_open(session):
    office = make.office(session)
    wanted = Wanted(view="duplicates", government=office.government_id, on="2026-11-28")

    with pytest.raises(NotFound):
        content(session, viewer_of(Role.INSTALLER, office), wanted)
