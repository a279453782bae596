"""Files that cannot be taken are refused with their line, and nothing is fetched."""

import io

import pytest

from architecture.exchange.archimate.reading import Unreadable, things
from tests.architecture.exchange.archimate.moving import HEAD, SPACE, line, model, node


def refusal(file):
    """Return how a file is refused."""
    with pytest.raises(Unreadable) as refused:
        list(things(io.BytesIO(file)))
    return refused.value


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "kosong"),
        (b"halo", "bukan XML"),
        (b"PK\x03\x04\x00\x00", "bukan XML"),
        (b"<html><body/></html>", "bukan berkas pertukaran"),
        (b'<model xmlns="http://www.opengroup.org/xsd/archimate"/>', "ArchiMate 2"),
        (
            b'<a:model xmlns:a="http://www.archimatetool.com/archimate"/>',
            "berkas asli Archi",
        ),
        (
            b'<model xmlns="http://www.opengroup.org/xsd/archimate/4.0/"/>',
            "belum dikenal",
        ),
        (
            b'<?xml version="1.0" encoding="EBCDIC-XX"?><model/>',
            "UTF-8",
        ),
        (HEAD.encode() + b"<documentation>caf\xe9 dan lain</documentation>", "UTF-8"),
        (HEAD.encode() + b"<elements><element", "XML tidak utuh"),
        (f'<model xmlns="{SPACE}" identifier="m"/>'.encode(), "tidak bernama"),
    ],
)
def test_what_is_no_exchange_file_is_refused_with_what_to_do(file, said):
    assert said in refusal(file).sentence


@pytest.mark.parametrize(
    "inside",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;',
    ],
)
def test_a_document_type_is_refused_before_anything_in_it_is_read(inside):
    file = f"<?xml version='1.0'?>\n<!DOCTYPE model [{inside}]>{HEAD}&x;</model>"
    said = refusal(file.encode())
    assert said.problems[0][0] == 2
    assert "DOCTYPE" in said.sentence


def test_every_problem_of_a_file_is_told_with_its_line():
    body = (
        "<elements>\n"
        + node("a")
        + node("a")
        + node("b", "InfrastructureService")
        + node("c", "Sesuatu")
        + "</elements>\n<relationships>\n"
        + line("r", "Flow", "a", "tiada")
        + "</relationships>"
    )
    found = refusal(model(body)).problems
    assert [number for number, _ in found] == [5, 6, 7, 10]
    assert "baris 4" in found[0][1]
    assert "ArchiMate 2" in found[1][1]
    assert "tidak dikenal" in found[2][1]
    assert "“tiada”" in found[3][1]


def test_a_reference_to_a_thing_of_another_kind_is_refused():
    shown = (
        '<views><diagrams><view identifier="v" xsi:type="Diagram"><name>V</name>\n'
        '<node identifier="n" elementRef="v" x="1" y="1" w="9" h="9" '
        'xsi:type="Element"/></view></diagrams></views>'
    )
    assert "bukan element" in refusal(model(shown)).sentence


@pytest.mark.parametrize(
    "body",
    [
        "<elements>" + node("a", more="<p/>" * 30_000) + "</elements>",
        "<organizations>" + "<item>" * 5_000 + "</item>" * 5_000 + "</organizations>",
        f'<elements><element identifier="{"a" * 3_000_000}"/></elements>',
        "<documentation>" + "a" * 2_000_000 + "</documentation>",
    ],
)
def test_what_would_fill_the_memory_is_refused(body):
    assert refusal(model(body))


def test_any_prefix_and_any_encoding_of_xml_is_read():
    file = (
        '<?xml version="1.0" encoding="UTF-16"?>'
        f'<a:model xmlns:a="{SPACE}" identifier="m" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><a:name>M</a:name>'
        '<a:elements><a:element identifier="x" xsi:type="a:Node">'
        "<a:name>Café ꦏ</a:name></a:element></a:elements></a:model>"
    )
    first, head = things(io.BytesIO(file.encode("utf-16")))
    assert (first.type, first.node.children[0].text) == ("Node", "Café ꦏ")
    assert head.node.children[0].text == "M"
