import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

from tests.places import ROOT

ADDRESS = re.compile(r"[a-z]+://|index-url|find-links|\"resolved\"")
PINNED = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-node.txt",
    "package-lock.json",
]


def hidden(path):
    return any(part[0] == "." for part in path.parts[:-1] if part != ".ci")


def tracked():
    """Return what git keeps; without git, what no .gitignore line of ours covers."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        made = {"instance", "vendor", "__pycache__"}
        names = [
            str(path)
            for path in (each.relative_to(ROOT) for each in ROOT.rglob("*"))
            if not made & set(path.parts) and not hidden(path)
        ]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


@pytest.mark.parametrize("name", PINNED)
def test_pinned_files_hold_no_address(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if ADDRESS.search(line)] == []


@pytest.mark.parametrize("name", PINNED[:3])
def test_every_pinned_library_has_its_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.split(r"\n(?=[a-z0-9])", text.split("\n", 2)[2])

    assert pins
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_page_package_has_its_hash_and_exactly_one_version():
    packages = json.loads((ROOT / "package-lock.json").read_bytes())["packages"]
    asked = json.loads((ROOT / "package.json").read_bytes())["dependencies"]

    assert packages[""]["dependencies"] == asked
    assert [version for version in asked.values() if not version[0].isdigit()] == []
    assert [
        key for key, each in packages.items() if key and not each["integrity"]
    ] == []


def test_what_is_declared_is_pinned():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        re.split(r"[^\w-]", line)[0] for line in declared["project"]["dependencies"]
    }
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([\w-]+)==", pins, re.MULTILINE))

    assert wanted - pinned == set()


def test_no_file_knows_the_machine_it_was_written_on():
    here = [
        str(place) + os.sep
        for place in (ROOT.parent, Path.home())
        if place not in {Path("/"), Path(tempfile.gettempdir())}
    ]
    found = [
        path.relative_to(ROOT)
        for path in tracked()
        for place in here
        if Path(place) != Path(tempfile.gettempdir())
        and place.encode() in path.read_bytes()
    ]

    assert found == []


def test_what_set_up_makes_is_not_committed():
    made = ("node_modules", ".venv", "vendor", "instance", "__pycache__")

    assert [
        path for path in tracked() if set(path.relative_to(ROOT).parts) & set(made)
    ] == []


def test_the_licence_is_there_and_is_the_declared_one():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert declared["project"]["license"] == "Apache-2.0"
    assert "Apache License" in text
    assert "Version 2.0" in text


def test_every_folder_of_tests_is_a_package():
    folders = {path.parent for path in tracked() if path.name.startswith("test_")}

    assert [each for each in folders if not (each / "__init__.py").exists()] == []


def test_nothing_is_served_from_elsewhere():
    """Pages fetch styles, scripts, pictures and fonts from the portal alone."""
    elsewhere = re.compile(
        r"""(?:src|srcset|data-src)=["']?(?:https?:)?//"""
        r"""|<link[^>]+href=["']?(?:https?:)?//|url\(["']?(?:https?:)?//"""
    )
    found = [
        path.relative_to(ROOT)
        for path in tracked()
        if path.suffix in {".html", ".css", ".js"}
        and elsewhere.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_icons_that_pages_name_are_in_the_sprite():
    lines = (ROOT / "eaportal/static/icons.txt").read_text().splitlines()
    listed = {line.strip() for line in lines if line[:1] not in {"", "#"}}
    sprite = (ROOT / "eaportal/static/vendor/icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))

    assert listed == drawn


@pytest.mark.parametrize("python", [(3, 8), (3, 10)])
def test_an_old_python_gets_one_line_and_not_a_traceback(python, tmp_path):
    """The check runs before anything is made; the version is told to the script."""
    script = (
        "import runpy, sys\n"
        f"sys.version_info = {(*python, 0)}\n"
        f"sys.argv = ['setup.py', 'runtime']\n"
        f"runpy.run_path({str(ROOT / '.ci' / 'setup.py')!r}, run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "perlu Python 3.11" in done.stderr
