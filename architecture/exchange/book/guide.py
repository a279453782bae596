"""The sheet that explains every column of a workbook."""

from collections.abc import Iterator, Mapping, Sequence

from architecture.exchange.book.layout import Column as BookColumn
from architecture.exchange.book.layout import Role, SheetPlan
from architecture.exchange.files.sheet import Column
from architecture.layers import Field, FieldKind

COLUMNS: tuple[Column, ...] = (
    Column("Lembar", 20),
    Column("Kolom", 26),
    Column("Nama SIA-SPBE", 22),
    Column("Nama di portal", 26),
    Column("Isi", 34),
    Column("Pilihan", 44),
    Column("Kelas", 11),
    Column("Wajib", 8),
    Column("Keterangan", 50),
    Column("Contoh", 30),
)

RULES: tuple[str, ...] = (
    "Ubah sel yang perlu saja, simpan sebagai XLSX, lalu unggah di Pertukaran. Portal "
    "menunjukkan isi lama dan baru setiap sel sebelum apa pun ditulis.",
    "Sel yang dikosongkan mengosongkan isiannya. Kolom yang dihapus dari lembar "
    "membiarkan isiannya; kolom boleh dipindah, disembunyikan, dan ditambah.",
    "Baris tanpa Kode dicatat sebagai baru. Baris yang dihapus dari lembar tidak "
    "menghapus apa pun.",
    "Sel yang juga diubah di portal sejak buku ini diunduh ditunjukkan sebagai "
    "bentrok; Anda memilih isi mana yang dipakai.",
    "Rumus, sel gabungan, dan sel galat (#REF!) tidak dibaca: salin, lalu tempel "
    "sebagai nilai.",
)

_KINDS: Mapping[FieldKind, str] = {
    FieldKind.LINE: "teks satu baris",
    FieldKind.TEXT: "teks",
    FieldKind.CHOICE: "satu pilihan",
    FieldKind.CHOICES: "beberapa pilihan, dipisah koma",
    FieldKind.WORD: "satu pilihan",
    FieldKind.WORDS: "beberapa pilihan, dipisah titik koma",
    FieldKind.MONEY: "rupiah, tanpa titik",
    FieldKind.DATE: "tanggal",
    FieldKind.YEAR: "tahun, empat angka",
    FieldKind.NUMBER: "bilangan bulat",
    FieldKind.DECIMAL: "angka",
    FieldKind.URL: "alamat https://…",
    FieldKind.CODES: "kode arsitektur referensi, dipisah koma",
}
_LENGTHS = frozenset({FieldKind.LINE, FieldKind.TEXT})


def rows(sheets: Sequence[SheetPlan]) -> Iterator[list[str]]:
    """Yield one row a column, sheet by sheet."""
    for sheet in sheets:
        yield [sheet.name, "", "", "", "", "", "", "", sheet.about, ""]
        for column in sheet.columns:
            yield [sheet.name, *_told(column)]


def _told(column: BookColumn) -> list[str]:
    field = column.field
    return [
        column.heading,
        field.sia,
        field.label,
        _content(column),
        "; ".join(options(field)),
        field.cls.value,
        "ya" if field.required else "",
        _help(field),
        field.example,
    ]


def _content(column: BookColumn) -> str:
    field = column.field
    if column.role is Role.TOLD:
        return "hanya untuk dibaca"
    if column.role is Role.OFFICE:
        return "satu pilihan"
    if field.kind in _LENGTHS and column.role is Role.FIELD:
        return f"{_KINDS[field.kind]}, paling panjang {field.maximum} karakter"
    return _KINDS[field.kind]


def _help(field: Field) -> str:
    kinds = sorted(str(each.value) for each in field.kinds)
    only = f"Hanya untuk objek: {', '.join(kinds)}." if kinds else ""
    return " ".join(each for each in (field.help, only) if each)


def options(field: Field) -> list[str]:
    """Return the words that a cell of a field may hold; none: anything."""
    if field.choices:
        return [str(each.value) for each in field.choices]
    return list(field.options)
