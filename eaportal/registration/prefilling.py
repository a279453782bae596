"""What a draft begins with, so that nobody types what the inventory knows."""

from typing import Any

from architecture import scope
from architecture.inventory.details import BY_NAME, details_of, plain
from architecture.layers import ApplicationType, Sharing
from architecture.model import Application, RegistrationKind
from architecture.scope import Viewer
from eaportal.registration.sections import names

OF_THE_PROPOSAL = frozenset(
    {"cost_build", "planned_start", "planned_live", "contract_ends_on", "notes"}
    | {"year_started"}
)
"""What says something of this proposal and not of what stands already."""

NAME_AND_FUNCTION = frozenset({"name", "acronym", "type", "description", "function"})
"""What a government shows of an application at that level of sharing."""


def prefilled(
    viewer: Viewer, kind: RegistrationKind, replaced: Application | None
) -> dict[str, Any]:
    """Return the fields that a draft begins with, as it keeps them.

    Of an application only what the viewer may read; of one of another government only
    what it shares.
    """
    if kind is RegistrationKind.WEBSITE:
        return {"type": ApplicationType.WEBSITE.name}
    if replaced is None:
        return {}
    wanted = set(names(kind)) - OF_THE_PROPOSAL
    if replaced.government_id not in viewer.governments:
        wanted -= {"url", "reference_codes"}
        if replaced.sharing is not Sharing.PROFILE:
            wanted &= NAME_AND_FUNCTION
    classes = scope.readable_classes(viewer, replaced)
    found = plain(details_of(replaced))
    return {
        name: found[name]
        for name in wanted
        if BY_NAME[name].cls in classes and found[name] not in (None, "", [])
    }
