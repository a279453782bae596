"""How an import says no: in one sentence that names what to do."""

from architecture.errors import Refused


class ImportRefused(Refused):
    """A file, or what it holds, cannot be imported."""


class WrongFile(ImportRefused):
    """The file is of another kind than an XLSX or CSV table, or than its name says."""


class BrokenFile(ImportRefused):
    """The file is damaged, locked or made to harm."""


class TooLarge(ImportRefused):
    """The file holds more than one import may hold."""


class NoTable(ImportRefused):
    """There is no table of applications in the file."""
