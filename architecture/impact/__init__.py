"""What stops when something stops: values in, values out.

Read `carrying` first (what each verb carries), then `spreading` (the three rules).
"""

from architecture.impact.carrying import CARRIES, Carries, Effect
from architecture.impact.spreading import MOST_PATHS, Impact, Step, spread
from architecture.impact.values import (
    ALWAYS,
    NEVER,
    NODE,
    READ_WITH,
    RELATION,
    VERBS,
    Model,
)

__all__ = [
    "ALWAYS",
    "CARRIES",
    "MOST_PATHS",
    "NEVER",
    "NODE",
    "READ_WITH",
    "RELATION",
    "VERBS",
    "Carries",
    "Effect",
    "Impact",
    "Model",
    "Step",
    "spread",
]
