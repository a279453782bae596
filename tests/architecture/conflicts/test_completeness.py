import pytest

from architecture.conflicts import Surroundings, find
from architecture.reference import documents
from tests.architecture.conflicts.around import proposal, similar, told

REQUIRED = documents.required("BUILD")


@pytest.mark.parametrize(
    ("kind", "given", "details", "expected"),
    [
        ("BUILD", (), {}, [("missing_documents", "blocking")]),
        ("BUILD", REQUIRED[1:], {}, [("missing_documents", "blocking")]),
        ("BUILD", REQUIRED, {}, []),
        ("BUILD", None, {}, []),
        ("WEBSITE", ("LETTER", "TEAM"), {}, []),
        ("EXISTING", (), {}, [("missing_documents", "warning")]),
        ("EXISTING", ("EVIDENCE",), {}, []),
        (
            "BUILD",
            REQUIRED,
            {"personal_data": "YES"},
            [("missing_documents", "blocking"), ("personal_data", "warning")],
        ),
    ],
)
def test_what_a_kind_of_registration_must_bring_is_asked_for(
    kind, given, details, expected
):
    asked = proposal(kind, documents=given, **details)
    assert told(find(asked, Surroundings())) == expected


def test_every_missing_document_is_named():
    found = find(proposal(documents=("LETTER",)), Surroundings())[0]
    named = " ".join(found.reasons)
    wanted = [documents.kinds()[code].name for code in REQUIRED if code != "LETTER"]
    assert all(name in named for name in wanted)
    assert len(found.reasons) == len(wanted)


def test_a_government_may_ask_for_other_documents():
    around = Surroundings(required={"RISK": "Kajian risiko"})
    found = find(proposal(documents=REQUIRED), around)
    assert found[0].reasons == ("Belum dilampirkan: Kajian risiko.",)
    assert find(proposal(documents=()), Surroundings(required={})) == []


def test_too_little_text_is_said_to_be_unjudged_with_what_to_add():
    around = Surroundings(too_thin=("Fungsi: pekerjaan siapa yang dibantu.",))
    found = find(proposal(), around)
    assert told(found) == [("too_thin", "warning")]
    assert "terlalu singkat" in found[0].reasons[0]
    assert found[0].reasons[1] == "Fungsi: pekerjaan siapa yang dibantu."


def test_a_search_that_is_not_ready_is_said_and_never_called_clean():
    found = find(proposal(), Surroundings(index_ready=False))
    assert told(found) == [("too_thin", "warning")]
    assert "belum dapat dinilai" in found[0].reasons[0]


def test_one_site_of_a_family_beside_a_true_twin_is_both():
    around = Surroundings(
        similar=(
            similar(0.9, family=True),
            similar(0.9, key=8, code="DAA-0008", name="Portal Nakes"),
        )
    )
    assert told(find(proposal("WEBSITE"), around)) == [
        ("duplicate", "serious"),
        ("family", "info"),
    ]


def test_what_could_not_be_read_is_said_and_never_called_clean():
    unread = ("Fungsi paling panjang 4000 karakter; ini 90000.",)
    (found,) = find(proposal(unread=unread), Surroundings())
    assert (found.kind, found.case) == ("too_thin", "unread")
    assert found.reasons[1] == unread[0]

    (found,) = find(proposal(unread=unread), Surroundings(too_thin=("Uraian: …",)))
    assert (found.kind, found.case) == ("too_thin", "")
    assert found.reasons[1:] == unread, "who wrote too much is not told to write more"
