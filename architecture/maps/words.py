"""Numbers and sentences as maps say them, in Indonesian."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from architecture.layers import Layer, Status

_DIRECTION = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
JOINT = " · "
"""What stands between parts that are told one after the other."""

_JOINERS = frozenset("\u200c\u200d")


def number(value: int) -> str:
    """Write a whole number with points between thousands.

    >>> number(27400)
    '27.400'
    """
    return f"{value:,}".replace(",", ".")


def money(amount: Decimal) -> str:
    """Write an amount of rupiah as short as it is spoken.

    >>> money(Decimal(1_250_000_000)), money(Decimal(75_000_000)), money(Decimal(900))
    ('Rp1,25 miliar', 'Rp75 juta', 'Rp900')
    """
    for size, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")):
        if amount >= size:
            short = f"{amount / size:.2f}".rstrip("0").rstrip(".").replace(".", ",")
            return f"Rp{short} {word}"
    return f"Rp{number(int(amount))}"


def status_name(key: str) -> str:
    """Return the words for a status given by name; the empty key is an unknown one."""
    return Status[key].value if key in Status.__members__ else "Status belum diketahui"


def status_order(key: str) -> int:
    """Return the place of a status in a life; the unknown one comes last."""
    names = list(Status.__members__)
    return names.index(key) if key in names else len(names)


def layer_count(layer: Layer, count: int) -> str:
    """Say how many elements of a layer there are.

    >>> layer_count(Layer.APPLICATION, 1200)
    '1.200 aplikasi'
    """
    return f"{number(count)} {layer.value.lower()}"


def listed(parts: Iterable[str]) -> str:
    """Join what is there with a middle dot; the empty parts are left out."""
    return JOINT.join(part for part in parts if part)


def clean(text: str) -> str:
    r"""Return a text on one line that XML can hold, without direction overrides.

    >>> clean("satu\n  dua\x00")
    'satu dua'
    """
    if not text.isprintable():  # most are, and there are many
        text = "".join(_kept(char) for char in text)
    return " ".join(text.split())


def _kept(char: str) -> str:
    if char.isspace():
        return " "
    if char in _DIRECTION:
        return ""
    if char in _JOINERS:
        return char
    point = ord(char)
    unfit = unicodedata.category(char) in {"Cc", "Cs", "Co"}
    return (
        "" if unfit or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF else char
    )


def rupiah(amount: int) -> str:
    """Write an amount as people say it.

    >>> rupiah(1_300_000_000), rupiah(45_000_000), rupiah(999_999)
    ('Rp1,3 M', 'Rp45 jt', 'Rp999.999')
    """
    for unit, word in ((10**12, "T"), (10**9, "M"), (10**6, "jt")):
        if amount >= unit:
            said = f"{amount / unit:.1f}".replace(".", ",").removesuffix(",0")
            return f"Rp{said} {word}"
    return f"Rp{number(amount)}"
