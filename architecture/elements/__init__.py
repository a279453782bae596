"""What may be done to elements of every layer and to relations, and how it is asked.

`fields` says which fields an element has, `values` reads them, `changing` and
`relating` do things, `listing` and `related` hold the queries.  Every function takes
the session first and leaves the commit to its caller.  Applications can more: see
`inventory`.
"""

from architecture.elements.changing import CLASSES, LIFE, add, retire, revise
from architecture.elements.fields import (
    fields_of,
    own_fields,
    relation_fields,
    stated_of,
    value_of,
)
from architecture.elements.listing import (
    Filters,
    Order,
    Page,
    by_code,
    by_layer,
    by_layer_on,
    choices,
    count,
    count_of,
    every,
    find,
    keys,
    last_page,
    page,
    several,
)
from architecture.elements.related import (
    find_relation,
    neighbours,
    relation_counts,
    relations_of,
    sides_of,
)
from architecture.elements.relating import amend, relate, unrelate
from architecture.elements.searching import search_text

__all__ = [
    "CLASSES",
    "LIFE",
    "Filters",
    "Order",
    "Page",
    "add",
    "amend",
    "by_code",
    "by_layer",
    "by_layer_on",
    "choices",
    "count",
    "count_of",
    "every",
    "fields_of",
    "find",
    "find_relation",
    "keys",
    "last_page",
    "neighbours",
    "own_fields",
    "page",
    "relate",
    "relation_counts",
    "relation_fields",
    "relations_of",
    "retire",
    "revise",
    "search_text",
    "several",
    "sides_of",
    "stated_of",
    "unrelate",
    "value_of",
]
