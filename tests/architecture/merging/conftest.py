"""A government in which records are merged, and who merges them."""

import pytest

from tests.architecture.registration.office import office


@pytest.fixture
def kota(session):
    """Give a government with everybody who works in it."""
    return office(session)


@pytest.fixture
def architect(kota):
    """Give who may merge."""
    return kota.viewer("architect")
