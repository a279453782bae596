"""The strategy above the layers: vision, missions, aims, objectives, indicators."""

from collections.abc import Mapping
from enum import StrEnum

from architecture.layers.common import DESCRIPTION, NAME, NOTES
from architecture.layers.field import PUBLIC, Field, FieldKind


class StrategyKind(StrEnum):
    """What a piece of the strategy map (peta strategi) is, the highest first."""

    VISION = "Visi"
    MISSION = "Misi"
    AIM = "Tujuan"
    OBJECTIVE = "Sasaran strategis"
    INDICATOR = "Indikator kinerja utama (IKU)"


ABOVE: Mapping[StrategyKind, frozenset[StrategyKind]] = {
    StrategyKind.VISION: frozenset(),
    StrategyKind.MISSION: frozenset({StrategyKind.VISION}),
    StrategyKind.AIM: frozenset({StrategyKind.MISSION, StrategyKind.VISION}),
    StrategyKind.OBJECTIVE: frozenset({StrategyKind.AIM, StrategyKind.MISSION}),
    StrategyKind.INDICATOR: frozenset({StrategyKind.OBJECTIVE, StrategyKind.AIM}),
}
"""What each kind may be part of (the cascade of RPJMD and Renstra)."""

_INDICATOR = frozenset({StrategyKind.INDICATOR})

STRATEGY_FIELDS: tuple[Field, ...] = (
    NAME,
    Field(
        name="kind",
        label="Jenis",
        kind=FieldKind.CHOICE,
        choices=StrategyKind,
        cls=PUBLIC,
        sia="Objek",
    ),
    DESCRIPTION,
    Field(
        name="period",
        label="Periode",
        cls=PUBLIC,
        example="2025–2029",
    ),
    Field(name="unit", label="Satuan", cls=PUBLIC, sia="Satuan", kinds=_INDICATOR),
    Field(
        name="baseline", label="Nilai awal", kind=FieldKind.DECIMAL, kinds=_INDICATOR
    ),
    Field(
        name="target_value",
        label="Target",
        kind=FieldKind.DECIMAL,
        cls=PUBLIC,
        sia="Target",
        kinds=_INDICATOR,
        example="4,20",
    ),
    Field(
        name="realisation",
        label="Realisasi",
        kind=FieldKind.DECIMAL,
        cls=PUBLIC,
        sia="Realisasi",
        kinds=_INDICATOR,
    ),
    NOTES,
)
