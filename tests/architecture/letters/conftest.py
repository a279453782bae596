"""The government that sends letters."""

import pytest

from tests.architecture.registration.office import office


@pytest.fixture
def kota(session):
    """Give a government with everybody who decides."""
    return office(session)
