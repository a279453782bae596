"""What is what on both sides, declared once: layers and kinds, verbs and relations.

An element of ours has one type in ArchiMate, by its layer and kind.  A verb has several
ways to be told, the best first: the first that the language allows between the types of
the two ends is taken.  Reading goes back over the same tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from architecture.exchange.archimate.rules import allows
from architecture.layers import (
    InfrastructureKind,
    Layer,
    SecurityKind,
    StrategyKind,
    Verb,
    may_relate,
)

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

READ: Final[Mapping[str, tuple[Layer, Kind]]] = {
    "BusinessProcess": (Layer.BUSINESS, None),
    "BusinessFunction": (Layer.BUSINESS, None),
    "BusinessInteraction": (Layer.BUSINESS, None),
    "BusinessService": (Layer.SERVICE, None),
    "BusinessObject": (Layer.DATA, None),
    "DataObject": (Layer.DATA, None),
    "ApplicationComponent": (Layer.APPLICATION, None),
    "Node": (Layer.INFRASTRUCTURE, InfrastructureKind.UNKNOWN),
    "Device": (Layer.INFRASTRUCTURE, InfrastructureKind.UNKNOWN),
    "SystemSoftware": (Layer.INFRASTRUCTURE, InfrastructureKind.UNKNOWN),
    "CommunicationNetwork": (Layer.INFRASTRUCTURE, InfrastructureKind.INTRANET),
    "Facility": (Layer.INFRASTRUCTURE, InfrastructureKind.FACILITY),
    "Goal": (Layer.STRATEGY, StrategyKind.AIM),
    "Outcome": (Layer.STRATEGY, StrategyKind.OBJECTIVE),
}
"""What becomes an element of ours if a file says nothing more of it.

Requirements, constraints and assessments of others need not speak of security, nor a
course of action of a mission: those are kept as they are.
"""


@dataclass(frozen=True, slots=True)
class Way:
    """A relation that can tell a verb; `turned`: from our target to our source.

    `read`: such a relation of others is that verb.  Where it is not, only what we wrote
    ourselves is read back.  `sources` are the types it may lead from, none named: any.
    """

    type: str
    turned: bool = False
    access: str = ""
    directed: bool = False
    read: bool = True
    sources: frozenset[str] = frozenset()

    @property
    def attributes(self) -> dict[str, str]:
        """Return what the relation bears beside its type."""
        told = {"accessType": self.access} if self.access else {}
        return told | ({"isDirected": "true"} if self.directed else {})


_DIRECTED: Final = Way("Association", directed=True, read=False)
_UNDIRECTED: Final = Way("Association", read=False)

WAYS: Final[Mapping[Verb, tuple[Way, ...]]] = {
    Verb.REALISES: (Way("Realization"), _DIRECTED),
    Verb.SUPPORTED_BY: (Way("Serving", turned=True), _DIRECTED),
    Verb.USES: (
        Way("Access", access="Read"),
        Way("Serving", turned=True),
        _DIRECTED,
    ),
    Verb.PRODUCES: (Way("Access", access="Write"), _DIRECTED),
    Verb.EXCHANGES: (Way("Flow"), _UNDIRECTED),
    Verb.RUNS_ON: (
        Way("Assignment", turned=True),
        Way("Serving", turned=True),
        _DIRECTED,
    ),
    Verb.CONNECTED_TO: (_UNDIRECTED,),
    Verb.STORED_ON: (Way("Access", turned=True, access="Access"), _DIRECTED),
    Verb.PROTECTS: (_DIRECTED,),
    Verb.PART_OF: (
        Way("Aggregation", turned=True),
        Way("Composition", turned=True),
        Way(
            "Realization", read=False, sources=frozenset({"CourseOfAction", "Outcome"})
        ),
        _DIRECTED,
    ),
    Verb.REPLACES: (_DIRECTED,),
    Verb.SERVES: (Way("Realization"), Way("Influence"), _DIRECTED),
}
"""How a verb is told, the best way first."""


def type_of(layer: Layer, kind: Kind) -> str:
    """Return the type of an element of ours.

    >>> type_of(Layer.INFRASTRUCTURE, InfrastructureKind.DATABASE)
    'SystemSoftware'
    """
    if layer in TYPES:
        return TYPES[layer]
    kinds = KINDS[layer]
    return kinds[kind] if kind else next(iter(kinds.values()))


def way_of(source: str, verb: Verb, target: str) -> Way:
    """Return how a verb is told between elements of these types."""
    for way in WAYS[verb]:
        ends = (target, source) if way.turned else (source, target)
        if way.sources and ends[0] not in way.sources:
            continue
        if allows(ends[0], way.type, ends[1]):
            return way
    return _DIRECTED


def verbs_of(
    relationship: str, access: str, source: Layer, target: Layer
) -> list[tuple[Verb, bool]]:
    """Return what a relation of others says between elements of these layers.

    Each verb stands with whether it leads the other way round.  Nothing: the relation
    has no verb of ours.

    >>> verbs_of("Serving", "", Layer.APPLICATION, Layer.SERVICE)
    [(<Verb.SUPPORTED_BY: 'didukung oleh'>, True)]
    >>> verbs_of("Access", "ReadWrite", Layer.APPLICATION, Layer.DATA)
    [(<Verb.USES: 'memakai'>, False), (<Verb.PRODUCES: 'menghasilkan'>, False)]
    >>> verbs_of("Triggering", "", Layer.BUSINESS, Layer.BUSINESS)
    []
    """
    found: list[tuple[Verb, bool]] = []
    for part in _accesses(relationship, access):
        found += _readings(relationship, part, source, target)[:1]
    return list(dict.fromkeys(found))


def _accesses(relationship: str, access: str) -> tuple[str, ...]:
    if relationship != "Access":
        return ("",)
    return {"ReadWrite": ("Read", "Write"), "Write": ("Write",)}.get(access, ("Read",))


@cache
def _readings(
    relationship: str, access: str, source: Layer, target: Layer
) -> list[tuple[Verb, bool]]:
    return [
        (verb, way.turned)
        for verb, way in _read_ways()
        if way.type == relationship
        and way.access in {"", access, "Access"}
        and may_relate(*_turned(source, verb, target, turned=way.turned))
    ]


def _read_ways() -> Iterator[tuple[Verb, Way]]:
    for verb, ways in WAYS.items():
        yield from ((verb, way) for way in ways if way.read)


def _turned(
    source: Layer, verb: Verb, target: Layer, *, turned: bool
) -> tuple[Layer, Verb, Layer]:
    return (target, verb, source) if turned else (source, verb, target)
