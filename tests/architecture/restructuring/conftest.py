"""A government whose offices change."""

import pytest

from tests.architecture.restructuring.town import town


@pytest.fixture
def kota(session):
    return town(session)
