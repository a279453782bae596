"""Two people on one form: the second sees what the first changed, and chooses.

What only one of them touched is no conflict: theirs is kept where the person left a
field as it was, the person's own where they did.  Only what both changed asks for a
choice, and either way nothing that was typed is lost before it is made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request
from wtforms import HiddenField

from architecture import history
from architecture.elements import LIFE
from architecture.elements.values import from_json
from architecture.layers import Verb
from architecture.model import Element
from architecture.recalling import life_from_json
from architecture.reference.calendar import tanggal
from architecture.scheduling import noting
from eaportal import db
from eaportal.details import DetailsForm, typed
from eaportal.queries import whole

STORED, OWN = "tersimpan", "saya"
_FURTHEST = 200
_OFFICE = "organisation"
_ASIDE = frozenset({*Verb.__members__, _OFFICE, noting.PLANNED})
"""What is noted of relations, uses and plans; none is a version of the element."""


@dataclass(frozen=True)
class Newer:
    """A field that somebody else changed since the form was opened.

    `take` is what is chosen at first: theirs unless the person changed it too.
    """

    name: str
    label: str
    before: str
    stored: str
    own: str
    by: str
    at: datetime
    take: str


class Versioned(DetailsForm):
    """A form that knows which version of an element the person saw."""

    seen = HiddenField()

    @property
    def seen_version(self) -> int:
        """Return the version that the person saw; 0 if the form does not say."""
        return whole(self.seen.data)

    def choose(self, stored: Mapping[str, Any]) -> None:
        """Take what is stored where the person chose it; `stored` is as inputs are."""
        for name, value in stored.items():
            if name in self and request.form.get(f"pilih-{name}") == STORED:
                self[name].process_data(value)

    def take_newer(self, element: Element, stored: Mapping[str, Any]) -> list[Newer]:
        """Return what somebody else changed and the form says otherwise.

        From here on the form knows the newer version: sent again, it is saved.
        """
        changed = _changed_since(element, self.seen_version)
        self.seen.data = str(element.version)
        return [
            self._newer(name, stored[name], *changed[name])
            for name in stored
            if name in changed and name in self and not self._says(name, stored[name])
        ]

    def _newer(
        self, name: str, stored: Any, before: Any, by: str, at: datetime
    ) -> Newer:
        old = self._as_input(name, before)
        return Newer(
            name,
            self[name].label.text,
            self._text(name, old),
            self._text(name, stored),
            self._text(name, self[name].data),
            by,
            at,
            STORED if self._says(name, old) else OWN,
        )

    def _says(self, name: str, value: Any) -> bool:
        """Tell whether the person's input says this value."""
        return bool((self[name].data or "") == (value or ""))

    def _as_input(self, name: str, kept: Any) -> Any:
        """Return what the history kept as the input would hold it."""
        if name in {"status", "sharing", _OFFICE}:
            return kept
        if name in LIFE:
            return life_from_json(name, kept)
        field = next(each for each in self.fields if each.name == name)
        return typed({name: from_json(field, kept)}, [field])[name]

    def _text(self, name: str, value: Any) -> str:
        """Return what an input holds as people read it."""
        offered: Iterable[Any] = getattr(self[name], "iter_choices", tuple)()
        labels = {str(each.value): str(each.label) for each in offered}
        if isinstance(value, bool):
            return "Ya" if value else "Tidak"
        if isinstance(value, date):
            return tanggal(value)
        several = value if isinstance(value, list) else [value]
        words = [labels.get(str(each), str(each)) for each in several if each]
        return ", ".join(words)


def _changed_since(
    element: Element, version: int
) -> dict[str, tuple[Any, str, datetime]]:
    """Return field → what it was at a version, and who changed it last and when.

    A version is one change of the element's own, so as many notes are looked at.
    """
    own = [
        note
        for note in history.of(db.session, element, limit=_FURTHEST)
        if note.values and not note.values.keys() & _ASIDE
    ]
    found: dict[str, tuple[Any, str, datetime]] = {}
    for note in own[: max(element.version - version, 0)]:
        for name, (old, _) in note.values.items():
            key = _OFFICE if name == "organisation_id" else name
            _, by, at = found.get(key, (None, note.entry.by, note.entry.at))
            found[key] = (old, by, at)
    return found
