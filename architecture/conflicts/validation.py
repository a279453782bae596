"""Read a registration given as JSON, and say in Indonesian what is wrong with it."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from architecture.conflicts.schemas import registration_schema
from architecture.layers import APPLICATION_FIELDS, FieldKind

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "string": "teks",
        "number": "angka",
        "integer": "bilangan bulat",
        "array": "daftar",
        "object": "objek",
        "boolean": "ya/tidak",
        "null": "kosong",
    }
)
_OTHER_NAMES = {"service": "services", "data_entities": "data_used"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place of a document; `path` is "" for the whole of it."""

    path: str
    sentence: str

    def __str__(self) -> str:
        """Return place and sentence in one line."""
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


def validate_registration(document: object) -> list[Problem]:
    """Return what is wrong with a registration, in the order of its fields.

    >>> [str(each) for each in validate_registration({"name": 7})]
    ['name: Harus berupa teks, bukan angka.']
    """
    if not isinstance(document, dict):
        return [Problem("", 'Isinya harus satu objek JSON, misalnya {"name": …}.')]
    problems = [
        problem
        for error in _validator().iter_errors(document)
        for problem in _problems(error)
    ]
    problems += [
        Problem(name, "Angkanya tidak dapat dipakai.")
        for name, value in document.items()
        if isinstance(value, float) and not math.isfinite(value)
    ]
    order = list(registration_schema()["properties"])
    return sorted(
        dict.fromkeys(problems),
        key=lambda each: (_position(order, each.path), each.path, each.sentence),
    )


def details(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an application that a valid registration states.

    Names used by inventory files become ours, and codes a list; what is unknown is
    left out.
    """
    stated = dict(document)
    for other, name in _OTHER_NAMES.items():
        value = stated.pop(other, None)
        if value and not stated.get(name):
            stated[name] = value
    found = {}
    for field in APPLICATION_FIELDS:
        value = stated.get(field.name)
        if value in (None, "", []):
            continue
        if field.kind is FieldKind.CODES:
            value = _codes(value)
        elif isinstance(value, list) and field.kind is not FieldKind.CHOICES:
            value = "; ".join(map(str, value))
        found[field.name] = value
    return found


def _codes(value: str | Iterable[str]) -> list[str]:
    parts = value.replace(";", ",").split(",") if isinstance(value, str) else value
    return [code for part in parts if (code := part.strip().upper())]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(
        dict(registration_schema()), format_checker=FormatChecker(["date"])
    )


def _position(order: list[str], path: str) -> int:
    name = path.partition(".")[0].partition("[")[0]
    return order.index(name) if name in order else len(order)


def _problems(error: Any) -> Iterator[Problem]:
    path = error.json_path.removeprefix("$").removeprefix(".")
    if error.validator == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield Problem(name, "Wajib diisi.")
    elif error.validator == "additionalProperties":
        known = error.schema["properties"]
        for name in error.instance:
            if name not in known:
                yield Problem(_short(name), _unknown(name, known))
    else:
        say = _SENTENCES.get(str(error.validator), _wrong)
        yield Problem(path, say(error))


def _unknown(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name[:100], list(known), n=1)
    hint = f" Mungkin maksudnya {near[0]}." if near else ""
    return f"Isian ini tidak dikenal.{hint}"


def _type(error: Any) -> str:
    allowed = error.validator_value
    wanted = [allowed] if isinstance(allowed, str) else allowed
    names = " atau ".join(_TYPES[each] for each in wanted if each != "null")
    return f"Harus berupa {names}, bukan {_kind_of(error.instance)}."


def _kind_of(value: object) -> str:
    is_type = _validator().is_type
    return next((word for name, word in _TYPES.items() if is_type(value, name)), "ini")


def _choice(error: Any) -> str:
    choices = ", ".join(each for each in error.validator_value if each)
    if not isinstance(error.instance, str):
        return f"Pilih salah satu dari {choices}."
    return f"Pilihan “{_short(error.instance)}” tidak dikenal. Pilih {choices}."


def _too_long(error: Any) -> str:
    length = f"{len(error.instance):,}".replace(",", ".")
    return f"Terlalu panjang: {length} karakter, paling banyak {error.validator_value}."


def _pattern(error: Any) -> str:
    path = error.json_path
    if path == "$.name":
        return "Wajib diisi."
    if "reference_codes" in path:
        return f"“{_short(error.instance)}” bukan kode; tulis seperti RAB.09.06."
    return f"“{_short(error.instance)}” bukan jumlah rupiah; tulis seperti 150000000."


def _wrong(error: Any) -> str:
    return f"Tidak sesuai skema ({error.validator})."


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


_SENTENCES: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "type": _type,
        "enum": _choice,
        "maxLength": _too_long,
        "pattern": _pattern,
        "format": lambda _: "Bukan tanggal; tulis seperti 2027-01-31.",
        "minimum": lambda error: f"Paling kecil {error.validator_value}.",
        "maximum": lambda error: f"Paling besar {error.validator_value:.0f}.",
        "uniqueItems": lambda _: "Ada pilihan yang disebut dua kali.",
    }
)
