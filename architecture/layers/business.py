"""The fields of a business process (DAB)."""

from architecture.layers.common import CODES, DESCRIPTION, NAME, NOTES, PROGRAMME
from architecture.layers.field import LONG, Field

BUSINESS_FIELDS: tuple[Field, ...] = (
    NAME,
    DESCRIPTION,
    CODES,
    PROGRAMME,
    Field(name="target", label="Sasaran", maximum=LONG),
    Field(
        name="indicator",
        label="Indikator",
        maximum=LONG,
        example="Persentase usul pensiun yang selesai tepat waktu",
    ),
    Field(name="target_value", label="Target", example="95%"),
    Field(name="realisation", label="Realisasi", example="91%"),
    NOTES,
)
"""SIA-SPBE asks ID, uraian and the RAB code; the rest is practice of governments."""
