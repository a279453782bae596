"""The twelve objects of infrastructure (DAI) and their fields."""

from enum import StrEnum

from architecture.layers.common import CODES, DESCRIPTION, NAME, NOTES
from architecture.layers.field import RESTRICTED, Field, FieldKind


class InfrastructureKind(StrEnum):
    """The objects that SIA-SPBE knows; what nobody sorted yet is unknown."""

    UNKNOWN = "Belum ditentukan"
    CLOUD = "Komputasi awan"
    SERVER = "Server"
    PERIPHERAL = "Periferal"
    STORAGE = "Media penyimpanan"
    NETWORK_DEVICE = "Perangkat jaringan"
    SECURITY_DEVICE = "Perangkat keamanan"
    OPERATING_SYSTEM = "Sistem operasi"
    DATABASE = "Sistem database"
    UTILITY = "Sistem utilitas"
    INTRANET = "Jaringan intra"
    LINK = "Sistem penghubung layanan"
    FACILITY = "Fasilitas komputasi"


_KIND = InfrastructureKind
_SOFTWARE = frozenset({_KIND.OPERATING_SYSTEM, _KIND.DATABASE, _KIND.UTILITY})
_OWNED = frozenset(_KIND) - _SOFTWARE - {_KIND.PERIPHERAL, _KIND.LINK}


def _only(*kinds: InfrastructureKind) -> frozenset[StrEnum]:
    return frozenset(kinds)


INFRASTRUCTURE_FIELDS: tuple[Field, ...] = (
    NAME,
    Field(
        name="kind",
        label="Objek infrastruktur",
        kind=FieldKind.CHOICE,
        choices=InfrastructureKind,
        sia="Objek",
        help="Menentukan isian yang ditanyakan.",
    ),
    DESCRIPTION,
    CODES,
    Field(
        name="ownership",
        label="Status kepemilikan",
        kind=FieldKind.WORD,
        words="status kepemilikan",
        sia="Status kepemilikan",
        kinds=_OWNED,
    ),
    Field(
        name="provider",
        label="Nama pemilik",
        sia="Nama pemilik",
        kinds=frozenset(_KIND) - {_KIND.PERIPHERAL},
    ),
    Field(name="managing_unit", label="Unit pengelola"),
    Field(name="location", label="Lokasi", cls=RESTRICTED, sia="Lokasi"),
    Field(
        name="capacity",
        label="Kapasitas",
        cls=RESTRICTED,
        sia="Kapasitas",
        example="4 TB, 12 rak, 48 port",
    ),
    Field(
        name="used_percent",
        label="Terpakai (%)",
        kind=FieldKind.NUMBER,
        cls=RESTRICTED,
        most=100,
    ),
    Field(
        name="cloud_type",
        label="Tipe government cloud",
        kind=FieldKind.WORD,
        words="tipe government cloud",
        sia="Tipe government cloud",
        kinds=_only(_KIND.CLOUD),
    ),
    Field(
        name="service_cost",
        label="Biaya layanan per tahun",
        kind=FieldKind.MONEY,
        cls=RESTRICTED,
        sia="Biaya layanan",
        kinds=_only(_KIND.CLOUD),
    ),
    Field(name="developing_unit", label="Unit pengembang", kinds=_only(_KIND.CLOUD)),
    Field(name="operating_unit", label="Unit operasional", kinds=_only(_KIND.CLOUD)),
    Field(
        name="subscribed_until",
        label="Langganan sampai",
        kind=FieldKind.DATE,
        kinds=_only(_KIND.CLOUD),
    ),
    Field(
        name="server_use",
        label="Jenis penggunaan",
        kind=FieldKind.WORD,
        words="jenis penggunaan server",
        sia="Jenis penggunaan",
        kinds=_only(_KIND.SERVER),
    ),
    Field(
        name="server_form",
        label="Bentuk server",
        kind=FieldKind.WORD,
        words="bentuk server",
        kinds=_only(_KIND.SERVER),
    ),
    Field(
        name="processor",
        label="Teknologi prosesor",
        cls=RESTRICTED,
        sia="Teknologi prosesor",
        kinds=_only(_KIND.SERVER),
    ),
    Field(
        name="memory",
        label="Memori",
        cls=RESTRICTED,
        sia="Memori",
        kinds=_only(_KIND.SERVER),
        example="64 GB",
    ),
    Field(
        name="storage",
        label="Penyimpanan",
        cls=RESTRICTED,
        sia="Penyimpanan",
        kinds=_only(_KIND.SERVER),
        example="4 TB",
    ),
    Field(
        name="peripheral_type",
        label="Tipe periferal",
        kind=FieldKind.WORD,
        words="tipe periferal",
        sia="Tipe periferal",
        kinds=_only(_KIND.PERIPHERAL),
    ),
    Field(
        name="sharing_method",
        label="Metode akses berbagi data",
        kind=FieldKind.WORD,
        words="metode akses penyimpanan",
        sia="Metode akses data sharing",
        kinds=_only(_KIND.STORAGE),
    ),
    Field(
        name="network_device_type",
        label="Tipe perangkat jaringan",
        kind=FieldKind.WORD,
        words="tipe perangkat jaringan",
        sia="Tipe network/communication device",
        kinds=_only(_KIND.NETWORK_DEVICE),
    ),
    Field(
        name="security_device_type",
        label="Tipe perangkat keamanan",
        kind=FieldKind.WORD,
        words="tipe perangkat keamanan",
        cls=RESTRICTED,
        sia="Tipe security device",
        kinds=_only(_KIND.SECURITY_DEVICE),
    ),
    Field(
        name="software_type",
        label="Jenis perangkat lunak",
        sia="Jenis",
        cls=RESTRICTED,
        kinds=_SOFTWARE,
        example="Debian 12, PostgreSQL 17",
    ),
    Field(
        name="licence_type",
        label="Jenis lisensi",
        kind=FieldKind.WORD,
        words="jenis lisensi",
        sia="Jenis lisensi",
        kinds=_SOFTWARE,
    ),
    Field(
        name="licence_until",
        label="Lisensi berlaku sampai",
        kind=FieldKind.DATE,
        sia="Validitas lisensi",
        kinds=_SOFTWARE,
        help="Kosongkan bila tidak berbatas waktu.",
    ),
    Field(
        name="network_type",
        label="Jenis jaringan",
        kind=FieldKind.WORD,
        words="jenis jaringan",
        sia="Jenis jaringan",
        kinds=_only(_KIND.INTRANET),
    ),
    Field(
        name="media_type",
        label="Tipe media",
        kind=FieldKind.WORD,
        words="tipe media jaringan",
        sia="Tipe media",
        kinds=_only(_KIND.INTRANET),
    ),
    Field(
        name="bandwidth",
        label="Lebar pita (Mbps)",
        kind=FieldKind.NUMBER,
        most=10**7,
        kinds=_only(_KIND.INTRANET),
    ),
    Field(
        name="link_type",
        label="Jenis sistem penghubung",
        kind=FieldKind.WORD,
        words="jenis sistem penghubung",
        sia="Jenis sistem penghubung",
        kinds=_only(_KIND.LINK),
    ),
    Field(
        name="intranet_bandwidth",
        label="Lebar pita intranet (Mbps)",
        kind=FieldKind.NUMBER,
        most=10**7,
        sia="Bandwidth intranet",
        kinds=_only(_KIND.FACILITY),
    ),
    Field(
        name="internet_bandwidth",
        label="Lebar pita internet (Mbps)",
        kind=FieldKind.NUMBER,
        most=10**7,
        sia="Bandwidth internet",
        kinds=_only(_KIND.FACILITY),
    ),
    Field(
        name="tier",
        label="Klasifikasi tier",
        kind=FieldKind.WORD,
        words="klasifikasi tier",
        sia="Klasifikasi tier",
        kinds=_only(_KIND.FACILITY),
    ),
    Field(
        name="security_system",
        label="Sistem pengamanan",
        cls=RESTRICTED,
        sia="Sistem pengamanan",
        maximum=1000,
        kinds=_only(_KIND.FACILITY),
    ),
    NOTES,
)
