"""The six layers, what may relate to what, and the fields of an element.

The layers are those of Perpres 132/2022.  A field is declared once, here: forms,
tables, spreadsheets, JSON and documents take label, choices, class and length from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Layer(StrEnum):
    """One of the six architecture domains; the value is its Indonesian name."""

    BUSINESS = "Proses Bisnis"
    SERVICE = "Layanan"
    DATA = "Data dan Informasi"
    APPLICATION = "Aplikasi"
    INFRASTRUCTURE = "Infrastruktur"
    SECURITY = "Keamanan"


PREFIXES: Mapping[Layer, str] = {
    Layer.BUSINESS: "DAB",
    Layer.SERVICE: "DAL",
    Layer.DATA: "DAD",
    Layer.APPLICATION: "DAA",
    Layer.INFRASTRUCTURE: "DAI",
    Layer.SECURITY: "DAK",
}
"""What the codes of a layer's elements begin with, as in the practice of SIA-SPBE."""

DOMAINS: Mapping[Layer, str] = {
    Layer.BUSINESS: "RAB",
    Layer.SERVICE: "RAL",
    Layer.DATA: "RAD",
    Layer.APPLICATION: "RAA",
    Layer.INFRASTRUCTURE: "RAI",
    Layer.SECURITY: "RAK",
}
"""Which reference tree classifies a layer (Perpres 132/2022)."""


class Verb(StrEnum):
    """How one element depends on another; the value is shown on maps."""

    REALISES = "diwujudkan oleh"
    SUPPORTED_BY = "didukung oleh"
    USES = "memakai"
    PRODUCES = "menghasilkan"
    EXCHANGES = "bertukar data dengan"
    RUNS_ON = "berjalan di"
    CONNECTED_TO = "terhubung ke"
    STORED_ON = "disimpan di"
    PROTECTS = "mengamankan"
    PART_OF = "bagian dari"
    REPLACES = "menggantikan"


_ALL = frozenset(Layer)
_SAME = frozenset((layer, layer) for layer in Layer)

ALLOWED: Mapping[Verb, frozenset[tuple[Layer, Layer]]] = {
    Verb.REALISES: frozenset({(Layer.BUSINESS, Layer.SERVICE)}),
    Verb.SUPPORTED_BY: frozenset(
        {
            (Layer.SERVICE, Layer.APPLICATION),
            (Layer.BUSINESS, Layer.APPLICATION),
        }
    ),
    Verb.USES: frozenset(
        {
            (Layer.APPLICATION, Layer.DATA),
            (Layer.SERVICE, Layer.DATA),
            (Layer.BUSINESS, Layer.DATA),
            (Layer.APPLICATION, Layer.APPLICATION),
        }
    ),
    Verb.PRODUCES: frozenset(
        {
            (Layer.APPLICATION, Layer.DATA),
            (Layer.SERVICE, Layer.DATA),
            (Layer.BUSINESS, Layer.DATA),
        }
    ),
    Verb.EXCHANGES: frozenset({(Layer.APPLICATION, Layer.APPLICATION)}),
    Verb.RUNS_ON: frozenset(
        {
            (Layer.APPLICATION, Layer.INFRASTRUCTURE),
            (Layer.INFRASTRUCTURE, Layer.INFRASTRUCTURE),
        }
    ),
    Verb.CONNECTED_TO: frozenset(
        {
            (Layer.APPLICATION, Layer.INFRASTRUCTURE),
            (Layer.INFRASTRUCTURE, Layer.INFRASTRUCTURE),
        }
    ),
    Verb.STORED_ON: frozenset({(Layer.DATA, Layer.INFRASTRUCTURE)}),
    Verb.PROTECTS: frozenset((Layer.SECURITY, layer) for layer in _ALL),
    Verb.PART_OF: _SAME,
    Verb.REPLACES: _SAME,
}
"""The metamodel: which verb may lead from which layer to which (as SIA-SPBE)."""


def may_relate(source: Layer, verb: Verb, target: Layer) -> bool:
    """Tell whether the layered model allows this relation.

    >>> may_relate(Layer.APPLICATION, Verb.RUNS_ON, Layer.INFRASTRUCTURE)
    True
    >>> may_relate(Layer.INFRASTRUCTURE, Verb.RUNS_ON, Layer.APPLICATION)
    False
    """
    return (source, target) in ALLOWED[verb]


class Status(StrEnum):
    """Where an element stands in its life."""

    PLANNED = "Direncanakan"
    IN_BUILD = "Dibangun"
    LIVE = "Aktif"
    PHASING_OUT = "Akan dihentikan"
    RETIRED = "Tidak aktif"


class Sharing(StrEnum):
    """How much other governments see of an application."""

    NOTHING = "Tidak dibagikan"
    NAME_AND_FUNCTION = "Nama dan fungsi"
    PROFILE = "Profil lengkap"


class FieldClass(StrEnum):
    """Who may read a field: everyone, the government itself, or those in charge."""

    PUBLIC = "publik"
    INTERNAL = "internal"
    RESTRICTED = "terbatas"


class ApplicationType(StrEnum):
    """What kind of thing is listed; a website is not counted as an application."""

    APPLICATION = "Aplikasi"
    WEBSITE = "Situs web"
    DESKTOP = "Aplikasi desktop"
    SHEET = "Lembar kerja"
    CHANNEL = "Kanal"


class PersonalData(StrEnum):
    """Whether data about persons is processed (UU 27/2022)."""

    YES = "Ya"
    NO = "Tidak"
    UNKNOWN = "Belum diketahui"


class Platform(StrEnum):
    """What the application is used on (basis aplikasi)."""

    WEB = "Web"
    MOBILE = "Mobile"
    DESKTOP = "Desktop"
    OTHER = "Lainnya"


class BuildMethod(StrEnum):
    """How it is built or obtained (Permenkominfo 4/2024 Ps 56(6) and (7))."""

    SELF = "Swakelola"
    CONTRACT = "Kontrak"
    REPLICATION = "Replikasi"
    PURCHASE = "Beli"
    SUBSCRIPTION = "Berlangganan"
    UNKNOWN = "Belum diketahui"


class Licence(StrEnum):
    """The type of licence (Permenkominfo 4/2024 Ps 56(8) and 57)."""

    OPEN_SOURCE = "Sumber terbuka"
    PROPRIETARY = "Sumber tertutup"
    UNKNOWN = "Belum diketahui"


class MasterData(StrEnum):
    """Whether a set of data is what all others take their codes and rows from."""

    YES = "Ya"
    NO = "Tidak"


class FieldKind(StrEnum):
    """What a field holds, and so which widget and which check it gets."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    MONEY = "money"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    URL = "url"
    CODES = "codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an element: its name in code and JSON, and how people meet it."""

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    sia: str = ""
    cls: FieldClass = FieldClass.INTERNAL
    choices: type[StrEnum] | None = None
    maximum: int = 300
    help: str = ""
    example: str = ""

    @property
    def members(self) -> Mapping[str, StrEnum]:
        """Return the choices by their stored names; none for other kinds."""
        return self.choices.__members__ if self.choices else {}


_LONG = 4000
_PUBLIC = FieldClass.PUBLIC
_RESTRICTED = FieldClass.RESTRICTED

COMMON: tuple[Field, ...] = (
    Field(name="name", label="Nama", cls=_PUBLIC, sia="Nama", maximum=200),
    Field(
        name="description",
        label="Uraian",
        kind=FieldKind.TEXT,
        cls=_PUBLIC,
        sia="Uraian",
        maximum=_LONG,
    ),
)

APPLICATION_FIELDS: tuple[Field, ...] = (
    Field(
        name="name",
        label="Nama aplikasi",
        cls=_PUBLIC,
        sia="Nama",
        maximum=200,
        help="Nama lengkap seperti yang dikenal pengguna.",
        example="Sistem Informasi Manajemen Kepegawaian",
    ),
    Field(
        name="acronym",
        label="Singkatan",
        cls=_PUBLIC,
        maximum=60,
        example="SIMPEG",
    ),
    Field(
        name="type",
        label="Bentuk",
        kind=FieldKind.CHOICE,
        cls=_PUBLIC,
        choices=ApplicationType,
        help="Situs informasi dicatat sebagai situs web, bukan aplikasi.",
    ),
    Field(
        name="description",
        label="Untuk apa",
        kind=FieldKind.TEXT,
        cls=_PUBLIC,
        sia="Uraian",
        maximum=_LONG,
        help="Masalah apa yang diselesaikan, dan bagi siapa.",
    ),
    Field(
        name="function",
        label="Fungsi",
        kind=FieldKind.TEXT,
        cls=_PUBLIC,
        sia="Fungsi",
        maximum=_LONG,
        help="Apa yang dikerjakan aplikasi, langkah demi langkah.",
        example="Mencatat kehadiran pegawai, menghitung potongan tunjangan",
    ),
    Field(
        name="output",
        label="Luaran",
        kind=FieldKind.TEXT,
        cls=_PUBLIC,
        sia="Luaran",
        maximum=_LONG,
        example="Rekap kehadiran bulanan per OPD",
    ),
    Field(
        name="services",
        label="Layanan yang didukung",
        kind=FieldKind.TEXT,
        cls=_PUBLIC,
        maximum=_LONG,
    ),
    Field(
        name="processes",
        label="Proses bisnis",
        kind=FieldKind.TEXT,
        maximum=_LONG,
    ),
    Field(
        name="data_used",
        label="Data yang dipakai",
        kind=FieldKind.TEXT,
        maximum=_LONG,
        example="Data pegawai dari SIASN, jadwal kerja",
    ),
    Field(
        name="data_produced",
        label="Data yang dihasilkan",
        kind=FieldKind.TEXT,
        maximum=_LONG,
    ),
    Field(
        name="personal_data",
        label="Memuat data pribadi",
        kind=FieldKind.CHOICE,
        choices=PersonalData,
        help="Nama, NIK, alamat, kesehatan, dan data lain tentang orang (UU 27/2022).",
    ),
    Field(
        name="privacy_basis",
        label="Dasar pemrosesan data pribadi",
        maximum=1000,
        help="Peraturan, persetujuan, atau tugas yang menjadi dasar (UU 27/2022).",
        example="Perda 3/2021 tentang Administrasi Kependudukan",
    ),
    Field(
        name="retention",
        label="Lama penyimpanan data",
        help="Berapa lama data pribadi disimpan, dan apa yang terjadi sesudahnya.",
        example="5 tahun sejak layanan selesai, lalu dimusnahkan",
    ),
    Field(
        name="security_controls",
        label="Pengendalian keamanan",
        kind=FieldKind.TEXT,
        cls=_RESTRICTED,
        maximum=_LONG,
        help="Siapa yang boleh membuka data, dan bagaimana data dilindungi.",
        example="Hak akses per peran, data sensitif disandikan, catatan akses",
    ),
    Field(
        name="users",
        label="Pengguna",
        cls=_PUBLIC,
        maximum=_LONG,
        example="Seluruh pegawai; warga pemohon izin",
    ),
    Field(
        name="platforms",
        label="Basis aplikasi",
        kind=FieldKind.CHOICES,
        cls=_PUBLIC,
        sia="Basis aplikasi",
        choices=Platform,
    ),
    Field(
        name="build_method",
        label="Cara pembangunan",
        kind=FieldKind.CHOICE,
        choices=BuildMethod,
    ),
    Field(name="built_by", label="Unit pengembang", sia="Unit pengembang"),
    Field(name="operating_unit", label="Unit operasional", sia="Unit operasional"),
    Field(
        name="technical_manager",
        label="Pengelola teknis",
        cls=_RESTRICTED,
        help="Jabatan, bukan nama pribadi.",
    ),
    Field(name="vendor", label="Penyedia", cls=_RESTRICTED),
    Field(
        name="contract_ends_on",
        label="Kontrak berakhir",
        kind=FieldKind.DATE,
        cls=_RESTRICTED,
    ),
    Field(
        name="cost_build",
        label="Biaya pembangunan",
        kind=FieldKind.MONEY,
        cls=_RESTRICTED,
        help="Rupiah; kosongkan bila belum diketahui.",
    ),
    Field(
        name="cost_yearly",
        label="Biaya per tahun",
        kind=FieldKind.MONEY,
        cls=_RESTRICTED,
        help="Rupiah untuk pemeliharaan, langganan, dan operasional.",
    ),
    Field(name="source_of_funds", label="Sumber dana", cls=_RESTRICTED),
    Field(
        name="programme",
        label="Program atau kegiatan Renstra",
        help="Dasar pada Renstra atau RKPD, bila ada.",
        example="2.16.03 Program Pengelolaan Aplikasi Informatika",
    ),
    Field(name="planned_start", label="Rencana mulai", kind=FieldKind.DATE),
    Field(name="planned_live", label="Rencana aktif", kind=FieldKind.DATE),
    Field(
        name="licence",
        label="Jenis lisensi",
        kind=FieldKind.CHOICE,
        sia="Tipe lisensi",
        choices=Licence,
    ),
    Field(name="languages", label="Bahasa pemrograman"),
    Field(name="framework", label="Kerangka pengembangan"),
    Field(name="database_system", label="Basis data", sia="Basis data"),
    Field(name="hosting", label="Tempat pemasangan", cls=_RESTRICTED),
    Field(
        name="depends_on",
        label="Bergantung pada",
        maximum=1000,
        help="Nama, singkatan, atau kode aplikasi dan infrastruktur yang menopangnya; "
        "pisahkan dengan koma.",
        example="SIMPEG, DAI-0002",
    ),
    Field(name="url", label="Alamat (URL)", kind=FieldKind.URL, cls=_PUBLIC),
    Field(
        name="reference_codes",
        label="Kode arsitektur referensi",
        kind=FieldKind.CODES,
        cls=_PUBLIC,
        maximum=400,
        help="Pisahkan dengan koma bila lebih dari satu.",
        example="RAB.09.06, RAL.02.04",
    ),
    Field(name="year_started", label="Tahun mulai", kind=FieldKind.YEAR, cls=_PUBLIC),
    Field(name="notes", label="Catatan", kind=FieldKind.TEXT, maximum=_LONG),
)

_PRACTICE: Mapping[Layer, tuple[Field, ...]] = {
    Layer.BUSINESS: (
        Field(name="target", label="Sasaran", maximum=_LONG),
        Field(name="programme", label="Program"),
    ),
    Layer.SERVICE: (
        Field(
            name="purpose",
            label="Tujuan",
            kind=FieldKind.TEXT,
            cls=_PUBLIC,
            sia="Tujuan",
            maximum=_LONG,
        ),
        Field(
            name="target_group",
            label="Target layanan",
            cls=_PUBLIC,
            sia="Target layanan",
        ),
        Field(name="method", label="Metode layanan", cls=_PUBLIC, sia="Metode layanan"),
    ),
    Layer.DATA: (
        Field(name="nature", label="Sifat data", sia="Sifat data"),
        Field(name="data_kind", label="Jenis data", sia="Jenis data"),
        Field(name="validity", label="Validitas data", sia="Validitas data"),
        Field(
            name="master",
            label="Data induk",
            kind=FieldKind.CHOICE,
            choices=MasterData,
        ),
        Field(name="steward", label="Walidata", sia="Penanggung jawab/Walidata"),
    ),
    Layer.INFRASTRUCTURE: (
        Field(name="kind", label="Objek infrastruktur", sia="Objek"),
        Field(name="ownership", label="Status kepemilikan", sia="Status kepemilikan"),
        Field(name="provider", label="Nama pemilik", sia="Nama pemilik"),
        Field(name="location", label="Lokasi", cls=_RESTRICTED, sia="Lokasi"),
        Field(name="capacity", label="Kapasitas", cls=_RESTRICTED, sia="Kapasitas"),
        Field(
            name="used_percent",
            label="Terpakai (%)",
            kind=FieldKind.NUMBER,
            cls=_RESTRICTED,
        ),
    ),
    Layer.SECURITY: (
        Field(name="kind", label="Objek keamanan", cls=_RESTRICTED, sia="Objek"),
        Field(
            name="result", label="Hasil", cls=_RESTRICTED, sia="Hasil", maximum=_LONG
        ),
    ),
}

FIELDS: Mapping[Layer, tuple[Field, ...]] = {
    layer: (
        APPLICATION_FIELDS
        if layer is Layer.APPLICATION
        else (*COMMON, *_PRACTICE.get(layer, ()))
    )
    for layer in Layer
}
"""The fields of each layer, in the order in which people meet them."""


def readable(fields: Sequence[Field], classes: frozenset[FieldClass]) -> list[Field]:
    """Return those fields whose class is among the given ones.

    >>> [f.name for f in readable(COMMON, frozenset({FieldClass.PUBLIC}))]
    ['name', 'description']
    """
    return [each for each in fields if each.cls in classes]
