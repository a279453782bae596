"""The standard's example and schemas, and a small government with every layer."""

import pytest
from lxml import etree

from architecture import elements, inventory
from architecture.layers import Layer, Verb
from tests import make


@pytest.fixture(scope="session")
def standard(shared):
    """Give the folder of the standard's files, or skip without it."""
    return shared / "artefacts" / "archimate"


@pytest.fixture
def example(standard):
    """Give the example model of the standard."""
    return (standard / "archisurance.xml").read_bytes()


class Beside(etree.Resolver):
    """Finds in a folder what a schema would ask the network for."""

    def __init__(self, folder):
        """Take the folder."""
        self.folder = folder

    def resolve(self, url, _public_id, context):
        """Return the file of that name, if the folder has it."""
        beside = self.folder / url.rpartition("/")[2]
        return self.resolve_filename(str(beside), context) if beside.is_file() else None


@pytest.fixture(scope="session")
def schema(standard):
    """Give the schema of the exchange format."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside(standard))
    place = standard / "_wrapper_diagram_plus_dc.xsd"
    return etree.XMLSchema(etree.parse(place, parser))


class City:
    """A government, its offices, and what stands in its layers."""

    def __init__(self, session):
        """Make it all."""
        self.session = session
        self.government = make.government(session, "Kota Uji", code="KOTA-UJI")
        self.dinas = make.office(session, "Dinas Satu", of=self.government, code="D1")
        self.app = inventory.add(
            session,
            self.dinas,
            {
                "name": "SIMPEG",
                "acronym": "SP",
                "description": "Mencatat pegawai\ndan kehadirannya",
                "platforms": ["WEB", "MOBILE"],
                "cost_yearly": "12.500.000",
                "year_started": "2019",
                "contract_ends_on": "31/12/2026",
            },
        )
        self.other = inventory.add(session, self.dinas, {"name": "SIABON <&> ꦏ \x0b"})
        self.process = self.add(Layer.BUSINESS, {"name": "Mengelola pegawai"})
        self.service = self.add(Layer.SERVICE, {"name": "Kenaikan pangkat"})
        self.data = self.add(Layer.DATA, {"name": "Data pegawai"})
        self.server = self.add(
            Layer.INFRASTRUCTURE,
            {"name": "Server satu", "kind": "SERVER", "memory": "64 GB"},
        )
        self.control = self.add(
            Layer.SECURITY, {"name": "Sandi data", "kind": "STANDARD"}
        )
        self.aim = self.add(
            Layer.STRATEGY,
            {"name": "Indeks", "kind": "INDICATOR", "target_value": "4,125"},
        )
        relate = [
            (self.process, Verb.REALISES, self.service, {}),
            (self.service, Verb.SUPPORTED_BY, self.app, {}),
            (self.app, Verb.USES, self.data, {}),
            (self.app, Verb.PRODUCES, self.data, {}),
            (self.app, Verb.RUNS_ON, self.server, {"note": "mesin utama"}),
            (self.app, Verb.EXCHANGES, self.other, {"direction": "BACK"}),
            (self.data, Verb.STORED_ON, self.server, {}),
            (self.control, Verb.PROTECTS, self.app, {}),
            (self.app, Verb.SERVES, self.aim, {"share": "40"}),
        ]
        self.relations = [
            elements.relate(session, source, verb, target, attributes=said)
            for source, verb, target, said in relate
        ]
        session.flush()

    def add(self, layer, stated, office=None):
        """Add an element to a layer."""
        return elements.add(self.session, office or self.dinas, layer, stated)


@pytest.fixture
def city(session):
    """Give a small government."""
    return City(session)
