import json

import pytest
from jsonschema import Draft202012Validator

from architecture.conflicts import Severity, find, kinds
from architecture.conflicts.__main__ import main
from architecture.conflicts.schemas import (
    FINDING_EXAMPLE,
    files,
    finding_schema,
    registration_schema,
)
from architecture.layers import APPLICATION_FIELDS
from tests.architecture.conflicts.test_rules import AROUND, RICH
from tests.places import ROOT

FOLDER = ROOT / "docs" / "schemas"


@pytest.mark.parametrize("name", sorted(files()))
def test_the_published_files_are_those_that_the_words_make(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == files()[name], (
        "Jalankan: python -m architecture.conflicts schemas"
    )


@pytest.mark.parametrize("schema", [registration_schema, finding_schema])
def test_the_schemas_are_valid_and_so_are_their_examples(schema):
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    for example in schema()["examples"]:
        validator.validate(example)


def test_every_finding_follows_the_schema():
    validator = Draft202012Validator(finding_schema())
    found = find(RICH, AROUND)
    for each in found:
        validator.validate(json.loads(json.dumps(each.to_json())))
    assert len({each.kind for each in found}) > 10


def test_a_finding_without_reasons_or_of_an_unknown_kind_does_not():
    validator = Draft202012Validator(finding_schema())
    assert not validator.is_valid({**FINDING_EXAMPLE, "reasons": []})
    assert not validator.is_valid({**FINDING_EXAMPLE, "kind": "perasaan"})
    assert not validator.is_valid({**FINDING_EXAMPLE, "severity": "fatal"})


def test_every_field_kind_and_severity_is_in_the_schemas():
    properties = registration_schema()["properties"]
    assert {field.name for field in APPLICATION_FIELDS} <= set(properties)
    stated = finding_schema()["properties"]
    assert {each["const"] for each in stated["kind"]["oneOf"]} == set(kinds())
    assert {each["const"] for each in stated["severity"]["oneOf"]} == {
        each.value for each in Severity
    }


def test_the_command_writes_the_schemas(tmp_path):
    assert main(["schemas", str(tmp_path / "baru")]) == 0
    written = {each.name for each in (tmp_path / "baru").iterdir()}
    assert written == set(files())


def test_a_folder_that_cannot_be_written_is_one_line_and_status_1(tmp_path, capsys):
    (tmp_path / "berkas").write_text("")
    assert main(["schemas", str(tmp_path / "berkas")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
