"""The roles that a post can give; what each may do is `eaportal.permissions`."""

from enum import StrEnum


class Role(StrEnum):
    """A role; people read the value, commands the name in lower case."""

    ADMINISTRATOR = "Administrator"
    REVIEWER = "Penelaah Kominfo"
    VALIDATOR = "Validator"
    SIGNATORY = "Kepala Dinas Kominfo"
    HEAD = "Kepala OPD"
    OPERATOR = "Operator OPD"
    ARCHITECT = "Arsitek SPBE"
    ASSESSOR = "Asesor"
    PLANNER = "Perencana"
    COORDINATOR = "Tim Koordinasi SPBE"
    LEADER = "Pimpinan"
    INSTALLER = "Pengelola instalasi"


class Field(StrEnum):
    """What a validator judges; a post of the role `VALIDATOR` names one."""

    APPLICATION = "Aplikasi"
    DATA = "Data dan informasi"
    INFRASTRUCTURE = "Infrastruktur"
    SECURITY = "Keamanan"
