"""What becomes of a row of a workbook that is imported."""

from enum import StrEnum


class Action(StrEnum):
    """What becomes of a row."""

    NEW = "Baru"
    CHANGED = "Berubah"
    REMOVED = "Dihapus"
    CONFLICT = "Bentrok"
    REFUSED = "Ditolak"
    SAME = "Sama"
