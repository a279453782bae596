"""Fields as properties: what each is called in a file, how its value is written.

A tool may number the definitions anew when it saves, so a property is known by the
identifier of its definition or by its name, which begins with `SPBE`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from architecture.elements import fields_of, relation_fields
from architecture.elements.values import member
from architecture.exchange.archimate.nodes import Node
from architecture.exchange.archimate.words import LANG
from architecture.layers import Field, FieldKind, Layer, Sharing, Status, Verb

OURS: Final = "eap-"
"""What the identifiers of our definitions begin with."""

PREFIX: Final = "SPBE "
NATIVE: Final = frozenset({"name", "description"})
"""Fields that the format has places of its own for."""

_TYPES: Final = {
    FieldKind.MONEY: "currency",
    FieldKind.DATE: "date",
    FieldKind.YEAR: "number",
    FieldKind.NUMBER: "number",
    FieldKind.DECIMAL: "number",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """A property of ours: its identifier, its name, its type in the format."""

    identifier: str
    name: str
    type: str = "string"

    def node(self) -> Node:
        """Return it as it stands in a file."""
        return Node(
            "propertyDefinition",
            {"identifier": self.identifier, "type": self.type},
            children=[Node("name", {LANG: "id"}, self.name)],
        )


CODE: Final = Definition("eap-code", "SPBE Kode")
DOMAIN: Final = Definition("eap-domain", "SPBE Domain")
OFFICE: Final = Definition("eap-office", "SPBE Perangkat daerah")
HOME: Final = Definition("eap-home", "SPBE Instansi")
VERB: Final = Definition("eap-verb", "SPBE Relasi")
KNOWN_ON: Final = Definition("eap-known-on", "SPBE Diketahui pada", "date")
"""Stands at the head of a file of what was known on a past day."""
ON: Final = Definition("eap-on", "SPBE Pada tanggal", "date")
"""Stands at the head of a file of how the model is on one day."""

_LIFE: Final = (
    Field(name="status", label="Status", kind=FieldKind.CHOICE, choices=Status),
    Field(name="sharing", label="Pembagian", kind=FieldKind.CHOICE, choices=Sharing),
    Field(name="live_on", label="Aktif sejak", kind=FieldKind.DATE),
    Field(name="retires_on", label="Berhenti pada", kind=FieldKind.DATE),
)
LIFE: Final = {each.name: each for each in _LIFE}
"""What belongs to the life of an element; `sensitive` has no place in a file."""

_DAYS: Final = (
    Field(name="starts_on", label="Mulai", kind=FieldKind.DATE),
    Field(name="ends_on", label="Berakhir", kind=FieldKind.DATE),
)
DAYS: Final = {each.name: each for each in _DAYS}


def definition_of(layer: Layer, of: Field) -> Definition:
    """Return the definition of a field of a layer."""
    name = of.name.replace("_", "-")
    return Definition(
        f"{OURS}{layer.name.lower()}-{name}",
        f"{PREFIX}{of.label}",
        _TYPES.get(of.kind, "string"),
    )


def definition_of_life(of: Field) -> Definition:
    """Return the definition of what belongs to a life, of elements and relations."""
    name = of.name.replace("_", "-")
    return Definition(
        f"{OURS}{name}", f"{PREFIX}{of.label}", _TYPES.get(of.kind, "string")
    )


def definition_of_attribute(of: Field) -> Definition:
    """Return the definition of what is said of a relation."""
    name = of.name.replace("_", "-")
    return Definition(
        f"{OURS}relation-{name}",
        f"{PREFIX}{of.label}",
        _TYPES.get(of.kind, "string"),
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fields of one government by layer and verb, and their definitions."""

    fields: Mapping[Layer, tuple[Field, ...]]
    attributes: Mapping[Verb, tuple[Field, ...]]
    definitions: dict[str, Definition] = field(default_factory=dict)

    def stated(self, layer: Layer, told: Mapping[str, str]) -> dict[str, str]:
        """Return the fields that properties (by name and identifier) state."""
        found: dict[str, str] = {}
        for each in self.fields[layer]:
            if each.name not in NATIVE:
                _take(found, each.name, definition_of(layer, each), told)
        return found

    def life(self, told: Mapping[str, str]) -> dict[str, str]:
        """Return what properties state of a life."""
        found: dict[str, str] = {}
        for each in _LIFE:
            _take(found, each.name, definition_of_life(each), told)
        return found

    def said(self, verb: Verb, told: Mapping[str, str]) -> dict[str, str]:
        """Return what properties say of a relation, its days included."""
        found: dict[str, str] = {}
        for each in self.attributes[verb]:
            _take(found, each.name, definition_of_attribute(each), told)
        for each in _DAYS:
            _take(found, each.name, definition_of_life(each), told)
        return found


def vocabulary(session: Session, government: int) -> Vocabulary:
    """Return the vocabulary of a government."""
    whole = Vocabulary(
        {layer: fields_of(session, government, layer) for layer in Layer},
        {verb: relation_fields(session, government, verb) for verb in Verb},
    )
    known = [CODE, DOMAIN, OFFICE, HOME, VERB, KNOWN_ON, ON]
    known += [definition_of_life(each) for each in (*_LIFE, *_DAYS)]
    for layer, fields in whole.fields.items():
        known += [definition_of(layer, each) for each in fields]
    for fields in whole.attributes.values():
        known += [definition_of_attribute(each) for each in fields]
    whole.definitions.update({each.identifier: each for each in known})
    return whole


def told_by(node: Node, names: Mapping[str, str]) -> dict[str, str]:
    """Return what the properties of a node say, by identifier and by name.

    `names` runs identifier of a definition → its name.
    """
    found: dict[str, str] = {}
    properties = node.first("properties")
    for each in properties.all("property") if properties else ():
        identifier = each.attributes.get("propertyDefinitionRef", "")
        value = spoken(each.all("value"))
        found.setdefault(identifier, value)
        name = names.get(identifier, "")
        if name.startswith(PREFIX):
            found.setdefault(name, value)
    return found


def take(told: Mapping[str, str], definition: Definition) -> str:
    """Return what is told under a definition, or an empty text."""
    return told.get(definition.identifier) or told.get(definition.name, "")


def spoken(several: Iterable[Node]) -> str:
    """Return one of several texts in different languages: Indonesian, else the first.

    >>> spoken([Node("name", {LANG: "en"}, "a"), Node("name", {LANG: "id-ID"}, "b")])
    'b'
    """
    texts = list(several)
    for each in texts:
        if each.attributes.get(LANG, "").lower().partition("-")[0] in {"id", "in"}:
            return each.text
    return texts[0].text if texts else ""


def written(of: Field, value: Any) -> str:
    """Return a value as a property states it; reading it gives the value back."""
    if value in (None, "", []):
        return ""
    return _WRITERS.get(of.kind, _plain)(of, value)


def _plain(_of: Field, value: Any) -> str:
    return str(value)


def _day(_of: Field, value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


def _choice(of: Field, value: Any) -> str:
    return str(member(of, value).value)


def _choices(of: Field, value: Any) -> str:
    return "; ".join(_choice(of, each) for each in value)


_WRITERS: Final[Mapping[FieldKind, Callable[[Field, Any], str]]] = {
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.WORDS: lambda _, value: "; ".join(value),
    FieldKind.CODES: lambda _, value: ", ".join(value),
    FieldKind.DECIMAL: lambda _, value: f"{Decimal(value):.4f}",
    FieldKind.MONEY: lambda _, value: f"{Decimal(value):.2f}",
    FieldKind.DATE: _day,
}


def raw(of: Field, text: str) -> Any:
    """Return what a property states in the shape that the field reads."""
    if of.kind is FieldKind.CHOICES:
        return [part.strip() for part in text.split(";") if part.strip()]
    return text


def _take(
    found: dict[str, str], name: str, definition: Definition, told: Mapping[str, str]
) -> None:
    for key in (definition.identifier, definition.name):
        if key in told:
            found.setdefault(name, told[key])
