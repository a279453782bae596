"""Read years, dates and amounts of rupiah in the ways in which people write them."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

FIRST_YEAR = 1970
LAST_YEAR = 2100

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januari jan january",
            "februari feb february pebruari peb",
            "maret mar march mrt",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags aug august agt",
            "september sep sept",
            "oktober okt oct october",
            "november nov nopember nop",
            "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}
_EPOCH = date(1899, 12, 30)
_YEAR = re.compile(r"(?<!\d)(?:19[7-9]\d|20\d\d|2100)(?!\d)")
_SERIAL = re.compile(r"[2-6]\d{4}(?:[.,]0+)?$")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: .*)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_WORDS = re.compile(r"(?:\w+, *)?(?:(\d{1,2})[ -]*)?([a-z]{3,9})[ ,.-]+(\d{4})$")
_UNITS = (
    (re.compile(r"(?<![a-z])(?:triliun|trilyun|tril|t)$"), Decimal(10) ** 12),
    (re.compile(r"(?<![a-z])(?:miliar|milyar|milliar|mlyr|mil|m)$"), Decimal(10) ** 9),
    (re.compile(r"(?<![a-z])(?:juta|jt)$"), Decimal(10) ** 6),
    (re.compile(r"(?<![a-z])(?:ribu|rb)$"), Decimal(10) ** 3),
)
_MONEY = re.compile(r"(?:rp|idr)\.?", re.IGNORECASE)
_FREE = frozenset({"gratis", "free", "tanpa biaya", "nihil", "nol"})
_MOST = Decimal(10) ** 16


def read_year(text: str) -> int | None:
    """Return the first year of a text, also from a date or what a cell made of it.

    >>> [read_year(text) for text in ("TA 2018", "2015-2017", "1905-07-09", "lama")]
    [2018, 2015, 2017, None]
    """
    text = text.strip()
    if text.startswith("1905-0"):  # a year that a spreadsheet took for a day number
        day = read_date(text)
        return (day - _EPOCH).days if day else None
    found = _YEAR.search(text)
    if found:
        return int(found[0])
    day = read_date(text)
    return day.year if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def read_date(text: str) -> date | None:
    """Return the date; the day stands before the month, as Indonesians write it.

    >>> [str(read_date(text)) for text in ("12 Januari 2023", "12/01/2023", "44938")]
    ['2023-01-12', '2023-01-12', '2023-01-12']
    """
    text = " ".join(text.casefold().split())
    try:
        if _SERIAL.match(text):
            return _EPOCH + timedelta(days=int(re.split("[.,]", text)[0]))
        if found := _YEAR_FIRST.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.match(text):
            year = int(found[3])
            return date(
                year + 2000 if year < 100 else year, int(found[2]), int(found[1])
            )
        if (found := _WORDS.match(text)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1] or 1))
    except ValueError:
        return None
    return None


def read_money(text: str) -> Decimal | None:
    """Return rupiah; a point groups thousands, a comma begins decimals.

    >>> [str(read_money(text)) for text in ("Rp 1.500.000,00", "1,5 jt", "43345000")]
    ['1500000.00', '1500000', '43345000']
    """
    plain = _MONEY.sub("", " ".join(text.casefold().split())).strip(" :=")
    if plain in _FREE:
        return Decimal(0)
    plain = re.sub(r"(?:,|\.)?[-–]+$|\s*(?:rupiah|,-|\.-)$", "", plain).strip()
    factor = Decimal(1)
    for unit, worth in _UNITS:
        if unit.search(plain):
            plain, factor = unit.sub("", plain).strip(), worth
            break
    amount = _number(plain.replace(" ", ""), grouped=factor == 1)
    if amount is None or amount < 0 or amount * factor > _MOST:
        return None
    whole = amount * factor
    return whole.quantize(Decimal(1)) if factor != 1 else whole


def _number(text: str, *, grouped: bool) -> Decimal | None:
    """Read digits; without a unit, a point before three digits groups thousands."""
    if not re.fullmatch(r"\d[\d.,]{0,30}", text):
        return None
    point, comma = text.rfind("."), text.rfind(",")
    if point >= 0 and comma >= 0:
        mark = "." if point > comma else ","
    elif text.count(".") + text.count(",") > 1:
        mark = ""
    else:
        mark = text[max(point, comma)] if max(point, comma) >= 0 else ""
        rest = len(text) - max(point, comma) - 1
        if grouped and rest == 3:
            mark = ""
    plain = "".join("." if sign == mark else sign for sign in text)
    plain = re.sub(r"[.,](?=.*\.)|,", "", plain) if mark else re.sub("[.,]", "", text)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
