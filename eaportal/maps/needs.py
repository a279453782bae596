"""What a map needs that not everybody may open who may open maps."""

from collections.abc import Mapping

from architecture.scope import Viewer
from eaportal.permissions import Permission, may

NEEDS: Mapping[str, Permission] = {"duplicates": Permission.READ_SUSPICIONS}
"""Views by name; all others open to everybody who works."""


def needed(view: str) -> Permission:
    """Return the permission that a view asks for."""
    return NEEDS.get(view, Permission.READ)


def opens(viewer: Viewer, view: str) -> bool:
    """Tell whether a person may open the view of a name."""
    return may(viewer, needed(view))
