"""Make values of the cells of a row, and say what is odd about them.

What cannot be read as what its column means is kept as a note: nothing is lost.
A problem keeps the row out, a warning does not.
"""

import re
from dataclasses import dataclass, field, replace

from architecture.exchange.files.cleaning import one_line
from architecture.exchange.inventories.addresses import Address, is_domain, read_address
from architecture.exchange.inventories.cells import Cells, read_cells
from architecture.exchange.inventories.columns import ColumnMap
from architecture.exchange.inventories.fillers import is_gibberish, is_placeholder
from architecture.exchange.inventories.known import Values
from architecture.exchange.inventories.lines import HEADING, no_application
from architecture.exchange.inventories.naming import Name, read_name
from architecture.exchange.inventories.office_names import FORMS, fold
from architecture.exchange.inventories.reading import Line, Table
from architecture.exchange.inventories.splitting import split_name
from architecture.exchange.inventories.vocabulary import (
    Class,
    choice,
    class_of,
    platforms,
)
from architecture.layers import ApplicationType, Platform

_SITE_NAME = re.compile(r"^(?:website|web|situs|laman|web ?opd|blog)\b", re.IGNORECASE)
_SITE_TEXT = re.compile(
    r"^(?:permohonan )?(?:website|web|situs|laman)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:mengelola|manajemen|pendaftaran|mendaftar\w*|pengajuan|mengajukan|memantau|"
    r"monitoring|pencatatan|mencatat|pembayaran|perizinan|transaksi|pelaporan|input|"
    r"menginput|antrian|verifikasi|pengaduan|permohonan (?!website))",
    re.IGNORECASE,
)
_VILLAGE_SITE = re.compile(
    r"^(?:website|web|situs|laman)(?: resmi)?(?: opd)?(?: pemerintah)? "
    r"(?:desa|kelurahan|nagari|gampong|pekon|kampung|kalurahan)\b",
    re.IGNORECASE,
)
_VILLAGE_OFFICE = re.compile(
    r"^(?:pemerintah )?(?:desa|kelurahan|nagari|gampong|pekon|kampung|kalurahan)\b",
    re.IGNORECASE,
)
_DESKTOP = re.compile(r"\((?:[^()]*\b)?(?:desktop|dekstop)\b[^()]*\)", re.IGNORECASE)
_FORMULA = re.compile(r"^[=+@]|^-(?=\s*\w+\()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as values, with all that is noticed about it.

    `values` are fields of an application (see `layers.APPLICATION_FIELDS`) and
    `status`; the office stands apart, as it was written.  `ignored` says why the row
    is no application at all (`heading`: it names the office of the rows below),
    `parts` names the several that one name lists, `guessed` are fields that no cell
    states.
    """

    number: int
    name: str
    reading: Name
    values: Values = field(default_factory=dict)
    code: str = ""
    organisation: str = ""
    government: str = ""
    owner: Class = field(default_factory=Class)
    guessed: frozenset[str] = frozenset()
    village: bool = False
    parts: tuple[str, ...] = ()
    ignored: str = ""
    heading: bool = False
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_website(self) -> bool:
        """Whether the row is a site that informs, and no application."""
        return self.values.get("type") == ApplicationType.WEBSITE.name

    @property
    def purpose(self) -> str:
        """Return what the row says of its function, besides the name."""
        told = (self.values.get("description"), self.values.get("function"))
        return " ".join(str(each) for each in told if each)

    @property
    def url(self) -> str:
        """Return the address that can be followed, or nothing."""
        return str(self.values.get("url", ""))


def read_rows(table: Table, columns: ColumnMap) -> list[Row]:
    """Return one row of values for every line; raises `NoTable` without a name column.

    The order and the numbers are those of the file.
    """
    columns = columns.checked()
    rows = []
    heading: tuple[str, int] | None = None
    for line in table.lines:
        row = read_row(line, columns)
        if row.heading:
            heading = row.name, row.number
        elif heading and not row.ignored and not row.organisation:
            told = (
                f"Perangkat daerah diambil dari judul kelompok pada baris {heading[1]}."
            )
            row = replace(row, organisation=heading[0], warnings=(*row.warnings, told))
        rows.append(row)
    return rows


def read_row(line: Line, columns: ColumnMap) -> Row:
    """Return the values of one line."""
    cells = read_cells(line, columns)
    name = one_line(cells.take("name"))
    ignored = no_application(name, line)
    if ignored:
        return Row(
            number=line.number,
            name=name,
            reading=read_name(""),
            ignored=ignored,
            heading=ignored == HEADING,
        )
    raw_name = cells.raw("name")
    owner = class_of(cells.raw("type"), cells.raw("category"))
    address = read_address(cells.take("url"))
    _address(cells, address, name)
    said = _type(cells, name, address, guess=owner.national is not True)
    _class(cells, owner)
    parts = split_name(raw_name)
    organisation = _office(cells.take("organisation"))
    _name(cells, name, parts)
    village = _is_village(cells, organisation)
    values = cells.finish(name)
    return Row(
        number=line.number,
        name=name,
        reading=read_name(name, str(values.get("acronym", ""))),
        values=values,
        code=_said(cells.take("code")),
        organisation=organisation,
        government=_said(cells.take("government")),
        owner=owner,
        village=village,
        guessed=frozenset() if said else frozenset({"type"}),
        parts=parts,
        problems=tuple(cells.problems),
        warnings=tuple(cells.warnings),
    )


def _office(text: str) -> str:
    """Return the office on one line; offices on lines of their own stay apart."""
    lines = [line for line in text.split("\n") if line.strip()]
    forms = all(fold(line).split(" ", 1)[0] in FORMS for line in lines)
    return _said(" / ".join(lines) if forms and len(lines) > 1 else text)


def _said(text: str) -> str:
    return "" if is_placeholder(text) else one_line(text)


def _name(cells: Cells, name: str, parts: tuple[str, ...]) -> None:
    if not name or is_placeholder(name):
        cells.problems.append("Nama aplikasi kosong. Isi namanya.")
    elif is_gibberish(name):
        cells.warnings.append("Nama tampak diketik asal; periksa.")
    site = cells.values.get("type") == ApplicationType.WEBSITE.name
    if is_domain(name) and not site:
        cells.warnings.append(
            "Nama berupa alamat situs; usulkan nama yang dikenal pengguna."
        )
    if _FORMULA.match(name):
        cells.warnings.append("Nama berisi rumus; disimpan sebagai teks.")
    if parts:
        told = ", ".join(parts)
        cells.warnings.append(
            f"Satu nama memuat {len(parts)} aplikasi: {told}. Pecah menjadi satu baris "
            "untuk tiap aplikasi."
        )


def _address(cells: Cells, address: Address, name: str) -> None:
    url = address.url
    if not url and is_domain(name):
        url = read_address(name).url
        if url:
            cells.warnings.append("Alamat diambil dari nama.")
    elif address.completed:
        cells.warnings.append("Alamat tanpa https://; dilengkapi.")
    if url:
        cells.values["url"] = url
    for text, reason in address.rest:
        cells.note("Alamat di daftar asal", f"{text} ({reason})")
        if not url:
            cells.warnings.append(f"Alamat disimpan sebagai catatan: {reason}.")


def _type(cells: Cells, name: str, address: Address, *, guess: bool) -> bool:
    """Set type and platforms; return whether a cell states the type."""
    text = cells.take("type")
    listed = list(cells.platforms)
    for here, platform in (
        (address.mobile, Platform.MOBILE),
        (address.desktop or bool(_DESKTOP.search(name)), Platform.DESKTOP),
    ):
        if here and platform.name not in listed:
            listed.append(platform.name)
    said = None if is_placeholder(text) else choice("type", text)
    if said is None and not is_placeholder(text) and class_of(text) == Class():
        cells.note(cells.header("type"), text)
    if said == ApplicationType.APPLICATION.name and not listed:
        listed = platforms(text)
    open_ = {None} if cells.raw("code") else {None, ApplicationType.APPLICATION.name}
    if said in open_ and listed == [Platform.DESKTOP.name]:
        said = ApplicationType.DESKTOP.name
    guess = guess and said != ApplicationType.WEBSITE.name
    seems = _guess_type(cells, name) if guess else ApplicationType.APPLICATION.name
    cells.values["type"] = said or seems
    if seems == ApplicationType.WEBSITE.name:
        _told_website(cells, said)
    if listed:
        cells.values["platforms"] = listed
    return said is not None


def _guess_type(cells: Cells, name: str) -> str:
    purpose = str(cells.values.get("description", ""))
    if _SITE_NAME.match(name) or _SITE_TEXT.match(purpose):
        if not _WORK.search(purpose):
            return ApplicationType.WEBSITE.name
        cells.warnings.append(
            "Disebut website, tetapi uraiannya menyebut pekerjaan: dicatat sebagai "
            "aplikasi."
        )
    return ApplicationType.APPLICATION.name


def _told_website(cells: Cells, said: str | None) -> None:
    if said is None:
        cells.warnings.append("Dicatat sebagai situs web menurut nama atau uraiannya.")
    elif said != ApplicationType.WEBSITE.name:
        cells.warnings.append(
            "Tertulis aplikasi, tetapi nama atau uraiannya menyebut situs web."
        )


def _class(cells: Cells, owner: Class) -> None:
    told = " / ".join(
        dict.fromkeys(
            text
            for text in (cells.raw("category"), cells.raw("type"))
            if text and not is_placeholder(text) and class_of(text) != Class()
        )
    )
    if told:
        cells.note("Kelas di daftar asal", told)
    elif category := cells.take("category"):
        cells.note(cells.header("category"), category)
    if owner.contradiction:
        cells.warnings.append(
            f"Kelas bertentangan (“{told}”): pusat dan daerah sekaligus."
        )


def _is_village(cells: Cells, organisation: str) -> bool:
    if _VILLAGE_OFFICE.match(organisation):
        return True
    site = cells.values.get("type") == ApplicationType.WEBSITE.name
    url = str(cells.values.get("url", ""))
    purpose = str(cells.values.get("description", ""))
    return site and (".desa.id" in url or bool(_VILLAGE_SITE.match(purpose)))
