"""Read what people state into values: texts, amounts, days, choices, addresses."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from architecture.layers import Field, FieldKind
from architecture.reference.calendar import read_day

EARLIEST_YEAR = 1980
LARGEST_AMOUNT = Decimal(10) ** 14
"""Rupiah; beyond the budget of any government, so it must be a slip."""

_UNFIT = re.compile("[\x00\ud800-\udfff]")
"""What no database holds in a text."""

_CODE = re.compile(r"RA[BLDAIK](\.\d{2}){1,6}")


class Wrong(Exception):
    """What was stated cannot be this field's value; the text says so in Indonesian."""


def nothing(field: Field) -> Any:
    """Return the value of a field of which nothing was stated."""
    match field.kind:
        case FieldKind.CHOICES | FieldKind.CODES:
            return []
        case FieldKind.MONEY | FieldKind.DATE | FieldKind.YEAR:
            return None
        case FieldKind.CHOICE:
            members = field.members
            return members.get("UNKNOWN") or next(iter(members.values()))
        case _:
            return ""


def read(field: Field, raw: Any) -> Any:
    """Return the value of what was stated, or raise `Wrong` with a sentence."""
    if raw is None or raw in ("", []) or (isinstance(raw, str) and not raw.strip()):
        return nothing(field)
    readers = {
        FieldKind.MONEY: _money,
        FieldKind.DATE: _day,
        FieldKind.YEAR: _year,
        FieldKind.CHOICE: _choice,
        FieldKind.CHOICES: _choices,
        FieldKind.CODES: _codes,
        FieldKind.URL: _url,
    }
    return readers.get(field.kind, _text)(field, raw)


def _text(field: Field, raw: Any) -> str:
    if not isinstance(raw, str):
        raise Wrong(f"{field.label} harus berupa teks.")
    text = raw.replace("\r\n", "\n").strip()
    if _UNFIT.search(text):
        raise Wrong(f"{field.label} memuat karakter yang tidak dapat disimpan.")
    if field.kind is FieldKind.LINE:
        text = " ".join(text.split())
    if len(text) > field.maximum:
        raise Wrong(
            f"{field.label} paling panjang {field.maximum} karakter; ini {len(text)}."
        )
    return text


def _money(field: Field, raw: Any) -> Decimal:
    if isinstance(raw, bool):
        raise Wrong(f"{field.label} harus berupa angka rupiah.")
    if isinstance(raw, str):
        raw = re.sub(r"(?i)^rp\.?\s*|\s", "", raw)
        raw = re.sub(r",\d{1,2}$|\.\d{1,2}$|,-$", "", raw)
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+", raw):
            raw = re.sub(r"[.,]", "", raw)
    try:
        amount = Decimal(str(raw))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise Wrong(f"{field.label} harus berupa angka rupiah, misalnya 150.000.000.")
    if amount < 0:
        raise Wrong(f"{field.label} tidak boleh kurang dari nol.")
    if amount > LARGEST_AMOUNT:
        raise Wrong(f"{field.label} terlalu besar; periksa jumlah nolnya.")
    return amount.quantize(Decimal("0.01"))


def _day(field: Field, raw: Any) -> date:
    try:
        day = raw if isinstance(raw, date) else read_day(str(raw))
    except ValueError as error:
        raise Wrong(f"{field.label}: {error}") from None
    if not EARLIEST_YEAR <= day.year <= 2100:
        raise Wrong(f"{field.label}: tahun {day.year} tidak masuk akal.")
    return day


def _year(field: Field, raw: Any) -> int:
    text = str(raw).strip()
    known = len(text) == 4 and text.isdecimal()
    if not known or not EARLIEST_YEAR <= int(text) <= 2100:
        raise Wrong(f"{field.label} harus berupa tahun, misalnya 2024.")
    return int(text)


def member(field: Field, raw: Any) -> StrEnum:
    """Return the choice of that name or label, or raise `Wrong`."""
    if isinstance(raw, StrEnum) and raw in field.members.values():
        return raw
    members = field.members
    text = str(raw).strip()
    by_label = {str(each.value).casefold(): each for each in members.values()}
    found = members.get(text.upper()) or by_label.get(text.casefold())
    if found is None:
        allowed = ", ".join(str(each.value) for each in members.values())
        raise Wrong(f"{field.label}: pilih salah satu dari {allowed}.")
    return found


def _choice(field: Field, raw: Any) -> StrEnum:
    if not isinstance(raw, str):
        raise Wrong(f"{field.label} harus berupa teks.")
    return member(field, raw)


def _choices(field: Field, raw: Any) -> list[str]:
    several = [raw] if isinstance(raw, str) else raw
    if not isinstance(several, list | tuple | set | frozenset):
        raise Wrong(f"{field.label} harus berupa daftar pilihan.")
    chosen = {member(field, each).name for each in several if each}
    return [name for name in field.members if name in chosen]


def _codes(field: Field, raw: Any) -> list[str]:
    several = re.split(r"[,;\s]+", raw) if isinstance(raw, str) else raw
    if not isinstance(several, list | tuple | set | frozenset):
        raise Wrong(f"{field.label} harus berupa daftar kode.")
    codes = [str(each).strip().upper() for each in several if str(each).strip()]
    for code in codes:
        if not _CODE.fullmatch(code):
            raise Wrong(
                f"“{code[:40]}” bukan kode arsitektur referensi; contoh: RAB.09.06."
            )
    if len(codes) > 20:
        raise Wrong(f"{field.label} paling banyak 20 kode.")
    return list(dict.fromkeys(codes))


def _url(field: Field, raw: Any) -> str:
    text = _text(field, raw)
    if " " in text:
        raise Wrong("Isi satu alamat saja; alamat lain dapat ditulis di catatan.")
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or "." not in host:
        raise Wrong("Alamat harus berbentuk https://nama.go.id.")
    if parts.username or parts.password:
        raise Wrong("Alamat tidak boleh memuat nama pengguna atau kata sandi.")
    return text
