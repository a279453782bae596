"""What may be chosen of a map: its colours, its frames, its ways and its notation."""

from enum import StrEnum


class Colour(StrEnum):
    """What the colour of a box tells."""

    STATUS = "Status"
    CLASS = "Jenis"
    AGE = "Umur"
    COMPLETENESS = "Kelengkapan"
    COST = "Biaya setahun"
    RISK = "Risiko"
    DUPLICATES = "Dugaan kembar"
    NUMBER = "Jumlah aplikasi"


class Grouping(StrEnum):
    """By what the boxes of a map stand together."""

    OFFICE = "Perangkat daerah"
    AFFAIR = "Urusan"


class Way(StrEnum):
    """Where one walks from the element in the middle."""

    BOTH = "Semua arah"
    UP = "Yang dilayaninya"
    DOWN = "Yang menopangnya"


class Arrows(StrEnum):
    """Which arrows are drawn."""

    ALL = "Semua panah"
    DIRECT = "Tanpa jalan pintas"


class Notation(StrEnum):
    """Whose shapes the boxes have."""

    OWN = "Kotak berwarna"
    ARCHIMATE = "ArchiMate"
