"""Addresses of applications: which can be followed, and what becomes of the others.

An address that cannot be used is never thrown away: it goes into the notes.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from architecture.exchange.files.cleaning import one_line
from architecture.exchange.inventories.fillers import is_placeholder
from architecture.exchange.inventories.lists import rows

_LONGEST = 2_000
_CUT = re.compile(r"[\s;,|]+|\s+(?:dan|atau|&)\s+")
_SCHEME = re.compile(
    r"^(?:https?|htpps?|htps|hhtps?|ttps?|hppts?)\s*[:;]?[/\\]{1,3}",
    re.IGNORECASE,
)
_OTHER_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+$")
_SHORTENERS = frozenset(
    ["bit.ly", "s.id", "tinyurl.com", "linktr.ee", "lynk.id", "t.ly"]
)
_CHATS = re.compile(r"^(?:wa\.me|t\.me|chat\.whatsapp\.com|api\.whatsapp\.com|m\.me)$")
_FORMS = re.compile(r"^(?:forms\.gle|docs\.google\.com|forms\.office\.com|drive\.)")
_STORES = re.compile(r"^(?:play\.google\.com|apps\.apple\.com)$")
_NOWHERE = frozenset(
    ["invalid", "test", "example", "localhost", "local", "lan", "internal", "home"]
)
_ENDINGS = frozenset(row["ending"] for row in rows("endings"))
_WORDS = (
    (re.compile(r"\bvpn\b", re.IGNORECASE), "hanya lewat VPN"),
    (re.compile(r"\bftp\b", re.IGNORECASE), "alamat FTP"),
    (
        re.compile(r"\b(?:desktop|dekstop|exe|offline|luring)\b", re.IGNORECASE),
        "aplikasi desktop",
    ),
    (
        re.compile(r"\b(?:diinstal\w*|install?\w*|terpasang)\b", re.IGNORECASE),
        "aplikasi dipasang",
    ),
    (
        re.compile(r"\b(?:intranet|lokal|lan|localhost)\b", re.IGNORECASE),
        "jaringan lokal",
    ),
    (
        re.compile(r"\b(?:play ?store|app ?store|android|apk)\b", re.IGNORECASE),
        "toko aplikasi",
    ),
)


@dataclass(frozen=True, slots=True)
class Address:
    """The address that can be followed, and the rest with the reason for each."""

    url: str = ""
    rest: tuple[tuple[str, str], ...] = ()
    completed: bool = False
    mobile: bool = False
    desktop: bool = False


def read_address(text: str) -> Address:
    """Read a cell that should hold one address.

    >>> read_address("simpeg.kota.go.id").url
    'https://simpeg.kota.go.id'
    >>> read_address("https://tidakada.invalid").rest
    (('https://tidakada.invalid', 'alamat tidak dapat dibuka'),)
    """
    text = one_line(text)
    if not text or is_placeholder(text):
        return Address()
    parts = [part.strip("()[]<>\"'") for part in _CUT.split(text)]
    parts = list(dict.fromkeys(part for part in parts if "." in part or "//" in part))
    judged = [(part, *_judge(part)) for part in parts]
    good = [url for _, url, _ in judged if url]
    if not good:
        return _none(text, judged)
    url = good[0]
    rest = [(part, reason) for part, mine, reason in judged if not mine]
    rest += [(other, "alamat kedua") for other in good[1:]]
    host = host_of(url)
    return Address(
        url=url,
        rest=tuple(rest),
        completed="://" not in text,
        mobile=bool(_STORES.match(host)),
    )


def _none(text: str, judged: list[tuple[str, str, str]]) -> Address:
    words = next((reason for sign, reason in _WORDS if sign.search(text)), "")
    reason = words or next((each[2] for each in judged), "bukan alamat")
    return Address(
        rest=((without_password(text), reason),),
        desktop=reason in {"aplikasi desktop", "aplikasi dipasang"},
        mobile=reason == "toko aplikasi",
    )


def without_password(text: str) -> str:
    """Take name and password out of an address.

    >>> without_password("http://admin:rahasia@kota.go.id/masuk")
    'http://kota.go.id/masuk'
    """
    return re.sub(r"(//)[^/@\s]+@", r"\1", text)


def _judge(part: str) -> tuple[str, str]:
    """Return the address if it can be followed, else why it cannot."""
    part = without_password(part).rstrip(").,")
    scheme = _SCHEME.match(part)
    if scheme:
        secure = "s" in scheme[0].lower().split(":")[0]
        part = f"{'https' if secure else 'http'}://{part[scheme.end() :]}"
    elif other := _OTHER_SCHEME.match(part):
        return "", "alamat FTP" if other[1].lower().endswith("ftp") else "bukan alamat"
    else:
        part = f"https://{part}"
    try:
        split = urlsplit(part)
        host = (split.hostname or "").rstrip(".")
        port = split.port
    except ValueError:
        return "", "bukan alamat"
    if len(part) > _LONGEST:
        return "", "alamat terlalu panjang"
    wrong = _wrong_host(host)
    if wrong:
        return "", wrong
    ends = f":{port}" if port else ""
    tail = part.split("://", 1)[1]
    path = tail[re.match(r"[^/?#]*", tail).end() :]  # type: ignore[union-attr]  # it matches always
    return f"{split.scheme}://{host}{ends}{path}", ""


def _wrong_host(host: str) -> str:
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        return "alamat IP"
    if _CHATS.match(host):
        return "tautan obrolan"
    if _FORMS.match(host):
        return "tautan formulir"
    if host in _SHORTENERS:
        return "tautan pendek"
    ending = host.rsplit(".", 1)[-1]
    if ending in _NOWHERE or not _HOST.match(host) or ending not in _ENDINGS:
        return "alamat tidak dapat dibuka"
    return ""


def host_of(url: str) -> str:
    """Return the host of an address without www, or "".

    >>> host_of("https://www.kota.go.id/masuk")
    'kota.go.id'
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def address_key(url: str) -> str:
    """Return what makes two addresses the same place.

    >>> address_key("http://www.kota.go.id/") == address_key("https://kota.go.id")
    True
    """
    rest = url.split("://", 1)[-1]
    path = rest.split("/", 1)[1] if "/" in rest else ""
    return f"{host_of(url)}/{path}".rstrip("/").casefold() if url else ""


def is_domain(text: str) -> bool:
    """Tell whether a name is nothing but the address of a site.

    >>> is_domain("simpeg.magetan.go.id"), is_domain("Sistem v1.0")
    (True, False)
    """
    word = text.strip().casefold().removeprefix("http://").removeprefix("https://")
    host = word.split("/", 1)[0]
    return bool(_HOST.match(host)) and host.rsplit(".", 1)[-1] in _ENDINGS
