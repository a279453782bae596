"""The target model: changes with a date, instead of a copy.

`planning` takes them, changes them and takes them back; `carrying` writes them into the
rows when their day has come; `listing` says what is planned.  What the model says on a
day is `architecture.timeline`.
"""

from architecture.scheduling.carrying import AT_ONCE, carry, due
from architecture.scheduling.listing import (
    field_of,
    fields_changing,
    find,
    mark,
    of,
    page,
    said_before,
    said_of,
    said_on,
    stored_of,
    ties,
    told,
)
from architecture.scheduling.planning import (
    change,
    check_day,
    plan,
    plan_relation,
    withdraw,
)

__all__ = [
    "AT_ONCE",
    "carry",
    "change",
    "check_day",
    "due",
    "field_of",
    "fields_changing",
    "find",
    "mark",
    "of",
    "page",
    "plan",
    "plan_relation",
    "said_before",
    "said_of",
    "said_on",
    "stored_of",
    "ties",
    "told",
    "withdraw",
]
