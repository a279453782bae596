"""What an element should say and be related to before it counts as complete.

The fields that SIA-SPBE asks, the reference code, and the relations without which an
element stands in no chain from process to infrastructure (Perpres 132/2022).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from architecture.layers.field import Field
from architecture.layers.infrastructure import InfrastructureKind
from architecture.layers.layer import SIX, Layer
from architecture.layers.strategy import StrategyKind
from architecture.layers.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation that is expected: by one of the verbs, to one of the layers.

    `outgoing`: the element stands at its beginning.  `kinds` as in `Field`.
    """

    name: str
    label: str
    verbs: tuple[Verb, ...]
    outgoing: bool
    layers: tuple[Layer, ...]
    kinds: frozenset[StrEnum] = frozenset()


_CARRIERS = frozenset(InfrastructureKind) - {
    InfrastructureKind.PERIPHERAL,
    InfrastructureKind.NETWORK_DEVICE,
    InfrastructureKind.SECURITY_DEVICE,
}

LINKS: Mapping[Layer, tuple[Link, ...]] = {
    Layer.BUSINESS: (
        Link(
            name="services",
            label="Layanan yang mewujudkan",
            verbs=(Verb.REALISES,),
            outgoing=True,
            layers=(Layer.SERVICE,),
        ),
    ),
    Layer.SERVICE: (
        Link(
            name="processes",
            label="Proses bisnis yang diwujudkan",
            verbs=(Verb.REALISES,),
            outgoing=False,
            layers=(Layer.BUSINESS,),
        ),
        Link(
            name="applications",
            label="Aplikasi pendukung",
            verbs=(Verb.SUPPORTED_BY,),
            outgoing=True,
            layers=(Layer.APPLICATION,),
        ),
    ),
    Layer.DATA: (
        Link(
            name="producers",
            label="Penghasil data",
            verbs=(Verb.PRODUCES,),
            outgoing=False,
            layers=(Layer.APPLICATION, Layer.SERVICE, Layer.BUSINESS),
        ),
        Link(
            name="stores",
            label="Tempat penyimpanan",
            verbs=(Verb.STORED_ON,),
            outgoing=True,
            layers=(Layer.INFRASTRUCTURE,),
        ),
    ),
    Layer.APPLICATION: (
        Link(
            name="supported",
            label="Layanan atau proses yang didukung",
            verbs=(Verb.SUPPORTED_BY,),
            outgoing=False,
            layers=(Layer.SERVICE, Layer.BUSINESS),
        ),
        Link(
            name="data_sets",
            label="Data yang dipakai atau dihasilkan",
            verbs=(Verb.USES, Verb.PRODUCES),
            outgoing=True,
            layers=(Layer.DATA,),
        ),
        Link(
            name="servers",
            label="Infrastruktur tempat berjalan",
            verbs=(Verb.RUNS_ON,),
            outgoing=True,
            layers=(Layer.INFRASTRUCTURE,),
        ),
        Link(
            name="protections",
            label="Pengamanan",
            verbs=(Verb.PROTECTS,),
            outgoing=False,
            layers=(Layer.SECURITY,),
        ),
    ),
    Layer.INFRASTRUCTURE: (
        Link(
            name="carried",
            label="Aplikasi, data, atau infrastruktur yang memakainya",
            verbs=(Verb.RUNS_ON, Verb.STORED_ON, Verb.CONNECTED_TO),
            outgoing=False,
            layers=(Layer.APPLICATION, Layer.DATA, Layer.INFRASTRUCTURE),
            kinds=frozenset(_CARRIERS),
        ),
        Link(
            name="facility",
            label="Fasilitas atau server tempatnya",
            verbs=(Verb.RUNS_ON,),
            outgoing=True,
            layers=(Layer.INFRASTRUCTURE,),
            kinds=frozenset({InfrastructureKind.SERVER, InfrastructureKind.STORAGE}),
        ),
    ),
    Layer.SECURITY: (
        Link(
            name="protected",
            label="Yang diamankan",
            verbs=(Verb.PROTECTS,),
            outgoing=True,
            layers=SIX,
        ),
    ),
    Layer.STRATEGY: (
        Link(
            name="above",
            label="Induk pada peta strategi",
            verbs=(Verb.PART_OF,),
            outgoing=True,
            layers=(Layer.STRATEGY,),
            kinds=frozenset(StrategyKind) - {StrategyKind.VISION},
        ),
        Link(
            name="servants",
            label="Proses, layanan, atau aplikasi pendukung",
            verbs=(Verb.SERVES,),
            outgoing=False,
            layers=(Layer.BUSINESS, Layer.SERVICE, Layer.APPLICATION),
            kinds=frozenset({StrategyKind.INDICATOR}),
        ),
    ),
}
"""What each layer is expected to be related to."""


def counted(fields: Sequence[Field]) -> list[Field]:
    """Return the fields that count: of SIA-SPBE, codes, and own ones that are required.

    The name is always there and counts for nothing.
    """
    return [
        field
        for field in fields
        if field.name != "name"
        and (field.sia or field.name == "reference_codes" or field.required)
    ]
