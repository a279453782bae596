"""What every test may ask for; the fixtures stand in modules by subject."""

from pathlib import Path

import pytest

pytest_plugins = [
    "tests.left_out",
    "tests.databases",
    "tests.chromium",
    "tests.browser",
]

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of sample data beside the repository, or skip without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside the repository")
    return SHARED
