"""What may be done to the inventory of applications, and how it is asked.

`details` holds what can be stated about an application, `changing` what may be done,
`confirming` what the owner says of users and these say to it, `finding` what is named
by id, `listing` the queries of lists, `counting` figures, `nationals` what is listed as
national and waits to be confirmed, `using` records many uses at once.  Every function
takes the session first and leaves the commit to its caller.
"""

from architecture.elements import Page, retire
from architecture.inventory.changing import (
    add,
    end_use,
    revise,
    start_use,
)
from architecture.inventory.confirming import (
    confirm_use,
    denied_of,
    deny_use,
    state_use,
    to_confirm,
)
from architecture.inventory.counting import by_status, largest_owners
from architecture.inventory.details import (
    blank,
    details_of,
    parsed,
    problems,
    search_text,
    shown,
)
from architecture.inventory.finding import (
    find,
    several,
    statuses,
    used_by,
    uses_of,
)
from architecture.inventory.listing import (
    Filters,
    catalogue,
    choices,
    count,
    count_of,
    every,
    keys,
    page,
)
from architecture.inventory.using import UseStated
from architecture.inventory.using import record as record_uses

__all__ = [
    "Filters",
    "Page",
    "UseStated",
    "add",
    "blank",
    "by_status",
    "catalogue",
    "choices",
    "confirm_use",
    "count",
    "count_of",
    "denied_of",
    "deny_use",
    "details_of",
    "end_use",
    "every",
    "find",
    "keys",
    "largest_owners",
    "page",
    "parsed",
    "problems",
    "record_uses",
    "retire",
    "revise",
    "search_text",
    "several",
    "shown",
    "start_use",
    "state_use",
    "statuses",
    "to_confirm",
    "used_by",
    "uses_of",
]
