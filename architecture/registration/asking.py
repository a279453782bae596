"""Which fields a registration is asked, and what it says in them.

Those of an application, and those that the government added to applications itself.
What it says is kept as typed under the names of the fields: one that was ended since
is asked no more and stays there, one that was added is asked from then on.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from architecture.elements import own_fields, values
from architecture.inventory.details import BY_NAME
from architecture.layers import Field, Layer
from architecture.model import Registration


def own_of(session: Session, registration: Registration) -> tuple[Field, ...]:
    """Return the government's own fields of applications."""
    return own_fields(session, registration.government_id, Layer.APPLICATION)


def asked_of(session: Session, registration: Registration) -> Mapping[str, Field]:
    """Return name → field of all that may be stated."""
    own = own_of(session, registration)
    return {**BY_NAME, **{field.name: field for field in own}}


def stated_in(
    session: Session, registration: Registration
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values of what was stated, and what is wrong with it, by field."""
    fields = asked_of(session, registration)
    return values.parsed(tuple(fields.values()), registration.details)
