"""What a kept question means today: its values, in words, and what no longer counts.

Everything is looked at again whenever it is read: an office may have ended, a word may
be hidden, a field may be gone, or be one that this viewer may not read.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property, partial

from architecture import elements, organisations
from architecture.elements import lacking
from architecture.layers import ApplicationType, Layer, Status, Verb
from architecture.model import Organisation, State
from eaportal import days, db, formats
from eaportal.elements import filters as of_elements
from eaportal.elements.places import SLUGS, code_of, layer_of, layer_of_slug
from eaportal.filtering import of_maps
from eaportal.filtering.pages import PAGES
from eaportal.filtering.values import (
    NOTHING,
    Asked,
    Parameter,
    Question,
    Value,
    day,
)
from eaportal.inventory import filters as of_inventory
from eaportal.queries import whole

HOPS = 10
"""So often an office may have been followed by another."""


class Reader:
    """Reads the questions of one government; what it looks up, it looks up once."""

    def __init__(self, government: int, kept: Iterable[Asked] = ()) -> None:
        """Keep whose offices and fields the questions are about.

        What several questions name is looked up at once if they are given.
        """
        self.government = government
        self._kept = list(kept)

    def read(self, page: str, asked: Asked, *, strict: bool = True) -> Question:
        """Return what a question to a page means; strictly, unknown fields are told."""
        known = self._parameters(page, asked)
        found = Question({}, [], [])
        for name, text in asked.items():
            if name not in known:
                if strict:
                    found.stale.append("isian yang sudah tidak ada")
                continue
            asks, said = known[name], str(text).replace("\x00", "").strip()
            value = asks.read(said[: asks.longest]) if said else NOTHING
            if value is None:
                found.stale.append(asks.label)
            elif value != NOTHING:
                found.values[name] = value[0]
                found.words.append(f"{asks.label}: {value[1]}")
        return found

    @cached_property
    def _offices(self) -> dict[int, Organisation]:
        rows = organisations.tree(db.session, self.government)
        return {row.id: row for row in rows}

    @cached_property
    def _middles(self) -> of_maps.Middles:
        return of_maps.Middles(self._kept)

    def _parameters(self, page: str, asked: Asked) -> dict[str, Parameter]:
        """Return what a page may be asked, in the order of its form."""
        if view := PAGES[page].view:
            return of_maps.parameters(view, self._office, self._middles)
        of_page: dict[str, Callable[[], dict[str, Parameter]]] = {
            "aplikasi": self._of_inventory,
            "usulan": self._of_registrations,
            "matriks": self._of_matrix,
            "kelengkapan": partial(self._of_completeness, asked),
        }
        layer = PAGES[page].values.get("layer")
        if layer is not None:
            return self._of_layer(layer)
        return of_page[page]()

    def _of_inventory(self) -> dict[str, Parameter]:
        return {
            "cari": Parameter("Kata", _words),
            "milik": Parameter("Milik", _place),
            "opd": Parameter("Perangkat daerah", self._office),
            "bentuk": Parameter("Bentuk", partial(_member, ApplicationType)),
            "status": Parameter("Status", partial(_member, Status)),
            days.UNSURE: Parameter("Belum dipastikan sejak", day),
            days.NAME: Parameter("Per tanggal", day),
            "urut": Parameter("Urutan", partial(_order, of_inventory.ORDERS)),
        }

    def _of_layer(self, layer: Layer) -> dict[str, Parameter]:
        kinds = of_elements.kinds(layer)
        own = of_elements.choosable(self.government, layer)
        return {
            "cari": Parameter("Kata", _words),
            "opd": Parameter("Perangkat daerah", self._office),
            "jenis": Parameter("Jenis", partial(_member, kinds)),
            "status": Parameter("Status", partial(_member, Status)),
            "kode": Parameter("Kode referensi", _words),
            **{
                field.name: Parameter(field.label, partial(_option, field.options))
                for field in own
            },
            days.UNSURE: Parameter("Belum dipastikan sejak", day),
            days.NAME: Parameter("Per tanggal", day),
            "urut": Parameter("Urutan", partial(_order, of_elements.ORDERS)),
        }

    def _of_matrix(self) -> dict[str, Parameter]:
        return {
            "baris": Parameter("Baris", _layer),
            "kolom": Parameter("Kolom", _layer),
            "kata": Parameter("Relasi", _way),
            "cari": Parameter("Cari baris", _words),
            "cari_kolom": Parameter("Cari kolom", _words),
            "opd": Parameter("Perangkat daerah", self._office),
            days.NAME: Parameter("Per tanggal", day),
        }

    def _of_completeness(self, asked: Asked) -> dict[str, Parameter]:
        layer = layer_of(asked.get("lapisan"), Layer.BUSINESS)
        return {
            "lapisan": Parameter("Lapisan", _layer),
            "kurang": Parameter("Tanpa", partial(self._gap, layer)),
            "opd": Parameter("Perangkat daerah", self._office),
            days.NAME: Parameter("Per tanggal", day),
        }

    def _of_registrations(self) -> dict[str, Parameter]:
        return {
            "cari": Parameter("Kata", _words),
            "keadaan": Parameter("Keadaan", partial(_member, State)),
        }

    def _office(self, text: str) -> Value | None:
        """Return an office, or the one that follows it; None if nothing does."""
        today = formats.today()
        row = self._offices.get(whole(text))
        for _ in range(HOPS):
            if row is None or organisations.standing([row], today):
                break
            row = self._offices.get(row.successor_id or 0)
        else:
            return None
        return (str(row.id), row.name) if row else None

    def _gap(self, layer: Layer, text: str) -> Value | None:
        if text == lacking.UNRELATED:
            return text, "relasi apa pun"
        fields = elements.fields_of(db.session, self.government, layer)
        labels = {each.name: each.label for each in lacking.gaps(fields, layer)}
        return (text, labels[text]) if text in labels else None


def _words(text: str) -> Value | None:
    return text, f"“{text}”"


def _member(words: type[StrEnum] | Mapping[str, StrEnum], text: str) -> Value | None:
    members = words if isinstance(words, Mapping) else words.__members__
    return (text, members[text].value) if text in members else None


def _option(options: tuple[str, ...], text: str) -> Value | None:
    return (text, text) if text in options else None


def _place(text: str) -> Value | None:
    if text == "milik":
        return NOTHING
    places = of_inventory.PLACES
    return (text, places[text].value) if text in places else None


def _order(orders: Mapping[str, StrEnum], text: str) -> Value | None:
    if text == "nama":
        return NOTHING
    order = orders.get(text.removeprefix("-"))
    turned = ", terbalik" if text.startswith("-") else ""
    return (text, f"{order.value}{turned}") if order else None


def _layer(text: str) -> Value | None:
    layer = layer_of_slug(text)
    return (SLUGS[layer], layer.value) if layer else None


def _way(text: str) -> Value | None:
    for verb in Verb:
        if text in {code_of(verb, True), code_of(verb, False)}:
            return text, verb.value
    return None
