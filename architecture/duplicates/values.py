"""What goes into the search for duplicates and what comes out of it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one application, stored (`key` > 0) or only proposed.

    A field that a viewer may not see is left empty by whoever builds the profile.
    """

    key: int
    name: str
    acronym: str = ""
    description: str = ""
    function: str = ""
    output: str = ""
    services: str = ""
    processes: str = ""
    data_used: str = ""
    data_produced: str = ""
    codes: tuple[str, ...] = ()
    owner: int = 0
    government: int = 0
    type: str = "APPLICATION"
    url: str = ""


TEXTS = (
    "name",
    "acronym",
    "description",
    "function",
    "output",
    "services",
    "processes",
    "data_used",
    "data_produced",
    "url",
)
"""The fields of a profile that people write."""


class Kind(StrEnum):
    """What a reason speaks of; the value is its heading for people."""

    BASE = "Titik awal"
    FUNCTION = "Fungsi"
    OBJECT = "Objek"
    ACTIVITY = "Kegiatan"
    DATA = "Data"
    CODE = "Kode referensi"
    NAME = "Nama"
    WORDS = "Uraian"
    OWNER = "Pemilik"
    FAMILY = "Keluarga situs"
    THIN = "Kelengkapan"


@dataclass(frozen=True, slots=True)
class Reason:
    """One contribution to a score: in words, and in log-odds."""

    kind: Kind
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How likely an application does the same work, and why.

    `duplicate` is the logistic function of the sum of the points of `reasons`, in
    their order; `overlap` is judged by itself; `name_conflict` means the same name
    for other work.
    """

    key: int
    duplicate: float
    overlap: float
    name_conflict: bool
    reasons: tuple[Reason, ...]
