"""The office whose elements are changed."""

import pytest

from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")
