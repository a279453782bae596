"""What happened in a government, as a viewer may know of it.

`listing` holds the queries, `naming` what is known of the things that notes are about,
`reading` which fields of them the viewer may read.
"""

from architecture.chronicle.listing import (
    ELEMENTS,
    Filters,
    Kind,
    Line,
    entries,
    find,
    is_import,
    of_element,
    of_entry,
    people,
    size,
)
from architecture.chronicle.naming import ELEMENT, Named, named
from architecture.chronicle.reading import Readable

__all__ = [
    "ELEMENT",
    "ELEMENTS",
    "Filters",
    "Kind",
    "Line",
    "Named",
    "Readable",
    "entries",
    "find",
    "is_import",
    "named",
    "of_element",
    "of_entry",
    "people",
    "size",
]
