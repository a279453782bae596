"""The fields of a service (DAL)."""

from architecture.layers.common import CODES, DESCRIPTION, NAME, NOTES, PROGRAMME
from architecture.layers.field import LONG, PUBLIC, Field, FieldKind

SERVICE_FIELDS: tuple[Field, ...] = (
    NAME,
    DESCRIPTION,
    CODES,
    Field(
        name="purpose",
        label="Tujuan",
        kind=FieldKind.TEXT,
        cls=PUBLIC,
        sia="Tujuan",
        maximum=LONG,
    ),
    Field(
        name="function",
        label="Fungsi",
        kind=FieldKind.TEXT,
        cls=PUBLIC,
        sia="Fungsi",
        maximum=LONG,
    ),
    Field(
        name="target_group",
        label="Target layanan",
        cls=PUBLIC,
        sia="Target layanan",
        example="Warga yang mengurus akta kelahiran",
    ),
    Field(
        name="method",
        label="Metode layanan",
        kind=FieldKind.WORD,
        words="metode layanan",
        cls=PUBLIC,
        sia="Metode layanan",
    ),
    Field(
        name="related_institutions",
        label="K/L terkait",
        cls=PUBLIC,
        sia="K/L terkait",
        maximum=1000,
        example="Kementerian Dalam Negeri",
    ),
    Field(
        name="related_affairs",
        label="Urusan terkait",
        cls=PUBLIC,
        sia="Urusan terkait",
        maximum=1000,
        example="Administrasi Kependudukan dan Pencatatan Sipil",
    ),
    Field(
        name="benefit",
        label="Potensi manfaat",
        kind=FieldKind.TEXT,
        sia="Potensi manfaat",
        maximum=LONG,
    ),
    Field(
        name="economic_potential",
        label="Potensi ekonomi",
        kind=FieldKind.TEXT,
        sia="Potensi ekonomi",
        maximum=LONG,
    ),
    Field(
        name="executing_unit",
        label="Unit pelaksana",
        cls=PUBLIC,
        sia="Unit pelaksana",
    ),
    Field(
        name="responsible",
        label="Penanggung jawab",
        help="Jabatan, bukan nama pribadi.",
    ),
    Field(
        name="risk",
        label="Potensi risiko",
        kind=FieldKind.TEXT,
        sia="Potensi risiko",
        maximum=LONG,
    ),
    Field(
        name="mitigation",
        label="Mitigasi risiko",
        kind=FieldKind.TEXT,
        sia="Mitigasi risiko",
        maximum=LONG,
    ),
    PROGRAMME,
    NOTES,
)
