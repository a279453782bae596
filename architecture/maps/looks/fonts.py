"""The fonts that browser, PNG and PDF share, and how wide a text is in them.

Graphviz does not measure our texts: it knows other fonts than those that the reader
sees.  Labels are measured and wrapped here and boxes have fixed sizes.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from architecture.maps.words import clean

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Javanese", "Noto Emoji")
STACK = ", ".join((*FAMILIES, "sans-serif"))
"""What is written into a picture; browsers take the first that has the glyph."""

REGULAR = (
    "NotoSans-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansJavanese-Regular.ttf",
    "NotoEmoji-Regular.ttf",
)
BOLD = (
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansJavanese-Bold.ttf",
    "NotoEmoji-Regular.ttf",
)
FOLDERS = (
    Path(__file__).parents[3] / "eaportal/static/vendor/fonts",
    Path("/usr/share/fonts/truetype/noto"),
)
"""Where set-up puts them, then where Debian does."""

MISSING = 0.65
"""How wide a character is taken to be, in ems, that no font has."""


INVISIBLE = frozenset("\u200c\u200d\ufe0e\ufe0f")
"""Signs that join or choose what stands beside them."""


@dataclass(frozen=True, eq=False)
class Fonts:
    """Font files and the advance widths of their characters, in ems."""

    files: tuple[Path, ...]
    regular: Mapping[int, float]
    bold: Mapping[int, float]
    digest: str
    emoji: frozenset[int] = frozenset()

    def is_emoji(self, char: str) -> bool:
        """Tell whether a character is found in the emoji font alone."""
        return ord(char) in self.emoji

    def has(self, char: str) -> bool:
        """Tell whether some font has a character, or it needs none."""
        return ord(char) in self.regular or char in INVISIBLE or not self.regular

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a text is, in the unit of `size`."""
        widths = self.bold if bold else self.regular
        return size * sum(widths.get(ord(char), MISSING) for char in text)

    def wrap(
        self, text: str, width: float, size: float, *, lines: int, bold: bool = False
    ) -> list[str]:
        """Break a text into lines that fit; what is left over ends in an ellipsis."""

        def fits(piece: str) -> bool:
            return self.width(piece, size, bold=bold) <= width

        words = [
            piece
            for word in clean(text).split()
            for piece in ([word] if fits(word) else _broken(word, fits))
        ]
        wrapped: list[str] = []
        for word in words:
            joined = f"{wrapped[-1]} {word}" if wrapped else word
            if wrapped and fits(joined) and not word.startswith("\u2060"):
                wrapped[-1] = joined
            else:
                wrapped.append(word)
        wrapped = [line.replace("\u2060", "") for line in wrapped]
        if len(wrapped) <= lines:
            return wrapped
        last = wrapped[lines - 1]
        while last and not fits(f"{last}…"):
            last = last[:-1].rstrip()
        return [*wrapped[: lines - 1], f"{last}…"]


@lru_cache(maxsize=4)
def installed(folder: Path | None = None) -> Fonts:
    """Return the fonts of a folder, else those that set-up or the system put in place.

    Where there are none, texts are measured by a guess and PNG and PDF lack them.
    """
    for place in (folder,) if folder else FOLDERS:
        files = [place / name for name in dict.fromkeys((*REGULAR, *BOLD))]
        found = tuple(file for file in files if file.is_file())
        if found:
            letters = _widths(place, REGULAR[:-1])
            emoji = set(_widths(place, REGULAR[-1:])) - set(letters)
            return Fonts(
                found,
                _widths(place, REGULAR),
                _widths(place, BOLD),
                _sum(found),
                frozenset(emoji),
            )
    return Fonts((), {}, {}, "")


def _widths(folder: Path, names: tuple[str, ...]) -> Mapping[int, float]:
    widths: dict[int, float] = {}
    for name in reversed(names):  # the first font of the stack has the last word
        if (folder / name).is_file():
            with TTFont(folder / name, lazy=True) as font:
                em = font["head"].unitsPerEm
                advances = font["hmtx"].metrics
                widths |= {
                    point: advances[glyph][0] / em
                    for point, glyph in font.getBestCmap().items()
                }
    return widths


def _sum(files: tuple[Path, ...]) -> str:
    sizes = "".join(f"{file.name}:{file.stat().st_size};" for file in files)
    return hashlib.sha256(sizes.encode()).hexdigest()[:16]


def _broken(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Break a word that is wider than a line, after a sign if there is one.

    Pieces after the first start with a word joiner: nothing is joined before them.
    """
    start = ""
    while word:
        end = len(word)
        while end > 1 and not fits(word[:end]):
            end -= 1
        if end < len(word):
            sign = max(word.rfind(sign, 1, end) for sign in "-_/.@,:;|")
            end = sign + 1 if sign >= end // 2 else _before_mark(word, end)
        yield start + word[:end]
        word, start = word[end:], "\u2060"


def _before_mark(word: str, end: int) -> int:
    """Step back so that a mark stays with the letter it stands on."""
    stop = end
    while stop > 1 and (
        unicodedata.category(word[stop])[0] == "M"
        or word[stop] in "\u200c\u200d"
        or word[stop - 1] == "\u200d"
    ):
        stop -= 1
    return stop if stop > 1 else end
