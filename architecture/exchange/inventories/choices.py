"""What a person chooses for an import."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a person chooses for an import; `columns` None takes what is recognised.

    `columns` runs field → header, `only` are pairs of header and value.
    """

    sheet: str = ""
    columns: Mapping[str, str] | None = None
    only: tuple[tuple[str, str], ...] = ()
    create_organisations: bool = False
    accept_suggestions: bool = False
