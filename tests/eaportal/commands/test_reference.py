"""A release of reference codes from a terminal: previewed, applied, refused."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import object_session

from architecture import history, referencing
from architecture.model import CodeQuestion, Release
from tests import make


@pytest.fixture
def application(session):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    return make.application(session, reference_codes=["RAK.01.01", "RAK.02.01"])


@pytest.fixture
def file(tmp_path):
    def write(text, name="rilis.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


RELEASE = """Kode;Judul;Perubahan;Asal
RAK.01;Standar Keamanan;;
RAK.01.09;Standar Keamanan Data;pindah;RAK.01.01
RAK.02;Penerapan Keamanan;;
RAK.02.08;Enkripsi;dipecah;RAK.02.01
RAK.02.09;Cadangan;dipecah;RAK.02.01
"""


def test_a_release_is_previewed_then_applied(run, session, application, file):
    place = file(RELEASE)
    call = ("reference", "import", place, "--release", "2027", "--json")

    seen = json.loads(run(*call, "--dry-run").stdout)
    session.expire_all()
    assert not session.scalar(select(Release).where(Release.name == "2027"))
    done = json.loads(run(*call).stdout)
    session.expire_all()

    assert seen["governments"] == done["governments"]
    assert done["governments"][0] | {"government": ""} == {
        "government": "",
        "elements": 1,
        "planned": 0,
        "registrations": 0,
        "own_codes": 0,
        "asked": 1,
        "left_to_offices": 0,
    }
    assert application.reference_codes == ["RAK.01.09", "RAK.02.01"]
    [question] = session.scalars(select(CodeQuestion))
    assert question.targets == ["RAK.02.08", "RAK.02.09"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "kosong"),
        ("a,b\n1,2\n", "kolom"),
        ("kode,judul\nRAB.01.01,Yatim\n", "Baris 2"),
        ("kode,judul\nRAB.01,A\nRAB.01,B\n", "2 kali"),
        ("kode,judul,tingkat\nRAB.01,A,dua\n", "tingkat “dua” tidak dikenal"),
        ("kode,judul,perubahan\nRAB.01,A,hilang\n", "perubahan “hilang”"),
        ("kode,judul\n", "tanpa satu kode"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "csv"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_and_changes_nothing(
    run, application, file, text, said
):
    session = object_session(application)
    refused = run("reference", "import", file(text), "--release", "x", status=1)

    assert said.casefold() in refused.stderr.casefold()
    assert len(refused.stderr.strip().splitlines()) == 1
    session.expire_all()
    assert len(session.scalars(select(Release)).all()) == 1


def test_a_huge_file_is_refused_before_it_is_read(run, application, tmp_path):
    path = tmp_path / "besar.csv"
    with path.open("wb") as huge:
        huge.truncate(100 * 2**20)

    refused = run("reference", "import", str(path), "--release", "x", status=1)

    assert "MB" in refused.stderr
