"""What an element of ours is in ArchiMate: one type, by its layer and kind."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from architecture.layers import InfrastructureKind, Layer, SecurityKind, StrategyKind

Kind = StrEnum | None

TYPES: Final[Mapping[Layer, str]] = {
    Layer.BUSINESS: "BusinessProcess",
    Layer.SERVICE: "BusinessService",
    Layer.DATA: "DataObject",
    Layer.APPLICATION: "ApplicationComponent",
}
"""The types of layers that know no kinds."""

KINDS: Final[Mapping[Layer, Mapping[StrEnum, str]]] = {
    Layer.INFRASTRUCTURE: {
        InfrastructureKind.UNKNOWN: "Node",
        InfrastructureKind.CLOUD: "Node",
        InfrastructureKind.SERVER: "Device",
        InfrastructureKind.PERIPHERAL: "Device",
        InfrastructureKind.STORAGE: "Device",
        InfrastructureKind.NETWORK_DEVICE: "Device",
        InfrastructureKind.SECURITY_DEVICE: "Device",
        InfrastructureKind.OPERATING_SYSTEM: "SystemSoftware",
        InfrastructureKind.DATABASE: "SystemSoftware",
        InfrastructureKind.UTILITY: "SystemSoftware",
        InfrastructureKind.INTRANET: "CommunicationNetwork",
        InfrastructureKind.LINK: "Node",
        InfrastructureKind.FACILITY: "Facility",
    },
    Layer.SECURITY: {
        SecurityKind.UNKNOWN: "Requirement",
        SecurityKind.STANDARD: "Constraint",
        SecurityKind.AWARENESS: "Requirement",
        SecurityKind.VULNERABILITY: "Assessment",
        SecurityKind.IMPROVEMENT: "Requirement",
        SecurityKind.INCIDENT: "Requirement",
        SecurityKind.AUDIT: "Assessment",
        SecurityKind.WORTHINESS: "Assessment",
    },
    Layer.STRATEGY: {
        StrategyKind.VISION: "Goal",
        StrategyKind.MISSION: "CourseOfAction",
        StrategyKind.AIM: "Goal",
        StrategyKind.OBJECTIVE: "Outcome",
        StrategyKind.INDICATOR: "Outcome",
    },
}
"""The types of the objects of infrastructure, security and strategy."""


def type_of(layer: Layer, kind: Kind) -> str:
    """Return the type of an element of ours.

    >>> type_of(Layer.INFRASTRUCTURE, InfrastructureKind.DATABASE)
    'SystemSoftware'
    """
    if layer in TYPES:
        return TYPES[layer]
    kinds = KINDS[layer]
    return kinds[kind] if kind else next(iter(kinds.values()))
