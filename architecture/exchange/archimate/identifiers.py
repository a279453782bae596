"""What things of ours are called in a file: the same each time, on every machine."""

from uuid import UUID, uuid5

_OURS = UUID("5b0c3a0e-6f0d-5d53-9a4b-3f3f9a1f6c11")


def identifier(*parts: object) -> str:
    """Return an identifier made of what is stable about a thing.

    >>> identifier("KOTA-A", "DAA-0001") == identifier("KOTA-A", "DAA-0001")
    True
    >>> identifier("KOTA-A", "DAA-0001") == identifier("KOTA-B", "DAA-0001")
    False
    """
    return f"id-{uuid5(_OURS, '/'.join(map(str, parts)))}"
