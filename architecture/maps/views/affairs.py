"""Which affair of government (urusan) an application belongs to, by its RAB codes."""

from collections.abc import Iterable

DOMAIN = "RAB."


def most_specific(codes: Iterable[str]) -> str:
    """Return the deepest RAB code, of several the first; "" where there is none.

    >>> most_specific(["RAA.01", "RAB.02", "RAB.09.06", "RAB.06.01"])
    'RAB.09.06'
    """
    return max(of_affairs(codes), key=lambda code: code.count("."), default="")


def of_affairs(codes: Iterable[str]) -> list[str]:
    """Return those codes that are of the RAB, each once."""
    return [code for code in dict.fromkeys(codes) if code.startswith(DOMAIN)]
