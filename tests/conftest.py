"""What every test may ask for; the fixtures stand in modules by subject."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.places import SHARED

pytest_plugins = [
    "tests.left_out",
    "tests.databases",
    "tests.chromium",
    "tests.browser",
    "tests.libreoffice",
    "tests.demonstrated",
    "tests.architecture.registration.office",
]

# A slow machine is no failure; in CI the same examples are tried every time.
settings.register_profile(
    "portal", deadline=None, derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("portal")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of sample data beside the repository, or skip without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside the repository")
    return SHARED
