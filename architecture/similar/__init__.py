"""Keep indexes of applications in step with the database, and ask them.

Read `profiles` first (what is compared), then `asking` (who asks which index), then
`shelf` (how processes of one host share the large one).
"""

from architecture.similar.asking import (
    NotReady,
    Read,
    Similar,
    compare_in,
    meant,
    read_own,
    shared_index,
    similar,
)
from architecture.similar.profiles import (
    compared,
    own_profiles,
    profile_of,
    profiles,
    proposed_profile,
    registration_key,
    registration_of,
    registration_profile,
    shared_profile_of,
    shared_profiles,
)
from architecture.similar.recognising import Recognised, recognised

__all__ = [
    "NotReady",
    "Read",
    "Recognised",
    "Similar",
    "compare_in",
    "compared",
    "meant",
    "own_profiles",
    "profile_of",
    "profiles",
    "proposed_profile",
    "read_own",
    "recognised",
    "registration_key",
    "registration_of",
    "registration_profile",
    "shared_index",
    "shared_profile_of",
    "shared_profiles",
    "similar",
]
