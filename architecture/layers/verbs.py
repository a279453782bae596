"""What may relate to what, by which verb, and what is said of such a relation."""

from collections.abc import Mapping
from enum import StrEnum

from architecture.layers.field import LONG, RESTRICTED, Field, FieldKind
from architecture.layers.layer import SIX, Layer
from architecture.layers.strategy import ABOVE, StrategyKind


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
    SERVES = "mendukung capaian"


INVERSE: Mapping[Verb, str] = {
    Verb.REALISES: "mewujudkan",
    Verb.SUPPORTED_BY: "mendukung",
    Verb.USES: "dipakai oleh",
    Verb.PRODUCES: "dihasilkan oleh",
    Verb.EXCHANGES: "bertukar data dengan",
    Verb.RUNS_ON: "menjadi tempat berjalan",
    Verb.CONNECTED_TO: "disambungi",
    Verb.STORED_ON: "menyimpan",
    Verb.PROTECTS: "diamankan oleh",
    Verb.PART_OF: "memuat",
    Verb.REPLACES: "digantikan oleh",
    Verb.SERVES: "dicapai dengan",
}
"""How a relation reads from its other end."""

_SAME = frozenset((layer, layer) for layer in SIX)

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
    Verb.PROTECTS: frozenset((Layer.SECURITY, layer) for layer in SIX),
    Verb.PART_OF: _SAME | {(Layer.STRATEGY, Layer.STRATEGY)},
    Verb.REPLACES: _SAME,
    Verb.SERVES: frozenset(
        {
            (Layer.BUSINESS, Layer.STRATEGY),
            (Layer.SERVICE, Layer.STRATEGY),
            (Layer.APPLICATION, Layer.STRATEGY),
        }
    ),
}
"""The metamodel: which verb may lead from which layer to which (as SIA-SPBE).

That a process, a service or an application serves an indicator is the allocation of
indicators of its strategy map; that Perpres 132/2022 does not know.
"""


def may_relate(source: Layer, verb: Verb, target: Layer) -> bool:
    """Tell whether the layered model allows this relation.

    >>> may_relate(Layer.APPLICATION, Verb.RUNS_ON, Layer.INFRASTRUCTURE)
    True
    >>> may_relate(Layer.INFRASTRUCTURE, Verb.RUNS_ON, Layer.APPLICATION)
    False
    """
    return (source, target) in ALLOWED[verb]


def verbs_between(source: Layer, target: Layer) -> list[Verb]:
    """Return the verbs that may lead from one layer to another.

    >>> [verb.name for verb in verbs_between(Layer.APPLICATION, Layer.DATA)]
    ['USES', 'PRODUCES']
    """
    return [verb for verb in Verb if (source, target) in ALLOWED[verb]]


def cascades(lower: StrategyKind, upper: StrategyKind) -> bool:
    """Tell whether one kind of strategy may be part of another.

    >>> cascades(StrategyKind.MISSION, StrategyKind.VISION)
    True
    >>> cascades(StrategyKind.VISION, StrategyKind.INDICATOR)
    False
    """
    return upper in ABOVE[lower]


class Direction(StrEnum):
    """Which way data flows between two applications."""

    BOTH = "Dua arah"
    FORTH = "Dari yang pertama ke yang kedua"
    BACK = "Dari yang kedua ke yang pertama"
    UNKNOWN = "Belum diketahui"


class ThroughLink(StrEnum):
    """Whether an exchange passes through the SPLP."""

    YES = "Ya"
    NO = "Tidak"
    UNKNOWN = "Belum diketahui"


_NOTE = Field(name="note", label="Keterangan", maximum=1000)
_EXCHANGE: tuple[Field, ...] = (
    Field(
        name="data",
        label="Data yang dipertukarkan",
        kind=FieldKind.TEXT,
        maximum=LONG,
        example="Biodata penduduk menurut NIK",
    ),
    Field(
        name="direction",
        label="Arah",
        kind=FieldKind.CHOICE,
        choices=Direction,
    ),
    Field(
        name="protocol",
        label="Protokol",
        kind=FieldKind.WORD,
        words="protokol integrasi",
        cls=RESTRICTED,
    ),
    Field(
        name="through_link",
        label="Melalui SPLP",
        kind=FieldKind.CHOICE,
        choices=ThroughLink,
        help="Sistem Penghubung Layanan Pemerintah.",
    ),
    Field(
        name="frequency",
        label="Kekerapan",
        kind=FieldKind.WORD,
        words="kekerapan integrasi",
    ),
    _NOTE,
)

RELATION_FIELDS: Mapping[Verb, tuple[Field, ...]] = dict.fromkeys(Verb, (_NOTE,)) | {
    Verb.EXCHANGES: _EXCHANGE,
    Verb.RUNS_ON: (
        Field(
            name="environment",
            label="Lingkungan",
            kind=FieldKind.WORD,
            words="lingkungan pemasangan",
        ),
        _NOTE,
    ),
    Verb.STORED_ON: (
        Field(
            name="copy",
            label="Salinan",
            kind=FieldKind.WORD,
            words="salinan data",
        ),
        _NOTE,
    ),
    Verb.SERVES: (
        Field(
            name="share",
            label="Bobot (%)",
            kind=FieldKind.NUMBER,
            most=100,
            help="Bagian capaian yang bergantung padanya, bila dihitung.",
        ),
        _NOTE,
    ),
}
"""What is said of a relation, by its verb; kept by these names in its attributes."""
