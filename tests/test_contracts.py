import subprocess
import sys
import tomllib

import pytest

from tests.places import ROOT


def run(folder):
    return subprocess.run(
        [
            sys.executable,
            *("-c", "from importlinter.cli import lint_imports_command as run; run()"),
            "--no-cache",
        ],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


def planted(tmp_path, name, line):
    """Return a folder with our packages in outline, and one import that is wrong."""
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for package in ("architecture", "eaportal"):
        for path in (ROOT / package).rglob("*.py"):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text("")
    (tmp_path / name).write_text(line)
    return tmp_path


def test_imports_go_in_one_direction():
    told = run(ROOT)

    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("name", "line", "contract"),
    [
        ("architecture/layers/field.py", "import eaportal.db", "The portal stands on"),
        ("architecture/scope.py", "import flask", "knows nothing of the web"),
        ("architecture/model/base.py", "import architecture.inventory", "Inside the"),
        ("architecture/duplicates/text.py", "import sqlalchemy", "Duplicate"),
        ("architecture/maps/content.py", "import architecture.model", "Maps, rules"),
        ("architecture/history/noting.py", "import pandas", "Data frames"),
        ("eaportal/home/views.py", "import sqlalchemy", "Pages and forms"),
        ("architecture/without_a_place.py", "", "Inside the architecture"),
    ],
)
def test_an_import_in_the_wrong_direction_is_found(tmp_path, name, line, contract):
    told = run(planted(tmp_path, name, line))

    assert told.returncode == 1
    [broken] = [each for each in told.stdout.splitlines() if each.endswith("BROKEN")]
    assert contract in broken


def test_every_package_of_ours_is_held_to_types():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert declared["tool"]["mypy"]["strict"] is True
    assert {"architecture", "eaportal", "config"} <= set(
        declared["tool"]["mypy"]["packages"]
    )
