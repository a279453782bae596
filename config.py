"""The settings: one frozen dataclass, read from the environment once."""

import fcntl
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from click import ClickException
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent
INSTANCE = Path(os.environ.get("EAPORTAL_INSTANCE", ROOT / "instance"))
DRIVERS = frozenset({"postgresql+psycopg", "sqlite", "sqlite+pysqlite"})

THREADS = 8
"""Requests that a web process answers at once."""

CONNECTIONS = 3 * THREADS
"""What these may hold: a request has its session, and may read and write beside it."""


class Misconfigured(ClickException):
    """A setting is missing or cannot be used; the text says which and what to do.

    A command that meets it prints that one line and ends with status 1.
    """


@dataclass(frozen=True)
class Config:
    """Names are in capitals because Flask reads only those."""

    SECRET_KEY: str
    DATABASE_URL: str
    STORAGE_URL: str
    INSTANCE: Path
    PUBLIC_URL: str = ""
    """Where people reach the portal; printed in letters and QR codes."""
    GRAPHVIZ_ENGINE: str = "wheel"
    """`wheel` for the engine that is installed with the portal, or `dot`."""
    SESSION_COOKIE_NAME: str = "eaportal"
    SESSION_COOKIE_HTTPONLY: bool = True
    SESSION_COOKIE_SAMESITE: str = "Lax"
    SESSION_COOKIE_SECURE: bool = False
    PERMANENT_SESSION_LIFETIME: int = 8 * 3600
    """Seconds without a request after which a person has to sign in again."""
    MAX_CONTENT_LENGTH: int = 25 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE: int = 2 * 1024 * 1024
    MAX_FORM_PARTS: int = 3000
    TRUSTED_PROXIES: int = 0
    """How many proxies stand in front and set X-Forwarded-For."""
    WEB_CONCURRENCY: int = 2
    """How many processes answer requests."""
    TESTING: bool = False
    WTF_CSRF_ENABLED: bool = True
    WTF_CSRF_TIME_LIMIT: int | None = None
    """The token lives as long as the session that it belongs to."""
    RATELIMIT_STORAGE_URI: str = "memory://"
    RATELIMIT_ENABLED: bool = True
    JOBS_INLINE: bool = False
    """Run jobs at once in the process that asks (commands and tests)."""


def from_environment() -> Config:
    """Return the settings that the environment gives, with defaults that just work.

    Raises `Misconfigured` in production without a secret key.
    """
    production = os.environ.get("EAPORTAL_ENV") == "production"
    return Config(
        SECRET_KEY=os.environ.get("SECRET_KEY") or _own_secret(production),
        DATABASE_URL=database_url(),
        STORAGE_URL=os.environ.get("STORAGE_URL") or str(INSTANCE / "files"),
        INSTANCE=INSTANCE,
        PUBLIC_URL=os.environ.get("PUBLIC_URL", "").rstrip("/"),
        GRAPHVIZ_ENGINE=os.environ.get("GRAPHVIZ_ENGINE", Config.GRAPHVIZ_ENGINE),
        SESSION_COOKIE_SECURE=production and not os.environ.get("INSECURE_COOKIES"),
        TRUSTED_PROXIES=_whole_number("TRUSTED_PROXIES", 0),
        WEB_CONCURRENCY=_whole_number(
            "WEB_CONCURRENCY", Config.WEB_CONCURRENCY, least=1
        ),
        RATELIMIT_STORAGE_URI=os.environ.get(
            "RATELIMIT_STORAGE_URI", Config.RATELIMIT_STORAGE_URI
        ),
    )


def database_url() -> str:
    """Return the address of the database; SQLite in `instance/` if none is given.

    An address that begins with `postgresql://` or `postgres://` gets our driver.
    Raises `Misconfigured` for an address of no database that we know.
    """
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{INSTANCE / 'eaportal.sqlite'}"
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            url = "postgresql+psycopg://" + url.removeprefix(scheme)
    try:
        known = make_url(url).drivername in DRIVERS
    except (ArgumentError, ValueError):
        known = False
    if not known:
        raise Misconfigured(
            "DATABASE_URL harus berbentuk postgresql://… atau sqlite:////…"
        )
    return url


def _own_secret(production: bool) -> str:
    if production:
        raise Misconfigured("SECRET_KEY wajib diisi bila EAPORTAL_ENV=production.")
    try:
        INSTANCE.mkdir(parents=True, exist_ok=True)
        return _kept_secret(INSTANCE / "secret-key")
    except OSError as error:
        raise Misconfigured(
            f"Map {INSTANCE} tidak dapat dipakai ({error.strerror}). "
            "Beri hak tulis, atau sebut map lain dengan EAPORTAL_INSTANCE=…"
        ) from error


def _kept_secret(file: Path) -> str:
    """Return the secret in the file; whoever finds none there makes it, alone."""
    if file.exists() and (secret := file.read_text().strip()):
        return secret
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        secret = opened.read().strip()
        if not secret:
            secret = secrets.token_urlsafe(48)
            opened.write(secret)
    return secret


def _whole_number(name: str, otherwise: int, *, least: int = 0) -> int:
    text = os.environ.get(name) or str(otherwise)
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        raise Misconfigured(
            f"{name} harus berupa bilangan bulat mulai dari {least}, bukan “{text}”."
        )
    return int(text)
