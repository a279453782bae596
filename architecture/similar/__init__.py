"""Keep indexes of applications in step with the database, and ask them.

Read `profiles` first (what is compared), then `asking` (who asks which index), then
`shelf` (how processes of one host share the large one).
"""

from architecture.similar.asking import NotReady, Similar, meant, similar
from architecture.similar.profiles import (
    own_profiles,
    profile_of,
    proposed_profile,
    registration_key,
    registration_of,
    shared_profile_of,
    shared_profiles,
)

__all__ = [
    "NotReady",
    "Similar",
    "meant",
    "own_profiles",
    "profile_of",
    "proposed_profile",
    "registration_key",
    "registration_of",
    "shared_profile_of",
    "shared_profiles",
    "similar",
]
