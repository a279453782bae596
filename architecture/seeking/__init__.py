"""Find elements of all layers by words, parts of words, stems, acronyms and codes.

Read `reading` first (what is looked into), then `arrays` and `building` (the index),
`finding` (what answers, and how well), `following` (how it keeps up with the histories)
and `asking` (who is told what).
"""

from architecture.seeking.asking import PAGE_SIZE, Found, Hit, Wanted, search
from architecture.seeking.following import NotReady, Seeker, seeker
from architecture.seeking.wording import Query, query_of

__all__ = [
    "PAGE_SIZE",
    "Found",
    "Hit",
    "NotReady",
    "Query",
    "Seeker",
    "Wanted",
    "query_of",
    "search",
    "seeker",
]
