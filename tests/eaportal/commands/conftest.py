"""What runs a command of the portal."""

import pytest

from architecture import inventory
from architecture.layers import Sharing
from tests.architecture.registration.office import office
from tests.architecture.suspecting.test_sweeping import OTHER
from tests.architecture.test_judging import PRESENCE, WISH, commit


@pytest.fixture
def kota(session):
    """Give a city with three applications, two of which do the same work."""
    made = office(session)
    for each in (PRESENCE, WISH, OTHER):
        inventory.add(session, made.dinas, each, sharing=Sharing.PROFILE)
    commit(made)
    return made


@pytest.fixture
def run(app, session):
    """Give what runs a command and returns status, stdout and stderr."""

    def invoke(*words, text=None, status=0):
        session.commit()
        result = app.test_cli_runner().invoke(args=list(words), input=text)
        assert result.exit_code == status, (result.output, result.exception)
        session.expire_all()
        return result

    return invoke
