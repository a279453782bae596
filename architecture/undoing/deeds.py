"""How the history calls an undo, and the undo of an undo."""

UNDONE = "Dibatalkan: "
REDONE = "Dikembalikan: "


def answering(deed: str) -> str:
    """Return the deed that takes a deed back.

    >>> answering("Data diubah"), answering("Dibatalkan: Data diubah")
    ('Dibatalkan: Data diubah', 'Dikembalikan: Data diubah')
    >>> answering("Dikembalikan: Data diubah")
    'Dibatalkan: Data diubah'
    """
    if deed.startswith(UNDONE):
        return REDONE + deed.removeprefix(UNDONE)
    return UNDONE + deed.removeprefix(REDONE)
