"""Where an element stands in its life, and how much others see of it."""

from enum import StrEnum


class Status(StrEnum):
    """Where an element stands in its life."""

    PLANNED = "Direncanakan"
    IN_BUILD = "Dibangun"
    LIVE = "Aktif"
    PHASING_OUT = "Akan dihentikan"
    RETIRED = "Tidak aktif"


class Sharing(StrEnum):
    """How much other governments see of an application."""

    NOTHING = "Tidak dibagikan"
    NAME_AND_FUNCTION = "Nama dan fungsi"
    PROFILE = "Profil lengkap"
