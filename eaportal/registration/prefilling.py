"""What a draft begins with, so that nobody types what the inventory knows."""

from typing import Any

from architecture import scope
from architecture.inventory.details import details_of, plain
from architecture.layers import ApplicationType
from architecture.model import Application, RegistrationKind
from architecture.scope import Viewer
from eaportal.registration.sections import names

OF_THE_PROPOSAL = frozenset(
    {"cost_build", "planned_start", "planned_live", "contract_ends_on", "notes"}
    | {"year_started"}
)
"""What says something of this proposal and not of what stands already."""


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
    wanted &= scope.readable_fields(viewer, replaced)
    found = plain(details_of(replaced))
    return {name: found[name] for name in wanted if found[name] not in (None, "", [])}
