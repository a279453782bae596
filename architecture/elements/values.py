"""Read what people state into values, and write values as JSON and people read them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from architecture.layers import Field, FieldKind
from architecture.reference.calendar import read_day, tanggal

EARLIEST_YEAR = 1980
LARGEST_AMOUNT = Decimal(10) ** 14
"""Rupiah; beyond the budget of any government, so it must be a slip."""

_UNFIT = re.compile("[\x00\ud800-\udfff]")
"""What no database holds in a text."""

_CODE = re.compile(r"RA[BLDAIK](\.[0-9]{2,3}){1,7}")


class Wrong(Exception):
    """What was stated cannot be this field's value; the text says so in Indonesian."""


def nothing(field: Field) -> Any:
    """Return the value of a field of which nothing was stated."""
    match field.kind:
        case FieldKind.CHOICES | FieldKind.CODES | FieldKind.WORDS:
            return []
        case (
            FieldKind.MONEY
            | FieldKind.DATE
            | FieldKind.YEAR
            | FieldKind.NUMBER
            | FieldKind.DECIMAL
        ):
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
        FieldKind.NUMBER: _number,
        FieldKind.DECIMAL: _decimal,
        FieldKind.WORD: _word,
        FieldKind.WORDS: _words,
    }
    return readers.get(field.kind, _text)(field, raw)


def parsed(
    fields: Sequence[Field], raw: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values of what was stated, and what is wrong with it, by field.

    Unknown names are left out.  A value that is wrong is missing from the result.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for field in fields:
        if field.name not in raw:
            continue
        try:
            values[field.name] = read(field, raw[field.name])
        except Wrong as error:
            wrong[field.name] = [str(error)]
    return values, wrong


def shown(field: Field, value: Any) -> str:
    """Return a value as people read it; an unknown one as an empty text.

    >>> shown(Field(name="c", label="", kind=FieldKind.MONEY), Decimal("1500000"))
    'Rp 1.500.000'
    >>> shown(Field(name="d", label="", kind=FieldKind.DECIMAL), Decimal("4.2000"))
    '4,2'
    """
    if value is None or value in ("", []):
        return ""
    writers: Mapping[FieldKind, Callable[[], str]] = {
        FieldKind.MONEY: lambda: f"Rp {Decimal(value):,.0f}".replace(",", "."),
        FieldKind.NUMBER: lambda: f"{int(value):,}".replace(",", "."),
        FieldKind.DECIMAL: lambda: _decimal_text(Decimal(value)),
        FieldKind.DATE: lambda: tanggal(value),
        FieldKind.CHOICE: lambda: member(field, value).value,
        FieldKind.CHOICES: lambda: ", ".join(member(field, v).value for v in value),
        FieldKind.WORDS: lambda: ", ".join(value),
        FieldKind.CODES: lambda: ", ".join(value),
    }
    return writers.get(field.kind, lambda: str(value))()


def as_json(value: Any) -> Any:
    """Return a value as JSON keeps it; `read` reads it back."""
    match value:
        case StrEnum():
            return value.name
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case _:
            return value


def from_json(field: Field, kept: Any) -> Any:
    """Return the value that `as_json` wrote; it is not judged again."""
    if kept is None:
        return nothing(field)
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(kept)
    if field.kind in {FieldKind.MONEY, FieldKind.DECIMAL}:
        return Decimal(kept)
    if field.kind is FieldKind.CHOICE and field.choices:
        return field.members.get(kept, kept)
    return kept


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
    found = found or _by_part(members.values(), text)
    if found is None:
        allowed = ", ".join(str(each.value) for each in members.values())
        raise Wrong(f"{field.label}: pilih salah satu dari {allowed}.")
    return found


def _by_part(members: Iterable[StrEnum], text: str) -> StrEnum | None:
    """Return the one choice whose label says so before or in its brackets."""
    parts = {each: re.split(r"\s*[()]", str(each.value).casefold()) for each in members}
    meant = [each for each, known in parts.items() if text and text.casefold() in known]
    return meant[0] if len(meant) == 1 else None


def _number(field: Field, raw: Any) -> int:
    text = str(raw).strip().removesuffix("%").strip()
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    text = re.sub(r"[.,]0+$", "", text)
    if isinstance(raw, bool) or not re.fullmatch(r"\d{1,18}", text):
        raise Wrong(f"{field.label} harus berupa bilangan bulat, misalnya 100.")
    if int(text) > field.most:
        most = f"{field.most:,}".replace(",", ".")
        raise Wrong(f"{field.label} paling besar {most}.")
    return int(text)


def _decimal(field: Field, raw: Any) -> Decimal:
    text = str(raw).strip()
    if isinstance(raw, str):
        if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text):
            text = text.replace(".", "")
        text = text.replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(raw, bool) or not number.is_finite():
        raise Wrong(f"{field.label} harus berupa angka, misalnya 4,20.")
    if abs(number) > field.most:
        most = f"{field.most:,}".replace(",", ".")
        raise Wrong(f"{field.label} paling besar {most}.")
    return number.quantize(Decimal("0.0001"))


def _decimal_text(number: Decimal) -> str:
    whole, _, part = format(number, ",f").partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def _word(field: Field, raw: Any) -> str:
    text = " ".join(_text(field, raw).split())
    if not field.options:
        return text
    by_fold = {each.casefold(): each for each in field.options}
    found = by_fold.get(text.casefold())
    if found is None:
        allowed = ", ".join(field.options)
        raise Wrong(f"{field.label}: pilih salah satu dari {allowed}.")
    return found


def _words(field: Field, raw: Any) -> list[str]:
    several = re.split(r"[;\n]+", raw) if isinstance(raw, str) else raw
    if not isinstance(several, list | tuple | set | frozenset):
        raise Wrong(f"{field.label} harus berupa daftar pilihan.")
    chosen = {_word(field, str(each)) for each in several if str(each).strip()}
    return [each for each in field.options if each in chosen] or sorted(chosen)


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
