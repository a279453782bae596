"""Which fields of something a viewer may read in its history."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from architecture import scope
from architecture.chronicle.naming import Named
from architecture.elements import LIFE
from architecture.elements.fields import fields_ever
from architecture.layers import RELATION_FIELDS, Field, FieldClass, Layer, Verb
from architecture.scope import SHARED_FIELDS, Viewer

OPEN = frozenset(
    {*LIFE, "organisation", "organisation_id", "note", "use", "former_names"}
)
"""What is no field, and everyone of the government may read of an element."""


class Readable:
    """Says field by field what the viewer may read; fields are looked up once."""

    def __init__(self, session: Session, viewer: Viewer) -> None:
        """Read for that viewer."""
        self._session, self._viewer = session, viewer
        self._known: dict[tuple[int, Layer], Mapping[str, Field]] = {}

    def field(self, of: Named, name: str) -> Field | None:
        """Return the field of that name that the element has, or had."""
        if of.layer is None or of.government_id is None:
            return None
        key = (of.government_id, of.layer)
        if key not in self._known:
            self._known[key] = fields_ever(self._session, *key)
        return self._known[key].get(name)

    def may(self, of: Named, name: str) -> bool:
        """Tell whether the viewer may read a value that is noted under that name.

        What nobody knows any more is read by those who read everything.
        """
        if of.layer is None or name in OPEN or name in Verb.__members__:
            return True
        field = self.field(of, name)
        cls = field.cls if field else FieldClass.RESTRICTED
        if of.government_id not in self._viewer.governments:
            return cls is FieldClass.PUBLIC and name in SHARED_FIELDS
        return cls in self.classes(of)

    def classes(self, of: Named) -> frozenset[FieldClass]:
        """Return the classes of fields that the viewer may read of an element."""
        government = of.government_id or 0
        return scope.classes_for(self._viewer, government, of.organisation_id)

    def attributes(self, of: Named, verb: Verb) -> list[Field]:
        """Return what the viewer may read of a relation of an element."""
        classes = self.classes(of)
        return [each for each in RELATION_FIELDS[verb] if each.cls in classes]
