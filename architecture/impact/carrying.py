"""What a stop at one end of a relation does to the other end: one line a verb."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from architecture.layers import Verb


class Effect(StrEnum):
    """What happens to something when what it depends on stops."""

    STOPS = "Berhenti"
    WEAKENED = "Terganggu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carries:
    """What reaches the source when the target stops, and the other way round.

    `STOPS` names what an end stands on: it stops when all that it stands on by this
    verb has stopped, and is weakened when only a part has.
    """

    to_source: Effect | None = None
    to_target: Effect | None = None


_STANDS_ON = Carries(to_source=Effect.STOPS)

CARRIES: Mapping[Verb, Carries] = {
    Verb.REALISES: _STANDS_ON,
    Verb.SUPPORTED_BY: _STANDS_ON,
    Verb.USES: _STANDS_ON,
    Verb.RUNS_ON: _STANDS_ON,
    Verb.STORED_ON: _STANDS_ON,
    Verb.SERVES: Carries(to_target=Effect.STOPS),
    Verb.PART_OF: Carries(to_source=Effect.STOPS, to_target=Effect.WEAKENED),
    Verb.PRODUCES: Carries(to_target=Effect.WEAKENED),
    Verb.EXCHANGES: Carries(to_source=Effect.WEAKENED, to_target=Effect.WEAKENED),
    Verb.CONNECTED_TO: Carries(to_source=Effect.WEAKENED),
    Verb.PROTECTS: Carries(to_target=Effect.WEAKENED),
    Verb.REPLACES: Carries(),
}
