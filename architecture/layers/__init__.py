"""The six layers, what may relate to what, and the fields of an element.

The layers are those of Perpres 132/2022.  A field is declared once, here: forms,
tables, spreadsheets, JSON and documents take label, choices, class and length from it.
Each layer has a module of its name; `verbs` says what may relate to what.
"""

from collections.abc import Mapping

from architecture.layers.application import (
    APPLICATION_FIELDS,
    ApplicationType,
    BuildMethod,
    Licence,
    PersonalData,
    Platform,
)
from architecture.layers.business import BUSINESS_FIELDS
from architecture.layers.data import DATA_FIELDS, MasterData
from architecture.layers.field import Field, FieldClass, FieldKind, readable
from architecture.layers.infrastructure import INFRASTRUCTURE_FIELDS, InfrastructureKind
from architecture.layers.layer import DOMAINS, PREFIXES, SIX, Layer
from architecture.layers.life import Sharing, Status
from architecture.layers.security import SECURITY_FIELDS, SecurityKind
from architecture.layers.service import SERVICE_FIELDS
from architecture.layers.strategy import STRATEGY_FIELDS, StrategyKind
from architecture.layers.verbs import (
    ALLOWED,
    INVERSE,
    RELATION_FIELDS,
    Direction,
    ThroughLink,
    Verb,
    cascades,
    may_relate,
    verbs_between,
)

FIELDS: Mapping[Layer, tuple[Field, ...]] = {
    Layer.BUSINESS: BUSINESS_FIELDS,
    Layer.SERVICE: SERVICE_FIELDS,
    Layer.DATA: DATA_FIELDS,
    Layer.APPLICATION: APPLICATION_FIELDS,
    Layer.INFRASTRUCTURE: INFRASTRUCTURE_FIELDS,
    Layer.SECURITY: SECURITY_FIELDS,
    Layer.STRATEGY: STRATEGY_FIELDS,
}
"""The fields of each layer, in the order in which people meet them."""

__all__ = [
    "ALLOWED",
    "APPLICATION_FIELDS",
    "DOMAINS",
    "FIELDS",
    "INVERSE",
    "PREFIXES",
    "RELATION_FIELDS",
    "SIX",
    "ApplicationType",
    "BuildMethod",
    "Direction",
    "Field",
    "FieldClass",
    "FieldKind",
    "InfrastructureKind",
    "Layer",
    "Licence",
    "MasterData",
    "PersonalData",
    "Platform",
    "SecurityKind",
    "Sharing",
    "Status",
    "StrategyKind",
    "ThroughLink",
    "Verb",
    "cascades",
    "may_relate",
    "readable",
    "verbs_between",
]
