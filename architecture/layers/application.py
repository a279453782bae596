"""The fields of an application (DAA), as SIA-SPBE names them and as practice adds."""

from enum import StrEnum

from architecture.layers.field import LONG, PUBLIC, RESTRICTED, Field, FieldKind


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


APPLICATION_FIELDS: tuple[Field, ...] = (
    Field(
        name="name",
        label="Nama aplikasi",
        cls=PUBLIC,
        sia="Nama",
        maximum=200,
        required=True,
        help="Nama lengkap seperti yang dikenal pengguna.",
        example="Sistem Informasi Manajemen Kepegawaian",
    ),
    Field(
        name="acronym",
        label="Singkatan",
        cls=PUBLIC,
        maximum=60,
        example="SIMPEG",
    ),
    Field(
        name="type",
        label="Bentuk",
        kind=FieldKind.CHOICE,
        cls=PUBLIC,
        choices=ApplicationType,
        help="Situs informasi dicatat sebagai situs web, bukan aplikasi.",
    ),
    Field(
        name="description",
        label="Untuk apa",
        kind=FieldKind.TEXT,
        cls=PUBLIC,
        sia="Uraian",
        maximum=LONG,
        help="Masalah apa yang diselesaikan, dan bagi siapa.",
    ),
    Field(
        name="function",
        label="Fungsi",
        kind=FieldKind.TEXT,
        cls=PUBLIC,
        sia="Fungsi",
        maximum=LONG,
        help="Apa yang dikerjakan aplikasi, langkah demi langkah.",
        example="Mencatat kehadiran pegawai, menghitung potongan tunjangan",
    ),
    Field(
        name="output",
        label="Luaran",
        kind=FieldKind.TEXT,
        cls=PUBLIC,
        sia="Luaran",
        maximum=LONG,
        example="Rekap kehadiran bulanan per OPD",
    ),
    Field(
        name="services",
        label="Layanan yang didukung",
        kind=FieldKind.TEXT,
        cls=PUBLIC,
        maximum=LONG,
    ),
    Field(
        name="processes",
        label="Proses bisnis",
        kind=FieldKind.TEXT,
        maximum=LONG,
    ),
    Field(
        name="data_used",
        label="Data yang dipakai",
        kind=FieldKind.TEXT,
        maximum=LONG,
        example="Data pegawai dari SIASN, jadwal kerja",
    ),
    Field(
        name="data_produced",
        label="Data yang dihasilkan",
        kind=FieldKind.TEXT,
        maximum=LONG,
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
        cls=RESTRICTED,
        maximum=LONG,
        help="Siapa yang boleh membuka data, dan bagaimana data dilindungi.",
        example="Hak akses per peran, data sensitif disandikan, catatan akses",
    ),
    Field(
        name="users",
        label="Pengguna",
        cls=PUBLIC,
        maximum=LONG,
        example="Seluruh pegawai; warga pemohon izin",
    ),
    Field(
        name="platforms",
        label="Basis aplikasi",
        kind=FieldKind.CHOICES,
        cls=PUBLIC,
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
        cls=RESTRICTED,
        help="Jabatan, bukan nama pribadi.",
    ),
    Field(name="vendor", label="Penyedia", cls=RESTRICTED),
    Field(
        name="contract_ends_on",
        label="Kontrak berakhir",
        kind=FieldKind.DATE,
        cls=RESTRICTED,
    ),
    Field(
        name="cost_build",
        label="Biaya pembangunan",
        kind=FieldKind.MONEY,
        cls=RESTRICTED,
        help="Rupiah; kosongkan bila belum diketahui.",
    ),
    Field(
        name="cost_yearly",
        label="Biaya per tahun",
        kind=FieldKind.MONEY,
        cls=RESTRICTED,
        help="Rupiah untuk pemeliharaan, langganan, dan operasional.",
    ),
    Field(name="source_of_funds", label="Sumber dana", cls=RESTRICTED),
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
    Field(name="hosting", label="Tempat pemasangan", cls=RESTRICTED),
    Field(
        name="depends_on",
        label="Bergantung pada",
        maximum=1000,
        help="Nama, singkatan, atau kode aplikasi dan infrastruktur yang menopangnya; "
        "pisahkan dengan koma.",
        example="SIMPEG, DAI-0002",
    ),
    Field(name="url", label="Alamat (URL)", kind=FieldKind.URL, cls=PUBLIC),
    Field(
        name="reference_codes",
        label="Kode arsitektur referensi",
        kind=FieldKind.CODES,
        cls=PUBLIC,
        maximum=400,
        help="Pisahkan dengan koma bila lebih dari satu.",
        example="RAB.09.06, RAL.02.04",
    ),
    Field(name="year_started", label="Tahun mulai", kind=FieldKind.YEAR, cls=PUBLIC),
    Field(name="notes", label="Catatan", kind=FieldKind.TEXT, maximum=LONG),
)
