"""Find applications that do the same work under other names, and say why.

Read `values` first, then `told`, `terms`, `reading` (a profile becomes weighed terms),
`features` (a pair becomes numbers), `reasons` (numbers become words), `index` (all of
it, at once) and `sweeping` (every pair).
"""

from architecture.duplicates.groups import HOLDING, Family, clusters, families
from architecture.duplicates.index import Index, compare
from architecture.duplicates.model import Model
from architecture.duplicates.shipping import shipped
from architecture.duplicates.thesaurus import Concept, Term, Thesaurus
from architecture.duplicates.thin import too_thin
from architecture.duplicates.values import TEXTS, Kind, Profile, Reason, Suspicion
from architecture.duplicates.works import common_work

__all__ = [
    "HOLDING",
    "TEXTS",
    "Concept",
    "Family",
    "Index",
    "Kind",
    "Model",
    "Profile",
    "Reason",
    "Suspicion",
    "Term",
    "Thesaurus",
    "clusters",
    "common_work",
    "compare",
    "families",
    "shipped",
    "too_thin",
]
