"""Point out where one name lists several applications."""

import re

from architecture.exchange.inventories.addresses import is_domain

_LABEL = re.compile(
    r"(?:^|[;\n.]\s*)(?:aplikasi\s+)?(?:pusat|daerah|lokal|nasional|umum|khusus|opd)\s*:",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:^|[\s;,])(?:\(?\d{1,2}[.)]|[-•*])\s+(?=\S)")
_COMMA = re.compile(r"[,;\n](?![^(]*\))")
_BRACKETS = re.compile(r"\([^()]*\)?")
_PAIR = re.compile(r"\s+(?:dan|&|serta)\s+", re.IGNORECASE)
_SHORT = re.compile(r"^(?:[A-Z][A-Z0-9-]{2,}|e-\w{3,}|si-?[a-z]{4,}|[A-Z]\w*[A-Z]\w*)$")
_LONGEST = 60


def split_name(name: str) -> tuple[str, ...]:
    """Return the names that one cell seems to list; empty for a single application.

    >>> split_name("Aplikasi Pusat : SIPD-RI, e-ASN; Aplikasi Daerah : SIMPEG")
    ('SIPD-RI', 'e-ASN', 'SIMPEG')
    >>> split_name("Sistem Informasi Hukum, Perkara, dan Pengaduan Masyarakat Kota")
    ()
    >>> split_name("SIMDA dan SIPD")
    ('SIMDA', 'SIPD')
    """
    if is_domain(name):
        return ()
    labelled = _LABEL.search(name) is not None
    text = _LABEL.sub(";", name)
    listed = len(_ITEM.findall(text)) > 1
    if listed:
        text = _ITEM.sub(";", text)
    parts = [part.strip(" .:-") for part in _COMMA.split(text)]
    parts = [part for part in parts if len(part) > 1]
    if labelled or listed or "\n" in name.strip():
        return tuple(parts) if len(parts) > 1 else ()
    if len(parts) > 1:
        return tuple(parts) if _all_names(parts) else ()
    pair = _PAIR.split(_BRACKETS.sub("", name).strip())
    if len(pair) == 2 and all(_SHORT.match(part) for part in pair):
        return tuple(pair)
    return ()


def _all_names(parts: list[str]) -> bool:
    """Tell whether each part can be a name; a title with commas is no list."""
    short = sum(bool(_SHORT.match(_first(part))) for part in parts)
    fit = all(len(part) <= _LONGEST and len(part.split()) <= 6 for part in parts)
    joined = any(part.casefold().startswith(("dan ", "serta ")) for part in parts)
    return fit and short * 2 >= len(parts) and not (joined and short < len(parts) - 1)


def _first(part: str) -> str:
    words = _BRACKETS.sub("", part).split()
    words = [w for w in words if w.casefold() not in {"aplikasi", "dan", "sistem"}]
    return words[0] if words else ""
