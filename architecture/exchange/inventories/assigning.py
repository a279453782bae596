"""Say to which organisation each row belongs, and which ones must be created."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from architecture.exchange.inventories.actions import NewOffice
from architecture.exchange.inventories.known import Known, Office
from architecture.exchange.inventories.office_names import (
    FORMS,
    OfficeNames,
    fold,
    is_small,
)
from architecture.exchange.inventories.offices import Offices
from architecture.exchange.inventories.rows import Row

_ABBREVIATION = re.compile(r"\s*\(([A-Z][A-Z0-9-]{1,14})\)\s*$")
_LISTED = re.compile(
    r"\s*[/;\n+]\s*|\s*,\s*(?=(?:dinas|badan|bagian|biro|inspektorat)\b)|"
    r"\s+(?:dan|&)\s+(?=(?:dinas|badan|bagian|biro|inspektorat)\b)",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\s*\(([^()]*)\)\s*$")
_CODE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation of a row, or why there is none."""

    office: Office | None = None
    refusal: str = ""
    warnings: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Assignment:
    """The places of all rows by row number, and what the import creates for them."""

    places: dict[int, Place] = field(default_factory=dict)
    created: list[NewOffice] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Assigner:
    """Gives rows their organisations, in the order of the file."""

    def __init__(self, known: Known) -> None:
        """Prepare the organisations that exist."""
        self._known = known
        self._names = OfficeNames(known.government.name)
        self._found = Assignment()
        self.offices = Offices(known.government, known.offices)
        self._taken = {
            code.casefold()
            for code in (
                known.government.code,
                *known.taken_codes,
                *(office.code for office in known.offices),
            )
        }

    def assign(self, rows: Sequence[Row]) -> Assignment:
        """Return the places of the rows; rows with problems create nothing."""
        foreign = self._foreign(rows)
        for row in rows:
            if row.ignored or row.problems:
                self._found.places[row.number] = Place()
            elif row.government in foreign:
                self._found.places[row.number] = Place(
                    refusal=f"Baris ini milik {row.government}, bukan "
                    f"{self._known.government.name}. Saring kolom pemerintah dahulu."
                )
            else:
                self._found.places[row.number] = self._place(row)
        return self._found

    def place(self, row: Row) -> Place:
        """Return what `assign` found for a row."""
        return self._found.places[row.number]

    def _foreign(self, rows: Sequence[Row]) -> frozenset[str]:
        """Return the other governments that the file names besides this one."""
        named = dict.fromkeys(row.government for row in rows if row.government)
        others = [name for name in named if not self._is_home(name)]
        if len(named) == 1 and others:
            self._found.notes.append(
                f"Kolom pemerintah berisi “{others[0]}”; barisnya dicatat pada "
                f"{self._known.government.name}."
            )
            return frozenset()
        return frozenset(others)

    def _is_home(self, name: str) -> bool:
        same_code = fold(name) == fold(self._known.government.code)
        return same_code or self._names.is_home(name)

    def _place(self, row: Row) -> Place:
        found = self.offices.find(row.organisation)
        several = [] if found.office else _several(row.organisation)
        if several:
            first = self._place(replace(row, organisation=several[0]))
            warning = (
                f"Beberapa perangkat daerah disebut; dicatat pada {several[0]}. "
                "Tambahkan yang lain sebagai pemakai."
            )
            note = f"Perangkat daerah di daftar asal: {row.organisation}"
            return replace(first, warnings=(*first.warnings, warning), note=note)
        if found.office:
            return Place(
                found.office, warnings=(found.warning,) if found.warning else ()
            )
        if found.ambiguous:
            told = " atau ".join(office.name for office in found.ambiguous[:4])
            return Place(
                refusal=f"“{row.organisation}” dapat berarti {told}. Tulis nama "
                "lengkapnya."
            )
        if self._known.create_organisations:
            return self._create(row)
        nearest = self.offices.nearest(row.organisation)
        meant = " atau ".join(office.name for office in nearest)
        asked = f" Maksudnya {meant}?" if meant else ""
        return Place(
            refusal=f"Perangkat daerah “{row.organisation}” tidak dikenal.{asked} "
            "Perbaiki namanya, atau izinkan perangkat daerah baru dibuat."
        )

    def _create(self, row: Row) -> Place:
        name, short = _proper(row.organisation)
        new = NewOffice(
            code=self._code(name, short),
            name=name,
            short_name=short,
            parent=self._parent(name),
            row=row.number,
        )
        self._found.created.append(new)
        office = Office(
            code=new.code,
            name=name,
            short_names=(short,) if short else (),
            parent=new.parent,
        )
        self.offices.add(office)
        return Place(office, warnings=(f"Perangkat daerah baru: {name}.",))

    def _parent(self, name: str) -> str:
        """Put parts of the secretariat and health centres below their offices."""
        plain = fold(name)
        above = ""
        if plain.startswith(("bagian ", "biro ")):
            above = "Sekretariat Daerah"
        elif plain.startswith(("puskesmas ", "rsud ", "rumah sakit ")):
            above = "Dinas Kesehatan"
        found = self.offices.find(above).office if above else None
        return found.code if found else self._known.government.code

    def _code(self, name: str, short: str) -> str:
        plain = self._names.without_region(fold(name))
        words = [word for word in plain.split() if word not in {"dan", "di"}]
        usual = short or self._names.abbreviation(name)
        if usual:
            tail = usual.replace(" ", "-")
        elif is_small(plain) or len(words) < 3:
            tail = "-".join(words)
        else:
            tail = "".join(word[0] for word in words)
        stem = f"{self._known.government.code}-{tail}".upper()[:_CODE_LENGTH]
        code, number = stem, 2
        while code.casefold() in self._taken:
            end = f"-{number}"
            code, number = f"{stem[: _CODE_LENGTH - len(end)]}{end}", number + 1
        self._taken.add(code.casefold())
        return code


def _several(written: str) -> list[str]:
    """Return the offices that one cell lists, each with the form of an office.

    >>> _several("Dinas Sosial / Dinas Kesehatan"), _several("Dinas Sosial, Kota")
    (['Dinas Sosial', 'Dinas Kesehatan'], [])
    """
    parts = [part.strip(" .") for part in _LISTED.split(written)]
    if len(parts) > 1 and all(fold(part).split(" ", 1)[0] in FORMS for part in parts):
        return parts
    return []


def _proper(written: str) -> tuple[str, str]:
    """Return the name without its abbreviation in brackets, and the abbreviation.

    >>> _proper("Badan Penanggulangan Bencana Daerah (BPBD)")
    ('Badan Penanggulangan Bencana Daerah', 'BPBD')
    """
    short = _ABBREVIATION.search(written)
    if short and len(written.split()) > 2:
        return written[: short.start()].strip(), short[1]
    again = _REPEATED.search(written)
    if again and fold(again[1]) in fold(written[: again.start()]):
        return written[: again.start()].strip(), ""
    return written, ""
