"""What a field of an element is: declared once, taken from there by all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class FieldClass(StrEnum):
    """Who may read a field: everyone, the government itself, or those in charge."""

    PUBLIC = "publik"
    INTERNAL = "internal"
    RESTRICTED = "terbatas"


class FieldKind(StrEnum):
    """What a field holds, and so which widget and which check it gets."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    WORD = "word"
    """One word of a list that a government may extend; stored as it reads."""
    WORDS = "words"
    MONEY = "money"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    DECIMAL = "decimal"
    URL = "url"
    CODES = "codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an element: its name in code and JSON, and how people meet it.

    `kinds` are the objects of its layer that have it, none named: all.  `words` is the
    name of the editable list that a WORD or WORDS is taken from, `options` that list as
    it holds in one government.  A `custom` field is a government's own.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    sia: str = ""
    cls: FieldClass = FieldClass.INTERNAL
    choices: type[StrEnum] | None = None
    words: str = ""
    options: tuple[str, ...] = ()
    maximum: int = 300
    most: int = 10**12
    kinds: frozenset[StrEnum] = frozenset()
    required: bool = False
    custom: bool = False
    help: str = ""
    example: str = ""

    @property
    def members(self) -> Mapping[str, StrEnum]:
        """Return the choices by their stored names; none for other kinds."""
        return self.choices.__members__ if self.choices else {}

    @property
    def heading(self) -> str:
        """Return what a spreadsheet calls it: as SIA-SPBE does, else its label."""
        return self.sia or self.label

    def is_of(self, kind: StrEnum | None) -> bool:
        """Tell whether an object of that kind has this field."""
        return not self.kinds or kind in self.kinds


LONG = 4000
"""Characters of a text of several lines."""

PUBLIC = FieldClass.PUBLIC
RESTRICTED = FieldClass.RESTRICTED


def readable(fields: Sequence[Field], classes: frozenset[FieldClass]) -> list[Field]:
    """Return those fields whose class is among the given ones.

    >>> open_ = Field(name="name", label="Nama", cls=FieldClass.PUBLIC)
    >>> [f.name for f in readable([open_], frozenset({FieldClass.PUBLIC}))]
    ['name']
    """
    return [each for each in fields if each.cls in classes]
