"""Nothing in the tables names an office that a change does not know of."""

from architecture.model import Base
from architecture.restructuring.references import FOLLOWING, STAYING


def test_every_reference_to_an_office_follows_or_stays():
    told = {(each.table, "organisation_id") for each in FOLLOWING} | STAYING.keys()
    referring = {
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "organisations"
        and key.parent.name != "government_id"
        and not (table.name != "governments" and key.parent.primary_key)
    }

    assert referring == told, (
        "say in architecture/restructuring/references.py whether it follows"
    )
