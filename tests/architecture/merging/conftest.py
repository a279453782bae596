"""A government in which records are merged, and who merges them."""

import pytest


@pytest.fixture
def architect(kota):
    """Give who may merge."""
    return kota.viewer("architect")
