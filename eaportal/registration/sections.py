"""Which fields a registration of a kind asks for, and under which headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from architecture.inventory.details import BY_NAME
from architecture.layers import Field
from architecture.model import RegistrationKind as Kind


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form; `code` is what its address ends with."""

    code: str
    title: str
    lead: str
    names: tuple[str, ...]
    own: tuple[Field, ...] = ()

    @property
    def fields(self) -> list[Field]:
        """Return the fields of this part."""
        return [*self.own, *(BY_NAME[name] for name in self.names if name in BY_NAME)]


SECTIONS: tuple[Section, ...] = (
    Section(
        "identitas",
        "Identitas",
        "Bagaimana aplikasi ini dikenal.",
        ("name", "acronym", "type", "url", "year_started"),
    ),
    Section(
        "pekerjaan",
        "Apa yang dikerjakan",
        "Tulis dengan kalimat sendiri; dari sinilah aplikasi serupa dicari.",
        (
            "description",
            "function",
            "output",
            "services",
            "processes",
            "reference_codes",
        ),
    ),
    Section(
        "data",
        "Data dan pengguna",
        "Kosongkan yang belum diketahui.",
        (
            "data_used",
            "data_produced",
            "personal_data",
            "privacy_basis",
            "retention",
            "security_controls",
            "users",
            "platforms",
        ),
    ),
    Section(
        "pembangunan",
        "Cara dan pelaksana",
        "Siapa yang membangun, menjalankan, dan mengelolanya.",
        (
            "build_method",
            "built_by",
            "operating_unit",
            "technical_manager",
            "vendor",
            "contract_ends_on",
            "licence",
            "languages",
            "framework",
            "database_system",
            "hosting",
            "depends_on",
        ),
    ),
    Section(
        "rencana",
        "Biaya dan rencana",
        "Perkiraan sudah cukup.",
        (
            "cost_build",
            "cost_yearly",
            "source_of_funds",
            "programme",
            "planned_start",
            "planned_live",
            "notes",
        ),
    ),
)
"""Every field of an application, in the order in which people meet it."""

PLANNED = frozenset({Kind.BUILD, Kind.ENHANCE, Kind.BUY, Kind.TAKE_OVER})
"""The kinds that rest on a line of the peta rencana, or say why they do not."""

_LEFT_OUT: dict[Kind, frozenset[str]] = {
    Kind.BUILD: frozenset({"year_started", "contract_ends_on"}),
    Kind.ENHANCE: frozenset(),
    Kind.BUY: frozenset({"year_started", "languages", "framework", "database_system"}),
    Kind.TAKE_OVER: frozenset({"year_started", "contract_ends_on"}),
    Kind.WEBSITE: frozenset(
        {"type", "year_started", "output", "processes", "data_used", "data_produced"}
        | {"platforms", "licence", "languages", "database_system", "contract_ends_on"}
    ),
    Kind.EXISTING: frozenset({"planned_start", "planned_live", "programme"}),
}

WORDS: dict[Kind, str] = {
    Kind.BUILD: "Belum ada; akan dibangun sendiri atau lewat penyedia.",
    Kind.ENHANCE: "Menambah fungsi atau mengganti aplikasi milik OPD Anda.",
    Kind.BUY: "Memakai produk jadi: lisensi, langganan, atau sewa.",
    Kind.TAKE_OVER: "Menerima atau mereplikasi aplikasi instansi lain.",
    Kind.WEBSITE: "Situs informasi atau alamat baru di bawah domain pemerintah.",
    Kind.EXISTING: "Aplikasi yang dipakai hari ini tetapi belum tercatat; diperiksa "
    "Kominfo, tanpa surat.",
}
"""What each kind is for, as the first page says it."""

ICONS: dict[Kind, str] = {
    Kind.BUILD: "tools",
    Kind.ENHANCE: "refresh",
    Kind.BUY: "shopping-cart",
    Kind.TAKE_OVER: "git-merge",
    Kind.WEBSITE: "world-www",
    Kind.EXISTING: "circle-check",
}


def sections(kind: Kind, own: tuple[Field, ...] = ()) -> Sequence[Section]:
    """Return the parts of the form for a kind of registration.

    `own` are the fields that the government added itself; all kinds ask them.

    >>> "type" in [f.name for f in sections(Kind.WEBSITE)[0].fields]
    False
    """
    left_out = _LEFT_OUT[kind]
    added = [
        Section(
            "tambahan",
            "Isian tambahan",
            "Ditanyakan oleh instansi Anda.",
            tuple(field.name for field in own),
            own,
        )
    ]
    return [
        Section(
            each.code,
            each.title,
            each.lead,
            tuple(name for name in each.names if name not in left_out),
        )
        for each in SECTIONS
    ] + (added if own else [])


def names(kind: Kind) -> list[str]:
    """Return the names of all fields of an application that a kind asks for."""
    return [name for section in sections(kind) for name in section.names]
