"""Numbers of letters: given here without holes, or typed in from elsewhere."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.model import Government, Letter, NumberMode
from architecture.numbering import next_number

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LONGEST = 100

_TOKEN = re.compile(r"\{(\w+)\}")


def numbered(scheme: str, sequence: int, day: date) -> str:
    """Return a number by a government's scheme.

    `{urut}` is the sequence, `{urut3}` the same with zeros to three places, `{tahun}`
    and `{bulan}` (Roman) the day's.

    >>> numbered("500.12/{urut3}/KOMINFO/{tahun}", 7, date(2026, 11, 22))
    '500.12/007/KOMINFO/2026'
    >>> numbered("{urut}/{bulan}/{tahun}", 7, date(2026, 11, 22))
    '7/XI/2026'
    """

    def part(match: re.Match[str]) -> str:
        word = match[1]
        if word.startswith("urut"):
            places = word.removeprefix("urut")
            return str(sequence).zfill(int(places) if places.isdecimal() else 0)
        known = {"tahun": str(day.year), "bulan": ROMAN[day.month - 1]}
        return known.get(word, match[0])

    return _TOKEN.sub(part, scheme)


def scheme_problem(scheme: str) -> str:
    """Return what is wrong with a number scheme, or an empty text."""
    if "{urut" not in scheme:
        return "Pola nomor harus memuat {urut} atau {urut3}."
    unknown = [
        word
        for word in _TOKEN.findall(scheme)
        if not re.fullmatch(r"urut\d?|tahun|bulan", word)
    ]
    return f"Pola tidak dikenal: {{{unknown[0]}}}." if unknown else ""


def take(
    session: Session,
    government: Government,
    typed: str,
    day: date,
    *,
    coordination: bool = False,
) -> tuple[int | None, str]:
    """Return sequence and number of the next letter of a government.

    The coordination counts for itself where it has a scheme of its own.  A scheme
    without the year counts on over the years.  A number that was typed in before is
    passed over, so it stays used once.  Raises `Invalid`, `CodeTaken`, or `WrongState`
    where the scheme cannot give numbers.
    """
    key = government.organisation_id
    if government.number_mode is NumberMode.TYPED:
        number = " ".join(typed.split())
        _check(session, key, number)
        return None, number
    scheme, series = _series(government, coordination=coordination)
    if scheme_problem(scheme):
        raise WrongState(
            "Pola nomor surat instansi ini belum benar; hubungi administrator."
        )
    year = day.year if "{tahun}" in scheme else 0
    while True:
        sequence = next_number(session, key, series, year=year)
        number = numbered(scheme, sequence, day)
        if not _taken(session, key, number):
            return sequence, number


def _series(government: Government, *, coordination: bool) -> tuple[str, str]:
    """Return the scheme and its series; equal schemes are one, else holes come."""
    shared, own = government.number_scheme, government.coordination_scheme
    if coordination and own and own != shared:
        return own, "SURAT-KOORDINASI"
    return shared, "SURAT"


def _check(session: Session, government: int, number: str) -> None:
    if not number:
        raise Invalid(
            "Nomor surat dari SRIKANDI wajib diisi.",
            problems={"number": ["Salin nomor suratnya dari SRIKANDI."]},
        )
    if len(number) > LONGEST:
        raise Invalid(
            "Nomor surat terlalu panjang.",
            problems={"number": [f"Paling panjang {LONGEST} karakter."]},
        )
    if _taken(session, government, number):
        raise CodeTaken(f"Nomor surat {number} sudah dipakai.", field="number")


def _taken(session: Session, government: int, number: str) -> bool:
    query = select(Letter.id).where(
        Letter.government_id == government, Letter.number == number
    )
    return session.scalar(query.limit(1)) is not None
