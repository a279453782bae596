"""A small government with something in every layer."""

from datetime import date

import pytest

from architecture import elements, inventory
from architecture.layers import Layer, Verb
from tests import make


class City:
    """A government, its offices, and what stands in its layers."""

    def __init__(self, session):
        """Make it all."""
        self.session = session
        self.government = make.government(session, "Kota Uji", code="KOTA-UJI")
        self.dinas = make.office(session, "Dinas Satu", of=self.government, code="D1")
        self.badan = make.office(session, "Badan Dua", of=self.government, code="B2")
        self.app = inventory.add(
            session,
            self.dinas,
            {
                "name": "SIMPEG",
                "description": "Mencatat pegawai",
                "platforms": ["WEB", "MOBILE"],
                "cost_yearly": "12.500.000",
                "year_started": "2019",
                "contract_ends_on": "31/12/2026",
            },
        )
        self.data = self.add(Layer.DATA, {"name": "Data pegawai"})
        self.server = self.add(
            Layer.INFRASTRUCTURE,
            {"name": "Server satu", "kind": "SERVER", "memory": "64 GB"},
        )
        self.aim = self.add(
            Layer.STRATEGY, {"name": "Kota yang melayani", "kind": "VISION"}
        )
        self.uses = elements.relate(session, self.app, Verb.USES, self.data)
        self.runs = elements.relate(
            session,
            self.app,
            Verb.RUNS_ON,
            self.server,
            starts_on=date(2025, 1, 2),
            attributes={"note": "mesin utama"},
        )
        session.flush()

    def add(self, layer, stated, office=None):
        """Add an element to a layer."""
        return elements.add(self.session, office or self.dinas, layer, stated)


@pytest.fixture
def city(session):
    return City(session)
