"""Texts that say nothing: what only fills a cell, or was typed at random."""

import re
from functools import lru_cache

from architecture.exchange.files.cleaning import one_line
from architecture.exchange.inventories.lists import rows

_PLACEHOLDERS = frozenset(row["text"] for row in rows("placeholders"))
_DIGRAPHS = re.compile("ng|ny|sy|kh|nk|str|skr|spr|ch|th|sh|ck")
_HARD = re.compile("[bcdfghjklmnpqrstvwxyz]{4,}")
_WORD = re.compile(r"[a-z]{4,}")


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Tell whether a text only fills the cell.

    >>> [is_placeholder(text) for text in ("-", "N/A", "tidak ada", "Tidak ada antre")]
    [True, True, True, False]
    """
    plain = one_line(text).casefold().strip(" .,:;()[]")
    return not plain or plain in _PLACEHOLDERS or not any(map(str.isalnum, plain))


def is_gibberish(text: str) -> bool:
    """Tell whether a text was typed at random, to get past a required field.

    Words in capitals are left out: they are abbreviations.

    >>> is_gibberish("sdsbjdjabdja sdknakldnaslkndlkasnd")
    True
    >>> is_gibberish("Mengelola pendaftaran pasien rawat jalan")
    False
    """
    words = _WORD.findall(
        " ".join(word for word in text.split() if _is_plain(word)).lower()
    )
    if sum(map(len, words)) < 8:
        return False
    odd = [word for word in words if _is_odd(word)]
    return len(odd) * 2 >= len(words)


def _is_plain(word: str) -> bool:
    """Tell whether it is a word: no abbreviation, and no address."""
    return not word.isupper() and "." not in word.strip("().,;:")


def _is_odd(word: str) -> bool:
    rest = _DIGRAPHS.sub("n", word)
    repeats = len(word) >= 6 and len(set(word)) <= 2
    return bool(_HARD.search(rest)) or not re.search("[aiueoy]", word) or repeats
