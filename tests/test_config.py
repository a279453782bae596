"""Settings: what the environment gives, and one line for what cannot be used."""

import os
import stat
import subprocess
import sys

import pytest

import config
from config import ROOT, Misconfigured

VARIABLES = ("DATABASE_URL", "SECRET_KEY", "EAPORTAL_ENV", "EAPORTAL_INSTANCE")


@pytest.fixture(autouse=True)
def instance(monkeypatch, tmp_path):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance")
    return tmp_path / "instance"


def test_a_secret_is_made_once_and_its_owner_alone_reads_it(instance):
    first = config.from_environment().SECRET_KEY
    again = config.from_environment().SECRET_KEY

    assert first == again
    assert len(first) >= 48
    assert stat.S_IMODE((instance / "secret-key").stat().st_mode) == 0o600


def test_an_empty_file_holds_no_secret(instance):
    instance.mkdir()
    (instance / "secret-key").touch()

    assert len(config.from_environment().SECRET_KEY) >= 48


def test_who_starts_at_the_same_time_gets_the_same_secret(tmp_path):
    show = "import config; print(config.from_environment().SECRET_KEY)"
    environment = os.environ | {"EAPORTAL_INSTANCE": str(tmp_path / "shared")}
    several = [
        subprocess.Popen(
            [sys.executable, "-c", show],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    secrets = {each.communicate()[0] for each in several}

    assert len(secrets) == 1
    assert secrets != {"\n"}


def test_a_folder_that_cannot_be_made_is_told_by_its_name(instance):
    instance.write_text("a file where the folder should be")

    with pytest.raises(Misconfigured, match="EAPORTAL_INSTANCE"):
        config.from_environment()


def test_in_production_a_secret_has_to_be_given(monkeypatch):
    monkeypatch.setenv("EAPORTAL_ENV", "production")
    with pytest.raises(Misconfigured, match="SECRET_KEY"):
        config.from_environment()

    monkeypatch.setenv("SECRET_KEY", "kunci")
    assert config.from_environment().SESSION_COOKIE_SECURE


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("postgresql://a:b@db/x", "postgresql+psycopg://a:b@db/x"),
        ("postgres://db/x", "postgresql+psycopg://db/x"),
        ("sqlite:////srv/a.sqlite", "sqlite:////srv/a.sqlite"),
    ],
)
def test_an_address_of_a_database_gets_our_driver(monkeypatch, told, meant):
    monkeypatch.setenv("DATABASE_URL", told)

    assert config.database_url() == meant


@pytest.mark.parametrize("told", ["rubbish", "mysql://db/x", "postgresql://db:port/x"])
def test_an_address_of_no_database_that_we_know_is_refused(monkeypatch, told):
    monkeypatch.setenv("DATABASE_URL", told)

    with pytest.raises(Misconfigured, match="DATABASE_URL"):
        config.database_url()


@pytest.mark.parametrize("told", ["abc", "0", "-1", "1.5", "²"])
def test_a_number_of_processes_that_is_none_is_refused_by_its_name(monkeypatch, told):
    monkeypatch.setenv("WEB_CONCURRENCY", told)

    with pytest.raises(Misconfigured, match=f"WEB_CONCURRENCY.*“{told}”"):
        config.from_environment()


def test_as_many_processes_answer_as_were_asked_for(monkeypatch):
    assert config.from_environment().WEB_CONCURRENCY == 2
    monkeypatch.setenv("WEB_CONCURRENCY", "5")

    assert config.from_environment().WEB_CONCURRENCY == 5


@pytest.mark.parametrize(
    "command",
    [
        ["flask", "--app", "wsgi", "governments", "list"],
        ["alembic", "upgrade", "head"],
        ["eaportal.serve"],
        ["eaportal.worker"],
    ],
)
def test_what_is_wrong_with_a_setting_is_one_line_at_the_terminal(command, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "rubbish", "PORT": "58105"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "DATABASE_URL" in done.stderr
