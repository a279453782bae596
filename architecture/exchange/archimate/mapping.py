"""What a file of others becomes of ours: layers and kinds, verbs.

How ours are told stands in `architecture.archimate`; reading goes back over the same
tables.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from architecture.archimate.types import Kind
from architecture.archimate.ways import WAYS, Way
from architecture.layers import (
    InfrastructureKind,
    Layer,
    StrategyKind,
    Verb,
    may_relate,
)

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
