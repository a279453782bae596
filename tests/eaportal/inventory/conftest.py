"""An office, its operator, and the operator at the portal."""

import pytest

from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def operator(session, office):
    return make.account(session, Role.OPERATOR, office)


@pytest.fixture
def desk(browser, operator):
    return browser.sign_in(operator)
