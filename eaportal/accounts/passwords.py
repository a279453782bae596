"""Passwords: hashed with argon2id, compared in constant work, made at random."""

import secrets
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 10
LONGEST = 200

_hasher = PasswordHash(
    (Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),)
)
"""The parameters that OWASP recommends for servers with little memory."""

_turns = BoundedSemaphore(4)
"""Each comparison takes 19 MB: no more than four at once in a process."""


@cache
def _nobodys() -> str:
    """Return what a password is compared with where there is no account."""
    return _hasher.hash(secrets.token_urlsafe())


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    with _turns:
        return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Tell whether it is the password; without one to compare the work is the same."""
    with _turns:
        try:
            right = _hasher.verify(password, kept or _nobodys())
        except PwdlibError:  # an account that was given no usable password
            _hasher.verify(password, _nobodys())
            return False
    return right and kept is not None


def made() -> str:
    """Return a random password that can be read aloud and typed.

    >>> len(made())
    19
    """
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def weakness(password: str, *, email: str = "") -> str | None:
    """Return a sentence on what is wrong with a new password, or None.

    >>> weakness("rahasia")
    'Kata sandi paling sedikit 10 karakter.'
    >>> weakness("aaaaaaaaaaaa")
    'Kata sandi ini terlalu mudah ditebak.'
    """
    if len(password) < SHORTEST:
        return f"Kata sandi paling sedikit {SHORTEST} karakter."
    if len(password) > LONGEST:
        return f"Kata sandi paling banyak {LONGEST} karakter."
    lowered = password.lower()
    names = {email.lower(), email.lower().partition("@")[0]} - {""}
    if len(set(lowered)) < 5 or lowered in names or lowered in _COMMON:
        return "Kata sandi ini terlalu mudah ditebak."
    return None


_COMMON = frozenset(
    {
        "1234567890",
        "12345678910",
        "0987654321",
        "password123",
        "passw0rd123",
        "qwertyuiop",
        "qwerty12345",
        "indonesia123",
        "rahasia123",
        "katasandi123",
        "kominfo123",
        "pemerintah123",
        "admin12345",
        "administrator",
    }
)
