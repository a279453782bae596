"""Nothing in the tables refers to an application that a merge does not know of."""

from architecture.merging.references import STAYING, TURNED, WEIGHED
from architecture.model import Base, Element


def referring():
    """Return every column that refers to an element, and is not the element itself."""
    layers = {each.__tablename__ for each in (Element, *Element.__subclasses__())}
    return {
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in layers and not key.parent.primary_key
    }


def test_every_reference_to_an_element_has_its_fate():
    told = {(each.table, each.column) for each in TURNED} | WEIGHED | STAYING.keys()

    assert referring() == told, (
        "say in architecture/merging/references.py what a merge does to it"
    )


def test_each_has_one_fate_only():
    turned = [(each.table, each.column) for each in TURNED]

    assert len(set(turned)) == len(turned)
    assert not set(turned) & (WEIGHED | STAYING.keys())
    assert not WEIGHED & STAYING.keys()
